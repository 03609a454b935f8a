package policy

import "strings"

// The codes of problems with a score sheet.
const (
	CriterionUnknown        = "criterion_unknown"
	CriterionMissing        = "criterion_missing"
	CriterionTwice          = "criterion_twice"
	ValueNotAllowed         = "value_not_allowed"
	NotAssessableNotAllowed = "not_assessable_not_allowed"
	JustificationMissing    = "justification_missing"
)

// Problem is one thing that keeps a score sheet from being cast.
type Problem struct {
	Code      string
	Criterion string
	Args      map[string]string // "value": the value given
}

// CheckScores holds a member's whole score sheet against the policy: every criterion once, every value allowed, every
// justification there that is owed; justified tells for which criteria one was given. It gives all problems, in the
// order of the sheet and then of the missing criteria, and nil where there is none; then it allocates nothing.
func (p *Policy) CheckScores(scores []CriterionValue, justified func(criterion string) bool) []Problem {
	var problems []Problem
	for i := range scores {
		s := &scores[i]
		c := p.scored(s.Criterion, i)
		switch {
		case c == nil:
			problems = append(problems, Problem{Code: CriterionUnknown, Criterion: s.Criterion})
		case i > 0 && gives(scores[:i], c.ID):
			problems = append(problems, Problem{Code: CriterionTwice, Criterion: s.Criterion})
		case s.Value.NotAssessable && (!c.NotAssessable || s.Value.Decimal != Decimal{}):
			problems = append(problems, Problem{Code: NotAssessableNotAllowed, Criterion: s.Criterion})
		case !s.Value.NotAssessable && !c.Allows(s.Value.Decimal):
			problems = append(problems, s.problem(ValueNotAllowed))
		case p.JustificationOwed(c, s.Value) && !justified(c.ID):
			problems = append(problems, s.problem(JustificationMissing))
		}
	}
	for i := range p.Criteria {
		id := p.Criteria[i].ID
		if i < len(scores) && scores[i].Criterion == id || gives(scores, id) {
			continue
		}
		problems = append(problems, Problem{Code: CriterionMissing, Criterion: id})
	}
	return problems
}

// scored finds a criterion, first where a sheet in the policy's order has it.
func (p *Policy) scored(id string, i int) *Criterion {
	if i < len(p.Criteria) && p.Criteria[i].ID == id {
		return &p.Criteria[i]
	}
	c, _ := p.Criterion(id)
	return c
}

func gives(scores []CriterionValue, criterion string) bool {
	for i := range scores {
		if scores[i].Criterion == criterion {
			return true
		}
	}
	return false
}

func (s *CriterionValue) problem(code string) Problem {
	args := map[string]string{}
	if !s.Value.NotAssessable {
		args["value"] = s.Value.Decimal.String()
	}
	return Problem{Code: code, Criterion: s.Criterion, Args: args}
}

// JustificationOwed tells whether a member who gives this value owes a justification.
func (p *Policy) JustificationOwed(c *Criterion, v Value) bool {
	if v.NotAssessable {
		return p.Justification.NotAssessable
	}
	switch p.Justification.Owed {
	case OwedAlways:
		return true
	case OwedAtEnds:
		worst, best := c.Range()
		return v.Decimal == worst || v.Decimal == best
	}
	return false
}

// Text says in lang what is wrong and what to do.
func (pr Problem) Text(p *Policy, lang Lang) string {
	return pr.text(p, p.label(pr.Criterion, lang), p.labels(lang, false), lang)
}

// Typed is Text for a reader who types the ids of criteria: each is named with its id.
func (pr Problem) Typed(p *Policy, lang Lang) string {
	return pr.text(p, p.typed(pr.Criterion, lang), p.labels(lang, true), lang)
}

// typed is a criterion's label with its id, the id alone where the policy has no such criterion.
func (p *Policy) typed(criterion string, lang Lang) string {
	if label := p.label(criterion, lang); label != criterion {
		return label + " (" + criterion + ")"
	}
	return criterion
}

