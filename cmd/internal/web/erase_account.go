package web

import (
	"errors"
	"net/http"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// accountAsked is a request of the register, by its place among all, and what is to be known of it.
type accountAsked struct {
	*workflow.Erasure
	desk.Asked
	held uint64 // entry of the hold that stands against it, 0 for none
}

// errNoRequest says that there is no request of that number.
var errNoRequest = errors.New("no such request")

// accountAsked finds the request of the address. The error is errNoRequest where there is none.
func (s *Server) accountAsked(r *http.Request) (*accountAsked, error) {
	g, err := s.config.Desk.Register(r.Context())
	if err != nil {
		return nil, err
	}
	n := numberOf(r.PathValue("loeschantrag"))
	if n == 0 || n > uint64(len(g.Erasures)) {
		return nil, errNoRequest
	}
	x := &accountAsked{Erasure: &g.Erasures[n-1]}
	for i := range g.Holds {
		if g.Holds[i].Lifted == 0 {
			x.held = g.Holds[i].Seq
		}
	}
	x.Asked, err = s.config.Desk.AccountAsked(r.Context(), x.Erasure)
	return x, err
}

// accountKept is the form that refuses the request of the address; nil where the address names none.
func accountKept(r *http.Request, v *visit) (*keptForm, error) {
	n := numberOf(r.PathValue("loeschantrag"))
	if n == 0 {
		return nil, nil
	}
	number := strconv.FormatUint(n, 10)
	return &keptForm{key: DraftKey{Account: v.who.Person, Form: "erasure " + number}, at: registerEraseAt + "/antraege/" + number}, nil
}

// accountShow shows one request of the register, and asks for the answer of a second person.
func (s *Server) accountShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.withAccount(w, r, v, func(x *accountAsked, k *keptForm) { s.accountPage(w, r, v, x, k, http.StatusOK, nil) })
}

// accountSend answers one request of the register.
func (s *Server) accountSend(w http.ResponseWriter, r *http.Request, v *visit) {
	s.withAccount(w, r, v, func(x *accountAsked, k *keptForm) {
		var c workflow.Command = &workflow.RefuseErasure{Request: x.Seq, Reason: r.PostFormValue(fieldReason)}
		if r.PostFormValue(fieldDo) == doApprove {
			c = &workflow.EraseText{Request: x.Seq}
		}
		s.registerDone(w, r, v, k, c, func(status int, err error) { s.accountPage(w, r, v, x, k, status, err) })
	})
}

// withAccount finds the request of the address and fills its form.
func (s *Server) withAccount(w http.ResponseWriter, r *http.Request, v *visit, do func(*accountAsked, *keptForm)) {
	x, err := s.accountAsked(r)
	if errors.Is(err, errNoRequest) {
		s.missing(w, r)
		return
	}
	k, _ := accountKept(r, v)
	if err == nil {
		err = s.fill(r, v, k)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	do(x, k)
}

func (s *Server) accountPage(w http.ResponseWriter, r *http.Request, v *visit, x *accountAsked, k *keptForm, status int, refused error) {
	words, back := v.words, "step.cancel"
	if x.Answer != 0 {
		back = "erase.back"
	}
	body := &eraseBody{
		Lead: words.T("erase.lead"), Errors: s.refusedErasure(r, v, refused), Lists: registerGone(v, x),
		Buttons: []part.Button{{Text: words.T(back), Href: registerEraseAt, Quiet: true}},
	}
	var err error
	if body.Facts, err = s.accountFacts(r, v, x); err == nil && x.Done {
		var box *part.Box
		if box, err = s.leftOver(r, v, x.Answered.Time()); err == nil {
			body.Boxes = append(body.Boxes, *box)
		}
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if x.Answer == 0 {
		body.Forms = s.accountForms(r, v, x)
		body.Forms[len(body.Forms)-1].Keep = k.keep(v, "")
	}
	s.eraseShowPage(w, r, v, status, accountTitle(v, x.Erasure), body)
}

// askedBy says who made a request of the register.
func (s *Server) askedBy(r *http.Request, v *visit, x *accountAsked) (string, error) {
	switch {
	case x.Erasure.By == x.Erasure.Person:
		return v.words.T("erase.accounts.self"), nil
	case x.Operator:
		return v.words.T("role.operator"), nil
	}
	return s.accountName(r, v, x.Asked.By)
}

// registerGone lists the texts of the register that a request names, so that whoever grants it reads what will be gone; nil where it
// names none.
func registerGone(v *visit, x *accountAsked) []eraseList {
	w := v.words
	if len(x.Gone) == 0 {
		return nil
	}
	title := "erase.preview"
	if x.Done {
		title = "erase.preview.done"
	}
	t := &part.Table{Caption: w.T(title), Quiet: true, Columns: []part.Column{
		{Title: w.T("erase.preview.path")}, {Title: w.T("erase.preview.words"), Wide: true},
	}}
	for i := range x.Gone {
		g := &x.Gone[i]
		name, value := workflow.Word(g.Path, w.Lang()), g.Value
		if g.Path == "reason" {
			name = w.T("path.reason")
		}
		if value == "" {
			value = "–"
		}
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Text: name, Note: w.T("erase.preview.entry") + " " + strconv.FormatUint(g.Field.Entry, 10)},
			Cells: []part.Cell{{Text: value}},
		})
	}
	return []eraseList{{Title: w.T(title), Table: t}}
}

