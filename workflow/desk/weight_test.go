package desk_test

import (
	"slices"
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// A seat that counts otherwise moves the means of proposals. Their histories tell it to those who see the means, and to nobody
// else that there are any.
func TestMeansThatAWeightMoves(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.score(roundtest.Ada, 0, "", 2, 2, 2, 2)
	w.score(roundtest.Ben, 0, "", 1, 1, 1, 1)
	w.office(&workflow.ChangeSeat{Seat: "bmas-1", Weight: 3, Reason: "Grund"})
	moved := func(who *desk.Who, of string) []view.Change {
		v, err := w.desk.Round(t.Context(), roundtest.Main, who)
		must(t, err)
		steps, err := w.desk.History(t.Context(), v, of)
		must(t, err)
		var out []view.Change
		for i := range steps {
			if steps[i].Kind == workflow.KindSeatChanged {
				out = append(out, steps[i].Changes...)
			}
		}
		return slices.DeleteFunc(out, func(c view.Change) bool { return c.Field != "mean" })
	}
	for _, who := range []*desk.Who{who(roundtest.Max, desk.Auditor), who(roundtest.Ada), who(roundtest.Olga, desk.Coordinator)} {
		for _, of := range []string{"", "a"} {
			got := moved(who, of)
			if len(got) != len(w.p.Criteria) || got[0].Old != "4/3" || got[0].New != "8/5" || got[0].Proposal != "a" {
				t.Errorf("%s is told of %q: %+v", who.Name, of, got)
			}
		}
		if got := moved(who, "b"); len(got) > 0 {
			t.Errorf("%s is told of a proposal without scores: %+v", who.Name, got)
		}
	}
	for _, who := range []*desk.Who{who(roundtest.Cem), who(roundtest.Dora)} {
		for _, of := range []string{"", "a"} {
			if got := moved(who, of); len(got) > 0 {
				t.Errorf("%s, who has not scored, is told: %+v", who.Name, got)
			}
		}
	}
}

// Who has not scored gets the same history whether or not a weight has moved means.
func TestWeightTellsNothingOfHiddenScores(t *testing.T) {
	t.Parallel()
	var seen []*given
	for _, scored := range []bool{false, true} {
		w := newWorld(t)
		if scored {
			w.score(roundtest.Ben, 0, "", 1, 1, 1, 1)
			w.score(roundtest.Ada, 0, "", 2, 2, 2, 2)
		}
		w.office(&workflow.ChangeSeat{Seat: "bmas-1", Weight: 3, Reason: "Grund"})
		g := w.gives(t, who(roundtest.Cem))
		for id := range g.Steps {
			for i := range g.Steps[id] {
				g.Steps[id][i].At = 0 // the clock has moved with what others did
			}
		}
		seen = append(seen, &given{Steps: g.Steps})
	}
	if diff := between(seen[0], seen[1]); diff != "" {
		t.Errorf("what is hidden is told:\n%s", diff)
	}
}
