package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

const firstAt = roundAt + "/vorschlaege/26-001"

// stepAtPath is the address of a step to the first proposal.
func stepAtPath(path string) string { return firstAt + "/schritt/" + path }

// entries is how many entries the round has.
func (h *roundHouse) entries() uint64 {
	h.t.Helper()
	_, head, err := h.engine.Round(h.t.Context(), roundID)
	if err != nil {
		h.t.Fatal(err)
	}
	return head.Size
}

func TestOfficeLeadsAProposalToItsReview(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	b := h.signedIn(office)
	check := stepAtPath("pruefen")
	page := b.get(check)
	w := b.send(page, check, "punkt-kind", "ja", "note", "Noch nicht fertig.")
	sound(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a check without all points is answered %d", w.Code)
	}
	holds(t, "the refused check", w.Body.String(), "Noch nicht eingetragen", "Noch nicht beantwortet: ", `value="ja" checked`, "Noch nicht fertig.")

	answers := []string{"note", "In Ordnung."}
	for _, pt := range h.rules.Eligibility {
		answers = append(answers, "punkt-"+pt.ID, "nein")
	}
	w = b.send(page, check, answers...)
	if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || !strings.HasPrefix(at, firstAt+"?eintrag=") {
		t.Fatalf("the check is answered %d and leads to %s", w.Code, at)
	}
	holds(t, "the receipt", b.see(w.Header().Get("Location")), "Miriam Castellani hat die Zulässigkeit von 26-001 geprüft. Eintrag ",
		"nicht erfüllt: ", "Zurückgeben …")
	back := stepAtPath("zurueckgeben")
	page = b.get(back)
	holds(t, "the return", page.Body.String(), "checked", "Wer eingereicht hat, liest genau diesen Text.",
		"Was fehlt? Ein Haken heißt: fehlt.", "<span>Nicht erfüllt: Erfolg ist nachgewiesen")
	if w = b.send(page, back, "note", ""); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a return without a note is answered %d", w.Code)
	}
	holds(t, "the refused return", w.Body.String(), "„Was zu ergänzen ist“ ist leer", `id="note-error"`)
	w = b.send(page, back, "note", "Ergänzen Sie den Nachweis.", "missing", "-")
	holds(t, "the refused return", w.Body.String(), "Wählen Sie mindestens einen Punkt, der fehlt.", "Ergänzen Sie den Nachweis.")
	if w = b.send(page, back, "note", "Ergänzen Sie den Nachweis."); w.Code != http.StatusSeeOther {
		t.Errorf("the return is answered %d", w.Code)
	}
	holds(t, "the returned proposal", b.see(firstAt), "zurückgegeben")
}

// A form that is sent twice has one effect, whether it was typed into or is only a button.
func TestStepsHaveOneEffect(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.review()
	b := h.signedIn(office)
	check := stepAtPath("pruefen")
	page := b.get(check)
	var answers []string
	for _, pt := range h.rules.Eligibility {
		answers = append(answers, "punkt-"+pt.ID, "ja")
	}
	first, second := b.send(page, check, answers...), b.send(page, check, answers...)
	if first.Code != http.StatusSeeOther || first.Header().Get("Location") != second.Header().Get("Location") {
		t.Errorf("%d %s and %d %s", first.Code, first.Header().Get("Location"), second.Code, second.Header().Get("Location"))
	}
	open, proposal := stepAtPath("bewertung-oeffnen"), b.get(firstAt)
	size := h.entries()
	first, second = b.send(proposal, open), b.send(proposal, open)
	if first.Header().Get("Location") != second.Header().Get("Location") || h.entries() != size+1 {
		t.Errorf("two presses made %d entries: %s, %s", h.entries()-size, first.Header().Get("Location"), second.Header().Get("Location"))
	}
	other := b.send(page, check, append(answers, "note", "anders")...)
	if other.Code != http.StatusConflict {
		t.Errorf("the same form with other content is answered %d", other.Code)
	}
	holds(t, "the refused form", other.Body.String(), "schon ausgeführt", "anders</textarea>")
}

// A step that is sent without what its form rests on is not taken: an empty request, or one with an id of its own.
func TestAStepNeedsItsForm(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.review()
	check := &workflow.CheckProposal{Proposal: "a", Seen: 1}
	for _, p := range h.rules.Eligibility {
		check.Points = append(check.Points, workflow.Point{ID: p.ID, Holds: true})
	}
	h.act(h.who[office], workflow.Coordinator, roundID, check)
	b := h.signedIn(office)
	size, page := h.entries(), b.get(firstAt)
	for _, at := range []string{stepAtPath("bewertung-oeffnen"), stepAtPath("zurueckziehen"), roundAt + "/steuerung/schritt/beratung-beginnen"} {
		for name, fields := range map[string][]string{"empty": nil, "id": {fieldCommand, "x"}, "no form": {fieldCommand, "x", fieldStood, "?"}} {
			w := b.post(at, fields...)
			sound(t, w.Body.String())
			if w.Code != http.StatusBadRequest && w.Code != http.StatusUnprocessableEntity || h.entries() != size {
				t.Errorf("%s, %s: answered %d with %d entries", at, name, w.Code, h.entries()-size)
			}
			holds(t, at, w.Body.String(), "kein vollständiges Formular")
		}
	}
	if w := b.send(page, stepAtPath("bewertung-oeffnen")); w.Code != http.StatusSeeOther {
		t.Errorf("the form itself is answered %d", w.Code)
	}
}

