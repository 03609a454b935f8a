package web

import (
	"errors"
	"net/http"
	"strconv"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// eraseShow lists the requests and holds of a round.
func (s *Server) eraseShow(w http.ResponseWriter, r *http.Request, v *visit) {
	k, _ := holdKept(r, v)
	if err := s.fill(r, v, k); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.eraseListPage(w, r, v, k, http.StatusOK, nil)
}

// holdKept is the form that sets a hold.
func holdKept(_ *http.Request, v *visit) (*keptForm, error) {
	return v.formAt("hold", v.address("loeschen")), nil
}

func (s *Server) eraseListPage(w http.ResponseWriter, r *http.Request, v *visit, k *keptForm, status int, refused error) {
	d, err := s.read(r.Context(), v)
	var receipt *part.Box
	if err == nil {
		receipt, err = s.receipt(r, d, nil)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words := v.words
	body := &eraseBody{Ref: d.ref(), Lead: words.T("erase.lead"), Errors: s.refusedErasure(r, v, refused)}
	if receipt != nil {
		body.Boxes = append(body.Boxes, *receipt)
	}
	requests := eraseList{Title: words.T("erase.requests"), Table: d.erasureTable()}
	if requests.Table == nil {
		requests.Note = words.T("erase.requests.none")
	}
	body.Lists = []eraseList{requests}
	if months := v.round.Policy.Retention.Months; months > 0 {
		body.Lists = append(body.Lists, eraseList{Title: words.T("erase.kept"), Note: words.T("erase.retention", "Months", strconv.Itoa(months))})
	}
	if v.has(roleOffice) {
		body.Buttons = []part.Button{{Text: words.T("erase.ask"), Href: v.address("loeschen/antrag")}, {Text: words.T("erase.accounts"), Href: "/loeschen", Quiet: true}}
	}
	if body.Forms = d.holdForms(r, s.config.NewID); len(body.Forms) > 0 {
		body.Forms[len(body.Forms)-1].Keep = k.keep(v, "")
	}
	if len(body.Forms) < 2 {
		body.Lists = append(body.Lists, eraseList{Title: words.T("erase.holds"), Note: words.T("erase.holds.none")})
	}
	s.eraseShowPage(w, r, v, status, words.T("erase.title"), body)
}

// erasureTable are the requests that the visitor may know of, nil where there are none. A request is known by its place among
// those that the visitor sees, because numbers of entries may be hidden.
func (d *reading) erasureTable() *part.Table {
	w, all := d.words, d.round.Erasures()
	if len(all) == 0 {
		return nil
	}
	t := &part.Table{Caption: w.T("erase.requests"), Quiet: true, Columns: []part.Column{
		{Title: w.T("erase.requests")}, {Title: w.T("erase.by")}, {Title: w.T("erase.basis"), Wide: true}, {Title: w.T("erase.texts"), Numeric: true}, {Title: w.T("erase.state")},
	}}
	for i := range all {
		x, n := &all[i], 0
		for _, f := range x.Fields {
			n += len(f.Paths)
		}
		t.Rows = append(t.Rows, part.Row{
			Head: part.Cell{Text: d.erasureName(x), Href: d.address("loeschen/antraege/" + strconv.Itoa(i+1))},
			Cells: []part.Cell{
				{Text: d.name(x.By)}, {Text: workflow.BasisName(x.Basis, w.Lang())}, {Text: w.Int(n)}, {Text: d.erasureState(x)},
			},
		})
	}
	return t
}

func (d *reading) erasureName(x *view.Erasure) string {
	if x.Number == 0 {
		return d.words.T("erase.request.bare")
	}
	return d.words.T("erase.request", "Number", strconv.FormatUint(x.Number, 10))
}

func (d *reading) erasureState(x *view.Erasure) string { return erasedState(d.words, &x.Erasure) }

// erasedState says what has become of a request.
func erasedState(words *locale.Locale, x *workflow.Erasure) string {
	switch {
	case x.Done:
		return words.T("erase.state.done", "Day", words.Day(x.Answered.Time()))
	case x.Answer != 0:
		return words.T("erase.state.refused", "Day", words.Day(x.Answered.Time()))
	}
	return words.T("erase.state.open")
}

// holdForms are one form to lift each hold that stands, and one to set another; none for who is not of the office.
func (d *reading) holdForms(r *http.Request, newID func() string) []eraseForm {
	if !d.has(roleOffice) {
		return nil
	}
	w, at := d.words, d.address("loeschen")
	lifting := r.PostFormValue(fieldDo) == doLift
	var out []eraseForm
	for i, h := range d.round.Holds() {
		if h.Lifted > 0 {
			continue
		}
		subject := w.T("erase.hold.round")
		if p := d.round.Proposal(h.Subject); p != nil {
			subject = d.called(p)
		}
		out = append(out, eraseForm{
			Title: w.T("erase.holds"), Note: w.T("erase.hold.line", "Subject", subject, "Day", w.Day(h.At.Time())), Method: "post", Action: at,
			Hidden: []part.Option{{Value: fieldCommand, Text: newID()}, {Value: fieldDo, Text: doLift}, {Value: fieldHold, Text: strconv.Itoa(i + 1)}},
			Fields: []part.Field{typedHere(d.why(r, "lift-"+strconv.Itoa(i+1), "erase.lift.reason", "step.reason.hint", false), lifting && r.PostFormValue(fieldHold) == strconv.Itoa(i+1))},
			Send:   part.Button{Text: w.T("erase.lift")},
		})
	}
	on := part.Field{ID: fieldHeld, Name: fieldHeld, Label: w.T("erase.hold.subject"), Options: []part.Option{{Text: w.T("erase.hold.round")}}}
	for _, p := range d.round.Proposals {
		if p.Exclusion == nil {
			on.Options = append(on.Options, part.Option{Value: p.Number, Text: p.Number + " " + d.titleOf(p), Chosen: r.PostFormValue(fieldHeld) == p.Number})
		}
	}
	return append(out, eraseForm{
		Title: w.T("erase.hold"), Method: "post", Action: at,
		Hidden: []part.Option{{Value: fieldCommand, Text: newID()}, {Value: fieldDo, Text: doHold}},
		Fields: []part.Field{on, typedHere(d.why(r, fieldReason, "erase.hold.reason", "erase.hold.reason.hint", false), !lifting)},
		Send:   part.Button{Text: w.T("erase.hold")},
	})
}

// typedHere is a field of one of several forms on a page: empty unless it was typed into this one.
func typedHere(f part.Field, here bool) part.Field {
	if !here {
		f.Value = ""
	}
	return f
}

// eraseSend sets or lifts a hold.
func (s *Server) eraseSend(w http.ResponseWriter, r *http.Request, v *visit) {
	k, err := holdKept(r, v)
	if r.PostFormValue(fieldDo) == doLift { // a form of its own, of one line
		_, err = s.recalled(r, k)
	} else {
		err = errors.Join(err, s.fill(r, v, k))
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	var c workflow.Command = &workflow.SetHold{Reason: r.PostFormValue(fieldReason)}
	switch number := r.PostFormValue(fieldHeld); {
	case r.PostFormValue(fieldDo) == doLift:
		lift := &workflow.LiftHold{Reason: r.PostFormValue(fieldReason)}
		if n, holds := numberOf(r.PostFormValue(fieldHold)), v.round.Holds(); n > 0 && n <= uint64(len(holds)) {
			lift.Hold = holds[n-1].Seq
		}
		c = lift
	case number != "":
		p := v.round.Proposal(number)
		if p == nil || p.Exclusion != nil {
			s.eraseListPage(w, r, v, k, http.StatusUnprocessableEntity, &workflow.Refusal{Code: "proposal_unknown", Rule: "lifecycle", Detail: map[string]string{"proposal": number}})
			return
		}
		c = &workflow.SetHold{Subject: p.ID, Reason: r.PostFormValue(fieldReason)}
	}
	spent := k
	if r.PostFormValue(fieldDo) == doLift {
		spent = nil
	}
	s.eraseDone(w, r, v, spent, c, func(status int, err error) { s.eraseListPage(w, r, v, k, status, err) })
}

// eraseDone carries a command out, forgets the draft of the form that asked for it, and goes back to the list; what is refused
// is shown on the same page again.
func (s *Server) eraseDone(w http.ResponseWriter, r *http.Request, v *visit, spent *keptForm, c workflow.Command, again func(status int, err error)) {
	id := s.readStep(r).command
	receipts, err := s.config.Desk.Execute(r.Context(), v.who, v.office(), id, desk.Act{Round: v.round.ID, Command: c})
	if err == nil {
		if spent != nil {
			s.spent(r, spent.key, id)
		}
		http.Redirect(w, r, done(v, v.address("loeschen"), receipts), http.StatusSeeOther)
		return
	}
	if reply.Halts(err) {
		s.refuse(w, r, v, err)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	again(answer.Status, err)
}

// openErasures says how many requests wait for an answer, empty where none does.
func (d *reading) openErasures() string {
	n := 0
	for _, x := range d.round.Erasures() {
		if x.Answer == 0 {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return d.words.T("erase.waiting", "Count", n)
}
