package workflow

import "gremium/workflow/ledger"

// ChangeSeat says anew what a seat may do; what is left out is no more.
type ChangeSeat struct {
	Seat                  string
	Weight                int // 0 means 1
	Advisory, Chair, Vice bool
	Reason                string
}

// Kind is KindSeatChanged.
func (*ChangeSeat) Kind() Kind { return KindSeatChanged }

func (c *ChangeSeat) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &SeatChanged{
		common: as, Advisory: c.Advisory, Chair: c.Chair, Seat: c.Seat, Vice: c.Vice, Weight: int64(max(c.Weight, 1)),
	}
	return because(c.Reason), nil
}

// because are the texts of an event that carries nothing but a reason.
func because(reason string) texts {
	t := texts{}
	t.add("reason", reason)
	return t
}

// VacateSeat lets a holder or a deputy leave their seat.
type VacateSeat struct {
	Participant string // pseudonym
	Reason      string
}

// Kind is KindSeatVacated.
func (*VacateSeat) Kind() Kind { return KindSeatVacated }

func (c *VacateSeat) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &SeatVacated{common: as, Participant: c.Participant}
	if i, _ := r.Participant(c.Participant); r.Seat(i) != nil {
		e.Seat = r.Seat(i).ID
	}
	rec.Event = e
	return because(c.Reason), nil
}

// SetTerm says anew from when until when somebody acts for a seat; 0 is at once, and until the round ends.
type SetTerm struct {
	Participant string // pseudonym
	From, Until ledger.Instant
	Reason      string
}

// Kind is KindTermSet.
func (*SetTerm) Kind() Kind { return KindTermSet }

func (c *SetTerm) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &TermSet{common: as, From: c.From, Participant: c.Participant, Until: c.Until}
	return because(c.Reason), nil
}

// NoteAbsence notes that a member is absent from now or a later instant until another one, or until it is ended. With Ends,
// the entry of an absence, it ends that one, and has no span or reason.
type NoteAbsence struct {
	Participant string // pseudonym
	From, Until ledger.Instant
	Ends        uint64
	Reason      string
}

// Kind is KindAbsenceNoted.
func (*NoteAbsence) Kind() Kind { return KindAbsenceNoted }

func (c *NoteAbsence) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	e := &AbsenceNoted{common: as, Ends: c.Ends, From: c.From, Participant: c.Participant, Until: c.Until}
	if e.Ends == 0 {
		e.From = max(e.From, rec.At)
	}
	rec.Event = e
	return because(c.Reason), nil
}
