package anchor_test

import (
	"errors"
	"strconv"
	"testing"

	"gremium/store/record"
	"gremium/workflow/logtest"
)

func TestControl(t *testing.T) {
	t.Parallel()
	p := told(t)
	if err := p.found(t); err != nil {
		t.Fatalf("an untouched record: %v", err)
	}
	s := p.open(t, "again")
	s.another(t)
	s.close(t)
	if err := p.found(t); err != nil {
		t.Fatalf("a record that went on: %v", err)
	}
	notes, err := p.latest(t)
	if err != nil || len(notes) != 2 {
		t.Fatalf("%d checkpoints, %v", len(notes), err)
	}
	for origin, n := range notes {
		if n.Size != p.lockFile(t)[origin] {
			t.Errorf("%s is signed at %d and locked at %d", origin, n.Size, p.lockFile(t)[origin])
		}
	}
}

func TestRollbackIsFound(t *testing.T) {
	t.Parallel()
	p := told(t)
	old := p.copied(t)
	s := p.open(t, "later")
	s.another(t)
	s.close(t)
	copyFile(t, old.db, p.db)
	got := p.breaches(t)
	if len(got) != 1 || got[0].Way != record.RolledBack || got[0].Origin != roundOrigin || got[0].Have+1 != got[0].Known {
		t.Errorf("found %+v", got)
	}
}

// TestTruncationIsFound cuts off from 1 to 50 entries, with size and root as they were then.
func TestTruncationIsFound(t *testing.T) {
	t.Parallel()
	whole := told(t)
	size := whole.lockFile(t)[roundOrigin]
	for n := uint64(1); n <= 50; n++ {
		t.Run(strconv.FormatUint(n, 10), func(t *testing.T) {
			t.Parallel()
			p := whole.copied(t)
			p.rewrite(t, func(all [][]byte) [][]byte { return all[:size-n] })
			got := p.breaches(t)
			if len(got) != 1 || got[0].Way != record.Truncated || got[0].Have != size-n || got[0].Known != size {
				t.Errorf("found %+v", got)
			}
		})
	}
	control := whole.copied(t)
	control.rewrite(t, func(all [][]byte) [][]byte { return all })
	if err := control.found(t); err != nil {
		t.Errorf("nothing cut off: %v", err)
	}
}

// TestForkIsFound puts another entry in the place of one, with all hashes computed again; the same length, longer and
// shorter.
func TestForkIsFound(t *testing.T) {
	t.Parallel()
	whole := told(t)
	size := whole.lockFile(t)[roundOrigin]
	for name, at := range map[string]uint64{"first": 0, "early": 3, "checkpoint": 64, "last": size - 1} {
		for _, grown := range []int{0, 1} {
			t.Run(name+strconv.Itoa(grown), func(t *testing.T) {
				t.Parallel()
				p := whole.copied(t)
				p.rewrite(t, func(all [][]byte) [][]byte {
					all[at] = otherwise(all[at])
					return append(all, all[:grown]...)
				})
				got := p.breaches(t)
				if len(got) != 1 || got[0].Way != record.Forked || got[0].Sound > at || got[0].Known != size {
					t.Errorf("found %+v", got)
				}
				if at >= 64 && got[0].Sound == 0 {
					t.Error("no earlier checkpoint bounds the fork")
				}
			})
		}
	}
	control := whole.copied(t)
	control.rewrite(t, func(all [][]byte) [][]byte { return append(all, all[0]) }) // beyond what the lock file knows
	if err := control.found(t); err != nil {
		t.Errorf("behind the last size of the lock file, where the window is: %v", err)
	}
}

// TestCutOffIsFound deletes entries and leaves what the database says of their number: found at the start, and where they are
// deleted behind a running installation's back, by the next who reads the ledger.
func TestCutOffIsFound(t *testing.T) {
	t.Parallel()
	whole := told(t)
	size := whole.lockFile(t)[roundOrigin]
	for _, n := range []uint64{1, 2, 50, size} {
		p := whole.copied(t)
		p.cutOff(t, n)
		got := p.breaches(t)
		want := record.Truncated
		if n == size {
			want = record.Vanished
		}
		if len(got) != 1 || got[0].Way != want || got[0].Have != size-n || got[0].Known != size {
			t.Errorf("without %d: found %+v", n, got)
		}
	}
	p := whole.copied(t)
	s := p.open(t, "running")
	p.cutOff(t, 3)
	_, _, _ = s.Round(t.Context(), logtest.Round) // what is left is read
	b, ok := errors.AsType[*record.BreachError](s.anchor.Allowed())
	if !ok || b.Breaches[0].Way != record.Truncated || b.Breaches[0].Have != size-3 {
		t.Errorf("while it runs: %v", s.anchor.Allowed())
	}
}

// cutOff deletes the last entries of the round, and nothing else.
func (p place) cutOff(t *testing.T, n uint64) {
	t.Helper()
	db := p.raw(t)
	run(t, db, `DROP TRIGGER IF EXISTS entries_are_never_deleted`)
	run(t, db, `DELETE FROM entries WHERE id >= (SELECT (number << 32) + size - ? FROM ledgers WHERE origin = ?) AND id >> 32 = (SELECT number FROM ledgers WHERE origin = ?)`, n, roundOrigin, roundOrigin)
}

func TestDeletedRoundIsFound(t *testing.T) {
	t.Parallel()
	p := told(t)
	db := p.raw(t)
	run(t, db, `PRAGMA foreign_keys = OFF`)
	run(t, db, `DELETE FROM ledgers WHERE kind = 'round'`)
	got := p.breaches(t)
	if len(got) != 1 || got[0].Way != record.Vanished || got[0].Origin != roundOrigin {
		t.Errorf("found %+v", got)
	}
}

// TestReplacedRoundIsFound puts another round, played in another installation, in the place of one.
func TestReplacedRoundIsFound(t *testing.T) {
	t.Parallel()
	p, other := told(t), newPlace(t)
	s := other.open(t, "other")
	s.Begin(t, 2)
	s.another(t)
	s.close(t)
	var theirs [][]byte
	other.rewrite(t, func(all [][]byte) [][]byte { theirs = all; return all })
	p.rewrite(t, func(all [][]byte) [][]byte { return append(theirs, all[len(theirs):]...) })
	got := p.breaches(t)
	if len(got) != 1 || got[0].Way != record.Forked || got[0].Origin != roundOrigin || got[0].Sound != 0 {
		t.Errorf("found %+v", got)
	}
}
