package logtest

import (
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Convene invites to a meeting on the day on which the house's clock begins, or to a written procedure of ten days.
func (h *House) Convene(id string, written bool) *workflow.Convene {
	day := time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)
	if written {
		return &workflow.Convene{Meeting: id, Written: true, Deadline: ledger.InstantOf(day.AddDate(0, 0, 10)), Title: "Umlauf"}
	}
	return &workflow.Convene{Meeting: id, Starts: ledger.InstantOf(day), Title: "Sitzung", Place: "Berlin", Reason: "Es eilt"}
}

// Agenda is an agenda of one other subject.
func (h *House) Agenda(meeting string) *workflow.SetAgenda {
	return &workflow.SetAgenda{
		Meeting: meeting, Items: []workflow.Item{{ID: "subject"}}, Titles: map[string]string{"subject": "Verschiedenes"},
	}
}

// Attend records that a member is present.
func (h *House) Attend(meeting string, n int) *workflow.RecordAttendance {
	return &workflow.RecordAttendance{
		Meeting: meeting, Participant: h.Pseudonym(h.RoundOrigin(Round), Member(n).Person), Attendance: workflow.Present,
	}
}

// Meet holds a meeting in which a motion is voted on in secret, and the ballot stays open.
func (h *House) Meet(t testing.TB, id string, members int) {
	t.Helper()
	h.Must(t, Office, Round, h.Convene(id, false), h.Agenda(id), &workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: id})
	for n := 1; n <= members; n++ {
		h.Must(t, Office, Round, h.Attend(id, n))
	}
	h.Must(t, Office, Round, &workflow.CallItem{Meeting: id, Item: "subject"},
		&workflow.MakeMotion{Meeting: id, Motion: id + "-a", Text: "Pause"}, &workflow.OpenBallot{Motion: id + "-a"})
	h.Must(t, Member(1), Round, &workflow.CastVote{Motion: id + "-a", Choice: policy.Yes})
	h.Must(t, Office, Round, &workflow.CloseBallot{Motion: id + "-a"},
		&workflow.MakeMotion{Meeting: id, Motion: id + "-b", Text: "Ende"}, &workflow.OpenBallot{Motion: id + "-b", Mode: workflow.ModeSecret})
	for n := 1; n < members; n++ {
		h.Must(t, Member(n), Round, &workflow.CastSecretVote{Motion: id + "-b", Choice: policy.Yes})
	}
}
