package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// mineBody is the body of the page of a submitter's own proposals.
type mineBody struct {
	Begin  *part.Button
	Due    *part.Due // of handing in
	Notes  []part.Box
	Drafts []part.Task
	Tasks  []part.Task
	Empty  *part.Empty
}

// mineShow shows a submitter's own proposals in all rounds, those that ask for something first.
func (s *Server) mineShow(w http.ResponseWriter, r *http.Request, v *visit) {
	body := mineBody{}
	damaged, err := s.damaged(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if damaged != nil {
		body.Notes = []part.Box{*damaged}
	}
	for _, round := range byWork(v.rounds) {
		one := &visit{who: v.who, roles: v.roles, rounds: v.rounds, round: round, words: v.words}
		if err := s.mineOf(r, one, &body); err != nil {
			s.refuse(w, r, one, err)
			return
		}
	}
	if len(body.Tasks)+len(body.Drafts) == 0 {
		body.Empty = &part.Empty{Title: v.words.T("mine.empty.title"), Text: v.words.T("mine.empty.text")}
	}
	show(s, w, r, s.pages.mine, http.StatusOK, s.frameOf(r, v, v.words.T("mine.title")), body)
}

func (s *Server) mineOf(r *http.Request, v *visit, body *mineBody) error {
	titles, err := s.config.Desk.Titles(r.Context(), v.round)
	if err != nil {
		return err
	}
	if body.Begin == nil || body.Begin.Bar != nil {
		body.Begin, body.Due = s.begin(r, v), v.due(policy.StageCall, v.round.Deadline(policy.StageCall, nil))
	}
	if task, err := s.begun(r, v); err != nil {
		return err
	} else if task != nil {
		body.Drafts = append(body.Drafts, *task)
	}
	for _, p := range v.round.Proposals {
		if !p.Own {
			continue
		}
		one := *v
		one.proposal = p
		task := mineTask(&one, titles[p.ID])
		anew, err := s.anew(r, &one)
		if err != nil {
			return err
		}
		if len(anew) > 0 {
			task.Button = &part.Button{Text: anew[0].Text, Href: anew[0].Href, Small: true}
		}
		body.Tasks = append(body.Tasks, task)
		if r.URL.Query().Get("eingereicht") == p.ID && r.URL.Query().Get("runde") == v.round.ID {
			body.Notes = append(body.Notes, mineReceipt(&one, titles[p.ID]))
		}
	}
	return nil
}

// begin is the button that begins a new proposal, barred with the reason when the round takes none.
func (s *Server) begin(r *http.Request, v *visit) *part.Button {
	b := &part.Button{Text: v.words.T("mine.begin"), Href: v.address("einreichen"), Primary: true}
	ref := v.round.Try(workflow.Submitter, &workflow.SubmitProposal{Proposal: "neu"})
	if ref != nil && (ref.Code == "wrong_phase" || ref.Code == "deadline_passed") {
		b.Bar = &part.Bar{ID: "begin-bar", Reason: s.answer(r, v, ref).Message}
	}
	return b
}

// begun is the draft of a new proposal, nil where there is none.
func (s *Server) begun(r *http.Request, v *visit) (*part.Task, error) {
	d, err := s.draftOf(r.Context(), submissionDraft(v))
	if err != nil || len(d.Parts) == 0 {
		return nil, err
	}
	title := overSubmission(url.Values{}, d).Get("title")
	if title == "" {
		title = v.words.T("mine.untitled")
	}
	at := d.Parts[submissionSections()[0].id].At
	for _, p := range d.Parts {
		if p.At.After(at) {
			at = p.At
		}
	}
	return &part.Task{
		Title: title, Href: v.address("einreichen"), Status: &part.Status{Kind: part.Good, Text: v.words.T("mine.draft", "When", v.words.Stamp(at))},
		Button: &part.Button{Text: v.words.T("mine.goon"), Href: v.address("einreichen"), Small: true},
	}, nil
}

func mineTask(v *visit, title string) part.Task {
	p := v.proposal
	task := part.Task{Title: p.Number + " " + title, Href: v.place(""), Note: factsOf(v, p), State: stateOf(p)}
	resubmit := v.round.Try(workflow.Submitter, &workflow.SubmitProposal{Proposal: p.ID, Again: true, Base: p.Version})
	withdraw, answer := withdrawing(v), answering(v)
	var told []string
	if answer != nil {
		told = append(told, v.words.T("mine.asked", "Count", len(unanswered(p))))
		task.Button, task.More = answer, withdraw
	}
	switch {
	case len(p.Missing) > 0 && (resubmit == nil || resubmit.Code != "wrong_state"):
		told = append(told, v.words.T("mine.returned", "Count", len(p.Missing)))
		if d := v.round.Deadline(policy.StageReturn, p); d != nil {
			told = append(told, v.words.T("due.return")+" "+v.words.Deadline(d.At.Time())+" ("+v.left(d)+").")
		}
		task.More = withdraw
		if answer != nil {
			task.More = answer
		}
		task.Button = reworking(v)
	case answer == nil && withdraw != nil:
		task.Button = withdraw
	}
	if x := p.Recall; x != nil {
		told = append(told, v.words.T("mine.recalled", "Day", v.words.Day(x.Aside.Time())))
	}
	if len(told) > 0 {
		task.Status = &part.Status{Kind: part.Care, Text: strings.Join(told, " ")}
	}
	return task
}

// unanswered are the questions that wait for an answer.
func unanswered(p *view.Proposal) []view.Question {
	return slices.DeleteFunc(slices.Clone(p.Questions), func(q view.Question) bool { return len(q.Answers) > 0 })
}

// answering leads to the first question that waits for the visitor's answer, nil where none does.
func answering(v *visit) *part.Button {
	for _, q := range unanswered(v.proposal) {
		if sp, ok := speechOf(v, speechAnswer, q.Number); ok && sp.barred(v) == nil {
			return &part.Button{Text: v.words.T("talk.answer"), Href: v.place(sp.path), Small: true}
		}
	}
	return nil
}

// reworking leads to the form of a returned proposal.
func reworking(v *visit) *part.Button {
	return &part.Button{Text: v.words.T("mine.rework"), Href: v.place("einreichen"), Small: true}
}

// withdrawing leads to taking the proposal back, nil where the rules do not allow it.
func withdrawing(v *visit) *part.Button {
	if v.round.Try(workflow.Submitter, withdrawal(v.proposal, "")) != nil {
		return nil
	}
	return &part.Button{Text: v.words.T("mine.withdraw"), Href: v.place("zurueckziehen"), Small: true, Quiet: true}
}

func mineReceipt(v *visit, title string) part.Box {
	box := part.Box{
		Kind: part.BoxGood, Icon: "tick", Focus: true,
		Title: v.words.T("mine.receipt.title", "Number", v.proposal.Number, "Title", v.words.Quote(title)),
		Lines: []string{v.words.T("mine.receipt.text")},
	}
	return box
}

// withdrawal is the command that takes a proposal back.
func withdrawal(p *view.Proposal, reason string) *workflow.Move {
	return &workflow.Move{Transition: workflow.KindProposalWithdrawn, Proposal: p.ID, Reason: reason}
}

// withdrawBody is the body of the page on which a submitter takes a proposal back.
type withdrawBody struct {
	Ref    part.Ref
	Notes  []part.Box
	Table  part.Table
	Action string
	Hidden []part.Option
	Reason part.Field
	Send   part.Button
	Back   part.Button
}

// withdrawShow shows what follows from taking a proposal back.
func (s *Server) withdrawShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.withdrawPage(w, r, v, http.StatusOK, "", nil)
}

