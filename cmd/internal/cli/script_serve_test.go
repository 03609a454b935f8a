package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// servers are the programs that scripts have running, by script and name.
type servers struct {
	mu  sync.Mutex
	all map[string]*exec.Cmd
}

// running starts the program with a command that serves until it is ended, and waits until it says, with --json, where it answers:
// NAME becomes the address, and NAME_KEY the public key where it tells one.
func (s *servers) running(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: running NAME command…")
	}
	program, err := find(ts.Getenv("PATH"), "gremium")
	ts.Check(err)
	cmd := exec.Command(program, append(args[1:], "--json")...)
	cmd.Dir = ts.Getenv("WORK")
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "GREMIUM_DB", "GREMIUM_WITNESS", "GREMIUM_WITNESS_QUORUM", "GORACE"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	errs, err := os.Create(filepath.Join(cmd.Dir, args[0]+".stderr"))
	ts.Check(err)
	defer func() { ts.Check(errs.Close()) }()
	cmd.Stderr = errs
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	id := cmd.Dir + " " + args[0]
	s.mu.Lock()
	s.all[id] = cmd
	s.mu.Unlock()
	ts.Defer(func() { _ = s.end(id) }) // where the script did not
	var said struct{ Address, Key string }
	if err := json.NewDecoder(out).Decode(&said); err != nil {
		why, _ := os.ReadFile(errs.Name())
		ts.Fatalf("%v: %s", err, why)
	}
	ts.Setenv(args[0], said.Address)
	ts.Setenv(args[0]+"_KEY", said.Key)
}

// ended ends what is running and waits until it is gone.
func (s *servers) ended(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: ended NAME")
	}
	ts.Check(s.end(ts.Getenv("WORK") + " " + args[0]))
}

func (s *servers) end(id string) error {
	s.mu.Lock()
	cmd := s.all[id]
	delete(s.all, id)
	s.mu.Unlock()
	if cmd == nil {
		return nil
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return cmd.Wait()
}

// find is a program in one of the folders of a path.
func find(path, name string) (string, error) {
	for _, dir := range filepath.SplitList(path) {
		if at := filepath.Join(dir, name); exec.Command(at, "version").Run() == nil {
			return at, nil
		}
	}
	return "", exec.ErrNotFound
}

// eventually runs a command again and again until what it says matches, for a minute.
func eventually(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: eventually PATTERN command…")
	}
	pattern, err := regexp.Compile(args[0])
	ts.Check(err)
	last := ""
	for until := time.Now().Add(time.Minute); time.Now().Before(until); <-time.After(200 * time.Millisecond) {
		err := ts.Exec(args[1], args[2:]...)
		if last = ts.ReadFile("stdout") + ts.ReadFile("stderr"); pattern.MatchString(last) {
			return
		}
		if _, left := err.(*exec.ExitError); err != nil && !left { //nolint:errorlint // What Exec answers is not wrapped.
			ts.Check(err)
		}
	}
	ts.Fatalf("after a minute it still says:\n%s", last)
}
