package policy_test

import (
	"strconv"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/policy/cases"
)

// awards is the jury's policy with so many places, and a rule for ties at the limit.
func awards(t *testing.T, places int, tie string) *policy.Policy {
	t.Helper()
	p := builtIn(t, "jury")
	p.Selected.AtMost, p.Selected.Tie = places, tie
	return p
}

// scoredAlike are facts in which five members gave the same value to every criterion.
func scoredAlike(t *testing.T, p *policy.Policy, value string) policy.Facts {
	t.Helper()
	f := policy.Facts{}
	for i := range 5 {
		m := policy.MemberFact{ID: strconv.Itoa(i), Body: p.Bodies[0].ID, Present: true, Scored: true}
		for range p.Criteria {
			m.Values = append(m.Values, policy.Value{Decimal: dec(t, value)})
		}
		f.Members = append(f.Members, m)
	}
	return f
}

// field are proposals written as "id value", "id value decided" and "id open", best read from the left.
func field(t *testing.T, p *policy.Policy, proposals string) []policy.Candidate {
	t.Helper()
	var out []policy.Candidate
	for one := range strings.SplitSeq(proposals, ", ") {
		words := strings.Fields(one)
		c := policy.Candidate{ID: words[0], Open: words[1] == "open"}
		if !c.Open {
			c.Facts = scoredAlike(t, p, words[1])
		}
		if len(words) > 2 {
			c.Outcome, c.Proposed = policy.Outcome(words[2]), policy.Outcome(words[len(words)-1])
		}
		out = append(out, c)
	}
	return out
}

// of determines the proposal of that id among all.
func of(p *policy.Policy, all []policy.Candidate, id string) policy.Determination {
	var own policy.Facts
	var others []policy.Candidate
	for _, c := range all {
		if c.ID == id {
			own = c.Facts
			continue
		}
		if others = append(others, c); c.Outcome == policy.Selected {
			own.SelectedSoFar++
		}
	}
	own.Rivals = p.Rivals(others)
	return p.Determine(own)
}

// Places go to the best; what a tie at the limit does is for the policy to say, and in which order decisions are taken
// changes nothing.
func TestPlacesGoByTheStanding(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		places   int
		tie      string
		field    string
		selected string // ids, the others are not selected
	}{
		"fewer than places":              {3, policy.LimitNone, "a 9, b 8", "a b"},
		"the best":                       {2, policy.LimitNone, "a 9, b 8, c 7", "a b"},
		"a tie with room":                {2, policy.LimitNone, "a 9, b 9, c 7", "a b"},
		"a tie at the limit, none":       {2, policy.LimitNone, "a 9, b 8, c 8, d 7", "a"},
		"a tie at the limit, all":        {2, policy.LimitAll, "a 9, b 8, c 8, d 7", "a b c"},
		"a tie at the limit, committee":  {2, policy.LimitCommittee, "a 9, b 8, c 8", "a"},
		"all alike, none":                {2, policy.LimitNone, "a 8, b 8, c 8", ""},
		"all alike, all":                 {2, policy.LimitAll, "a 8, b 8, c 8", "a b c"},
		"decided as proposed, all":       {2, policy.LimitAll, "a 9 selected, b 8 selected, c 8, d 7", "a b c"},
		"decided as proposed, none":      {2, policy.LimitNone, "a 9 selected, b 8 not_selected, c 8", "a"},
		"a place given by the committee": {2, policy.LimitCommittee, "a 9 selected, b 8 selected not_selected, c 8", "a"},
		"a place left by the committee":  {2, policy.LimitNone, "a 9 not_selected selected, b 8, c 7", "b c"},
		"a place left by a deferral":     {1, policy.LimitNone, "a 9 deferred, b 8, c 7", "b"},
		"a place taken from below":       {2, policy.LimitNone, "a 9, b 8, c 7 selected not_selected", "a"},
		"somebody without a score":       {1, policy.LimitNone, "a 9, b open", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := awards(t, c.places, c.tie)
			all := field(t, p, c.field)
			for i := range all {
				if all[i].Outcome != "" || all[i].Open {
					continue
				}
				want := policy.NotSelected
				if strings.Contains(" "+c.selected+" ", " "+all[i].ID+" ") {
					want = policy.Selected
				}
				if c.selected == "" && strings.Contains(c.field, "open") {
					want = ""
				}
				if got := of(p, all, all[i].ID); got.Outcome != want {
					t.Errorf("%s: %q, want %q: %+v", all[i].ID, got.Outcome, want, cases.Find(got.Findings, policy.RuleSelectedLimit))
				}
			}
		})
	}
}

