package view

import "gremium/workflow"

// assignment says who is to score a proposal. Everybody inside knows that; of wishes everybody knows the own one.
func (v *Round) assignment(p *workflow.Proposal, out *Proposal) {
	for _, i := range p.Assigned {
		out.Assigned = append(out.Assigned, v.state.Participants[i].Member)
	}
	out.Wish = workflow.NoPreference
	if v.member >= 0 {
		out.Wish = p.Wish(v.member)
	}
}
