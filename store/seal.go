package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"gremium/store/record"
	"gremium/workflow/ledger"
)

const (
	selectUnsealed = `SELECT MIN(id) FROM entries WHERE id >= ? AND id < ?`
	insertSegment  = `INSERT INTO segments (id, leaves, bytes) VALUES (?, ?, ?)`
	dropEntries    = `DELETE FROM entries WHERE id >= ? AND id < ?`
	// selectEnded are the ledgers of rounds that the register has closed.
	selectEnded = `SELECT DISTINCT l.origin FROM ledgers l JOIN closings c ON c.origin = l.origin ORDER BY l.number`
)

// Ended are the ledgers of rounds that have ended, concluded or cancelled, in the order in which they began.
func (db *DB) Ended(ctx context.Context) ([]string, error) {
	var origins []string
	if err := db.selectAll(ctx, &origins, selectEnded); err != nil {
		return nil, fmt.Errorf("ended rounds: %w", err)
	}
	return origins, nil
}

// Seal packs the entries of a ledger into segments of 256, as far as there are so many, and answers how many segments it made.
// Nothing about the record changes by that: the segments hold the same bytes and leaf hashes, and every reading and every check
// gives what it gave before. Reading them is several times as fast.
//
// Any complete run of a ledger could be packed at any time. What asks for it waits until a round has ended (see Ended): packing
// takes the one right to write for some milliseconds a segment, which is nothing beside a round in which nobody votes any more, and
// something to those who wait in one where many do. The entries after the last complete run, and those that come when a
// decision is reconsidered, are rows until there are 256 of them.
//
// Each segment is a transaction of its own, in which the database itself refuses a segment that is not what its entries are
// (see the triggers), and an entry's deletion without its segment: whenever this ends, each entry stands in one place. Between two of them it rests,
// so that others come first. Entries that are not as this program writes them stay rows, so that a check finds them as they were found.
//
// allowed is asked before each; its error ends it, as that of ctx does.
func (db *DB) Seal(ctx context.Context, origin string, rest time.Duration, allowed func() error) (made int, err error) {
	number, size, err := db.find(ctx, origin)
	if err != nil || number == 0 {
		return 0, err
	}
	defer func() {
		if made > 0 {
			err = errors.Join(err, db.writer.settle(context.WithoutCancel(ctx)))
		}
	}()
	at := number << ledgerBits
	end := at + int64(min(size, maxEntries))&^(segmentSize-1)
	for {
		if at, err = db.unsealed(ctx, at, end); err != nil || at >= end {
			return made, err
		}
		if err := errors.Join(ctx.Err(), allowed()); err != nil {
			return made, err
		}
		done := false
		err := db.change(ctx, func(c *changes) error {
			done, err = c.seal(at)
			return err
		})
		if err != nil {
			return made, fmt.Errorf("seal %s: %w", origin, err)
		}
		at += segmentSize
		if !done {
			continue
		}
		made++
		if err := pause(ctx, rest); err != nil {
			return made, err
		}
	}
}

// settle brings what was written into the file, as far as nobody reads what was there before: what was packed is read faster
// there than in the log of changes. Where it is interrupted or somebody is in the way it is brought there later.
func (w *writer) settle(ctx context.Context) error {
	w.mine <- struct{}{}
	defer func() { <-w.mine }()
	_, err := w.conn.ExecContext(ctx, settleStatement)
	if busy(err) {
		return nil
	}
	return fault(err)
}

// unsealed is the key with which the next run from at on begins that has rows, end where there is none.
func (db *DB) unsealed(ctx context.Context, at, end int64) (int64, error) {
	var first *int64
	err := db.read.GetContext(ctx, &first, db.read.Rebind(selectUnsealed), at, end)
	if err != nil || first == nil {
		return end, fault(err)
	}
	return *first &^ (segmentSize - 1), nil
}

// seal packs the run that begins with a key, and tells whether it could.
func (c *changes) seal(at int64) (bool, error) {
	leaves, entries, err := c.run(at)
	if err != nil || leaves == nil {
		return false, err
	}
	if err := c.exec(insertSegment, at, leaves, entries); err != nil {
		return false, err
	}
	n, err := c.affect(dropEntries, at, at+segmentSize)
	if err == nil && n != segmentSize {
		err = fmt.Errorf("%w: %d entries went into the segment at %d", record.ErrDamaged, n, at)
	}
	return true, err
}

// run reads a run of entries as a segment holds it; nil where it is not complete, or where an entry is not as this program
// writes it.
func (c *changes) run(at int64) (leaves, entries []byte, err error) {
	var rows []struct {
		ID    int64  `db:"id"`
		Bytes []byte `db:"bytes"`
		Leaf  []byte `db:"leaf"`
	}
	if err := c.all(&rows, selectLeaves, at, at+segmentSize); err != nil || len(rows) != segmentSize {
		return nil, nil, err
	}
	for i := range rows {
		r := &rows[i]
		hash := ledger.LeafHash(r.Bytes)
		if !bytes.Equal(r.Leaf, hash[:]) || bytes.Contains(r.Bytes, lineFeed) {
			return nil, nil, nil
		}
		if i > 0 {
			entries = append(entries, '\n')
		}
		leaves, entries = append(leaves, r.Leaf...), append(entries, r.Bytes...)
	}
	return leaves, entries, nil
}
