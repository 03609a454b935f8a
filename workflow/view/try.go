package view

import "gremium/workflow"

// Try asks whether the viewer could give the command now, in a capacity that they hold or that was granted to them outside of
// the round, which is the caller's to make sure. Nothing is changed. A door asks before it shows a form or a preview; what
// counts is the answer of the command itself.
func (v *Round) Try(as workflow.Capacity, c workflow.Command) *workflow.Refusal {
	return v.state.Try(v.viewer.Pseudonym, as, c)
}
