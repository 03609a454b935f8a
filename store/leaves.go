package store

import (
	"context"
	"database/sql"
	"iter"

	"github.com/jmoiron/sqlx"

	"gremium/workflow/ledger"
)

const (
	selectLeavesOnly = `SELECT leaf FROM entries WHERE id >= ? AND id < ? ORDER BY id`
	selectSealedOnly = `SELECT id, leaves FROM segments WHERE id > ? AND id < ? ORDER BY id`
)

// Leaves yields the leaf hashes of a ledger's entries as they are stored, from one on and before another. There may be
// fewer than that. A hash that has not its length is filled up with zeros.
func (db *DB) Leaves(ctx context.Context, origin string, from, to uint64) iter.Seq2[ledger.Hash, error] {
	return func(yield func(ledger.Hash, error) bool) {
		number, _, err := db.find(ctx, origin)
		if err != nil || number == 0 || from >= to {
			if err != nil {
				yield(ledger.Hash{}, err)
			}
			return
		}
		tx, err := db.read.BeginTxx(context.WithoutCancel(ctx), nil)
		if err != nil {
			yield(ledger.Hash{}, fault(err))
			return
		}
		defer tx.Rollback()
		l := leaves{ctx: ctx, tx: tx, yield: yield}
		key := number << ledgerBits
		if err := l.all(key|int64(from), key|int64(to)); err != nil && !l.left {
			yield(ledger.Hash{}, fault(err))
		}
	}
}

// leaves is one reading of leaf hashes.
type leaves struct {
	ctx   context.Context
	tx    *sqlx.Tx
	yield func(ledger.Hash, error) bool
	left  bool // whoever reads wants no more
}

// all yields the hashes of entries with keys from at to before end: of those in segments, and of rows where there is none.
func (l *leaves) all(at, end int64) error {
	sealed, err := l.tx.QueryxContext(l.ctx, l.tx.Rebind(selectSealedOnly), at-segmentSize, end)
	if err != nil {
		return err
	}
	defer sealed.Close()
	for sealed.Next() {
		var id int64
		var all sql.RawBytes
		if err := sealed.Scan(&id, &all); err != nil {
			return err
		}
		if err := l.rows(at, id); err != nil || l.left {
			return err
		}
		at = max(at, id)
		for next := min(id+segmentSize, end); at < next; at++ {
			if i := (at - id) * int64(len(ledger.Hash{})); i < int64(len(all)) && !l.one(all[i:]) {
				return nil
			}
		}
	}
	if err := sealed.Err(); err != nil {
		return err
	}
	return l.rows(at, end)
}

// rows yields the hashes of entries that are rows of their own.
func (l *leaves) rows(at, end int64) error {
	if at >= end {
		return nil
	}
	rows, err := l.tx.QueryxContext(l.ctx, l.tx.Rebind(selectLeavesOnly), at, end)
	if err != nil {
		return err
	}
	defer rows.Close()
	var leaf sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&leaf); err != nil {
			return err
		}
		if !l.one(leaf) {
			return nil
		}
	}
	return rows.Err()
}

func (l *leaves) one(b []byte) bool {
	var h ledger.Hash
	copy(h[:], b)
	l.left = !l.yield(h, nil)
	return !l.left
}
