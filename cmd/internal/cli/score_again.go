package cli

import (
	"context"
	"maps"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// sheetInForce is the sheet of a member that is in force, nil where there is none.
func sheetInForce(d *docket, p *view.Proposal, member string) *view.Sheet {
	for i := range p.Sheets {
		if d.Members[p.Sheets[i].Member].Pseudonym == member {
			return &p.Sheets[i]
		}
	}
	return nil
}

// unchanged tells whether the sheet in force says what the command would enter, word for word.
func (h *house) unchanged(ctx context.Context, d *docket, p *view.Proposal, s *view.Sheet, c *workflow.CastScores) (bool, error) {
	if p.State != workflow.UnderReview || s.Seen != c.Seen || s.Version != c.Base || len(c.Scores) != len(s.Values) {
		return false, nil
	}
	given := map[string]policy.Value{}
	for _, v := range c.Scores {
		given[v.Criterion] = v.Value
	}
	for i := range d.Policy.Criteria {
		if v, ok := given[d.Policy.Criteria[i].ID]; !ok || v != s.Values[i] {
			return false, nil
		}
	}
	texts, err := h.desk.Texts(ctx, d.Round, s.Entry)
	if err != nil {
		return false, err
	}
	want := map[string]string{}
	for criterion, why := range c.Justifications {
		want["justification/"+criterion] = why
	}
	want["remark"] = c.Remark
	blank := func(_, v string) bool { return v == "" }
	maps.DeleteFunc(want, blank)
	maps.DeleteFunc(texts, blank)
	return maps.Equal(texts, want), nil
}

// tellUnchanged answers for a sheet that was there already: the entry that holds it.
func (h *house) tellUnchanged(d *docket, p *view.Proposal, s *view.Sheet) error {
	if h.e.json {
		return h.e.object(entry{
			Round: d.ID, Entry: s.Entry, At: s.At.String(), Type: workflow.KindScoresCast.Name(), Proposal: p.ID, Repeat: true,
		})
	}
	h.e.tell("%s: Dieser Bogen steht schon so in der Akte (Eintrag %d, Fassung %d). Geschrieben wurde nichts.",
		"%s: This form stands in the record already (entry %d, version %d). Nothing was written.", d.called(p), s.Entry, s.Version)
	return nil
}
