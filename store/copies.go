package store

import (
	"context"
	"fmt"

	"gremium/workflow/audit"
)

// copies compares the short texts of a ledger that an index holds a second time, and that lists are made from, with the
// texts themselves.
func (s *Snapshot) copies(ctx context.Context, ledger int64) ([]audit.Difference, error) {
	var rows, copied []textRow
	if err := s.selectAll(ctx, &rows, selectOriginals, ledger); err != nil {
		return nil, err
	}
	if err := s.selectAll(ctx, &copied, selectCopies, ledger); err != nil {
		return nil, err
	}
	want := make(map[place]string, len(rows))
	for i := range rows {
		want[place{rows[i].Seq, rows[i].Path}] = rows[i].Value
	}
	var out []audit.Difference
	for i := range copied {
		c := &copied[i]
		at := place{c.Seq, c.Path}
		d := audit.Difference{Table: copiesIndex, Key: at.in(ledger)}
		switch original, ok := want[at]; {
		case !ok:
			d.Way = audit.CopyStray
			out = append(out, d)
		case original != c.Value:
			d.Way, d.Have, d.Want = audit.CopyDiffers, value(c.Value), value(original)
			out = append(out, d)
		}
		delete(want, at)
	}
	for i := range rows { // in the order of the table
		at := place{rows[i].Seq, rows[i].Path}
		if _, ok := want[at]; ok {
			out = append(out, audit.Difference{Way: audit.CopyMissing, Table: copiesIndex, Key: at.in(ledger)})
		}
	}
	return out, nil
}

// place is where a text stands in its ledger.
type place struct {
	seq  natural
	path string
}

func (p place) in(ledger int64) string { return fmt.Sprintf("%d %d %q", ledger, p.seq, p.path) }
