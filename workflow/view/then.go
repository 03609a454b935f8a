package view

import (
	"gremium/workflow"
	"gremium/workflow/ledger"
)

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

// ErasedText is how a text came to be missing.
type ErasedText struct {
	At    ledger.Instant
	Basis string // legal basis
	Entry uint64 // of the erasure; 0 for whom numbers of entries are not
}

// ErasedText tells by which erasure the text of an entry at a path was deleted; nil where there was none, and where the text
// was not the viewer's to read.
func (v *Round) ErasedText(entry uint64, path string) *ErasedText {
	x := v.state.Erased(entry, path)
	if x == nil || x.Answer >= v.size || !v.MayRead(entry, path) {
		return nil
	}
	out := &ErasedText{At: x.Answered, Basis: x.Basis}
	if v.Numbers {
		out.Entry = x.Answer
	}
	return out
}