// withdrawSend takes the proposal back.
func (s *Server) withdrawSend(w http.ResponseWriter, r *http.Request, v *visit) {
	reason := r.PostFormValue("grund")
	_, err := s.carryOut(r, v, workflow.Submitter, withdrawal(v.proposal, reason))
	if err == nil {
		http.Redirect(w, r, "/meine-vorschlaege", http.StatusSeeOther)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	s.withdrawPage(w, r, v, answer.Status, reason, err)
}

func (s *Server) withdrawPage(w http.ResponseWriter, r *http.Request, v *visit, status int, reason string, refused error) {
	titles, err := s.config.Desk.Titles(r.Context(), v.round)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body := withdrawBody{
		Ref: refOf(v.words, v.round.Policy, v.proposal), Action: v.place("zurueckziehen"),
		Hidden: []part.Option{{Value: fieldCommand, Text: s.config.NewID()}},
		Table: part.Table{
			Caption: v.words.T("withdraw.caption"),
			Columns: []part.Column{{Title: v.words.T("tasks.proposal")}, {Title: v.words.T("withdraw.now")}, {Title: v.words.T("withdraw.then")}},
			Rows: []part.Row{{
				Head:  part.Cell{Number: v.proposal.Number, Text: titles[v.proposal.ID]},
				Cells: []part.Cell{{State: stateOf(v.proposal)}, {State: string(workflow.Withdrawn)}},
			}},
		},
		Reason: part.Field{
			ID: "grund", Name: "grund", Label: v.words.T("withdraw.reason"), Rows: 3, Value: reason, Optional: true,
			Max: v.round.Policy.Limit("reason"),
		},
		Send: part.Button{Text: v.words.T("withdraw.send"), Primary: true},
		Back: part.Button{Text: v.words.T("withdraw.back"), Href: "/meine-vorschlaege", Quiet: true},
	}
	if ref := v.round.Try(workflow.Submitter, withdrawal(v.proposal, reason)); ref != nil {
		body.Send.Bar = &part.Bar{ID: "withdraw-bar", Reason: s.answer(r, v, ref).Message}
	}
	if refused != nil {
		body.Notes = []part.Box{{
			Kind: part.BoxFault, Icon: "warn", Title: v.words.T("withdraw.refused"), Alert: true, Focus: true,
			Lines: []string{s.answer(r, v, refused).Message},
		}}
	}
	show(s, w, r, s.pages.withdraw, status, s.frameOf(r, v, v.words.T("withdraw.title", "Number", v.proposal.Number)), body)
}
