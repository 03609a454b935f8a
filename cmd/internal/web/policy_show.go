package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
)

// policyBody is the body of the page of a round's rules.
type policyBody struct {
	Ref      part.Ref
	About    string
	WhatIf   *part.Button // what would be under other rules
	Assumed  *part.Box
	Rules    []rule
	Criteria []criterionText
	Points   []part.Point
	Facts    part.Facts
}

// rule is one rule in words.
type rule struct {
	Name, Text, Source, Assume string
}

// criterionText is a criterion with what guides its score and the levels there are.
type criterionText struct {
	Title, Guide string
	Aspects      []string
	Levels       part.Table
}

// policyShow shows the rules of a round as sentences, with those marked that are assumptions.
func (s *Server) policyShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	rules := v.round.Policy
	body := policyBody{
		Ref: d.ref(), About: d.label(rules.About), Facts: part.Facts{
			{Name: v.words.T("policy.id"), Text: rules.ID, Code: true},
			{Name: v.words.T("policy.edition"), Text: v.words.Int(rules.Edition)},
			{Name: v.words.T("policy.digest"), Text: v.round.Digest, Code: true},
		},
	}
	if v.has(roleOffice | roleAuditor) {
		body.WhatIf = &part.Button{Text: v.words.T("policy.whatif"), Href: v.address("statistik/was-waere-wenn"), Primary: v.has(roleOffice)}
	}
	assumed := 0
	for _, x := range rules.Regulations() {
		one := rule{Name: v.words.T("rule." + x.Rule), Text: d.label(x.Text), Source: d.label(x.Source)}
		if x.Assumption {
			assumed++
			one.Assume = policy.AssumptionNote(v.words.Lang())
		}
		body.Rules = append(body.Rules, one)
	}
	if assumed > 0 {
		body.Assumed = &part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: v.words.T("policy.assumed", "Count", assumed),
			Lines: []string{v.words.T("policy.assumed.text")},
		}
	}
	for i := range rules.Criteria {
		body.Criteria = append(body.Criteria, d.criterionText(&rules.Criteria[i]))
	}
	for _, pt := range rules.Eligibility {
		body.Points = append(body.Points, part.Point{Holds: true, Text: d.label(pt.Label)})
	}
	show(s, w, r, s.pages.policy, http.StatusOK, s.frameOf(r, v, v.words.T("policy.title", "Policy", d.label(rules.Title))), body)
}

func (d *reading) criterionText(c *policy.Criterion) criterionText {
	w := d.words
	out := criterionText{Title: d.label(c.Label), Guide: d.label(c.Guide)}
	for _, a := range c.Aspects {
		out.Aspects = append(out.Aspects, d.label(a.Label))
	}
	if len(c.Levels) == 0 {
		return out
	}
	out.Levels = part.Table{
		Caption: w.T("policy.levels", "Criterion", out.Title), Quiet: true, Columns: []part.Column{
			{Title: w.T("policy.level")}, {Title: w.T("policy.meaning"), Wide: true}, {Title: w.T("policy.anchor"), Wide: true},
		},
	}
	for _, l := range c.Levels {
		out.Levels.Rows = append(out.Levels.Rows, part.Row{
			Head: part.Cell{Text: d.decimal(l.Value)}, Cells: []part.Cell{{Text: d.label(l.Label)}, {Text: d.label(l.Anchor)}},
		})
	}
	return out
}
