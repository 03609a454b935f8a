package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/logtest"
)

func free() error { return nil }

// packed packs the entries of the ledger "a".
func packed(t *testing.T, db *DB, want int) {
	t.Helper()
	sized(t, db)
	if made, err := db.Seal(t.Context(), "a", 0, free); err != nil || made != want {
		t.Fatalf("%d segments made, want %d (%v)", made, want, err)
	}
}

// sized lets the ledger "a" have the size that its last entry gives.
func sized(t *testing.T, db *DB) {
	t.Helper()
	tamper(t, db.Path()).MustExec(`UPDATE ledgers SET size = (SELECT COALESCE(MAX(id) - (1 << 32) + 1, 0) FROM (
SELECT id FROM entries WHERE id < 2 << 32 UNION ALL SELECT id + 255 FROM segments)) WHERE origin = 'a'`)
}

// number is a number that the database answers.
func number(t *testing.T, raw *sqlx.DB, query string) (n int) {
	t.Helper()
	if err := raw.Get(&n, query); err != nil {
		t.Fatal(err)
	}
	return n
}

// sealing is a log that seals whatever can be, after each change.
type sealing struct{ *DB }

// Update changes, and seals.
func (s sealing) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	if err := s.DB.Update(ctx, fn); err != nil {
		return err
	}
	heads, err := s.Heads(ctx)
	if err != nil {
		return err
	}
	for origin := range heads {
		if _, err := s.Seal(ctx, origin, 0, free); err != nil {
			return err
		}
	}
	return nil
}

func TestContractOfSegments(t *testing.T) {
	t.Parallel()
	logtest.Run(t, func(t *testing.T) workflow.Log { return sealing{fresh(t)} })
}

func TestSegmentsHoldWhatRowsHeld(t *testing.T) {
	t.Parallel()
	for _, n := range []int64{0, 255, 256, 257, 3*segmentSize + 90} {
		entries := plain(n)
		for at := range entries {
			entries[at] = fmt.Appendf(nil, `{"ü\n\u0000":"%s \"[,{","n":[%d]}`, entries[at], at)
		}
		db := shelved(t, entries)
		raw := tamper(t, db.Path())
		view := readable(t, raw)
		packed(t, db, int(n/segmentSize))
		packed(t, db, 0)
		if rows := number(t, raw, `SELECT COUNT(*) FROM entries WHERE id < 2 << 32`); rows != int(n%segmentSize) {
			t.Errorf("of %d entries %d are rows", n, rows)
		}
		for _, from := range []int64{0, 1, 100, 255, 256, 257, 600, 767, 768, 800, n, 5000} {
			read(t, db, entries, from, n)
		}
		leavesAre(t, db, entries, n)
		if after := readable(t, raw); after != view {
			t.Errorf("of %d entries people now read\n%.300s", n, after)
		}
	}
}

// readable is what the view of entries gives.
func readable(t *testing.T, raw *sqlx.DB) string {
	t.Helper()
	var lines []string
	if err := raw.Select(&lines, `SELECT ledger || seq || typeof(entry) || entry FROM readable_entries WHERE ledger = 'a' ORDER BY seq`); err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// leavesAre checks the leaf hashes between some entries.
func leavesAre(t *testing.T, db *DB, entries map[int64][]byte, n int64) {
	t.Helper()
	for _, from := range []int64{0, 3, 256, 300, 767, 800} {
		for _, to := range []int64{from, from + 1, 256, 257, 512, 800, n, n + 100} {
			at := from
			for leaf, err := range db.Leaves(t.Context(), "a", uint64(from), uint64(to)) {
				if err != nil || leaf != ledger.LeafHash(entries[at]) {
					t.Fatalf("leaf %d from %d to %d of %d: %s, %v", at, from, to, n, leaf, err)
				}
				at++
			}
			if want := max(from, min(to, n)); at != want {
				t.Fatalf("leaves from %d to %d of %d go to %d, want %d", from, to, n, at, want)
			}
		}
	}
}

// What is not as this program writes it stays as it is, and what comes after it is sealed.
func TestOddEntriesStayRows(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(map[int64][]byte, *sqlx.DB){
		"line feed": func(e map[int64][]byte, raw *sqlx.DB) {
			e[300] = []byte("{\n}")
			leaf := ledger.LeafHash(e[300])
			raw.MustExec(`UPDATE entries SET bytes = ?, leaf = ? WHERE id = ?`, e[300], leaf[:], int64(1)<<ledgerBits|300)
		},
		"another leaf": func(_ map[int64][]byte, raw *sqlx.DB) {
			raw.MustExec(`UPDATE entries SET leaf = zeroblob(32) WHERE id = ?`, int64(1)<<ledgerBits|300)
		},
		"short leaf": func(_ map[int64][]byte, raw *sqlx.DB) {
			raw.MustExec(`UPDATE entries SET leaf = x'00' WHERE id = ?`, int64(1)<<ledgerBits|300)
		},
		"gap": func(e map[int64][]byte, raw *sqlx.DB) {
			delete(e, 300)
			raw.MustExec(`DELETE FROM entries WHERE id = ?`, int64(1)<<ledgerBits|300)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entries := plain(3 * segmentSize)
			db := shelved(t, entries)
			raw := tamper(t, db.Path())
			raw.MustExec(`DROP TRIGGER entries_are_never_changed; DROP TRIGGER entries_are_never_deleted; PRAGMA ignore_check_constraints = ON`)
			damage(entries, raw)
			packed(t, db, 2)
			if n := number(t, raw, `SELECT COUNT(*) FROM segments WHERE id = (1 << 32) + 256`); n != 0 {
				t.Error("the odd run is sealed")
			}
			var i int64
			for b, err := range db.Entries(t.Context(), "a", 0) {
				if _, there := entries[i]; !there {
					i++
				}
				if err != nil || !bytes.Equal(b, entries[i]) {
					t.Fatalf("entry %d is %q, %v", i, b, err)
				}
				i++
			}
			if i != 3*segmentSize {
				t.Errorf("%d entries", i)
			}
			for _, err := range db.Leaves(t.Context(), "a", 0, 1000) {
				if i--; err != nil {
					t.Fatal(err)
				}
			}
			if i != 0 && i != 1 {
				t.Errorf("%d leaves are missing", i)
			}
		})
	}
}

