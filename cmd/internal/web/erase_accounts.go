package web

import (
	"errors"
	"net/http"
	"strconv"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// registerEraseAt is where the register's requests and holds are, which concern accounts and the whole installation.
const registerEraseAt = "/loeschen"

// maxRegisterReason is the longest reason that is typed here, in characters.
const maxRegisterReason = 4000

// accountsShow lists the register's requests and holds.
func (s *Server) accountsShow(w http.ResponseWriter, r *http.Request, v *visit) {
	k, _ := registerHoldKept(r, v)
	if err := s.fill(r, v, k); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.accountsPage(w, r, v, k, http.StatusOK, nil)
}

// registerHoldKept is the form that sets a hold on the whole register.
func registerHoldKept(_ *http.Request, v *visit) (*keptForm, error) {
	return &keptForm{key: DraftKey{Account: v.who.Person, Form: "hold"}, at: registerEraseAt}, nil
}

func (s *Server) accountsPage(w http.ResponseWriter, r *http.Request, v *visit, k *keptForm, status int, refused error) {
	g, err := s.config.Desk.Register(r.Context())
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words := v.words
	body := &eraseBody{Lead: words.T("erase.accounts.hint"), Errors: s.refusedErasure(r, v, refused)}
	if r.FormValue("erledigt") != "" {
		body.Boxes = []part.Box{{Kind: part.BoxGood, Icon: "tick", Title: words.T("erase.done"), Focus: true}}
	}
	requests := eraseList{Title: words.T("erase.requests")}
	if requests.Table, err = s.accountTable(r, v, g); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if requests.Table == nil {
		requests.Note = words.T("erase.requests.none")
	}
	body.Lists = []eraseList{requests}
	body.Forms = s.registerHolds(r, v, g)
	body.Forms[len(body.Forms)-1].Keep = k.keep(v, "")
	if len(body.Forms) == 1 {
		body.Lists = append(body.Lists, eraseList{Title: words.T("erase.holds"), Note: words.T("erase.holds.none")})
	}
	s.eraseShowPage(w, r, v, status, words.T("erase.accounts.title"), body)
}

// accountTable are the requests, the latest first; nil where there are none.
func (s *Server) accountTable(r *http.Request, v *visit, g *workflow.Register) (*part.Table, error) {
	if len(g.Erasures) == 0 {
		return nil, nil
	}
	w := v.words
	t := &part.Table{Caption: w.T("erase.requests"), Quiet: true, Columns: []part.Column{
		{Title: w.T("erase.requests")}, {Title: w.T("erase.person")}, {Title: w.T("erase.basis"), Wide: true}, {Title: w.T("erase.state")},
	}}
	for i := len(g.Erasures) - 1; i >= 0; i-- {
		x := &g.Erasures[i]
		about, err := s.config.Desk.AccountAsked(r.Context(), x)
		if err != nil {
			return nil, err
		}
		name := "–"
		if x.Person != "" {
			if name, err = s.accountName(r, v, about.Person); err != nil {
				return nil, err
			}
		}
		t.Rows = append(t.Rows, part.Row{
			Head:  part.Cell{Text: accountTitle(v, x), Href: registerEraseAt + "/antraege/" + strconv.Itoa(i+1)},
			Cells: []part.Cell{{Text: name}, {Text: workflow.BasisName(x.Basis, w.Lang())}, {Text: erasedState(w, x)}},
		})
	}
	return t, nil
}

// accountTitle is what a request is called.
func accountTitle(v *visit, x *workflow.Erasure) string {
	if x.Person == "" {
		return v.words.T("erase.request", "Number", strconv.FormatUint(x.Seq, 10))
	}
	return v.words.T("erase.accounts.request", "Number", strconv.FormatUint(x.Seq, 10))
}

// accountName is whose account it is; of one that is not there any more it says so.
func (s *Server) accountName(r *http.Request, v *visit, account string) (string, error) {
	if account == "" {
		return v.words.T("erase.accounts.gone"), nil
	}
	held, err := s.config.Keeper.Holdings(r.Context(), account)
	if err != nil {
		return "", err
	}
	return held.Account.Name + " (" + held.Account.Email + ")", nil
}

// registerHolds are one form to lift each hold that stands, and one to set one.
func (s *Server) registerHolds(r *http.Request, v *visit, g *workflow.Register) []eraseForm {
	w := v.words
	hidden := func(do string, more ...part.Option) []part.Option {
		return append([]part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldDo, Text: do}}, more...)
	}
	lifting := r.PostFormValue(fieldDo) == doLift
	why := func(id, label, hint string, here bool) []part.Field {
		f := part.Field{ID: id, Name: fieldReason, Label: w.T(label), Hint: w.T(hint), Rows: 3, Max: maxRegisterReason, Value: r.PostFormValue(fieldReason)}
		return []part.Field{typedHere(f, here)}
	}
	var out []eraseForm
	for i := range g.Holds {
		h := &g.Holds[i]
		if h.Lifted > 0 {
			continue
		}
		n := strconv.FormatUint(h.Seq, 10)
		out = append(out, eraseForm{
			Title: w.T("erase.holds"), Note: w.T("erase.hold.line", "Subject", w.T("erase.hold.register"), "Day", w.Day(h.At.Time())), Method: "post", Action: registerEraseAt,
			Hidden: hidden(doLift, part.Option{Value: fieldHold, Text: n}),
			Fields: why("lift-"+n, "erase.lift.reason", "step.reason.hint", lifting && r.PostFormValue(fieldHold) == n), Send: part.Button{Text: w.T("erase.lift")},
		})
	}
	return append(out, eraseForm{
		Title: w.T("erase.hold"), Note: w.T("erase.hold.register.text"), Method: "post", Action: registerEraseAt, Hidden: hidden(doHold),
		Fields: why(fieldReason, "erase.hold.reason", "erase.hold.reason.hint", !lifting), Send: part.Button{Text: w.T("erase.hold")},
	})
}

// accountsSend sets or lifts a hold on the register.
func (s *Server) accountsSend(w http.ResponseWriter, r *http.Request, v *visit) {
	k, err := registerHoldKept(r, v)
	var c workflow.Command
	spent := k
	if r.PostFormValue(fieldDo) == doLift { // a form of its own, of one line
		_, err = s.recalled(r, k)
		c, spent = &workflow.LiftHold{Hold: numberOf(r.PostFormValue(fieldHold)), Reason: r.PostFormValue(fieldReason)}, nil
	} else {
		err = errors.Join(err, s.fill(r, v, k))
		c = &workflow.SetHold{Reason: r.PostFormValue(fieldReason)}
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.registerDone(w, r, v, spent, c, func(status int, err error) { s.accountsPage(w, r, v, k, status, err) })
}

// registerDone carries a command out in the register, forgets the draft of the form that asked for it, and goes back to the list; what is
// refused is shown on the same page again.
func (s *Server) registerDone(w http.ResponseWriter, r *http.Request, v *visit, spent *keptForm, c workflow.Command, again func(status int, err error)) {
	as := workflow.Operator
	for _, g := range v.who.Grants {
		if g.Role == desk.Coordinator {
			as = workflow.Coordinator
		}
	}
	id := s.readStep(r).command
	_, err := s.config.Desk.Execute(r.Context(), v.who, as, id, desk.Act{Command: c})
	if err == nil {
		if spent != nil {
			s.spent(r, spent.key, id)
		}
		http.Redirect(w, r, registerEraseAt+"?erledigt=1", http.StatusSeeOther)
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
