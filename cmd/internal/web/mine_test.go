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
	holds(t, "the page", page, append(ways, "nicht erfüllt: </span></span><span>Erfolg ist nachgewiesen", "Wer bestätigt es?", "1 Punkt fehlt")...)
	holds(t, "the list", b.see("/meine-vorschlaege"), ways...)
	if seen := h.signedIn(office).see(firstAt); strings.Contains(seen, reworkPath) {
		t.Error("the office is led to rework a proposal that is not its own")
	}
}

// What was missing is ticked off when the proposal is handed in again, and its versions are compared word by word.
func TestAReworkedProposalTicksOffWhatWasMissing(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.ReturnProposal{
		Proposal: "a", Missing: []string{"success"}, Note: "Wer bestätigt es?",
	})
	again := proposalCommand("a")
	again.Again, again.Base, again.Laender = true, 1, []string{"SN", "TH"}
	again.Texts["success"] = "Drei Häuser bestätigen es schriftlich."
	h.act(h.who[submitter], workflow.Submitter, roundID, again)
	b := h.signedIn(submitter)
	page := b.see(firstAt)
	holds(t, "the page", page, "Nachgereicht mit Fassung 2", "noch zu prüfen: </span></span><span>Erfolg ist nachgewiesen", firstAt+"/fassungen")
	for _, email := range []string{submitter, office, ministry, auditor} {
		versions := h.signedIn(email).see(firstAt + "/fassungen")
		holds(t, email, versions, "Von Fassung 1 zu Fassung 2", ">Zwei</del>", ">Drei</ins>", "Sachsen, Thüringen", "Unverändert: Titel", "Erfolg ist nachgewiesen")
	}
	back := b.see(firstAt + "/fassungen?von=2&bis=1")
	holds(t, "the other way round", back, "Von Fassung 1 zu Fassung 2")
	holds(t, "versions that are not there", b.see(firstAt+"/fassungen?von=9&bis=x"), "Von Fassung 1 zu Fassung 2")
	h.submit("b")
	holds(t, "one version", b.see(roundAt+"/vorschlaege/26-002/fassungen"), "Es gibt nur diese Fassung.")
	holds(t, "the English page", b.see(firstAt+"/fassungen?lang=en"), "From version 1 to version 2", "removed")
}
