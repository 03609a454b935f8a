package desk

import (
	"context"

	"gremium/workflow"
	"gremium/workflow/view"
)

// view is the round as who sees it now.
func (d *Desk) view(ctx context.Context, r *workflow.Round, head workflow.Head, who *Who) (*view.Round, error) {
	return d.seen(ctx, d.present.of(r), head, d.viewer(r, who))
}

// seen is the round as a viewer sees it. Whoever has left their seat, or whose term is over, sees it as it stood then: what they
// saw stays theirs to see, and what came later is not for them.
func (d *Desk) seen(ctx context.Context, c *view.Common, head workflow.Head, viewer view.Viewer) (*view.Round, error) {
	r := c.State()
	size, until, past := view.Past(r, viewer)
	_, p := r.Participant(viewer.Pseudonym)
	if !past || p.Holds(workflow.Submitter) {
		return c.Of(head, viewer), nil
	}
	if until != 0 {
		err := d.chronicle(ctx, r.ID, head.Size, func(all *view.Chronicle) { size = max(size, all.Before(until)) })
		if err != nil {
			return nil, err
		}
	}
	then, err := d.moment(ctx, r.ID, size)
	if err != nil {
		return nil, err
	}
	return view.Of(then.Round, then.Head, viewer), nil
}

// At is the round as it stood after size entries, played from the record. Only readers of the whole record get it.
func (d *Desk) At(ctx context.Context, v *view.Round, size uint64) (*workflow.Round, error) {
	if err := readers(v); err != nil {
		return nil, err
	}
	m, err := d.moment(ctx, v.ID, size)
	if err != nil {
		return nil, err
	}
	return m.Round, nil
}

// Then is the round as a participant saw it after size entries, by the capacities that the record knew then; an empty
// pseudonym stands for who reads the whole record. It is the view that makes pages, of an earlier state. Only readers of the
// whole record get it; the error is a *workflow.Refusal for others, and where the participant is none of the round.
func (d *Desk) Then(ctx context.Context, v *view.Round, size uint64, pseudonym string) (*view.Round, error) {
	if err := readers(v); err != nil {
		return nil, err
	}
	m, err := d.moment(ctx, v.ID, size)
	if err != nil {
		return nil, err
	}
	viewer, ok := v.ViewerThen(m.Round, pseudonym)
	if !ok {
		return nil, &workflow.Refusal{Code: "member_unknown", Rule: "record"}
	}
	return d.seen(ctx, view.NewCommon(m.Round), m.Head, viewer)
}

// readers refuses everybody who does not read the whole record.
func readers(v *view.Round) error {
	if v.Reader {
		return nil
	}
	return &workflow.Refusal{Code: "capacity_missing", Rule: "lifecycle", Detail: map[string]string{"needed": "auditor", "capacity": ""}}
}

// History are the steps of the round, or of one proposal (by id), that the viewer may see, oldest first, with what each
// one changed.
func (d *Desk) History(ctx context.Context, v *view.Round, proposal string) (steps []view.Step, err error) {
	err = d.chronicle(ctx, v.ID, v.Replayed(), func(all *view.Chronicle) { steps = v.Steps(all, proposal) })
	return steps, err
}

// Turns are the phases that the round has come to, as far as the viewer may know, earliest first.
func (d *Desk) Turns(ctx context.Context, v *view.Round) (turns []view.Turn, err error) {
	err = d.chronicle(ctx, v.ID, v.Replayed(), func(all *view.Chronicle) { turns = v.Turns(all) })
	return turns, err
}
