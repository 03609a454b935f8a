package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
)

// What to go on with where the draft belongs to an older version than the record holds.
const (
	endDraft  = "entwurf"
	endRecord = "fassung"
)

// submissionChoice asks which of two versions to go on with. Until it is answered there is no form, so that neither one
// replaces the other unnoticed.
type submissionChoice struct {
	Box     part.Box
	Differs part.Table
	Hidden  []part.Option
	Buttons []part.Button
}

// outrun tells that the form began from a version that is no longer the recorded one.
func outrun(v *visit, form written) bool {
	return v.proposal != nil && form.base != v.proposal.Version
}

// rebased is the form that a draft was kept for. A draft that says what the record says goes on from there.
func (s *Server) rebased(r *http.Request, v *visit, form written) (written, error) {
	there, version := form.in, v.proposal.Version
	form.in, form.base = overSubmission(there, form.draft), version
	if len(form.draft.Parts) == 0 || form.draft.Base == version {
		return form, nil
	}
	rows, err := s.submissionRows(r, v, there, form.in)
	if err != nil {
		return form, err
	}
	if len(rows) > 0 {
		form.base = form.draft.Base
		return form, nil
	}
	return form, s.rebase(r, v, version)
}

func (s *Server) rebase(r *http.Request, v *visit, version uint64) error {
	return s.changeDraft(r.Context(), submissionDraft(v), func(d *draft) bool {
		d.Base = version
		return true
	})
}

// submissionChosen goes on with the version that was chosen.
func (s *Server) submissionChosen(w http.ResponseWriter, r *http.Request, v *visit) {
	var err error
	if r.PostFormValue(fieldEnd) == endRecord {
		err = s.config.Drafts.DeleteDraft(r.Context(), submissionDraft(v))
	} else {
		err = s.rebase(r, v, numberOf(r.PostFormValue(fieldBase)))
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	http.Redirect(w, r, submissionPlace(v), http.StatusSeeOther)
}

// choiceOf shows both versions, with the two ways on.
func (s *Server) choiceOf(r *http.Request, v *visit, form written) (*submissionChoice, error) {
	there, err := s.recorded(r, v)
	if err != nil {
		return nil, err
	}
	rows, err := s.submissionRows(r, v, there, form.in)
	if err != nil {
		return nil, err
	}
	now := int(v.proposal.Version)
	return &submissionChoice{
		Box: part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: v.words.T("submit.outrun", "Version", now),
			Lines: []string{v.words.T("submit.outrun.text", "Version", now)}, Focus: form.refused != nil,
		},
		Differs: part.Table{Caption: v.words.T("submit.outrun.caption"), Columns: []part.Column{
			{Title: v.words.T("submit.field")},
			{Title: v.words.T("submit.there.version", "Version", now), Wide: true},
			{Title: v.words.T("submit.draft"), Wide: true},
		}, Rows: rows},
		Hidden: []part.Option{{Value: fieldBase, Text: strconv.FormatUint(v.proposal.Version, 10)}},
		Buttons: []part.Button{
			{Text: v.words.T("submit.take.record", "Version", now), Name: fieldEnd, Value: endRecord},
			{Text: v.words.T("submit.take.draft"), Name: fieldEnd, Value: endDraft},
		},
	}, nil
}

// submissionRows are the fields in which two forms differ, each in words.
func (s *Server) submissionRows(r *http.Request, v *visit, there, here url.Values) ([]part.Row, error) {
	names, err := s.config.Desk.Organisations(r.Context())
	if err != nil {
		return nil, err
	}
	fields := append(textPaths(v.round.Policy), fieldKind, fieldLand, fieldOwner, fieldAudience, fieldInstitution, fieldContactName)
	var out []part.Row
	for _, field := range fields {
		was, is := spelled(v, names, there, field), spelled(v, names, here, field)
		if was != is {
			out = append(out, part.Row{Head: part.Cell{Text: fieldWord(v, field)}, Cells: []part.Cell{{Text: was}, {Text: is}}, Hit: true})
		}
	}
	return out, nil
}

// spelled is what a form holds in a field, in words.
func spelled(v *visit, names map[string]string, in url.Values, field string) string {
	rules, lang := v.round.Policy, v.words.Lang()
	switch values := slices.DeleteFunc(slices.Clone(in[field]), func(x string) bool { return x == "" }); field {
	case fieldKind:
		return joined(optionNames(rules.Kinds, values, lang)...)
	case fieldAudience:
		return joined(optionNames(rules.Audiences, values, lang)...)
	case fieldInstitution:
		return joined(optionNames(rules.Institutions, values, lang)...)
	case fieldLand:
		return laenderInWords(v.words, values)
	case fieldOwner:
		for i := range values {
			values[i] = names[values[i]]
		}
		return joined(values...)
	case fieldContactName:
		var all []string
		for _, c := range contacts(in) {
			agreed := v.words.T("submit.contact.no")
			if c.Agreed {
				agreed = v.words.T("submit.contact.named")
			}
			all = append(all, joined(c.Name, c.Role, c.Email, agreed))
		}
		return joined(all...)
	}
	return in.Get(field)
}
