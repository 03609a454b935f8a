package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
)

// comparison is what would change under another policy, as `policy diff --json` and `replay --policy --json` tell it.
type comparison struct {
	Round    string           `json:"round"`
	From     policyName       `json:"from"`
	To       policyName       `json:"to"`
	Compared int              `json:"compared"` // proposals whose results were compared
	Changes  []comparedChange `json:"changes"`
}

type policyName struct {
	ID      string `json:"id"`
	Edition int    `json:"edition"`
	Digest  string `json:"digest"`
}

// comparedChange is one proposal. An outcome is null where the rules do not let the committee decide, a rank for the
// unranked.
type comparedChange struct {
	Proposal    string  `json:"proposal"`
	Ref         string  `json:"ref"`
	Number      string  `json:"number"`
	OutcomeFrom *string `json:"outcome_from"`
	OutcomeTo   *string `json:"outcome_to"`
	RankFrom    *int    `json:"rank_from"`
	RankTo      *int    `json:"rank_to"`
}

// supposing are the flags of what is supposed to be otherwise.
type supposing struct {
	method, member, body string
	weights, thresholds  []string
}

func (s *supposing) flags(e *env, cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.method, "aggregate", "", e.say("statt der Zusammenfassung des Regelwerks mean, median oder trimmed", "mean, median or trimmed instead of the policy's aggregation"))
	f.StringVar(&s.member, "without-member", "", e.say("ohne dieses Mitglied (Pseudonym oder Name)", "without this member (pseudonym or name)"))
	f.StringVar(&s.body, "without-body", "", e.say("ohne diesen Gremiumsteil (Kennung)", "without this body (id)"))
	f.StringArrayVar(&s.weights, "weight", nil, e.say("KRITERIUM=GEWICHT, mehrmals möglich", "CRITERION=WEIGHT, may be repeated"))
	f.StringArrayVar(&s.thresholds, "threshold", nil, e.say("KRITERIUM=SCHWELLE oder KRITERIUM=none, mehrmals möglich", "CRITERION=THRESHOLD or CRITERION=none, may be repeated"))
}

// any tells whether something was supposed.
func (s *supposing) any() bool {
	return s.method != "" || s.member != "" || s.body != "" || len(s.weights)+len(s.thresholds) > 0
}

