package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
	"gremium/workflow"
)

// comparison is what would change under another policy, as `policy diff --json` and `replay --policy --json` tell it.
type comparison struct {
	Round    string           `json:"round"`
	Size     uint64           `json:"size"`
	Root     string           `json:"root"`
	From     policyName       `json:"from"`
	To       policyName       `json:"to"`
	Supposed supposed         `json:"supposed"` // of To
	Compared int              `json:"compared"` // proposals whose results were compared
	Changes  []comparedChange `json:"changes"`
}

// supposed is what was supposed to be otherwise. A threshold is null where there is to be none.
type supposed struct {
	Aggregate     *string            `json:"aggregate"`
	Weights       map[string]string  `json:"weights"`
	Thresholds    map[string]*string `json:"thresholds"`
	WithoutMember *string            `json:"without_member"`
	WithoutBody   *string            `json:"without_body"`
}

type policyName struct {
	ID      string `json:"id"`
	Edition int    `json:"edition"`
	Digest  string `json:"digest"`
}

// comparedChange is one proposal. An outcome is null where the rules do not let the committee decide, a rank for the
// unranked, Decided where the committee has not decided.
type comparedChange struct {
	Proposal    string         `json:"proposal"`
	Ref         string         `json:"ref"`
	Number      string         `json:"number"`
	Decided     *string        `json:"decided"`
	OutcomeFrom *string        `json:"outcome_from"`
	OutcomeTo   *string        `json:"outcome_to"`
	RankFrom    *int           `json:"rank_from"`
	RankTo      *int           `json:"rank_to"`
	Rules       []comparedRule `json:"rules"` // that turned; none where only the rank is another one
}

// comparedRule is a rule that came out otherwise; null is a side on which it was not asked.
type comparedRule struct {
	Rule string  `json:"rule"`
	Of   string  `json:"of,omitempty"` // the criterion or the body
	From *string `json:"from"`
	To   *string `json:"to"`
	Text string  `json:"text"`
}

func (d *docket) compared(from, to *policy.Policy, changes []policy.Change) *comparison {
	name := func(p *policy.Policy) policyName { return policyName{p.ID, p.Edition, p.Digest()} }
	out := &comparison{Round: d.ID, Size: d.Size, From: name(from), To: name(to), Changes: []comparedChange{}}
	if d.Size > 0 { // to somebody from whom things are hidden the record's position is not told
		out.Root = d.Root.String()
	}
	for _, c := range changes {
		p := d.Proposal(c.Before.ID)
		out.Changes = append(out.Changes, comparedChange{
			Proposal: p.ID, Ref: p.Ref, Number: p.Number, OutcomeFrom: orNull(string(c.Before.Outcome)), OutcomeTo: orNull(string(c.After.Outcome)),
			RankFrom: rankOrNull(c.Before.Rank), RankTo: rankOrNull(c.After.Rank), Decided: orNull(p.Outcome),
			Rules: d.turned(&c, from, to),
		})
	}
	return out
}

func supposedOf(s *policy.Supposition) supposed {
	out := supposed{
		Aggregate: orNull(s.Method), Weights: map[string]string{}, Thresholds: map[string]*string{},
		WithoutMember: orNull(s.WithoutMember), WithoutBody: orNull(s.WithoutBody),
	}
	for id, w := range s.Weights {
		out.Weights[id] = w.String()
	}
	for id, t := range s.Thresholds {
		if out.Thresholds[id] = nil; t != nil {
			out.Thresholds[id] = orNull(t.String())
		}
	}
	return out
}

// lines says what was supposed, one thing on each line.
func (s *supposed) lines(e *env) []string {
	var out []string
	if s.Aggregate != nil {
		out = append(out, e.say("Zusammenfassung: %s", "aggregation: %s", *s.Aggregate))
	}
	for _, id := range slices.Sorted(maps.Keys(s.Weights)) {
		out = append(out, e.say("Gewicht %s = %s", "weight %s = %s", id, s.Weights[id]))
	}
	for _, id := range slices.Sorted(maps.Keys(s.Thresholds)) {
		threshold := e.say("keine", "none")
		if t := s.Thresholds[id]; t != nil {
			threshold = *t
		}
		out = append(out, e.say("Schwelle %s = %s", "threshold %s = %s", id, threshold))
	}
	if s.WithoutMember != nil {
		out = append(out, e.say("ohne %s", "without %s", e.name(*s.WithoutMember)))
	}
	if s.WithoutBody != nil {
		out = append(out, e.say("ohne den Gremiumsteil %s", "without the body %s", *s.WithoutBody))
	}
	return out
}

