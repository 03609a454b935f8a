package view

import (
	"gremium/policy"
	"gremium/workflow"
)

// Scored are the proposals whose scores the viewer may see, with the scores and nothing else of each: no vote, no
// decision. In order of the numbers.
func (v *Round) Scored() []policy.Case {
	return v.cases(func(p *Proposal, s *workflow.Proposal) (policy.Case, bool) {
		c := policy.Case{ID: p.ID}
		for _, m := range v.state.Facts(s).Members {
			if m.Scored {
				m.Vote, m.Present = "", false
				c.Facts.Members = append(c.Facts.Members, m)
			}
		}
		return c, len(c.Facts.Members) > 0
	})
}

// Determinable are the proposals whose results the viewer may compare under other rules: scoring is closed, no ballot runs,
// and nothing of them is hidden. In order of the numbers.
func (v *Round) Determinable() []policy.Case {
	return v.cases(func(p *Proposal, s *workflow.Proposal) (policy.Case, bool) {
		c := policy.Case{ID: p.ID, Facts: v.state.Facts(s)}
		if v.excluded { // what competes with it may be what the viewer takes no part in
			c.Facts.Rivals, c.Facts.Lot, c.Facts.SelectedSoFar = nil, policy.Drawn{}, 0
		}
		if s.Decision != nil {
			c.Decided = s.Decision.Seq
		}
		return c, (s.State == workflow.Scored || s.State == workflow.Decided) && (s.Ballot == nil || !s.Ballot.Open)
	})
}

func (v *Round) cases(of func(*Proposal, *workflow.Proposal) (policy.Case, bool)) []policy.Case {
	var out []policy.Case
	if !v.inside() {
		return nil
	}
	for _, p := range v.Proposals {
		s := v.state.Proposal(p.ID)
		if p.Veil != "" || s == nil {
			continue
		}
		if c, ok := of(p, s); ok {
			out = append(out, c)
		}
	}
	return out
}
