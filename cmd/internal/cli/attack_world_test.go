package cli

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/logtest"
	"gremium/workflow/proof"
)

const attacked = "example.org" // the authority of the installation

var (
	registerOrigin = attacked + "/register"
	roundOrigin    = attacked + "/round/" + logtest.Round
)

// world is an installation that somebody attacks who has the database wholly in hand, and neither the key nor the lock file:
// a round with all that a round can hold, signed now and then, and behind the last size in the lock file a window of entries
// that nobody has held yet. What is done to it is taken back for the next attack.
type world struct {
	t      *testing.T
	path   string
	house  *house
	raw    *sql.DB // the database, without any of its guards
	clean  *sql.DB // the database as it was
	guards []string
	held   map[string]workflow.Head // the lock file
	// unnoted: the key was changed without a note of how far the ledgers went.
	unnoted bool
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOf(t, 0, false, false)
}

// newSealedWorld is a world in which two complete runs of the round's entries stand in segments, and more behind them.
func newSealedWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOf(t, longRound, true, false)
}

// longRound are so many entries more that the round has two complete runs of 256.
const longRound = 460

func newWorldOf(t *testing.T, more int, sealed, unnoted bool) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{t: t, path: filepath.Join(dir, "gremium.db"), unnoted: unnoted}
	w.must(w.found(more, sealed))
	kept := filepath.Join(dir, "kept.db")
	b, err := os.ReadFile(w.path)
	w.must(err)
	w.must(os.WriteFile(kept, b, 0o600))
	w.raw, w.clean = w.connect(w.path), w.connect(kept)
	rows, err := w.clean.QueryContext(t.Context(), `SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`)
	w.must(err)
	defer rows.Close()
	for rows.Next() {
		var text string
		w.must(rows.Scan(&text))
		w.guards = append(w.guards, text)
	}
	w.must(rows.Err())
	w.must(w.enter())
	t.Cleanup(func() { w.must(w.house.Close()) })
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// connect opens a database without any of its guards.
func (w *world) connect(path string) *sql.DB {
	w.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=rw&_foreign_keys=0&_ignore_check_constraints=1")
	w.must(err)
	db.SetMaxOpenConns(1)
	w.t.Cleanup(func() {
		if err := db.Close(); err != nil {
			w.t.Error(err)
		}
	})
	return db
}

// enter opens the installation, as `gremium log verify` does.
func (w *world) enter() (err error) {
	w.t.Helper()
	e := testEnv(w.t, "en")
	e.url = w.path
	w.house, err = e.open(w.t.Context())
	return err
}

// found makes the installation, with so many entries more in the round, and complete runs of them in segments.
func (w *world) found(more int, sealed bool) (err error) {
	ctx := w.t.Context()
	db, err := store.Open(ctx, w.path, store.Options{Create: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	i := record.Installation{Authority: attacked, Created: at, Key: [32]byte{7}}
	if err := db.CreateAccount(ctx, record.Account{ID: operatorID, Email: "operator@example.org", Name: "Betrieb", Language: "de", Created: at}); err != nil {
		return err
	}
	h := logtest.NewHouseOf(w.t, db, "world", pseudonyms(i.Key))
	h.Unnoted = w.unnoted
	h.Story(w.t)
	w.holds(h, more)
	if err := errors.Join(db.Found(ctx, i), w.anchored(ctx, db)); err != nil {
		return err
	}
	w.holds(h, 16) // the window
	h.Close()
	if !sealed {
		return nil
	}
	_, err = db.Seal(ctx, roundOrigin, 0, func() error { return nil })
	return err
}

// holds enters so many entries, legal holds and their ends.
func (w *world) holds(h *logtest.House, n int) {
	w.t.Helper()
	var commands []workflow.Command
	for at := h.Size(w.t); len(commands) < n; at += 2 {
		commands = append(commands, &workflow.SetHold{Reason: "Klage"}, &workflow.LiftHold{Hold: at, Reason: "Vergleich"})
	}
	if n > 0 {
		h.Must(w.t, logtest.Office, logtest.Round, commands...)
	}
}

// anchored writes key file and lock file, and signs checkpoints at sizes that do not depend on how fast anything is.
func (w *world) anchored(ctx context.Context, db *store.DB) error {
	var signers []proof.Signer
	var public []string
	for _, seed := range []byte("ab") { // the story changes the one for the other
		text, key, err := proof.NewKey(&repeated{seed}, attacked)
		if err != nil {
			return err
		}
		s, err := proof.ParseSigner(text)
		if err := errors.Join(err, anchor.AddKey(w.path+".key", text)); err != nil {
			return err
		}
		signers, public = append(signers, s), append(public, key)
	}
	a, err := anchor.Open(ctx, anchor.Config{
		Archive: db, Authority: attacked, KeyFile: w.path + ".key", SizesFile: w.path + ".sizes", Rest: time.Millisecond, Accept: true,
	})
	if err != nil {
		return err
	}
	if err := errors.Join(a.Settle(ctx), a.Close()); err != nil {
		return err
	}
	if w.held, err = anchor.Sizes(w.path + ".sizes"); err != nil {
		return err
	}
	for origin, head := range w.held {
		roots, err := rootsOf(leavesOf(ctx, db, origin))
		if err != nil {
			return err
		}
		for i, size := range []uint64{4, 70, head.Size} {
			if size > head.Size || origin == registerOrigin && size == 70 { // when the first key counts no more
				continue
			}
			signed, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: size, Root: roots[size]}, signers[i/2])
			if err != nil {
				return err
			}
			if err := db.PutCheckpoints(ctx, public[i/2], []proof.Signed{{Origin: origin, Size: size, Note: signed}}); err != nil {
				return err
			}
		}
	}
	return nil
}

// repeated is one byte again and again.
type repeated struct{ b byte }

// Read fills b.
func (r *repeated) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = r.b
	}
	return len(b), nil
}

// verify is what `gremium log verify` finds; it exits with 4 where the report is not OK.
func (w *world) verify() *audit.Report {
	w.t.Helper()
	r, err := w.house.verify(w.t.Context(), nil, audit.Options{Lang: "en"}, true, func(int) func(int) { return func(int) {} })
	w.must(err)
	return r
}

// restore puts the database back as it was.
func (w *world) restore() {
	w.t.Helper()
	w.must(copied(w.t.Context(), w.raw, w.clean))
}

// copied copies a whole database into another one that may be in use.
func copied(ctx context.Context, to, from *sql.DB) (err error) {
	a, err := to.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	b, err := from.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	return a.Raw(func(dst any) error {
		return b.Raw(func(src any) error {
			x, err := dst.(*sqlite3.SQLiteConn).Backup("main", src.(*sqlite3.SQLiteConn), "main")
			if err != nil {
				return err
			}
			_, err = x.Step(-1)
			return errors.Join(err, x.Finish())
		})
	})
}

// of is the report on a ledger.
func of(r *audit.Report, origin string) *audit.Ledger {
	for i := range r.Ledgers {
		if name := r.Ledgers[i].Round; attacked+"/round/"+name == origin || name == "register" && origin == registerOrigin {
			return &r.Ledgers[i]
		}
	}
	return &audit.Ledger{}
}

// fails tells whether a step failed in any ledger.
func fails(r *audit.Report, steps ...audit.Step) bool {
	for i := range r.Ledgers {
		for _, s := range r.Ledgers[i].Steps {
			if s.Result == audit.Failed && slices.Contains(steps, s.Step) {
				return true
			}
		}
	}
	return false
}
