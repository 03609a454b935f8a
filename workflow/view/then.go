package view

import "gremium/workflow"

// ViewerThen is how a participant looked at an earlier state of the round, at its last entry: with the capacities that the
// record knew then. An empty pseudonym stands for who reads the whole record, as the viewer of v does. It answers false where
// the round has no such participant now. Roles that were granted outside of the round are on no record, and so in no answer.
func (v *Round) ViewerThen(then *workflow.Round, pseudonym string) (Viewer, bool) {
	if pseudonym == "" {
		return Viewer{At: then.Last, Auditor: true, Operator: v.viewer.Operator}, v.Reader
	}
	if _, p := v.state.Participant(pseudonym); p == nil {
		return Viewer{}, false
	}
	viewer := Viewer{At: then.Last, Pseudonym: pseudonym}
	if _, p := then.Participant(pseudonym); p != nil {
		viewer.Coordinator, viewer.Operator = p.Holds(workflow.Coordinator), p.Holds(workflow.Operator)
	}
	return viewer, true
}
