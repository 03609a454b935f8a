package workflow

import (
	"strconv"

	"gremium/policy"
)

// shortfalls are the demands of the policy that the members with a vote cannot meet.
func (r *Round) shortfalls() []policy.Shortfall {
	members := make([]policy.MemberFact, len(r.Members))
	for m, i := range r.Members {
		members[m] = r.fact(nil, i, nil)
	}
	return r.Policy.Shortfalls(members)
}

// Shortfalls say which demands of the policy the members with a vote cannot meet, so that the round would stop before a
// decision; nil where there are none.
func (r *Round) Shortfalls() []*Refusal {
	var out []*Refusal
	for _, s := range r.shortfalls() {
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
