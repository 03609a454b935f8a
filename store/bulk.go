package store

import (
	"bytes"
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"

	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

// bulk reads the entries of a ledger many at a time, because a row costs more than what is in it. Its statements belong
// to one transaction, so that everything it yields stood in the database at one instant.
//
// Entries that were written by this program hold no line feed, and so many of them come in one row, with a line feed
// between them. Where there are more line feeds than that, or anything else is odd, the same entries are read one by one:
// what was damaged is yielded byte for byte.
type bulk struct {
	each   *sqlx.Stmt // an entry a row
	many   *sqlx.Stmt // a run of entries in one row
	sealed *sqlx.Stmt // segments
}

const (
	firstRun = 4   // entries in the first row, for who wants only one
	lastRun  = 384 // entries in a row of a long reading; some 100 KiB
	runGrows = 4
	runBytes = 256 << 10 // what a row should not exceed
)

// within readies the statements within a transaction.
func (b bulk) within(tx *sqlx.Tx) bulk {
	return bulk{each: tx.Stmtx(b.each), many: tx.Stmtx(b.many), sealed: tx.Stmtx(b.sealed)}
}

// yield yields the entries of a ledger, by its number, from one on. The driver's own watch over ctx costs more than
// reading does, so ctx is asked now and then instead. An entry is valid until the next one.
func (b bulk) yield(ctx context.Context, number int64, from uint64, yield func(audit.StoredEntry, error) bool) {
	r := run{bulk: b, asked: ctx, ctx: context.WithoutCancel(ctx), yield: yield}
	err := r.all(number<<ledgerBits|int64(from), (number+1)<<ledgerBits)
	if err != nil && !r.left {
		yield(audit.StoredEntry{}, fault(err))
	}
}

// run is one reading.
type run struct {
	bulk
	asked context.Context // of who reads
	ctx   context.Context // of the statements
	yield func(audit.StoredEntry, error) bool
	left  bool // whoever reads wants no more
	bytes int  // of the entries in the last row
}

// rows yields the entries with keys from at to before end that are rows of their own.
func (r *run) rows(at, end int64) error {
	for span := int64(firstRun); at < end; span = r.longer(span) {
		next := min(at+span, end)
		n, err := r.read(at, next)
		if err == nil {
			err = r.asked.Err()
		}
		if err != nil || r.left {
			return err
		}
		if at = next; n < span && next < end { // the end, unless entries are missing
			if at, err = r.after(next, end); err != nil {
				return err
			}
		}
	}
	return nil
}

// longer is how many entries to ask for next: a statement costs as much as some ten entries, and long rows cost memory.
func (r *run) longer(span int64) int64 {
	if r.bytes > runBytes {
		return max(span/runGrows, firstRun)
	}
	if r.bytes > runBytes/runGrows {
		return span
	}
	return min(span*runGrows, lastRun)
}

// after is the key of the first entry from at on, end where there is none before it.
func (r *run) after(at, end int64) (int64, error) {
	rows, err := r.each.QueryContext(r.ctx, at, end)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&at, new(sql.RawBytes), new(sql.RawBytes))
		return at, err
	}
	return end, rows.Err()
}

// read yields the entries with keys from at to before end and answers how many there are.
func (r *run) read(at, end int64) (int64, error) {
	rows, err := r.many.QueryContext(r.ctx, at, end)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var n, sound int64
	var entries, leaves sql.RawBytes
	// What is too long for one row may still do for several, and what cannot be read at all says so there.
	if !rows.Next() || rows.Scan(&n, &sound, &entries, &leaves) != nil || sound != n ||
		n > 0 && int64(bytes.Count(entries, lineFeed)) != n-1 {
		_ = rows.Close() // whatever it was, it is met again
		return r.oneByOne(at, end)
	}
	r.bytes = len(entries)
	r.pieces(int(n), entries, leaves)
	return n, rows.Err()
}

// pieces yields n entries that stand in lines of their own, and their leaves, if there are any, on end.
func (r *run) pieces(n int, entries, leaves []byte) {
	for i := range n {
		length := bytes.IndexByte(entries, '\n')
		if length < 0 {
			length = len(entries)
		}
		e := audit.StoredEntry{Bytes: entries[:length:length]}
		if leaves != nil {
			e.Leaf = ledger.Hash(leaves[i*len(e.Leaf):])
		}
		if !r.yield(e, nil) {
			r.left = true
			return
		}
		entries = entries[min(length+1, len(entries)):]
	}
}

// oneByOne is read for entries of every shape.
func (r *run) oneByOne(at, end int64) (n int64, err error) {
	rows, err := r.each.QueryContext(r.ctx, at, end)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var id int64
	var entry, leaf sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&id, &entry, &leaf); err != nil {
			return n, err
		}
		e := audit.StoredEntry{Bytes: entry}
		copy(e.Leaf[:], leaf)
		if n++; !r.yield(e, nil) {
			r.left = true
			return n, nil
		}
	}
	return n, rows.Err()
}

// lineFeed stands between entries.
var lineFeed = []byte{'\n'}
