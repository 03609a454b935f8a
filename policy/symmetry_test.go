package policy_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gremium/policy"
	"gremium/policy/cases"
)

// drawFacts are a committee of up to seven with scores, votes and a chair, in the bodies of a policy.
func drawFacts(t *rapid.T, p *policy.Policy) policy.Facts {
	f := policy.Facts{BallotHeld: true}
	for i := range rapid.IntRange(0, 7).Draw(t, "members") {
		m := rapid.SampledFrom(states()).Draw(t, "state")
		m.ID, m.Chair = fmt.Sprintf("m%d", i), i == 0 && rapid.Bool().Draw(t, "chair")
		m.Weight = rapid.IntRange(1, 2).Draw(t, "weight")
		m.Body = p.Bodies[rapid.IntRange(0, len(p.Bodies)-1).Draw(t, "body")].ID
		if m.Scored = rapid.IntRange(0, 3).Draw(t, "scored") > 0; m.Scored {
			for _, c := range p.Criteria {
				m.Values = append(m.Values, policy.Value{Decimal: rapid.SampledFrom(c.Values).Draw(t, "level")})
			}
		}
		f.Members = append(f.Members, m)
	}
	f.Invited = len(f.Members)
	return f
}

// sortedMembers puts the names that findings count into one order.
func sortedMembers(all []policy.Finding) {
	for i := range all {
		slices.Sort(all[i].Members)
		sortedMembers(all[i].Findings)
	}
}

// Neither what members are called nor the order in which they are listed decides anything: not the outcome, not a finding,
// not a figure.
func TestNamesAndOrderDecideNothing(t *testing.T) {
	t.Parallel()
	for _, name := range policy.BuiltInNames() {
		p := builtIn(t, name)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f := drawFacts(t, p)
				other := f
				other.Members = slices.Clone(f.Members)
				names := rapid.Permutation([]string{"m0", "m1", "m2", "m3", "m4", "m5", "m6"}).Draw(t, "names")
				called := map[string]string{}
				for i := range other.Members {
					called[names[i]] = other.Members[i].ID
					other.Members[i].ID = names[i]
				}
				other.Members = rapid.Permutation(other.Members).Draw(t, "order")
				one, two := p.Determine(f), p.Determine(other)
				rename(two.Findings, called)
				sortedMembers(one.Findings)
				sortedMembers(two.Findings)
				if !reflect.DeepEqual(one, two) {
					t.Fatalf("%+v\nand, renamed and in another order, %+v", one, two)
				}
			})
		})
	}
}

func rename(all []policy.Finding, called map[string]string) {
	for i := range all {
		for j, id := range all[i].Members {
			all[i].Members[j] = called[id]
		}
		rename(all[i].Findings, called)
	}
}

// Yes and no stand against each other evenly: where all who voted yes vote no and the other way round, the quorum stays; of
// the two ballots at most one carries; and neither does only where they are even or, under a rule that asks for more than
// that, where a single no of weight is enough to prevent it.
func TestYesAndNoAreSymmetric(t *testing.T) {
	t.Parallel()
	for _, name := range policy.BuiltInNames() {
		c := constitutions()[name]
		p := onVotesAlone(builtIn(t, name), 1, []string{"a"})
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names := []string{"a", "b", "c", "d", "e", "f", "g"}
			assemblies(5, people(1, "yes", "no", "abstain", "absent", "recused"), func(all []person) {
				var f policy.Facts
				factsOf(all, &f, names)
				one := p.Determine(f)
				weight := 0
				for i := range f.Members {
					m := &f.Members[i]
					if m.Vote == policy.Yes && !m.Recused {
						m.Vote = policy.No
						weight += m.Weight
					} else if m.Vote == policy.No {
						m.Vote = policy.Yes
						weight -= m.Weight
					}
				}
				two := p.Determine(f)
				if !reflect.DeepEqual(cases.Find(one.Findings, policy.RuleQuorum), cases.Find(two.Findings, policy.RuleQuorum)) {
					t.Errorf("%+v: the quorum differs", all)
				}
				if c.noBallot || one.Outcome == "" {
					return
				}
				yes, no := one.Outcome == policy.Selected, two.Outcome == policy.Selected
				if simple := c.above == [2]int{1, 2} && !c.abstainIsNo && !c.chairBreaks; yes && no || simple && (yes || no) != (weight != 0) {
					t.Errorf("%+v: %q, and the other way round %q", all, one.Outcome, two.Outcome)
				}
			})
		})
	}
}
