package web

import (
	"net/http"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

// doubtedRound is a round in which somebody was excluded from the first proposal after the decision.
func doubtedRound(t *testing.T) *roundHouse {
	t.Helper()
	h := decidedRound(t)
	h.act(h.who[migrants], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
	return h
}

// A decision after which somebody was excluded is not released until the committee has confirmed it with a reason, asked
// again without the excluded; pages say so to everybody of the committee.
func TestADecisionInDoubtIsConfirmed(t *testing.T) {
	t.Parallel()
	h := doubtedRound(t)
	b, at := h.signedIn(office), stepAtPath("entscheidung-bestaetigen")
	page := b.see(firstAt)
	sound(t, page)
	holds(t, "the proposal", page, "Die Entscheidung ist zu prüfen", "Bestätigen Sie die Entscheidung mit einem Grund", `href="`+at+`"`)
	holds(t, "the board", b.see(roundAt+"/steuerung"), "Bestätigen Sie die Entscheidung mit einem Grund")
	holds(t, "why", h.signedIn(ministry).see(firstAt+"/warum"), "Sie ist in Frage gestellt, bis sie bestätigt oder erneut beraten ist.")
	form := b.get(at)
	sound(t, form.Body.String())
	holds(t, "the form", form.Body.String(), "schlägt das Regelwerk vor: ausgewählt", "1 Mitglied war ausgeschlossen", `id="reason"`)
	if w := b.send(form, at); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("confirming without a reason is answered %d", w.Code)
	}
	size := h.entries()
	if w := b.send(form, at, "reason", "Die Stimme hat nichts geändert."); w.Code != http.StatusSeeOther || h.entries() != size+1 {
		t.Fatalf("confirming is answered %d and makes %d entries", w.Code, h.entries()-size)
	}
	why := b.see(firstAt + "/warum")
	sound(t, why)
	holds(t, "why, confirmed", why, "die Entscheidung ist bestätigt: Die Stimme hat nichts geändert.", "Erneut geprüft")
	lacks(t, "why, confirmed", why, "in Frage gestellt")
	release := stepAtPath("freigeben")
	if w := b.send(b.get(release), release); w.Code != http.StatusSeeOther {
		t.Errorf("releasing is answered %d", w.Code)
	}
	lacks(t, "the submitter's page", h.signedIn(submitter).see(firstAt+"/warum"), "ausgeschlossen", "bestätigt")
}

// Where the rules propose something else without the excluded, the decision cannot be confirmed: the way out is to deliberate
// again.
func TestADecisionInDoubtIsReconsidered(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	h.act(h.who[network], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
	b := h.signedIn(office)
	holds(t, "the proposal", b.see(firstAt), "schlägt das Regelwerk nun „nicht ausgewählt“ vor", stepAtPath("erneut-beraten-beantragen"))
	holds(t, "the proposal in English", b.see(firstAt+"?lang=en"), "Without the excluded the policy now proposes")
}

// Who was told of a decision is told that it is in force no longer; who was not learns nothing.
func TestSubmittersAreToldOfReconsideration(t *testing.T) {
	t.Parallel()
	for _, released := range []bool{true, false} {
		h := decidedRound(t)
		if released {
			h.move(workflow.KindDecisionReleased, "a")
		}
		before := h.signedIn(submitter).see(firstAt)
		h.act(h.who[office], workflow.Coordinator, roundID, &workflow.Move{Transition: workflow.KindReconsiderationRequested, Proposal: "a", Reason: "Neue Zahlen."})
		h.act(h.who[both], workflow.Coordinator, roundID, &workflow.Move{Transition: workflow.KindDecisionReconsidered, Proposal: "a", Reason: "Einverstanden."})
		b := h.signedIn(submitter)
		page, mine := b.see(firstAt), b.see("/meine-vorschlaege")
		sound(t, page)
		lacks(t, "the submitter's page", page, "Neue Zahlen.", "Einverstanden.", "Castellani")
		told := []string{"Die Entscheidung gilt nicht mehr", "Entscheidung vom", "(ausgewählt)", "Das Gremium berät erneut"}
		if !released {
			lacks(t, "the submitter's page", page, told[0], told[2])
			lacks(t, "their proposals", mine, "aufgehoben")
			continue
		}
		holds(t, "the submitter's page", page, told...)
		holds(t, "their proposals", mine, "aufgehoben; das Gremium berät erneut")
		lacks(t, "the page before", before, told[0])
		decideAnew(h)
		lacks(t, "the page, decided anew", b.see(firstAt), "nicht ausgewählt")
		h.move(workflow.KindDecisionReleased, "a")
		page = b.see(firstAt)
		lacks(t, "the page, released anew", page, told[0])
		holds(t, "the page, released anew", page, "nicht ausgewählt")
	}
}

// decideAnew holds a ballot on the first proposal in which everybody says no, and decides.
func decideAnew(h *roundHouse) {
	h.move(workflow.KindBallotOpened, "a")
	for _, email := range []string{ministry, network, projects, migrants} {
		h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.No})
	}
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"},
		&workflow.TakeDecision{Proposal: "a", Rationale: "Die neuen Zahlen überzeugen nicht."})
}
