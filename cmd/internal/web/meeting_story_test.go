package web

import (
	"net/http"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// From the invitation to the end: a member who is excluded leaves for the item, a deputy acts in a holder's place, a tie rejects,
// the committee loses its quorum, and a second meeting needs none.
func TestAMeetingWithEverythingThatCanHappen(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	const deputy = "vertretung@example.org"
	stand := h.account(deputy, "Anna Sow")
	h.who[deputy] = stand
	seat := "sitz-" + h.who[migrants].Person[8:14]
	h.act(h.operator, workflow.Operator, roundID, &workflow.Admit{
		Participant: h.pseudonym(deputy), Capacity: workflow.Member, Seat: seat, Deputy: true, Person: stand.Person, Name: stand.Name,
		Reason: "Vertretung benannt",
	})
	h.act(h.who[projects], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
	chair := h.signedIn(ministry)
	come := func(emails ...string) []string {
		var out []string
		for _, email := range emails {
			out = append(out, fieldAttendance, "present."+h.pseudonym(email))
		}
		return out
	}
	page := chair.press(chair.get(sittingAt), "eroeffnen")
	holds(t, "before anybody has come", page.Body.String(), "So kann das Gremium noch nicht beschließen")
	holds(t, "who can come", page.Body.String(), "Anna Sow in Vertretung von Yeliz Aydemir")
	page = chair.press(page, "anwesenheit", come(ministry, network, projects, deputy, both)...)
	holds(t, "with a deputy", page.Body.String(), "vertreten durch Anna Sow", "in Vertretung")

	page = chair.press(page, "aufrufen", fieldItem, "1")
	holds(t, "an item with an interest", page.Body.String(), "Beschlussfähig: 4 von 4 Stimmberechtigten sind da", "befangen")
	h.leaves(projects)
	page = chair.get(sittingAt)
	chair.press(page, "abstimmen", fieldMode, string(workflow.ModeNamed))
	for _, email := range []string{ministry, deputy} {
		b := h.signedIn(email)
		b.press(b.get(sittingAt), "stimme", fieldChoice, "yes")
	}
	holds(t, "who has voted", chair.see(sittingAt), "Abgestimmt haben: Dr. Henrike Vollmer und Anna Sow.")
	for _, email := range []string{network, both} {
		h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.No})
	}
	lacks(t, "the holder who is not there", h.signedIn(migrants).see(sittingAt), "Stimme abgeben")
	page = chair.press(chair.get(sittingAt), "auszaehlen")
	holds(t, "a tie", page.Body.String(), "2 Ja, 2 Nein, 0 Enthaltung", "nicht ausgewählt", "Stimmengleichheit: sie gilt als Ablehnung.", "in Vertretung von Yeliz Aydemir", "Anna Sow")

	page = chair.press(page, "anwesenheit", fieldAttendance, "left."+h.pseudonym(network))
	page = chair.press(page, "anwesenheit", fieldAttendance, "left."+h.pseudonym(both))
	page = chair.press(page, "anwesenheit", fieldAttendance, "left."+h.pseudonym(projects))
	page = chair.press(page, "aufrufen", fieldItem, "2")
	holds(t, "without a quorum", page.Body.String(), "Nicht beschlussfähig: 2 von 5 Stimmberechtigten sind da, nötig sind 3.",
		"Es fehlen: Dr. Sanna Okafor, Petra Wiśniewski und Dr. Ngozi Brandt.", "zweite Sitzung", "Gesperrt")
	lacks(t, "without a quorum", page.Body.String(), "Wie wird abgestimmt?")
	if w := chair.post(sittingAt+"/abstimmen", fieldCommand, "x", fieldProposal, "b", fieldMode, modeOpen); w.Code == http.StatusSeeOther {
		t.Error("a ballot is opened without a quorum")
	}
	page = chair.press(chair.get(sittingAt+"/schliessen"), "schliessen")
	holds(t, "the closed meeting", page.Body.String(), "Ein Punkt ist mangels Beschlussfähigkeit zurückgestellt", "26-002 Vorschlag b")
	lacks(t, "the board after the meeting", h.signedIn(office).see(roundAt+"/steuerung"), "Eine Abstimmung läuft", "Abstimmung schließen")
	h.secondMeeting()
}

