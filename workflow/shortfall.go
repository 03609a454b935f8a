package workflow

import (
	"strconv"

	"gremium/policy"
)

// shortfalls are the demands of the policy that the members with a vote cannot meet.
func (r *Round) shortfalls(p *Proposal) []policy.Shortfall {
	members := make([]policy.MemberFact, 0, len(r.Members))
	manned := r.manned(r.Last, r.Size)
	for m, i := range r.Members {
		fact := r.fact(nil, m, i, nil)
		fact.Vacant = !manned[m] && (p == nil || p.Sheet(m) == nil)
		members = append(members, fact)
	}
	return r.Policy.Shortfalls(members)
}

// Shortfalls say which demands of the policy the members with a vote cannot meet, so that the round would stop before a
// decision; nil where there are none.
func (r *Round) Shortfalls() []*Refusal {
	var out []*Refusal
	for _, s := range r.shortfalls(nil) {
		out = append(out, tooSmall(s))
	}
	return out
}

func tooSmall(s policy.Shortfall) *Refusal {
	figures := []string{"have", strconv.Itoa(s.Have), "needed", strconv.Itoa(s.Needed), "missing", strconv.Itoa(s.Needed - s.Have)}
	switch s.Rule {
	case policy.RuleMinimumBody:
		return refuse("body_too_small", "policy", append(figures, "body", s.Body)...)
	case policy.RulePresentMinimum:
		return refuse("quorum_out_of_reach", "policy", figures...)
	}
	return refuse("committee_too_small", "policy", figures...)
}
