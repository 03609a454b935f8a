package desk

import (
	"context"
	"errors"
	"math"

	"gremium/workflow"
	"gremium/workflow/view"
)

// Damage is where the record of a round stops being one that can be read.
type Damage struct {
	Entry uint64 // the first that is bad, or is not there
	Cause error  // a *workflow.Refusal where the rules forbid the entry; nil where entries are missing at the end
}

// Sound is a damaged round as far as its record is good, up to the entry ahead of the first bad one, for those who read the whole
// record: they want to see precisely there how far it can be trusted. For everybody else, and where not even the first entry is
// good, the error is that of Round. What is read of it afterwards is read with this view.
func (d *Desk) Sound(ctx context.Context, id string, who *Who) (*view.Round, *Damage, error) {
	m, err := d.Engine.Continue(ctx, d.Engine.Beginning(id), math.MaxUint64, nil)
	damage := &Damage{Entry: m.Head.Size}
	var bad *workflow.CorruptError
	switch {
	case err == nil: // nothing that is there is bad
	case errors.As(err, &bad):
		damage.Cause = bad.Cause
	default:
		return nil, nil, err
	}
	if m.Head.Size == 0 {
		return nil, nil, noRound(id)
	}
	if v := view.Of(m.Round, m.Head, d.viewer(m.Round, who)); v.Reader {
		return v, damage, nil
	}
	return nil, nil, workflow.ErrCorrupt
}
