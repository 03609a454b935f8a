package anchor_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow/logtest"
)

// TestCrashBetweenSteps stops between each two steps: what was done before is kept, what was not is made up for by the next
// process that writes, and nothing looks like tampering.
func TestCrashBetweenSteps(t *testing.T) {
	t.Parallel()
	for name, crash := range map[string]func(t *testing.T, before, after place){
		"after the commit": func(t *testing.T, before, after place) {
			copyFile(t, before.sizes, after.sizes)
			run(t, after.raw(t), `DELETE FROM checkpoints WHERE size = (SELECT MAX(size) FROM checkpoints)`)
		},
		"while the lock file is written": func(t *testing.T, before, after place) {
			copyFile(t, before.sizes, after.sizes)
			if err := os.WriteFile(after.sizes+".part", []byte("gremium-sizes 1\n3 "), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"after the lock file": func(t *testing.T, _, after place) {
			run(t, after.raw(t), `DELETE FROM checkpoints WHERE size = (SELECT MAX(size) FROM checkpoints)`)
		},
		"after the checkpoint": func(*testing.T, place, place) {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := told(t)
			before := p.copied(t)
			s := p.open(t, "later")
			s.another(t)
			s.close(t)
			crash(t, before, p)
			if err := p.found(t); err != nil {
				t.Fatalf("the start finds: %v", err)
			}
			next := p.open(t, "next")
			next.another(t)
			next.close(t)
			size := p.lockFile(t)[roundOrigin]
			if err := p.found(t); err != nil || size != before.lockFile(t)[roundOrigin]+2 {
				t.Errorf("%d entries in the lock file, %v", size, err)
			}
			if notes, err := p.latest(t); err != nil || notes[roundOrigin].Size != size {
				t.Errorf("signed up to %d of %d, %v", notes[roundOrigin].Size, size, err)
			}
		})
	}
}

// TestBeginMakesUp lets a process that only runs, and commits nothing, anchor what a crash has left.
func TestBeginMakesUp(t *testing.T) {
	t.Parallel()
	p := told(t)
	before := p.copied(t)
	s := p.open(t, "later")
	s.another(t)
	s.close(t)
	want := p.lockFile(t)
	copyFile(t, before.sizes, p.sizes)
	server := p.open(t, "server")
	server.anchor.Begin()
	server.close(t)
	if got := p.lockFile(t); got[roundOrigin] != want[roundOrigin] {
		t.Errorf("%d entries in the lock file, want %d", got[roundOrigin], want[roundOrigin])
	}
}

// TestWindow shows what the lock file does not find: entries behind its last size, exchanged with all hashes before a pass
// has taken them up. The checkpoint of a later pass is over the exchanged ones.
func TestWindow(t *testing.T) {
	t.Parallel()
	p := told(t)
	before := p.copied(t)
	s := p.open(t, "later")
	s.another(t)
	s.close(t)
	copyFile(t, before.sizes, p.sizes) // as if the pass had not been made yet
	p.rewrite(t, func(all [][]byte) [][]byte {
		all[len(all)-1] = otherwise(all[len(all)-1])
		return all
	})
	if err := p.found(t); err != nil {
		t.Errorf("within the window nothing can be found: %v", err)
	}
	p.rewrite(t, func(all [][]byte) [][]byte {
		all[len(all)-2] = otherwise(all[len(all)-2])
		return all
	})
	if got := p.breaches(t); len(got) != 1 || got[0].Way != record.Forked {
		t.Errorf("one entry earlier it is found: %+v", got)
	}
}

// TestTwoAtOnce lets two open installations, as two processes have them, write to the same round in turn.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	p := told(t)
	one, other := p.open(t, "one"), p.open(t, "other")
	var wait sync.WaitGroup
	for i, s := range []*site{one, other} {
		wait.Go(func() {
			for n := range 15 {
				if err := s.Do(t.Context(), logtest.Office, logtest.Round, s.Proposal("w"+strconv.Itoa(i)+"-"+strconv.Itoa(n))); err != nil {
					t.Errorf("%d: %v", i, err)
				}
			}
		})
	}
	wait.Wait()
	one.close(t)
	other.close(t)
	if err := p.found(t); err != nil {
		t.Fatal(err)
	}
	size := p.lockFile(t)[roundOrigin]
	if notes, err := p.latest(t); err != nil || notes[roundOrigin].Size != size || one.anchor.Allowed() != nil || other.anchor.Allowed() != nil {
		t.Errorf("signed up to %d of %d: %v, %v, %v", notes[roundOrigin].Size, size, err, one.anchor.Allowed(), other.anchor.Allowed())
	}
}

