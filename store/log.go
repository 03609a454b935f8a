package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/jmoiron/sqlx"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

const (
	selectSize    = `SELECT number, size FROM ledgers WHERE origin = ?`
	selectEntries = `SELECT id, bytes, NULL FROM entries WHERE id >= ? AND id < ? ORDER BY id`
	selectLeaves  = `SELECT id, bytes, leaf FROM entries WHERE id >= ? AND id < ? ORDER BY id`
	selectTexts   = `SELECT t.path, t.nonce, t.value FROM texts t JOIN ledgers l ON l.number = t.ledger
WHERE l.origin = ? AND t.seq = ? ORDER BY t.path`
	selectTextsAt = `SELECT t.seq, t.value FROM texts t JOIN ledgers l ON l.number = t.ledger
WHERE l.origin = ? AND t.path = ?`
	// listed says again what the index of short texts is for, so that it is used.
	listed         = ` AND t.path IN ('title', 'name', 'label', 'ref')`
	selectDocument = `SELECT bytes FROM documents WHERE digest = ?`
)

// Entries yields the committed entries of a ledger from one on. See workflow.Log.
func (db *DB) Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		number, _, err := db.find(ctx, origin)
		if err != nil || number == 0 {
			if err != nil {
				yield(nil, err)
			}
			return
		}
		db.bulk(ctx, number, from, func(e audit.StoredEntry, err error) bool { return yield(e.Bytes, err) })
	}
}

// bulk yields the entries of a ledger as they are at one instant.
func (db *DB) bulk(ctx context.Context, number int64, from uint64, yield func(audit.StoredEntry, error) bool) {
	tx, err := db.read.BeginTxx(context.WithoutCancel(ctx), nil)
	if err != nil {
		yield(audit.StoredEntry{}, fault(err))
		return
	}
	defer tx.Rollback()
	db.entries.within(tx).yield(ctx, number, from, yield)
}

// find answers a ledger's number and size, 0 and 0 where there is none.
func (db *DB) find(ctx context.Context, origin string) (number int64, size uint64, err error) {
	return sought(db.size.QueryRowxContext(ctx, origin), origin)
}

// sought reads what selectSize answers.
func sought(row *sqlx.Row, origin string) (number int64, entries uint64, err error) {
	err = row.Scan(&number, (*natural)(&entries))
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("look for ledger %s: %w", origin, fault(err))
	}
	return number, entries, nil
}

// Size is the number of committed entries of a ledger.
func (db *DB) Size(ctx context.Context, origin string) (uint64, error) {
	_, size, err := db.find(ctx, origin)
	return size, err
}

// textRow is a row of the table of texts.
type textRow struct {
	Seq   natural `db:"seq"`
	Path  string  `db:"path"`
	Nonce []byte  `db:"nonce"`
	Value string  `db:"value"`
}

func (r *textRow) text() workflow.Text {
	t := workflow.Text{Path: r.Path, Value: r.Value}
	copy(t.Nonce[:], r.Nonce)
	return t
}

// Texts are the texts of one entry that have not been erased, in order of their paths.
func (db *DB) Texts(ctx context.Context, origin string, seq uint64) ([]workflow.Text, error) {
	var rows []textRow
	if err := db.texts.SelectContext(ctx, &rows, origin, seq); err != nil {
		return nil, fmt.Errorf("texts of entry %d of %s: %w", seq, origin, fault(err))
	}
	out := make([]workflow.Text, len(rows))
	for i := range rows {
		out[i] = rows[i].text()
	}
	return out, nil
}

// TextsAt are all texts of a ledger at one path, by entry.
func (db *DB) TextsAt(ctx context.Context, origin, path string) (map[uint64]string, error) {
	query := selectTextsAt
	switch path {
	case "title", "name", "label", "ref":
		query += listed
	}
	var rows []textRow
	if err := db.selectAll(ctx, &rows, query, origin, path); err != nil {
		return nil, fmt.Errorf("texts of %s at %s: %w", origin, path, err)
	}
	out := make(map[uint64]string, len(rows))
	for i := range rows {
		out[uint64(rows[i].Seq)] = rows[i].Value
	}
	return out, nil
}

// Document is the document of that digest, or workflow.ErrNoDocument.
func (db *DB) Document(ctx context.Context, digest string) ([]byte, error) {
	return document(ctx, db.read, digest)
}

// reader is a pool of connections or a transaction.
type reader interface {
	sqlx.QueryerContext
	Rebind(query string) string
}

func document(ctx context.Context, from reader, digest string) ([]byte, error) {
	var b []byte
	err := sqlx.GetContext(ctx, from, &b, from.Rebind(selectDocument), digest)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%s: %w", digest, workflow.ErrNoDocument)
	}
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", digest, fault(err))
	}
	return b, nil
}

// selectAll reads rows on a reading connection.
func (db *DB) selectAll(ctx context.Context, to any, query string, args ...any) error {
	return fault(db.read.SelectContext(ctx, to, db.read.Rebind(query), args...))
}

// instant is a time as tables keep it.
func instant(t time.Time) string { return ledger.InstantOf(t).String() }

func instantOf(s string) (time.Time, error) {
	t, err := ledger.ParseInstant(s)
	if err != nil {
		return time.Time{}, fmt.Errorf("time %q: %w", s, err)
	}
	return t.Time(), nil
}
