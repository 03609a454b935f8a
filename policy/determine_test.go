package policy_test

import (
	"testing"

	"gremium/policy"
	"gremium/policy/cases"
)

// agreed are facts under which the built-in policy selects.
func agreed(t testing.TB, value string) policy.Facts {
	t.Helper()
	f := policy.Facts{BallotHeld: true, Invited: 3}
	for _, body := range []string{"bmas", "vp-iq-ebb", "network"} {
		v := policy.Value{Decimal: dec(t, value)}
		f.Members = append(f.Members, policy.MemberFact{
			ID: body, Body: body, Present: true, Vote: policy.Yes, Scored: true, Values: []policy.Value{v, v, v, v},
		})
	}
	return f
}

func TestDetermineWhatThePolicyLeavesOpen(t *testing.T) {
	t.Parallel()
	base := func() *policy.Policy { return builtIn(t, "iq-good-practice") }
	changed := func(change func(*policy.Policy)) *policy.Policy {
		p := base()
		change(p)
		return p
	}
	noThresholds := func(p *policy.Policy) {
		for i := range p.Criteria {
			p.Criteria[i].Threshold = nil
		}
	}
	lower := func(p *policy.Policy) {
		for i := range p.Criteria {
			p.Criteria[i].Better = policy.Lower
		}
	}
	absent := func(f policy.Facts) policy.Facts {
		f.BallotHeld = false
		return f
	}
	limited := func(f policy.Facts, n int) policy.Facts {
		f.SelectedSoFar = n
		return f
	}
	for name, c := range map[string]struct {
		p    *policy.Policy
		f    policy.Facts
		want policy.Outcome
	}{
		"as it comes":                        {base(), agreed(t, "2"), policy.Selected},
		"lower is better, below":             {changed(lower), agreed(t, "1"), policy.Selected},
		"lower is better, at the threshold":  {changed(lower), agreed(t, "2"), policy.Selected},
		"lower is better, above":             {changed(lower), agreed(t, "3"), policy.NotSelected},
		"no thresholds: the ballot decides":  {changed(noThresholds), agreed(t, "0"), policy.Selected},
		"no ballot: the thresholds decide":   {changed(func(p *policy.Policy) { p.Majority = policy.Majority{} }), absent(agreed(t, "2")), policy.Selected},
		"no ballot, below the threshold":     {changed(func(p *policy.Policy) { p.Majority = policy.Majority{} }), absent(agreed(t, "1")), policy.NotSelected},
		"neither thresholds nor a ballot":    {changed(func(p *policy.Policy) { noThresholds(p); p.Majority = policy.Majority{} }), absent(agreed(t, "2")), ""},
		"a limit that is not reached":        {changed(func(p *policy.Policy) { p.Selected.AtMost = 2 }), limited(agreed(t, "2"), 1), policy.Selected},
		"a limit that is reached":            {changed(func(p *policy.Policy) { p.Selected.AtMost = 2 }), limited(agreed(t, "2"), 2), policy.NotSelected},
		"nobody at all":                      {base(), policy.Facts{BallotHeld: true}, ""},
		"a minimum that is not reached":      {changed(func(p *policy.Policy) { p.Minimum.PerProposal = 4 }), agreed(t, "2"), ""},
		"no minimum, no quorum, a ballot":    {changed(func(p *policy.Policy) { p.Minimum, p.Quorum = policy.Minimum{}, policy.Quorum{} }), agreed(t, "2"), policy.Selected},
		"no minimum: no score reaches a bar": {changed(func(p *policy.Policy) { p.Minimum = policy.Minimum{} }), unscored(agreed(t, "2")), policy.NotSelected},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := c.p.Determine(c.f)
			if d.Outcome != c.want {
				t.Errorf("got %q, want %q: %+v", d.Outcome, c.want, d.Findings)
			}
		})
	}
}

func unscored(f policy.Facts) policy.Facts {
	for i := range f.Members {
		f.Members[i].Scored, f.Members[i].Values = false, nil
	}
	return f
}

// The programme has published none of these rules, so every finding of theirs is marked.
func TestFindingsCarryTheAssumption(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	d := p.Determine(agreed(t, "2"))
	if len(d.Findings) != 5 {
		t.Fatalf("%d findings", len(d.Findings))
	}
	for _, f := range d.Findings {
		if !f.Assumption {
			t.Errorf("%s is not marked as an assumption", f.Rule)
		}
	}
	p.Thresholds.Assumption = false
	if f := cases.Find(p.Determine(agreed(t, "2")).Findings, policy.RuleThresholds); f.Assumption {
		t.Error("an adopted rule is still marked")
	}
}

func TestFindingsNameWhoCounted(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	f := agreed(t, "2")
	f.Members = append(f.Members, policy.MemberFact{ID: "x", Body: "network", Recused: true, Present: true, Vote: policy.No, Scored: true})
	f.Invited++
	d := p.Determine(f)
	for _, rule := range []string{policy.RuleQuorum, policy.RuleMinimum, policy.RuleThresholds, policy.RuleMajority} {
		if got := cases.Find(d.Findings, rule).Members; len(got) != 3 {
			t.Errorf("%s counts %v", rule, got)
		}
	}
	if got := cases.Find(d.Findings, policy.RuleRecused).Members; len(got) != 1 || got[0] != "x" {
		t.Errorf("recused are %v", got)
	}
}
