package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// ending is a step after which a meeting does not go on; it has a page of its own that says what follows.
type ending struct {
	path string
	name string // of its messages
	kind workflow.Kind
	owes bool // a reason
}

// endings are those steps: closing and cancelling a meeting, and objecting to a written procedure.
func endings() []ending {
	return []ending{
		{"schliessen", "close", workflow.KindMeetingClosed, false},
		{"absagen", "cancel", workflow.KindMeetingCancelled, true},
		{"widerspruch", "object", workflow.KindObjectionRaised, false},
	}
}

// as is the capacity in which the visitor takes the step.
func (e ending) as(v *visit) workflow.Capacity {
	switch e.kind {
	case workflow.KindObjectionRaised:
		return workflow.Member
	case workflow.KindMeetingCancelled:
		return v.office()
	default:
		return v.leading()
	}
}

// asks tells whether there is a reason to type.
func (e ending) asks() bool { return e.kind != workflow.KindMeetingClosed }

// form is the form of the step.
func (e ending) form(r *http.Request, v *visit) *keptForm {
	id := r.PathValue("sitzung")
	return v.formAt("end "+e.name+" "+id, v.address("sitzungen/"+id+"/"+e.path))
}

// kept is form for what keeps it.
func (e ending) kept(r *http.Request, v *visit) (*keptForm, error) { return e.form(r, v), nil }

func (s *Server) endShow(e ending) action {
	return func(w http.ResponseWriter, r *http.Request, v *visit) { s.endPage(w, r, v, e, http.StatusOK, nil) }
}

func (s *Server) endSend(e ending) action {
	return func(w http.ResponseWriter, r *http.Request, v *visit) {
		c := &workflow.MoveMeeting{Transition: e.kind, Meeting: r.PathValue("sitzung"), Reason: r.PostFormValue(fieldReason)}
		if e.asks() {
			if err := s.keepSent(r, v, e.form(r, v), typed(r)); err != nil {
				s.refuse(w, r, v, err)
				return
			}
		}
		_, err := s.carryOut(r, v, e.as(v), c)
		if err == nil {
			if e.asks() {
				s.spent(r, e.form(r, v).key, r.PostFormValue(fieldCommand))
			}
			http.Redirect(w, r, v.address("sitzungen/"+c.Meeting)+"?getan="+e.path, http.StatusSeeOther)
			return
		}
		answer := s.answer(r, v, err)
		if answer.Fault() {
			s.broken(w, r, err)
			return
		}
		s.endPage(w, r, v, e, answer.Status, err)
	}
}

func (s *Server) endPage(w http.ResponseWriter, r *http.Request, v *visit, e ending, status int, refused error) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words, name := v.words, "end."+e.name
	body := conveneBody{
		Ref: b.ref(), Lead: words.T(name + ".lead"), Action: b.at(e.path), About: words.T("end.about"), Form: words.T("end.form"),
		Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}}, Facts: b.unfinished(e),
		Send: part.Button{Text: words.T(name + ".send"), Primary: true}, Back: part.Button{Text: words.T("meeting.back"), Href: b.at(""), Quiet: true},
	}
	if e.asks() {
		k := e.form(r, v)
		kept, err := s.recalled(r, k)
		if err != nil {
			s.refuse(w, r, v, err)
			return
		}
		body.Kept = k.keep(v, "")
		body.Fields = []part.Field{{
			ID: fieldReason, Name: fieldReason, Label: words.T("step.reason"), Rows: 3, Value: kept.Get(fieldReason),
			Max: b.round.Policy.Limit(fieldReason), Optional: !e.owes,
		}}
	}
	if refused == nil {
		if ref := b.round.Try(e.as(v), &workflow.MoveMeeting{Transition: e.kind, Meeting: b.m.ID, Reason: "-"}); ref != nil {
			body.Send = part.Button{Text: body.Send.Text, Bar: b.bar("bar-"+e.name, ref)}
		}
	}
	if refused != nil {
		body.Errors = &part.Errors{Title: words.T("end.refused"), Items: []part.Link{{Text: s.answer(r, v, refused).Message, Href: "#main"}}}
	}
	show(s, w, r, s.pages.convene, status, s.frameOf(r, v, words.T(name+".title", "Meeting", b.called())), body)
}

// unfinished are the items that a meeting leaves without a ballot, or without the decision that follows from one.
func (b *sitting) unfinished(e ending) part.Facts {
	var open, undecided []string
	for i := range b.m.Agenda {
		x := &b.m.Agenda[i]
		if x.Masked || x.Proposal == nil || x.Proposal.State == workflow.Decided || x.Proposal.State == workflow.Withdrawn {
			continue
		}
		if bl := x.Proposal.Ballot; bl == nil || bl.Meeting != b.m.ID || bl.Open {
			open = append(open, b.item(x))
		} else if x.Proposal.State == workflow.Scored && e.kind == workflow.KindMeetingClosed {
			undecided = append(undecided, b.item(x))
		}
	}
	var out part.Facts
	if len(undecided) > 0 {
		out = part.Facts{{Name: b.words.T("end.undecided"), Text: b.words.List(undecided)}}
	}
	if len(open) == 0 {
		return append(out, part.Fact{Name: b.words.T("meeting.agenda"), Text: b.words.T("end.done")})
	}
	out = append(out, part.Fact{Name: b.words.T("end.open"), Text: b.words.List(open)})
	if e.kind == workflow.KindMeetingClosed && !b.m.Written && b.round.Policy.Quorum.Second {
		out = append(out, part.Fact{Name: b.words.T("end.then"), Text: b.words.T("end.put_off")})
	}
	return out
}
