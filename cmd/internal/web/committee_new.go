package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// The fields of the form for a new seat, beside those of a seat that is changed.
const (
	fieldSeat     = "sitz" // id that the seat gets
	fieldUnit     = "teil" // body, and after placeCut the group within it
	fieldBelongs  = "organisation"
	fieldHeadline = "bezeichnung"
)

// placeCut stands between a body and a group in a value of fieldUnit; no id of a policy holds it.
const placeCut = "/"

// seatsNew is where a seat is created, within the round.
const seatsNew = "gremium/schritt/anlegen"

// newSeatBody is the body of the page on which a seat is created.
type newSeatBody struct {
	Ref    part.Ref
	Lead   string
	Errors *part.Errors
	Action string
	Hidden []part.Option
	Fields []part.Field
	Rights *part.Choices
	Kept   *keeping
	Send   part.Button
	Back   part.Button
}

// newSeat is a seat that a form asks for or has sent.
type newSeat struct {
	*seating
	form       url.Values
	sent       bool
	kept       *keptForm
	registered []part.Option
	register   *workflow.Register
	wrong      map[string]string // by field
}

func (n *newSeat) one(name string) string { return strings.TrimSpace(n.form.Get(name)) }

// newSeatForm is the form.
func newSeatForm(_ *http.Request, v *visit) (*keptForm, error) {
	return v.formAt("seat", v.address(seatsNew)), nil
}

// uncreatable tells why the visitor can create no seat now, nil where they can.
func (d *seating) uncreatable() *workflow.Refusal {
	c := &workflow.CreateSeat{Seat: d.freeSeat()}
	if places := d.places(); len(places) > 0 {
		c.Body, c.Group, _ = strings.Cut(places[0].Value, placeCut)
	}
	return d.round.Try(d.office(), c)
}

// freeSeat is an id that no seat has.
func (d *seating) freeSeat() string {
	for i := len(d.seats) + 1; ; i++ {
		if id := "sitz-" + strconv.Itoa(i); d.seat(id) == nil {
			return id
		}
	}
}

// places are the bodies of the policy, each with its groups where it has groups.
func (d *reading) places() []part.Option {
	var out []part.Option
	for i := range d.round.Policy.Bodies {
		b := &d.round.Policy.Bodies[i]
		if len(b.Groups) == 0 {
			out = append(out, part.Option{Value: b.ID, Text: d.body(b.ID, "")})
		}
		for _, group := range b.Groups {
			out = append(out, part.Option{Value: b.ID + placeCut + group.ID, Text: d.body(b.ID, group.ID)})
		}
	}
	return out
}

// create leads whoever may create a seat to the form; nil for everybody else. Where there is no seat yet it is what to do first.
func (d *seating) create() *part.Button {
	if !d.has(roleOffice) || d.uncreatable() != nil {
		return nil
	}
	return &part.Button{Text: d.words.T("seats.anlegen"), Href: d.address(seatsNew), Primary: len(d.seats) == 0}
}

// vacantYet adds to a receipt on the page of a seat that nobody has held so far what comes next.
func (d *seating) vacantYet(seat string, box *part.Box) {
	if s := d.seat(seat); box != nil && len(s.People) == 0 && d.mayChange() {
		box.Lines = append(box.Lines, d.words.T("seats.anlegen.vacant", "Seat", d.labels[seat]))
		box.Links = []part.Link{{Text: d.words.T("seats." + stepFill), Href: d.seatAddress(s, stepFill)}}
	}
}

