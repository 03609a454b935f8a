package web

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/race"
)

// sitsOnIt lets the committee meet on the first proposal: everybody is there, and the item is called.
func sitsOnIt(h *roundHouse, who string) {
	recuse(h, who)
	lead := func(c ...workflow.Command) { h.act(h.operator, workflow.Operator, roundID, c...) }
	lead(&workflow.Move{Transition: workflow.KindDeliberationStarted},
		&workflow.Convene{Meeting: "1", Starts: ledger.InstantOf(h.now()) + 60e6, Title: "1. Sitzung", Place: "Berlin"},
		&workflow.SetAgenda{Meeting: "1", Items: []workflow.Item{{ID: "1", Proposal: "a"}, {ID: "2", Proposal: "b"}}},
		&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"})
	for _, m := range []string{ministry, network, projects, migrants, both} {
		lead(&workflow.RecordAttendance{Meeting: "1", Participant: h.pseudonym(m), Attendance: workflow.Present})
	}
	lead(&workflow.CallItem{Meeting: "1", Item: "1"})
}

// sittingSoOrSo scores, moves, votes and decides in that meeting; in the other world in another way and in secret.
func sittingSoOrSo(h *roundHouse, _ string, other bool) {
	lead := func(c ...workflow.Command) { h.act(h.operator, workflow.Operator, roundID, c...) }
	level, mode := "3", workflow.ModeNamed
	if other {
		level, mode = "1", workflow.ModeSecret
	}
	members := []string{ministry, network, migrants}
	for _, m := range members {
		h.scoreAs(m, "a", level)
	}
	lead(&workflow.Move{Transition: workflow.KindScoringClosed, Proposal: "a"})
	if other {
		h.act(h.who[migrants], workflow.Member, roundID, &workflow.MakeMotion{Meeting: "1", Motion: "m1", Text: "Später"})
	}
	lead(&workflow.OpenBallot{Proposal: "a", Mode: mode})
	for _, m := range members {
		if other {
			h.act(h.who[m], workflow.Member, roundID, &workflow.CastSecretVote{Proposal: "a", Choice: policy.No})
		} else {
			h.vote(m, policy.Yes)
		}
	}
	lead(&workflow.CloseBallot{Proposal: "a"})
	lead(&workflow.TakeDecision{Proposal: "a", Rationale: "Grund " + level})
}

// While the committee meets on a proposal, who takes no part in it learns nothing of what is said and decided there: not from
// the meeting's page, its stream of events, the minutes, nor any other address.
func TestRecusalHoldsInMeetings(t *testing.T) {
	t.Parallel()
	for _, who := range race.First(projects, office, both) {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			(&pairOfWorlds{
				who: who, replace: []string{"  invitation: 14\n", ""}, before: sitsOnIt, secret: sittingSoOrSo, lift: readmit,
			}).hides(t)
		})
	}
}
