package desk

import (
	"context"
	"fmt"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// view is the round as who sees it. Whoever has left their seat, or whose term is over, sees it as it stood then: what they saw
// stays theirs to see, and what came later is not for them.
func (d *Desk) view(ctx context.Context, r *workflow.Round, head workflow.Head, who *Who) (*view.Round, error) {
	viewer := d.viewer(r, who)
	size, until, past := view.Past(r, viewer)
	_, p := r.Participant(viewer.Pseudonym)
	if !past || p.Holds(workflow.Submitter) {
		return view.Of(r, head, viewer), nil
	}
	if until != 0 {
		n, err := d.before(ctx, r.Origin, until)
		if err != nil {
			return nil, err
		}
		size = max(size, n)
	}
	then, at, err := d.Engine.Replay(ctx, r.ID, size, nil)
	if err != nil {
		return nil, err
	}
	return view.Of(then, at, viewer), nil
}

// before counts the entries of a ledger that are earlier than an instant.
func (d *Desk) before(ctx context.Context, origin string, until ledger.Instant) (uint64, error) {
	n, dec := uint64(0), workflow.Decoder{Reuse: true}
	for b, err := range d.Log.Entries(ctx, origin, 0) {
		if err != nil {
			return 0, fmt.Errorf("read %s: %w", origin, err)
		}
		rec, err := dec.Decode(b)
		if err != nil {
			return 0, fmt.Errorf("%w: entry %d of %s: %w", workflow.ErrCorrupt, n, origin, err)
		}
		if rec.At >= until {
			break
		}
		n++
	}
	return n, nil
}
