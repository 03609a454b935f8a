package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

// satRound is a round with a meeting that is over: Petra Wiśniewski is excluded from a and left for it, a motion on a was
// voted on by name, and a was voted on and decided.
func satRound(t *testing.T, choice policy.Choice) *roundHouse {
	t.Helper()
	h := sittingRound(t)
	h.act(h.who[projects], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "organisation"})
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, projects, migrants)
	h.attend(workflow.Left, "1", projects)
	h.lead(&workflow.CallItem{Meeting: "1", Item: "1"}, &workflow.MakeMotion{Meeting: "1", Item: "1", Motion: "m", Text: "Erst die Zahlen ansehen"},
		&workflow.OpenBallot{Motion: "m", Mode: workflow.ModeNamed})
	vote := func(c workflow.CastVote) {
		for _, email := range []string{ministry, network, migrants} {
			one := c
			h.act(h.who[email], workflow.Member, roundID, &one)
		}
	}
	vote(workflow.CastVote{Motion: "m", Choice: choice})
	h.lead(&workflow.CloseBallot{Motion: "m"}, &workflow.OpenBallot{Proposal: "a", Meeting: "1"})
	vote(workflow.CastVote{Proposal: "a", Choice: choice})
	h.lead(&workflow.CloseBallot{Proposal: "a"}, &workflow.MoveMeeting{Transition: workflow.KindMeetingClosed, Meeting: "1"},
		&workflow.TakeDecision{Proposal: "a", Rationale: "Grund " + string(choice)})
	return h
}

// The minutes of a meeting are drafted and approved for themselves, and found from the meeting, the board and the round's.
func TestMinutesOfAMeetingOnThePages(t *testing.T) {
	t.Parallel()
	h := satRound(t, policy.Yes)
	o := h.signedIn(office)
	at := minutesAt + "?" + url.Values{fieldMeeting: {"1"}}.Encode()
	holds(t, "the meeting", o.see(sittingAt), "Niederschrift dieser Sitzung", at)
	holds(t, "the board", o.see(roundAt+"/steuerung"), "„1. Sitzung“ ist zu Ende, die Niederschrift fehlt noch")
	holds(t, "the round's minutes", o.see(minutesAt), "1. Sitzung", "fehlt noch", at)
	page := o.see(at)
	sound(t, page)
	holds(t, "the record", page, "Niederschrift: 1. Sitzung, Auswahlrunde 2026", "Anwesend waren 4 von 5 Stimmberechtigten.", "Erst die Zahlen ansehen",
		"Namentliche Abstimmung über den Antrag", "Der Antrag ist angenommen.", "Für diesen Punkt haben den Raum verlassen: Petra Wiśniewski",
		"Nicht mitgewirkt hat wegen Befangenheit", "Dazu ist nichts festgehalten.", "Verschiedenes", "Grund yes", "Berlin")
	form := o.get(draftAt + "?sitzung=1")
	sound(t, form.Body.String())
	sent := o.send(form, draftAt, fieldNote, "Ein Gast war da.")
	if sent.Code != http.StatusSeeOther || !strings.Contains(sent.Header().Get("Location"), "sitzung=1") {
		t.Fatalf("the draft is answered %d to %s", sent.Code, sent.Header().Get("Location"))
	}
	holds(t, "the draft", o.see(sent.Header().Get("Location")), "hat die Niederschrift entworfen", "Ein Gast war da.", "Ein Entwurf.")
	lacks(t, "the round's minutes", o.see(minutesAt), "Ein Gast war da.")
	chair := h.signedIn(ministry)
	holds(t, "the chair's tasks", chair.see("/aufgaben"), "Die Niederschrift von „1. Sitzung“, Fassung 1, wartet auf die Genehmigung")
	approval := chair.get(approveAt + "?sitzung=1")
	sound(t, approval.Body.String())
	if w := chair.send(approval, approveAt); w.Code != http.StatusSeeOther {
		t.Fatalf("the approval is answered %d: %s", w.Code, w.Body)
	}
	all := h.round().Minutes
	if len(all) != 1 || all[0].Meeting != "1" || all[0].Approved == 0 {
		t.Errorf("the record has %+v", all)
	}
	holds(t, "the round's minutes", o.see(minutesAt), "genehmigt, Fassung 1")
	file := o.get(minutesAt + "/datei?form=md&sitzung=1")
	holds(t, "the file", file.Header().Get("Content-Disposition")+file.Body.String(), "niederschrift-2026-1-fassung-1.md", "# Niederschrift: 1. Sitzung")
	for _, q := range []string{"?sitzung=9", "/entwerfen?sitzung=9", "/datei?sitzung=9", "/genehmigen?sitzung=9"} {
		if w := o.get(minutesAt + q); w.Code != http.StatusNotFound {
			t.Errorf("%s is answered %d", q, w.Code)
		}
	}
}

// Who left the meeting for an item because of an interest reads its minutes without it: two worlds that differ in how the
// others voted give the same pages.
func TestTheExcludedGetTheSameMinutesOfAMeeting(t *testing.T) {
	t.Parallel()
	world := func(choice policy.Choice) map[string]string {
		h := satRound(t, choice)
		v, err := h.desk.Round(t.Context(), roundID, &h.operator)
		if err != nil {
			t.Fatal(err)
		}
		c, err := h.desk.MinutesDraft(t.Context(), v, "1", 0)
		if err != nil {
			t.Fatal(err)
		}
		c.Note = "Über a: " + string(choice)
		h.act(h.operator, workflow.Operator, roundID, c)
		b, out := h.signedIn(projects), map[string]string{}
		for _, at := range []string{
			"", "?sitzung=1", "?sitzung=1&fassung=1", "?sitzung=1&namen=ohne", "/datei?sitzung=1&form=md", "/datei?sitzung=1&form=html",
			"/genehmigen?sitzung=1",
		} {
			out[at] = b.get(minutesAt + at).Body.String()
		}
		page := out["?sitzung=1"]
		sound(t, page)
		holds(t, "the page", page, "1. <span class=\"nb\">26-001</span> Vorschlag a", "An diesem Punkt nehmen Sie wegen Befangenheit nicht teil", "2. <span class=\"nb\">26-002</span> Vorschlag b")
		lacks(t, "the page", page, "Erst die Zahlen", "Raum verlassen", "Grund", "Über a", "sha256:", "Namentliche")
		return out
	}
	one, two := world(policy.Yes), world(policy.No)
	for at, page := range one {
		if unlike := difference(page, two[at]); unlike != "" {
			t.Errorf("it shows at %s: %s", at, unlike)
		}
	}
}
