package web

import (
	"net/http"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

// rankedRound is a round with one place for the best of the standing, in which two proposals were scored alike; the first was
// voted on.
func rankedRound(t *testing.T) *roundHouse {
	t.Helper()
	h := newRound(t, "release:  ", "selected:\n  assumption: true\n  at_most: 1\n  by: standing\n  tie: committee\n\nrelease:  ")
	h.submit("a")
	h.submit("b")
	h.review("a", "b")
	for _, id := range []string{"a", "b"} {
		for _, email := range []string{ministry, network, projects, migrants} {
			h.score(email, id)
		}
		h.move(workflow.KindScoringClosed, id)
	}
	h.move(workflow.KindDeliberationStarted, "")
	h.voted("a")
	return h
}

// tiedRound is the same, with a ballot on both.
func tiedRound(t *testing.T) *roundHouse {
	t.Helper()
	h := rankedRound(t)
	h.voted("b")
	return h
}

func (h *roundHouse) voted(id string) {
	h.t.Helper()
	h.move(workflow.KindBallotOpened, id)
	for _, email := range []string{ministry, network, projects, migrants} {
		h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Proposal: id, Choice: policy.Yes})
	}
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: id})
}

// Where places go to the best, nothing is decided before the standing is complete; of those tied at the limit the committee
// resolves which gets the place, says why, and no more get one than there are.
func TestATieAtTheLimit(t *testing.T) {
	t.Parallel()
	h := rankedRound(t)
	b, first, second := h.signedIn(office), stepAtPath("entscheiden"), roundAt+"/vorschlaege/26-002/schritt/entscheiden"
	holds(t, "the rules", b.see(roundAt+"/regelwerk"), "Die Plätze gehen an die Besten der Reihung.", "beschließt das Gremium, wer ausgewählt ist")
	holds(t, "before the standing is complete", b.see(firstAt), "Entscheiden ist noch nicht möglich: Die Reihung steht noch nicht fest: 1 Vorschlag ist noch offen.",
		"Schließen Sie zuerst Bewertung und Abstimmung der übrigen Vorschläge")
	h.voted("b")
	page := b.get(first)
	sound(t, page.Body.String())
	holds(t, "the form", page.Body.String(), "Gleichstand an der Grenze: 2 Vorschläge, 1 Platz", "das Gremium beschließt, wer den Platz erhält",
		"schlägt das Regelwerk vor: nicht ausgewählt")
	w := b.send(page, first, "outcome", "selected", "rationale", "Beide gut.")
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a place without a reason is answered %d", w.Code)
	}
	w = b.send(page, first, "outcome", "selected", "rationale", "Beide gut.", "deviation", "In der Sitzung mit fünf zu zwei beschlossen.")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("the place is answered %d", w.Code)
	}
	why := b.see(firstAt + "/warum")
	sound(t, why)
	holds(t, "why", why, "Gleichstand an der Grenze", "In der Sitzung mit fünf zu zwei beschlossen.")
	page = b.get(second)
	holds(t, "the other's form", page.Body.String(), "Für den Rang ist kein Platz frei")
	w = b.send(page, second, "outcome", "selected", "rationale", "Auch gut.", "deviation", "Trotzdem.")
	holds(t, "one more than there are places", w.Body.String(), "höchstens 1")
	if w = b.send(page, second, "rationale", "Kein Platz mehr."); w.Code != http.StatusSeeOther {
		t.Errorf("the other's decision is answered %d", w.Code)
	}
	holds(t, "why in English", b.see(firstAt+"/warum?lang=en"), "A tie at the limit: 2 proposals, 1 place")
}

// Who takes no part in one proposal is not told by the places of another how that one came out.
func TestPlacesTellTheExcludedNothing(t *testing.T) {
	t.Parallel()
	for _, choice := range []policy.Choice{policy.Yes, policy.No} {
		h := rankedRound(t)
		h.act(h.who[migrants], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "b", InterestKind: "relative"})
		h.move(workflow.KindBallotOpened, "b")
		for _, email := range []string{ministry, network, projects} {
			h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Proposal: "b", Choice: choice})
		}
		h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "b"})
		page := h.signedIn(migrants).see(firstAt + "/warum")
		lacks(t, "why, for the excluded", page, "Gleichstand an der Grenze", "Für den Rang", "Reihung")
		holds(t, "why, for the excluded", page, "schlägt das Regelwerk vor: ausgewählt")
	}
}
