package store

import (
	"context"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/logtest"
)

// membership draws a change of the committee.
func (g *generator) membership() workflow.Request {
	person := logtest.Member(1 + g.n("whom", 4)).Person
	who := g.h.Pseudonym(g.h.RoundOrigin(logtest.Round), person)
	until := ledger.Instant(g.n("until", 1)) << 52
	switch g.n("membership", 4) {
	case 0:
		return g.h.Request(logtest.Office, logtest.Round, &workflow.ChangeSeat{
			Seat: "seat-1", Weight: 1, Chair: g.n("chair", 1) == 1, Vice: g.n("vice", 1) == 1, Reason: "Grund",
		})
	case 1:
		return g.h.Request(logtest.Office, logtest.Round, &workflow.VacateSeat{Participant: who, Reason: "Grund"})
	case 2:
		return g.h.Request(logtest.Office, logtest.Round, &workflow.SetTerm{Participant: who, Until: until, Reason: "Grund"})
	case 3:
		return g.h.Request(logtest.Office, logtest.Round, &workflow.Admit{
			Participant: who, Capacity: workflow.Member, Seat: "seat-2", Person: person, Name: person, Reason: "Grund",
			Deputy: g.n("deputy", 1) == 1,
		})
	}
	c := &workflow.NoteAbsence{Participant: who, Until: until}
	state, _, err := g.h.Round(context.Background(), logtest.Round)
	if err != nil {
		g.r.Fatal(err)
	}
	if _, p := state.Participant(who); p != nil && len(p.Absences) > 0 {
		*c = workflow.NoteAbsence{Participant: who, Ends: p.Absences[len(p.Absences)-1].Seq}
	}
	return g.h.Request(logtest.Office, logtest.Round, c)
}

// What a deputy and a new holder do for a seat stands in one row, with who did it.
func TestSeatsHaveOneRow(t *testing.T) {
	t.Parallel()
	db := fresh(t)
	h := logtest.NewHouse(t, db, "seats")
	h.Begin(t, 3)
	who := func(person string) string { return h.Pseudonym(h.RoundOrigin(logtest.Round), person) }
	admit := func(person string, deputy bool) *workflow.Admit {
		return &workflow.Admit{
			Participant: who(person), Capacity: workflow.Member, Seat: "seat-2", Person: person, Name: person, Deputy: deputy, Reason: "Grund",
		}
	}
	deputy, heir := logtest.Member(7), logtest.Member(8)
	h.Must(t, logtest.Office, logtest.Round, admit(deputy.Person, true), h.Proposal("lamp"), h.Check("lamp"),
		&workflow.Move{Transition: workflow.KindReviewStarted}, &workflow.Move{Transition: workflow.KindReviewOpened, Proposal: "lamp"},
		&workflow.NoteAbsence{Participant: who(logtest.Member(2).Person)})
	h.Must(t, deputy, logtest.Round, h.Scores("lamp", 2, 0))
	expect := func(want string) {
		t.Helper()
		var got []string
		err := db.read.Select(&got, `SELECT DISTINCT seat || ' ' || member || ' ' || deputy || ' ' || version FROM readable_scores`)
		if err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("the sheets are %q, %v", got, err)
		}
	}
	expect("seat-2 member-7 1 1")
	h.Must(t, logtest.Office, logtest.Round, &workflow.VacateSeat{Participant: who(logtest.Member(2).Person), Reason: "Grund"},
		admit(heir.Person, false))
	sheet := h.Scores("lamp", 3, 1)
	sheet.Reason = "Der neue Bericht liegt vor"
	h.Must(t, heir, logtest.Round, sheet)
	expect("seat-2 member-8 0 2")
	for n := range 2 {
		h.Must(t, logtest.Member(1+2*n), logtest.Round, h.Scores("lamp", 2, 0))
	}
	h.Must(t, logtest.Office, logtest.Round, &workflow.Move{Transition: workflow.KindScoringClosed, Proposal: "lamp"},
		&workflow.Move{Transition: workflow.KindDeliberationStarted}, &workflow.Move{Transition: workflow.KindBallotOpened, Proposal: "lamp"})
	h.Must(t, heir, logtest.Round, &workflow.CastVote{Proposal: "lamp", Choice: policy.Yes})
	rebuilt(t, db)
}

// A deputy who sat in a meeting and became the seat's holder since sat there as a deputy.
func TestAttendanceIsOfItsTime(t *testing.T) {
	t.Parallel()
	db := fresh(t)
	h := logtest.NewHouse(t, db, "attendance")
	h.Begin(t, 3)
	who := func(person string) string { return h.Pseudonym(h.RoundOrigin(logtest.Round), person) }
	deputy := logtest.Member(7).Person
	admit := &workflow.Admit{
		Participant: who(deputy), Capacity: workflow.Member, Seat: "seat-2", Person: deputy, Name: deputy, Deputy: true, Reason: "Grund",
	}
	h.Must(t, logtest.Office, logtest.Round, admit, &workflow.NoteAbsence{Participant: who(logtest.Member(2).Person)},
		h.Proposal("lamp"), h.Check("lamp"), &workflow.Move{Transition: workflow.KindReviewStarted}, h.Convene("sitting", false), h.Agenda("sitting"),
		&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "sitting"},
		&workflow.RecordAttendance{Meeting: "sitting", Participant: who(deputy), Attendance: workflow.Present},
		&workflow.VacateSeat{Participant: who(logtest.Member(2).Person), Reason: "Grund"},
		&workflow.VacateSeat{Participant: who(deputy), Reason: "Grund"})
	holder := *admit
	holder.Deputy = false
	h.Must(t, logtest.Office, logtest.Round, &holder)
	var got string
	err := db.read.Get(&got, `SELECT seat || ' ' || (member = ?) || ' ' || deputy FROM attendance`, who(deputy))
	if err != nil || got != "seat-2 1 1" {
		t.Errorf("the attendance is %q, %v", got, err)
	}
	rebuilt(t, db)
}
