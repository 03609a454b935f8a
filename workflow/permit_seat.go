package workflow

// running tells whether scores are being given or decided on, so that a change of the committee owes a reason.
func (r *Round) running() bool { return r.Phase != Draft && r.Phase != Calling }

// reasonOwed asks for the reason of a change of membership in a running round.
func (r *Round) reasonOwed(e *common) *Refusal {
	if r.running() && !e.has("reason") {
		return refuse("change_reason_missing", "policy")
	}
	return nil
}

// onlyMembers refuses what only a member can have.
func onlyMembers(e *ParticipantAdmitted) *Refusal {
	if e.Deputy || e.From != 0 || e.Until != 0 {
		return inconsistent("seat_of_member")
	}
	return nil
}

// permitSeating asks whether a person may take a seat, or deputise for it. Who has left a seat may come back to it, and to no
// other one: their scores stand for it, and nobody scores for two seats.
func (r *Round) permitSeating(e *ParticipantAdmitted, p *Participant) *Refusal {
	i, seat := r.SeatOf(e.Seat)
	switch {
	case i < 0:
		return refuse("seat_unknown", "record", "seat", e.Seat)
	case p != nil && p.Seat >= 0 && p.Seat != i:
		return refuse("seat_before", "record", "seat", r.Seats[p.Seat].ID)
	case !e.Deputy && seat.Holder >= 0:
		return refuse("seat_taken", "record", "seat", e.Seat)
	case e.Until != 0 && e.Until <= e.From:
		return refuse("span_invalid", "record", "from", e.From.String(), "until", e.Until.String())
	}
	return r.reasonOwed(&e.common)
}

// permitSeatChange asks whether a seat may change. Weight and vote stand from the first ballot of the round on, so that all
// its ballots count alike; the chair stands while a ballot waits for its decision, because the chair's vote may resolve it. Who
// takes no part in some proposal leaves them alone once the review has begun: the answer would tell of ballots on it.
func (r *Round) permitSeatChange(e *SeatChanged, f *found) *Refusal {
	i, seat := r.SeatOf(e.Seat)
	if i < 0 {
		return refuse("seat_unknown", "record", "seat", e.Seat)
	}
	if e.Weight < 1 || e.Weight > 1000 {
		return refuse("weight_invalid", "policy")
	}
	votes, leads := int(e.Weight) != seat.Weight || e.Advisory != seat.Advisory, e.Chair != seat.Chair || e.Vice != seat.Vice
	if (votes || leads) && r.running() && r.excludedAmong(r.Proposals, f.actor) {
		return refuse("recused_seat", "§ 20 VwVfG")
	}
	if held := r.balloted(); held != "" && votes {
		return refuse("ballot_held", "policy", "proposal", held)
	}
	if waits := r.undecided(); waits != "" && leads {
		return refuse("ballot_undecided", "policy", "proposal", waits)
	}
	return r.reasonOwed(&e.common)
}

// balloted is the number of a proposal on which a ballot was held, empty where there is none.
func (r *Round) balloted() string {
	for _, p := range r.Proposals {
		if p.Ballot != nil || len(p.Ballots) > 0 {
			return r.NumberOf(p)
		}
	}
	return ""
}

// undecided is the number of a proposal with a ballot and without a decision, empty where there is none.
func (r *Round) undecided() string {
	for _, p := range r.Proposals {
		if p.Ballot != nil && p.State == Scored {
			return r.NumberOf(p)
		}
	}
	return ""
}

// seated finds a participant who holds a seat or deputises for one, and has not left it.
func (r *Round) seated(pseudonym string) (*Participant, *Refusal) {
	i, p := r.Participant(pseudonym)
	switch {
	case p == nil || p.Seat < 0:
		return nil, refuse("member_unknown", "record")
	case p.Left > 0:
		return nil, r.naming(refuse("left_already", "record", "seat", r.Seats[p.Seat].ID), i)
	}
	return p, nil
}

func (r *Round) permitVacating(e *SeatVacated) *Refusal {
	p, ref := r.seated(e.Participant)
	if ref != nil {
		return ref
	}
	if r.Seats[p.Seat].ID != e.Seat {
		return inconsistent("other_seat")
	}
	return r.reasonOwed(&e.common)
}

func (r *Round) permitTerm(e *TermSet) *Refusal {
	if _, ref := r.seated(e.Participant); ref != nil {
		return ref
	}
	if e.Until != 0 && e.Until <= e.From {
		return refuse("span_invalid", "record", "from", e.From.String(), "until", e.Until.String())
	}
	return r.reasonOwed(&e.common)
}

// permitAbsence asks that a member notes the own absence only, that an absence lies ahead, and that what ends has not ended.
func (r *Round) permitAbsence(rec *Record, e *AbsenceNoted, f *found) *Refusal {
	p, ref := r.seated(e.Participant)
	switch {
	case ref != nil:
		return ref
	case f.as == byMember && e.Participant != rec.Actor:
		return refuse("absence_of_other", "policy")
	case e.Ends == 0 && e.From < rec.At || e.Ends > 0 && (e.From != 0 || e.Until != 0 || e.has("reason")):
		return inconsistent("absence")
	case e.Ends == 0 && e.Until != 0 && e.Until <= e.From:
		return refuse("span_invalid", "record", "from", e.From.String(), "until", e.Until.String())
	case e.Ends == 0:
		return nil
	}
	if i := p.absence(e.Ends); i < 0 || p.Absences[i].Until != 0 && p.Absences[i].Until <= rec.At {
		return refuse("absence_unknown", "record")
	}
	return nil
}

// permitReplacing asks for the reason where a sheet of somebody else's for the same seat is replaced: a seat's sheet is one.
func (r *Round) permitReplacing(e *ScoresCast, f *found) *Refusal {
	if e.Deputy != r.Participants[f.subject].Deputy {
		return inconsistent("deputy")
	}
	s := f.proposal.Sheet(r.Participants[f.subject].Member)
	if s == nil || s.By == f.subject || e.has("reason") {
		return nil
	}
	return r.naming(refuse("sheet_of_other", "policy", "seat", r.Seat(f.subject).ID), s.By)
}
