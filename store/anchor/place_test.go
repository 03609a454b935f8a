package anchor_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3" // for who goes around Gremium

	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow/ledger"
	"gremium/workflow/logtest"
	"gremium/workflow/proof"
)

const authority = "example.org"

// place is a database with key file and lock file.
type place struct{ db, key, sizes string }

func newPlace(t *testing.T) place {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gremium.db")
	p := place{path, path + ".key", path + ".sizes"}
	addKey(t, p, 1)
	return p
}

func addKey(t *testing.T, p place, seed byte) string {
	t.Helper()
	signer, public, err := proof.NewKey(strings.NewReader(strings.Repeat(string(rune('a'+seed)), 32)), authority)
	if err == nil {
		err = anchor.AddKey(p.key, signer)
	}
	if err != nil {
		t.Fatal(err)
	}
	return public
}

// site is a process at work on a place.
type site struct {
	*logtest.House
	db     *store.DB
	anchor *anchor.Anchor
	closed bool
}

func (p place) config(db *store.DB) anchor.Config {
	return anchor.Config{Archive: db, Authority: authority, KeyFile: p.key, SizesFile: p.sizes, Rest: time.Millisecond}
}

// open begins to work on a place; name makes ids of its own.
func (p place) open(t *testing.T, name string) *site {
	t.Helper()
	db, err := store.Open(t.Context(), p.db, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	a, err := anchor.Open(t.Context(), p.config(db))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{House: logtest.NewHouse(t, db, name, a), db: db, anchor: a}
	t.Cleanup(func() { s.close(t) })
	return s
}

// close ends the work in the order of the program.
func (s *site) close(t *testing.T) {
	t.Helper()
	if s.closed {
		return
	}
	s.closed = true
	s.House.Close()
	if err := errors.Join(s.anchor.Close(), s.db.Close()); err != nil {
		t.Error(err)
	}
}

// found is what is wrong with a place, nil where nothing is.
func (p place) found(t *testing.T) error {
	t.Helper()
	db, err := store.Open(t.Context(), p.db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := anchor.Open(t.Context(), p.config(db))
	if err != nil {
		t.Fatal(err)
	}
	wrong := a.Allowed()
	if err := errors.Join(a.Close(), db.Close()); err != nil {
		t.Fatal(err)
	}
	return wrong
}

// breaches are those of a place; an error of another kind fails the test.
func (p place) breaches(t *testing.T) []record.Breach {
	t.Helper()
	err := p.found(t)
	b, ok := errors.AsType[*record.BreachError](err)
	if !ok {
		t.Fatalf("found: %v", err)
	}
	return b.Breaches
}

// told is a closed place with a round of some entries.
func told(t *testing.T) place {
	t.Helper()
	p := newPlace(t)
	s := p.open(t, "told")
	s.Begin(t, 3)
	for range 80 {
		s.another(t)
	}
	s.close(t)
	return p
}

// another makes one more entry: a proposal.
func (s *site) another(t *testing.T) {
	t.Helper()
	_, head, err := s.Round(t.Context(), logtest.Round)
	if err != nil {
		t.Fatal(err)
	}
	s.Must(t, logtest.Office, logtest.Round, s.Proposal("p"+strconv.FormatUint(head.Size, 10)))
}

// copied is a copy of a closed place.
func (p place) copied(t *testing.T) place {
	t.Helper()
	path := filepath.Join(t.TempDir(), "gremium.db")
	out := place{path, path + ".key", path + ".sizes"}
	for from, to := range map[string]string{p.db: out.db, p.key: out.key, p.sizes: out.sizes} {
		copyFile(t, from, to)
	}
	return out
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// raw opens the database as somebody does who goes around Gremium, without any of its guards.
func (p place) raw(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+p.db+"?mode=rw")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func run(t *testing.T, db *sql.DB, text string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), text, args...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// rewrite puts other entries in the place of a round's, with leaf hashes, size and root computed again: what an attacker does
// who knows the format.
func (p place) rewrite(t *testing.T, change func([][]byte) [][]byte) {
	t.Helper()
	db := p.raw(t)
	var number int64
	if err := db.QueryRowContext(t.Context(), `SELECT number FROM ledgers WHERE origin = ?`, roundOrigin).Scan(&number); err != nil {
		t.Fatal(err)
	}
	rows, err := db.QueryContext(t.Context(), `SELECT bytes FROM entries WHERE id >= ? AND id < ? ORDER BY id`, number<<32, (number+1)<<32)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var entries [][]byte
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			t.Fatal(err)
		}
		entries = append(entries, b)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	run(t, db, `DROP TRIGGER IF EXISTS entries_are_never_deleted`)
	run(t, db, `DELETE FROM entries WHERE id >= ? AND id < ?`, number<<32, (number+1)<<32)
	var tree ledger.Tree
	for i, b := range change(entries) {
		leaf := ledger.LeafHash(b)
		tree.Append(leaf)
		run(t, db, `INSERT INTO entries (id, leaf, bytes) VALUES (?, ?, ?)`, number<<32|int64(i), leaf[:], b)
	}
	root := tree.Root()
	run(t, db, `UPDATE ledgers SET size = ?, root = ? WHERE number = ?`, tree.Size(), root[:], number)
}

// otherwise is an entry with another salt: sound in every other way.
func otherwise(b []byte) []byte {
	i := bytes.Index(b, []byte(`"salt":"`)) + len(`"salt":"`)
	out := bytes.Clone(b)
	if out[i]++; out[i] > 'z' || out[i] == '[' || out[i] == ':' {
		out[i] = 'A'
	}
	return out
}

const roundOrigin = authority + "/round/" + logtest.Round

// latest are the latest checkpoints, opened with the place's key.
func (p place) latest(t *testing.T) (map[string]proof.Checkpoint, error) {
	t.Helper()
	db, err := store.Open(t.Context(), p.db, store.Options{})
	if err != nil {
		return nil, err
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	keys, err := anchor.LoadKeys(p.key)
	if err != nil {
		return nil, err
	}
	known, err := proof.ParseVerifiers(keys.Public()...)
	if err != nil {
		return nil, err
	}
	notes, err := db.LatestCheckpoints(t.Context())
	out := map[string]proof.Checkpoint{}
	for _, n := range notes {
		c, _, err := proof.Open(n.Note, n.Origin, known...)
		if err != nil {
			return nil, err
		}
		out[n.Origin] = c
	}
	return out, err
}

// lockFile are the sizes in the lock file.
func (p place) lockFile(t *testing.T) map[string]uint64 {
	t.Helper()
	b, err := os.ReadFile(p.sizes)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]uint64{}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 3 {
			n, err := strconv.ParseUint(f[0], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			out[f[2]] = n
		}
	}
	return out
}
