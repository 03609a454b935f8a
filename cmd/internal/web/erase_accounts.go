package web

import (
	"net/http"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// accountsShow lists the requests to erase accounts, which the register holds, for a second person to answer.
func (s *Server) accountsShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.accountsPage(w, r, v, http.StatusOK, nil)
}

func (s *Server) accountsPage(w http.ResponseWriter, r *http.Request, v *visit, status int, refused error) {
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
	for i := range g.Erasures {
		if x := &g.Erasures[i]; x.Answer == 0 {
			body.Forms = append(body.Forms, s.accountForms(r, v, x)...)
		}
	}
	if len(body.Forms) == 0 {
		body.Lists = []eraseList{{Title: words.T("erase.requests"), Note: words.T("erase.requests.none")}}
	}
	s.eraseShowPage(w, r, v, status, words.T("erase.accounts"), body)
}

// accountForms approve a request, or refuse it with a reason.
func (s *Server) accountForms(r *http.Request, v *visit, x *workflow.Erasure) []eraseForm {
	w, n := v.words, strconv.FormatUint(x.Seq, 10)
	hidden := func(do string) []part.Option {
		return []part.Option{{Value: fieldCommand, Text: s.config.NewID()}, {Value: fieldDo, Text: do}, {Value: fieldEntry, Text: n}}
	}
	title := w.T("erase.accounts.request", "Number", n)
	return []eraseForm{
		{
			Title: title, Note: workflow.BasisName(x.Basis, w.Lang()) + ", " + w.Moment(x.At.Time()) + ". " + w.T("erase.approve.text"),
			Method: "post", Action: "/loeschen", Hidden: hidden(doApprove), Send: part.Button{Text: w.T("erase.approve"), Primary: true},
		},
		{
			Title: w.T("erase.refuse"), Method: "post", Action: "/loeschen", Hidden: hidden(doRefuse), Send: part.Button{Text: w.T("erase.refuse")},
			Fields: []part.Field{{
				ID: "refuse-" + n, Name: fieldReason, Label: w.T("erase.refuse.reason"), Hint: w.T("erase.refuse.hint"), Rows: 3, Max: 4000,
				Value: r.PostFormValue(fieldReason),
			}},
		},
	}
}

// accountsSend answers a request to erase an account.
func (s *Server) accountsSend(w http.ResponseWriter, r *http.Request, v *visit) {
	n := numberOf(r.PostFormValue(fieldEntry))
	var c workflow.Command = &workflow.RefuseErasure{Request: n, Reason: r.PostFormValue(fieldReason)}
	if r.PostFormValue(fieldDo) == doApprove {
		c = &workflow.EraseText{Request: n}
	}
	as := workflow.Operator
	for _, g := range v.who.Grants {
		if g.Role == desk.Coordinator {
			as = workflow.Coordinator
		}
	}
	_, err := s.config.Desk.Execute(r.Context(), v.who, as, s.readStep(r).command, desk.Act{Command: c})
	if err == nil {
		http.Redirect(w, r, "/loeschen?erledigt=1", http.StatusSeeOther)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	s.accountsPage(w, r, v, answer.Status, err)
}
