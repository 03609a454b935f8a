package web

import (
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
)

// whatIfFields are the questions that concern all criteria, with what was chosen.
func (d *reading) whatIfFields(a *asked) []part.Field {
	t := d.words.T
	as := part.Option{Text: t("whatif.as_is")}
	other := d.pick(a, fieldPolicy, t("whatif.policy"), part.Option{Text: t("whatif.policy.own", "Policy", d.round.Policy.ID)})
	if a.pasted {
		other.Options = append(other.Options, part.Option{
			Value: a.typed.Get(fieldPolicy), Text: t("whatif.policy.pasted", "Policy", a.other.ID, "Edition", a.other.Edition), Chosen: true,
		})
	}
	for _, name := range policy.BuiltInNames() {
		other.Options = append(other.Options, part.Option{Value: name, Text: name, Chosen: a.typed.Get(fieldPolicy) == name})
	}
	method := d.pick(a, fieldMethod, t("whatif.method"), as)
	for _, m := range methods() {
		method.Options = append(method.Options, part.Option{Value: m, Text: t("whatif.method." + m), Chosen: a.suppose.Method == m})
	}
	member := d.pick(a, fieldNoMember, t("whatif.member"), part.Option{Text: t("whatif.all")})
	for i := range d.round.Members {
		m := &d.round.Members[i]
		if m.Advisory { // counts nowhere, so that nothing could change
			continue
		}
		member.Options = append(member.Options, part.Option{Value: m.Pseudonym, Text: d.name(m.Pseudonym), Chosen: a.suppose.WithoutMember == m.Pseudonym})
	}
	body := d.pick(a, fieldNoBody, t("whatif.body"), part.Option{Text: t("whatif.all")})
	for i := range d.round.Policy.Bodies {
		b := &d.round.Policy.Bodies[i]
		body.Options = append(body.Options, part.Option{Value: b.ID, Text: d.label(b.Label), Chosen: a.suppose.WithoutBody == b.ID})
	}
	return []part.Field{other, method, member, body}
}

func (d *reading) pick(a *asked, name, label string, first part.Option) part.Field {
	return part.Field{ID: name, Name: name, Label: label, Options: []part.Option{first}, Error: a.wrong[name]}
}

// whatIfCriteria are the questions of each criterion of the policy that is compared with. An empty field leaves what the
// policy says.
func (d *reading) whatIfCriteria(a *asked) []whatIfCriterion {
	t := d.words.T
	out := make([]whatIfCriterion, len(a.other.Criteria))
	for i := range a.other.Criteria {
		c := &a.other.Criteria[i]
		weight, threshold := fieldWeight+c.ID, fieldThreshold+c.ID
		now := t("whatif.threshold.none")
		if c.Threshold != nil {
			now = t("whatif.threshold.now", "Threshold", d.decimal(*c.Threshold))
		}
		field := func(name, id, label, hint string) part.Field {
			return part.Field{ID: id + strconv.Itoa(i+1), Name: name, Label: t(label), Hint: hint, Value: a.typed.Get(name), Error: a.wrong[name], Max: 20}
		}
		out[i] = whatIfCriterion{Title: d.label(c.Label), Fields: []part.Field{
			field(weight, fieldWeight, "whatif.weight", t("whatif.weight.now", "Weight", d.decimal(c.Weight))),
			field(threshold, fieldThreshold, "whatif.threshold", now),
		}}
	}
	return out
}

// supposed says in words what differs from how the round is.
func (d *reading) supposed(a *asked) []string {
	t, s := d.words.T, &a.suppose
	var out []string
	if a.typed.Has(fieldPolicy) {
		out = append(out, t("whatif.supposed.policy", "Policy", a.other.ID, "Edition", a.other.Edition))
	}
	if s.Method != "" {
		out = append(out, t("whatif.supposed.method", "Method", t("whatif.method."+s.Method)))
	}
	if s.WithoutMember != "" {
		out = append(out, t("whatif.supposed.member", "Name", d.name(s.WithoutMember)))
	}
	if s.WithoutBody != "" {
		out = append(out, t("whatif.supposed.body", "Body", d.body(s.WithoutBody, "")))
	}
	for i := range a.other.Criteria {
		c := &a.other.Criteria[i]
		if x, ok := s.Weights[c.ID]; ok {
			out = append(out, t("whatif.supposed.weight", "Criterion", d.label(c.Label), "Is", d.decimal(x), "Was", d.decimal(c.Weight)))
		}
		if x, ok := s.Thresholds[c.ID]; ok {
			out = append(out, t("whatif.supposed.threshold", "Criterion", d.label(c.Label), "Is", d.threshold(x), "Was", d.threshold(c.Threshold)))
		}
	}
	return out
}

func (d *reading) threshold(x *policy.Decimal) string {
	if x == nil {
		return d.words.T("whatif.none")
	}
	return d.decimal(*x)
}
