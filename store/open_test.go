package store

import (
	"context"
	"iter"
	"path/filepath"
	"sync/atomic"
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

// still is the database as it stands now, until the end of the test.
func still(t testing.TB, db *DB) *Snapshot {
	t.Helper()
	s, err := db.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	t.Parallel()
	logtest.Run(t, func(t *testing.T) workflow.Log { return fresh(t) })
}

// pair is one database opened twice, as two processes would: each call goes to the other handle.
type pair struct {
	handles [2]*DB
	calls   atomic.Int64
}

func (p *pair) next() *DB { return p.handles[p.calls.Add(1)%2] }

func (p *pair) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	return p.next().Update(ctx, fn)
}

func (p *pair) Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error] {
	return p.next().Entries(ctx, origin, from)
}

func (p *pair) Size(ctx context.Context, origin string) (uint64, error) {
	return p.next().Size(ctx, origin)
}

func (p *pair) Texts(ctx context.Context, origin string, seq uint64) ([]workflow.Text, error) {
	return p.next().Texts(ctx, origin, seq)
}

func (p *pair) TextsAt(ctx context.Context, origin, path string) (map[uint64]string, error) {
	return p.next().TextsAt(ctx, origin, path)
}

func (p *pair) Document(ctx context.Context, digest string) ([]byte, error) {
	return p.next().Document(ctx, digest)
}

func TestContractOfTwoHandles(t *testing.T) {
	t.Parallel()
	logtest.Run(t, func(t *testing.T) workflow.Log {
		path := filepath.Join(t.TempDir(), "gremium.db")
		return &pair{handles: [2]*DB{open(t, path, Options{Create: true}), open(t, path, Options{})}}
	})
}
