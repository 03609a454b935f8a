package web

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

const sittingAt = meetingsAt + "/1"

// zoned are instants with a zone, of a house whose clock begins when its test does.
var zoned = regexp.MustCompile(`datetime="[^"]*"`)

// sittingRound is a round whose proposals are scored, with a meeting that is open, its agenda set and nobody recorded yet.
func sittingRound(t *testing.T) *roundHouse {
	t.Helper()
	h := newRound(t, "  invitation: 14\n", "")
	h.submit("a")
	h.submit("b")
	h.review("a", "b")
	for _, p := range []string{"a", "b"} {
		for _, m := range []string{ministry, network, projects, migrants} {
			h.score(m, p)
		}
		h.move(workflow.KindScoringClosed, p)
	}
	h.move(workflow.KindDeliberationStarted, "")
	h.lead(
		&workflow.Convene{Meeting: "1", Starts: ledger.InstantOf(h.now()) + 60e6, Title: "1. Sitzung", Place: "Berlin"},
		&workflow.SetAgenda{
			Meeting: "1", Items: []workflow.Item{{ID: "1", Proposal: "a"}, {ID: "2", Proposal: "b"}, {ID: "3"}},
			Titles: map[string]string{"3": "Verschiedenes"},
		})
	return h
}

// lead carries out commands of the office.
func (h *roundHouse) lead(commands ...workflow.Command) {
	h.t.Helper()
	h.act(h.who[office], workflow.Coordinator, roundID, commands...)
}

// attend records the attendance of members.
func (h *roundHouse) attend(how workflow.Attendance, item string, emails ...string) {
	h.t.Helper()
	for _, email := range emails {
		h.lead(&workflow.RecordAttendance{Meeting: "1", Participant: h.pseudonym(email), Attendance: how, Item: item})
	}
}

// press sends a form of the meeting's page and expects to be led back to it.
func (b *browser) press(page *httptest.ResponseRecorder, to string, fields ...string) *httptest.ResponseRecorder {
	b.h.t.Helper()
	w := b.send(page, sittingAt+"/"+to, fields...)
	if w.Code != http.StatusSeeOther {
		b.h.t.Fatalf("%s %v is answered %d: %s", to, fields, w.Code, w.Body)
	}
	next := b.get(strings.Split(w.Header().Get("Location"), "#")[0])
	sound(b.h.t, next.Body.String())
	return next
}

