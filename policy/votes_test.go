package policy_test

import (
	"testing"

	"pgregory.net/rapid"

	"gremium/policy"
	"gremium/policy/cases"
)

// states are all that one member can do, as far as quorum and majority go.
func states() []policy.MemberFact {
	return []policy.MemberFact{
		{},
		{Vote: policy.Yes}, // voted, but was not there
		{Present: true},
		{Present: true, Vote: policy.Yes},
		{Present: true, Vote: policy.No},
		{Present: true, Vote: policy.Abstain},
		{Present: true, Vote: policy.Yes, Recused: true},
		{Present: true, Vote: policy.No, Advisory: true},
	}
}

func drawMembers(t *rapid.T) []policy.MemberFact {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) policy.MemberFact {
		m := rapid.SampledFrom(states()).Draw(t, "state")
		m.ID = rapid.StringN(4, 4, 4).Draw(t, "id")
		m.Weight = rapid.IntRange(1, 3).Draw(t, "weight")
		m.Body = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "body")
		return m
	}), 0, 12).Draw(t, "members")
}

// With two thirds: three times the yes votes are at least twice all votes; by weight.
func TestQualifiedMajority(t *testing.T) {
	t.Parallel()
	m := policy.Majority{AtLeast: policy.Fraction{Num: 2, Den: 3}, Abstentions: policy.AbstentionsNotCounted, Tie: policy.TieRejects}
	rapid.Check(t, func(t *rapid.T) {
		members := drawMembers(t)
		yes, no := 0, 0
		for _, one := range members {
			switch {
			case one.Recused || one.Advisory || !one.Present:
			case one.Vote == policy.Yes:
				yes += one.Weight
			case one.Vote == policy.No:
				no += one.Weight
			}
		}
		got := m.Of(policy.Facts{Members: members}, nil)
		if want := yes > 0 && 3*yes >= 2*(yes+no); (got.Holds == policy.HoldsYes) != want {
			t.Fatalf("%d yes, %d no: %+v", yes, no, got)
		}
	})
}

// One more yes never loses a majority.
func TestOneMoreYesLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := policy.Majority{
			MoreThan: policy.Fraction{Num: 1, Den: 2}, Tie: policy.TieRejects, EachBody: rapid.Bool().Draw(t, "each"),
			Abstentions: rapid.SampledFrom([]string{policy.AbstentionsNotCounted, policy.AbstentionsAsNo}).Draw(t, "abstentions"),
		}
		bodies := []policy.Body{{ID: "a"}, {ID: "b"}}
		members := drawMembers(t)
		if len(members) == 0 {
			return
		}
		before := m.Of(policy.Facts{Members: members}, bodies).Holds
		i := rapid.IntRange(0, len(members)-1).Draw(t, "who")
		members[i].Vote = policy.Yes
		if after := m.Of(policy.Facts{Members: members}, bodies).Holds; before == policy.HoldsYes && after != policy.HoldsYes {
			t.Fatal("one more yes lost the majority")
		}
	})
}

func TestMajorityWithinBodies(t *testing.T) {
	t.Parallel()
	vote := func(body string, c policy.Choice) policy.MemberFact {
		return policy.MemberFact{ID: body, Body: body, Present: true, Vote: c}
	}
	recused := policy.MemberFact{ID: "r", Body: "a", Present: true, Vote: policy.No, Recused: true}
	half := policy.Majority{MoreThan: policy.Fraction{Num: 1, Den: 2}, Abstentions: policy.AbstentionsNotCounted, Tie: policy.TieRejects}
	each, consent := half, half
	each.EachBody = true
	consent.Consent = []string{"a"}
	bYes := []policy.MemberFact{vote("b", policy.Yes), vote("b", policy.Yes), vote("b", policy.Yes)}
	for name, c := range map[string]struct {
		m       policy.Majority
		members []policy.MemberFact
		rule    string
		body    policy.Holds // of body a
		whole   policy.Holds
	}{
		"each body agrees":             {each, append(bYes, vote("a", policy.Yes)), "majority_in_body a", policy.HoldsYes, policy.HoldsYes},
		"one body is against":          {each, append(bYes, vote("a", policy.No)), "majority_in_body a", policy.HoldsNo, policy.HoldsNo},
		"one body only abstains":       {each, append(bYes, vote("a", policy.Abstain)), "majority_in_body a", policy.HoldsNo, policy.HoldsNo},
		"one body is tied":             {each, append(bYes, vote("a", policy.Yes), vote("a", policy.No)), "majority_in_body a", policy.HoldsNo, policy.HoldsNo},
		"one body is recused":          {each, append(bYes, recused), "majority_in_body a", policy.HoldsInfo, policy.HoldsYes},
		"consent given":                {consent, append(bYes, vote("a", policy.Yes)), "consent a", policy.HoldsYes, policy.HoldsYes},
		"consent refused":              {consent, append(bYes, vote("a", policy.No)), "consent a", policy.HoldsNo, policy.HoldsNo},
		"consent of others not needed": {consent, append(bYes[:2:2], vote("a", policy.Yes), vote("b", policy.No), vote("b", policy.No)), "consent a", policy.HoldsYes, policy.HoldsYes},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := c.m.Of(policy.Facts{Members: c.members}, []policy.Body{{ID: "a"}, {ID: "b"}})
			f := cases.Find(got.Findings, c.rule)
			if f == nil || f.Holds != c.body || got.Holds != c.whole {
				t.Errorf("%s %+v, whole %s", c.rule, f, got.Holds)
			}
		})
	}
}

func TestTwoChairsDecideNothing(t *testing.T) {
	t.Parallel()
	m := policy.Majority{MoreThan: policy.Fraction{Num: 1, Den: 2}, Abstentions: policy.AbstentionsNotCounted, Tie: policy.TieChair}
	members := []policy.MemberFact{
		{ID: "a", Chair: true, Present: true, Vote: policy.No}, {ID: "b", Chair: true, Present: true, Vote: policy.Yes},
	}
	if got := m.Of(policy.Facts{Members: members}, nil); got.Holds != policy.HoldsNo {
		t.Errorf("%+v", got)
	}
}
