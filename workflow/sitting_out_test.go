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
	x.olga("", &workflow.ChangeSeat{Seat: "bmas-1", Weight: 1, Vice: true, Reason: "r"})
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
	subject, attends := &workflow.CallItem{Meeting: "m", Item: "subject"}, roundtest.Attend("m", roundtest.Dora, workflow.Present, "")
	x.by(roundtest.Ben, "", roundtest.Attend("m", roundtest.Ben, workflow.Left, "a"))
	x.by(roundtest.Ben, "recused_item", subject)
	x.by(roundtest.Ada, "", attends, subject)
	x.by(roundtest.Ada, "not_chair", attends) // the chair is back in the chair for what they take part in
	x.by(roundtest.Ben, "", roundtest.Attend("m", roundtest.Dora, workflow.Left, ""), attends)
	x.by(roundtest.Ben, "recused_meeting", roundtest.InMeeting(workflow.KindMeetingClosed, "m"))
	x.by(roundtest.Ada, "", open("a", workflow.ModeOpen), &workflow.CloseBallot{Proposal: "a"}, roundtest.InMeeting(workflow.KindMeetingClosed, "m"))
}

// arranging is what a coordinator does to an agenda who takes no part in one of its items: nothing up to that item.
func arranging(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes)
	x.olga("", roundtest.Convene("m"), roundtest.Agenda("m", "", "b"), roundtest.Declare("a", "relative"))
	x.olga("recused_agenda", roundtest.Agenda("m", "", "b", "a"), roundtest.Agenda("m", "", "a"))
	x.give(roundtest.Paul, coordinator, "", roundtest.Agenda("m", "", "b", "a"))
	x.olga("recused_agenda", roundtest.Agenda("m", "", "b"), roundtest.Agenda("m", "", "a", "b"), roundtest.Agenda("m", "", "a"),
		roundtest.Agenda("m", "Verschiedenes", "a"))
	x.olga("", roundtest.Agenda("m", "Verschiedenes", "b", "a"), roundtest.Agenda("m", "", "b", "a"))
	x.olga("recused_meeting", roundtest.InMeeting(workflow.KindMeetingCancelled, "m"))
	x.olga("recused_seat", &workflow.ChangeSeat{Seat: "bmas-1", Weight: 2, Reason: "r"}, &workflow.ChangeSeat{Seat: "bmas-1", Weight: 1, Vice: true, Reason: "r"})
	x.give(roundtest.Paul, coordinator, "", roundtest.InMeeting(workflow.KindMeetingCancelled, "m"), &workflow.ChangeSeat{Seat: "bmas-1", Weight: 2, Reason: "r"})
}