// The chair opens the meeting, records who is there, calls an item and holds a ballot on it; the members vote on their own
// pages and learn the result when it is closed.
func TestAMeetingRunsOnItsPages(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	chair, member := h.signedIn(ministry), h.signedIn(network)
	page := chair.get(sittingAt)
	sound(t, page.Body.String())
	lacks(t, "a member's page", member.see(sittingAt), "Sitzung eröffnen")
	if w := member.post(sittingAt+"/eroeffnen", fieldCommand, "x"); w.Code != http.StatusForbidden {
		t.Errorf("a member opens the meeting: %d", w.Code)
	}
	page = chair.press(page, "eroeffnen")
	holds(t, "the open meeting", page.Body.String(), "Die Sitzung läuft", "Nicht beschlussfähig: 0 von 5 Stimmberechtigten sind da, nötig sind 3.", "Noch kein Punkt ist aufgerufen.")
	if w := chair.send(page, sittingAt+"/anwesenheit"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Es ist niemand gewählt.") {
		t.Errorf("nobody's attendance is answered %d", w.Code)
	}
	holds(t, "the open meeting", page.Body.String(), "Alle 5 Mitglieder sind da")
	come := func(email string) string { return "present." + h.pseudonym(email) }
	page = chair.press(page, "anwesenheit", fieldAttendance, come(ministry), fieldAttendance, come(network), fieldAttendance, come(migrants))
	holds(t, "with three present", page.Body.String(), "Beschlussfähig: 3 von 5 Stimmberechtigten sind da, nötig sind 3.")
	page = chair.press(page, "aufrufen", fieldItem, "1")
	holds(t, "with an item called", page.Body.String(), "TOP 1: 26-001 Vorschlag a", "Abstimmung eröffnen", "Wie wird abgestimmt?")
	chair.press(page, "abstimmen", fieldMode, modeOpen)
	seen := member.get(sittingAt)
	sound(t, seen.Body.String())
	holds(t, "the member's tasks", member.see("/aufgaben"), "1. Sitzung", "Die Sitzung läuft")
	holds(t, "the member's voting card", seen.Body.String(), "Stimme abgeben", "0 von 3 Stimmen sind abgegeben.", "Geheime Abstimmung verlangen")
	if w := member.send(seen, sittingAt+"/stimme"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Es ist keine Stimme gewählt.") {
		t.Errorf("no vote is answered %d", w.Code)
	}
	voted := member.press(seen, "stimme", fieldChoice, "yes")
	holds(t, "after voting", voted.Body.String(), "Ihre Stimme ist eingetragen: Ja", "1 von 3 Stimmen", "Abgestimmt haben: Dr. Sanna Okafor.")
	lacks(t, "somebody else's page", h.signedIn(migrants).see(sittingAt), "Geheime Abstimmung verlangen", "eingetragen")
	h.act(h.who[migrants], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.No})
	page = chair.press(chair.get(sittingAt), "stimme", fieldChoice, "yes")
	page = chair.press(page, "auszaehlen")
	late := member.send(voted, sittingAt+"/stimme", fieldChoice, "no")
	holds(t, "a vote too late", late.Body.String(), "Die Abstimmung ist schon geschlossen")
	lacks(t, "a vote too late", late.Body.String(), "zuerst eröffnen")
	holds(t, "the result", page.Body.String(), "2 Ja, 1 Nein, 0 Enthaltung", "Nach dem Regelwerk ist das Ergebnis: ausgewählt.", "offene Abstimmung, geschlossen")
	holds(t, "the absent member", h.signedIn(projects).see(sittingAt), "2 Ja, 1 Nein")
	page = chair.press(page, "antrag", fieldText, "Künftig tagt das Gremium im Mai.")
	holds(t, "a motion", page.Body.String(), "Antrag: Künftig tagt das Gremium im Mai.", "Gestellt von Dr. Henrike Vollmer")
	h.lead(&workflow.OpenBallot{Motion: "1-1-1"})
	for _, email := range []string{ministry, network, migrants} {
		h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Motion: "1-1-1", Choice: policy.Yes})
	}
	page = chair.press(chair.get(sittingAt), "auszaehlen")
	holds(t, "the motion's result", page.Body.String(), "3 Ja, 0 Nein, 0 Enthaltung", "Der Antrag ist angenommen.")
	ending := chair.get(sittingAt + "/schliessen")
	sound(t, ending.Body.String())
	holds(t, "before closing", ending.Body.String(), "26-002 Vorschlag b", "zurückgestellt", "die Entscheidung ist noch einzutragen", "26-001 Vorschlag a")
	holds(t, "the office's page", h.signedIn(office).see(sittingAt), "Entscheidung zu 26-001 eintragen …", "Noch einmal abstimmen …")
	lacks(t, "the chair's page", chair.see(sittingAt), "Entscheidung zu 26-001 eintragen")
	page = chair.press(ending, "schliessen")
	holds(t, "the closed meeting", page.Body.String(), "Geschlossen", "3 Ja, 0 Nein", "am Ende der Sitzung")
	lacks(t, "the closed meeting", page.Body.String(), "zu diesem Punkt", "Sitzung schließen", "Als anwesend festhalten")
	holds(t, "the English page", member.see(sittingAt+"?lang=en"), "The motion is carried.", "2 yes, 1 no, 0 abstaining")
}