// read holds the flags against the policy and the members of the round.
func (s *supposing) read(h *house, d *docket, p *policy.Policy) (*policy.Supposition, error) {
	out := &policy.Supposition{
		Method: s.method, WithoutBody: s.body, Weights: map[string]policy.Decimal{}, Thresholds: map[string]*policy.Decimal{},
	}
	if s.method != "" && !slices.Contains([]string{policy.Mean, policy.Median, policy.Trimmed}, s.method) {
		return nil, usagef("„%s“ ist nicht möglich. Möglich sind mean, median und trimmed.", "\"%s\" is not possible. Possible are mean, median and trimmed.", s.method)
	}
	if s.body != "" && d.Policy.Body(s.body) == nil {
		return nil, usagef("Einen Gremiumsteil „%s“ gibt es in dieser Runde nicht. Die Teile nennt gremium policy show --round %s.", "There is no body \"%s\" in this round. gremium policy show --round %s names them.", s.body, d.ID)
	}
	if s.member != "" {
		for _, m := range d.Members {
			if m.Pseudonym == s.member || h.e.name(m.Pseudonym) == s.member {
				out.WithoutMember = m.Pseudonym
			}
		}
		if out.WithoutMember == "" {
			return nil, usagef("Ein Mitglied „%s“ gibt es in dieser Runde nicht. Die Mitglieder nennt gremium committee list %s.", "There is no member \"%s\" in this round. gremium committee list %s names them.", s.member, d.ID)
		}
	}
	for _, w := range s.weights {
		id, value, err := ofCriterion(p, w)
		if err != nil {
			return nil, err
		}
		weight, ok := policy.Weight(value)
		if !ok {
			return nil, usagef("„%s“ ist kein Gewicht. Erlaubt ist eine Zahl über 0, mit Punkt, etwa 1.5.", "\"%s\" is no weight. Allowed is a number above 0, with a point, such as 1.5.", value)
		}
		out.Weights[id] = weight
	}
	for _, t := range s.thresholds {
		if err := supposeThreshold(out, p, t); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func supposeThreshold(out *policy.Supposition, p *policy.Policy, given string) error {
	id, value, err := ofCriterion(p, given)
	if err != nil {
		return err
	}
	if value == "none" {
		out.Thresholds[id] = nil
		return nil
	}
	d, err := policy.ParseDecimal(value)
	if err != nil {
		return usagef("„%s“ ist keine Schwelle. Erlaubt ist eine Zahl mit Punkt, etwa 2.5, oder none.", "\"%s\" is no threshold. Allowed is a number with a point, such as 2.5, or none.", value)
	}
	out.Thresholds[id] = &d
	return nil
}

// ofCriterion reads CRITERION=VALUE.
func ofCriterion(p *policy.Policy, given string) (id, value string, err error) {
	at := strings.LastIndex(given, "=")
	if at < 0 {
		return "", "", usagef("„%s“ ist nicht lesbar. Schreiben Sie KRITERIUM=WERT.", "\"%s\" cannot be read. Write CRITERION=VALUE.", given)
	}
	id, value = given[:at], given[at+1:]
	if c, _ := p.Criterion(id); c == nil {
		return "", "", usagef("Ein Kriterium „%s“ hat dieses Regelwerk nicht.", "This policy has no criterion \"%s\".", id)
	}
	return id, value, nil
}

func newPolicyDiff(e *env) *cobra.Command {
	var round string
	s := &supposing{}
	cmd := e.command(spec{
		use: "diff A B --round ROUND", need: []string{"round"},
		short: text{"zeigt, welche Ergebnisse einer Runde unter einem anderen Regelwerk anders wären; schreibt nichts", "shows which results of a round would differ under another policy; writes nothing"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			var both [2]*policy.Policy
			for i, name := range args {
				p, err := readPolicy(name)
				if wrong, bad := err.(*policyError); bad { //nolint:errorlint // Made by readPolicy and not wrapped.
					return e.reportMistakes(wrong)
				}
				if err != nil {
					return err
				}
				both[i] = p
			}
			d, err := h.round(ctx, round)
			if err != nil {
				return err
			}
			return h.compare(d, both[0], both[1], s)
		}),
	})
	s.flags(e, cmd)
	cmd.Flags().StringVar(&round, "round", "", e.say("die Runde, deren Bewertungen und Stimmen gelten", "the round whose scores and votes count"))
	return cmd
}

// compare says which results differ between two policies, with something supposed on the second.
func (h *house) compare(d *docket, from, to *policy.Policy, s *supposing) error {
	suppose, err := s.read(h, d, to)
	if err != nil {
		return err
	}
	cases := d.Determinable()
	changes := from.WhatIf(d.Policy.Transfer(cases, from), to, suppose)
	if h.e.json {
		return h.e.object(d.compared(from, to, len(cases), changes))
	}
	return h.showChanges(d, len(cases), changes)
}

func (d *docket) compared(from, to *policy.Policy, n int, changes []policy.Change) comparison {
	name := func(p *policy.Policy) policyName { return policyName{p.ID, p.Edition, p.Digest()} }
	out := comparison{Round: d.ID, From: name(from), To: name(to), Compared: n, Changes: []comparedChange{}}
	for _, c := range changes {
		p := d.Proposal(c.Before.ID)
		out.Changes = append(out.Changes, comparedChange{
			Proposal: p.ID, Ref: p.Ref, Number: p.Number, OutcomeFrom: orNull(string(c.Before.Outcome)), OutcomeTo: orNull(string(c.After.Outcome)),
			RankFrom: rankOrNull(c.Before.Rank), RankTo: rankOrNull(c.After.Rank),
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

func (h *house) showChanges(d *docket, n int, changes []policy.Change) error {
	e := h.e
	switch {
	case n == 0:
		e.tell("Es gibt noch kein Ergebnis zu vergleichen: Die Bewertung keines Vorschlags ist geschlossen.", "There is no result to compare yet: scoring is closed for no proposal.")
		return nil
	case len(changes) == 0:
		e.tell("Kein Ergebnis ändert sich. Verglichen: %d.", "No result changes. Compared: %d.", n)
		return nil
	}
	t := e.table(text{"Nummer", "number"}, text{"Ergebnis", "outcome"}, text{"wäre", "would be"}, text{"Rang", "rank"}, text{"wäre", "would be"}, text{"Titel", "title"})
	for _, c := range changes {
		t.row(d.Proposal(c.Before.ID).Number, e.outcome(c.Before.Outcome), e.outcome(c.After.Outcome),
			ranks(c.Before.Rank, c.Before.Rank), ranks(c.After.Rank, c.After.Rank), d.titles[c.Before.ID])
	}
	if err := t.print(); err != nil {
		return err
	}
	fmt.Fprintln(e.out, e.say("%d von %d Vorschlägen. Geschrieben wurde nichts.", "%d of %d proposals. Nothing was written.", len(changes), n))
	return nil
}

// outcome says what the rules propose.
func (e *env) outcome(o policy.Outcome) string {
	if o == "" {
		return e.say("nicht entscheidbar", "not to be decided")
	}
	return workflow.Word(string(o), e.lang)
}
