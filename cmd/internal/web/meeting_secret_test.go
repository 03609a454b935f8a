package web

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

// A secret ballot is counted only where enough have voted; until then whoever leads the meeting reads why, and can close it without
// a tally. Nobody learns how anybody voted, and a new one begins anew, without a reason.
func TestASecretBallotWithTooFewIsNotCounted(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, migrants)
	h.lead(&workflow.CallItem{Meeting: "1", Item: "1"}, &workflow.OpenBallot{Proposal: "a", Meeting: "1", Mode: workflow.ModeSecret})
	for _, m := range []string{network, migrants} {
		h.act(h.who[m], workflow.Member, roundID, &workflow.CastSecretVote{Proposal: "a", Choice: policy.Yes})
	}
	chair := h.signedIn(ministry)
	page := chair.get(sittingAt)
	sound(t, page.Body.String())
	holds(t, "the running ballot", page.Body.String(), "Geheim ist, wie Sie stimmen: vor den Mitgliedern, der Koordination und der Revision, nicht vor dem Betrieb",
		"stimmen alle gleich, verrät sie alle", "nur, wo mindestens 3 mit demselben Gewicht abgestimmt haben", "haben erst 2 abgestimmt, nötig sind 3", "Ohne Auszählung schließen")
	lacks(t, "a member's page", h.signedIn(network).see(sittingAt), "Ohne Auszählung schließen")
	page = chair.press(page, "auszaehlen", fieldBlank, "1")
	sound(t, page.Body.String())
	holds(t, "the closed ballot", page.Body.String(), "Ohne Auszählung geschlossen", "Diese Abstimmung entscheidet nichts", "Abstimmung ohne Auszählung geschlossen")
	lacks(t, "the closed ballot", page.Body.String(), "2 Ja", "Grund der weiteren Abstimmung")
	for _, email := range []string{ministry, office, auditor} {
		why := h.signedIn(email).see(firstAt + "/warum")
		sound(t, why)
		holds(t, "why", why, "Die geheime Abstimmung wurde ohne Auszählung geschlossen", "Es ist neu abzustimmen.")
		lacks(t, "why", why, "2 Ja")
	}
	h.lead(&workflow.OpenBallot{Proposal: "a", Meeting: "1", Mode: workflow.ModeSecret})
	for _, m := range []string{network, migrants, ministry} {
		h.act(h.who[m], workflow.Member, roundID, &workflow.CastSecretVote{Proposal: "a", Choice: policy.Yes})
	}
	page = chair.get(sittingAt)
	lacks(t, "a ballot that can be counted", page.Body.String(), "Ohne Auszählung schließen")
	holds(t, "the result", chair.press(page, "auszaehlen").Body.String(), "3 Ja, 0 Nein, 0 Enthaltung")
}

// Where somebody voted in secret and was excluded afterwards, the page on why says that the result is not settled, and leads the
// office to a further ballot; outside of a meeting too few votes are closed without a tally on the step's own page.
func TestASecretVoteThatCountsNoMoreIsSaid(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.OpenBallot{Proposal: "a", Mode: workflow.ModeSecret}, &workflow.OpenBallot{Proposal: "b", Mode: workflow.ModeSecret})
	for _, m := range []string{network, migrants, ministry, projects} {
		h.act(h.who[m], workflow.Member, roundID, &workflow.CastSecretVote{Proposal: "a", Choice: policy.Yes})
	}
	h.act(h.who[projects], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
	h.lead(&workflow.CloseBallot{Proposal: "a"})
	o := h.signedIn(office)
	why := o.see(firstAt + "/warum")
	sound(t, why)
	holds(t, "why", why, "Das Ergebnis steht deshalb nicht fest; es ist neu abzustimmen.", "lässt sich nicht mehr herausnehmen", firstAt+"/schritt/")
	holds(t, "the board", o.see(roundAt+"/steuerung"), "26-001")
	h.act(h.who[network], workflow.Member, roundID, &workflow.CastSecretVote{Proposal: "b", Choice: policy.Yes})
	at := roundAt + "/vorschlaege/26-002/schritt/abstimmung-schliessen"
	step := o.get(at)
	sound(t, step.Body.String())
	holds(t, "closing the other", step.Body.String(), "haben erst 1 abgestimmt, nötig sind 3", "Ohne Auszählung schließen")
	o.send(step, at)
	if b := h.round().Proposal("b").Ballot; b.Open || !b.Uncounted {
		t.Errorf("the ballot is %+v", b)
	}
}
