package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// wait lets time pass.
func (h *house) wait(span time.Duration) { h.away.Add(int64(span)) }

// deadline sets a deadline some time from now.
func (h *roundHouse) deadline(stage string, in time.Duration) {
	h.t.Helper()
	until := ledger.InstantOf(h.now().Add(in))
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.SetDeadline{Stage: stage, Until: until, Reason: "Anders geplant"})
}

// timedRound is a round with two proposals under review whose scoring ends in five minutes, without a time of grace.
func timedRound(t *testing.T, replace ...string) *roundHouse {
	t.Helper()
	h := newRound(t, append([]string{"  grace: 24 ", "  # "}, replace...)...)
	h.submit("a")
	h.submit("b")
	h.review("a", "b")
	h.deadline(policy.StageScoring, 5*time.Minute)
	return h
}

// lateAndDiscussed is a round in which the ministry has scored and spoken of the first proposal, and is late for another sheet.
func lateAndDiscussed(t *testing.T) *roundHouse {
	t.Helper()
	h := timedRound(t)
	h.score(ministry, "a")
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Ein Gedanke"})
	again := &workflow.CastScores{Proposal: "a", Seen: 1, Base: 1, Reason: "Überzeugt", Justifications: map[string]string{}}
	for _, k := range h.rules.Criteria {
		again.Scores = append(again.Scores, policy.CriterionValue{Criterion: k.ID, Value: policy.Value{NotAssessable: true}})
		again.Justifications[k.ID] = "Dazu sagt der Vorschlag nichts"
	}
	h.act(h.who[ministry], workflow.Member, roundID, again)
	h.wait(6 * time.Minute)
	return h
}

func TestDeadlinesAreToldInDays(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	page := func() string { return h.signedIn(ministry).see(scorePath) }
	holds(t, "the sheet", page(), "Bewerten bis: <time datetime=", "noch 28 Tage", "data-ends=")
	holds(t, "the tasks", h.signedIn(ministry).see("/aufgaben"), "Bewerten bis: <time datetime=", "noch 28 Tage")
	h.wait(27 * 24 * time.Hour)
	holds(t, "the sheet a day before", page(), "morgen um 23:59 Uhr", "status care")
	h.wait(24 * time.Hour)
	holds(t, "the sheet on the day", page(), "heute um 23:59 Uhr")
	h.wait(24 * time.Hour)
	in := page()
	holds(t, "the sheet in the time of grace", in, "abgelaufen", "Ohne Begründung wird noch angenommen bis: ")
	lacks(t, "the sheet in the time of grace", in, "Grund der Verspätung")
	h.wait(24 * time.Hour)
	holds(t, "the sheet afterwards", page(), "Verspätet geht es noch mit einer Begründung.", "Grund der Verspätung", "Warum jetzt")
	english := h.signedIn(ministry).see(scorePath + "?lang=en")
	holds(t, "the sheet in English", english, "Reason for being late", "Late, it is still taken with a reason.")
}

// A sheet that was left open past the deadline is refused with all that it holds, and given with a reason.
func TestASheetLeftOpenPastTheDeadline(t *testing.T) {
	t.Parallel()
	h := timedRound(t)
	b := h.signedIn(ministry)
	open := b.get(scorePath)
	lacks(t, "the sheet", open.Body.String(), "Grund der Verspätung")
	h.wait(6 * time.Minute)
	size := h.entries()
	w := b.send(open, scorePath, fillIn("3")...)
	sound(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity || h.entries() != size {
		t.Errorf("a late sheet is answered %d and makes %d entries", w.Code, h.entries()-size)
	}
	holds(t, "the refused sheet", w.Body.String(), "Die Frist (Bewerten) ist abgelaufen", `href="#late"`, `id="late-error"`, "1 Angabe fehlt oder stimmt nicht",
		"weil es so ist", "4 von 4.")
	again := b.get(scorePath)
	holds(t, "the sheet as a draft", again.Body.String(), "weil es so ist", "Grund der Verspätung")
	if w := b.send(again, scorePath, "late", "  "); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a blank reason is answered %d", w.Code)
	}
	if w := b.send(again, scorePath, "late", strings.Repeat("ä", 5000)); !strings.Contains(w.Body.String(), `id="late-error"`) {
		t.Error("a reason that is too long is not marked")
	}
	if w := b.send(again, scorePath, "late", "Der Bogen lag auf dem anderen Schreibtisch."); w.Code != http.StatusSeeOther || h.entries() != size+1 {
		t.Errorf("a late sheet with a reason is answered %d and makes %d entries", w.Code, h.entries()-size)
	}
	if s := h.round().Proposal("a").Sheet(0); s == nil || !s.Late {
		t.Errorf("on record is %+v", s)
	}
	holds(t, "the proposal", h.signedIn(office).see(firstAt), "Mittelgeber, verspätet", "Verspätet: Der Bogen lag auf dem anderen Schreibtisch.")
}

