package web

import (
	"testing"

	"gremium/workflow/ledger"
)

// The board names a meeting that is due; what is on its agenda is voted on there, and the board offers no other ballot on it. Where the
// meeting is not opened in time, its pages say so, and it can still be opened.
func TestAMeetingThatIsDue(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	board := h.signedIn(office).see(roundAt + "/steuerung")
	holds(t, "the board", board, "1. Sitzung", sittingAt, "Einberufen", "Zur Sitzung")
	lacks(t, "the board", board, "abstimmung-oeffnen", "ist abzustimmen")
	h.later(ledger.InstantOf(h.now()) + 3*24*3600e6)
	for who, at := range map[string]string{office: roundAt + "/steuerung", network: "/aufgaben", ministry: sittingAt} {
		holds(t, at+" days later", h.signedIn(who).see(at), "der Beginn ist vorüber, eröffnet ist sie noch nicht")
	}
	chair := h.signedIn(ministry)
	page := chair.press(chair.get(sittingAt), "eroeffnen")
	holds(t, "the meeting that is opened late", page.Body.String(), "Die Sitzung läuft", "Halten Sie fest, wer gekommen ist")
	lacks(t, "the meeting that is opened late", page.Body.String(), "vorüber", "Abstimmung eröffnen")
}
