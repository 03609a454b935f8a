package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// The fields of a proposal's form that say what is to happen with it.
const (
	fieldEnd  = "ende"
	fieldMore = "mehr" // a list that gets one more row

	endPreview = "vorschau"
	endSubmit  = "einreichen"
	endEdit    = "bearbeiten"
)

// submissionBody is the body of the page on which a proposal is written.
type submissionBody struct {
	Ref      *part.Ref
	Notes    []part.Box
	Errors   *part.Errors
	Differs  *part.Table
	Due      *part.Due
	Closed   *part.Box         // shown instead of the form while the round takes no proposals
	Kept     part.Facts        // what the draft holds then
	Choice   *submissionChoice // asked instead of showing the form
	Action   string
	Hidden   []part.Option
	Draft    part.Draft
	Keep     string
	Sections []formSection
	ActBar   part.ActBar
}

// written is a proposal's form with what it holds.
type written struct {
	in      url.Values
	base    uint64
	draft   *draft
	more    string
	flaws   []flaw // shown at their fields
	refused error
}

func submissionPlace(v *visit) string {
	if v.proposal != nil {
		return v.place("einreichen")
	}
	return v.address("einreichen")
}

func submissionDraft(v *visit) DraftKey {
	key := DraftKey{Account: v.who.Person, Round: v.round.ID, Form: "proposal"}
	if v.proposal != nil {
		key.Proposal = v.proposal.ID
	}
	return key
}

// submissionShow shows the form of a new proposal, or of one that was returned, with the draft where there is one.
func (s *Server) submissionShow(w http.ResponseWriter, r *http.Request, v *visit) {
	form := written{in: url.Values{}}
	var err error
	if form.draft, err = s.draftOf(r.Context(), submissionDraft(v)); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if v.proposal != nil {
		if form.in, err = s.recorded(r, v); err != nil {
			s.refuse(w, r, v, err)
			return
		}
		if form, err = s.rebased(r, v, form); err != nil {
			s.refuse(w, r, v, err)
			return
		}
	} else if form, err = s.beginning(r, v, form); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	s.submissionPage(w, r, v, http.StatusOK, form)
}

// recorded is the proposal as the record holds it.
func (s *Server) recorded(r *http.Request, v *visit) (url.Values, error) {
	texts, err := s.config.Desk.Texts(r.Context(), v.round, v.proposal.Entry)
	if err != nil {
		return nil, err
	}
	return submissionOf(v.round.Policy, v.proposal.Content, texts), nil
}

