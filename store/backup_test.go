package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gremium/store/record"
	"gremium/workflow/audit"
	"gremium/workflow/logtest"
)

// verified checks the whole record of a database, tables included.
func checked(ctx context.Context, db *DB) (report *audit.Report, err error) {
	err = db.within(ctx, func(s *Snapshot) error {
		report, err = audit.Check(ctx, s, "example.org/register", "example.org/round/", audit.Options{Tables: s})
		return err
	})
	return report, err
}

func verified(ctx context.Context, db *DB) error {
	report, err := checked(ctx, db)
	if err == nil && !report.OK {
		err = errors.New("the record does not verify")
	}
	return err
}

func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	db, dir := fresh(t), t.TempDir()
	h := logtest.NewHouse(t, db, "first")
	h.Begin(t, 2)
	stop, wrote := make(chan struct{}), make(chan error, 1)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				wrote <- nil
				return
			default:
			}
			if err := h.Do(context.Background(), logtest.Office, logtest.Round, h.Proposal(fmt.Sprint("p-", i))); err != nil {
				wrote <- err
				return
			}
		}
	}()
	last := uint64(0)
	for _, name := range []string{"one", "two", "three"} {
		path := filepath.Join(dir, name)
		if err := db.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		last = backedUp(t, path, last)
	}
	close(stop)
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(t.Context(), filepath.Join(dir, "one")); !errors.Is(err, record.ErrExists) {
		t.Errorf("over an existing file: %v, want ErrExists", err)
	}
}

// backedUp checks a backup: closed to others, whole, and not older than the one before.
func backedUp(t *testing.T, path string, before uint64) uint64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("backup: %v, %v; want mode 0600", info.Mode(), err)
	}
	db := open(t, path, Options{})
	if err := verified(t.Context(), db); err != nil {
		t.Error(err)
	}
	size, err := db.Size(t.Context(), "example.org/round/2026")
	if err != nil || size < before {
		t.Errorf("size of the backup = %d, %v; want at least %d", size, err, before)
	}
	return size
}

func TestRestore(t *testing.T) {
	t.Parallel()
	db, ctx := fresh(t), t.Context()
	h := logtest.NewHouse(t, db, "first")
	h.Begin(t, 2)
	from, to := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "gremium.db")
	if err := db.Backup(ctx, from); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, from, db.Path(), verified); !errors.Is(err, record.ErrInUse) {
		t.Errorf("over a database in use: %v, want ErrInUse", err)
	}
	h.Must(t, logtest.Office, logtest.Round, h.Proposal("lamp"))
	if kept, err := Restore(ctx, from, to, verified); err != nil || kept != "" {
		t.Fatalf("to a new place: %q, %v", kept, err)
	}
	restored, err := Open(ctx, to, Options{})
	if err != nil {
		t.Fatal(err)
	}
	other := logtest.NewHouse(t, restored, "second")
	other.Must(t, logtest.Office, logtest.Round, other.Proposal("bench"))
	other.Close()
	if err := restored.Close(); err != nil {
		t.Fatal(err)
	}
	refused := errors.New("not this one")
	if _, err := Restore(ctx, from, to, func(context.Context, *DB) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("refused by its check: %v", err)
	}
	holds(t, to, "bench", true)
	kept, err := Restore(ctx, from, to, verified)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, to, "bench", false)
	holds(t, kept, "bench", true)
	for _, name := range []string{to + ".part", to + ".part.lock", to + ".part.turn", to + "-wal"} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s was left behind", filepath.Base(name))
		}
	}
}

// holds checks whether the round at path has a proposal.
func holds(t *testing.T, path, proposal string, want bool) {
	t.Helper()
	db, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	h := logtest.NewHouse(t, db, path)
	defer h.Close()
	r, _, err := h.Round(t.Context(), logtest.Round)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Proposal(proposal) != nil; got != want {
		t.Errorf("%s holds proposal %s: %t, want %t", filepath.Base(path), proposal, got, want)
	}
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	to := filepath.Join(dir, "gremium.db")
	damaged := filepath.Join(dir, "damaged")
	if err := os.WriteFile(damaged, []byte("no database, but long enough to be one, and then some more of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]error{damaged: record.ErrForeign, filepath.Join(dir, "none"): record.ErrMissing} {
		if _, err := Restore(t.Context(), from, to, nil); !errors.Is(err, want) {
			t.Errorf("from %s: %v, want %v", filepath.Base(from), err, want)
		} else if b, ok := errors.AsType[*record.BackupError](err); !ok || b.Path != from {
			t.Errorf("from %s: %v does not name the backup", filepath.Base(from), err)
		}
		if _, err := os.Stat(to); err == nil {
			t.Errorf("from %s: a database was made", filepath.Base(from))
		}
	}
}

func TestRestoreRefusesItself(t *testing.T) {
	t.Parallel()
	path := finished(t)
	dir, name := filepath.Split(path)
	linked, hard := filepath.Join(t.TempDir(), "linked"), filepath.Join(dir, "hard")
	if err := errors.Join(os.Symlink(path, linked), os.Link(path, hard), copyTo(t.Context(), path, path+".part")); err != nil {
		t.Fatal(err)
	}
	before := files(t, path)
	for _, c := range [][2]string{
		{path, path}, {linked, path}, {path, linked}, {hard, path}, {dir + "./" + name, path}, {"sqlite:" + path, path}, {path + ".part", path},
	} {
		if kept, err := Restore(t.Context(), c[0], c[1], verified); !errors.Is(err, record.ErrSame) || kept != "" {
			t.Errorf("from %s to %s: %q, %v; want ErrSame", c[0], c[1], kept, err)
		}
	}
	if after := files(t, path); !slices.EqualFunc(before, after, bytes.Equal) {
		t.Error("the database has changed")
	}
	if _, err := os.Stat(path + ".part"); err != nil {
		t.Errorf("the backup is gone: %v", err)
	}
}
