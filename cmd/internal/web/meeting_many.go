package web

import (
	"net/http"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// bloc is what is done about several items of a meeting at once: all of it or nothing, after a preview of what each gets.
type bloc struct {
	path, name string
	leads      bool
	suits      func(b *sitting, x *votable) bool
	command    func(b *sitting, x *votable, r *http.Request) workflow.Command
}

// blocs are opening and closing the ballots on several proposals, and giving one vote in all of them.
func blocs() []bloc {
	return []bloc{
		{
			"zusammen-abstimmen", "open", true,
			func(_ *sitting, x *votable) bool {
				return x.motion == nil && (x.ballot == nil || !x.ballot.Open) && x.item.Proposal.State == workflow.Scored && !x.repeated
			},
			func(b *sitting, x *votable, r *http.Request) workflow.Command {
				return &workflow.OpenBallot{Proposal: x.proposal(), Meeting: b.m.ID, Mode: modeOf(firstOf(r.FormValue(fieldMode), modeOpen))}
			},
		},
		{
			"zusammen-auszaehlen", "close", true,
			func(_ *sitting, x *votable) bool { return x.ballot != nil && x.ballot.Open },
			func(_ *sitting, x *votable, _ *http.Request) workflow.Command {
				return &workflow.CloseBallot{Proposal: x.proposal(), Motion: x.motionID()}
			},
		},
		{
			"zusammen-stimmen", "vote", false,
			func(b *sitting, x *votable) bool { return x.ballot != nil && x.ballot.Open && b.mayVoteStill(x) },
			func(_ *sitting, x *votable, r *http.Request) workflow.Command {
				choice := policy.Choice(firstOf(r.FormValue(fieldChoice), string(policy.Yes)))
				if x.ballot.Mode == workflow.ModeSecret {
					return &workflow.CastSecretVote{Proposal: x.proposal(), Motion: x.motionID(), Choice: choice}
				}
				return &workflow.CastVote{Proposal: x.proposal(), Motion: x.motionID(), Choice: choice}
			},
		},
	}
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// as is the capacity in which the visitor does it.
func (k *bloc) as(v *visit) workflow.Capacity {
	if k.leads {
		return v.leading()
	}
	return workflow.Member
}

// all are the things of the meeting that it suits.
func (k *bloc) all(b *sitting) []votable {
	var out []votable
	for i := range b.m.Agenda {
		for _, x := range b.votables(&b.m.Agenda[i]) {
			if k.suits(b, &x) {
				out = append(out, x)
			}
		}
	}
	return out
}

// token tells a thing and its ballot as the preview showed them.
func (x *votable) token() string {
	mark := uint64(0)
	if x.ballot != nil {
		mark = x.ballot.Mark
	}
	return x.id() + "." + strconv.FormatUint(mark, 10)
}

func (s *Server) blocShow(k bloc) action {
	return func(w http.ResponseWriter, r *http.Request, v *visit) { s.blocPage(w, r, v, k, http.StatusOK, "") }
}

// blocSend does it for what the preview showed. Where that has changed meanwhile, the preview is shown anew.
func (s *Server) blocSend(k bloc) action {
	return func(w http.ResponseWriter, r *http.Request, v *visit) {
		b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
		if err != nil {
			s.refuse(w, r, v, err)
			return
		}
		sent := r.PostForm[fieldItem]
		var commands []workflow.Command
		for _, x := range k.all(b) {
			if slices.Contains(sent, x.token()) {
				commands = append(commands, k.command(b, &x, r))
			}
		}
		switch {
		case k.name == "vote" && r.PostFormValue(fieldChoice) == "":
			s.blocPage(w, r, v, k, http.StatusUnprocessableEntity, v.words.T("meeting.missing.stimme"))
			return
		case len(commands) == 0 || len(commands) != len(sent):
			s.blocPage(w, r, v, k, http.StatusConflict, v.words.T("bloc.changed"))
			return
		}
		if _, err = s.carryOut(r, v, k.as(v), commands...); err == nil {
			http.Redirect(w, r, b.at("")+"?getan="+k.path, http.StatusSeeOther)
			return
		}
		if answer, v, ok := s.refusal(w, r, v, err); ok {
			s.blocPage(w, r, v, k, answer.Status, answer.Message)
		}
	}
}

func (s *Server) blocPage(w http.ResponseWriter, r *http.Request, v *visit, k bloc, status int, refused string) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words, name := v.words, "bloc."+k.name
	back := part.Button{Text: words.T("meeting.back"), Href: b.at(""), Quiet: true}
	body := manyBody{Ref: b.ref(), Lead: words.T(name + ".lead"), Action: b.at(k.path), Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}}}
	if refused != "" {
		body.Box = &part.Box{Kind: part.BoxCare, Icon: "warn", Title: words.T("meeting.refused"), Lines: []string{refused}, Alert: true, Focus: true}
	}
	table, can := b.blocTable(k, r)
	for _, x := range can {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldItem, Text: x.token()})
	}
	body.Fields = b.blocFields(k, r)
	body.Preview = part.Preview{Table: table, Cancel: back, Confirm: part.Button{Text: words.T(name+".send", "Count", len(can)), Primary: true}}
	if len(can) == 0 {
		body.Empty = &part.Empty{Title: words.T("bloc.empty"), Button: &back}
	}
	show(s, w, r, s.pages.many, status, s.frameOf(r, v, words.T(name+".title")), body)
}

