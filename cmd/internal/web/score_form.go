package web

import (
	"net/http"
	"strconv"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// notAssessable is what the form sends for a criterion that a member cannot assess.
const notAssessable = "na"

// scoreInput is what a form holds about one criterion.
type scoreInput struct {
	Value  string // exact decimal, notAssessable, or empty
	Reason string
}

// sheetInput is what a score form holds, in the policy's order of criteria.
type sheetInput []scoreInput

// criterionField names the fields of the i-th criterion. Ids of criteria may hold anything in rounds read from elsewhere.
func criterionField(i int) string { return "k" + strconv.Itoa(i+1) }

func sheetFromForm(r *http.Request, rules *policy.Policy) sheetInput {
	out := make(sheetInput, len(rules.Criteria))
	for i := range out {
		name := criterionField(i)
		out[i] = scoreInput{Value: r.PostFormValue(name), Reason: r.PostFormValue(name + "-reason")}
	}
	return out
}

// sheetFromRecord is the visitor's own sheet as it stands in the record; texts are those of its entry.
func sheetFromRecord(rules *policy.Policy, sheet *view.Sheet, texts map[string]string) sheetInput {
	out := make(sheetInput, len(rules.Criteria))
	if sheet == nil {
		return out
	}
	for i := range out {
		out[i] = scoreInput{Value: valueText(sheet.Values[i]), Reason: texts["justification/"+rules.Criteria[i].ID]}
	}
	return out
}

func valueText(v policy.Value) string {
	if v.NotAssessable {
		return notAssessable
	}
	return v.Decimal.String()
}

// over puts a draft over a sheet.
func (in sheetInput) over(d *draft) sheetInput {
	out := append(sheetInput(nil), in...)
	for i := range out {
		if p, ok := d.Parts[criterionField(i)]; ok {
			out[i] = scoreInput{p.Value, p.Reason}
		}
	}
	return out
}

// parts are the parts of the sheet's draft.
func (in sheetInput) parts() map[string]draftPart {
	out := map[string]draftPart{}
	for i, x := range in {
		if x != (scoreInput{}) {
			out[criterionField(i)] = draftPart{Value: x.Value, Reason: x.Reason}
		}
	}
	return out
}

// command is the command that casts the sheet. What is no value of any scale is left out and so found missing.
func (in sheetInput) command(rules *policy.Policy, p *view.Proposal, seen, base uint64) *workflow.CastScores {
	c := &workflow.CastScores{Proposal: p.ID, Seen: seen, Base: base, Justifications: map[string]string{}}
	for i, x := range in {
		id := rules.Criteria[i].ID
		if strings.TrimSpace(x.Reason) != "" {
			c.Justifications[id] = x.Reason
		}
		if v, ok := parseValue(x.Value); ok {
			c.Scores = append(c.Scores, policy.CriterionValue{Criterion: id, Value: v})
		}
	}
	return c
}

// rubric makes criteria into parts of a form.
type rubric struct {
	words *locale.Locale
	rules *policy.Policy
}

func (b rubric) criteria(in sheetInput) []part.Criterion {
	out := make([]part.Criterion, len(b.rules.Criteria))
	for i := range out {
		out[i] = b.criterion(i, in[i])
	}
	return out
}

func (b rubric) criterion(i int, in scoreInput) part.Criterion {
	c, lang := &b.rules.Criteria[i], b.words.Lang()
	out := part.Criterion{
		ID: criterionField(i), Name: criterionField(i), Number: i + 1, Title: c.Label.In(lang), Guide: c.Guide.In(lang),
		Reason: in.Reason, Max: b.rules.Limit("justification/" + c.ID),
		Status: part.Status{ID: criterionField(i) + "-status", Text: b.words.T("score.status.none")},
	}
	if len(c.Aspects) == 1 {
		out.Guide = c.Aspects[0].Label.In(lang)
	} else {
		for _, a := range c.Aspects {
			out.Aspects = append(out.Aspects, a.Label.In(lang))
		}
	}
	out.Levels = b.levels(c, in.Value)
	var owed, said []string
	for _, l := range out.Levels {
		if !l.Owes {
			continue
		}
		owed = append(owed, l.Value)
		if l.None {
			said = append(said, b.words.Quote(l.Label))
		} else {
			said = append(said, l.Figure)
		}
	}
	out.Owed = strings.Join(owed, " ")
	switch {
	case len(owed) == len(out.Levels):
		out.Hint = b.words.T("score.owed.always")
	case len(owed) > 0:
		out.Hint = b.words.T("score.owed.at", "Levels", b.words.List(said))
	}
	return out
}

func (b rubric) levels(c *policy.Criterion, chosen string) []part.Level {
	lang := b.words.Lang()
	var out []part.Level
	add := func(d policy.Decimal, label, anchor string) {
		out = append(out, part.Level{
			Value: d.String(), Figure: b.words.Decimal(d.String()), Label: label, Anchor: anchor, Chosen: d.String() == chosen,
			Owes: b.rules.JustificationOwed(c, policy.Value{Decimal: d}),
		})
	}
	for i := range c.Levels {
		add(c.Levels[i].Value, c.Levels[i].Label.In(lang), c.Levels[i].Anchor.In(lang))
	}
	if len(c.Levels) == 0 {
		for _, d := range c.Values {
			add(d, b.words.Decimal(d.String()), "")
		}
	}
	if c.NotAssessable {
		out = append(out, part.Level{
			Value: notAssessable, Figure: "–", Label: b.words.T("score.none"), Anchor: b.words.T("score.none.anchor"),
			Chosen: chosen == notAssessable, Owes: b.rules.JustificationOwed(c, policy.Value{NotAssessable: true}), None: true,
		})
	}
	return out
}

// figure says a value as it stands on the form.
func (b rubric) figure(value string) string {
	switch v, ok := parseValue(value); {
	case !ok:
		return b.words.T("score.nothing")
	case v.NotAssessable:
		return b.words.Quote(b.words.T("score.none"))
	default:
		return b.words.Decimal(v.Decimal.String())
	}
}

// missing are links to what keeps the sheet from being complete.
func (b rubric) missing(in sheetInput) []part.Link {
	var out []part.Link
	for i, x := range in {
		c := &b.rules.Criteria[i]
		link := part.Link{Text: strconv.Itoa(i+1) + "\u00a0" + c.Label.In(b.words.Lang()), Href: "#" + criterionField(i)}
		switch value, ok := parseValue(x.Value); {
		case !ok:
			out = append(out, link)
		case b.rules.JustificationOwed(c, value) && strings.TrimSpace(x.Reason) == "":
			link.Text, link.Href = b.words.T("score.missing.reason", "Criterion", link.Text), link.Href+"-reason"
			out = append(out, link)
		}
	}
	return out
}

func parseValue(text string) (policy.Value, bool) {
	if text == notAssessable {
		return policy.Value{NotAssessable: true}, true
	}
	d, err := policy.ParseDecimal(text)
	return policy.Value{Decimal: d}, err == nil
}

// mark puts what the rules find wrong with the sheet where it belongs, and answers the summary that leads there.
func (b rubric) mark(criteria []part.Criterion, problems []policy.Problem) *part.Errors {
	out := &part.Errors{Title: b.words.T("score.refused", "Count", len(problems))}
	for _, p := range problems {
		_, i := b.rules.Criterion(p.Criterion)
		if i < 0 {
			continue
		}
		text, at := p.Text(b.rules, b.words.Lang()), "#"+criterionField(i)
		if p.Code == policy.JustificationMissing {
			criteria[i].Missing, at = text, at+"-reason"
		} else {
			criteria[i].Error = text
		}
		out.Items = append(out.Items, part.Link{Text: text, Href: at})
	}
	return out
}

// clashes shows, where another sheet has come in, the value there beside the value here.
func (b rubric) clashes(criteria []part.Criterion, here, there sheetInput, action string) int {
	n := 0
	for i := range criteria {
		if here[i] == there[i] {
			continue
		}
		n++
		box := part.Box{
			Kind: part.BoxCare, Icon: "warn",
			Title: b.words.T("score.clash", "Criterion", b.words.Quote(criteria[i].Title), "There", b.figure(there[i].Value),
				"Here", b.figure(here[i].Value)),
			Buttons: []part.Button{{
				Text: b.words.T("score.take", "There", b.figure(there[i].Value)), Name: "nehmen", Value: criterionField(i), Small: true,
				Action: action,
			}},
		}
		if there[i].Reason != "" && there[i].Reason != here[i].Reason {
			box.Lines = append(box.Lines, b.words.T("score.clash.reason", "Reason", b.words.Quote(there[i].Reason)))
		}
		criteria[i].Clash = &box
	}
	return n
}
