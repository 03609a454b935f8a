package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/sync/errgroup"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/race"
)

// TestMigrationsFromEveryVersion fills a database of each version and opens it with this program.
func TestMigrationsFromEveryVersion(t *testing.T) {
	t.Parallel()
	latest, err := known()
	if err != nil {
		t.Fatal(err)
	}
	every := int64(1)
	if race.Watches {
		every = 10
	}
	for version := int64(1); version < latest; version += every {
		path := filepath.Join(t.TempDir(), "gremium.db")
		if _, err := makeFile(path); err != nil {
			t.Fatal(err)
		}
		old := connect(path, Options{}, writing)
		p, err := provider(old)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.UpTo(t.Context(), version); err != nil {
			t.Fatal(err)
		}
		old.MustExec(`INSERT INTO ledgers VALUES (1, 'example.org/register', 'register', 0, zeroblob(32))`)
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		db := open(t, path, Options{})
		err = db.within(t.Context(), func(s *Snapshot) error {
			heads, err := s.Heads(t.Context())
			if len(heads) != 1 {
				t.Errorf("from version %d: ledgers %v", version, heads)
			}
			return err
		})
		if err != nil {
			t.Errorf("from version %d: %v", version, err)
		}
		if found, err := db.Compare(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("from version %d: %v, %v", version, found, err)
		}
	}
}

func TestNewerDatabaseIsNotTouched(t *testing.T) {
	t.Parallel()
	path := finished(t)
	raw := connect(path, Options{}, writing)
	raw.MustExec(`INSERT INTO versions (version_id, is_applied) VALUES (99, 1)`)
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	before := files(t, path)
	_, err := Open(t.Context(), path, Options{Create: true})
	var newer *record.ErrNewer
	latest, _ := known()
	if !errors.As(err, &newer) || newer.Have != 99 || newer.Know != latest {
		t.Errorf("a newer database: %v, want versions 99 and %d", err, latest)
	}
	if after := files(t, path); !slices.EqualFunc(before, after, bytes.Equal) {
		t.Error("opening a newer database has changed it")
	}
}

// files reads a database with its log of changes.
func files(t *testing.T, path string) [][]byte {
	t.Helper()
	var out [][]byte
	for _, suffix := range []string{"", "-wal", "-journal"} {
		b, err := os.ReadFile(path + suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		out = append(out, b)
	}
	return out
}

// TestManyMakeOne opens a database that does not exist from several sides at once.
func TestManyMakeOne(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "gremium.db")
	var group errgroup.Group
	for range 6 {
		group.Go(func() error {
			db, err := Open(t.Context(), path, Options{Create: true})
			if err != nil {
				return err
			}
			err = db.Update(t.Context(), func(workflow.Tx) error { return nil })
			return errors.Join(err, db.Close())
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
}

// TestAloneMeansAlone asks for a database that somebody else has open.
func TestAloneMeansAlone(t *testing.T) {
	t.Parallel()
	path := finished(t)
	one, other := open(t, path, Options{}), open(t, path, Options{})
	if err := one.Rebuild(t.Context()); !errors.Is(err, record.ErrInUse) {
		t.Errorf("rebuild beside another: %v, want ErrInUse", err)
	}
	if err := other.Update(t.Context(), func(workflow.Tx) error { return nil }); err != nil {
		t.Errorf("the other goes on: %v", err)
	}
}
