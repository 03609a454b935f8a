package view

import (
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Person is somebody who belongs to a seat, or did.
type Person struct {
	Pseudonym string
	Deputy    bool
	From      ledger.Instant // of the term; 0: at once
	Until     ledger.Instant // the term ends before it; 0: with the round
	Left      bool
	Acts      bool               // for the seat, at present
	Away      *workflow.Absence  // that lasts at present, nil where there is none
	Ahead     []workflow.Absence // that begin later
	Entry     uint64             // whose texts hold the name
}

// Place is how the viewer stands to a seat.
type Place struct {
	Person
	Seat       string
	Barred     *workflow.Refusal // why the viewer does not act for it at present, nil where they do
	Stands     string            // pseudonym of the holder in whose place the viewer acts as deputy; empty otherwise
	Substitute string            // pseudonym of who acts for the seat in the viewer's place; empty where nobody does
}

// people are those who belong to a seat, or did.
func (v *Round) people(seat int) []Person {
	var out []Person
	for i := range v.state.Participants {
		if v.state.Participants[i].Seat == seat {
			out = append(out, v.person(i))
		}
	}
	return out
}

func (v *Round) person(i int) Person {
	p := &v.state.Participants[i]
	out := Person{
		Pseudonym: p.Pseudonym, Deputy: p.Deputy, From: p.From, Until: p.Until, Left: p.Left > 0,
		Acts: v.state.Acting(i, v.now) == nil, Away: p.Away(v.now), Entry: p.Seq,
	}
	for _, a := range p.Absences {
		if a.From > v.now && (a.Until == 0 || a.Until > a.From) {
			out.Ahead = append(out.Ahead, a)
		}
	}
	return out
}

// place is how the viewer stands to the own seat, nil without one.
func (v *Round) place() *Place {
	seat := v.state.Seat(v.self)
	if seat == nil || v.member < 0 {
		return nil
	}
	out := &Place{Person: v.person(v.self), Seat: seat.ID, Barred: v.state.Acting(v.self, v.now)}
	if out.Barred == nil && out.Deputy && seat.Holder >= 0 {
		out.Stands = v.state.Participants[seat.Holder].Pseudonym
	}
	if by := v.state.ActingFor(v.member, v.now); by != v.self && v.state.Acting(by, v.now) == nil {
		out.Substitute = v.state.Participants[by].Pseudonym
	}
	return out
}

// acts tells whether the viewer acts for a seat at present.
func (v *Round) acts() bool { return v.Place != nil && v.Place.Barred == nil }

// acting is the pseudonym of who acts for a member's seat at present, or of its holder.
func (v *Round) acting(member int) string {
	return v.state.Participants[v.state.ActingFor(member, v.now)].Pseudonym
}

// Past tells whether the viewer's time in the seat is over, and what they saw of the record: so many of its entries, and those
// from before an instant where one is given. What came later is not for them. It answers false for who belongs to a seat, and
// for who holds another role.
func Past(r *workflow.Round, viewer Viewer) (entries uint64, until ledger.Instant, past bool) {
	_, p := r.Participant(viewer.Pseudonym)
	if p == nil || p.Seat < 0 || viewer.Auditor || viewer.Coordinator || viewer.Operator {
		return 0, 0, false
	}
	switch at := max(viewer.At, r.Last); {
	case p.Left > 0:
		return p.Left + 1, 0, true
	case p.Until != 0 && at >= p.Until:
		return p.Term + 1, p.Until, true
	}
	return 0, 0, false
}
