package web

import (
	"errors"
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
		form.base = v.proposal.Version
	}
	form.in = overSubmission(form.in, form.draft)
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
	case len(found) > 0:
		s.submissionPage(w, r, v, http.StatusUnprocessableEntity, form)
	default:
		s.submissionPreview(w, r, v, form, command)
	}
}

// submissionForm reads the form and keeps it as the draft, so that it outlives the page.
func (s *Server) submissionForm(r *http.Request, v *visit) (written, error) {
	if err := r.ParseForm(); err != nil {
		return written{}, err
	}
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
		"runde": {v.round.ID}, "eingereicht": {receipts[0].Proposal}, "eintrag": {strconv.FormatUint(receipts[0].Seq, 10)},
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
	questions := &intake{
		words: v.words, rules: v.round.Policy, organisations: organisations, in: form.in, more: form.more, wrong: s.wrong(r, v, form.flaws),
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
	for i := range body.Sections {
		if kept, ok := form.draft.Parts[body.Sections[i].ID]; ok {
			body.Sections[i].Status = part.Status{
				ID: body.Sections[i].Status.ID, Kind: part.Good, Text: v.words.T("draft.good") + " " + v.words.Clock(kept.At),
			}
		}
	}
	body.Errors, body.ActBar = s.submissionErrors(r, v, form.flaws), submissionBar(v, missing)
	if body.Notes, err = s.submissionNotes(r, v, form, missing); err != nil {
		return body, err
	}
	if v.proposal != nil {
		ref := refOf(v.words, v.round.Policy, v.proposal)
		body.Ref = &ref
		body.Differs, err = s.submissionDiffers(r, v, form)
	}
	return body, err
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
	compare := v.words.Compare()
	slices.SortFunc(out, func(a, b part.Option) int { return compare(a.Text, b.Text) })
	return out, nil
}

// wrong says what is wrong with each field.
func (s *Server) wrong(r *http.Request, v *visit, found []flaw) map[string]string {
	out := map[string]string{}
	for _, f := range found {
		out[f.field] = s.flawWords(r, v, f)
	}
	return out
}

func (s *Server) flawWords(r *http.Request, v *visit, f flaw) string {
	if f.field == fieldKind && f.refusal.Detail["value"] == "" {
		return v.words.T("submit.kind.missing")
	}
	return s.answer(r, v, f.refusal).Message
}

// submissionErrors is the summary on top: every flaw of a field, leading there.
func (s *Server) submissionErrors(r *http.Request, v *visit, found []flaw) *part.Errors {
	e := &part.Errors{}
	for _, f := range found {
		if f.field != "" {
			e.Items = append(e.Items, part.Link{Text: s.flawWords(r, v, f), Href: anchor(f.field)})
		}
	}
	if len(e.Items) == 0 {
		return nil
	}
	e.Title = v.words.T("submit.refused", "Count", len(e.Items))
	return e
}

// submissionBar says what is missing, and leads on to the preview.
func submissionBar(v *visit, missing []flaw) part.ActBar {
	bar := part.ActBar{Total: len(submissionSections()), Done: len(submissionSections())}
	open := map[string]bool{}
	for _, f := range missing {
		if f.field == "" {
			continue
		}
		bar.Missing = append(bar.Missing, part.Link{Text: fieldWord(v, f.field), Href: anchor(f.field)})
		for _, s := range submissionSections() {
			if slices.Contains(s.fields, f.field) {
				open[s.id] = true
			}
		}
	}
	bar.Done -= len(open)
	bar.Buttons = []part.Button{
		{Text: v.words.T("submit.later"), Href: "/meine-vorschlaege", Quiet: true},
		{Text: v.words.T("submit.preview"), Name: fieldEnd, Value: endPreview, Primary: true},
	}
	return bar
}

// fieldWord is what a field is called in a list of what is missing.
func fieldWord(v *visit, field string) string {
	switch field {
	case fieldOwner:
		return v.words.T("proposal.owners")
	case fieldLand:
		return v.words.T("submit.land")
	case fieldContactName, fieldContactRole, fieldContactMail:
		return v.words.T("submit.contact")
	}
	return workflow.Word(field, v.words.Lang())
}

// submissionNotes are what is said above the form: what was asked for, and what keeps it from being taken.
func (s *Server) submissionNotes(r *http.Request, v *visit, form written, missing []flaw) ([]part.Box, error) {
	var out []part.Box
	refused := form.refused
	for _, f := range missing {
		if f.field == "" && refused == nil {
			refused = f.refusal
		}
	}
	if refused != nil {
		out = append(out, part.Box{
			Kind: part.BoxFault, Icon: "warn", Title: v.words.T("submit.refused.title"), Alert: true, Focus: form.refused != nil,
			Lines: []string{s.answer(r, v, refused).Message, v.words.T("submit.kept")},
		})
	}
	asked, err := s.askedFor(r, v)
	if asked != nil {
		out = append(out, *asked)
	}
	return out, err
}

// askedFor says why a proposal was returned.
func (s *Server) askedFor(r *http.Request, v *visit) (*part.Box, error) {
	if v.proposal == nil || len(v.proposal.Missing) == 0 {
		return nil, nil
	}
	box := &part.Box{Kind: part.BoxCare, Icon: "returned", Title: v.words.T("submit.returned")}
	for _, id := range v.proposal.Missing {
		for _, point := range v.round.Policy.Eligibility {
			if point.ID == id {
				box.Lines = append(box.Lines, v.words.T("submit.returned.point", "Point", point.Label.In(v.words.Lang())))
			}
		}
	}
	steps, err := s.config.Desk.History(r.Context(), v.round, v.proposal.ID)
	if err != nil {
		return nil, err
	}
	for _, step := range slices.Backward(steps) {
		if step.Kind != workflow.KindProposalReturned {
			continue
		}
		texts, err := s.config.Desk.Texts(r.Context(), v.round, step.Seq)
		if err != nil {
			return nil, err
		}
		if note := texts["note"]; note != "" {
			box.Lines = append(box.Lines, v.words.T("submit.returned.note", "Note", v.words.Quote(note)))
		}
		break
	}
	return box, nil
}

// submissionDiffers shows, where the record has moved on since the form was shown, what it holds beside what is typed here.
func (s *Server) submissionDiffers(r *http.Request, v *visit, form written) (*part.Table, error) {
	var ref *workflow.Refusal
	if form.base == v.proposal.Version && !(errors.As(form.refused, &ref) && ref.Code == "command_differs") {
		return nil, nil
	}
	there, err := s.recorded(r, v)
	if err != nil {
		return nil, err
	}
	t := &part.Table{
		Caption: v.words.T("submit.differs"),
		Columns: []part.Column{
			{Title: v.words.T("submit.field")}, {Title: v.words.T("submit.there"), Wide: true}, {Title: v.words.T("submit.here"), Wide: true},
		},
	}
	for _, path := range textPaths(v.round.Policy) {
		if there.Get(path) != form.in.Get(path) {
			t.Rows = append(t.Rows, part.Row{
				Head: part.Cell{Text: fieldWord(v, path)}, Cells: []part.Cell{{Text: there.Get(path)}, {Text: form.in.Get(path)}}, Hit: true,
			})
		}
	}
	if len(t.Rows) == 0 {
		return nil, nil
	}
	return t, nil
}