// As long as something is open that could overtake, nothing is decided that depends on it.
func TestPlacesWaitForTheStanding(t *testing.T) {
	t.Parallel()
	p := awards(t, 2, policy.LimitNone)
	for proposals, want := range map[string]policy.Outcome{
		"a 9, b 8, c open":                   policy.Selected, // whoever c overtakes
		"a 8, b 9, c open":                   "",
		"a 9, b open":                        policy.Selected, // there is room for both
		"a 9, b open, c open":                "",
		"a 7, b 9 selected, c 8 selected":    policy.NotSelected,
		"a 8, b 9, c open, d 7 not_selected": "",
	} {
		d := of(p, field(t, p, proposals), "a")
		if d.Outcome != want {
			t.Errorf("%s: %q, want %q", proposals, d.Outcome, want)
		}
		if f := cases.Find(d.Findings, policy.RuleStandingComplete); (f.Holds == policy.HoldsNo) != (want == "") {
			t.Errorf("%s: %+v", proposals, f)
		}
	}
}

// Where lower is better the lowest index has the first rank.
func TestPlacesWhereLowerIsBetter(t *testing.T) {
	t.Parallel()
	p := awards(t, 1, policy.LimitNone)
	for i := range p.Criteria {
		p.Criteria[i].Better = policy.Lower
	}
	all := field(t, p, "a 2, b 3")
	if a, b := of(p, all, "a"), of(p, all, "b"); a.Outcome != policy.Selected || b.Outcome != policy.NotSelected {
		t.Errorf("a %q, b %q", a.Outcome, b.Outcome)
	}
	if got := cases.Find(of(p, all, "b").Findings, policy.RuleSelectedLimit).Figure("rank"); got != "2" {
		t.Errorf("rank %s", got)
	}
}

// A comparison under other rules gives places by the standing too, whatever the order of the decisions.
func TestComparisonsGoByTheStanding(t *testing.T) {
	t.Parallel()
	p := awards(t, 1, policy.LimitNone)
	results := p.Results([]policy.Case{
		{ID: "b", Facts: scoredAlike(t, p, "7"), Decided: 1}, {ID: "a", Facts: scoredAlike(t, p, "9"), Decided: 2},
	})
	if results[0].Outcome != policy.NotSelected || results[1].Outcome != policy.Selected {
		t.Errorf("%+v", results)
	}
}

func TestLimitSaysWhatItMeans(t *testing.T) {
	t.Parallel()
	src, _ := policy.BuiltIn("jury")
	for name, c := range map[string]struct{ old, with, at, says string }{
		"no places":      {"  at_most: 3\n", "", "selected.by", "„by“ gilt nur zusammen mit „at_most“"},
		"no rule":        {"  tie: committee\n", "", "selected.tie", "was bei Gleichstand an der Grenze gilt"},
		"a rule in vain": {"  by: standing\n", "", "selected.tie", "gehört zu „by: standing“"},
		"another rule":   {"  tie: committee\n", "  tie: dice\n", "selected.tie", "all, none, committee, lot"},
		"in vain":        {"interests:\n", "discussion:\n  before_ballot: true\ninterests:\n", "discussion.before_ballot", "gibt es keine Abstimmung"},
	} {
		_, err := policy.Parse([]byte(strings.Replace(string(src), c.old, c.with, 1)))
		ms, ok := err.(policy.Mistakes) //nolint:errorlint // Parse says that it is of this type.
		if !ok || len(ms) != 1 || ms[0].Path != c.at || !strings.Contains(ms[0].Text.DE, c.says) || ms[0].Text.EN == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, tie := range []string{policy.LimitAll, policy.LimitNone, policy.LimitCommittee, policy.LimitLot} {
		p := awards(t, 2, tie)
		f := cases.Find(of(p, field(t, p, "a 9, b 8, c 8"), "b").Findings, policy.RuleLimitTie)
		de, figures := f.Sentence(p, policy.DE)
		en, numbers := f.Sentence(p, policy.EN)
		if de != "Gleichstand an der Grenze: 2 Vorschläge, 1 Platz" || en != "A tie at the limit: 2 proposals, 1 place" || figures == "" || numbers == figures {
			t.Errorf("%s: %s: %s, %s: %s", tie, de, figures, en, numbers)
		}
		for _, r := range p.Regulations() {
			if r.Rule == policy.RuleSelectedLimit && (!strings.Contains(r.Text.DE, "Gleichstand") || !strings.Contains(r.Text.EN, "tied")) {
				t.Errorf("%s: %+v", tie, r.Text)
			}
		}
	}
}
