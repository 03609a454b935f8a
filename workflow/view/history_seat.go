package view

import (
	"strconv"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// seatChanges are what an entry changes of a seat, or of who belongs to it. The fields "deputy", "left", "from", "until",
// "absent_from", "absent_until", "absence_end" and "replaced" (whose
// sheet) are of a participant, "created" (the body), "weight", "advisory", "chair" and "vice" of a seat; instants stand as
// the record writes them.
func seatChanges(before, after *workflow.Round, rec *workflow.Record) (out []Change) {
	add := func(field, of, was, is string) {
		if was != is {
			out = append(out, Change{Field: field, Of: of, Old: was, New: is})
		}
	}
	switch e := rec.Event.(type) {
	case *workflow.ParticipantAdmitted:
		add("deputy", e.Participant, "", truth(e.Deputy))
		add("from", e.Participant, "", moment(e.From))
		add("until", e.Participant, "", moment(e.Until))
	case *workflow.SeatCreated:
		add("created", e.Seat, "", e.Body)
	case *workflow.SeatChanged:
		_, was := before.SeatOf(e.Seat)
		_, is := after.SeatOf(e.Seat)
		add("weight", e.Seat, strconv.Itoa(was.Weight), strconv.Itoa(is.Weight))
		add("advisory", e.Seat, truth(was.Advisory), truth(is.Advisory))
		add("chair", e.Seat, truth(was.Chair), truth(is.Chair))
		add("vice", e.Seat, truth(was.Vice), truth(is.Vice))
	case *workflow.SeatVacated:
		add("left", e.Participant, e.Seat, "")
	case *workflow.TermSet:
		_, was := before.Participant(e.Participant)
		add("from", e.Participant, moment(was.From), moment(e.From))
		add("until", e.Participant, moment(was.Until), moment(e.Until))
	case *workflow.AbsenceNoted:
		out = absenceChanges(before, after, e)
	case *workflow.ScoresCast:
		add("deputy", subject(rec), "", truth(e.Deputy))
		was, is := sheetsOf(before, after, rec)
		if was != nil && was.By != is.By {
			add("replaced", after.Participants[was.By].Pseudonym, number(was.Version), number(is.Version))
		}
	case *workflow.VoteCast:
		add("deputy", subject(rec), "", truth(e.Deputy))
	}
	return out
}

// absenceChanges tell an absence that was noted by its span, and one that ends by its end.
func absenceChanges(before, after *workflow.Round, e *workflow.AbsenceNoted) []Change {
	if e.Ends == 0 {
		return []Change{
			{Field: "absent_from", Of: e.Participant, New: moment(e.From)},
			{Field: "absent_until", Of: e.Participant, New: moment(e.Until)},
		}
	}
	until := func(r *workflow.Round) string {
		_, p := r.Participant(e.Participant)
		for i := range p.Absences {
			if p.Absences[i].Seq == e.Ends {
				return moment(p.Absences[i].Until)
			}
		}
		return ""
	}
	return []Change{{Field: "absence_end", Of: e.Participant, Old: until(before), New: until(after)}}
}

// sheetsOf are the sheets of a seat before and after an entry that gives one; the first is nil where there was none.
func sheetsOf(before, after *workflow.Round, rec *workflow.Record) (was, is *workflow.Sheet) {
	_, who := after.Participant(subject(rec))
	if p := before.Proposal(rec.Proposal); p != nil {
		was = p.Sheet(who.Member)
	}
	return was, after.Proposal(rec.Proposal).Sheet(who.Member)
}

// subject is whom an entry counts for.
func subject(rec *workflow.Record) string {
	if rec.For != "" {
		return rec.For
	}
	return rec.Actor
}

// moment is an instant as the record writes it, empty for none.
func moment(at ledger.Instant) string {
	if at == 0 {
		return ""
	}
	return at.String()
}
