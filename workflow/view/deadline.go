package view

import (
	"slices"
	"sync"

	"gremium/policy"
	"gremium/workflow"
)

// Deadline is the deadline of a stage, of a proposal or (p nil) in general, for whoever it concerns: the call for everybody
// who takes part, what is asked of one proposal for the committee, its office and audit, and its submitter. It answers nil where there is
// none. The entry that set it is 0 for a viewer who may not know numbers.
func (v *Round) Deadline(stage string, p *Proposal) *workflow.Deadline {
	switch {
	case p != nil && p.Masked():
		return nil
	case stage == policy.StageCall, v.inside():
	case stage != policy.StageReturn || p == nil || !p.Own:
		return nil
	}
	var of *workflow.Proposal
	if p != nil {
		of = v.state.Proposal(p.ID)
	}
	d := v.state.Deadline(stage, of)
	if d != nil && !v.Numbers {
		d.Seq = 0
	}
	return d
}

// ToScore are the proposals under review in the order in which the viewer is asked to score them: a member's own, so that
// nobody is always judged first or last, and that of the list for others.
func (v *Round) ToScore() []*Proposal {
	v.order.once.Do(func() { v.order.scored = v.inOrder() })
	return slices.Clone(v.order.scored)
}

// order is what ToScore has found out: a page asks for it several times.
type order struct {
	once   sync.Once
	scored []*Proposal
}

func (v *Round) inOrder() []*Proposal {
	under := map[string]*Proposal{}
	var ids []string
	for _, p := range v.Proposals {
		if p.State == workflow.UnderReview && (p.Mine || v.member < 0) {
			under[p.ID], ids = p, append(ids, p.ID)
		}
	}
	if v.member >= 0 {
		ids = v.state.Order(v.viewer.Pseudonym, ids)
	}
	out := make([]*Proposal, len(ids))
	for i, id := range ids {
		out[i] = under[id]
	}
	return out
}
