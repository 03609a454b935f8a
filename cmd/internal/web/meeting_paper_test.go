package web

import (
	"net/http"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

// The operator enters a vote from paper on the page of the meeting, for a member who is there; the record holds both names. Nobody
// else can, and not in a secret ballot.
func TestAVoteFromPaper(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	h.attend(workflow.Present, "", ministry, network, migrants)
	h.lead(&workflow.CallItem{Meeting: "1", Item: "1"}, &workflow.OpenBallot{Proposal: "a", Meeting: "1"})
	const email = "betrieb@example.org"
	o, at := h.signedIn(email), sittingAt+"/"+paperPath
	page := o.get(sittingAt)
	sound(t, page.Body.String())
	holds(t, "the operator's page", page.Body.String(), "Stimme vom Papier eintragen", "Dr. Sanna Okafor</option>")
	lacks(t, "the operator's page", page.Body.String(), "Petra Wiśniewski</option>") // she is not there
	for _, who := range []string{office, ministry} {
		lacks(t, who, h.signedIn(who).see(sittingAt), "Stimme vom Papier eintragen")
	}
	size := h.entries()
	none := o.send(page, at, fieldChoice, "yes")
	sound(t, none.Body.String())
	holds(t, "a form without a member", none.Body.String(), "Wählen Sie das Mitglied und die Stimme")
	absent := o.send(page, at, fieldAbout, h.pseudonym(projects), fieldChoice, "yes")
	coordinator := h.signedIn(office).post(at, fieldCommand, "x", fieldAbout, h.pseudonym(network), fieldProposal, "a", fieldChoice, "yes")
	for name, code := range map[string]int{"no member": none.Code, "absent": absent.Code, "coordinator": coordinator.Code} {
		if code < 400 || code >= 500 || h.entries() != size {
			t.Errorf("%s: answered %d with %d entries", name, code, h.entries()-size)
		}
	}
	for range 2 {
		w := o.send(page, at, fieldAbout, h.pseudonym(network), fieldChoice, "no")
		if w.Code != http.StatusSeeOther || h.entries() > size+2 { // the operator enters the round with it
			t.Fatalf("answered %d with %d entries: %s", w.Code, h.entries()-size, w.Body)
		}
		to, _, _ := strings.Cut(w.Header().Get("Location"), "#")
		after := o.see(to)
		holds(t, "the receipt", after, `<a href="`+roundAt+`/quittungen/zusage/`)
		holds(t, "the page after that", after, "mit beiden Namen", "Dr. Sanna Okafor")
		lacks(t, "the page after that", after, "Dr. Sanna Okafor</option>")
	}
	if v := h.round().Proposal("a").Ballot.Vote(1); v == nil || v.Choice != policy.No {
		t.Errorf("the vote is %+v", v)
	}
	h.lead(&workflow.CloseBallot{Proposal: "a"})
	holds(t, "the record", o.see(roundAt+"/nachvollziehen"), "Betrieb (für Dr. Sanna Okafor)")
	h.lead(&workflow.CallItem{Meeting: "1", Item: "2"}, &workflow.OpenBallot{Proposal: "b", Meeting: "1", Mode: workflow.ModeSecret})
	lacks(t, "a secret ballot", o.see(sittingAt), "Stimme vom Papier eintragen")
}
