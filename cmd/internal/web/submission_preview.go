package web

import (
	"net/http"
	"net/url"
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// previewBody is the body of the page that shows a proposal as it will be handed in.
type previewBody struct {
	Ref      part.Ref
	Paper    part.Paper
	Contacts part.Facts
	Action   string
	Hidden   []part.Option
	Send     part.Button
	Back     part.Button
}

// submissionPreview shows the proposal as it will be read, with what follows from handing it in.
func (s *Server) submissionPreview(w http.ResponseWriter, r *http.Request, v *visit, form written, command *workflow.SubmitProposal) {
	organisations, err := s.config.Desk.Organisations(r.Context())
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	content := &workflow.ProposalSubmitted{
		ProposalKind: command.ProposalKind, Laender: command.Laender, Owners: command.Owners, Audiences: command.Audiences,
		Institutions: command.Institutions,
	}
	body := previewBody{
		Paper: paper(v.words, v.round.Policy, content, command.Texts, organisations), Action: submissionPlace(v),
		Hidden: append(carried(form.in, fieldCommand, fieldEnd, fieldMore), part.Option{Value: fieldCommand, Text: s.config.NewID()}),
		Send:   part.Button{Text: v.words.T("submit.send"), Name: fieldEnd, Value: endSubmit, Primary: true},
		Back:   part.Button{Text: v.words.T("submit.back"), Name: fieldEnd, Value: endEdit},
	}
	if err := s.previewPrevious(r, v, form.in, &body.Paper); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	body.Ref.Facts = optionNames(v.round.Policy.Kinds, []string{command.ProposalKind}, v.words.Lang())
	if len(command.Laender) > 0 {
		body.Ref.Facts = append(body.Ref.Facts, laenderInWords(v.words, command.Laender))
	}
	for _, c := range command.Contacts {
		agreed := v.words.T("submit.contact.no")
		if c.Agreed {
			agreed = v.words.T("submit.contact.named")
		}
		body.Contacts = append(body.Contacts, part.Fact{Name: c.Name, Text: joined(c.Role, c.Email, agreed)})
	}
	show(s, w, r, s.pages.preview, http.StatusOK, s.frameOf(r, v, command.Texts["title"]), body)
}

// previewPrevious adds which deferred proposal is taken up.
func (s *Server) previewPrevious(r *http.Request, v *visit, in url.Values, paper *part.Paper) error {
	options, err := s.previousOptions(r, v, in)
	for _, o := range options {
		if o.Chosen && o.Value != "" {
			paper.Parts = append(paper.Parts, part.PaperPart{Title: v.words.T("submit.previous"), Names: []string{o.Text}})
		}
	}
	return err
}

func joined(texts ...string) string {
	out := ""
	for _, t := range texts {
		if t != "" && out != "" {
			out += ", "
		}
		out += t
	}
	return out
}

// carried takes what a form holds through a page that only shows it.
func carried(in url.Values, except ...string) []part.Option {
	var out []part.Option
	for name, values := range in {
		if slices.Contains(except, name) {
			continue
		}
		for _, value := range values {
			out = append(out, part.Option{Value: name, Text: value})
		}
	}
	slices.SortStableFunc(out, func(a, b part.Option) int {
		switch {
		case a.Value < b.Value:
			return -1
		case a.Value > b.Value:
			return 1
		}
		return 0
	})
	return out
}

// submissionKeep keeps drafts of a proposal: one section for the script, the whole form without it.
func (s *Server) submissionKeep(w http.ResponseWriter, r *http.Request, v *visit) {
	form := submissionDraftForm(v)
	if r.PostFormValue("criterion") != "" {
		s.keepPart(w, r, v, form)
		return
	}
	if err := s.keepAll(r, form, submissionParts(r.PostForm)); err != nil {
		s.refuse(w, r, v, err)
		return
	}
	http.Redirect(w, r, submissionPlace(v), http.StatusSeeOther)
}

func submissionDraftForm(v *visit) draftForm {
	return draftForm{
		key: submissionDraft(v),
		limit: func(id string) (int, bool) {
			return 0, slices.ContainsFunc(submissionSections(), func(s submissionSection) bool { return s.id == id })
		},
		clash: func(id string, _, there draftPart) string {
			return v.words.T("submit.clash", "Section", v.words.Quote(v.words.T("submit."+id)), "When", v.words.Clock(there.At))
		},
	}
}