// seatNewShow asks for a new seat, or creates it.
func (s *Server) seatNewShow(w http.ResponseWriter, r *http.Request, v *visit) {
	n, err := s.newSeatOf(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if !n.sent {
		s.newSeatPage(w, r, n, http.StatusOK, nil)
		return
	}
	command := n.command()
	if len(n.wrong) > 0 {
		s.newSeatPage(w, r, n, http.StatusUnprocessableEntity, nil)
		return
	}
	receipts, err := s.carryOut(r, v, n.office(), command)
	if err == nil {
		s.spent(r, n.kept.key, r.PostFormValue(fieldCommand))
		http.Redirect(w, r, done(v, v.address("gremium/"+command.Seat), receipts), http.StatusSeeOther)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	s.newSeatPage(w, r, n, answer.Status, n.refused(err, answer.Message))
}

// newSeatOf reads what a request asks for. It fails where the visitor can create no seat.
func (s *Server) newSeatOf(r *http.Request, v *visit) (*newSeat, error) {
	d, err := s.readSeats(r, v)
	if err != nil {
		return nil, err
	}
	if ref := d.uncreatable(); ref != nil {
		return nil, ref
	}
	n := &newSeat{seating: d, sent: r.Method == http.MethodPost, wrong: map[string]string{}}
	n.kept, _ = newSeatForm(r, v)
	if n.form, err = s.filled(r, v, n.kept); err != nil {
		return nil, err
	}
	if n.registered, err = s.registered(r, v); err != nil {
		return nil, err
	}
	n.register, err = s.config.Desk.Register(r.Context())
	return n, err
}

// command is what the form asks for; wrong says what is missing in it.
func (n *newSeat) command() *workflow.CreateSeat {
	w := n.words
	c := &workflow.CreateSeat{Seat: n.one(fieldSeat), Label: n.one(fieldHeadline), Organisation: n.one(fieldBelongs)}
	c.Body, c.Group, _ = strings.Cut(n.one(fieldUnit), placeCut)
	if !slices.ContainsFunc(n.places(), func(o part.Option) bool { return o.Value == n.one(fieldUnit) }) {
		n.wrong[fieldUnit] = w.T("seats.place.missing")
	}
	if c.Label == "" {
		n.wrong[fieldHeadline] = w.T("seats.label.missing")
	}
	if c.Organisation != "" {
		if o := n.register.Organisation(c.Organisation); o != nil {
			c.Carrier, c.Parent = o.Carrier, o.Parent
		} else {
			n.wrong[fieldBelongs] = w.T("seats.organisation.unknown")
		}
	}
	weight, err := strconv.Atoi(n.one(fieldVotes))
	if c.Weight = weight; err != nil || weight < 1 {
		n.wrong[fieldVotes] = w.T("seats.weight.wrong")
	}
	rights := n.form[fieldRights]
	c.Advisory, c.Chair, c.Vice = slices.Contains(rights, rightAdvisory), slices.Contains(rights, rightChair), slices.Contains(rights, rightVice)
	return c
}

// refused puts a refusal, which the message says in words, to the field that it is about, or answers it where it is about none.
func (n *newSeat) refused(err error, message string) []part.Link {
	var ref *workflow.Refusal
	if errors.As(err, &ref) {
		switch ref.Code {
		case "weight_invalid":
			n.wrong[fieldVotes] = message
			return nil
		case "text_too_long":
			n.wrong[fieldHeadline] = message
			return nil
		case "id_taken": // another seat has got the id since the form was made
			message = n.words.T("seats.anlegen.outrun")
		}
	}
	return []part.Link{{Text: message, Href: "#main"}}
}

func (s *Server) newSeatPage(w http.ResponseWriter, r *http.Request, n *newSeat, status int, wrong []part.Link) {
	words := n.words
	body := newSeatBody{
		Ref: n.ref(), Lead: words.T("seats.anlegen.lead"), Action: n.address(seatsNew), Fields: n.fields(), Rights: n.rights(), Kept: n.kept.keep(n.visit, ""),
		Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldSeat, Text: n.freeSeat()}},
		Send:   part.Button{Text: words.T("seats.anlegen.send"), Primary: true},
		Back:   part.Button{Text: words.T("seats.form.back"), Href: n.address("gremium"), Quiet: true},
	}
	for _, f := range body.Fields {
		if f.Error != "" {
			wrong = append(wrong, part.Link{Text: f.Error, Href: "#" + f.ID})
		}
	}
	if len(wrong) > 0 {
		body.Errors = &part.Errors{Title: words.T("seats.anlegen.refused"), Items: wrong}
	}
	show(s, w, r, s.pages.seatNew, status, s.frameOf(r, n.visit, words.T("seats.anlegen.title")), body)
}

// fields are the questions about a new seat, with what was typed.
func (n *newSeat) fields() []part.Field {
	w := n.words
	field := func(name, label, hint string) part.Field {
		return part.Field{ID: name, Name: name, Label: w.T(label), Hint: w.T(hint), Value: n.one(name), Error: n.wrong[name]}
	}
	place := field(fieldUnit, "seats.place", "seats.place.hint")
	place.Options = chosen(append([]part.Option{{Text: w.T("seats.place.none")}}, n.places()...), place.Value)
	label := field(fieldHeadline, "seats.label", "seats.label.hint")
	label.Max = n.round.Policy.Limit("label")
	organisation := field(fieldBelongs, "committee.organisation", "seats.organisation.hint")
	organisation.Options = chosen(append([]part.Option{{Text: w.T("seats.organisation.none")}}, n.registered...), organisation.Value)
	organisation.Optional = true
	weight := field(fieldVotes, "seats.weight", "seats.weight.hint")
	weight.Numeric = true
	if !n.sent && !n.form.Has(fieldVotes) {
		weight.Value = "1"
	}
	return []part.Field{place, label, organisation, weight}
}

// rights are what the seat may do.
func (n *newSeat) rights() *part.Choices {
	c := &part.Choices{ID: fieldRights, Name: fieldRights, Legend: n.words.T("seats.rights"), Many: true}
	for _, right := range []string{rightAdvisory, rightChair, rightVice} {
		c.Options = append(c.Options, part.Option{Value: right, Text: n.words.T("seats.right." + right), Chosen: slices.Contains(n.form[fieldRights], right)})
	}
	return c
}

// chosen marks the option with that value.
func chosen(options []part.Option, value string) []part.Option {
	for i := range options {
		options[i].Chosen = options[i].Value == value
	}
	return options
}