// leaves lets a member who is excluded from the item leave the room; only the chair records that they are back.
func (h *roundHouse) leaves(email string) {
	t := h.t
	t.Helper()
	out := h.signedIn(email)
	own := out.get(sittingAt)
	holds(t, "the excluded", own.Body.String(), "Sie nehmen an diesem Punkt nicht teil", "Raum für diesen Punkt verlassen")
	holds(t, "having left", out.press(own, "gehen").Body.String(), "Festgehalten: Sie haben den Raum verlassen")
	if p := h.round().Meetings[0].Presence[2]; len(p.Away) != 1 || p.Away[0] != "1" {
		t.Errorf("the one who left stands as %+v", p)
	}
	if w := out.post(sittingAt+"/anwesenheit", fieldCommand, "x", fieldAttendance, "present."+h.pseudonym(email)+".1"); w.Code != http.StatusForbidden {
		t.Errorf("a member records their own return: %d", w.Code)
	}
}

// secondMeeting convenes it on the page, with what was put off on its agenda, and decides with two members present.
func (h *roundHouse) secondMeeting() {
	t := h.t
	t.Helper()
	o := h.signedIn(office)
	at := meetingsAt + "/neu?" + fieldFirst + "=1"
	holds(t, "the office's page", o.see(sittingAt), "Zweite Sitzung einberufen …")
	form := o.get(at)
	sound(t, form.Body.String())
	holds(t, "the invitation", form.Body.String(), "ohne Rücksicht auf die Zahl der Anwesenden", "26-002 „Vorschlag b“")
	sent := o.send(form, meetingsAt+"/neu", fieldDay, h.day(1), fieldClock, "09:30")
	if sent.Code != http.StatusSeeOther {
		t.Fatalf("the second meeting is answered %d: %s", sent.Code, sent.Body)
	}
	m := h.round().Meeting("2")
	if m == nil || m.SecondOf != "1" || len(m.Agenda) != 1 || m.Agenda[0].Proposal != "b" {
		t.Fatalf("the second meeting stands as %+v", m)
	}
	first := o.see(sittingAt)
	holds(t, "the first meeting", first, `href="`+meetingsAt+`/2"`)
	lacks(t, "the first meeting", first, "Zweite Sitzung einberufen …")
	h.later(m.Starts)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "2"})
	for _, email := range []string{ministry, migrants} {
		h.lead(&workflow.RecordAttendance{Meeting: "2", Participant: h.pseudonym(email), Attendance: workflow.Present})
	}
	h.lead(&workflow.CallItem{Meeting: "2", Item: "1"})
	page := h.signedIn(office).see(meetingsAt + "/2")
	sound(t, page)
	holds(t, "the second meeting", page, "Zweite Sitzung", "Beschlussfähig als zweite Sitzung: 2 von 5", "Abstimmung eröffnen")
	h.lead(&workflow.OpenBallot{Proposal: "b", Meeting: "2"})
	for _, email := range []string{ministry, migrants} {
		h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Proposal: "b", Choice: policy.Yes})
	}
	h.lead(&workflow.CloseBallot{Proposal: "b"}, &workflow.MoveMeeting{Transition: workflow.KindMeetingClosed, Meeting: "2"})
	holds(t, "its result", h.signedIn(migrants).see(meetingsAt+"/2"), "2 Ja, 0 Nein", "ausgewählt")
}

// A cancelled meeting says to everybody who was invited why it was cancelled.
func TestACancelledMeetingSaysWhy(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	o, at := h.signedIn(office), sittingAt+"/absagen"
	if w := o.send(o.get(at), at, fieldReason, "Der Raum fehlt."); w.Code != http.StatusSeeOther {
		t.Fatalf("cancelling is answered %d: %s", w.Code, w.Body)
	}
	holds(t, "the cancelled meeting", h.signedIn(network).see(sittingAt), "Abgesagt", "Grund der Absage", "Der Raum fehlt.")
}

// later moves the house's clock to an instant.
func (h *house) later(at ledger.Instant) { h.away.Store(int64(at.Time().Sub(h.clock))) }

