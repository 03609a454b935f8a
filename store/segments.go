package store

import (
	"bytes"
	"database/sql"

	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

// segmentSize is how many entries a segment has. Its key is that of its first entry, a multiple of this.
const segmentSize = 256

const (
	selectSegments = `SELECT id, NULL, bytes FROM segments WHERE id > ? AND id < ? ORDER BY id`
	sealedLeaves   = `SELECT id, leaves, bytes FROM segments WHERE id > ? AND id < ? ORDER BY id`
)

// all yields the entries with keys from at to before end: those of segments, and rows where there is no segment. A row in the
// place of a segment is passed over; comparing the tables finds it.
func (r *run) all(at, end int64) error {
	sealed, err := r.sealed.QueryContext(r.ctx, at-segmentSize, end)
	if err != nil {
		return err
	}
	defer sealed.Close()
	for sealed.Next() {
		var id int64
		var leaves, entries sql.RawBytes
		if err := sealed.Scan(&id, &leaves, &entries); err != nil {
			return err
		}
		if err := r.rows(at, id); err != nil || r.left {
			return err
		}
		if r.segment(max(at-id, 0), entries, leaves); r.left {
			return nil
		}
		if at = max(at, id+segmentSize); r.asked.Err() != nil {
			return r.asked.Err()
		}
	}
	if err := sealed.Err(); err != nil {
		return err
	}
	return r.rows(at, end)
}

// segment yields the entries of a segment but for so many at its beginning. One that was damaged may seem to have more entries
// or fewer than it should: each is yielded as it lies there. One too many has no leaf, and so can be none of the ledger's.
func (r *run) segment(skip int64, entries, leaves []byte) {
	for i := range int64(len(entries)) + 1 {
		length := bytes.IndexByte(entries, '\n')
		last := length < 0
		if last {
			length = len(entries)
		}
		if i >= skip {
			e := audit.StoredEntry{Bytes: entries[:length:length]}
			if end := (i + 1) * int64(len(e.Leaf)); i < segmentSize && end <= int64(len(leaves)) {
				e.Leaf = ledger.Hash(leaves[end-int64(len(e.Leaf)) : end])
			}
			if !r.yield(e, nil) {
				r.left = true
				return
			}
		}
		if last {
			return
		}
		entries = entries[length+1:]
	}
}
