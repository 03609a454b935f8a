package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

const frist = roundAt + "/steuerung/frist/"

func TestSettingADeadline(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.score(ministry, "a")
	b := h.signedIn(office)
	holds(t, "the board", b.see(roundAt+"/steuerung"), "Fristen", "noch 28 Tage", "Nachfrist: 24 Stunden. Verspätet nur mit Begründung.",
		"14 Tage nach der Rückgabe", "Bewerten: ändern …", "mit dem Beginn der Bewertung beendet", frist+"nachreichen")
	lacks(t, "the board", b.see(roundAt+"/steuerung"), "Einreichen: ändern")
	form := b.get(frist + "bewerten")
	sound(t, form.Body.String())
	size := h.entries()
	for _, c := range []struct{ name, day, clock, reason, says string }{
		{"no day", "", "", "Ferien", "Der letzte Tag fehlt oder ist kein Datum."},
		{"no date", "morgen", "18:00", "Ferien", "Der letzte Tag fehlt oder ist kein Datum."},
		{"a day gone by", "2020-01-31", "18:00", "Ferien", "Eine Frist liegt in der Zukunft; 31.01.2020, 18:00 Uhr ist vorbei."},
		{"no reason", "2099-12-04", "18:00", " ", `id="reason-error"`},
	} {
		w := b.send(form, frist+"bewerten", fieldUntil, c.day, fieldUntilAt, c.clock, "reason", c.reason)
		sound(t, w.Body.String())
		if w.Code < 400 || w.Code >= 500 {
			t.Errorf("%s is answered %d", c.name, w.Code)
		}
		holds(t, c.name, w.Body.String(), c.says)
	}
	preview := b.send(form, frist+"bewerten", fieldUntil, "2099-12-04", fieldUntilAt, "18:00", "reason", "Herbstferien")
	sound(t, preview.Body.String())
	holds(t, "the preview", preview.Body.String(), "Freitag, 4. Dezember 2099, 18:00 Uhr", "Samstag, 5. Dezember 2099, 18:00 Uhr", "Herbstferien",
		"Dr. Sanna Okafor", "26-001, 26-002", "Frist setzen", "noch 28 Tage")
	if h.entries() != size {
		t.Error("a preview makes an entry")
	}
	again := b.send(preview, frist+"bewerten", fieldEnd, endEdit)
	holds(t, "the form again", again.Body.String(), "2099-12-04", "Herbstferien</textarea>")
	first := b.send(preview, frist+"bewerten", fieldEnd, endSet)
	second := b.send(preview, frist+"bewerten", fieldEnd, endSet)
	if first.Code != http.StatusSeeOther || second.Code != http.StatusSeeOther || h.entries() != size+1 {
		t.Fatalf("setting is answered %d, %d and makes %d entries", first.Code, second.Code, h.entries()-size)
	}
	holds(t, "the receipt", b.see(first.Header().Get("Location")), "hat eine Frist gesetzt: Bewerten bis Freitag, 4. Dezember 2099, 18:00 Uhr", "Eintrag ")
	holds(t, "the history", b.see(roundAt+"/nachvollziehen"), "hat eine Frist gesetzt")
	lacks(t, "the next form", b.see(frist+"bewerten"), "Herbstferien")
	if w := b.get(frist + "warten"); w.Code != http.StatusNotFound {
		t.Errorf("a deadline that is none is answered %d", w.Code)
	}
	barred := b.see(frist + "einreichen")
	holds(t, "a call that is over", barred, `aria-describedby="deadline-bar"`)
}

// The deadline that is in force already is answered as such, without a preview or a reason, and makes no entry.
func TestTheSameDeadlineMakesNoEntry(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(office)
	until := time.Date(2099, 12, 3, 17, 0, 0, 0, time.UTC)
	h.lead(&workflow.SetDeadline{Stage: policy.StageScoring, Until: ledger.InstantOf(until), Reason: "Ferien"})
	size := h.entries()
	w := b.send(b.get(frist+"bewerten"), frist+"bewerten")
	if w.Code != http.StatusSeeOther || h.entries() != size {
		t.Fatalf("the same deadline is answered %d and makes %d entries", w.Code, h.entries()-size)
	}
	holds(t, "the board", b.see(w.Header().Get("Location")), "So steht es schon in der Akte", "hat eine Frist gesetzt: Bewerten bis")
	w = b.send(b.get(frist+"bewerten"), frist+"bewerten", fieldUntil, "2099-12-04", "reason", "Ferien")
	holds(t, "the preview of another one", w.Body.String(), "Frist setzen")
}

