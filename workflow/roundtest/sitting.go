package roundtest

import (
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Morning is an instant of the day on which the committee's clock begins, so many minutes past nine.
func Morning(minutes int) ledger.Instant {
	return ledger.InstantOf(time.Date(2026, time.March, 2, 9, minutes, 0, 0, time.UTC))
}

// Convene invites to a meeting on the day on which the clock begins, at short notice.
func Convene(id string) *workflow.Convene {
	return &workflow.Convene{Meeting: id, Starts: Morning(45), Title: "Sitzung " + id, Place: "Berlin", Reason: "Es eilt"}
}

// Procedure begins a written procedure with a deadline days after the clock begins.
func Procedure(id string) *workflow.Convene {
	return &workflow.Convene{Meeting: id, Written: true, Deadline: Morning(10 * 24 * 60), Title: "Umlauf " + id}
}

// Agenda is an agenda of proposals, and of one other subject where subject names one. Items are called by their
// proposal, or "subject".
func Agenda(meeting, subject string, proposals ...string) *workflow.SetAgenda {
	c := &workflow.SetAgenda{Meeting: meeting, Titles: map[string]string{}}
	for _, p := range proposals {
		c.Items = append(c.Items, workflow.Item{ID: p, Proposal: p})
	}
	if subject != "" {
		c.Items = append(c.Items, workflow.Item{ID: "subject"})
		c.Titles["subject"] = subject
	}
	return c
}

// InMeeting is an act on a meeting that carries nothing but a reason.
func InMeeting(k workflow.Kind, meeting string) *workflow.MoveMeeting {
	return &workflow.MoveMeeting{Transition: k, Meeting: meeting, Reason: "Grund"}
}

// Attend records the attendance of a person in a meeting of the main round.
func Attend(meeting, person string, a workflow.Attendance, item string) *workflow.RecordAttendance {
	return &workflow.RecordAttendance{
		Meeting: meeting, Participant: Pseudonym(RoundOrigin(Main), person), Attendance: a, Item: item,
	}
}

// sittings are a meeting with a motion and a secret ballot on it, a written procedure that is objected to, and a meeting
// that is cancelled.
func sittings() []Unit {
	units := []Unit{
		office(Main, Convene("s1")), office(Main, Agenda("s1", "Arbeitsweise")), office(Main, InMeeting(workflow.KindMeetingOpened, "s1")),
	}
	for _, m := range []string{Ada, Ben, Cem, Dora} {
		units = append(units, office(Main, Attend("s1", m, workflow.Present, "")))
	}
	secret := func(c policy.Choice) workflow.Command { return &workflow.CastSecretVote{Motion: "m1", Choice: c} }
	return append(units,
		by(Ben, workflow.Member, &workflow.CallItem{Meeting: "s1", Item: "subject"}),
		by(Ada, workflow.Member, &workflow.MakeMotion{Meeting: "s1", Motion: "m1", Text: "Künftig tagt das Gremium im Mai"}),
		office(Main, &workflow.OpenBallot{Motion: "m1", Mode: workflow.ModeNamed}),
		by(Cem, workflow.Member, &workflow.DemandSecrecy{Motion: "m1"}),
		by(Ada, workflow.Member, secret(policy.Yes)),
		by(Ben, workflow.Member, secret(policy.Yes)),
		by(Cem, workflow.Member, secret(policy.No)),
		by(Ben, workflow.Member, &workflow.CloseBallot{Motion: "m1"}),
		office(Main, Attend("s1", Dora, workflow.Left, "")),
		by(Ben, workflow.Member, InMeeting(workflow.KindMeetingClosed, "s1")),
		office(Main, Procedure("w1")), office(Main, Agenda("w1", "Geschäftsordnung")), office(Main, InMeeting(workflow.KindMeetingOpened, "w1")),
		by(Dora, workflow.Member, InMeeting(workflow.KindObjectionRaised, "w1")),
		office(Main, Convene("s2")), office(Main, InMeeting(workflow.KindMeetingCancelled, "s2")),
	)
}