// submissionSend shows the preview of a proposal, goes back to the form, or hands the proposal in.
func (s *Server) submissionSend(w http.ResponseWriter, r *http.Request, v *visit) {
	if end := r.PostFormValue(fieldEnd); v.proposal != nil && (end == endDraft || end == endRecord) {
		s.submissionChosen(w, r, v)
		return
	}
	form, err := s.submissionForm(r, v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if form.more != "" || r.PostForm.Get(fieldEnd) == endEdit {
		s.submissionPage(w, r, v, http.StatusOK, form)
		return
	}
	command, found, err := s.submission(r, v, form)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	form.flaws = found
	switch {
	case r.PostForm.Get(fieldEnd) == endSubmit: // a preview that is sent twice is answered as the first time
		s.submissionCarryOut(w, r, v, form, command)
	case outrun(v, form):
		s.submissionPage(w, r, v, http.StatusConflict, form)
	case len(found) > 0:
		s.submissionPage(w, r, v, http.StatusUnprocessableEntity, form)
	default:
		s.submissionPreview(w, r, v, form, command)
	}
}

// submissionForm reads the form and keeps it as the draft, so that it outlives the page.
func (s *Server) submissionForm(r *http.Request, v *visit) (written, error) {
	form := written{in: r.PostForm, base: numberOf(r.PostForm.Get(fieldBase)), more: r.PostForm.Get(fieldMore)}
	if err := s.keepAll(r, submissionDraftForm(v), submissionParts(form.in)); err != nil {
		return form, err
	}
	var err error
	form.draft, err = s.draftOf(r.Context(), submissionDraft(v))
	return form, err
}

// submission is the command of the form, and what the rules find wrong with it.
func (s *Server) submission(r *http.Request, v *visit, form written) (*workflow.SubmitProposal, []flaw, error) {
	g, err := s.config.Desk.Register(r.Context())
	if err != nil {
		return nil, nil, err
	}
	id := r.PostFormValue(fieldCommand)
	if id == "" {
		id = s.config.NewID()
	}
	c := submissionCommand(v.round.Policy, g, form.in, id, v.proposal, form.base)
	try := func(c workflow.Command) *workflow.Refusal { return v.round.Try(workflow.Submitter, c) }
	return c, flaws(v.round.Policy, try, c), nil
}

// submissionCarryOut hands the proposal in.
func (s *Server) submissionCarryOut(w http.ResponseWriter, r *http.Request, v *visit, form written, command *workflow.SubmitProposal) {
	receipts, err := s.carryOut(r, v, workflow.Submitter, command)
	if err != nil {
		answer := s.answer(r, v, err)
		if answer.Fault() {
			s.broken(w, r, err)
			return
		}
		form.refused = err
		s.submissionPage(w, r, v, answer.Status, form)
		return
	}
	if err := s.config.Drafts.DeleteDraft(r.Context(), submissionDraft(v)); err != nil {
		s.logged(r, err)
	}
	http.Redirect(w, r, "/meine-vorschlaege?"+url.Values{
		"runde": {v.round.ID}, "eingereicht": {receipts[0].Proposal},
	}.Encode(), http.StatusSeeOther)
}

// submissionPage shows the form.
func (s *Server) submissionPage(w http.ResponseWriter, r *http.Request, v *visit, status int, form written) {
	body, err := s.submissionBody(r, v, form)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	title := v.words.T("submit.title.new")
	if v.proposal != nil {
		title = v.words.T("submit.title.again", "Number", v.proposal.Number)
	}
	show(s, w, r, s.pages.submission, status, s.frameOf(r, v, title), body)
}

func (s *Server) submissionBody(r *http.Request, v *visit, form written) (submissionBody, error) {
	organisations, err := s.registered(r, v)
	if err != nil {
		return submissionBody{}, err
	}
	_, missing, err := s.submission(r, v, form)
	if err != nil {
		return submissionBody{}, err
	}
	if shut(v) != nil {
		return s.submissionClosed(r, v, form)
	}
	questions := &intake{
		words: v.words, rules: v.round.Policy, organisations: organisations, in: form.in, more: form.more, wrong: s.wrong(r, v, form.flaws),
		late: belated(v),
	}
	if questions.previous, err = s.previousOptions(r, v, form.in); err != nil {
		return submissionBody{}, err
	}
	base := strconv.FormatUint(form.base, 10)
	body := submissionBody{
		Action: submissionPlace(v), Keep: submissionPlace(v) + "/" + draftPath, Sections: questions.sections(),
		Hidden: []part.Option{{Value: fieldBase, Text: base}},
	}
	body.Draft = part.Draft{
		URL: body.Keep + "?base=" + base, Version: strconv.FormatUint(form.draft.Count, 10),
		Key: "proposal " + v.round.ID + " " + submissionDraft(v).Proposal + " " + v.who.Person,
	}
	body.Due = v.submissionDue()
	body.standings(v, form)
	body.Errors, body.ActBar = s.submissionErrors(r, v, form.flaws), submissionBar(v, form.in, missing)
	if body.Notes, err = s.submissionNotes(r, v, form, missing); err != nil {
		return body, err
	}
	if v.proposal != nil {
		ref := refOf(v.words, v.round.Policy, v.proposal)
		body.Ref = &ref
		if outrun(v, form) {
			body.Errors = nil
			body.Choice, err = s.choiceOf(r, v, form)
			return body, err
		}
		body.Differs, err = s.submissionDiffers(r, v, form)
	}
	return body, err
}

// standings say of every section where what it holds comes from: the draft, the recorded version, or nowhere yet.
func (b *submissionBody) standings(v *visit, form written) {
	for i, section := range submissionSections() {
		status := &b.Sections[i].Status
		kept, ok := form.draft.Parts[section.id]
		switch {
		case !section.filled(form.in):
		case ok:
			status.Kind, status.Text = part.Good, v.words.T("draft.good")+" "+v.words.Clock(kept.At)
		case v.proposal != nil:
			status.Text = v.words.T("submit.from", "Version", int(v.proposal.Version))
		}
	}
}

// registered are the organisations that can own a proposal.
func (s *Server) registered(r *http.Request, v *visit) ([]part.Option, error) {
	names, err := s.config.Desk.Organisations(r.Context())
	if err != nil {
		return nil, err
	}
	var out []part.Option
	for id, name := range names {
		out = append(out, part.Option{Value: id, Text: name})
	}
	compare := v.words.Compare
	slices.SortFunc(out, func(a, b part.Option) int { return compare(a.Text, b.Text) })
	return out, nil
}
