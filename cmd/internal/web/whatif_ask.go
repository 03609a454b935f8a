package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/view"
)

// The fields of the form about what would be otherwise; those of criteria end in the criterion's id.
const (
	fieldPolicy    = "regelwerk"
	fieldMethod    = "zusammenfassung"
	fieldNoMember  = "ohne-mitglied"
	fieldNoBody    = "ohne-teil"
	fieldWeight    = "gewicht-"
	fieldThreshold = "schwelle-"
	fieldSource    = "text" // of a policy that is pasted
)

// asked is what is supposed to be otherwise, as it was typed and as it was understood.
type asked struct {
	typed   url.Values // only what is not empty
	other   *policy.Policy
	pasted  bool
	suppose policy.Supposition
	wrong   map[string]string // by field: why it could not be understood
}

// ask reads what a form or an address asks for. Nothing of it is kept.
func (d *reading) ask(r *http.Request) *asked {
	a := &asked{typed: url.Values{}, other: d.round.Policy, wrong: map[string]string{}}
	for name, values := range r.Form {
		if text := strings.TrimSpace(values[0]); text != "" && text != "-" && asksFor(name) {
			a.typed.Set(name, text)
		}
	}
	a.suppose.Weights, a.suppose.Thresholds = map[string]policy.Decimal{}, map[string]*policy.Decimal{}
	d.askPolicy(a)
	d.askMembers(a)
	for name := range a.typed {
		d.askCriterion(a, name)
	}
	return a
}

// asksFor tells whether a field belongs to the question.
func asksFor(name string) bool {
	return slices.Contains([]string{fieldPolicy, fieldMethod, fieldNoMember, fieldNoBody}, name) ||
		strings.HasPrefix(name, fieldWeight) || strings.HasPrefix(name, fieldThreshold)
}

// any tells whether anything is asked.
func (a *asked) any() bool { return len(a.typed) > 0 }

func (d *reading) askPolicy(a *asked) {
	name := a.typed.Get(fieldPolicy)
	if name == "" {
		return
	}
	if packed, ok := strings.CutPrefix(name, packedPolicy); ok {
		if a.other, a.pasted = unpackPolicy(packed), true; a.other == nil {
			a.other, a.pasted, a.wrong[fieldPolicy] = d.round.Policy, false, d.words.T("whatif.wrong.packed")
		}
		return
	}
	if src, ok := policy.BuiltIn(name); ok {
		if p, err := policy.Parse(src); err == nil {
			a.other = p
			return
		}
	}
	a.wrong[fieldPolicy] = d.words.T("whatif.wrong.policy", "Policy", d.words.Quote(brief(name)))
}

func (d *reading) askMembers(a *asked) {
	s := &a.suppose
	if s.Method = a.typed.Get(fieldMethod); s.Method != "" && !slices.Contains(methods(), s.Method) {
		s.Method, a.wrong[fieldMethod] = "", d.words.T("whatif.wrong.choice")
	}
	if who := a.typed.Get(fieldNoMember); who != "" {
		s.WithoutMember = who
		if !slices.ContainsFunc(d.round.Members, func(m view.Member) bool { return m.Pseudonym == who }) {
			s.WithoutMember, a.wrong[fieldNoMember] = "", d.words.T("whatif.wrong.choice")
		}
	}
	if body := a.typed.Get(fieldNoBody); body != "" {
		s.WithoutBody = body
		if d.round.Policy.Body(body) == nil {
			s.WithoutBody, a.wrong[fieldNoBody] = "", d.words.T("whatif.wrong.choice")
		}
	}
}

func methods() []string { return []string{policy.Mean, policy.Median, policy.Trimmed} }

// askCriterion reads a weight or a threshold.
func (d *reading) askCriterion(a *asked, name string) {
	text := a.typed.Get(name)
	id, weight := strings.CutPrefix(name, fieldWeight)
	if !weight {
		var threshold bool
		if id, threshold = strings.CutPrefix(name, fieldThreshold); !threshold {
			return
		}
	}
	if c, _ := a.other.Criterion(id); c == nil {
		a.wrong[name] = d.words.T("whatif.wrong.criterion", "Criterion", d.words.Quote(brief(id)))
		return
	}
	number, err := policy.ParseDecimal(typedDecimal(text))
	switch {
	case weight && (err != nil || number.Cmp(policy.Decimal{}) <= 0):
		a.wrong[name] = d.words.T("whatif.wrong.weight", "Text", d.words.Quote(brief(text)))
	case weight:
		a.suppose.Weights[id] = number
	case slices.Contains(noThreshold(), strings.ToLower(text)):
		a.suppose.Thresholds[id] = nil
	case err != nil:
		a.wrong[name] = d.words.T("whatif.wrong.threshold", "Text", d.words.Quote(brief(text)))
	default:
		a.suppose.Thresholds[id] = &number
	}
}

// noThreshold are the words that take a threshold away.
func noThreshold() []string { return []string{"ohne", "keine", "none", "–"} }

// typedDecimal is a number as people type it in the spelling that numbers have here.
func typedDecimal(text string) string {
	text = strings.Replace(text, ",", ".", 1)
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// brief shortens what is said back.
func brief(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// askErrors is the summary of what could not be understood, in the order of the fields; nil where all was.
func (d *reading) askErrors(a *asked, order []part.Field) *part.Errors {
	if len(a.wrong) == 0 {
		return nil
	}
	e := &part.Errors{Title: d.words.T("whatif.errors", "Count", len(a.wrong))}
	known := map[string]bool{}
	for _, f := range order {
		if text := a.wrong[f.Name]; text != "" {
			known[f.Name] = true
			e.Items = append(e.Items, part.Link{Text: text, Href: "#" + f.ID})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.wrong)) {
		if !known[name] && len(e.Items) < maxMistakes {
			e.Items = append(e.Items, part.Link{Text: a.wrong[name], Href: "#" + fieldPolicy})
		}
	}
	return e
}
