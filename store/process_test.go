package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gremium/workflow/logtest"
)

// asWriter names the database that a second process of this test writes to.
const asWriter = "GREMIUM_TEST_WRITER"

func TestMain(m *testing.M) {
	if path := os.Getenv(asWriter); path != "" {
		if err := write(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// writes is how often each process writes at least.
const writes = 150

// write hands in proposals without a pause, and prints each one that was acknowledged with the time that it took.
func write(path string) (err error) {
	db, err := Open(context.Background(), path, Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var t testing.T // only its failing ends a process, and nothing here fails a test
	h := logtest.NewHouse(&t, db, "other")
	defer h.Close()
	for i := range writes {
		id, began := fmt.Sprint("other-", i), time.Now()
		if err := h.Do(context.Background(), logtest.Office, logtest.Round, h.Proposal(id)); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		fmt.Println(id, time.Since(began).Milliseconds())
	}
	return nil
}

// TestTwoProcesses lets a second process write without a pause while this one does the same. Everything that either was
// told is there exactly once, and neither waits long for the other.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "gremium.db")
	db := open(t, path, Options{Create: true})
	h := logtest.NewHouse(t, db, "this")
	h.Begin(t, 1)
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), asWriter+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged, finished := map[string]time.Duration{}, make(chan map[string]time.Duration)
	go func() { finished <- heard(bufio.NewScanner(out)) }()
	var other map[string]time.Duration
	for i := 0; other == nil || i < writes; i++ {
		select {
		case other = <-finished:
		default:
		}
		id, began := fmt.Sprint("this-", i), time.Now()
		h.Must(t, logtest.Office, logtest.Round, h.Proposal(id))
		acknowledged[id] = time.Since(began)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if len(other) != writes {
		t.Errorf("the other process was told of %d writes, want %d", len(other), writes)
	}
	counted(t, db, acknowledged, other)
}

func heard(s *bufio.Scanner) map[string]time.Duration {
	out := map[string]time.Duration{}
	for s.Scan() {
		var id string
		var ms int64
		if n, err := fmt.Sscan(s.Text(), &id, &ms); n == 2 && err == nil {
			out[id] = time.Duration(ms) * time.Millisecond
		}
	}
	return out
}

// bound is far more than an honest turn takes, and far less than a writer starves who is overtaken again and again.
const bound = 10 * time.Second

func counted(t *testing.T, db *DB, acknowledged ...map[string]time.Duration) {
	t.Helper()
	found := map[string]int{}
	for b, err := range db.Entries(t.Context(), "example.org/round/2026", 0) {
		if err != nil {
			t.Fatal(err)
		}
		if _, rest, ok := strings.Cut(string(b), `"proposal":"`); ok {
			id, _, _ := strings.Cut(rest, `"`)
			found[id]++
		}
	}
	for _, writer := range acknowledged {
		slowest := time.Duration(0)
		for id, took := range writer {
			if found[id] != 1 {
				t.Errorf("%s was acknowledged and is there %d times", id, found[id])
			}
			slowest = max(slowest, took)
			delete(found, id)
		}
		t.Logf("%d writes, the slowest took %v", len(writer), slowest)
		if slowest > bound {
			t.Errorf("a write waited %v", slowest)
		}
	}
	for id := range found {
		t.Errorf("%s is there and was not acknowledged", id)
	}
	if err := verified(t.Context(), db); err != nil {
		t.Error(err)
	}
}
