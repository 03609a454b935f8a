package desk_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// paul takes office acts where Olga is excluded.
func (w *world) paul(commands ...workflow.Command) {
	w.by(roundtest.Paul, workflow.Coordinator, commands...)
}

// deliberated takes a to a closed ballot; in the other world it is scored and voted down, by others too.
func deliberated(w *world, other bool) {
	level, choice := 3, policy.Yes
	if other {
		level, choice = 1, policy.No
	}
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		w.score(m, 0, "Worte", level, level, level, level)
	}
	w.paul(roundtest.Move(workflow.KindScoringClosed, "a"), roundtest.Move(workflow.KindDeliberationStarted, ""),
		roundtest.Move(workflow.KindBallotOpened, "a"))
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		w.vote(m, choice)
	}
	w.paul(&workflow.CloseBallot{Proposal: "a"})
}

// settled decides on a; in one world the summary is published as well.
func settled(w *world, other bool) {
	deliberated(w, other)
	w.paul(&workflow.TakeDecision{Proposal: "a", Rationale: "Grund"})
	if !other {
		w.paul(roundtest.Move(workflow.KindDecisionReleased, "a"), roundtest.Move(workflow.KindSummaryPublished, "a"))
	}
}

// untouched does nothing in one world and closes scoring in the other.
func untouched(w *world, other bool) {
	if other {
		settled(w, true)
		return
	}
	w.paul(roundtest.Move(workflow.KindDeliberationStarted, ""))
}

// TestRecusal compares everything that somebody excluded gets in two worlds that differ in what others did.
func TestRecusal(t *testing.T) {
	t.Parallel()
	people := map[string]struct {
		who *desk.Who
		as  workflow.Capacity
	}{
		"member":                   {who(roundtest.Dora), workflow.Member},
		"member who audits":        {who(roundtest.Dora, desk.Auditor), workflow.Member},
		"member who coordinates":   {who(roundtest.Dora, desk.Coordinator), workflow.Member},
		"member in every role":     {who(roundtest.Dora, desk.Coordinator, desk.Auditor, desk.Operator, desk.Submitter), workflow.Member},
		"coordinator":              {who(roundtest.Olga, desk.Coordinator), workflow.Coordinator},
		"coordinator who audits":   {who(roundtest.Olga, desk.Coordinator, desk.Auditor), workflow.Coordinator},
		"coordinator and operator": {who(roundtest.Olga, desk.Coordinator, desk.Operator), workflow.Coordinator},
	}
	worlds := map[string]func(*world, bool){"scores": scores, "ballot": deliberated, "decision": settled}
	for name, p := range people {
		for what, secret := range worlds {
			t.Run(name+", "+what, func(t *testing.T) {
				t.Parallel()
				one, two := newWorld(t), newWorld(t)
				for i, w := range []*world{one, two} {
					w.by(p.who.Person, p.as, roundtest.Declare("a", "relative"))
					secret(w, i == 1)
				}
				if diff := between(one.gives(t, p.who), two.gives(t, p.who)); diff != "" {
					t.Errorf("what others do is told:\n%s", diff)
				}
				lift := roundtest.Resolve("a", p.who.Person, roundtest.Ada, roundtest.Ben, roundtest.Cem)
				lift.Lift = true
				one.paul(lift)
				two.paul(lift)
				if what == "scores" && p.as == workflow.Member { // the own ones would have to be in first
					return
				}
				if between(one.gives(t, p.who), two.gives(t, p.who)) == "" {
					t.Error("nothing was hidden: the worlds do not differ after the exclusion is lifted either")
				}
			})
		}
	}
}

// A masked proposal looks the same whether or not anything has been done about it at all.
func TestRecusalFromWhatNobodyHasTouched(t *testing.T) {
	t.Parallel()
	for _, who := range []*desk.Who{who(roundtest.Dora), who(roundtest.Olga, desk.Coordinator)} {
		var seen []*given
		for i := range 2 {
			w := newWorld(t)
			w.by(who.Person, map[bool]workflow.Capacity{true: workflow.Member, false: workflow.Coordinator}[len(who.Grants) == 0],
				roundtest.Declare("a", "relative"))
			untouched(w, i == 1)
			g := w.gives(t, who)
			v := g.Round
			seen = append(seen, &given{Titles: g.Titles, Seats: g.Seats, Steps: map[string][]view.Step{"a": g.Steps["a"]}, Round: &view.Round{
				Proposals: v.Proposals, Members: v.Members, Moves: v.Moves, Size: v.Size, Root: v.Root, Last: v.Last, Numbers: v.Numbers,
			}})
		}
		if diff := between(seen[0], seen[1]); diff != "" {
			t.Errorf("%s: what others do is told:\n%s", who.Name, diff)
		}
	}
}