// One member makes a ballot secret; from then on nobody's choice is anywhere.
func TestASecretBallotOnDemand(t *testing.T) {
	t.Parallel()
	world := func(first policy.Choice) map[string]string {
		h := sittingRound(t)
		h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
		h.attend(workflow.Present, "", ministry, network, migrants)
		h.lead(&workflow.CallItem{Meeting: "1", Item: "1"}, &workflow.OpenBallot{Proposal: "a", Meeting: "1"})
		b := h.signedIn(network)
		page := b.press(b.get(sittingAt), "geheim")
		holds(t, "after the demand", page.Body.String(), "geheim, bis der Vorsitz schließt", "nicht vor dem Betrieb des Servers")
		page = b.press(page, "stimme", fieldChoice, string(first))
		holds(t, "after a secret vote", page.Body.String(), "Sie haben geheim abgestimmt")
		lacks(t, "after a secret vote", page.Body.String(), "Stimme abgeben", "Stimme ändern")
		second := policy.Yes
		if first == policy.Yes {
			second = policy.No
		}
		h.act(h.who[migrants], workflow.Member, roundID, &workflow.CastSecretVote{Proposal: "a", Choice: second})
		h.act(h.who[ministry], workflow.Member, roundID, &workflow.CastSecretVote{Proposal: "a", Choice: policy.Yes})
		out := map[string]string{"before": h.signedIn(office).see(sittingAt)}
		h.lead(&workflow.CloseBallot{Proposal: "a"})
		for _, email := range []string{ministry, network, office, auditor} {
			for _, at := range []string{sittingAt, firstAt, firstAt + "/warum"} {
				out[email+at] = zoned.ReplaceAllString(h.signedIn(email).see(at), "")
			}
		}
		holds(t, "the result", out[office+sittingAt], "2 Ja, 1 Nein, 0 Enthaltung", "geheime Abstimmung, geschlossen")
		return out
	}
	one, two := world(policy.Yes), world(policy.No)
	for at, page := range one {
		if unlike := difference(page, two[at]); unlike != "" {
			t.Errorf("who voted how shows at %s: %s", at, unlike)
		}
	}
}

// A ballot that was opened outside of the meeting is closed on the meeting's page by whoever leads it, the chair too, and a new
// one is opened then.
func TestABallotFromOutsideIsClosedInTheMeeting(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.OpenBallot{Proposal: "a"}, &workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, migrants)
	h.lead(&workflow.CallItem{Meeting: "1", Item: "1"})
	chair := h.signedIn(ministry)
	page := chair.get(sittingAt)
	sound(t, page.Body.String())
	holds(t, "the chair's page", page.Body.String(), "Schließen Sie sie zuerst.", `action="`+sittingAt+`/auszaehlen"`, "Abstimmung schließen")
	lacks(t, "another member's page", h.signedIn(network).see(sittingAt), "/auszaehlen")
	page = chair.press(page, "auszaehlen")
	holds(t, "after closing", page.Body.String(), "Wie wird abgestimmt?", "Abstimmung eröffnen")
	lacks(t, "after closing", page.Body.String(), "/auszaehlen", "Schließen Sie sie zuerst.")
}

// Who is noted as absent cannot be recorded as present; the refusal calls them by name.
func TestAnAbsenceIsToldByName(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	chair := h.signedIn(ministry)
	page := chair.get(sittingAt)
	h.lead(&workflow.NoteAbsence{Participant: h.pseudonym(network)})
	sent := chair.send(page, sittingAt+"/anwesenheit", fieldAttendance, "present."+h.pseudonym(network))
	holds(t, "the refusal", sent.Body.String(), "Für Dr. Sanna Okafor ist eine Abwesenheit eingetragen.")
}

// All who are expected are noted as present by one button, which is there without a script; who has come or left stays as noted.
func TestEverybodyIsThere(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	chair := h.signedIn(ministry)
	page := chair.press(chair.get(sittingAt), "eroeffnen")
	page = chair.press(page, "anwesenheit", fieldAttendance, "present."+h.pseudonym(network))
	holds(t, "the meeting", page.Body.String(), "Alle 4 Mitglieder sind da")
	page = chair.press(page, "anwesenheit", fieldEverybody, "1")
	holds(t, "with everybody", page.Body.String(), "Beschlussfähig: 5 von 5 Stimmberechtigten sind da")
	lacks(t, "with everybody", page.Body.String(), "Mitglieder sind da")
	page = chair.press(page, "anwesenheit", fieldAttendance, "left."+h.pseudonym(projects))
	holds(t, "after one has left", page.Body.String(), "Beschlussfähig: 4 von 5 Stimmberechtigten sind da")
	lacks(t, "after one has left", page.Body.String(), "Mitglieder sind da")
	if w := chair.send(page, sittingAt+"/anwesenheit", fieldAttendance, "-", fieldEverybody, "1"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("everybody once more is answered %d", w.Code)
	}
}
