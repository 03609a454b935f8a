package store

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"testing"

	"gremium/workflow/ledger"
)

// shelved puts entries of any shape into a ledger of a new database, at the places given, and answers what stands there.
func shelved(t *testing.T, entries map[int64][]byte) *DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gremium.db")
	db := open(t, path, Options{Create: true})
	raw := tamper(t, path)
	raw.MustExec(`INSERT INTO ledgers VALUES (1, 'a', 'round', 0, zeroblob(32)), (2, 'b', 'round', 0, zeroblob(32))`)
	raw.MustExec(`PRAGMA ignore_check_constraints = ON`)
	for at, b := range entries {
		leaf := ledger.LeafHash(b)
		raw.MustExec(`INSERT INTO entries VALUES (?, ?, ?)`, 1<<ledgerBits|at, leaf[:], b)
	}
	raw.MustExec(`INSERT INTO entries VALUES (?, zeroblob(32), x'00')`, int64(2)<<ledgerBits)
	return db
}

// read checks that entries from one on come out as they went in, in order, once with and once without their leaves.
func read(t *testing.T, db *DB, entries map[int64][]byte, from, end int64) {
	t.Helper()
	var want [][]byte
	for at := from; at < end; at++ {
		if b, ok := entries[at]; ok {
			want = append(want, b)
		}
	}
	i := 0
	for b, err := range db.Entries(t.Context(), "a", uint64(from)) {
		if err != nil || i >= len(want) || !bytes.Equal(b, want[i]) || cap(b) > len(b)+64 {
			t.Fatalf("from %d: entry %d of %d is %.60q (room for %d), %v", from, i, len(want), b, cap(b), err)
		}
		i++
	}
	if i != len(want) {
		t.Fatalf("from %d: %d entries, want %d", from, i, len(want))
	}
	if i = 0; from > 0 {
		return
	}
	for e, err := range still(t, db).Stored(t.Context(), "a") {
		if err != nil || i >= len(want) || !bytes.Equal(e.Bytes, want[i]) || e.Leaf != ledger.LeafHash(want[i]) {
			t.Fatalf("stored entry %d is %.60q with leaf %s, %v", i, e.Bytes, e.Leaf, err)
		}
		i++
	}
	if i != len(want) {
		t.Fatalf("%d stored entries, want %d", i, len(want))
	}
}

// plain are entries as this program writes them, as far as a line feed is concerned.
func plain(n int64) map[int64][]byte {
	entries := map[int64][]byte{}
	for at := range n {
		entries[at] = bytes.Repeat([]byte{'{', byte('a' + at%26), '}'}, int(1+at%90))
	}
	return entries
}

func TestEntriesComeOutAsStored(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string][]byte{
		"sound":          []byte(`{}`),
		"empty":          {},
		"line feed":      []byte("{\n}"),
		"only line feed": []byte("\n"),
		"two in one":     []byte("{}\n{}"),
		"nul":            []byte("\x00{\x00}\x00"),
		"not UTF-8":      []byte("\xff\xfe{\xc3\x28}\xed\xa0\x80"),
		"long":           bytes.Repeat([]byte{'x'}, 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entries := plain(400)
			for _, at := range []int64{0, 3, 4, 19, 150, 151, 399} {
				entries[at] = damage
			}
			db := shelved(t, entries)
			for _, from := range []int64{0, 1, 3, 5, 150, 398, 399, 400, 1000} {
				read(t, db, entries, from, 400)
			}
		})
	}
}

func TestEntriesPassOverGaps(t *testing.T) {
	t.Parallel()
	const far = 1<<ledgerBits - 1
	entries := plain(200)
	for at := int64(90); at < 190; at++ {
		delete(entries, at)
	}
	delete(entries, 1) // as if one had been joined to its neighbour
	entries[0] = append(append(bytes.Clone(entries[0]), '\n'), entries[0]...)
	entries[5000], entries[far] = []byte("{}"), []byte("{far}")
	db := shelved(t, entries)
	i, want := 0, [][]byte{[]byte("{}"), []byte("{far}")}
	for b, err := range db.Entries(t.Context(), "a", 200) {
		if err != nil || i >= len(want) || !bytes.Equal(b, want[i]) {
			t.Fatalf("entry %d behind the gap is %q, %v", i, b, err)
		}
		i++
	}
	if i != len(want) {
		t.Fatalf("%d entries behind the gap", i)
	}
	delete(entries, far)
	tamper(t, db.Path()).MustExec(`DROP TRIGGER entries_are_never_deleted; DELETE FROM entries WHERE id = ?`, int64(2)<<ledgerBits-1)
	read(t, db, entries, 0, 5001)
}

// A leaf of another length is never taken for a part of its neighbour's.
func TestLeavesOfAnotherLength(t *testing.T) {
	t.Parallel()
	entries := plain(4)
	db := shelved(t, entries)
	raw := tamper(t, db.Path())
	raw.MustExec(`DROP TRIGGER entries_are_never_changed; PRAGMA ignore_check_constraints = ON`)
	a, b := ledger.LeafHash(entries[1]), ledger.LeafHash(entries[2])
	raw.MustExec(`UPDATE entries SET leaf = ? WHERE id = ?`, a[:31], int64(1)<<ledgerBits|1)
	raw.MustExec(`UPDATE entries SET leaf = ? WHERE id = ?`, append(a[31:], b[:]...), int64(1)<<ledgerBits|2)
	i := 0
	for e, err := range still(t, db).Stored(t.Context(), "a") {
		if err != nil || (e.Leaf == ledger.LeafHash(e.Bytes)) != (i == 0 || i == 3) {
			t.Errorf("entry %d has leaf %s, %v", i, e.Leaf, err)
		}
		i++
	}
	if i != 4 {
		t.Errorf("%d entries", i)
	}
}

// A reading stands on what there was when it began, ends where its reader leaves, and when nobody waits for it.
func TestReadingIsOfOneInstant(t *testing.T) {
	t.Parallel()
	entries := plain(500)
	db := shelved(t, entries)
	raw := tamper(t, db.Path())
	i := 0
	for _, err := range db.Entries(t.Context(), "a", 0) {
		if err != nil {
			t.Fatal(err)
		}
		if i++; i == 1 {
			raw.MustExec(`INSERT INTO entries VALUES (?, zeroblob(32), x'00')`, int64(1)<<ledgerBits|500)
		}
	}
	if i != 500 {
		t.Errorf("%d entries, want 500", i)
	}
	for range 20 { // more often than there are connections
		for _, err := range db.Entries(t.Context(), "a", 0) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	for _, err := range db.Entries(ctx, "a", 0) {
		last = err
		cancel()
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("ended with %v", last)
	}
}
