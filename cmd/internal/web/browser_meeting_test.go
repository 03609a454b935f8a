package web

import (
	"net/http/httptest"
	"testing"

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
	chair.Fill("#text", "Zuerst wird beraten.")
	chair.Follow("#antrag form .btn")
	second.Await("#antrag-1-1-1")
	if got := chair.Value("#text"); got != "" {
		t.Errorf("after the motion was made its form holds %q", got)
	}
	chair.Fill("#text", "Danach wird vertagt.")
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

	chair.Go(at + "/schliessen")
	chair.see("sitzung-schliessen")
	chair.leave(office)
	for name, path := range map[string]string{
		"sitzungen": meetingsAt, "sitzung-einberufen": meetingsAt + "/neu", "sitzung-tagesordnung": sittingAt + "/tagesordnung",
		"sitzung-zusammen": sittingAt + "/zusammen-abstimmen",
	} {
		chair.Go(server.URL + path)
		chair.see(name)
	}
}
