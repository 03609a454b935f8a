package workflow_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// oneByLot is a policy with one place, for the best of the standing; of those tied a lot says which.
var oneByLot = []string{"interests:\n  assumption: true\n", "selected:\n  at_most: 1\n  by: standing\n  tie: lot\n\ninterests:\n  assumption: true\n"}

// tied is a round in which a and b are tied for one place, and both were voted for.
func tied(t *testing.T, codes map[string]bool) *sitting {
	t.Helper()
	x := newSitting(t, codes, oneByLot...)
	for _, id := range []string{"a", "b"} {
		x.olga("", open(id, ""))
		for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
			x.by(m, "", roundtest.Vote(id, policy.Yes))
		}
	}
	return x
}

// lots is a tie at the limit that a lot decides: nothing is decided before it is drawn, it is drawn once, and by nobody who is
// excluded from some proposal.
func lots(t *testing.T, codes map[string]bool) {
	draw := &workflow.DrawLot{Among: []string{"a", "b"}}
	none := newSitting(t, codes)
	none.olga("lot_not_provided", draw)
	x := tied(t, codes)
	x.olga("lot_not_due", draw)
	x.olga("", &workflow.CloseBallot{Proposal: "a"})
	x.olga("lot_not_due", draw) // the other may yet fail
	x.olga("", &workflow.CloseBallot{Proposal: "b"})
	x.olga("not_decidable", &workflow.TakeDecision{Proposal: "a", Rationale: "r"})
	x.olga("lot_others", &workflow.DrawLot{Among: []string{"a"}}, &workflow.DrawLot{})
	x.by(roundtest.Ada, "not_chair", draw)
	x.by(roundtest.Ben, "", draw)
	x.olga("lot_not_due", draw)
	lot := x.round().Lots[0]
	if x.round().Participants[lot.By].Pseudonym != pseudonym(roundtest.Ben) || len(lot.Order) != 2 {
		t.Errorf("the lot is %+v", lot)
	}
	for i, id := range lot.Order { // whoever is decided on first
		want := []policy.Outcome{policy.Selected, policy.NotSelected}[i]
		x.olga("", &workflow.TakeDecision{Proposal: lot.Order[1-i], Rationale: "r"})
		d := x.round().Proposal(lot.Order[1-i]).Decision
		if other := []policy.Outcome{policy.NotSelected, policy.Selected}[i]; d.Outcome != string(other) {
			t.Errorf("%s drawn, %s wanted: %+v", id, want, d.Outcome)
		}
	}
	excluded := tied(t, codes)
	excluded.olga("", &workflow.ChangeSeat{Seat: "vp-1", Weight: 2, Chair: true, Reason: "r"}, &workflow.CloseBallot{Proposal: "a"}, &workflow.CloseBallot{Proposal: "b"})
	excluded.by(roundtest.Ben, "", roundtest.Declare("b", "relative"))
	excluded.by(roundtest.Ben, "recused_lot", draw)
	excluded.olga("", roundtest.Declare("b", "relative"))
	excluded.olga("recused_places", &workflow.TakeDecision{Proposal: "a", Rationale: "r"})
}

// TestALotIsDrawnAgainFromTheRecord asks that the order follows from the entry alone, that another seed or entry gives others, each
// first as often, and that a forged order is refused.
func TestALotIsDrawnAgainFromTheRecord(t *testing.T) {
	t.Parallel()
	x := tied(t, map[string]bool{})
	x.olga("", &workflow.CloseBallot{Proposal: "a"}, &workflow.CloseBallot{Proposal: "b"})
	r := x.round()
	rec, _, ref := r.Decide(order(r, roundtest.Olga, coordinator, &workflow.DrawLot{Among: []string{"b", "a"}, Seed: [32]byte{7}}))
	if ref != nil {
		t.Fatal(ref)
	}
	e := rec.Event.(*workflow.LotDrawn)
	if again := workflow.LotOrder(rec, e.Seed, []string{"a", "b"}); !reflect.DeepEqual(again, e.Order) {
		t.Errorf("drawn again: %v in place of %v", again, e.Order)
	}
	turned := *e
	turned.Order = slices.Clone(e.Order)
	slices.Reverse(turned.Order)
	if ref := r.Permit(forged(r, roundtest.Olga, "", &turned)); ref == nil || ref.Code != "inconsistent" || !strings.Contains(ref.Text("de", nil), "folgt nicht aus dem Los") {
		t.Errorf("a turned order is answered %v", ref)
	}
	first := map[string]int{}
	for i := range 600 {
		first[workflow.LotOrder(rec, [32]byte{byte(i), byte(i >> 8)}, []string{"a", "b", "c"})[0]]++
	}
	for id, n := range first {
		if n < 150 || n > 250 {
			t.Errorf("%s is first %d times of 600", id, n)
		}
	}
}

// TestASeedIsTheEnginesOwn asks that whoever draws cannot choose the seed, and that the same command sent again draws no other lot.
func TestASeedIsTheEnginesOwn(t *testing.T) {
	t.Parallel()
	x := tied(t, map[string]bool{})
	x.olga("", &workflow.CloseBallot{Proposal: "a"}, &workflow.CloseBallot{Proposal: "b"})
	chosen := [32]byte{1, 2, 3}
	act := roundtest.Act{Round: roundtest.Main, Person: roundtest.Olga, As: coordinator, Command: &workflow.DrawLot{Among: []string{"a", "b"}, Seed: chosen}}
	if ref, err := x.m.step(act); ref != nil || err != nil {
		t.Fatal(ref, err)
	}
	if lots := x.round().Lots; len(lots) != 1 || lots[0].Seed == chosen || lots[0].Seed == ([32]byte{}) {
		t.Errorf("the lots are %+v", lots)
	}
}
