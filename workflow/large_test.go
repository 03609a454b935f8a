package workflow_test

import (
	"fmt"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// largeFacts are a committee in which everybody has scored and voted, and some are excluded.
func largeFacts(members, recused, criteria int) policy.Facts {
	f := policy.Facts{BallotHeld: true, Invited: members, SelectedSoFar: 999}
	for i := range members {
		m := policy.MemberFact{
			ID: fmt.Sprintf("p-%012x", i), Body: []string{"bmas", "vp-iq-ebb", "network"}[i%3], Weight: 1 + i%1000,
			Present: true, Recused: i < recused, Vote: policy.Yes, Scored: true, Values: make([]policy.Value, criteria),
		}
		for c := range m.Values {
			m.Values[c].NotAssessable = i%7 == 0
		}
		f.Members = append(f.Members, m)
	}
	return f
}

// A decision of a very large committee fits into an entry, however many of its members are excluded.
func TestDecisionsOfLargeCommitteesFit(t *testing.T) {
	t.Parallel()
	p := *roundtest.Policy(t)
	p.Majority.EachBody, p.Selected.AtMost = true, 1000
	model := p.Criteria[0]
	p.Criteria = nil
	for i := range 12 {
		c := model
		c.ID = fmt.Sprintf("a-criterion-whose-name-is-rather-long-%02d", i)
		p.Criteria = append(p.Criteria, c)
	}
	for _, c := range []struct {
		members, recused int
		named            bool
	}{
		{3, 0, true},
		{policy.NamedMembers, 0, true},
		{policy.NamedMembers + 1, 0, false},
		{200, 0, false},
		{200, 100, false},
		{200, 199, false},
	} {
		det := p.Determine(largeFacts(c.members, c.recused, len(p.Criteria)))
		named := false
		for i := range det.Findings {
			named = named || len(det.Findings[i].Members) > 0
		}
		if named != c.named || det.Findings[0].Figure("present") != fmt.Sprint(c.members-c.recused) {
			t.Errorf("%d members: named %t, %v", c.members, named, det.Findings[0].Figures)
		}
		if x := det.Findings[1]; c.recused > 0 && len(x.Findings[0].Members) != c.recused {
			t.Errorf("%d of %d excluded members are named", len(x.Findings[0].Members), c.recused)
		}
		e := &workflow.DecisionTaken{Findings: det.Findings, Outcome: policy.NotSelected, Proposed: policy.NotSelected}
		e.As = coordinator
		*e.Commitments() = []workflow.Commitment{{Path: "deviation"}, {Path: "rationale"}}
		entry, err := workflow.Encode(&workflow.Record{
			Origin: roundtest.RoundOrigin(roundtest.Main), Seq: 1, At: 1, Actor: "p-0123456789ab", Command: "c", Proposal: "a", Event: e,
		}, [32]byte{})
		if err != nil || len(entry) > ledger.MaxEntry {
			t.Errorf("%d members, %d excluded: %d bytes, %v", c.members, c.recused, len(entry), err)
		}
	}
}
