package workflow_test

import (
	"fmt"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// meeting draws an act on a meeting.
func (d dice) meeting(k workflow.Kind, text string) workflow.Command {
	if k == workflow.KindMeetingConvened {
		return d.invitation(text)
	}
	m := d.known(k)
	item := pick(d, "item", "", "subject")
	if len(m.Agenda) > 0 {
		item = pick(d, "agenda", m.Agenda...).ID
	}
	switch k {
	case workflow.KindAgendaSet:
		subject := pick(d, "subject", "", "Arbeitsweise")
		return roundtest.Agenda(m.ID, subject, [][]string{nil, {"a"}, {"a", "b"}, {"a", "b", "c"}}[d.below(4, "proposals")]...)
	case workflow.KindAttendanceRecorded:
		how := pick(d, "attendance", workflow.Present, workflow.Present, workflow.Present, workflow.Absent, workflow.Left)
		return roundtest.Attend(m.ID, pick(d, "attends", roundtest.Members()...), how, pick(d, "for", "", "", item))
	case workflow.KindItemCalled:
		return &workflow.CallItem{Meeting: m.ID, Item: item}
	case workflow.KindMotionMade:
		return &workflow.MakeMotion{Meeting: m.ID, Item: pick(d, "on", "", item), Motion: fmt.Sprintf("n%d", d.below(4, "motion")), Text: text}
	default:
		return &workflow.MoveMeeting{Transition: k, Meeting: m.ID, Reason: text}
	}
}

// invitation draws one to a meeting or a written procedure, in time or at short notice.
func (d dice) invitation(text string) workflow.Command {
	soon := d.r.Last + ledger.Instant(pick(d, "in", -5, 30, 3600, 30*24*3600))*1e6
	c := &workflow.Convene{Meeting: fmt.Sprintf("x%d", d.below(4, "meeting")), Title: "Sitzung", Place: "Berlin", Reason: text}
	if c.Written = d.below(3, "written") == 0; c.Written {
		c.Deadline = soon
	} else {
		c.Starts = soon
	}
	if len(d.r.Meetings) > 0 && d.wild() {
		c.SecondOf = pick(d, "second of", d.r.Meetings...).ID
	}
	return c
}

// known is a meeting of the round, most often one on which the act is open; one that nobody knows where there is none.
func (d dice) known(k workflow.Kind) *workflow.Meeting {
	_, _, stages := workflow.Sources(k)
	all := []*workflow.Meeting{{ID: "x9"}}
	for _, m := range d.r.Meetings {
		for _, s := range stages {
			if m.Stage == s {
				all = append(all, m, m, m, m)
			}
		}
	}
	if len(all) == 1 || d.wild() {
		all = append(all, d.r.Meetings...)
	}
	return pick(d, "which", all...)
}

// ballot draws an act on the ballot on a proposal or, where motions were made, on a motion.
func (d dice) ballot(k workflow.Kind, id, text string) workflow.Command {
	motion := ""
	if len(d.r.Motions) > 0 && d.below(2, "on a motion") == 0 {
		id, motion = "", pick(d, "motion", d.r.Motions...).ID
	}
	choice := pick(d, "choice", policy.Yes, policy.Yes, policy.No, policy.Abstain)
	switch k {
	case workflow.KindBallotOpened:
		c := &workflow.OpenBallot{Proposal: id, Motion: motion, Reason: text}
		c.Mode = pick(d, "mode", workflow.ModeOpen, workflow.ModeNamed, workflow.ModeSecret)
		if len(d.r.Meetings) > 0 && d.below(2, "in a meeting") == 0 {
			c.Meeting = d.known(k).ID
		}
		return c
	case workflow.KindSecrecyDemanded:
		return &workflow.DemandSecrecy{Proposal: id, Motion: motion}
	case workflow.KindBallotVoted:
		return &workflow.CastSecretVote{Proposal: id, Motion: motion, Choice: choice}
	case workflow.KindBallotClosed:
		return &workflow.CloseBallot{Proposal: id, Motion: motion}
	default:
		return &workflow.CastVote{Proposal: id, Motion: motion, Choice: choice, Base: uint64(d.below(2, "base"))}
	}
}

// minutes draws a step about minutes: the next version, or the approval of the latest.
func (d dice) minutes(k workflow.Kind, text string) workflow.Command {
	meeting := d.minuted()
	n := uint64(len(d.r.MinutesOf(meeting)))
	if k == workflow.KindMinutesApproved {
		return &workflow.ApproveMinutes{Meeting: meeting, Version: n}
	}
	c := roundtest.Minutes(n+1, text)
	c.Meeting, c.Size = meeting, min(c.Size, d.r.Size)
	if meeting != "" {
		c.Size = d.r.Size
	}
	return c
}

// minuted is the meeting whose minutes are spoken of, or empty for those of the round.
func (d dice) minuted() string {
	if len(d.r.Meetings) == 0 || d.below(2, "of a meeting") == 0 {
		return ""
	}
	return pick(d, "minuted", d.r.Meetings...).ID
}
