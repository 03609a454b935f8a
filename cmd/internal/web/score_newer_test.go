package web

import (
	"net/http"
	"testing"

	"gremium/workflow"
)

// rework returns a proposal while it is scored, hands it in again and opens it for review anew.
func (h *roundHouse) rework(id string) {
	h.t.Helper()
	by := func(as workflow.Capacity, email string, commands ...workflow.Command) {
		h.act(h.who[email], as, roundID, commands...)
	}
	by(workflow.Coordinator, office, &workflow.ReturnProposal{Proposal: id, Missing: []string{"success"}, Note: "Wer bestätigt es?"})
	again := proposalCommand(id)
	again.Again, again.Base = true, 1
	again.Texts["success"] = "Drei Häuser bestätigen es schriftlich."
	by(workflow.Submitter, submitter, again)
	check := &workflow.CheckProposal{Proposal: id, Seen: 2}
	for _, p := range h.rules.Eligibility {
		check.Points = append(check.Points, workflow.Point{ID: p.ID, Holds: true})
	}
	by(workflow.Coordinator, office, check, &workflow.Move{Transition: workflow.KindReviewOpened, Proposal: id})
}

// A sheet names the version it saw. When a newer one comes in, its member is asked to confirm or change it, and the office
// sees whose sheets are of the earlier one.
func TestASheetIsConfirmedForANewerVersion(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.review("a")
	h.score(ministry, "a")
	n := h.signedIn(network)
	form := n.get(scorePath)
	n.post(scorePath+"/entwurf?seen=1&base=0", "criterion", "k1", "value", "2", "reason", "", "version", "0")
	b := h.signedIn(ministry)
	lacks(t, "the first version", b.see("/aufgaben")+b.see(scorePath), "Bestätigen", "in Fassung 2 vor")
	holds(t, "returning", h.signedIn(office).see(firstAt+"/schritt/zurueckgeben"), "Die Bewertung wird unterbrochen.")
	h.rework("a")

	tasks := b.see("/aufgaben")
	holds(t, "the tasks", tasks, "Sie haben Fassung 1 bewertet; es liegt Fassung 2 vor.", `href="`+scorePath+`"`)
	page := b.get(scorePath)
	sound(t, page.Body.String())
	holds(t, "the sheet", page.Body.String(), "Ihre Bewertung gilt Fassung 1.", "Bestätigen oder ändern", firstAt+"/fassungen?von=1&amp;bis=2", "Drei Häuser")
	holds(t, "another's draft", n.see(scorePath), "Ihr Entwurf entstand zu Fassung 1.", firstAt+"/fassungen?von=1&amp;bis=2")
	if w := n.send(form, scorePath, "k1", "2", "k2", "2", "k3", "2", "k4", "2"); w.Code != http.StatusConflict {
		t.Errorf("a form of the first version is answered %d", w.Code)
	}
	closing := h.signedIn(office)
	holds(t, "closing", closing.see(firstAt+"/schritt/bewertung-schliessen"), "Zu einer früheren Fassung", "Dr. Henrike Vollmer")
	holds(t, "the proposal", closing.see(firstAt), "zu Fassung 1")

	if w := b.send(page, scorePath); w.Code != http.StatusSeeOther {
		t.Fatalf("confirming is answered %d: %s", w.Code, w.Body)
	}
	if s := h.round().Proposal("a").Sheet(0); s.Seen != 2 || s.Version != 2 {
		t.Errorf("the sheet is of version %d: %+v", s.Seen, s)
	}
	lacks(t, "the tasks after it", b.see("/aufgaben"), "Sie haben Fassung 1 bewertet")
	lacks(t, "closing after it", closing.see(firstAt+"/schritt/bewertung-schliessen"), "Zu einer früheren Fassung")
	holds(t, "the versions of the sheet", b.see(scorePath), "zu Fassung 1", "zu Fassung 2")
}
