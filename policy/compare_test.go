package policy_test

import (
	"fmt"
	"reflect"
	"testing"

	"gremium/policy"
)

// three are a case that is selected, one that misses a threshold and one that is not decided yet.
func three(t *testing.T) []policy.Case {
	t.Helper()
	waiting := agreed(t, "2")
	waiting.BallotHeld = false
	return []policy.Case{
		{ID: "a", Facts: agreed(t, "3"), Decided: 20}, {ID: "b", Facts: agreed(t, "1"), Decided: 10}, {ID: "c", Facts: waiting},
	}
}

// asTold is "id outcome rank" of changes.
func asTold(changes []policy.Change) []string {
	out := []string{}
	for _, c := range changes {
		out = append(out, fmt.Sprintf("%s %s>%s %d>%d", c.Before.ID, c.Before.Outcome, c.After.Outcome, c.Before.Rank, c.After.Rank))
	}
	return out
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	one, four := dec(t, "1"), dec(t, "4")
	limited := func(n int) *policy.Policy {
		q := *p
		q.Selected.AtMost = n
		return &q
	}
	split := three(t)
	split[1].Facts.Members[2].Values[0] = policy.Value{Decimal: dec(t, "3")} // network likes b on the first criterion
	all := func(d *policy.Decimal) map[string]*policy.Decimal {
		out := map[string]*policy.Decimal{}
		for i := range p.Criteria {
			out[p.Criteria[i].ID] = d
		}
		return out
	}
	for name, c := range map[string]struct {
		cases []policy.Case
		other *policy.Policy
		s     policy.Supposition
		want  []string
	}{
		"nothing":                        {three(t), p, policy.Supposition{}, []string{}},
		"lower thresholds":               {three(t), p, policy.Supposition{Thresholds: all(&one)}, []string{"b not_selected>selected 3>3"}},
		"no thresholds":                  {three(t), p, policy.Supposition{Thresholds: all(nil)}, []string{"b not_selected>selected 3>3"}},
		"other weights, all means alike": {three(t), p, policy.Supposition{Weights: map[string]policy.Decimal{"innovative": four}}, []string{}},
		"without a body, no quorum":      {three(t), p, policy.Supposition{WithoutBody: "bmas"}, []string{"a selected> 1>1", "b not_selected> 3>3"}},
		"a limit counts in order of decision": {
			three(t), limited(1),
			policy.Supposition{Thresholds: all(&one)},
			[]string{"a selected>not_selected 1>1", "b not_selected>selected 3>3"},
		},
		"median instead of mean": {split, p, policy.Supposition{Method: policy.Median}, []string{}},
		"without a member":       {split, p, policy.Supposition{WithoutMember: "network"}, []string{"a selected> 1>1", "b not_selected> 3>3"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := fmt.Sprint(c.cases)
			if got := asTold(p.WhatIf(c.cases, c.other, &c.s)); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if fmt.Sprint(c.cases) != before {
				t.Error("the facts were changed")
			}
		})
	}
}

func TestWeightsMoveRanks(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	cases := three(t)[:2]
	for m := range cases[1].Facts.Members {
		cases[0].Facts.Members[m].Values = []policy.Value{{Decimal: dec(t, "2")}, {Decimal: dec(t, "3")}, {Decimal: dec(t, "2")}, {Decimal: dec(t, "2")}}
		cases[1].Facts.Members[m].Values = []policy.Value{{Decimal: dec(t, "3")}, {Decimal: dec(t, "2")}, {Decimal: dec(t, "2")}, {Decimal: dec(t, "2")}}
	}
	s := policy.Supposition{Weights: map[string]policy.Decimal{"innovative": dec(t, "1.01")}}
	want := []string{"b selected>selected 1>2"}
	if got := asTold(p.WhatIf(cases, p, &s)); !reflect.DeepEqual(got, want) {
		t.Errorf("a weight a little higher: %q, want %q", got, want)
	}
	if _, ok := policy.Weight("0"); ok {
		t.Error("0 is no weight")
	}
}

// TestTransfer reads scores by the id of the criterion, whatever the order.
func TestTransfer(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	q := *p
	q.Criteria = []policy.Criterion{p.Criteria[3], {ID: "new", Values: p.Criteria[0].Values, Weight: p.Criteria[0].Weight}, p.Criteria[0]}
	cases := three(t)[:1]
	values := cases[0].Facts.Members[0].Values
	values[0].Decimal, values[3].Decimal = dec(t, "1"), dec(t, "2")
	got := p.Transfer(cases, &q)[0].Facts.Members[0].Values
	want := []policy.Value{{Decimal: dec(t, "2")}, {NotAssessable: true}, {Decimal: dec(t, "1")}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestWithoutKeepsWhoWasNotInvited: leaving a member out does not make an invitation whole.
func TestWithoutKeepsWhoWasNotInvited(t *testing.T) {
	t.Parallel()
	cases := []policy.Case{{ID: "a", Facts: agreed(t, "2")}}
	cases[0].Facts.Invited = 2
	f := policy.Without(cases, func(m *policy.MemberFact) bool { return m.ID == "bmas" })[0].Facts
	if len(f.Members) != 2 || f.Invited != 1 {
		t.Errorf("%d members, %d invited", len(f.Members), f.Invited)
	}
}

// TestWithoutASecretVote: nobody can take a sealed vote out of the tally, so that nothing follows from it.
func TestWithoutASecretVote(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	cases := []policy.Case{{ID: "a", Facts: agreed(t, "3")}}
	f := &cases[0].Facts
	f.Members = append(f.Members, f.Members[0], f.Members[1])
	f.Members[3].ID, f.Members[4].ID = "fourth", "fifth"
	f.Invited = 5
	for i := range f.Members {
		f.Members[i].Vote = policy.Sealed
	}
	f.Secret = &policy.Votes{Yes: 4, No: 1}
	if got := p.Results(cases)[0].Outcome; got != policy.Selected {
		t.Fatalf("the ballot gives %q", got)
	}
	s := policy.Supposition{WithoutMember: "fourth"}
	changes := p.WhatIf(cases, p, &s)
	if len(changes) != 1 || changes[0].After.Outcome != "" {
		t.Fatalf("without one of the votes: %q", asTold(changes))
	}
	if got := told(changes[0].Turns()); !reflect.DeepEqual(got, []string{"secret yes>no"}) {
		t.Errorf("because of %q", got)
	}
}