// turned are the rules that turned an outcome; none where it is the same.
func (d *docket) turned(c *policy.Change, from, to *policy.Policy) []comparedRule {
	out := []comparedRule{}
	if c.Before.Outcome == c.After.Outcome {
		return out
	}
	side := func(f *policy.Finding) *string {
		if f == nil {
			return nil
		}
		return orNull(string(f.Holds))
	}
	for _, t := range c.Turns() {
		f, rules := t.After, to
		if f == nil {
			f, rules = t.Before, from
		}
		rule, figures := f.Sentence(rules, d.h.e.lang)
		if figures != "" {
			rule += " – " + figures
		}
		if t.After == nil {
			rule = d.h.e.say("entfällt: %s", "left out: %s", rule)
		}
		out = append(out, comparedRule{
			Rule: f.Rule, Of: cmp.Or(f.Figure("criterion"), f.Figure("body")), From: side(t.Before), To: side(t.After), Text: rule,
		})
	}
	return out
}

func rankOrNull(rank int) *int {
	if rank == 0 {
		return nil
	}
	return &rank
}

func (h *house) showChanges(d *docket, c *comparison) error {
	e := h.e
	switch {
	case c.Compared == 0:
		e.tell("Es gibt noch kein Ergebnis zu vergleichen: Die Bewertung keines Vorschlags ist geschlossen.", "There is no result to compare yet: scoring is closed for no proposal.")
		return nil
	case len(c.Changes) == 0:
		e.tell("Kein Ergebnis ändert sich. Verglichen: %d.", "No result changes. Compared: %d.", c.Compared)
		return nil
	}
	if c.Root != "" {
		e.tell("Abweichungen in der Runde %s %s, Wurzel %s", "Deviations in round %s %s, root %s", d.ID, e.after(c.Size), c.Root)
	}
	e.tell("Nach %s, Ausgabe %d (%s); verglichen mit %s, Ausgabe %d (%s)", "By %s, edition %d (%s); compared with %s, edition %d (%s)",
		c.From.ID, c.From.Edition, c.From.Digest, c.To.ID, c.To.Edition, c.To.Digest)
	if lines := c.Supposed.lines(e); len(lines) > 0 {
		e.tell("Angenommen: %s", "Supposed: %s", strings.Join(lines, "; "))
	}
	t := e.table(text{"Nummer", "number"}, text{"beschlossen", "resolved"}, text{"nach den Regeln", "by the rules"}, text{"wäre", "would be"},
		text{"Rang", "rank"}, text{"wäre", "would be"}, text{"Titel", "title"}, text{"Warum", "why"})
	for _, x := range c.Changes {
		why := make([]string, len(x.Rules))
		for i := range x.Rules {
			why[i] = x.Rules[i].Text
		}
		if len(why) == 0 {
			why = []string{e.say("nur der Rang", "the rank alone")}
		}
		t.row(x.Number, e.decided(x.Decided), e.outcome(x.OutcomeFrom), e.outcome(x.OutcomeTo), rankText(x.RankFrom), rankText(x.RankTo),
			d.titles[x.Proposal], strings.Join(why, "; "))
	}
	if err := t.print(); err != nil {
		return err
	}
	fmt.Fprintln(e.out, e.say("%d von %d Vorschlägen. Geschrieben wurde nichts.", "%d of %d proposals. Nothing was written.", len(c.Changes), c.Compared))
	return nil
}

func rankText(rank *int) string {
	if rank == nil {
		return "–"
	}
	return strconv.Itoa(*rank)
}

// decided says what the committee resolved; a dash where it has not.
func (e *env) decided(outcome *string) string {
	if outcome == nil {
		return "–"
	}
	return workflow.Word(*outcome, e.lang)
}

// outcome says what the rules propose.
func (e *env) outcome(o *string) string {
	if o == nil {
		return e.say("nicht entscheidbar", "not to be decided")
	}
	return workflow.Word(*o, e.lang)
}