// Who confirms a preview after somebody else has set the deadline is shown the new one first.
func TestTwoSetADeadline(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(office)
	preview := b.send(b.get(frist+"bewerten"), frist+"bewerten", fieldUntil, "2099-12-04", fieldUntilAt, "", "reason", "Herbstferien")
	holds(t, "the preview", preview.Body.String(), "4. Dezember 2099, 23:59 Uhr")
	h.deadline(policy.StageScoring, 72*time.Hour)
	size := h.entries()
	w := b.send(preview, frist+"bewerten", fieldEnd, endSet)
	sound(t, w.Body.String())
	if w.Code != http.StatusConflict || h.entries() != size {
		t.Errorf("an old preview is answered %d and makes %d entries", w.Code, h.entries()-size)
	}
	holds(t, "the old preview", w.Body.String(), "Inzwischen gilt eine andere Frist", "noch 3 Tage")
	if w := b.send(w, frist+"bewerten", fieldEnd, endSet); w.Code != http.StatusSeeOther {
		t.Errorf("the new preview is answered %d", w.Code)
	}
}

func TestTheBoardTellsWhatIsOverdueAndByWhom(t *testing.T) {
	t.Parallel()
	h := timedRound(t)
	for _, email := range []string{ministry, projects, migrants, both} {
		h.score(email, "a")
		h.score(email, "b")
	}
	lacks(t, "the board", h.signedIn(office).see(roundAt+"/steuerung"), "nach der Frist")
	h.wait(6 * time.Minute)
	page := h.signedIn(office).see(roundAt + "/steuerung")
	holds(t, "the board", page, "2 Vorschläge warten nach der Frist auf Bewertungen.", "Dr. Sanna Okafor: 26-001, 26-002.", "Frist ändern …")
	if strings.Index(page, "nach der Frist") > strings.Index(page, "sind in Bewertung") {
		t.Error("what is overdue does not come first")
	}
}

// The review begins by itself once the call is over: the board offers to open proposals, submitters are told that it is late.
func TestACallThatEndsByItself(t *testing.T) {
	t.Parallel()
	h := newRound(t, "  grace: 24 ", "  # ")
	h.submit("a")
	h.deadline(policy.StageCall, 5*time.Minute)
	b := h.signedIn(submitter)
	holds(t, "the own proposals", b.see("/meine-vorschlaege"), "Einreichen bis: <time", "heute um ")
	form := b.get(roundAt + "/einreichen")
	holds(t, "the form", form.Body.String(), "Einreichen bis: <time")
	board := h.signedIn(office).see(roundAt + "/steuerung")
	lacks(t, "the board during the call", board, "zur Bewertung öffnen …", "Die Einreichung endete")
	h.wait(6 * time.Minute)
	w := b.send(form, roundAt+"/einreichen", append(writeAll(), fieldEnd, endPreview)...)
	sound(t, w.Body.String())
	holds(t, "the form sent too late", w.Body.String(), "Die Frist ist abgelaufen", "Danach wird nichts mehr angenommen.", "Ihr Entwurf bleibt erhalten.",
		"Ein Bedarf.")
	holds(t, "the own proposals afterwards", b.see("/meine-vorschlaege"), `id="begin-bar"`)
	o := h.signedIn(office)
	holds(t, "the board after the call", o.see(roundAt+"/steuerung"), "Die Einreichung endete am ", "von selbst", "Phase: Einreichung, Frist abgelaufen")
	check := stepAtPath("pruefen")
	fields := []string{}
	for _, p := range h.rules.Eligibility {
		fields = append(fields, fieldPoint+p.ID, pointHolds)
	}
	if w := o.send(o.get(check), check, fields...); w.Code != http.StatusSeeOther {
		t.Fatalf("checking is answered %d", w.Code)
	}
	if w := o.send(o.get(firstAt), stepAtPath("bewertung-oeffnen")); w.Code != http.StatusSeeOther {
		t.Fatalf("opening the review is answered %d %s", w.Code, w.Body.String())
	}
	if got := h.round().Phase; got != "reviewing" {
		t.Errorf("the round is in %s", got)
	}
}
