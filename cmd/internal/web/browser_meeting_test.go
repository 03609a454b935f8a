package web

import (
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"gremium/cmd/internal/web/browsertest"
	"gremium/workflow"
)

// Three people in three browsers follow one meeting: what the chair does shows on the members' pages without their doing anything,
// and what they have chosen and not sent stays.
func TestBrowserFollowsTheMeeting(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	server := httptest.NewServer(h.server)
	t.Cleanup(server.Close)
	t.Cleanup(h.server.Close) // ahead of the server, which waits for its streams
	at := server.URL + sittingAt
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, migrants)

	chair, first, second := sit(t, h, server.URL, ministry), sit(t, h, server.URL, network), sit(t, h, server.URL, migrants)
	const following, card = "[data-live-state=on]:not([hidden])", "#vorschlag-26-001"
	for _, p := range []*person{chair, first, second} {
		p.Go(at)
		p.Await(following)
	}
	chair.Follow(".agenda li:first-child form button")
	for _, p := range []*person{first, second} {
		p.Await(card)
		p.says("h1", "TOP 1: 26-001 Vorschlag a")
	}
	chair.Follow(card + " form .btn.primary") // opens the ballot
	first.Await(card + " .ballot")
	second.Await(card + " .ballot")
	second.Click(card + " .ballot label:last-child")
	first.see("sitzung-mitglied")
	first.Click(card + " .ballot label:first-child")
	first.Follow(card + " form .btn.primary")
	first.says(card+" .box.good", "Ihre Stimme ist eingetragen: Ja")
	chair.moves(second)
	second.says(card, "1 von 3 Stimmen sind abgegeben.")
	if !browsertest.Eval[bool](second.Page, "document.querySelector('"+card+" .ballot label:last-child input').checked") {
		t.Error("what a member has chosen is gone when somebody else votes")
	}
	second.Follow(card + " form .btn.primary")
	second.says(card+" .box.good", "Enthaltung")
	chair.Await("#eingabe .inner > .status.good")
	chair.Go(at)
	if got := chair.Value("#text"); got != "Danach wird vertagt." {
		t.Errorf("what was typed while others voted is %q", got)
	}
	chair.see("sitzung-vorsitz")
	chair.Follow(card + " .offers form .btn")
	first.Await(card + " details")
	first.says(card, "1 Ja, 0 Nein, 1 Enthaltung")
	first.says("[data-live-say]", "1 Ja, 0 Nein, 1 Enthaltung")

	h.beside()
	first.objects(server.URL + meetingsAt + "/2")
	chair.Go(at + "/schliessen")
	chair.see("sitzung-schliessen")
	chair.leave(office)
	for name, path := range map[string]string{
		"sitzungen": meetingsAt, "sitzung-einberufen": meetingsAt + "/neu", "sitzung-tagesordnung": sittingAt + "/tagesordnung",
		"sitzung-zusammen": sittingAt + "/zusammen-abstimmen", "sitzung-absagen": meetingsAt + "/3/absagen",
	} {
		chair.Go(server.URL + path)
		chair.see(name)
	}
}

// moves makes a motion at once after typing it, which must not come back, and goes on typing.
func (p *person) moves(other *person) {
	p.t.Helper()
	p.Fill("#text", "Zuerst wird beraten.")
	p.Follow("#antrag form .btn")
	other.Await("#antrag-1-1-1")
	if got := p.Value("#text"); got != "" {
		p.t.Errorf("after the motion was made its form holds %q", got)
	}
	p.Fill("#text", "Danach wird vertagt.")
}

// beside begins a written procedure with an open ballot, and convenes a further meeting.
func (h *roundHouse) beside() {
	h.t.Helper()
	last := h.round().Last
	h.lead(
		&workflow.Convene{Meeting: "2", Written: true, Title: "Umlauf", Deadline: last + 86400e6},
		&workflow.SetAgenda{Meeting: "2", Items: []workflow.Item{{ID: "1", Proposal: "b"}}},
		&workflow.Convene{Meeting: "3", Title: "2. Sitzung", Starts: last + 20*86400e6},
	)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "2"}, &workflow.OpenBallot{Proposal: "b", Meeting: "2"})
}

// objects votes en bloc in a written procedure and then objects to it, with nothing but keys.
func (p *person) objects(procedure string) {
	p.t.Helper()
	p.Go(procedure + "/zusammen-stimmen")
	p.see("zusammen-stimmen")
	browsertest.Eval[bool](p.Page, `(document.getElementById("stimme").focus(), true)`)
	p.Press("J")
	p.Press(kb.Tab)
	p.Press(kb.Enter)
	p.Await("#vorschlag-26-002 .box.good")
	p.says("#vorschlag-26-002 .box.good", "Ihre Stimme ist eingetragen: Ja")
	p.Go(procedure + "/widerspruch")
	p.see("widerspruch")
	browsertest.Eval[bool](p.Page, `(document.getElementById("reason").focus(), true)`)
	p.Press("Das gehört in eine Sitzung.")
	p.Press(kb.Tab)
	p.Press(kb.Enter)
	p.Await("main .box.care")
	p.says("main .box.care", "Widerspruch")
}