// Who may not write seals nothing, and who is told to stop leaves whole segments behind.
func TestSealingEnds(t *testing.T) {
	t.Parallel()
	entries := plain(3 * segmentSize)
	db := shelved(t, entries)
	sized(t, db)
	halted, asked := errors.New("halted"), 0
	made, err := db.Seal(t.Context(), "a", 0, func() error {
		if asked++; asked > 1 {
			return halted
		}
		return nil
	})
	if !errors.Is(err, halted) || made != 1 {
		t.Errorf("%d segments, %v", made, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	made, err = db.Seal(ctx, "a", 0, func() error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) || made != 0 {
		t.Errorf("after the end: %d segments, %v", made, err)
	}
	read(t, db, entries, 0, 3*segmentSize)
	if made, err := db.Seal(t.Context(), "unknown", 0, free); err != nil || made != 0 {
		t.Errorf("an unknown ledger: %d segments, %v", made, err)
	}
	packed(t, db, 2)
	read(t, db, entries, 0, 3*segmentSize)
}

// The database itself lets nothing into a segment but the entries in its place, and no entry go that is in none.
func TestSegmentsAreTheirEntries(t *testing.T) {
	t.Parallel()
	db := shelved(t, plain(3*segmentSize))
	packed(t, db, 3)
	raw := tamper(t, db.Path())
	const first = int64(1) << ledgerBits
	sealed := func(id int64, leaves, entries string) string {
		return fmt.Sprintf(`INSERT OR REPLACE INTO segments SELECT %d, %s, %s FROM segments WHERE id = %d`, id, leaves, entries, first)
	}
	for _, statement := range []string{
		`UPDATE segments SET bytes = x'00'`, `UPDATE segments SET id = id + 2560`, `DELETE FROM segments`, `UPDATE OR REPLACE segments SET id = id + 256`,
		sealed(first, "leaves", "bytes"), sealed(first, "zeroblob(8192)", "bytes"), sealed(first, "leaves", "x'00'"), sealed(first+2560, "leaves", "bytes"),
		fmt.Sprintf(`INSERT INTO segments (leaves, bytes) SELECT leaves, bytes FROM segments WHERE id = %d`, first),
		fmt.Sprintf(`INSERT INTO entries VALUES (%d, zeroblob(32), x'00')`, first+7),
	} {
		if _, err := raw.Exec(statement); err == nil || !strings.Contains(err.Error(), "are never") {
			t.Errorf("%s: %v, want the trigger's refusal", statement, err)
		}
	}
	raw.MustExec(`DROP TRIGGER entries_are_never_replaced`)
	raw.MustExec(`INSERT INTO entries VALUES (?, zeroblob(32), x'00')`, first+7)
	if _, err := raw.Exec(`DELETE FROM entries WHERE id = ?`, first+7); err == nil {
		t.Error("an entry went that the segment in its place does not have")
	}
}

// Who reads the file where it lies in memory reads what everybody reads, also while others pack entries and write the file anew.
func TestMappedReading(t *testing.T) {
	t.Parallel()
	entries := plain(3*segmentSize + 9)
	db := shelved(t, entries)
	sized(t, db)
	mapped := open(t, db.Path(), Options{Mapped: true})
	if n := number(t, mapped.read, `PRAGMA mmap_size`); n == 0 {
		t.Error("the file is not mapped")
	}
	i := 0
	for b, err := range mapped.Entries(t.Context(), "a", 0) {
		if err != nil || !bytes.Equal(b, entries[int64(i)]) {
			t.Fatalf("entry %d is %q, %v", i, b, err)
		}
		if i++; i != 300 {
			continue
		}
		packed(t, db, 3)
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		if err := db.Sweep(ctx); !errors.Is(err, record.ErrBusy) {
			t.Errorf("swept beside who reads: %v", err)
		}
		cancel()
	}
	if i != len(entries) {
		t.Errorf("%d entries", i)
	}
	for range 2 {
		read(t, mapped, entries, 1, int64(len(entries)))
		if err := db.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
