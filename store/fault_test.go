package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/logtest"
)

func TestFullDisk(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "gremium.db")
	db, err := Open(t.Context(), path, Options{Create: true, pages: 150})
	if err != nil {
		t.Fatal(err)
	}
	h := logtest.NewHouse(t, db, "first")
	h.Begin(t, 1)
	last := -1
	for i := range 10_000 {
		if err = h.Do(t.Context(), logtest.Office, logtest.Round, h.Proposal(fmt.Sprint("p-", i))); err != nil {
			break
		}
		last = i
	}
	if !errors.Is(err, record.ErrFull) || errors.Is(err, workflow.ErrUnknown) {
		t.Fatalf("on a full disk: %v, want ErrFull and nothing unknown", err)
	}
	if _, _, err := h.Round(t.Context(), logtest.Round); err != nil {
		t.Errorf("reading on a full disk: %v", err)
	}
	h.Close()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, path, Options{})
	if err := verified(t.Context(), db); err != nil {
		t.Error(err)
	}
	h = logtest.NewHouse(t, db, "second")
	r, _, err := h.Round(t.Context(), logtest.Round)
	if err != nil || len(r.Proposals) != last+1 {
		t.Fatalf("%d proposals on file, %v; %d were acknowledged", len(r.Proposals), err, last+1)
	}
	h.Must(t, logtest.Office, logtest.Round, h.Proposal("room-again"))
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	path := finished(t)
	db := open(t, path, Options{readOnly: true})
	h := logtest.NewHouse(t, db, "second")
	if _, _, err := h.Round(t.Context(), logtest.Round); err != nil {
		t.Errorf("reading: %v", err)
	}
	err := h.Do(t.Context(), logtest.Desk, "", &workflow.CreateProgramme{Programme: "other", Title: "Anderes"})
	if !errors.Is(err, record.ErrReadOnly) || errors.Is(err, workflow.ErrUnknown) {
		t.Errorf("writing: %v, want ErrReadOnly and nothing unknown", err)
	}
	if err := verified(t.Context(), db); err != nil {
		t.Error(err)
	}
}

// TestUnknownOutcome lets a commit fail in a way that nobody expects: the engine stops instead of guessing.
func TestUnknownOutcome(t *testing.T) {
	t.Parallel()
	db := fresh(t)
	h := logtest.NewHouse(t, db, "first")
	h.Begin(t, 1)
	fail := true
	err := db.writer.conn.Raw(func(c any) error {
		c.(*sqlite3.SQLiteConn).RegisterCommitHook(func() int {
			if fail {
				return 1
			}
			return 0
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Do(t.Context(), logtest.Office, logtest.Round, h.Proposal("lamp")); !errors.Is(err, workflow.ErrUnknown) {
		t.Errorf("a commit that failed: %v, want ErrUnknown", err)
	}
	fail = false
	if err := h.Do(t.Context(), logtest.Office, logtest.Round, h.Proposal("bench")); !errors.Is(err, workflow.ErrUnknown) {
		t.Errorf("after it: %v, want ErrUnknown until the start", err)
	}
	again := logtest.NewHouse(t, db, "second")
	again.Must(t, logtest.Office, logtest.Round, again.Proposal("lamp"))
}

// TestBusy holds the right to write from outside for longer than the writer waits.
func TestBusy(t *testing.T) {
	t.Parallel()
	db := fresh(t)
	raw := tamper(t, db.Path())
	tx, err := raw.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`INSERT INTO accounts VALUES ('a', '', '', '', '', '', '', NULL)`); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := db.Update(ctx, func(workflow.Tx) error { return nil }); !errors.Is(err, record.ErrBusy) {
		t.Errorf("while somebody else writes: %v, want ErrBusy", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := db.Update(t.Context(), func(workflow.Tx) error { return nil }); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign := filepath.Join(dir, "foreign")
	raw := tamper(t, write("foreign", ""))
	if _, err := raw.Exec(`CREATE TABLE something (a)`); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path   string
		create bool
		want   error
	}{
		"no file":          {filepath.Join(dir, "none"), false, record.ErrMissing},
		"an empty file":    {write("empty", ""), false, record.ErrMissing},
		"a folder":         {dir, true, record.ErrForeign},
		"a text":           {write("text", "Not a database, but a text that is long enough to be taken for one by whoever looks."), true, record.ErrForeign},
		"another database": {foreign, true, record.ErrForeign},
		"a missing folder": {filepath.Join(dir, "none", "gremium.db"), true, fs.ErrNotExist},
	} {
		if _, err := Open(t.Context(), c.path, Options{Create: c.create}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for _, url := range []string{"", "postgres://example.org/gremium", "http:x"} {
		if _, err := Open(t.Context(), url, Options{Create: true}); err == nil {
			t.Errorf("%q was opened", url)
		}
	}
}

// TestListsReadTheIndex asks the planner how the titles of a round are found: not by reading all texts.
func TestListsReadTheIndex(t *testing.T) {
	t.Parallel()
	db := fresh(t)
	rows, err := db.read.Queryx("EXPLAIN QUERY PLAN "+selectTextsAt+listed, "example.org/register", "title")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	plan := ""
	for rows.Next() {
		row, err := rows.SliceScan()
		if err != nil {
			t.Fatal(err)
		}
		plan += fmt.Sprintln(row[3])
	}
	if rows.Err() != nil || !strings.Contains(plan, "COVERING INDEX texts_listed") {
		t.Errorf("plan: %s (%v)", plan, rows.Err())
	}
}

func TestFilesAreTheOwners(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a folder with ? and % and #")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	db := open(t, "sqlite:"+filepath.Join(dir, "gremium.db"), Options{Create: true})
	logtest.NewHouse(t, db, "first").Begin(t, 1)
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 4 {
		t.Fatalf("files: %v, %v", files, err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want mode 0600", f.Name(), info.Mode(), err)
		}
	}
}
