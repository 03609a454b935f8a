package store

import (
	"context"
	"strconv"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/logtest"
)

// sit opens a meeting in which a motion is made, and a ballot on it opened.
func (g *generator) sit(t *testing.T) {
	g.h.Must(t, logtest.Office, logtest.Round, g.h.Convene("sitting", false), g.h.Agenda("sitting"),
		&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "sitting"},
		g.h.Attend("sitting", 1), g.h.Attend("sitting", 2), g.h.Attend("sitting", 3),
		&workflow.MakeMotion{Meeting: "sitting", Item: "subject", Motion: "pause", Text: "Pause"}, &workflow.OpenBallot{Motion: "pause"})
}

// meeting draws what happens in a meeting or a written procedure: what could come next, most often.
func (g *generator) meeting(member logtest.By) workflow.Request {
	state, _, err := g.h.Round(context.Background(), logtest.Round)
	if err != nil {
		g.r.Fatal(err)
	}
	office := func(c workflow.Command) workflow.Request { return g.h.Request(logtest.Office, logtest.Round, c) }
	var m *workflow.Meeting
	for _, x := range state.Meetings {
		if x.Stage == workflow.StageConvened || x.Stage == workflow.StageOpen {
			m = x
		}
	}
	if m == nil {
		return office(g.h.Convene("m"+strconv.Itoa(len(state.Meetings)), g.n("written", 3) == 0))
	}
	move := func(k workflow.Kind) workflow.Command {
		return &workflow.MoveMeeting{Transition: k, Meeting: m.ID, Reason: "Grund"}
	}
	if m.Stage == workflow.StageConvened {
		return office(one[workflow.Command](g, "convened",
			g.h.Agenda(m.ID), g.h.Agenda(m.ID), move(workflow.KindMeetingOpened), move(workflow.KindMeetingOpened),
			move(workflow.KindMeetingCancelled)))
	}
	var motion *workflow.Motion
	for _, x := range state.Motions {
		if x.Meeting == m.ID {
			motion = x
		}
	}
	away := 0
	for m.Present(away, "") {
		away++
	}
	switch {
	case away < min(len(state.Members), 4) && !m.Written && g.n("others", 7) > 0:
		return office(g.h.Attend(m.ID, away+1))
	case m.Written:
		return one(g, "written",
			office(move(workflow.KindMeetingClosed)), g.h.Request(member, logtest.Round, move(workflow.KindObjectionRaised)))
	case motion == nil:
		return office(one[workflow.Command](g, "open",
			&workflow.CallItem{Meeting: m.ID, Item: "subject"}, &workflow.MakeMotion{Meeting: m.ID, Item: "subject", Motion: m.ID, Text: "Pause"}))
	case motion.Ballot == nil || !motion.Ballot.Open:
		return office(one[workflow.Command](g, "motion",
			&workflow.OpenBallot{Motion: motion.ID, Reason: "Grund"}, g.h.Attend(m.ID, 1+g.n("who", 3)), move(workflow.KindMeetingClosed)))
	}
	return one(g, "ballot",
		g.h.Request(member, logtest.Round, &workflow.CastVote{Motion: motion.ID, Choice: policy.No}),
		g.h.Request(member, logtest.Round, &workflow.CastSecretVote{Motion: motion.ID, Choice: policy.Yes}),
		g.h.Request(member, logtest.Round, &workflow.DemandSecrecy{Motion: motion.ID}),
		office(&workflow.CloseBallot{Motion: motion.ID}))
}
