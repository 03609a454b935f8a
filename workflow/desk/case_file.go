package desk

import (
	"gremium/workflow"
	"gremium/workflow/view"
)

// Sight is what of a round goes into a case file for somebody: how far, and which texts.
type Sight struct {
	Head    workflow.Head
	MayRead func(rec *workflow.Record, path string) bool
	// Shows is nil where all entries are in the file.
	Shows func(rec *workflow.Record) bool
}

// CaseFile is the sight of an auditor who reads the whole record, as v is of: of all texts, or only of those of one proposal
// (by id) and of the round itself. alone leaves out the entries of the other proposals too. The error is a *workflow.Refusal to
// whoever does not read the whole record, and while a ballot is open: how others vote leaves the house only afterwards.
func (d *Desk) CaseFile(v *view.Round, proposal string, alone bool) (*Sight, error) {
	switch {
	case !v.Reader:
		return nil, &workflow.Refusal{Code: "capacity_missing", Rule: "lifecycle", Detail: map[string]string{
			"needed": "auditor", "capacity": "",
		}}
	case v.Voting():
		return nil, &workflow.Refusal{Code: "ballot_running", Rule: "record"}
	case proposal != "" && v.Proposal(proposal) == nil:
		return nil, &workflow.Refusal{Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": proposal}}
	}
	of := func(rec *workflow.Record) bool {
		return proposal == "" || rec.Proposal == "" || rec.Proposal == proposal
	}
	s := &Sight{Head: workflow.Head{Size: v.Size, Root: v.Root}}
	s.MayRead = func(rec *workflow.Record, path string) bool { return of(rec) && v.MayRead(rec.Seq, path) }
	if alone && proposal != "" {
		s.Shows = of
	}
	return s, nil
}
