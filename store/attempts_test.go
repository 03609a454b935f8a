package store

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gremium/store/record"
)

// Attempts to sign in are there after a restart, count by place and by address, and go with time or with a success.
func TestAttempts(t *testing.T) {
	t.Parallel()
	path, ctx := filepath.Join(t.TempDir(), "g.db"), t.Context()
	db, err := Open(ctx, path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	home, cafe, away := [32]byte{1}, [32]byte{2}, [32]byte{3}
	var place, address int
	try := func(where [32]byte, known bool, after, wait time.Duration) time.Duration {
		t.Helper()
		at := noon.Add(after)
		got, err := db.BeginAttempt(ctx, record.Attempt{Address: [32]byte{9}, Place: where, Known: known, At: at}, at.Add(-time.Hour),
			func(own, all []time.Time) time.Duration {
				place, address = len(own), len(all)
				if !slices.IsSortedFunc(own, time.Time.Compare) || !slices.IsSortedFunc(all, time.Time.Compare) {
					t.Errorf("out of order: %v, %v", own, all)
				}
				return wait
			})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	counts := func(name string, p, a int) {
		t.Helper()
		if place != p || address != a {
			t.Errorf("%s: %d at the place and %d on the address, want %d and %d", name, place, address, p, a)
		}
	}
	try(cafe, false, 2*time.Minute, 0)
	try(cafe, false, time.Minute, 0)
	try(home, true, 3*time.Minute, 0)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, path, Options{})
	try(cafe, false, 4*time.Minute, 0)
	counts("after a restart", 2, 2)
	if got := try(home, true, 5*time.Minute, time.Second); got != time.Second {
		t.Errorf("the wait is answered as %v", got)
	}
	counts("a known place", 1, 3)
	try(home, true, 6*time.Minute, 0)
	counts("an attempt that had to wait does not count", 1, 3)
	if err := db.ForgetAttempts(ctx, cafe); err != nil {
		t.Fatal(err)
	}
	try(away, false, 7*time.Minute, 0)
	counts("after a success", 0, 0)
	try(away, false, 7*time.Minute+time.Hour, 0)
	counts("after an hour", 0, 0)
	var n int
	if err := db.read.Get(&n, `SELECT COUNT(*) FROM sign_in_attempts`); err != nil || n != 1 {
		t.Errorf("%d attempts on file, %v; the old ones should be gone", n, err)
	}
}
