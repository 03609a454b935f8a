package minutes

import (
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// change notes a change of the committee once the review has begun: before that it is being put together.
func (t *Taker) change(after *workflow.Round, rec *workflow.Record) {
	if len(t.phases) == 0 {
		return
	}
	a := act(rec)
	switch e := rec.Event.(type) {
	case *workflow.ParticipantAdmitted:
		if e.Capacity != workflow.Member {
			return
		}
		a.About, a.Seat, a.Deputy = e.Participant, e.Seat, e.Deputy
	case *workflow.SeatCreated:
		a.Seat, a.Seated = e.Seat, &Seated{e.Weight, e.Advisory, e.Chair, e.Vice}
	case *workflow.SeatChanged:
		a.Seat, a.Seated = e.Seat, &Seated{e.Weight, e.Advisory, e.Chair, e.Vice}
	case *workflow.SeatVacated:
		i, _ := after.Participant(e.Participant)
		a.About, a.Seat, a.Deputy = e.Participant, e.Seat, after.Participants[i].Deputy
	case *workflow.TermSet:
		a.About, a.Seat, a.Span = e.Participant, seatOf(after, e.Participant), span(e.From, e.Until)
	case *workflow.AbsenceNoted:
		a.About, a.Seat, a.Texts = e.Participant, seatOf(after, e.Participant), nil // why somebody is absent is their own affair
		if e.Ends == 0 {
			a.Span = span(e.From, e.Until)
		}
	default:
		return
	}
	t.changes = append(t.changes, a)
}

func span(from, until ledger.Instant) *Span { return &Span{moment(from), moment(until)} }

func seatOf(r *workflow.Round, participant string) string {
	i, _ := r.Participant(participant)
	if seat := r.Seat(i); seat != nil {
		return seat.ID
	}
	return ""
}

// members are all who belong or belonged to a seat, seat by seat.
func members(r *workflow.Round) []Member {
	var out []Member
	for member := range r.Members {
		for i := range r.Participants {
			p := &r.Participants[i]
			if p.Member != member {
				continue
			}
			seat := r.Seat(i)
			out = append(out, Member{
				Participant: p.Pseudonym, Seat: seat.ID, Body: seat.Body, Group: seat.Group, Chair: seat.Chair && !p.Deputy,
				Vice: seat.Vice && !p.Deputy, Advisory: seat.Advisory, Deputy: p.Deputy, Left: p.Left > 0,
			})
		}
	}
	return out
}

// table is how those who belong to the seats attended: whoever something was recorded of, and for a seat of which nothing
// was, whoever holds it.
func (s *sitting) table(r *workflow.Round, m *workflow.Meeting) []Attendance {
	var out []Attendance
	for member, holder := range r.Members {
		n := len(out)
		for i := range r.Participants {
			if a := s.attendance[r.Participants[i].Pseudonym]; a != nil && r.Participants[i].Member == member {
				out = append(out, *a)
			}
		}
		if h := &r.Participants[holder]; len(out) == n && member < m.Invited && h.Left == 0 {
			out = append(out, Attendance{Participant: h.Pseudonym})
		}
	}
	return out
}