// TestAnotherProcess has a process of its own write beside this one, many times over.
func TestAnotherProcess(t *testing.T) {
	t.Parallel()
	if path := os.Getenv("GREMIUM_ANCHOR_TEST"); path != "" {
		p := place{path, path + ".key", path + ".sizes"}
		s := p.open(t, "child"+os.Getenv("GREMIUM_ANCHOR_NAME"))
		for n := range 10 {
			s.Must(t, logtest.Office, logtest.Round, s.Proposal("c"+os.Getenv("GREMIUM_ANCHOR_NAME")+"-"+strconv.Itoa(n)))
		}
		s.close(t)
		return
	}
	p := told(t)
	s := p.open(t, "parent")
	var wait sync.WaitGroup
	for n := range 2 {
		wait.Go(func() {
			c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAnotherProcess$") //nolint:gosec // This very test.
			c.Env = append(os.Environ(), "GREMIUM_ANCHOR_TEST="+p.db, "GREMIUM_ANCHOR_NAME="+strconv.Itoa(n))
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	for n := range 10 {
		s.Must(t, logtest.Office, logtest.Round, s.Proposal("parent-"+strconv.Itoa(n)))
	}
	wait.Wait()
	s.close(t)
	if err := p.found(t); err != nil {
		t.Fatal(err)
	}
	if notes, err := p.latest(t); err != nil || notes[roundOrigin].Size != p.lockFile(t)[roundOrigin] {
		t.Errorf("signed up to %d of %d, %v", notes[roundOrigin].Size, p.lockFile(t)[roundOrigin], err)
	}
}

// TestFoundWhileRunning takes the lock file ahead behind a running installation's back: the next pass stops the writing.
func TestFoundWhileRunning(t *testing.T) {
	t.Parallel()
	p := told(t)
	s := p.open(t, "running")
	later := p.copied(t)
	ahead := later.open(t, "ahead")
	ahead.another(t)
	ahead.another(t)
	ahead.close(t)
	copyFile(t, later.sizes, p.sizes)
	s.another(t)
	s.closed = true
	s.House.Close()
	err := s.anchor.Close()
	if _, ok := errors.AsType[*record.BreachError](errors.Join(err, s.anchor.Allowed())); !ok {
		t.Errorf("nothing is found: %v", err)
	}
	if err := s.db.Close(); err != nil {
		t.Error(err)
	}
}

func TestKeyFile(t *testing.T) {
	t.Parallel()
	p := told(t)
	for name, c := range map[string]struct {
		spoil func(p place) error
		want  error
	}{
		"missing":           {func(p place) error { return os.Remove(p.key) }, record.ErrKeyMissing},
		"others read it":    {func(p place) error { return os.Chmod(p.key, 0o640) }, record.ErrKeyOpen},
		"empty":             {func(p place) error { return os.WriteFile(p.key, nil, 0o600) }, record.ErrKeyBad},
		"no key":            {func(p place) error { return os.WriteFile(p.key, []byte("PRIVATE+KEY+x\n"), 0o600) }, record.ErrKeyBad},
		"a folder":          {func(p place) error { return errors.Join(os.Remove(p.key), os.Mkdir(p.key, 0o700)) }, record.ErrKeyBad},
		"another one":       {func(p place) error { return os.Rename(addedElsewhere(t), p.key) }, record.ErrKeyOther},
		"lock file missing": {func(p place) error { return os.Remove(p.sizes) }, record.ErrSizesMissing},
		"lock file empty":   {func(p place) error { return os.WriteFile(p.sizes, nil, 0o600) }, record.ErrSizesBad},
		"lock file cut off": {func(p place) error { return os.Truncate(p.sizes, 60) }, record.ErrSizesBad},
		"control":           {func(place) error { return nil }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := p.copied(t)
			if err := c.spoil(p); err != nil {
				t.Fatal(err)
			}
			if err := p.found(t); !errors.Is(err, c.want) {
				t.Errorf("found %v, want %v", err, c.want)
			}
			s := p.open(t, "again")
			err := s.Do(t.Context(), logtest.Office, logtest.Round, s.Proposal("more"))
			if !errors.Is(err, c.want) {
				t.Errorf("writing answers %v, want %v", err, c.want)
			}
			if _, _, err := s.Round(t.Context(), logtest.Round); err != nil {
				t.Errorf("reading: %v", err)
			}
		})
	}
}

// addedElsewhere is the key file of another place.
func addedElsewhere(t *testing.T) string {
	t.Helper()
	p := place{key: filepath.Join(t.TempDir(), "other.key")}
	addKey(t, p, 9)
	return p.key
}

// TestRotation changes the key: the old one signs until the register names the new one.
func TestRotation(t *testing.T) {
	t.Parallel()
	p := told(t)
	second := addKey(t, p, 2)
	keys, err := anchor.LoadKeys(p.key)
	if err != nil {
		t.Fatal(err)
	}
	if _, first, err := keys.Signer(""); err != nil || first != keys.Public()[0] || keys.Spare(first) == "" || keys.Spare(second) != "" {
		t.Errorf("in force is %s, %v", first, err)
	}
	s := p.open(t, "rotated")
	s.Must(t, logtest.Desk, "", logtest.ChangeOf(keys.Public()[0], second))
	s.another(t)
	s.close(t)
	db, err := store.Open(t.Context(), p.db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	if force, err := db.KeyInForce(t.Context()); err != nil || force != second {
		t.Errorf("in force is %s, %v", force, err)
	}
	if signed, err := db.PublicKeys(t.Context()); err != nil || len(signed) != 2 {
		t.Errorf("signed by %v, %v", signed, err)
	}
}