// Where nothing late is taken the sheet stays readable, and the button says why it is barred.
func TestASheetThatComesTooLate(t *testing.T) {
	t.Parallel()
	h := timedRound(t, "late: [return, scoring]", "late: [return]")
	b := h.signedIn(ministry)
	open := b.get(scorePath)
	h.wait(6 * time.Minute)
	w := b.send(open, scorePath, fillIn("3")...)
	sound(t, w.Body.String())
	if w.Code != http.StatusConflict && w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a sheet after the deadline is answered %d", w.Code)
	}
	for name, page := range map[string]string{"the refused sheet": w.Body.String(), "the sheet afterwards": b.see(scorePath)} {
		holds(t, name, page, "weil es so ist", `aria-describedby="score-bar"`, "Danach wird nichts mehr angenommen.")
	}
	h.deadline(policy.StageScoring, time.Hour)
	if w := b.send(b.get(scorePath), scorePath); w.Code != http.StatusSeeOther {
		t.Errorf("after an extension the kept sheet is answered %d", w.Code)
	}
}

func TestAChangeAfterDiscussionBeganOwesAReason(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.score(ministry, "a")
	b := h.signedIn(ministry)
	lacks(t, "the sheet", b.see(scorePath), "Grund der Änderung", "Alle Fassungen")
	open := b.get(scorePath)
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Ein Gedanke"})
	w := b.send(open, scorePath, fillIn("2")...)
	sound(t, w.Body.String())
	holds(t, "the refused sheet", w.Body.String(), `id="reason-error"`, "schuldet eine Begründung", "weil es so ist")
	if w := b.send(w, scorePath, "reason", "Nach der Aussprache überzeugt"); w.Code != http.StatusSeeOther {
		t.Fatalf("the change is answered %d", w.Code)
	}
	page := b.see(scorePath)
	holds(t, "the sheet", page, "Alle Fassungen Ihrer Bewertung", "Fassung 1", "Fassung 2", "Geändert: Nach der Aussprache überzeugt",
		"Begründung von Dr. Henrike Vollmer", "zu Fassung 1 des Vorschlags")
	for _, email := range []string{network, office} {
		lacks(t, email, h.signedIn(email).get(scorePath).Body.String(), "Nach der Aussprache überzeugt")
	}
}

func TestNotAssessableOwesAReason(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	w := b.send(b.get(scorePath), scorePath, "k1", "na", "k2", "2", "k3", "2", "k4", "2")
	sound(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("a criterion that is not assessable without a reason is answered %d", w.Code)
	}
	holds(t, "the refused sheet", w.Body.String(), `id="k1-reason-error"`)
	if w := b.send(w, scorePath, "k1-reason", "Dazu sagt der Vorschlag nichts."); w.Code != http.StatusSeeOther || sheetOf(t, h) != "na 2 2 2" {
		t.Errorf("with a reason it is answered %d, and on record is %q", w.Code, sheetOf(t, h))
	}
}

// A proposal that is handed in again after its deadline is taken with a reason, which goes through the preview.
func TestHandingInAgainTooLate(t *testing.T) {
	t.Parallel()
	h := newRound(t, "  grace: 24 ", "  # ")
	h.submit("a")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.ReturnProposal{Proposal: "a", Missing: []string{"success"}, Note: "Belege fehlen"})
	h.deadline(policy.StageReturn, 5*time.Minute)
	b := h.signedIn(submitter)
	open := b.get(reworkPath)
	holds(t, "the form", open.Body.String(), "Nachreichen bis: <time")
	lacks(t, "the form", open.Body.String(), "Grund der Verspätung")
	h.wait(6 * time.Minute)
	w := b.send(open, reworkPath, fieldEnd, endPreview, "success", "Drei Häuser")
	sound(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("a late version without a reason is answered %d", w.Code)
	}
	holds(t, "the refused form", w.Body.String(), `href="#late"`, `id="late-error"`, "Drei Häuser")
	preview := b.send(w, reworkPath, fieldEnd, endPreview, "late", "Der Träger hat spät geantwortet")
	holds(t, "the preview", preview.Body.String(), "Drei Häuser", "Der Träger hat spät geantwortet")
	if w := b.send(preview, reworkPath, fieldEnd, endSubmit); w.Code != http.StatusSeeOther || h.round().Proposal("a").Version != 2 {
		t.Errorf("a late version with its reason is answered %d", w.Code)
	}
	holds(t, "the record", h.signedIn(office).see(fmt.Sprintf("%s/nachvollziehen?eintrag=%d", roundAt, h.entries()-1)), "Grund der Verspätung", "Der Träger hat spät geantwortet")
}
