package web

import (
	"net/http"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// wishesBody is the body of the page of a member's wishes about being assigned.
type wishesBody struct {
	Ref    part.Ref
	Lead   string
	Box    *part.Box
	Action string
	Hidden []part.Option
	Wishes []part.Choices
	Empty  *part.Empty
	Send   part.Button
	Cancel part.Button
}

const fieldWish = "wunsch-" // and the proposal's id

// wishShow asks a member what they wish.
func (s *Server) wishShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words := v.words
	body := wishesBody{
		Ref: d.ref(), Lead: words.T("wish.lead"), Action: v.address("wuensche"), Send: part.Button{Text: words.T("wish.send"), Primary: true},
		Cancel: part.Button{Text: words.T("wish.back"), Href: "/aufgaben", Quiet: true},
		Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}},
	}
	if n, err := strconv.Atoi(r.FormValue("gesichert")); err == nil && n >= 0 {
		body.Box = &part.Box{Kind: part.BoxGood, Icon: "tick", Title: words.T("wish.saved", "Count", n), Focus: true}
	}
	for _, p := range v.round.Wishing() {
		c := part.Choices{ID: fieldWish + p.ID, Name: fieldWish + p.ID, Legend: d.called(p)}
		for _, wish := range []workflow.Preference{workflow.Wants, workflow.NoPreference, workflow.Avoids} {
			c.Options = append(c.Options, part.Option{
				Value: string(wish), Text: workflow.Word(string(wish), words.Lang()), Chosen: p.Wish == wish,
			})
		}
		body.Wishes = append(body.Wishes, c)
	}
	if len(body.Wishes) == 0 {
		body.Empty = &part.Empty{Title: words.T("wish.empty.title"), Text: words.T("wish.empty.text"), Button: &body.Cancel}
	}
	show(s, w, r, s.pages.wishes, http.StatusOK, s.frameOf(r, v, words.T("wish.title")), body)
}

// wishSend states the wishes that differ from those on record. Every change is an entry; without one nothing is written.
func (s *Server) wishSend(w http.ResponseWriter, r *http.Request, v *visit) {
	in := s.readStep(r)
	var acts []desk.Act
	for _, p := range v.round.Wishing() {
		wish := workflow.Preference(in.one(fieldWish + p.ID))
		if wish != "" && wish != p.Wish {
			acts = append(acts, desk.Act{Round: v.round.ID, Command: &workflow.StateWish{Proposal: p.ID, Wish: wish}})
		}
	}
	if len(acts) > 0 {
		if _, err := s.config.Desk.Execute(r.Context(), v.who, workflow.Member, in.command, acts...); err != nil {
			s.refuse(w, r, v, err)
			return
		}
	}
	http.Redirect(w, r, v.address("wuensche")+"?gesichert="+strconv.Itoa(len(acts)), http.StatusSeeOther)
}

// wishButton leads a member to their wishes where proposals are assigned and some can still be wished about; nil elsewhere.
func wishButton(v *visit) *part.Button {
	open, assigned := v.round.Wishing(), !v.round.Policy.Assignment.None()
	for _, p := range v.round.Proposals {
		assigned = assigned || len(p.Assigned) > 0
	}
	if len(open) == 0 || !assigned {
		return nil
	}
	return &part.Button{Text: v.words.T("wish.button", "Count", wished(open)), Href: v.address("wuensche")}
}

// wished counts the proposals about which the visitor has a wish.
func wished(open []*view.Proposal) int {
	n := 0
	for _, p := range open {
		if p.Wish != workflow.NoPreference {
			n++
		}
	}
	return n
}
