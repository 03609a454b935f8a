package workflow

import "gremium/policy"

// Known tells whether the decision in force on a proposal is known outside of the committee: by a release of its own, or
// with the decision itself, as the policy says. Where the policy says nothing, by publication, or when the round is
// concluded.
func (r *Round) Known(p *Proposal) bool {
	if r.Policy == nil || r.Policy.Release.When == "" {
		return p.Published || r.Phase == Concluded
	}
	return p.Released > 0
}

// unreleased are the numbers of the proposals whose decision has yet to be released.
func (r *Round) unreleased() []string {
	var out []string
	for _, p := range r.Proposals {
		if r.waits(p) {
			out = append(out, r.NumberOf(p))
		}
	}
	return out
}

// waits tells whether the decision on a proposal has yet to be released by an entry of its own.
func (r *Round) waits(p *Proposal) bool {
	return r.Policy.Release.When == policy.ReleasedTogether && p.Decision != nil && p.Released == 0
}

func (r *Round) permitRelease(p *Proposal) *Refusal {
	if !r.waits(p) {
		return refuse("already_released", "lifecycle")
	}
	return permitUndoubted(p)
}

// permitPublication allows to publish what is selected and known, once.
func (r *Round) permitPublication(k Kind, p *Proposal) *Refusal {
	switch {
	case k == KindSummaryPublished && r.waits(p): // ahead of what it tells of the outcome
		return refuse("not_released", "policy")
	case p.Outcome != string(policy.Selected):
		return refuse("not_selected", "policy")
	case k == KindSummaryPublished && p.Published:
		return refuse("already_published", "lifecycle")
	case k == KindSummaryPublished:
		return permitUndoubted(p)
	case k == KindSummaryUnpublished && !p.Published:
		return refuse("not_published", "lifecycle")
	}
	return nil
}
