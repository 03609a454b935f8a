package web

import (
	"net/http"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

// Recused, abstained and absent are three things wherever votes are listed; what was given before an exclusion stays on record
// and counts nowhere, and the examination says so.
func TestRecusedAbstainedAndAbsentAreThreeThings(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.scoreAs(projects, "a", "0")
	recuse(h, projects)
	for _, email := range []string{ministry, network, migrants} {
		h.scoreAs(email, "a", "3")
	}
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	h.move(workflow.KindBallotOpened, "a")
	h.vote(ministry, policy.Yes)
	h.vote(migrants, policy.Yes)
	h.vote(network, policy.Abstain)
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
	for _, email := range []string{office, auditor, ministry} {
		page := h.signedIn(email).see(firstAt + "/warum")
		sound(t, page)
		for name, says := range map[string]string{
			"Dr. Sanna Okafor": "Enthaltung", "Dr. Ngozi Brandt": "nicht abgestimmt", "Petra Wiśniewski": "befangen, ausgeschlossen", "Dr. Henrike Vollmer": "Ja",
		} {
			if row := rowOf(page, "Stimmen im Einzelnen", name); !strings.Contains(row, says) {
				t.Errorf("%s is told of %s: %s", email, name, row)
			}
		}
		if row := rowOf(page, "Stimmen je Gremiumsteil", `scope="row" role="rowheader">Gremium`); !strings.Contains(row, ">2<") || strings.Count(row, ">1<") != 2 {
			t.Errorf("%s is told of the committee: %s", email, row)
		}
		holds(t, "the examination by "+email, page, "eine Enthaltung. Als befangen ausgeschlossen: Petra Wiśniewski.",
			"Von Ausgeschlossenen ist keine Bewertung und keine Stimme eingeflossen", "außer Betracht: 1 Bewertung, 0 Stimmen")
	}
	holds(t, "in English", h.signedIn(auditor).see(firstAt+"/warum?lang=en"), "excluded because of an interest", "abstention", "did not vote")
	page := h.signedIn(office).see(firstAt)
	holds(t, "the scores", page, "außer Betracht")
}

// In a meeting somebody who is there and does not vote is told apart from somebody who is not there.
func TestWhoIsThereAndDoesNotVote(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, projects, both)
	h.attend(workflow.Absent, "", migrants)
	recuse(h, both)
	h.lead(&workflow.CallItem{Meeting: "1", Item: "1"}, &workflow.OpenBallot{Proposal: "a", Mode: workflow.ModeNamed})
	h.vote(ministry, policy.Yes)
	h.vote(network, policy.Abstain)
	h.lead(&workflow.CloseBallot{Proposal: "a"})
	for _, at := range []string{sittingAt, firstAt + "/warum"} {
		page := h.signedIn(projects).see(at)
		for name, says := range map[string]string{
			"Dr. Henrike Vollmer": "Ja", "Dr. Sanna Okafor": "Enthaltung", "Petra Wiśniewski": "anwesend, nicht abgestimmt", "Yeliz Aydemir": "abwesend",
			"Dr. Ngozi Brandt": "befangen, ausgeschlossen",
		} {
			if row := rowOf(page, "Stimmen im Einzelnen", name); !strings.Contains(row, ">"+says) {
				t.Errorf("%s says of %s: %s", at, name, row)
			}
		}
	}
}

// rowOf is the row of a table that holds a name.
func rowOf(page, table, name string) string {
	_, rest, _ := strings.Cut(page, `<caption class="vh">`+table)
	rest, _, _ = strings.Cut(rest, "</table>")
	for row := range strings.SplitSeq(rest, "<tr") {
		if strings.Contains(row, name) {
			return row
		}
	}
	return "no row"
}

// A coordinator with an interest hands the item over: every step on it is refused to them, and another of the office takes it.
func TestAStandInTakesTheItem(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	o := h.signedIn(office)
	form := o.get(firstInterest)
	sound(t, form.Body.String())
	if w := o.send(form, firstInterest, fieldInterest, "relative", fieldNote, "Mein Bruder arbeitet dort."); w.Code != http.StatusSeeOther {
		t.Fatalf("declaring is answered %d", w.Code)
	}
	page := o.see(firstAt)
	sound(t, page)
	holds(t, "the office's page", page, "Sie nehmen an diesem Punkt nicht teil", "Die Schritte zu diesem Vorschlag übernimmt eine andere Person der Koordination.")
	for _, email := range []string{ministry, network, migrants, projects} {
		h.scoreAs(email, "a", "3")
	}
	for _, st := range []string{"bewertung-schliessen", "abstimmung-oeffnen", "zurueckziehen"} {
		if w := o.post(firstAt+"/schritt/"+st, fieldCommand, "x"); w.Code != http.StatusForbidden {
			t.Errorf("%s is answered %d", st, w.Code)
		}
	}
	b := h.signedIn(both)
	holds(t, "the stand-in's page", b.see(firstAt), "Miriam Castellani", "selbst angezeigt", "Bewertung schließen")
	at := firstAt + "/schritt/bewertung-schliessen"
	if w := b.send(b.get(at), at); w.Code != http.StatusSeeOther || h.round().Proposal("a").State != workflow.Scored {
		t.Errorf("the stand-in is answered %d: %s", w.Code, h.round().Proposal("a").State)
	}
	lacks(t, "the office's page after that", o.see(firstAt), "bewertet</span>", "Abstimmung")
}

// A seat that is near an owner is told so before its holder reads on, and the office sees whom it concerns; nobody is excluded
// by it, and others are not told.
func TestASuggestionIsSaidAndBindsNobody(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	near := "nah@example.org"
	who := h.account(near, "Jonas Achterberg")
	h.who[near] = who
	h.act(h.operator, workflow.Operator, roundID,
		&workflow.CreateSeat{Seat: "nah", Body: "network", Group: "projects", Organisation: "kolibri"},
		&workflow.Admit{Participant: h.pseudonym(near), Capacity: workflow.Member, Seat: "nah", Person: who.Person, Name: who.Name})
	h.submit("a")
	h.review("a")
	b := h.signedIn(near)
	for _, at := range []string{firstAt, scorePath, firstInterest} {
		page := b.see(at)
		sound(t, page)
		holds(t, at, page, "Ihr Sitz steht", "Vorhaben Kolibri", "schließt Sie nicht aus")
	}
	holds(t, "in English", b.see(firstAt+"?lang=en"), "Vorhaben Kolibri")
	page := h.signedIn(office).see(firstAt)
	holds(t, "the office's page", page, "Jonas Achterberg", "steht Vorhaben Kolibri nahe; angezeigt ist nichts", "interesse/anzeigen?")
	for _, other := range []string{ministry, submitter} {
		lacks(t, other, h.signedIn(other).see(firstAt), "steht Vorhaben Kolibri nahe", "Ihr Sitz steht")
	}
	h.score(near, "a")
	if len(h.round().Proposal("a").Sheets) != 1 {
		t.Error("the suggestion excludes")
	}
}
