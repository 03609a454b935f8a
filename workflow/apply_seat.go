package workflow

import "slices"

// seat lets a participant take a seat, or deputise for it. All who ever do share the seat's place among the members, so that
// its sheets and votes stay one.
func (r *Round) seat(rec *Record, e *ParticipantAdmitted, i int) {
	p := &r.Participants[i]
	p.Seat, _ = r.SeatOf(e.Seat)
	p.Seq, p.Deputy, p.From, p.Until, p.Term, p.Left = rec.Seq, e.Deputy, e.From, e.Until, rec.Seq, 0
	seat := &r.Seats[p.Seat]
	if seat.Member < 0 {
		seat.Member = len(r.Members)
		r.Members = append(r.Members, i)
	}
	p.Member = seat.Member
	if !e.Deputy {
		seat.Holder = i
		r.Members[seat.Member] = i
	}
}

func (r *Round) applyToSeats(rec *Record) {
	switch e := rec.Event.(type) {
	case *SeatChanged:
		r.editPeople()
		_, s := r.SeatOf(e.Seat)
		s.Advisory, s.Chair, s.Vice, s.Weight = e.Advisory, e.Chair, e.Vice, int(e.Weight)
	case *SeatVacated:
		r.editPeople()
		i, p := r.Participant(e.Participant)
		p.Left = rec.Seq
		if s := r.Seat(i); s.Holder == i {
			s.Holder = -1
		}
	case *TermSet:
		r.editPeople()
		_, p := r.Participant(e.Participant)
		p.From, p.Until, p.Term = e.From, e.Until, rec.Seq
	case *AbsenceNoted:
		r.editPeople()
		_, p := r.Participant(e.Participant)
		p.noteAbsence(rec, e)
	}
}

func (p *Participant) noteAbsence(rec *Record, e *AbsenceNoted) {
	p.Absences = slices.Clone(p.Absences) // shared with the state that this one was forked from
	if e.Ends == 0 {
		p.Absences = append(p.Absences, Absence{From: e.From, Until: e.Until, Seq: rec.Seq})
		return
	}
	i := p.absence(e.Ends)
	p.Absences[i].Until = max(rec.At, p.Absences[i].From)
}
