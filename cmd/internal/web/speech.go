package web

import (
	"net/http"
	"strconv"

	"gremium/workflow"
	"gremium/workflow/view"
)

// speech is something that somebody can say about a proposal.
type speech struct {
	kind   speechKind
	number int    // the comment or question that it is about, 0 for none
	path   string // of its page, within the proposal
	text   string // what the record calls its text
	as     workflow.Capacity
	was    []view.Written // what it replaces, earliest first; none for something new
}

// speechKind is what it is, and its name in the catalogues.
type speechKind string

const (
	speechComment  speechKind = "comment"
	speechReply    speechKind = "reply"
	speechEdit     speechKind = "edit"
	speechQuestion speechKind = "question"
	speechAnswer   speechKind = "answer"
)

// speechRoutes are the addresses at which people speak: each shows a form, takes it, and keeps its draft.
func (s *Server) speechRoutes() []route {
	var out []route
	for _, x := range []struct {
		path string
		need role
		kind speechKind
	}{
		{"diskussion", roleMember | roleOffice, speechComment},
		{"diskussion/antworten/{stelle}", roleMember | roleOffice, speechReply},
		{"diskussion/aendern/{stelle}", roleMember | roleOffice, speechEdit},
		{"fragen", roleOffice, speechQuestion},
		{"fragen/{stelle}", roleSubmitter | roleOffice, speechAnswer},
	} {
		at := "/runden/{runde}/vorschlaege/{nummer}/" + x.path
		out = append(
			out,
			route{"GET " + at, x.need, s.speaking(x.kind, s.speechShow)},
			route{"POST " + at, x.need, s.speaking(x.kind, s.speechSend)},
			route{"POST " + at + "/" + draftPath, x.need, s.speaking(x.kind, s.speechKeep)},
		)
	}
	return out
}

// speaking finds out what the address is about; what is not there leads nowhere.
func (s *Server) speaking(kind speechKind, act func(http.ResponseWriter, *http.Request, *visit, *speech)) action {
	return func(w http.ResponseWriter, r *http.Request, v *visit) {
		number := 0
		if text := r.PathValue("stelle"); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 {
				s.missing(w, r)
				return
			}
			number = n
		}
		sp, ok := speechOf(v, kind, number)
		if !ok {
			s.missing(w, r)
			return
		}
		act(w, r, v, sp)
	}
}

// speechOf is what the visitor could say; false where what it is about is not there. Where comments are veiled each of them
// could be there, so that the answer is the rules', which is the same for all.
func speechOf(v *visit, kind speechKind, number int) (*speech, bool) {
	p, n := v.proposal, strconv.Itoa(number)
	sp := &speech{kind: kind, number: number, text: "comment", as: v.taking()}
	there := number <= len(p.Comments) || p.Veil != ""
	switch kind {
	case speechComment:
		sp.path = "diskussion"
		return sp, v.has(roleMember | roleOffice)
	case speechReply:
		sp.path = "diskussion/antworten/" + n
		return sp, there && v.has(roleMember|roleOffice)
	case speechEdit:
		sp.path = "diskussion/aendern/" + n
		if there && number <= len(p.Comments) {
			sp.was = p.Comments[number-1].Versions
		}
		return sp, there && v.has(roleMember|roleOffice)
	case speechQuestion:
		sp.path, sp.text, sp.as = "fragen", "question", v.office()
		return sp, v.has(roleOffice)
	case speechAnswer:
		sp.path, sp.text, sp.as = "fragen/"+n, "answer", workflow.Submitter
		if !p.Own || !v.has(roleSubmitter) { // the office enters what has reached it in another way
			sp.as = v.office()
		}
		if number <= len(p.Questions) {
			sp.was = p.Questions[number-1].Answers
		}
		return sp, number <= len(p.Questions) && (p.Own || v.has(roleOffice))
	}
	return nil, false
}

// command is what the record is asked to take.
func (sp *speech) command(p *view.Proposal, text string, base uint64) workflow.Command {
	switch sp.kind {
	case speechReply:
		return &workflow.MakeComment{Proposal: p.ID, ReplyTo: sp.number, Text: text}
	case speechEdit:
		return &workflow.MakeComment{Proposal: p.ID, Edits: sp.number, Base: base, Text: text}
	case speechQuestion:
		return &workflow.AskQuestion{Proposal: p.ID, Text: text}
	case speechAnswer:
		return &workflow.AnswerQuestion{Proposal: p.ID, Question: sp.number, Base: base, Text: text}
	case speechComment:
	}
	return &workflow.MakeComment{Proposal: p.ID, Text: text}
}

// barred is why the visitor cannot say it now, nil where they can.
func (sp *speech) barred(v *visit) *workflow.Refusal {
	return v.round.Try(sp.as, sp.command(v.proposal, "-", sp.version()))
}

// message begins the messages of its form.
func (sp *speech) message() string {
	if sp.kind == speechAnswer && sp.as != workflow.Submitter {
		return "say.enter"
	}
	return "say." + string(sp.kind)
}

// version is the number of the version that it replaces, 0 for something new.
func (sp *speech) version() uint64 { return uint64(len(sp.was)) }

// place is where on the proposal's page it will stand.
func (sp *speech) place() string {
	switch sp.kind {
	case speechQuestion, speechAnswer:
		return "fragen"
	case speechComment, speechReply, speechEdit:
	}
	return "diskussion"
}

// key names its draft.
func (sp *speech) key(v *visit) DraftKey {
	form := string(sp.kind)
	if sp.number > 0 {
		form += " " + strconv.Itoa(sp.number)
	}
	return DraftKey{Account: v.who.Person, Round: v.round.ID, Proposal: v.proposal.ID, Form: form}
}
