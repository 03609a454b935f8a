package web

import (
	"strings"
	"testing"

	"gremium/workflow"
)

// Every section says truly what it holds, and the bar counts those in which something is owed.
func TestSectionsOfAProposalSayWhatTheyHold(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.ReturnProposal{
		Proposal: "a", Missing: []string{"success"}, Note: "Wer bestätigt es?",
	})
	b := h.signedIn(submitter)
	holds(t, "an empty form", b.see(submitPath), "<b>0 von 6.</b>", "Noch nichts eingetragen")
	page := b.see(reworkPath)
	holds(t, "a form that is filled in", page, "<b>6 von 6.</b>")
	if n := strings.Count(page, "<span>aus Fassung 1</span>"); n != 7 {
		t.Errorf("%d sections say that they come from version 1", n)
	}
}
