package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// stood is how a round stood, by what a difference is about.
func stood(r *workflow.Round) map[string]string {
	out := map[string]string{"/phase//": string(r.Phase)}
	for _, p := range r.Proposals {
		put := func(field, of, who, value string) { out[strings.Join([]string{p.ID, field, of, who}, "/")] = value }
		put("state", "", "", string(p.State))
		put("outcome", "", "", p.Outcome)
		put("version", "", "", fmt.Sprint(p.Version))
		for c, mean := range r.Means(p, r.Policy.Aggregation) {
			if mean != nil {
				put("mean", r.Policy.Criteria[c].ID, "", mean.RatString())
			}
		}
		for m := range r.Members {
			s := p.Sheet(m)
			if s == nil {
				continue
			}
			who := r.Participants[s.By].Pseudonym
			put("sheet", "", who, fmt.Sprint(s.Version))
			for c, v := range s.Values {
				text := v.Decimal.String()
				if v.NotAssessable {
					text = "na"
				}
				put("score", r.Policy.Criteria[c].ID, who, text)
			}
		}
	}
	return out
}

// The differences between two moments are those of the states that are replayed for them.
func TestDifferencesAreThoseOfTheStates(t *testing.T) {
	t.Parallel()
	c, tape := told(t)
	d := &desk.Desk{Engine: c.Engine, Log: tape}
	v, err := d.Round(t.Context(), roundtest.Main, who(roundtest.Max, desk.Auditor))
	must(t, err)
	steps, err := d.History(t.Context(), v, "")
	must(t, err)
	fields := map[string]bool{"phase": true, "state": true, "outcome": true, "version": true, "sheet": true, "score": true, "mean": true}
	found := 0
	rapid.Check(t, func(rt *rapid.T) {
		from := rapid.IntRange(1, len(steps)).Draw(rt, "from")
		to := rapid.IntRange(from, len(steps)).Draw(rt, "to")
		a, err := d.At(t.Context(), v, steps[from-1].Seq+1)
		must(t, err)
		b, err := d.At(t.Context(), v, steps[to-1].Seq+1)
		must(t, err)
		was, is := stood(a), stood(b)
		got := map[string]string{}
		for _, x := range view.Between(steps, from-1, to-1) {
			if fields[x.Field] {
				key := strings.Join([]string{x.Proposal, x.Field, x.Of, x.Who}, "/")
				got[key] = x.Old + " → " + x.New
			}
		}
		want := map[string]string{}
		for key, now := range is {
			if was[key] != now {
				want[key] = was[key] + " → " + now
			}
		}
		for key, then := range was {
			if _, still := is[key]; !still {
				want[key] = then + " → "
			}
		}
		if diff := differ(want, got); diff != "" {
			rt.Fatalf("between %d and %d:\n%s", from, to, diff)
		}
		found += len(got)
	})
	if found == 0 {
		t.Error("nothing ever differed")
	}
}
