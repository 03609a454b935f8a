package store

import (
	"context"
	"fmt"
	"iter"

	"github.com/jmoiron/sqlx"

	"gremium/workflow"
	"gremium/workflow/audit"
)

var _ workflow.Log = (*DB)(nil)

// ledgerRow is a row of the table of ledgers.
type ledgerRow struct {
	Number int64   `db:"number"`
	Origin string  `db:"origin"`
	Kind   string  `db:"kind"`
	Size   natural `db:"size"`
	Root   []byte  `db:"root"`
}

// natural is a number that is not negative. One that is, because somebody wrote it past this program, reads as a very large
// one: what belongs to it is found missing, and the rest can be read.
type natural uint64

// Scan reads a number of the database.
func (n *natural) Scan(from any) error {
	x, ok := from.(int64)
	if !ok {
		return fmt.Errorf("%v is no number", from)
	}
	*n = natural(x)
	return nil
}

const (
	selectLedgers = `SELECT number, origin, kind, size, root FROM ledgers ORDER BY number`
	selectLedger  = `SELECT number, origin, kind, size, root FROM ledgers WHERE origin = ?`
)

// Heads are all ledgers with size and root as they are stored.
func (s *Snapshot) Heads(ctx context.Context) (map[string]workflow.Head, error) {
	var rows []ledgerRow
	if err := s.selectAll(ctx, &rows, selectLedgers); err != nil {
		return nil, fmt.Errorf("ledgers: %w", err)
	}
	out := make(map[string]workflow.Head, len(rows))
	for _, r := range rows {
		h := workflow.Head{Size: uint64(r.Size)}
		copy(h.Root[:], r.Root)
		out[r.Origin] = h
	}
	return out, nil
}

// Stored yields the entries of a ledger in order, with the leaf hashes kept beside them.
func (s *Snapshot) Stored(ctx context.Context, origin string) iter.Seq2[audit.StoredEntry, error] {
	return func(yield func(audit.StoredEntry, error) bool) {
		number, _, err := s.find(ctx, origin)
		if err != nil {
			yield(audit.StoredEntry{}, err)
			return
		}
		b, err := s.bulk(ctx)
		if err != nil {
			yield(audit.StoredEntry{}, fault(err))
			return
		}
		defer b.close()
		b.yield(ctx, number, 0, yield)
	}
}

// bulk readies statements for one reading: two readings at once must not share them.
func (s *Snapshot) bulk(ctx context.Context) (b bulk, err error) {
	for text, to := range map[string]**sqlx.Stmt{selectLeaves: &b.each, manyLeaves: &b.many, sealedLeaves: &b.sealed} {
		if *to, err = s.tx.PreparexContext(ctx, s.tx.Rebind(text)); err != nil { //nolint:sqlclosecheck // close closes it
			b.close()
			return bulk{}, err
		}
	}
	return b, nil
}

// close lets go of statements that were made for one reading. What they read has been read: there is nothing left to fail.
func (b bulk) close() {
	for _, s := range []*sqlx.Stmt{b.each, b.many, b.sealed} {
		if s != nil {
			_ = s.Close()
		}
	}
}

// AllTexts yields the texts of a ledger in order of entry and path. Those of entries whose number is negative, which there are
// only where somebody went around this program, come last, as those of very large numbers.
func (s *Snapshot) AllTexts(ctx context.Context, origin string) iter.Seq2[audit.EntryText, error] {
	return func(yield func(audit.EntryText, error) bool) {
		number, _, err := s.find(ctx, origin)
		if err != nil {
			yield(audit.EntryText{}, err)
			return
		}
		for _, part := range []string{" AND seq >= 0", " AND seq < 0"} {
			if !s.textsOf(ctx, number, part, yield) {
				return
			}
		}
	}
}

// textsOf yields some of the texts of a ledger, and answers whether more are wanted.
func (s *Snapshot) textsOf(ctx context.Context, number int64, part string, yield func(audit.EntryText, error) bool) bool {
	rows, err := s.tx.QueryxContext(ctx,
		s.tx.Rebind(`SELECT seq, path, nonce, value FROM texts WHERE ledger = ?`+part+` ORDER BY seq, path`), number)
	if err != nil {
		return yield(audit.EntryText{}, fault(err)) && false
	}
	defer rows.Close()
	for rows.Next() {
		var r textRow
		if err := rows.StructScan(&r); err != nil {
			return yield(audit.EntryText{}, fault(err)) && false
		}
		if !yield(audit.EntryText{Seq: uint64(r.Seq), Text: r.text()}, nil) {
			return false
		}
	}
	return rows.Err() == nil || yield(audit.EntryText{}, fault(rows.Err())) && false
}
