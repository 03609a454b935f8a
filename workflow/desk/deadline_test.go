package desk_test

import (
	"slices"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// until is how a deadline is shown to somebody: none, with the entry that set it, or without.
func until(v *view.Round, stage, id string) string {
	d := v.Deadline(stage, v.Proposal(id))
	switch {
	case d == nil:
		return "none"
	case d.Set && d.Seq > 0:
		return "set by an entry"
	case d.Set:
		return "set"
	}
	return "days"
}

// TestWhoSeesWhichDeadline looks at the deadlines of a round under review as everybody in it.
func TestWhoSeesWhichDeadline(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.office(&workflow.SetDeadline{Stage: policy.StageScoring, Until: roundtest.Later, Reason: "Ferien"})
	scores(w, false)
	w.by(roundtest.Cem, workflow.Member, roundtest.Declare("a", "relative"))
	for _, c := range []struct {
		name      string
		who       *desk.Who
		a, b      string // of scoring
		general   string
		returning string // of a, which is not returned
	}{
		{"a member", who(roundtest.Dora), "set", "set", "set", "none"},
		{"a member who is excluded", who(roundtest.Cem), "none", "set", "set", "none"},
		{"the office", who(roundtest.Olga, desk.Coordinator), "set by an entry", "set by an entry", "set by an entry", "none"},
		{"a submitter", who(roundtest.Sam, desk.Submitter), "none", "none", "none", "none"},
	} {
		v, err := w.desk.Round(t.Context(), roundtest.Main, c.who)
		must(t, err)
		got := []string{until(v, policy.StageScoring, "a"), until(v, policy.StageScoring, "b"), until(v, policy.StageScoring, ""), until(v, policy.StageReturn, "a")}
		if want := []string{c.a, c.b, c.general, c.returning}; !slices.Equal(got, want) {
			t.Errorf("%s sees %q, want %q", c.name, got, want)
		}
	}
}

// TestTheViewIsOfTheInstant asks, as time goes by, what a sheet is answered by view and engine: both say the same.
func TestTheViewIsOfTheInstant(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "late: [return, scoring]", "late: [return]")
	w.office(&workflow.SetDeadline{Stage: policy.StageScoring, Until: roundtest.Later, Reason: "Ferien"})
	const minute = ledger.Instant(60 * 1e6)
	sheet := roundtest.Cast(w.p, "a", 1, 0, 2, 2, 2, 2)
	for _, step := range []struct {
		wait   ledger.Instant
		timing workflow.Timing
	}{
		{0, workflow.InTime}, {roundtest.Later - w.Engine.Now() + minute, workflow.InGrace}, {24 * 60 * minute, workflow.Closed},
	} {
		w.Wait(step.wait)
		v, err := w.desk.Round(t.Context(), roundtest.Main, who(roundtest.Dora))
		must(t, err)
		if got := v.Deadline(policy.StageScoring, v.Proposal("a")).Timing(v.Now()); got != step.timing {
			t.Errorf("the view says %s, want %s", got, step.timing)
		}
		shown := v.Try(workflow.Member, sheet)
		_, err = w.Do(roundtest.Act{Round: roundtest.Main, Person: roundtest.Dora, As: workflow.Member, Command: sheet})
		sheet.Base++
		if ref := refusal(err); (shown == nil) != (ref == nil) || ref != nil && ref.Code != shown.Code {
			t.Errorf("%s: the view says %v, the engine %v", step.timing, shown, ref)
		}
	}
}

// TestAskedInOnesOwnOrder compares the order of a member's tasks with that of the record, without the proposals that are
// none of theirs.
func TestAskedInOnesOwnOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.Committee.Round(roundtest.Main)
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Dora} {
		v, err := w.desk.Round(t.Context(), roundtest.Main, who(m))
		must(t, err)
		var got []string
		for _, p := range v.ToScore() {
			got = append(got, p.ID)
		}
		if want := r.Order(roundtest.Pseudonym(r.Origin, m), []string{"a", "b"}); !slices.Equal(got, want) {
			t.Errorf("%s is asked for %q, want %q", m, got, want)
		}
	}
	w.by(roundtest.Ada, workflow.Member, roundtest.Declare("a", "relative"))
	v, err := w.desk.Round(t.Context(), roundtest.Main, who(roundtest.Ada))
	must(t, err)
	if list := v.ToScore(); len(list) != 1 || list[0].ID != "b" {
		t.Errorf("who is excluded from a is asked for %d proposals", len(list))
	}
}
