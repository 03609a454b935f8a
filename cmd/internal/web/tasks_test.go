package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/view"
)

func TestTasksOfAMember(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	if at := b.get("/").Header().Get("Location"); at != "/aufgaben" {
		t.Errorf("a member begins at %s", at)
	}
	page := b.get("/aufgaben").Body.String()
	sound(t, page)
	for _, want := range []string{
		"2 Vorschläge warten auf Ihre Bewertung", "/runden/2026/vorschlaege/26-001/bewerten\">Nächsten Vorschlag bewerten",
		"Mittelgeber", "26-002 Vorschlag b",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the tasks lack %q", want)
		}
	}
	h.score(ministry, "a")
	h.score(ministry, "b")
	page = b.get("/aufgaben?abgegeben=26-002").Body.String()
	sound(t, page)
	for _, want := range []string{"Keine offenen Aufgaben.", "Bewertung zu 26-002 abgegeben", "Abgegeben"} {
		if !strings.Contains(page, want) {
			t.Errorf("the tasks lack %q", want)
		}
	}
}

const votePath = "/runden/2026/vorschlaege/26-001/abstimmen"

// ballotRound is a round with an open ballot on the first proposal.
func ballotRound(t *testing.T) *roundHouse {
	t.Helper()
	h := scoredRound(t)
	for _, email := range []string{ministry, network, projects, migrants} {
		h.score(email, "a")
	}
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	h.move(workflow.KindBallotOpened, "a")
	return h
}

func TestAnUnchangedVoteMakesNoEntry(t *testing.T) {
	t.Parallel()
	h := ballotRound(t)
	b := h.signedIn(ministry)
	b.send(b.get(votePath), votePath, "stimme", "yes")
	before := h.entries()
	w := b.send(b.get(votePath), votePath, "stimme", "yes")
	if w.Code != http.StatusSeeOther || h.entries() != before {
		t.Errorf("answered %d, with %d new entries", w.Code, h.entries()-before)
	}
	page := b.see(w.Header().Get("Location"))
	holds(t, "the page", page, "Nichts geändert: Ja", "Ein neuer Eintrag war nicht nötig")
	lacks(t, "the page", page, "Ihre Stimme ist eingetragen")
	if b.send(b.get(votePath), votePath, "stimme", "no"); h.entries() != before+1 {
		t.Error("another vote makes no entry")
	}
}

func TestVoting(t *testing.T) {
	t.Parallel()
	h := ballotRound(t)
	b, second := h.signedIn(ministry), h.signedIn(ministry)
	if page := b.get("/aufgaben").Body.String(); !strings.Contains(page, "1 Abstimmung läuft") {
		t.Error("the ballot is no task")
	}
	form, stale := b.get(votePath), second.get(votePath)
	sound(t, form.Body.String())
	if w := b.send(form, votePath); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Es ist keine Stimme gewählt") {
		t.Errorf("no choice is answered %d", w.Code)
	}
	w := b.send(form, votePath, "stimme", "yes")
	if w.Header().Get("Location") != votePath+"?abgestimmt=1" {
		t.Fatalf("%d %s", w.Code, w.Body.String())
	}
	if page := b.get(votePath + "?abgestimmt=1").Body.String(); !strings.Contains(page, "Ihre Stimme ist eingetragen: Ja") {
		t.Error("there is no receipt")
	}
	w = second.send(stale, votePath, "stimme", "no")
	if w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "haben Sie Ja gestimmt, hier steht Nein") {
		t.Errorf("a stale vote is answered %d", w.Code)
	}
	sound(t, w.Body.String())
	if w = second.send(w, votePath); w.Code != http.StatusSeeOther {
		t.Errorf("voting again is answered %d", w.Code)
	}
	if page := b.get(votePath).Body.String(); !strings.Contains(page, "Ihre Stimme ist eingetragen: Nein") {
		t.Error("the vote did not change")
	}
	if w := b.send(b.get(votePath), votePath, "stimme", "maybe"); w.Code < 400 || w.Code >= 500 {
		t.Errorf("a choice that does not exist is answered %d", w.Code)
	}
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
	w = b.send(form, votePath, "stimme", "no", "base", "2")
	if w.Code != http.StatusConflict && w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "läuft keine Abstimmung") {
		t.Errorf("a vote after closing is answered %d", w.Code)
	}
}

// How others vote is hidden while the ballot runs: the page is the same, byte for byte.
func TestVotesOfOthersLeaveNoTrace(t *testing.T) {
	t.Parallel()
	page := func(others bool) string {
		h := ballotRound(t)
		b := h.signedIn(ministry)
		if others {
			h.act(h.who[network], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: "no"})
		}
		pages := stripped(b.get(votePath).Body.String()) + stripped(b.get("/aufgaben").Body.String())
		h.act(h.who[ministry], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: "yes"})
		receipt := b.see(votePath + "?abgestimmt=1")
		holds(t, "the receipt", receipt, "Uhr, Fassung 1. Es zählt")
		return pages + stripped(receipt) + stripped(b.see("/aufgaben"))
	}
	with, without := page(true), page(false)
	if stamps.ReplaceAllString(with, "") != stamps.ReplaceAllString(without, "") {
		t.Error("the pages tell whether others have voted")
	}
}

// Of a round that is over, tasks and receipts stand behind those of rounds that go on, and nothing is said to be open to change.
func TestRoundsThatAreOverStandLast(t *testing.T) {
	t.Parallel()
	one := func(id string, phase workflow.Phase) *view.Round { return &view.Round{ID: id, Phase: phase} }
	var got []string
	for _, r := range byWork([]*view.Round{
		one("2024", workflow.Concluded), one("2025", workflow.Cancelled), one("2026", workflow.Reviewing), one("2027", workflow.Calling),
	}) {
		got = append(got, r.ID)
	}
	if want := []string{"2026", "2027", "2025", "2024"}; !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
	h := decidedRound(t)
	const open, over = "Änderbar, bis die Bewertung geschlossen wird.", "Die Runde ist beendet; daran ändert sich nichts mehr."
	page := h.signedIn(ministry).see("/aufgaben")
	holds(t, "the tasks", page, open)
	lacks(t, "the tasks", page, over)
	h.act(h.operator, workflow.Operator, roundID, &workflow.Move{Transition: workflow.KindRoundCancelled, Reason: "Mittel gestrichen"})
	page = h.signedIn(ministry).see("/aufgaben")
	holds(t, "the tasks afterwards", page, over)
	lacks(t, "the tasks afterwards", page, open)
}
