package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"gremium/cmd/internal/locale"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// decidedRound is a round whose first proposal was decided on, after a member had thought again.
func decidedRound(t *testing.T, replace ...string) *roundHouse {
	t.Helper()
	h := scoredRound(t, replace...)
	for _, email := range []string{ministry, network, projects, migrants} {
		h.score(email, "a")
	}
	again := &workflow.CastScores{Proposal: "a", Seen: 1, Base: 1, Justifications: map[string]string{}}
	for i, k := range h.rules.Criteria {
		d, err := policy.ParseDecimal([]string{"3", "2", "3", "3"}[i])
		if err != nil {
			t.Fatal(err)
		}
		again.Scores = append(again.Scores, policy.CriterionValue{Criterion: k.ID, Value: policy.Value{Decimal: d}})
		again.Justifications[k.ID] = strings.Repeat("Beim zweiten Lesen sieht das anders aus. ", 5)
	}
	h.act(h.who[network], workflow.Member, roundID, again)
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	h.move(workflow.KindBallotOpened, "a")
	for i, email := range []string{ministry, network, projects, migrants} {
		choice := []policy.Choice{policy.Yes, policy.Yes, policy.No, policy.Abstain}[i]
		h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: choice})
	}
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"},
		&workflow.TakeDecision{Proposal: "a", Rationale: "Ein Vorbild."})
	return h
}

// stepsOf are the steps that an auditor sees, by type.
func stepsOf(t *testing.T, h *roundHouse) map[workflow.Kind][]view.Step {
	t.Helper()
	who := h.who[auditor]
	v, err := h.desk.Round(t.Context(), roundID, &who)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := h.desk.History(t.Context(), v, "")
	if err != nil {
		t.Fatal(err)
	}
	out := map[workflow.Kind][]view.Step{}
	for _, st := range steps {
		out[st.Kind] = append(out[st.Kind], st)
	}
	return out
}

func TestReplayStepByStep(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	b := h.signedIn(auditor)
	changed := stepsOf(t, h)[workflow.KindScoresCast][4]
	page := b.see(roundAt + "/nachvollziehen?eintrag=" + strconv.FormatUint(changed.Seq, 10))
	holds(
		t, "the page", page, "Dr. Sanna Okafor hat die eigene Bewertung zu 26-001 geändert: „innovativ“ von 3 auf 2.",
		"entfernt: </span>3", "eingefügt: </span>2", "Mittelwert „innovativ“", "2,75 (11/4)", "Begründung zu „innovativ“",
		"entfernt: </span>Begründung von Dr. Sanna Okafor", "Fassung der Bewertung", "scores.cast/1", "(Pseudonym p-", "„cast_scores“",
		"Blattwert", "Rohfassung", "Stand danach", `rel="prev"`, `rel="next"`, "2 Vorschläge",
	)
	page = b.see(roundAt + "/nachvollziehen?vorschlag=26-001")
	holds(t, "one proposal", page, "Nachvollziehen: 26-001 „Vorschlag a“", "eingetragen: ausgewählt.", "2 Ja, 1 Nein, eine Enthaltung", "Bewertung")
	holds(t, "an entry of another", b.see(roundAt+"/nachvollziehen?vorschlag=26-001&eintrag=2"), "Der gewünschte Eintrag gehört nicht hierher")
	holds(t, "an entry that is none", b.see(roundAt+"/nachvollziehen?eintrag=viele"), "Der gewünschte Eintrag gehört nicht hierher")
	if w := b.get(roundAt + "/nachvollziehen?vorschlag=99"); w.Code != http.StatusNotFound {
		t.Errorf("a proposal that is none is answered %d", w.Code)
	}
	last := b.see(roundAt + "/nachvollziehen")
	lacks(t, "the last entry", last, `rel="next"`)
	english := b.see(roundAt + "/nachvollziehen?lang=en&eintrag=" + strconv.FormatUint(changed.Seq, 10))
	holds(t, "the English page", english, "changed their own scores of 26-001: “innovative” from 3 to 2.", "2.75 (11/4)")
}

// The office reads the history by its own sight: no raw entries, and no votes while a ballot runs.
func TestReplayByTheOffice(t *testing.T) {
	t.Parallel()
	h := ballotRound(t)
	h.act(h.who[network], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.No})
	page := h.signedIn(office).see(roundAt + "/nachvollziehen")
	lacks(t, "the office's history", page, "abgestimmt", "Blattwert", "Rohfassung", "Sicht von")
	if w := h.signedIn(office).get(roundAt + "/nachvollziehen/roh?eintrag=1"); w.Code != http.StatusForbidden {
		t.Errorf("a raw entry is answered %d", w.Code)
	}
	b := h.signedIn(auditor)
	raw := b.see(roundAt + "/nachvollziehen/roh?eintrag=1")
	holds(t, "the raw entry", raw, "participant.admitted/1", "Blattwert", "RFC 6962")
	for _, n := range []string{"9999", "x", ""} {
		if w := b.get(roundAt + "/nachvollziehen/roh?eintrag=" + n); w.Code != http.StatusNotFound {
			t.Errorf("raw entry %q is answered %d", n, w.Code)
		}
	}
}

// TestReplayNamesSeats asks that the creation of a seat says which one, by the name that the committee gave it.
func TestReplayNamesSeats(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.act(h.operator, workflow.Operator, roundID, &workflow.CreateSeat{Seat: "frei", Body: "bmas", Label: "Mittelgeber 2"})
	made := stepsOf(t, h)[workflow.KindSeatCreated]
	at := roundAt + "/nachvollziehen?eintrag=" + strconv.FormatUint(made[len(made)-1].Seq, 10)
	b := h.signedIn(auditor)
	holds(t, "the entry", b.see(at), "hat einen Sitz eingerichtet: Sitz „Mittelgeber 2“ (Mittelgeber).")
	holds(t, "the entry in English", b.see(at+"&lang=en"), "created a seat: seat “Mittelgeber 2” (Funding ministry).")
}

// Every type of entry has a sentence in both languages, and no sentence is left without its type.
func TestEveryEntryHasASentence(t *testing.T) {
	t.Parallel()
	catalogue, err := locale.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range workflow.Kinds() {
		if k.Transition() == "" { // an entry of the register
			continue
		}
		st := &view.Step{Kind: k}
		for _, lang := range locale.Languages() {
			if id := "did." + (&reading{}).deed(st); !catalogue.Has(lang, id) {
				t.Errorf("%s has no sentence %s in %s", k.Name(), id, lang)
			}
		}
	}
	for _, st := range steps() {
		for _, what := range []string{"title", "button", "lead", "send"} {
			if id := "step." + st.path + "." + what; !catalogue.Has(locale.German, id) {
				t.Errorf("there is no %s", id)
			}
		}
	}
}

func TestCheckOfTheRecord(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	b, at := h.signedIn(auditor), roundAt+"/pruefung"
	page := b.get(at)
	sound(t, page.Body.String())
	w := b.send(page, at)
	sound(t, w.Body.String())
	if w.Code != http.StatusOK {
		t.Fatalf("answered %d", w.Code)
	}
	holds(t, "the result", w.Body.String(), "Die Akte stimmt: ", "Jede Entscheidung folgt aus Bewertungen und Stimmen", "nicht geprüft",
		"Was das nicht beweist", "Register")
	h.server.checking <- struct{}{}
	if w := b.send(page, at); w.Code != http.StatusConflict {
		t.Errorf("a second check beside a first is answered %d", w.Code)
	}
	<-h.server.checking
}
