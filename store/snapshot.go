package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/jmoiron/sqlx"

	"gremium/workflow/audit"
)

var (
	_ audit.Source = (*Snapshot)(nil)
	_ audit.Tables = (*Snapshot)(nil)
)

// Snapshot is the whole database as it stood at one instant, whatever is written after it. It is what a check reads: of
// ledgers, entries, texts and tables that were read at different instants, sound ones may differ. It takes one of the
// connections that read until Close. Several goroutines may use it at once, and take turns on the connection row by row.
type Snapshot struct {
	tx     *sqlx.Tx
	intent *intent

	mu   sync.Mutex
	form []audit.Difference // of the structure, once it has been compared
}

// Snapshot stands still at what has been committed. Whoever has one closes it soon: as long as it is open, the log of
// changes grows.
func (db *DB) Snapshot(ctx context.Context) (*Snapshot, error) {
	tx, err := db.read.BeginTxx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, fmt.Errorf("stand still: %w", fault(err))
	}
	s := &Snapshot{tx: tx, intent: &db.intent}
	var n int
	if err := tx.GetContext(ctx, &n, pinStatement); err != nil {
		return nil, errors.Join(fmt.Errorf("stand still: %w", fault(err)), s.Close())
	}
	return s, nil
}

// Close lets go of the instant.
func (s *Snapshot) Close() error { return fault(s.tx.Rollback()) }

// within runs fn on a snapshot.
func (db *DB) within(ctx context.Context, fn func(*Snapshot) error) (err error) {
	s, err := db.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return fn(s)
}

// find answers a ledger's number and size, 0 and 0 where there is none.
func (s *Snapshot) find(ctx context.Context, origin string) (number int64, size uint64, err error) {
	return sought(s.tx.QueryRowxContext(ctx, s.tx.Rebind(selectSize), origin), origin)
}

// Document is the document of that digest, or workflow.ErrNoDocument.
func (s *Snapshot) Document(ctx context.Context, digest string) ([]byte, error) {
	return document(ctx, s.tx, digest)
}

// selectAll reads rows.
func (s *Snapshot) selectAll(ctx context.Context, to any, query string, args ...any) error {
	return fault(s.tx.SelectContext(ctx, to, s.tx.Rebind(query), args...))
}
