package web

import (
	"net/http"
	"slices"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// paperForm enters a vote that a member has given on paper. It is the operator's, as every paper form is: whoever leads a meeting votes
// for nobody else. In a secret ballot there is none, for whoever types it would know the choice.
type paperForm struct {
	Action string
	Hidden []part.Option
	Fields []part.Field
	Send   part.Button
}

// paperPath is the last part of the address to which it is sent.
const paperPath = "papierstimme"

// onPaper is the form for a ballot; nil for who is no operator, and where nobody's vote is awaited.
func (s *Server) onPaper(b *sitting, x *votable) *paperForm {
	bl, w := x.ballot, b.words
	if !b.who.Has(desk.Operator, b.round.Programme) || !bl.Open || bl.Mode == workflow.ModeSecret {
		return nil
	}
	who := part.Field{ID: "papier-" + x.id(), Name: fieldAbout, Label: w.T("paper.who"), Options: []part.Option{{Text: w.T("paper.who.none")}}}
	for _, pseudonym := range bl.Awaited {
		if b.m.Written || b.sits(pseudonym) {
			who.Options = append(who.Options, part.Option{Value: pseudonym, Text: b.name(pseudonym)})
		}
	}
	if len(who.Options) == 1 {
		return nil
	}
	choice := part.Field{ID: "papier-stimme-" + x.id(), Name: fieldChoice, Label: w.T("vote.legend"), Options: []part.Option{{Text: w.T("bloc.choose")}}}
	for _, c := range []policy.Choice{policy.Yes, policy.No, policy.Abstain} {
		choice.Options = append(choice.Options, part.Option{Value: string(c), Text: w.T("choice." + string(c))})
	}
	return &paperForm{
		Action: b.at(paperPath), Hidden: s.naming(x), Fields: []part.Field{who, choice}, Send: part.Button{Text: w.T("paper.send")},
	}
}

// sits tells whether somebody is there for the item that is dealt with.
func (b *sitting) sits(pseudonym string) bool {
	return slices.ContainsFunc(b.m.Attending, func(a view.Attending) bool {
		return a.By == pseudonym && a.Attendance == workflow.Present && !a.Away
	})
}

// paperSend enters a vote from paper, with both names on record.
func (s *Server) paperSend(w http.ResponseWriter, r *http.Request, v *visit) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	about, choice, id := r.PostFormValue(fieldAbout), r.PostFormValue(fieldChoice), r.PostFormValue(fieldCommand)
	if about == "" || choice == "" {
		s.meetingPage(w, r, b, http.StatusUnprocessableEntity, v.words.T("paper.missing"))
		return
	}
	if id == "" || len(id) > maxCommandID {
		s.refuse(w, r, v, reply.New(reply.Usage, "form_incomplete", s.speak["de"].T("visit.form"), s.speak["en"].T("visit.form")))
		return
	}
	act := desk.Act{Round: v.round.ID, For: about, Command: &workflow.CastVote{
		Proposal: r.PostFormValue(fieldProposal), Motion: r.PostFormValue(fieldMotion), Choice: policy.Choice(choice),
	}}
	receipts, err := s.config.Desk.Execute(r.Context(), v.who, workflow.Operator, id, act)
	if err != nil {
		s.meetingRefused(w, r, v, err)
		return
	}
	http.Redirect(w, r, b.at("")+"?getan="+paperPath+castAt(receipts)+b.placeOf(r), http.StatusSeeOther)
}
