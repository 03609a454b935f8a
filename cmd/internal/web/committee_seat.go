package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

// seating is what pages about seats are made from.
type seating struct {
	*reading
	seats         []view.Seat
	organisations map[string]string
}

func (s *Server) readSeats(r *http.Request, v *visit) (*seating, error) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		return nil, err
	}
	out := &seating{reading: d, seats: v.round.Seats()}
	if out.organisations, err = s.config.Desk.Organisations(r.Context()); err != nil {
		return nil, err
	}
	return out, s.readLabels(r.Context(), d)
}

// seat finds a seat by id, nil where there is none.
func (d *seating) seat(id string) *view.Seat {
	for i := range d.seats {
		if d.seats[i].ID == id {
			return &d.seats[i]
		}
	}
	return nil
}

// seatAddress is an address within a seat; an empty step is the seat's own page.
func (d *reading) seatAddress(seat *view.Seat, step string) string {
	at := d.address("gremium/" + seat.ID)
	switch step {
	case "":
		return at
	case stepAbsence:
		return at + "/" + step
	}
	return at + "/schritt/" + step
}

// seatBody is the body of the page of one seat.
type seatBody struct {
	Ref     part.Ref
	Lead    string
	Receipt *part.Box
	Facts   part.Facts
	People  []seatPerson
	Vacant  string // said where nobody holds it
	Buttons []part.Button
	Back    part.Button
}

// seatPerson is somebody who belongs to a seat or did.
type seatPerson struct {
	Name    string
	Facts   part.Facts
	Buttons []part.Button
}

// seatShow shows one seat with everybody who belongs to it or did, and what the visitor can change.
func (s *Server) seatShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.readSeats(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	seat := d.seat(r.PathValue("sitz"))
	if seat == nil {
		s.missing(w, r)
		return
	}
	body := seatBody{
		Ref: d.ref(), Lead: d.body(seat.Body, seat.Group), Facts: d.seatFacts(seat),
		Back: part.Button{Text: v.words.T("seats.back"), Href: v.address("gremium"), Quiet: true},
	}
	if body.Receipt, err = s.receipt(r, d.reading, nil); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	d.vacantYet(seat.ID, body.Receipt)
	if seat.Member < 0 {
		body.Vacant = v.words.T("seats.vacant")
	}
	for i := range seat.People {
		body.People = append(body.People, d.seatPerson(seat, &seat.People[i]))
	}
	if d.mayChange() {
		if seat.Member < 0 {
			body.Buttons = append(body.Buttons, d.seatButton(seat, stepFill, "", true))
		}
		body.Buttons = append(body.Buttons, d.seatButton(seat, stepDeputy, "", false), d.seatButton(seat, stepChange, "", false))
	}
	show(s, w, r, s.pages.seat, http.StatusOK, s.frameOf(r, v, v.words.T("seats.title", "Seat", d.labels[seat.ID])), body)
}

// mayChange tells whether the visitor can change the committee now.
func (d *reading) mayChange() bool {
	return d.has(roleOffice) && d.round.Phase != workflow.Cancelled
}

func (d *reading) seatButton(seat *view.Seat, step, person string, primary bool) part.Button {
	at := d.seatAddress(seat, step)
	if person != "" {
		at += "?" + fieldAbout + "=" + person
	}
	return part.Button{Text: d.words.T("seats." + step), Href: at, Primary: primary}
}

func (d *seating) seatFacts(seat *view.Seat) part.Facts {
	w, organisation := d.words, d.organisations[seat.Organisation]
	if organisation == "" {
		organisation = w.T("seats.organisation.none")
	}
	return part.Facts{{Name: w.T("committee.organisation"), Text: organisation}, {Name: w.T("committee.vote"), Text: d.voteOf(seat)}}
}

func (d *reading) seatPerson(seat *view.Seat, p *view.Person) seatPerson {
	w, role := d.words, d.words.T("seats.holder")
	switch {
	case p.Left:
		role = w.T("seats.left")
	case p.Deputy && p.Acts:
		role = w.T("seats.deputy.acts")
	case p.Deputy:
		role = w.T("seats.deputy")
	}
	out := seatPerson{Name: d.name(p.Pseudonym), Facts: part.Facts{{Name: w.T("seats.as"), Text: role}}}
	if p.Left {
		return out
	}
	if term := d.term(p); term != "" {
		out.Facts = append(out.Facts, part.Fact{Name: w.T("seats.term"), Text: term})
	}
	if p.Away != nil {
		out.Facts = append(out.Facts, part.Fact{Name: w.T("seats.away"), Text: d.away(p.Away)})
	}
	for i := range p.Ahead {
		out.Facts = append(out.Facts, part.Fact{Name: w.T("seats.away"), Text: d.away(&p.Ahead[i])})
	}
	if own := d.round.Me != nil && p.Pseudonym == d.round.Me.Pseudonym; d.mayChange() || own {
		away := d.seatButton(seat, stepAbsence, p.Pseudonym, false)
		if p.Away != nil || len(p.Ahead) > 0 {
			away.Text = w.T("seats.absence.change")
		}
		out.Buttons = append(out.Buttons, away)
	}
	if d.mayChange() {
		out.Buttons = append(out.Buttons, d.seatButton(seat, stepTerm, p.Pseudonym, false), d.seatButton(seat, stepVacate, p.Pseudonym, false))
	}
	return out
}

// term says a term in words, empty where it is the whole round.
func (d *reading) term(p *view.Person) string {
	w := d.words
	switch {
	case p.From == 0 && p.Until == 0:
		return ""
	case p.From == 0:
		return w.T("seats.until", "Until", d.lastDay(p.Until))
	case p.Until == 0:
		return w.T("seats.from", "From", w.Day(p.From.Time()))
	}
	return w.T("seats.span", "From", w.Day(p.From.Time()), "Until", d.lastDay(p.Until))
}

// away says an absence in words.
func (d *reading) away(a *workflow.Absence) string {
	if a.Until == 0 {
		return d.words.T("seats.absent.open", "From", d.words.Day(a.From.Time()))
	}
	return d.words.T("seats.absent.span", "From", d.words.Day(a.From.Time()), "Until", d.lastDay(a.Until))
}

// lastDay is the last day of a span that ends before an instant.
func (d *reading) lastDay(until ledger.Instant) string { return d.words.Day((until - 1).Time()) }

// standIn says how the visitor stands to the own seat: that they deputise, that somebody acts in their place, or why they do
// not act; nil where they hold it and act.
func (d *seating) standIn() *part.Box {
	place := d.round.Place
	if place == nil || place.Barred == nil && place.Stands == "" {
		return nil
	}
	w, seat := d.words, d.labels[place.Seat]
	box := &part.Box{Kind: part.BoxCare, Icon: "warn", Title: w.T("seats.stand.not", "Seat", seat)}
	switch {
	case place.Barred == nil:
		box.Kind, box.Icon = "", "tick"
		box.Title, box.Lines = w.T("seats.stand.for", "Seat", seat), []string{w.T("seats.stand.for.text", "Name", d.name(place.Stands))}
	case place.Substitute != "" && place.Barred.Code == "absence_noted":
		box.Lines = []string{d.refusal(place.Barred), w.T("seats.stand.by", "Name", d.name(place.Substitute))}
	default:
		box.Lines = []string{d.refusal(place.Barred)}
	}
	box.Links = []part.Link{{Text: w.T("seats.stand.link"), Href: d.address("gremium/" + place.Seat)}}
	return box
}
