package view

import (
	"sync"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Now is the instant that the view is about: that of looking, or of the latest entry, whichever is later, as the engine
// would stamp an entry that was made now.
func (v *Round) Now() ledger.Instant { return max(v.viewer.At, v.state.Last) }

// Try asks whether the viewer could give the command now, in a capacity that they hold or that was granted to them outside of
// the round, which is the caller's to make sure. Nothing is changed. A door asks before it shows a form or a preview; what
// counts is the answer of the command itself.
func (v *Round) Try(as workflow.Capacity, c workflow.Command) *workflow.Refusal {
	_, _, ref := v.foresee(as, c)
	return ref
}

// Foresee answers the event that the command would make, or why it would be refused. Nothing is changed.
func (v *Round) Foresee(as workflow.Capacity, c workflow.Command) (workflow.Event, *workflow.Refusal) {
	rec, _, ref := v.foresee(as, c)
	if ref != nil {
		return nil, ref
	}
	return rec.Event, nil
}

func (v *Round) foresee(as workflow.Capacity, c workflow.Command) (*workflow.Record, map[string]string, *workflow.Refusal) {
	return v.standing(as).Decide(&workflow.Order{At: v.Now(), Actor: v.viewer.Pseudonym, As: as, ID: "try", Command: c})
}

// stands are the states in which the viewer holds a capacity.
type stands struct {
	mu sync.Mutex
	as map[workflow.Capacity]*workflow.Round
}

// standing is the state with the viewer in that capacity. It is made once: a board tries several steps on each proposal.
func (v *Round) standing(as workflow.Capacity) *workflow.Round {
	v.stands.mu.Lock()
	defer v.stands.mu.Unlock()
	r := v.stands.as[as]
	if r == nil {
		r = v.state.Standing(v.viewer.Pseudonym, as)
		v.stands.as[as] = r
	}
	return r
}
