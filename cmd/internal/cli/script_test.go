package cli_test

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // the scripts' sql command opens databases
	"github.com/rogpeppe/go-internal/testscript"

	"gremium/cmd/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"gremium": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the stories of the users. Beside the usual commands of testscript there are:
//
//	exits N command…   runs a command that must end with exit code N
//	soon NAME SECONDS  puts the instant that many seconds from now into an environment variable
//	past NAME          waits until that instant is over
//	running NAME …     runs the program until it is ended; NAME becomes its address
//	ended NAME         ends it
//	eventually RE …    runs a command until what it says matches
//	sql FILE TEXT      runs SQL on a database, as somebody would who goes around Gremium
func TestScripts(t *testing.T) {
	t.Parallel()
	up := &servers{all: map[string]*exec.Cmd{}}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "..", "testdata", "scripts"),
		RequireExplicitExec: false,
		Setup: func(env *testscript.Env) error {
			// Under the race detector each process would rest for a second before it ends.
			testdata, err := filepath.Abs(filepath.Join("..", "..", "..", "testdata"))
			env.Vars = append(env.Vars, "GORACE=atexit_sleep_ms=0", "TESTDATA="+testdata)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "soon": soon, "past": past, "sql": runSQL, "running": up.running, "ended": up.ended, "eventually": eventually,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition " + name)
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N command…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func runSQL(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: sql FILE TEXT")
	}
	db, err := sql.Open("sqlite3", "file:"+ts.MkAbs(args[0])+"?mode=rw")
	ts.Check(err)
	defer func() { ts.Check(db.Close()) }()
	switch _, err = db.Exec(args[1]); {
	case neg && err == nil:
		ts.Fatalf("the database let it happen")
	case !neg:
		ts.Check(err)
	}
}

func soon(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: soon NAME SECONDS")
	}
	span, err := time.ParseDuration(args[1] + "s")
	ts.Check(err)
	ts.Setenv(args[0], time.Now().UTC().Add(span).Format(time.RFC3339Nano))
}

func past(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: past NAME")
	}
	until, err := time.Parse(time.RFC3339Nano, ts.Getenv(args[0]))
	ts.Check(err)
	<-time.After(time.Until(until) + time.Millisecond)
}
