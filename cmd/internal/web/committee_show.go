package web

import (
	"net/http"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// committeeBody is the body of the page of the committee.
type committeeBody struct {
	Ref     part.Ref
	Lead    string
	Place   *part.Box // how the visitor stands to the own seat, where that is out of the ordinary
	Primary *part.Button
	Create  *part.Button // to a new seat, for whoever may create one
	Absence *part.Button // to one's own absence
	Short   *part.Box    // what of the policy the committee is too small for
	Bodies  []bodySeats
	Empty   part.Empty
}

// bodySeats are the seats of one body, by group where it has groups.
type bodySeats struct {
	Title, About string
	Seats        []part.Table
}

// committeeShow shows the seats by body and group, with those who hold them or deputise.
func (s *Server) committeeShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.readSeats(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	held := 0
	for i := range d.seats {
		if d.seats[i].Member >= 0 {
			held++
		}
	}
	body := committeeBody{
		Ref: d.ref(), Lead: v.words.T("committee.lead", "Held", held, "Count", len(d.seats)), Place: d.standIn(),
		Empty: part.Empty{Title: v.words.T("committee.empty.title"), Text: v.words.T("committee.empty.text")},
	}
	if place := v.round.Place; place != nil && !place.Left && v.round.Me != nil {
		body.Absence = &part.Button{Text: v.words.T("seats.absence.own"), Href: v.address("gremium/" + place.Seat + "/abwesenheit")}
	}
	if len(v.round.Shortfalls) > 0 {
		body.Short = &part.Box{Kind: part.BoxCare, Icon: "warn", Title: v.words.T("committee.short")}
		for _, ref := range v.round.Shortfalls {
			body.Short.Lines = append(body.Short.Lines, d.refusal(ref))
		}
	}
	body.Primary, body.Create = d.fill(), d.create()
	for i := range v.round.Policy.Bodies {
		if one := d.bodySeats(&v.round.Policy.Bodies[i]); len(one.Seats) > 0 {
			body.Bodies = append(body.Bodies, one)
		}
	}
	show(s, w, r, s.pages.committee, http.StatusOK, s.frameOf(r, v, v.words.T("committee.title")), body)
}

// fill leads the office to the first seat that nobody holds; nil where there is none.
func (d *seating) fill() *part.Button {
	if !d.has(roleOffice) || d.round.Phase == workflow.Concluded || d.round.Phase == workflow.Cancelled {
		return nil
	}
	for i := range d.seats {
		if seat := &d.seats[i]; seat.Member < 0 {
			return &part.Button{
				Text: d.words.T("committee.fill", "Seat", d.labels[seat.ID]), Href: d.seatAddress(seat, stepFill), Primary: true,
			}
		}
	}
	return nil
}

func (d *seating) bodySeats(b *policy.Body) bodySeats {
	out := bodySeats{Title: d.label(b.Label), About: d.label(b.About)}
	groups := []string{""}
	for i := range b.Groups {
		groups = append(groups, b.Groups[i].ID)
	}
	for _, id := range groups {
		t := d.seatTable(d.words.T("committee.seats", "Body", out.Title))
		if group, ok := b.Group(id); ok && id != "" {
			t.Caption, t.Quiet = d.label(group.Label), false
		}
		for i := range d.seats {
			if seat := &d.seats[i]; seat.Body == b.ID && seat.Group == id {
				t.Rows = append(t.Rows, d.seatRows(seat)...)
			}
		}
		if len(t.Rows) > 0 {
			out.Seats = append(out.Seats, t)
		}
	}
	return out
}

func (d *seating) seatTable(caption string) part.Table {
	w := d.words
	return part.Table{Caption: caption, Quiet: true, Narrow: 2, Columns: []part.Column{
		{Title: w.T("committee.holder")},
		{Title: w.T("committee.seat")},
		{Title: w.T("committee.organisation"), Wide: true},
		{Title: w.T("committee.vote")},
		{Title: w.T("committee.times"), Wide: true},
	}}
}

// seatRows are the rows of a seat: who holds it, or that nobody does, and who deputises.
func (d *seating) seatRows(seat *view.Seat) []part.Row {
	where := part.Cell{Text: d.labels[seat.ID], Href: d.seatAddress(seat, "")}
	organisation := d.organisations[seat.Organisation]
	if organisation == "" {
		organisation = "–"
	}
	rows := []part.Row{{
		Head: part.Cell{Note: d.words.T("committee.vacant")}, Cells: []part.Cell{where, {Text: organisation}, {Text: d.voteOf(seat)}, {Text: "–"}},
	}}
	for i := range seat.People {
		p := &seat.People[i]
		switch {
		case p.Left:
		case p.Deputy:
			rows = append(rows, part.Row{Head: d.personCell(p), Cells: []part.Cell{where, {Text: organisation}, {Text: d.words.T("seats.deputises")}, d.times(p)}})
		default:
			rows[0].Head, rows[0].Cells[3] = d.personCell(p), d.times(p)
		}
	}
	return rows
}

// personCell names somebody who belongs to a seat.
func (d *reading) personCell(p *view.Person) part.Cell {
	cell := part.Cell{Text: d.name(p.Pseudonym)}
	var notes []string
	if p.Deputy {
		notes = append(notes, d.words.T("seats.deputy.short"))
	}
	if p.Deputy && p.Acts {
		notes = append(notes, d.words.T("seats.acts"))
	}
	if d.round.Me != nil && p.Pseudonym == d.round.Me.Pseudonym {
		notes = append(notes, d.words.T("committee.you"))
	}
	cell.Note = strings.Join(notes, " · ")
	return cell
}

// times says from when until when somebody acts for a seat, and when they are absent.
func (d *reading) times(p *view.Person) part.Cell {
	var out []string
	if term := d.term(p); term != "" {
		out = append(out, term)
	}
	if p.Away != nil {
		out = append(out, d.away(p.Away))
	}
	for i := range p.Ahead {
		out = append(out, d.away(&p.Ahead[i]))
	}
	if len(out) == 0 {
		return part.Cell{Text: "–"}
	}
	return part.Cell{Text: strings.Join(out, "; ")}
}

// voteOf says what a seat's vote counts.
func (d *reading) voteOf(seat *view.Seat) string {
	text := d.words.T("committee.votes", "Count", seat.Weight)
	switch {
	case seat.Advisory:
		return d.words.T("committee.advisory")
	case seat.Chair:
		return d.words.T("committee.chair", "Votes", text)
	case seat.Vice:
		return d.words.T("committee.vice", "Votes", text)
	}
	return text
}
