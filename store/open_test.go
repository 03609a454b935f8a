package store

import (
	"context"
	"path/filepath"
	"testing"

	"gremium/workflow"
	"gremium/workflow/logtest"
)

// open opens a database that lives as long as the test.
func open(t testing.TB, path string, opts Options) *DB {
	t.Helper()
	db, err := Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func fresh(t testing.TB) *DB {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "gremium.db"), Options{Create: true})
}

func TestContract(t *testing.T) {
	t.Parallel()
	logtest.Run(t, func(t *testing.T) workflow.Log { return fresh(t) })
}
