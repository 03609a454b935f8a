package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"github.com/jmoiron/sqlx"

	"gremium/workflow"
	"gremium/workflow/audit"
)

// Update runs fn in the writing transaction. See workflow.Log.
func (db *DB) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	return db.change(ctx, func(c *changes) error { return fn(c) })
}

// Tail yields what other processes have written to a ledger since its entry have. The right to write is taken already, so
// nobody can add to it before the end of the transaction.
func (c *changes) Tail(origin string, have uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		s, err := c.shelf(origin)
		if err == nil && have > s.size {
			err = fmt.Errorf("%w: ledger %s has %d entries, and %d were known", workflow.ErrCorrupt, origin, s.size, have)
		}
		if err != nil {
			yield(nil, fault(err))
			return
		}
		if have == s.size {
			return
		}
		var b bulk
		for text, to := range map[string]**sqlx.Stmt{selectEntries: &b.each, manyEntries: &b.many, selectSegments: &b.sealed} {
			if *to, err = c.stmt(text); err != nil { //nolint:sqlclosecheck // the writer keeps it, and closes it at its own end
				yield(nil, fault(err))
				return
			}
		}
		b.yield(c.ctx, s.number, have, func(e audit.StoredEntry, err error) bool { return yield(e.Bytes, err) })
	}
}

// shelf is where a ledger lies and how far it goes; number 0 where there is none yet.
func (c *changes) shelf(origin string) (shelf, error) {
	if s, ok := c.grown[origin]; ok {
		return s, nil
	}
	if s, ok := c.w.sizes[origin]; ok {
		return s, nil
	}
	var row struct {
		Number int64  `db:"number"`
		Size   uint64 `db:"size"`
	}
	err := c.get(&row, selectSize, origin)
	if errors.Is(err, sql.ErrNoRows) {
		return shelf{}, nil
	}
	if err != nil {
		return shelf{}, fmt.Errorf("look for ledger %s: %w", origin, err)
	}
	s := shelf{number: row.Number, size: row.Size}
	c.w.sizes[origin] = s
	return s, nil
}

// maxEntries is how many entries one ledger can have.
const maxEntries = 1 << ledgerBits

const (
	insertLedger   = `INSERT INTO ledgers (origin, kind, size, root) VALUES (?, ?, 0, ?)`
	advanceLedger  = `UPDATE ledgers SET size = ?, root = ? WHERE number = ? AND size = ?`
	insertEntry    = `INSERT INTO entries (id, leaf, bytes) VALUES (?, ?, ?)`
	insertText     = `INSERT INTO texts (ledger, seq, path, nonce, value) VALUES (?, ?, ?, ?, ?)`
	insertDocument = `INSERT INTO documents (digest, bytes) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING`
)

// Append writes entries with all that belongs to them. Entries that do not follow on what the ledger has are refused.
func (c *changes) Append(state workflow.Ledger, sealed []*workflow.Sealed, head workflow.Head) error {
	if err := c.until.Err(); err != nil {
		return err
	}
	if len(sealed) == 0 {
		return nil
	}
	s, err := c.open(state)
	if err != nil {
		return err
	}
	first := sealed[0].Record.Seq
	if first != s.size || first+uint64(len(sealed)) != head.Size || head.Size > maxEntries {
		return fmt.Errorf("%s has %d entries: entries %d to %d do not follow", state.LedgerOrigin(), s.size, first, head.Size)
	}
	for i, e := range sealed {
		if e.Record.Seq != first+uint64(i) {
			return fmt.Errorf("entry %d of %s in place of %d", e.Record.Seq, state.LedgerOrigin(), first+uint64(i))
		}
		if err := c.enter(s.number, e); err != nil {
			return fmt.Errorf("entry %d: %w", e.Record.Seq, err)
		}
	}
	n, err := c.affect(advanceLedger, head.Size, head.Root[:], s.number, s.size)
	if err != nil {
		return fmt.Errorf("head: %w", err)
	}
	if n != 1 {
		return fmt.Errorf("%w: the size of %s has changed within the transaction", workflow.ErrCorrupt, state.LedgerOrigin())
	}
	if c.grown == nil {
		c.grown = map[string]shelf{}
	}
	c.grown[state.LedgerOrigin()] = shelf{number: s.number, size: head.Size}
	return c.index(state, sealed)
}

// open answers the ledger's place, making it for a new one.
func (c *changes) open(state workflow.Ledger) (shelf, error) {
	origin := state.LedgerOrigin()
	s, err := c.shelf(origin)
	if err != nil || s.number != 0 {
		return s, err
	}
	if err := c.exec(insertLedger, origin, kindOf(state), make([]byte, 32)); err != nil {
		return s, fmt.Errorf("new ledger %s: %w", origin, err)
	}
	delete(c.w.sizes, origin)
	return c.shelf(origin)
}

func kindOf(state workflow.Ledger) string {
	if _, ok := state.(*workflow.Register); ok {
		return "register"
	}
	return "round"
}

// enter writes one entry with its texts and its document.
func (c *changes) enter(number int64, e *workflow.Sealed) error {
	id := number<<ledgerBits | int64(e.Record.Seq)
	if err := c.exec(insertEntry, id, e.Leaf[:], e.Entry); err != nil {
		return err
	}
	for i := range e.Texts {
		t := &e.Texts[i]
		if err := c.exec(insertText, number, e.Record.Seq, t.Path, t.Nonce[:], t.Value); err != nil {
			return fmt.Errorf("text %s: %w", t.Path, err)
		}
	}
	if err := c.conceal(number, e); err != nil {
		return err
	}
	if err := c.erase(number, e); err != nil {
		return err
	}
	if e.Document == nil {
		return nil
	}
	if err := c.exec(insertDocument, e.Document.Digest, e.Document.Bytes); err != nil {
		return fmt.Errorf("document %s: %w", e.Document.Digest, err)
	}
	return nil
}