func TestAStepThatComesTooLateShowsBothStands(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	b := h.signedIn(office)
	back := stepAtPath("zurueckgeben")
	page := b.get(back)
	h.review("a")
	w := b.send(page, back, "note", "Ein langer Text.", "missing", "kind")
	sound(t, w.Body.String())
	if w.Code != http.StatusConflict {
		t.Errorf("answered %d", w.Code)
	}
	holds(
		t, "the page", w.Body.String(), "Inzwischen hat sich etwas geändert", "wurde der Vorschlag zur Bewertung geöffnet", "entfernt: </span>eingereicht",
		"eingefügt: </span>in Bewertung", "Was seitdem geschah", "zur Bewertung geöffnet", "Ein langer Text.",
	)
	holds(t, "a step out of place", b.see(stepAtPath("entscheiden")), "Dieser Schritt passt gerade nicht", "Die Runde ist in der Phase „Bewertung“")
	for _, at := range []string{stepAtPath("fliegen"), stepAtPath("abschliessen"), roundAt + "/steuerung/schritt/pruefen"} {
		if w := b.get(at); w.Code != http.StatusNotFound {
			t.Errorf("%s is answered %d", at, w.Code)
		}
	}
}

// votedRound is a round whose first proposal waits for its decision: full marks, and all but one vote.
func votedRound(t *testing.T) *roundHouse {
	t.Helper()
	h := ballotRound(t)
	for i, email := range []string{ministry, network, projects, migrants} {
		choice := []policy.Choice{policy.Yes, policy.Yes, policy.No, policy.Abstain}[i]
		h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: choice})
	}
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
	return h
}

func TestDeciding(t *testing.T) {
	t.Parallel()
	h := votedRound(t)
	b := h.signedIn(office)
	decide := stepAtPath("entscheiden")
	page := b.get(decide)
	sound(t, page.Body.String())
	holds(t, "the form", page.Body.String(), "schlägt das Regelwerk vor: ausgewählt", "Die nötige Mehrheit hat mit Ja gestimmt", `value="selected" checked`)
	w := b.send(page, decide)
	holds(t, "no rationale", w.Body.String(), `href="#rationale"`, "Die Begründung der Entscheidung fehlt.")
	w = b.send(page, decide, "outcome", "deferred", "rationale", "Erst noch ein Gespräch.")
	holds(t, "no deviation", w.Body.String(), `href="#deviation"`, "Erst noch ein Gespräch.", `value="deferred" checked`)
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a decision without its reason is answered %d", w.Code)
	}
	if w = b.send(page, decide, "outcome", "beautiful", "rationale", "x"); w.Code < 400 || w.Code > 499 {
		t.Errorf("an outcome that is none is answered %d", w.Code)
	}

	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.Move{Transition: workflow.KindBallotOpened, Proposal: "a", Reason: "Neue Lage."})
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.No})
	h.act(h.who[network], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.No})
	h.act(h.who[projects], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.No})
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
	size := h.entries()
	w = b.send(page, decide, "rationale", "Aus der alten Abstimmung.")
	if w.Code != http.StatusConflict || h.entries() != size {
		t.Errorf("a decision on an old ballot is answered %d", w.Code)
	}
	holds(t, "the stale decision", w.Body.String(), "wurde noch einmal abgestimmt", "schlägt das Regelwerk vor: nicht ausgewählt",
		"Aus der alten Abstimmung.")
	if w = b.send(w, decide, "outcome", "not_selected"); w.Code != http.StatusSeeOther {
		t.Errorf("the decision is answered %d", w.Code)
	}
	holds(t, "the receipt", b.see(w.Header().Get("Location")), "die Entscheidung über 26-001 eingetragen: nicht ausgewählt.")
}

