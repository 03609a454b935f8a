package desk_test

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// raced is a round with one place for the best of the standing, in which a lot decides where they are tied: a and b are voted for,
// b scores as given, and a scores 2.
func raced(t *testing.T, level int) *world {
	t.Helper()
	w := newWorld(t, "interests:\n  assumption: true\n", "selected:\n  at_most: 1\n  by: standing\n  tie: lot\n\ninterests:\n  assumption: true\n")
	w.by(roundtest.Dora, workflow.Member, roundtest.Declare("b", "relative"))
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		w.score(m, 0, "gut", 2, 2, 2, 2)
		w.by(m, workflow.Member, roundtest.Cast(w.p, "b", 1, 0, level, level, level, level))
	}
	w.office(roundtest.Move(workflow.KindScoringClosed, "a"), roundtest.Move(workflow.KindScoringClosed, "b"),
		roundtest.Move(workflow.KindDeliberationStarted, ""))
	for _, id := range []string{"a", "b"} {
		w.office(roundtest.Move(workflow.KindBallotOpened, id))
		for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
			w.by(m, workflow.Member, roundtest.Vote(id, policy.Yes))
		}
		w.office(&workflow.CloseBallot{Proposal: id})
	}
	return w
}

// TestALotTellsNothingToTheExcluded compares everything that somebody gets who is excluded from b, in a world in which a lot was
// drawn between a and b, and one in which it was not; who is excluded from nothing sees the lot.
func TestALotTellsNothingToTheExcluded(t *testing.T) {
	t.Parallel()
	one, two := raced(t, 2), raced(t, 2)
	g := one.gives(t, who(roundtest.Olga, desk.Coordinator)).Round
	if ids, free := g.Tied(); len(ids) != 2 || free != 1 {
		t.Errorf("a lot is due among %v for %d", ids, free)
	}
	if ids, _ := one.gives(t, who(roundtest.Dora)).Round.Tied(); ids != nil {
		t.Errorf("who is excluded is told that %v are tied", ids)
	}
	two.office(&workflow.DrawLot{Among: []string{"b", "a"}})
	for _, who := range []*desk.Who{who(roundtest.Dora), who(roundtest.Dora, desk.Auditor)} {
		if diff := between(one.gives(t, who), two.gives(t, who)); diff != "" {
			t.Errorf("the lot shows:\n%s", diff)
		}
	}
	for _, who := range []*desk.Who{who(roundtest.Ada), who(roundtest.Otto, desk.Auditor)} {
		g := two.gives(t, who)
		if lots := g.Round.Lots(); len(lots) != 1 || len(lots[0].Order) != 2 {
			t.Fatalf("%s sees the lots %+v", who.Name, lots)
		}
		told := false
		for _, s := range g.Steps[""] {
			for _, c := range s.Changes {
				told = told || c.Field == "lot" && strings.Contains(c.New, "26-001") && strings.Contains(c.New, "26-002")
			}
		}
		if !told {
			t.Errorf("%s does not see the lot in the history", who.Name)
		}
	}
}

// TestADecisionOnARivalIsToldWithTheRelease compares everything that somebody gets who is excluded from b, in worlds in which b is
// ahead of a for the one place, or behind: until the decision on a is released nothing tells which, and nobody who is excluded
// enters it. Once it is released everybody knows, and so do they.
func TestADecisionOnARivalIsToldWithTheRelease(t *testing.T) {
	t.Parallel()
	worlds := [2]*world{}
	for i, level := range []int{3, 1} {
		w := raced(t, level)
		w.by(roundtest.Olga, workflow.Coordinator, roundtest.Declare("b", "relative"))
		w.paul(&workflow.TakeDecision{Proposal: "a", Rationale: []string{"zurück", "voran"}[i]})
		worlds[i] = w
	}
	if one, two := worlds[0].outcome("a"), worlds[1].outcome("a"); one != string(policy.NotSelected) || two != string(policy.Selected) {
		t.Fatalf("a came out as %q and %q", one, two)
	}
	excluded := []*desk.Who{who(roundtest.Dora), who(roundtest.Dora, desk.Coordinator), who(roundtest.Olga, desk.Coordinator), who(roundtest.Olga, desk.Coordinator, desk.Auditor)}
	for _, who := range excluded {
		if diff := between(worlds[0].gives(t, who), worlds[1].gives(t, who)); diff != "" {
			t.Errorf("%s is told how the rival stood:\n%s", who.Name, diff)
		}
	}
	for _, w := range worlds {
		w.paul(roundtest.Move(workflow.KindDecisionReleased, "a"))
	}
	for _, who := range excluded {
		if p := worlds[1].gives(t, who).Round.Proposal("a"); p.Outcome != string(policy.Selected) {
			t.Errorf("%s is told %q after the release", who.Name, p.Outcome)
		}
	}
	for _, w := range []*world{raced(t, 3), raced(t, 1)} {
		w.by(roundtest.Olga, workflow.Coordinator, roundtest.Declare("b", "relative"))
		v := w.gives(t, who(roundtest.Olga, desk.Coordinator)).Round
		if ref := v.Try(workflow.Coordinator, &workflow.TakeDecision{Proposal: "a", Rationale: "r"}); ref == nil || ref.Code != "recused_places" {
			t.Errorf("who is excluded from a rival is answered %v", ref)
		}
	}
}

// outcome is how a proposal came out.
func (w *world) outcome(id string) string {
	return w.Committee.Round(roundtest.Main).Proposal(id).Outcome
}
