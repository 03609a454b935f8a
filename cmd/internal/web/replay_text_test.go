package web

import (
	"strconv"
	"strings"
	"testing"

	"gremium/workflow"
)

// What a reworked proposal repeats is named once, and only what changed is struck out and put in.
func TestReplayTellsChangedTextsFromRepeatedOnes(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	long := strings.Repeat("Ein langer Bedarf. ", 12)
	first := proposalCommand("a")
	first.Texts["need"] = long
	h.act(h.who[submitter], workflow.Submitter, roundID, first)
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.ReturnProposal{
		Proposal: "a", Missing: []string{"success"}, Note: "Wer bestätigt es?",
	})
	again := proposalCommand("a")
	again.Again, again.Base, again.Texts["need"], again.Texts["success"] = true, 1, long, "Drei Häuser bestätigen es."
	h.act(h.who[submitter], workflow.Submitter, roundID, again)
	at := stepsOf(t, h)[workflow.KindProposalResubmitted][0].Seq
	page := h.signedIn(auditor).see(roundAt + "/nachvollziehen?eintrag=" + strconv.FormatUint(at, 10))
	holds(t, "the page", page, "entfernt: </span>Zwei Häuser", "eingefügt: </span>Drei Häuser", "Unverändert: ")
	lacks(t, "the page", page, "entfernt: </span>Eine Lösung.", "eingefügt: </span>Eine Lösung.", "Ein langer Bedarf.")
}
