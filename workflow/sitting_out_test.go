package workflow_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// keepingOut is what a chair does who takes no part in an item, and an agenda that leaves out what was voted on.
func keepingOut(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes)
	x.by(roundtest.Ben, "", roundtest.Declare("a", "organisation"))
	x.olga("", roundtest.Procedure("w"), roundtest.Agenda("w", "", "a"), roundtest.InMeeting(workflow.KindMeetingOpened, "w"))
	x.by(roundtest.Ben, "recused", roundtest.InMeeting(workflow.KindObjectionRaised, "w"))
	x.olga("", roundtest.Procedure("v"), roundtest.Agenda("v", "", "a", "b"), roundtest.InMeeting(workflow.KindMeetingOpened, "v"))
	x.olga("", &workflow.OpenBallot{Proposal: "b", Meeting: "v"})
	x.olga("item_dealt_with", roundtest.Agenda("v", "", "a"))
	x.by(roundtest.Ben, "", roundtest.InMeeting(workflow.KindObjectionRaised, "v"))
	x.olga("", &workflow.CloseBallot{Proposal: "b"})
	x.enter(roundtest.Agenda("m", "Verschiedenes", "a"), roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora)
	x.by(roundtest.Ben, "recused", roundtest.Attend("m", roundtest.Dora, workflow.Left, "a"))
	x.olga("", &workflow.CallItem{Meeting: "m", Item: "a"})
	x.by(roundtest.Ben, "recused", roundtest.Attend("m", roundtest.Dora, workflow.Left, ""))
	x.by(roundtest.Ben, "", roundtest.Attend("m", roundtest.Ben, workflow.Left, "a"), &workflow.CallItem{Meeting: "m", Item: "subject"})
	x.by(roundtest.Ben, "", roundtest.Attend("m", roundtest.Dora, workflow.Left, ""))
}