// Whoever shares a seat with somebody who has an interest of the organisation takes no part either; a personal one is theirs
// alone. A suggestion binds nobody.
func TestSuggestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cem, dora := w.gives(t, who(roundtest.Cem)).Round.Proposal("a"), w.gives(t, who(roundtest.Dora)).Round.Proposal("a")
	if cem.Suggested != "org-a" || dora.Suggested != "org-a" || cem.Masked() {
		t.Errorf("suggested %q and %q", cem.Suggested, dora.Suggested)
	}
	if ada := w.gives(t, who(roundtest.Ada)).Round.Proposal("a"); ada.Suggested != "" || ada.Suggestions != nil {
		t.Errorf("a member without an organisation: %q, %v", ada.Suggested, ada.Suggestions)
	}
	office := func() int {
		return len(w.gives(t, who(roundtest.Olga, desk.Coordinator)).Round.Proposal("a").Suggestions)
	}
	if office() != 2 {
		t.Errorf("the office is told of %d", office())
	}
	w.by(roundtest.Cem, workflow.Member, roundtest.Declare("a", "organisation"))
	if office() != 1 || !w.gives(t, who(roundtest.Cem)).Round.Proposal("a").Masked() {
		t.Errorf("after a declaration the office is told of %d", office())
	}
}

// What others see of an interest: who, of what kind, and whether it excludes; the note and who reported are for the office.
func TestInterestsAsOthersSeeThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	origin := w.Committee.Round(roundtest.Main).Origin
	w.by(roundtest.Ada, workflow.Member, &workflow.ReportInterest{
		Proposal: "a", About: roundtest.Pseudonym(origin, roundtest.Dora), InterestKind: "relative", Note: "vertraulich",
	})
	for _, c := range []struct {
		who   *desk.Who
		by    bool
		texts int
	}{{who(roundtest.Ada), true, 1}, {who(roundtest.Ben), false, 0}, {who(roundtest.Dora), false, 0}, {who(roundtest.Olga, desk.Coordinator), true, 1}} {
		g := w.gives(t, c.who)
		x := g.Round.Proposal("a").Interests
		if len(x) != 1 || x[0].Kind != "relative" || x[0].Standing != "open" || (x[0].By != "") != c.by {
			t.Errorf("%s sees %+v", c.who.Name, x)
			continue
		}
		if texts := g.Texts[x[0].Entry]; len(texts) != c.texts {
			t.Errorf("%s reads %v", c.who.Name, texts)
		}
	}
}

// Scores and votes given before an exclusion stay on record, count nowhere, and appear as a finding.
func TestSetAside(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	settled(w, false)
	olga := who(roundtest.Olga, desk.Coordinator)
	before := w.gives(t, olga).Round.Proposal("a")
	w.by(roundtest.Cem, workflow.Member, roundtest.Declare("a", "advice"))
	after := w.gives(t, olga).Round.Proposal("a")
	if before.Doubt || !after.Doubt || after.Outcome != "selected" || !after.Published {
		t.Errorf("doubt before %t, after %t", before.Doubt, after.Doubt)
	}
	if before.Given != 3 || after.Given != 2 || len(after.Sheets.Get()) != 3 || !after.Sheets.Get()[2].Aside || after.Means.Get()[0].N != 2 {
		t.Errorf("given %d then %d, sheets %+v", before.Given, after.Given, after.Sheets.Get())
	}
	aside := after.Ballot.Verdict.Get().Proposed.Findings[1].Findings
	if len(aside) != 2 || aside[1].Figure("sheets_set_aside") != "1" || aside[1].Figure("votes_set_aside") != "1" {
		t.Errorf("findings %+v", aside)
	}
	w.by(roundtest.Olga, workflow.Coordinator, roundtest.Move(workflow.KindSummaryUnpublished, "a"),
		roundtest.Move(workflow.KindReconsiderationRequested, "a"))
	w.paul(roundtest.Move(workflow.KindDecisionReconsidered, "a"))
	if w.gives(t, olga).Round.Proposal("a").Doubt {
		t.Error("the doubt outlives the decision")
	}
}