// Several ballots are opened, voted in and closed at once, each time after a preview of what each item gets; a preview that is out
// of date does nothing.
func TestSeveralItemsAtOnce(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, migrants)
	chair, member := h.signedIn(ministry), h.signedIn(network)
	holds(t, "the chair's page", chair.see(sittingAt), "Über 2 Punkte zusammen abstimmen …")
	preview := chair.get(sittingAt + "/zusammen-abstimmen")
	sound(t, preview.Body.String())
	holds(t, "the preview", preview.Body.String(), "2 Abstimmungen eröffnen", "TOP 1: 26-001 Vorschlag a", "TOP 2: 26-002 Vorschlag b")
	old := preview
	chair.press(preview, "zusammen-abstimmen", fieldMode, modeOpen)
	stale := chair.send(old, sittingAt+"/zusammen-abstimmen", fieldCommand, "another")
	sound(t, stale.Body.String())
	if stale.Code != http.StatusConflict {
		t.Errorf("an old preview is answered %d", stale.Code)
	}
	holds(t, "the member's page", member.see(sittingAt), "Zu 2 Punkten gleich stimmen …")
	vote := member.get(sittingAt + "/zusammen-stimmen")
	sound(t, vote.Body.String())
	if w := member.send(vote, sittingAt+"/zusammen-stimmen"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("no choice is answered %d", w.Code)
	}
	member.press(vote, "zusammen-stimmen", fieldChoice, "no")
	for _, id := range []string{"a", "b"} {
		if v := h.round().Proposal(id).Ballot.Votes; len(v) < 2 || v[1].Choice != policy.No {
			t.Errorf("the votes on %s are %+v", id, v)
		}
	}
	page := chair.press(chair.get(sittingAt+"/zusammen-auszaehlen"), "zusammen-auszaehlen")
	holds(t, "the results", page.Body.String(), "0 Ja, 1 Nein")
	if h.round().Proposal("b").Ballot.Open {
		t.Error("a ballot is still open")
	}
}

// One member's objection stops a written procedure; what was open in it does not count.
func TestAnObjectionStopsAWrittenProcedure(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(
		&workflow.Convene{Meeting: "2", Written: true, Deadline: ledger.InstantOf(h.now().AddDate(0, 0, 5)), Title: "Umlauf"},
		&workflow.SetAgenda{Meeting: "2", Items: []workflow.Item{{ID: "1", Proposal: "a"}, {ID: "2", Proposal: "b"}}},
		&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "2"},
		&workflow.OpenBallot{Proposal: "a", Meeting: "2"})
	at := meetingsAt + "/2"
	b := h.signedIn(network)
	page := b.get(at)
	sound(t, page.Body.String())
	holds(t, "the procedure", page.Body.String(), "Das schriftliche Verfahren läuft", "Frist", "Stimme abgeben", "Widersprechen …")
	lacks(t, "the procedure", page.Body.String(), "Abgestimmt haben")
	if w := b.send(page, at+"/stimme", fieldChoice, "yes"); w.Code != http.StatusSeeOther {
		t.Fatalf("a vote is answered %d: %s", w.Code, w.Body)
	}
	holds(t, "the office's page", h.signedIn(office).see(at), "Die Frist läuft noch, und nicht alle haben abgestimmt.")
	o := h.signedIn(migrants)
	form := o.get(at + "/widerspruch")
	sound(t, form.Body.String())
	holds(t, "before objecting", form.Body.String(), "bricht das schriftliche Verfahren sofort ab", "26-002 Vorschlag b")
	if w := o.send(form, at+"/widerspruch", fieldReason, "Das gehört in eine Sitzung."); w.Code != http.StatusSeeOther {
		t.Fatalf("the objection is answered %d: %s", w.Code, w.Body)
	}
	page = b.get(at)
	sound(t, page.Body.String())
	holds(t, "the stopped procedure", page.Body.String(), "Nach einem Widerspruch abgebrochen")
	lacks(t, "the stopped procedure", page.Body.String(), "Stimme abgeben", "Widersprechen …")
	h.lead(&workflow.CloseBallot{Proposal: "a"})
	holds(t, "its ballot", b.see(at), "Diese Abstimmung gilt nicht")
}
