package policy_test

import (
	"slices"
	"testing"

	"gremium/policy"
)

// What Shortfalls names is what no scores and votes of the same members can mend, and nothing else.
func TestShortfalls(t *testing.T) {
	t.Parallel()
	three := agreed(t, "2").Members
	with := func(bodies ...string) []policy.MemberFact {
		out := slices.Clone(three)
		for _, b := range bodies {
			m := out[0]
			m.Body = b
			out = append(out, m)
		}
		return out
	}
	advisory := slices.Clone(three)
	advisory[0].Advisory = true
	for name, c := range map[string]struct {
		perProposal, perBody, present int
		members                       []policy.MemberFact
		want                          []policy.Shortfall
	}{
		"the built-in policy":       {3, 1, 3, three, nil},
		"a body of one":             {3, 2, 3, with("vp-iq-ebb", "network"), []policy.Shortfall{{policy.RuleMinimumBody, "bmas", 1, 2}}},
		"too few to score":          {4, 1, 3, three, []policy.Shortfall{{policy.RuleMinimumProposal, "", 3, 4}}},
		"too few for a quorum":      {1, 1, 5, three, []policy.Shortfall{{policy.RulePresentMinimum, "", 3, 5}}},
		"a body of nobody":          {1, 1, 1, three[:1], nil},
		"advice counts nowhere":     {3, 1, 1, advisory, []policy.Shortfall{{policy.RuleMinimumProposal, "", 2, 3}}},
		"a policy of few demands":   {0, 0, 0, nil, nil},
		"everybody is out of reach": {1, 1, 0, nil, []policy.Shortfall{{policy.RuleMinimumProposal, "", 0, 1}}},
	} {
		p := builtIn(t, "iq-good-practice")
		p.Minimum.PerProposal, p.Minimum.PerBody, p.Quorum.Minimum = c.perProposal, c.perBody, c.present
		if got := p.Shortfalls(c.members); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		decidable := p.Determine(policy.Facts{Members: c.members, BallotHeld: true, Invited: len(c.members)}).Outcome != ""
		if len(c.members) > 0 && name != "a body of nobody" && decidable != (len(c.want) == 0) {
			t.Errorf("%s: decidable is %t", name, decidable)
		}
	}
}
