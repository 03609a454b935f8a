package view

import (
	"slices"

	"gremium/workflow"
)

// untold tells whether the outcome of a proposal is kept from the viewer because it tells how another one stood in which they take
// no part: where only so many can be selected, a place that is given or not given says who was ahead. They learn it with
// everybody else, by the release.
//
// In principle more cannot be kept: what everybody may know, those who are excluded from a rival know too, and it tells them that
// the rival was ahead, or was not. And that a proposal is decided at all tells that its place did not depend on a rival that
// was open. The decision itself is taken by somebody who takes part in all of them.
func (v *Round) untold(p *workflow.Proposal) bool {
	return v.excluded && v.Policy.Selected.AtMost > 0 && !v.state.Known(p)
}

// setAside are the earlier decisions on a proposal that the viewer may know.
func (v *Round) setAside(p *workflow.Proposal) []*workflow.Decision {
	var out []*workflow.Decision
	for _, old := range p.Decisions {
		if old.Told || !v.excluded || v.Policy.Selected.AtMost == 0 {
			out = append(out, v.decision(old))
		}
	}
	return out
}

// mayNotKnowDecision tells whether an entry is a decision on a proposal whose outcome is kept from the viewer.
func (v *Round) mayNotKnowDecision(p *workflow.Proposal, entry uint64) bool {
	if !v.excluded || v.Policy.Selected.AtMost == 0 {
		return false
	}
	if d := p.Decision; d != nil && entry >= d.Seq {
		return v.untold(p) && entry == d.Seq
	}
	return slices.ContainsFunc(p.Decisions, func(d *workflow.Decision) bool { return !d.Told && (d.Seq == entry || d.SetAside == entry) })
}