// blocTable says of each thing what it gets, or why it stays as it is.
func (b *sitting) blocTable(k bloc, r *http.Request) (part.Table, []votable) {
	w, all := b.words, k.all(b)
	t := part.Table{Columns: []part.Column{{Title: w.T("bloc.item")}, {Title: w.T("many.now")}, {Title: w.T("many.then"), Wide: true}}}
	var can []votable
	for _, x := range all {
		now := w.T("meeting.ballot.not_yet")
		if x.ballot != nil && x.ballot.Open {
			now = w.T("meeting.item.open")
		}
		row := part.Row{Head: part.Cell{Text: b.top(x.item)}, Cells: []part.Cell{{Text: now}, {Text: w.T("bloc." + k.name + ".then")}}}
		if x.motion != nil {
			row.Head.Note = w.T("motion.title")
		}
		secret := x.ballot != nil && x.ballot.Mode == workflow.ModeSecret // its tally is counted when it closes
		if _, ref := b.round.Foresee(k.as(b.visit), k.command(b, &x, r)); ref != nil && !secret {
			row.Cells[1] = part.Cell{Note: w.T("many.stays", "Reason", b.refusal(ref))}
		} else {
			can = append(can, x)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Caption = w.T("many.caption", "Changed", len(can), "All", len(all))
	return t, can
}

// blocFields ask for what all of them get.
func (b *sitting) blocFields(k bloc, r *http.Request) []part.Field {
	w := b.words
	switch k.name {
	case "open":
		f := part.Field{ID: fieldMode, Name: fieldMode, Label: w.T("meeting.mode")}
		for _, mode := range []string{modeOpen, string(workflow.ModeNamed), string(workflow.ModeSecret)} {
			if mode != string(workflow.ModeSecret) || !b.round.Policy.Majority.Divided() {
				f.Options = append(f.Options, part.Option{Value: mode, Text: w.T("meeting.mode." + mode), Chosen: mode == r.PostFormValue(fieldMode)})
			}
		}
		return []part.Field{f}
	case "vote":
		f := part.Field{ID: fieldChoice, Name: fieldChoice, Label: w.T("vote.legend"), Options: []part.Option{{Text: w.T("bloc.choose")}}}
		for _, c := range []policy.Choice{policy.Yes, policy.No, policy.Abstain} {
			f.Options = append(f.Options, part.Option{Value: string(c), Text: w.T("choice." + string(c)), Chosen: string(c) == r.PostFormValue(fieldChoice)})
		}
		return []part.Field{f}
	}
	return nil
}

// blocOffers lead to what can be done about several items at once, where there are several.
func (b *sitting) blocOffers() []part.Offer {
	if !b.running() {
		return nil
	}
	_, leads := b.round.Leads()
	var out []part.Offer
	for _, k := range blocs() {
		if k.leads && !leads || !k.leads && b.round.Me == nil {
			continue
		}
		if n := len(k.all(b)); n > 1 {
			out = append(out, part.Offer{Button: part.Button{Text: b.words.T("bloc."+k.name+".link", "Count", n), Href: b.at(k.path)}})
		}
	}
	return out
}

// together are the other items on which ballots are open while one is dealt with: those that are voted on at once.
func (b *sitting) together(called *view.Item) []*view.Item {
	var out []*view.Item
	for i := range b.m.Agenda {
		x := &b.m.Agenda[i]
		open := slices.ContainsFunc(b.votables(x), func(v votable) bool { return v.ballot != nil && v.ballot.Open })
		if x.ID != called.ID && open {
			out = append(out, x)
		}
	}
	return out
}
