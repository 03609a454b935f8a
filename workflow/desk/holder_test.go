package desk_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// TestASheetOfTheSeatLiftsNoVeil compares everything that somebody gets who comes to a seat that has scored already, in two
// worlds that differ in how the others scored: a sheet is the seat's, blindness the person's.
func TestASheetOfTheSeatLiftsNoVeil(t *testing.T) {
	t.Parallel()
	for name, comes := range map[string]func(*world){
		"the next holder": func(w *world) {
			w.office(&workflow.VacateSeat{Participant: w.of(roundtest.Dora), Reason: "r"}, roundtest.Holder(roundtest.Main, roundtest.Hal, "net-2"))
		},
		"a deputy": func(w *world) {
			w.office(roundtest.Deputy(roundtest.Main, roundtest.Hal, "net-2"))
			w.by(roundtest.Dora, workflow.Member, &workflow.NoteAbsence{Participant: w.of(roundtest.Dora)})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			one, two := newWorld(t), newWorld(t)
			for i, w := range []*world{one, two} {
				w.score(roundtest.Dora, 0, "meine Worte", 2, 2, 2, 2)
				comes(w)
				scores(w, i == 1)
			}
			g := one.gives(t, who(roundtest.Hal))
			p := g.Round.Proposal("a")
			if p.Veil != view.VeilSeat || p.OwnSheet == nil || len(p.Sheets.Get()) != 1 || p.Means.Get() != nil {
				t.Errorf("the veil is %q over %d sheets", p.Veil, len(p.Sheets.Get()))
			}
			if diff := between(g, two.gives(t, who(roundtest.Hal))); diff != "" {
				t.Errorf("the scores of others show:\n%s", diff)
			}
			if ref := one.barred(t, roundtest.Hal, &workflow.MakeComment{Proposal: "a", Text: "x"}); ref == nil || ref.Code != "comment_before_scores" {
				t.Errorf("a comment is answered %v", ref)
			}
		})
	}
}

// TestConfirmingTheSheetOfTheSeat asks that the same scores once more are an entry for who has not given any, and lift the veil.
func TestConfirmingTheSheetOfTheSeat(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	scores(w, false)
	w.score(roundtest.Dora, 0, "meine Worte", 2, 2, 2, 2)
	w.office(&workflow.VacateSeat{Participant: w.of(roundtest.Dora), Reason: "r"}, roundtest.Holder(roundtest.Main, roundtest.Hal, "net-2"))
	same := roundtest.Cast(w.p, "a", 1, 1, 2, 2, 2, 2)
	same.Remark, same.Reason = "meine Worte", "ich urteile ebenso"
	for i, unchanged := range []bool{false, true} {
		same.Base = uint64(i) + 1
		got, err := w.desk.Execute(t.Context(), who(roundtest.Hal), workflow.Member, []string{"x", "y"}[i], desk.Act{Round: roundtest.Main, Command: same})
		must(t, err)
		if got[0].Unchanged != unchanged {
			t.Errorf("sheet %d is unchanged: %v", i+1, got[0].Unchanged)
		}
	}
	p := w.gives(t, who(roundtest.Hal)).Round.Proposal("a")
	if p.Veil != "" || len(p.Sheets.Get()) < 2 || p.OwnSheet.Version != 2 {
		t.Errorf("the veil is %q over %d sheets", p.Veil, len(p.Sheets.Get()))
	}
	if former := w.gives(t, who(roundtest.Dora)).Round.Proposal("a"); former.Veil != "" || len(former.Sheets.Get()) < 2 {
		t.Errorf("who scored before sees %d sheets behind %q", len(former.Sheets.Get()), former.Veil)
	}
	closed := newWorld(t)
	closed.score(roundtest.Dora, 0, "meine Worte", 2, 2, 2, 2)
	closed.office(&workflow.VacateSeat{Participant: closed.of(roundtest.Dora), Reason: "r"}, roundtest.Holder(roundtest.Main, roundtest.Hal, "net-2"))
	for _, m := range []string{roundtest.Ada, roundtest.Ben} {
		closed.score(m, 0, "gut", 2, 2, 2, 3)
	}
	closed.office(roundtest.Move(workflow.KindScoringClosed, "a"))
	if p := closed.gives(t, who(roundtest.Hal)).Round.Proposal("a"); p.Veil != "" || len(p.Sheets.Get()) != 3 || policy.Outcome(p.Outcome) != "" {
		t.Errorf("once scoring is closed the veil is %q over %d sheets", p.Veil, len(p.Sheets.Get()))
	}
}
