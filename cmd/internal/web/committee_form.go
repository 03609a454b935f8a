package web

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// seatFormBody is the body of the page on which a step on a seat is taken.
type seatFormBody struct {
	Ref    part.Ref
	Lead   string
	Errors *part.Errors
	Facts  part.Facts
	Ends   []absenceEnd // absences that can be ended
	Action string
	Hidden []part.Option
	Rights *part.Choices
	Fields []part.Field
	Kept   *keeping
	Send   part.Button
	Back   part.Button
}

// absenceEnd is an absence that can be ended.
type absenceEnd struct {
	Text   string
	Hidden []part.Option
	Button part.Button
}

func (s *Server) seatForm(w http.ResponseWriter, r *http.Request, st *seatStep, status int, wrong []part.Link) {
	words, seat := st.words, st.labels[st.seat.ID]
	name := "seats." + st.path
	who := ""
	if st.person != nil {
		who = st.name(st.person.Pseudonym)
	}
	own := st.path == stepAbsence && st.as() == workflow.Member
	title := words.T(name+".title", "Seat", seat, "Name", who)
	if own {
		title = words.T("seats.abwesenheit.own.title")
	}
	body := seatFormBody{
		Ref: st.ref(), Lead: words.T(name+".lead", "Seat", seat, "Name", who), Action: st.seatAddress(st.seat, st.path), Facts: st.standing(who),
		Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldMark, Text: st.mark()}},
		Send:   part.Button{Text: words.T(name+".send", "Seat", seat, "Name", who), Primary: true},
		Back:   part.Button{Text: words.T("seats.form.back"), Href: st.seatAddress(st.seat, ""), Quiet: true},
		Fields: st.fields(),
	}
	var err error
	if st.kept.draft == nil { // an absence is to end, which has nothing to type
		_, err = s.recalled(r, st.kept)
	}
	if err != nil {
		s.refuse(w, r, st.visit, err)
		return
	}
	body.Kept = st.kept.keep(st.visit, "")
	if st.person != nil {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldAbout, Text: st.person.Pseudonym})
	}
	if st.path == stepChange {
		body.Rights = st.rights()
	}
	if st.path == stepAbsence {
		body.Ends = st.ends(s)
	}
	for _, f := range body.Fields {
		if f.Error != "" {
			wrong = append(wrong, part.Link{Text: f.Error, Href: "#" + f.ID})
		}
	}
	if len(wrong) > 0 {
		body.Errors = &part.Errors{Title: words.T("seats.refused"), Items: wrong}
	}
	show(s, w, r, s.pages.seatForm, status, s.frameOf(r, st.visit, title), body)
}

// standing says how the person or the seat stands before the step.
func (st *seatStep) standing(who string) part.Facts {
	w := st.words
	out := part.Facts{{Name: w.T("committee.seat"), Text: st.labels[st.seat.ID]}}
	if st.person == nil {
		for i := range st.seat.People {
			if p := &st.seat.People[i]; !p.Left {
				cell := st.personCell(p)
				if cell.Note != "" {
					cell.Text += " (" + cell.Note + ")"
				}
				out = append(out, part.Fact{Name: w.T("committee.holder"), Text: cell.Text})
			}
		}
		return append(out, part.Fact{Name: w.T("committee.vote"), Text: st.voteOf(st.seat)})
	}
	out = append(out, part.Fact{Name: w.T("committee.holder"), Text: who})
	if term := st.term(st.person); term != "" {
		out = append(out, part.Fact{Name: w.T("seats.term"), Text: term})
	}
	return out
}

// fields are the questions of the step's form.
func (st *seatStep) fields() []part.Field {
	w := st.words
	field := func(name, label, hint, value string) part.Field {
		if st.sent || len(st.form) > 0 {
			value = st.one(name)
		}
		return part.Field{ID: name, Name: name, Label: w.T(label), Hint: w.T(hint), Value: value, Error: st.wrong[name]}
	}
	days := func(hint string, from, until ledger.Instant) []part.Field {
		a := field(fieldBegin, "seats.begin", hint+".begin", st.dayOf(from))
		b := field(fieldLastDay, "seats.end", hint+".end", st.dayOf(until-1))
		a.Type, b.Type, a.Optional, b.Optional = "date", "date", true, true
		return []part.Field{a, b}
	}
	var out []part.Field
	switch st.path {
	case stepFill, stepDeputy:
		email, name := field(fieldEmail, "seats.email", "seats.email.hint", ""), field(fieldCalled, "seats.name", "seats.name.hint", "")
		email.Type, email.Autocomplete, name.Optional = "email", "off", true
		out = append(append(out, email, name), days("seats.term.hint", 0, 1)...)
	case stepChange:
		weight := field(fieldVotes, "seats.weight", "seats.weight.hint", strconv.Itoa(st.seat.Weight))
		weight.Numeric = true
		out = append(out, weight)
	case stepTerm:
		out = days("seats.term.hint", st.person.From, max(st.person.Until, 1))
	case stepAbsence:
		out = days("seats.absence.hint", 0, 1)
	}
	reason := field(fieldReason, "step.reason", "seats.reason.hint", "")
	reason.Rows, reason.Max, reason.Optional = 3, st.round.Policy.Limit(fieldReason), !st.owes()
	if st.path == stepAbsence {
		reason.Hint, reason.Optional = w.T("seats.absence.hint.reason"), true
	}
	return append(out, reason)
}

// dayOf is the day of an instant as a field of days has it, empty for none.
func (st *seatStep) dayOf(at ledger.Instant) string {
	if at <= 0 {
		return ""
	}
	return st.words.Local(at.Time()).Format(time.DateOnly)
}

// rights are what a seat may do.
func (st *seatStep) rights() *part.Choices {
	c := &part.Choices{ID: fieldRights, Name: fieldRights, Legend: st.words.T("seats.rights"), Many: true}
	for _, x := range []struct {
		value string
		on    bool
	}{{rightAdvisory, st.seat.Advisory}, {rightChair, st.seat.Chair}, {rightVice, st.seat.Vice}} {
		if st.sent || len(st.form) > 0 {
			x.on = slices.Contains(st.form[fieldRights], x.value)
		}
		c.Options = append(c.Options, part.Option{Value: x.value, Text: st.words.T("seats.right." + x.value), Chosen: x.on})
	}
	return c
}

// ends are the absences of the person that last or lie ahead, each with the button that ends it.
func (st *seatStep) ends(s *Server) []absenceEnd {
	all := slices.Clone(st.person.Ahead)
	if st.person.Away != nil {
		all = append([]workflow.Absence{*st.person.Away}, all...)
	}
	out := make([]absenceEnd, len(all))
	for i := range all {
		out[i] = absenceEnd{
			Text: st.away(&all[i]), Button: part.Button{Text: st.words.T("seats.absence.end"), Small: true},
			Hidden: []part.Option{
				{Value: fieldCommand, Text: s.config.NewID()},
				{Value: fieldAbout, Text: st.person.Pseudonym},
				{Value: fieldEnds, Text: strconv.FormatUint(all[i].Seq, 10)},
			},
		}
	}
	return out
}
