package web

import (
	"strings"
	"testing"

	"gremium/workflow"
)

// Who handed a returned proposal in reads on its page what is missing, and goes on from there.
func TestAReturnedProposalTellsItsSubmitter(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.ReturnProposal{
		Proposal: "a", Missing: []string{"success"}, Note: "Wer bestätigt es?",
	})
	ways := []string{`href="` + reworkPath + `"`, `href="` + firstAt + `/zurueckziehen"`, "Überarbeiten", "Zurückziehen …"}
	b := h.signedIn(submitter)
	page := b.see(firstAt)
	holds(t, "the page", page, append(ways, "Nicht erfüllt: Erfolg ist nachgewiesen", "Wer bestätigt es?", "1 Punkt fehlt")...)
	holds(t, "the list", b.see("/meine-vorschlaege"), ways...)
	if seen := h.signedIn(office).see(firstAt); strings.Contains(seen, reworkPath) {
		t.Error("the office is led to rework a proposal that is not its own")
	}
}