// accountFacts say whom a request concerns, who asked, on what law and why.
func (s *Server) accountFacts(r *http.Request, v *visit, x *accountAsked) (part.Facts, error) {
	w := v.words
	var facts part.Facts
	if x.Erasure.Person != "" {
		person, err := s.accountName(r, v, x.Asked.Person)
		if err != nil {
			return nil, err
		}
		facts = part.Facts{{Name: w.T("erase.person"), Text: person}}
	}
	by, err := s.askedBy(r, v, x)
	if err != nil {
		return nil, err
	}
	facts = append(
		facts,
		part.Fact{Name: w.T("erase.by"), Text: by + ", " + w.Moment(x.At.Time())},
		part.Fact{Name: w.T("erase.basis"), Text: workflow.BasisName(x.Basis, w.Lang())},
		part.Fact{Name: w.T("erase.state"), Text: erasedState(w, x.Erasure)},
	)
	if x.Reason != "" {
		facts = append(facts, part.Fact{Name: w.T("erase.reason"), Text: x.Reason})
	}
	return facts, nil
}

// accountForms approve a request, or refuse it with a reason.
func (s *Server) accountForms(r *http.Request, v *visit, x *accountAsked) []eraseForm {
	w, at := v.words, r.URL.Path
	hidden := func(do string) []part.Option {
		return []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldDo, Text: do}}
	}
	note := "erase.approve.account"
	if x.Erasure.Person == "" {
		note = "erase.approve.text"
	}
	approve := eraseForm{
		Title: w.T("erase.answer"), Note: w.T(note), Method: "post", Action: at, Hidden: hidden(doApprove),
		Send: part.Button{Text: w.T("erase.approve"), Primary: true},
	}
	refuse := eraseForm{
		Title: w.T("erase.refuse"), Method: "post", Action: at, Hidden: hidden(doRefuse), Send: part.Button{Text: w.T("erase.refuse")},
		Fields: []part.Field{{
			ID: fieldReason, Name: fieldReason, Label: w.T("erase.refuse.reason"), Hint: w.T("erase.refuse.hint"), Rows: 3, Max: maxRegisterReason,
			Value: r.PostFormValue(fieldReason),
		}},
	}
	switch {
	case x.Asked.By == v.who.Person:
		ref := &workflow.Refusal{Code: "erasure_second_person", Rule: "Art. 17 DSGVO"}
		approve.Send.Bar = &part.Bar{ID: "bar-approve", Reason: s.answer(r, v, ref).Message}
		refuse.Send.Bar = &part.Bar{ID: "bar-refuse", Reason: s.answer(r, v, ref).Message}
	case x.held > 0:
		ref := &workflow.Refusal{Code: "erasure_held", Rule: "Art. 17 DSGVO", Detail: map[string]string{"seq": strconv.FormatUint(x.held, 10)}}
		approve.Send.Bar = &part.Bar{ID: "bar-approve", Reason: s.answer(r, v, ref).Message}
	}
	return []eraseForm{approve, refuse}
}