// A ballot that was closed without a quorum leads to a further one, which owes its reason wherever it is asked for.
func TestAFurtherBallotOwesItsReason(t *testing.T) {
	t.Parallel()
	h := ballotRound(t)
	b, first, further := h.signedIn(office), stepAtPath("abstimmung-oeffnen"), stepAtPath("erneut-abstimmen")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
	holds(t, "the board", b.see(roundAt+"/steuerung"), "Bei einer Abstimmung war das Gremium nicht beschlussfähig", "/alle/erneut-abstimmen")
	holds(t, "the proposal", b.see(firstAt), `href="`+further+`"`, "Erneut abstimmen lassen …", "Entscheiden ist noch nicht möglich")
	holds(t, "the address of the first ballot", b.see(first), "Die neue Abstimmung beginnt von vorn.", `id="reason"`)
	size, page := h.entries(), b.get(further)
	for _, at := range []string{further, first} { // first as an old button sends it
		w := b.do(http.MethodPost, at, formOf(t, page.Body.String(), further).Encode())
		if w.Code != http.StatusUnprocessableEntity || h.entries() != size {
			t.Errorf("%s without a reason is answered %d", at, w.Code)
		}
		holds(t, "the refused step", w.Body.String(), `href="#reason"`, "Eine weitere Abstimmung braucht eine Begründung.")
	}
	w := b.send(page, further, "reason", "Drei waren krank.")
	if again := b.send(page, further, "reason", "Drei waren krank."); w.Code != http.StatusSeeOther || again.Code != w.Code || h.entries() != size+1 {
		t.Errorf("the further ballot is answered %d and %d, and makes %d entries", w.Code, again.Code, h.entries()-size)
	}
	opened := stepsOf(t, h)[workflow.KindBallotOpened]
	entry := h.signedIn(auditor).see(roundAt + "/nachvollziehen?eintrag=" + strconv.FormatUint(opened[1].Seq, 10))
	holds(t, "the history", entry, "Drei waren krank.")
}

// Reconsidering takes two people; publishing comes and goes with a reason.
func TestAfterTheDecision(t *testing.T) {
	t.Parallel()
	h := votedRound(t)
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.TakeDecision{Proposal: "a", Rationale: "Gut."})
	b, other := h.signedIn(office), h.signedIn(both)
	take := func(b *browser, path string, fields ...string) int {
		return b.send(b.get(stepAtPath(path)), stepAtPath(path), fields...).Code
	}
	if code := take(b, "freigeben"); code != http.StatusSeeOther {
		t.Errorf("releasing is answered %d", code)
	}
	if code := take(b, "veroeffentlichen"); code != http.StatusSeeOther {
		t.Errorf("publishing is answered %d", code)
	}
	if code := take(b, "erneut-beraten-beantragen", "reason", "Neue Zahlen."); code != http.StatusSeeOther {
		t.Errorf("asking is answered %d", code)
	}
	holds(t, "the asker's page", b.see(firstAt), "Das muss eine zweite Person tun")
	holds(t, "the other's page", other.see(firstAt), "Nehmen Sie sie zuerst zurück.", "Veröffentlichung zurücknehmen …")
	if code := take(b, "veroeffentlichung-zuruecknehmen", "reason", "Neue Zahlen."); code != http.StatusSeeOther {
		t.Errorf("taking back is answered %d", code)
	}
	holds(t, "the grant", other.see(stepAtPath("erneut-beraten-bewilligen")), "Miriam Castellani", "Neue Zahlen.")
	if code := take(other, "erneut-beraten-bewilligen", "reason", "Einverstanden."); code != http.StatusSeeOther {
		t.Errorf("granting is answered %d", code)
	}
	holds(t, "the reasons", b.see(firstAt+"/warum"), "noch nicht entschieden", "Frühere Entscheidungen", "Entscheidung: ausgewählt")
}

func TestRoundMoves(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(office)
	at := roundAt + "/steuerung/schritt/beratung-beginnen"
	w := b.send(b.get(at), at)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("answered %d", w.Code)
	}
	holds(t, "the board", b.see(w.Header().Get("Location")), "hat die Beratung begonnen. Eintrag ", "Gesperrt: Noch nicht abgeschlossen: 26-001, 26-002.")
	cancel := roundAt + "/steuerung/schritt/abbrechen"
	if w := b.send(b.get(cancel), cancel); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("cancelling without a reason is answered %d", w.Code)
	}
}

// Who coordinates and scores is told when a step was entered; the number of its entry would count the sheets of others.
func TestReceiptsOfAnOfficeThatScores(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.score(network, "a")
	b, at := h.signedIn(both), "/runden/2026/vorschlaege/26-002"
	path := at + "/schritt/zurueckziehen"
	w := b.send(b.get(path), path, "reason", "Auf Wunsch.")
	to := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(to, at+"?seit=") {
		t.Fatalf("the step is answered %d and leads to %s", w.Code, to)
	}
	page := b.see(to)
	holds(t, "the receipt", page, "Eingetragen", "Uhr.")
	lacks(t, "the receipt", page, "Eintrag ")
	lacks(t, "another's receipt by number", b.see(at+"?eintrag=1&bis=99"), "Eingetragen")
	holds(t, "the history", b.see("/runden/2026/nachvollziehen?vorschlag=26-002"), "26-002")
}
