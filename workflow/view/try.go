package view

import (
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
	return v.state.Try(v.Now(), v.viewer.Pseudonym, as, c)
}

// Foresee answers the event that the command would make, or why it would be refused. Nothing is changed.
func (v *Round) Foresee(as workflow.Capacity, c workflow.Command) (workflow.Event, *workflow.Refusal) {
	rec, _, ref := v.state.Foresee(&workflow.Order{At: v.Now(), Actor: v.viewer.Pseudonym, As: as, ID: "try", Command: c})
	if ref != nil {
		return nil, ref
	}
	return rec.Event, nil
}
