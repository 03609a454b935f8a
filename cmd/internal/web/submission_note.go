package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

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

// submissionBar says how many sections in which something is owed are done and what is missing, and leads on to the preview.
func submissionBar(v *visit, in url.Values, missing []flaw) part.ActBar {
	bar := part.ActBar{}
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
	for _, s := range submissionSections() {
		if !s.owed(v.round.Policy) {
			continue
		}
		bar.Total++
		if s.filled(in) && !open[s.id] {
			bar.Done++
		}
	}
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
	case fieldKind:
		return v.words.T("submit.kind")
	case fieldContactName, fieldContactRole, fieldContactMail:
		return v.words.T("submit.contact")
	}
	for _, q := range v.round.Policy.Questions {
		if q.ID == field {
			return q.Label.In(v.words.Lang())
		}
	}
	return v.words.T("text." + field)
}

// submissionNotes are what is said above the form: what was asked for, and what keeps it from being taken.
func (s *Server) submissionNotes(r *http.Request, v *visit, form written, missing []flaw) ([]part.Box, error) {
	var out []part.Box
	refused := form.refused
	if outrun(v, form) && stale(refused) {
		refused = nil // the choice says it
	}
	for _, f := range missing {
		if f.field == "" && refused == nil && !stale(f.refusal) {
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

// submissionDiffers shows, where the record has moved on since the form was shown, what it holds beside what is typed here.
func (s *Server) submissionDiffers(r *http.Request, v *visit, form written) (*part.Table, error) {
	var ref *workflow.Refusal
	if !errors.As(form.refused, &ref) || ref.Code != "command_differs" {
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
	if t.Rows, err = s.submissionRows(r, v, there, form.in); err != nil {
		return nil, err
	}
	if len(t.Rows) == 0 {
		return nil, nil
	}
	return t, nil
}
