package policy_test

import (
	"strings"
	"testing"

	"gremium/policy"
)

// An excluded member leaves the quorum's base, or stays in it as one who is not there, as the policy says; advisory seats
// are in it in neither case.
func TestQuorumBase(t *testing.T) {
	t.Parallel()
	src, _ := policy.BuiltIn("iq-good-practice")
	for base, want := range map[string]struct {
		entitled string
		holds    policy.Holds
		says     string
	}{
		policy.BaseExcluded: {"5", policy.HoldsYes, "nicht zu den Stimmberechtigten"},
		policy.BaseIncluded: {"6", policy.HoldsNo, "aber nicht als anwesend"},
	} {
		p, err := policy.Parse([]byte(strings.Replace(string(src), "quorum_base: excluded", "quorum_base: "+base, 1)))
		if err != nil {
			t.Fatal(err)
		}
		f := policy.Facts{BallotHeld: true, Invited: 6, Members: []policy.MemberFact{
			{ID: "r", Recused: true, Present: true, Vote: policy.Yes}, {ID: "a", Advisory: true, Recused: true},
		}}
		for _, id := range []string{"1", "2", "3", "4", "5"} {
			f.Members = append(f.Members, policy.MemberFact{ID: id, Present: id < "4", Vote: map[bool]policy.Choice{true: policy.Yes}[id < "4"]})
		}
		quorum := p.Determine(f).Findings[0]
		if quorum.Rule != policy.RuleQuorum || quorum.Figure("entitled") != want.entitled || quorum.Figure("present") != "3" || quorum.Holds != want.holds {
			t.Errorf("%s: %+v", base, quorum)
		}
		said := false
		for _, r := range p.Regulations() {
			said = said || strings.Contains(r.Text.DE, want.says)
		}
		if !said {
			t.Errorf("%s is not said among the rules", base)
		}
	}
}