func (pr Problem) text(p *Policy, name, all string, lang Lang) string {
	if lang == EN {
		return pr.english(p, name, all)
	}
	switch pr.Code {
	case CriterionUnknown:
		return "Ein Kriterium „" + name + "“ gibt es in diesem Regelwerk nicht. Es gibt: " + all + "."
	case CriterionMissing:
		return "Zu „" + name + "“ fehlt die Bewertung. Wählen Sie " + p.what(pr.Criterion, DE) + "."
	case CriterionTwice:
		return "„" + name + "“ ist zweimal bewertet. Geben Sie zu jedem Kriterium genau eine Bewertung ab."
	case ValueNotAllowed:
		return "„" + name + "“ lässt " + german(pr.Args["value"]) + " nicht zu. Erlaubt sind: " + p.Allowed(pr.Criterion, DE) + "."
	case NotAssessableNotAllowed:
		return "„" + name + "“ lässt „nicht beurteilbar“ hier nicht zu. Wählen Sie " + p.what(pr.Criterion, DE) + "."
	case JustificationMissing:
		return "Die Begründung zu „" + name + "“ fehlt. Sie ist nötig, weil " + p.chosen(pr, DE) + " gewählt ist."
	}
	return name + ": " + pr.Code
}

func (pr Problem) english(p *Policy, name, all string) string {
	switch pr.Code {
	case CriterionUnknown:
		return "This policy has no criterion “" + name + "”. It has: " + all + "."
	case CriterionMissing:
		return "The score for “" + name + "” is missing. Choose " + p.what(pr.Criterion, EN) + "."
	case CriterionTwice:
		return "“" + name + "” is scored twice. Give exactly one score for each criterion."
	case ValueNotAllowed:
		return "“" + name + "” does not allow " + pr.Args["value"] + ". Allowed are: " + p.Allowed(pr.Criterion, EN) + "."
	case NotAssessableNotAllowed:
		return "“" + name + "” does not allow “not assessable” here. Choose " + p.what(pr.Criterion, EN) + "."
	case JustificationMissing:
		return "The justification for “" + name + "” is missing. It is needed because " + p.chosen(pr, EN) + " is chosen."
	}
	return name + ": " + pr.Code
}

func (p *Policy) labels(lang Lang, ids bool) string {
	names := make([]string, len(p.Criteria))
	for i := range p.Criteria {
		names[i] = p.Criteria[i].Label.In(lang)
		if ids {
			names[i] = p.typed(p.Criteria[i].ID, lang)
		}
	}
	return strings.Join(names, ", ")
}

// what a member chooses: a level or a value.
func (p *Policy) what(criterion string, lang Lang) string {
	c, _ := p.Criterion(criterion)
	switch levels := c != nil && len(c.Levels) > 0; {
	case levels && lang == EN:
		return "a level"
	case levels:
		return "eine Stufe"
	case lang == EN:
		return "a value"
	}
	return "einen Wert"
}

func (p *Policy) chosen(pr Problem, lang Lang) string {
	value, there := pr.Args["value"]
	c, _ := p.Criterion(pr.Criterion)
	switch levels := c != nil && len(c.Levels) > 0; {
	case !there && lang == EN:
		return "“not assessable”"
	case !there:
		return "„nicht beurteilbar“"
	case levels && lang == EN:
		return "level " + value
	case levels:
		return "Stufe " + german(value)
	case lang == EN:
		return "the value " + value
	}
	return "der Wert " + german(value)
}

// Allowed lists the values of a criterion as a person reads them: all of them, or the ends of a long even sequence; empty
// where there is no such criterion.
func (p *Policy) Allowed(criterion string, lang Lang) string {
	c, _ := p.Criterion(criterion)
	if c == nil || len(c.Values) == 0 {
		return ""
	}
	if c.Steps != nil && len(c.Values) > 12 {
		s := say("%s bis %s in Schritten von %s", "%s to %s in steps of %s", c.Steps.Min, c.Steps.Max, c.Steps.Step).In(lang)
		if lang == EN {
			return s
		}
		return german(s)
	}
	names := make([]string, len(c.Values))
	for i, v := range c.Values {
		names[i] = v.String()
	}
	list := strings.Join(names, ", ")
	if lang == EN || !strings.Contains(list, ".") {
		return list
	}
	return german(strings.Join(names, "; "))
}

// german writes the decimal point as a comma.
func german(number string) string { return strings.ReplaceAll(number, ".", ",") }
