package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

// lotRound is a round with one place and a lot, in which two proposals are tied, scored by all but those who declare an interest in
// the second.
func lotRound(t *testing.T, excluded ...string) *roundHouse {
	t.Helper()
	h := newRound(t, "interests:\n  assumption: true\n", "selected:\n  at_most: 1\n  by: standing\n  tie: lot\n\ninterests:\n  assumption: true\n")
	h.submit("a")
	h.submit("b")
	h.review("a", "b")
	for _, m := range excluded {
		h.act(h.who[m], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "b", InterestKind: "relative"})
	}
	takingPart := slices.DeleteFunc([]string{ministry, network, projects, migrants}, func(m string) bool { return slices.Contains(excluded, m) })
	for _, p := range []string{"a", "b"} {
		for _, m := range takingPart {
			h.score(m, p)
		}
		h.move(workflow.KindScoringClosed, p)
	}
	h.move(workflow.KindDeliberationStarted, "")
	for _, p := range []string{"a", "b"} {
		h.lead(&workflow.OpenBallot{Proposal: p})
		for _, m := range takingPart {
			h.act(h.who[m], workflow.Member, roundID, &workflow.CastVote{Proposal: p, Choice: policy.Yes})
		}
		h.lead(&workflow.CloseBallot{Proposal: p})
	}
	return h
}

// Who is excluded from a proposal that competes for the place is told that the other one is decided, and how with the release.
func TestARivalsOutcomeIsToldWithTheRelease(t *testing.T) {
	t.Parallel()
	h := lotRound(t, projects)
	h.lead(&workflow.DrawLot{Among: []string{"a", "b"}}, &workflow.TakeDecision{Proposal: "a", Rationale: "Nach dem Los."})
	m := h.signedIn(projects)
	for _, at := range []string{"/warum", ""} {
		page := m.see(firstAt + at)
		sound(t, page)
		lacks(t, "the proposal before the release", page, "Nach dem Los.", "ausgewählt", "das Los gezogen", "im Los an Stelle")
	}
	holds(t, "why before the release", m.see(firstAt+"/warum"), "Das Gremium hat entschieden. Die Plätze sind begrenzt")
	holds(t, "who takes part in all", h.signedIn(ministry).see(firstAt+"/warum"), "Nach dem Los.", "im Los an Stelle")
	h.lead(&workflow.Move{Transition: workflow.KindDecisionReleased, Proposal: "a"})
	holds(t, "why after the release", m.see(firstAt+"/warum"), "Nach dem Los.")
}

// Where proposals are tied for the last place, the office draws the lot on a page that says between which, once; from then on the
// board, the pages on why, the record and the minutes say who drew it and in which order.
func TestTheOfficeDrawsALot(t *testing.T) {
	t.Parallel()
	h := lotRound(t)
	o := h.signedIn(office)
	board := o.see(roundAt + "/steuerung")
	sound(t, board)
	holds(t, "the board", board, "Ein Los ist zu ziehen zwischen 2 Vorschlägen", "26-001 und 26-002 stehen gleich; frei ist ein Platz.")
	holds(t, "why before the lot", h.signedIn(ministry).see(firstAt+"/warum"), "das Los entscheidet und ist noch zu ziehen")
	at := roundAt + "/steuerung/schritt/los-ziehen"
	step := o.get(at)
	sound(t, step.Body.String())
	holds(t, "the step", step.Body.String(), "26-001", "26-002", "Los jetzt ziehen", "lässt sich daraus nachrechnen")
	if done := o.send(step, at); done.Code != http.StatusSeeOther {
		t.Fatalf("drawing is answered %d: %s", done.Code, done.Body)
	}
	lot := h.round().Lots[0]
	order := "26-001 und 26-002"
	if lot.Order[0] == "b" {
		order = "26-002 und 26-001"
	}
	said := "hat das Los gezogen; gezogen wurde in dieser Reihenfolge: " + order
	holds(t, "the board after it", o.see(roundAt+"/steuerung"), said)
	for _, email := range []string{ministry, auditor} {
		why := h.signedIn(email).see(firstAt + "/warum")
		sound(t, why)
		holds(t, "why", why, said, "im Los an Stelle")
	}
	holds(t, "the record", h.signedIn(auditor).see(roundAt+"/nachvollziehen"), "das Los gezogen: "+strings.ReplaceAll(order, " und ", ", "))
	again := o.get(at)
	sound(t, again.Body.String())
	lacks(t, "the step after it", again.Body.String(), "Los jetzt ziehen")
	holds(t, "the English page", h.signedIn(ministry).see(firstAt+"/warum?lang=en"), "drew the lot; the order drawn: ", "drawn by lot as number")
}
