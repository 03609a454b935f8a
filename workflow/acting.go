package workflow

import "gremium/workflow/ledger"

// Absence is a time in which somebody does not act for their seat: from an instant until before another one.
type Absence struct {
	From  ledger.Instant
	Until ledger.Instant // 0: until it is ended
	Seq   uint64         // entry that noted it
}

// Covers tells whether the absence lasts at an instant.
func (a *Absence) Covers(at ledger.Instant) bool { return within(a.From, a.Until, at) }

// within tells whether an instant lies in a span that ends before until, 0 being no end.
func within(from, until, at ledger.Instant) bool { return at >= from && (until == 0 || at < until) }

// absence is where an absence stands among those of a participant, -1 for an entry that noted none.
func (p *Participant) absence(seq uint64) int {
	for i := range p.Absences {
		if p.Absences[i].Seq == seq {
			return i
		}
	}
	return -1
}

// Away is the absence that lasts at an instant, nil where there is none.
func (p *Participant) Away(at ledger.Instant) *Absence {
	for i := range p.Absences {
		if p.Absences[i].Covers(at) {
			return &p.Absences[i]
		}
	}
	return nil
}

// Serves tells whether a participant belongs to their seat at an instant, as holder or deputy: has not left, and is within
// the term.
func (p *Participant) Serves(at ledger.Instant) bool {
	return p.Seat >= 0 && p.Left == 0 && within(p.From, p.Until, at)
}

// Acting says why a participant may not act for their seat at an instant; nil means that they may. A holder acts within the
// term and while not absent. A deputy acts within the term and while the seat has no holder who acts. As long as a meeting
// runs, who of a seat is in it acts for the seat, holder or deputy, and nobody else. So at each instant either the holder or
// the deputies act for a seat.
//
// Refusals: seat_left, term_not_begun, term_over, absence_noted, holder_present, represented.
func (r *Round) Acting(participant int, at ledger.Instant) *Refusal {
	ref := r.belonging(participant, at)
	if ref != nil && ref.Code != "holder_present" {
		return ref
	}
	p := &r.Participants[participant]
	by := r.Sitting().occupant(p.Member)
	switch {
	case by < 0:
		return ref
	case by == participant:
		return nil
	case p.Deputy:
		return r.naming(refuse("holder_present", "policy", "seat", r.Seats[p.Seat].ID), by)
	}
	return r.naming(refuse("represented", "policy", "seat", r.Seats[p.Seat].ID), by)
}

// belonging is Acting as it is outside of meetings.
func (r *Round) belonging(participant int, at ledger.Instant) *Refusal {
	p := &r.Participants[participant]
	seat := r.Seat(participant)
	switch {
	case seat == nil:
		return refuse("capacity_missing", "lifecycle", "needed", string(Member), "capacity", capacities(p))
	case p.Left > 0:
		return refuse("seat_left", "policy", "seat", seat.ID)
	case at < p.From:
		return refuse("term_not_begun", "policy", "seat", seat.ID, "from", p.From.String())
	case p.Until != 0 && at >= p.Until:
		return refuse("term_over", "policy", "seat", seat.ID, "until", p.Until.String())
	case p.Away(at) != nil:
		return r.naming(refuse("absence_noted", "policy", "seat", seat.ID), participant)
	}
	if h := seat.Holder; p.Deputy && h >= 0 && r.Participants[h].Serves(at) && r.Participants[h].Away(at) == nil {
		return r.naming(refuse("holder_present", "policy", "seat", seat.ID), h)
	}
	return nil
}

// ActingFor is the participant who acts for a member's seat at an instant; where nobody does, the holder or whoever was it
// last.
func (r *Round) ActingFor(member int, at ledger.Instant) int {
	for i := range r.Participants {
		if r.Participants[i].Member == member && r.Acting(i, at) == nil {
			return i
		}
	}
	return r.Members[member]
}

// naming names the participants that a refusal speaks of.
func (r *Round) naming(ref *Refusal, participants ...int) *Refusal {
	for _, i := range participants {
		ref.People = append(ref.People, r.Participants[i].Pseudonym)
	}
	return ref
}

// permitActing asks whether whoever acts as a member, or is acted for as one, may act for the seat at this instant. An own
// absence may be noted and ended, and an interest declared or reported, at any time.
func (r *Round) permitActing(rec *Record, f *found) *Refusal {
	if f.as != byMember && (rec.For == "" || f.kind.who&byMember == 0) {
		return nil
	}
	switch rec.Event.Kind() {
	case KindAbsenceNoted, KindInterestDeclared, KindInterestReported, KindErasureRequested:
		return nil
	default:
	}
	return r.Acting(f.subject, rec.At)
}

// deputises tells whether the record counts for a deputy.
func (r *Round) deputises(rec *Record) bool {
	whose := rec.Actor
	if rec.For != "" {
		whose = rec.For
	}
	_, p := r.Participant(whose)
	return p != nil && p.Deputy
}

// Manned tells by member whether the seat has somebody, holder or deputy, who belongs to it at an instant.
func (r *Round) Manned(at ledger.Instant) []bool { return r.manned(at, r.Size) }

// manned tells by member whether the seat has somebody, holder or deputy, who belongs to it at an instant and came before an
// entry.
func (r *Round) manned(at ledger.Instant, before uint64) []bool {
	out := make([]bool, len(r.Members))
	for i := range r.Participants {
		p := &r.Participants[i]
		if p.Member >= 0 && p.Seq < before && (p.Left == 0 || p.Left > before) && within(p.From, p.Until, at) {
			out[p.Member] = true
		}
	}
	return out
}
