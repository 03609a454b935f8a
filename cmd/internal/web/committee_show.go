package web

import (
	"context"
	"net/http"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/view"
)

// committeeBody is the body of the page of the committee.
type committeeBody struct {
	Ref    part.Ref
	Lead   string
	Short  *part.Box // what of the policy the committee is too small for
	Bodies []bodySeats
	Empty  part.Empty
}

// bodySeats are the seats of one body.
type bodySeats struct {
	Title, About string
	Seats        part.Table
}

// committeeShow shows the seats by body and group, with those who hold them.
func (s *Server) committeeShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	organisations, err := s.config.Desk.Organisations(r.Context())
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	seats := v.round.Seats()
	held := 0
	for i := range seats {
		if seats[i].Member >= 0 {
			held++
		}
	}
	body := committeeBody{
		Ref: d.ref(), Lead: v.words.T("committee.lead", "Held", held, "Count", len(seats)),
		Empty: part.Empty{Title: v.words.T("committee.empty.title"), Text: v.words.T("committee.empty.text")},
	}
	if len(v.round.Shortfalls) > 0 {
		body.Short = &part.Box{Kind: part.BoxCare, Icon: "warn", Title: v.words.T("committee.short")}
		for _, ref := range v.round.Shortfalls {
			body.Short.Lines = append(body.Short.Lines, d.refusal(ref))
		}
	}
	for _, b := range v.round.Policy.Bodies {
		one, err := s.bodySeats(r.Context(), d, &b, seats, organisations)
		if err != nil {
			s.refuse(w, r, v, err)
			return
		}
		if len(one.Seats.Rows) > 0 {
			body.Bodies = append(body.Bodies, one)
		}
	}
	show(s, w, r, s.pages.committee, http.StatusOK, s.frameOf(r, v, v.words.T("committee.title")), body)
}

func (s *Server) bodySeats(
	ctx context.Context, d *reading, b *policy.Body, seats []view.Seat, organisations map[string]string,
) (bodySeats, error) {
	w := d.words
	out := bodySeats{Title: d.label(b.Label), About: d.label(b.About), Seats: part.Table{
		Caption: w.T("committee.seats", "Body", d.label(b.Label)), Quiet: true, Columns: []part.Column{
			{Title: w.T("committee.holder")},
			{Title: w.T("committee.seat")},
			{Title: w.T("committee.organisation"), Wide: true},
			{Title: w.T("committee.vote")},
		},
	}}
	for i := range seats {
		seat := &seats[i]
		if seat.Body != b.ID {
			continue
		}
		texts, err := s.config.Desk.Texts(ctx, d.round, seat.Entry)
		if err != nil {
			return out, err
		}
		name := texts["label"]
		if name == "" {
			name = seat.ID
		}
		where := part.Cell{Text: name}
		if group, ok := b.Group(seat.Group); ok && !strings.Contains(name, d.label(group.Label)) {
			where.Note = d.label(group.Label)
		}
		organisation := organisations[seat.Organisation]
		if organisation == "" {
			organisation = "–"
		}
		out.Seats.Rows = append(out.Seats.Rows, part.Row{
			Head: d.holder(seat), Cells: []part.Cell{where, {Text: organisation}, {Text: d.voteOf(seat)}},
		})
	}
	return out, nil
}

// holder names who holds a seat.
func (d *reading) holder(seat *view.Seat) part.Cell {
	if seat.Member < 0 {
		return part.Cell{Note: d.words.T("committee.vacant")}
	}
	m := d.member(seat.Member)
	cell := part.Cell{Text: d.name(m.Pseudonym)}
	if d.round.Me != nil && m.Index == d.round.Me.Index {
		cell.Note = d.words.T("committee.you")
	}
	return cell
}

// voteOf says what a seat's vote counts.
func (d *reading) voteOf(seat *view.Seat) string {
	text := d.words.T("committee.votes", "Count", seat.Weight)
	switch {
	case seat.Advisory:
		return d.words.T("committee.advisory")
	case seat.Chair:
		return d.words.T("committee.chair", "Votes", text)
	}
	return text
}
