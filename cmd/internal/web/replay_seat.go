package web

import (
	"strings"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// moment writes an instant that stands as the record writes it.
func (d *reading) moment(text string) string {
	at, err := ledger.ParseInstant(text)
	if err != nil {
		return text
	}
	return d.words.Stamp(at.Time())
}

// spanEnd is an end of a span: where it ends with a day, that day is the last one that belongs to it.
func (d *reading) spanEnd(field, text string) string {
	at, err := ledger.ParseInstant(text)
	if err != nil || strings.HasSuffix(field, "from") {
		return d.moment(text)
	}
	return d.words.Before(at.Time())
}

// bodyName is a body of the committee in the visitor's language.
func (d *reading) bodyName(id string) string {
	if body := d.round.Policy.Body(id); body != nil {
		return d.label(body.Label)
	}
	return id
}

// by names who gave a sheet or a vote, and says where it was a deputy.
func (d *reading) by(pseudonym string, deputy bool) string {
	if deputy {
		return d.words.T("committee.by_deputy", "Name", d.name(pseudonym))
	}
	return d.name(pseudonym)
}

// seatDetail is what a sentence adds about a change of a seat, or of who belongs to it; empty for other changes.
func (d *reading) seatDetail(st *view.Step, c *view.Change) string {
	w := d.words
	switch c.Field {
	case "created":
		return w.T("did.seat_named", "Seat", d.seatName(c.Of), "Body", d.bodyName(c.New))
	case "seat":
		return w.T("did.seat_taken", "Seat", d.seatName(c.New))
	case "weight", "advisory", "chair", "vice":
		return w.T("did.seat", "Field", d.fieldName(c), "New", d.seatValue(c))
	case "deputy":
		if st.Kind == workflow.KindParticipantAdmitted {
			return "" // the sentence says so
		}
		return w.T("did.as_deputy")
	case "left":
		return w.T("did.left", "Name", d.name(c.Of), "Seat", d.seatName(c.Old))
	case "replaced":
		return w.T("did.replaced", "Name", d.name(c.Of))
	case "from", "until", "absent_from", "absent_until", "absence_end":
		if c.New == "" {
			return w.T("did.open."+strings.TrimPrefix(c.Field, "absent_"), "Name", d.name(c.Of))
		}
		return w.T("did."+c.Field, "Name", d.name(c.Of), "At", d.spanEnd(c.Field, c.New))
	}
	return ""
}

// seatValue is what a seat has become in a sentence.
func (d *reading) seatValue(c *view.Change) string {
	switch {
	case c.Field == "weight":
		return c.New
	case c.New == "":
		return d.words.T("votes.no")
	}
	return d.words.T("votes.yes")
}
