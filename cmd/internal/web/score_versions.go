package web

import (
	"net/http"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/workflow/view"
)

// ownVersions are all versions of the visitor's own sheet with their justifications, the latest first; nil where there are
// less than two.
func (s *Server) ownVersions(r *http.Request, v *visit) (*part.Table, error) {
	own := v.proposal.OwnSheet
	if own == nil || len(own.Was) == 0 {
		return nil, nil
	}
	w := v.words
	t := &part.Table{Caption: w.T("score.versions"), Quiet: true, Columns: []part.Column{{Title: w.T("tasks.version")}}}
	for i := range v.round.Policy.Criteria {
		t.Columns = append(t.Columns, part.Column{Title: v.round.Policy.Criteria[i].Label.In(w.Lang()), Wide: true})
	}
	t.Columns = append(t.Columns, part.Column{Title: w.T("score.version.why"), Wide: true})
	sheets := append([]view.Sheet{}, own.Was...)
	sheets = append(sheets, *own)
	for i := len(sheets) - 1; i >= 0; i-- {
		row, err := s.versionRow(r, v, &sheets[i])
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// versionRow is one version: what was given when, on which version of the proposal, and why.
func (s *Server) versionRow(r *http.Request, v *visit, sheet *view.Sheet) (part.Row, error) {
	texts, err := s.texts(r.Context(), v, sheet.Entry)
	if err != nil {
		return part.Row{}, err
	}
	w, b := v.words, rubric{v.words, v.round.Policy}
	row := part.Row{Head: part.Cell{
		Text: w.T("score.version", "Version", int(sheet.Version)),
		Note: w.Stamp(sheet.At.Time()) + ", " + w.T("score.version.of", "Version", int(sheet.Seen)),
	}}
	for i := range sheet.Values {
		row.Cells = append(row.Cells, part.Cell{
			Text: b.figure(valueText(sheet.Values[i])), Note: texts["justification/"+v.round.Policy.Criteria[i].ID],
		})
	}
	why := whyNow(w, texts)
	if texts["remark"] != "" {
		why = append(why, texts["remark"])
	}
	if len(why) == 0 {
		why = append(why, "–")
	}
	row.Cells = append(row.Cells, part.Cell{Text: strings.Join(why, " ")})
	return row, nil
}

// whyNow says why a sheet was changed once discussion had begun, and why it came late.
func whyNow(w *locale.Locale, texts map[string]string) []string {
	var why []string
	for _, x := range []struct{ text, message string }{
		{texts["reason"], "score.version.changed"}, {texts["late"], "score.version.late"},
	} {
		if x.text != "" {
			why = append(why, w.T(x.message, "Reason", x.text))
		}
	}
	return why
}
