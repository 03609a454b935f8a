package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
)

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
		long: text{
			"Zeigt, welche Ergebnisse einer Runde unter dem Regelwerk B anders wären als unter A, auf den Bewertungen und Stimmen der Akte: was das Gremium beschlossen hat, was die Regeln ergeben und ergäben, und welche Regel den Unterschied macht. Gerechnet wird mit genauen Brüchen, geschrieben wird nichts. Die Angaben ändern B.\n\nBeispiele:\n  gremium policy diff iq-good-practice entwurf.yaml --round 2026\n  gremium policy diff iq-good-practice iq-good-practice --round 2026 --threshold innovative=2.5\n  gremium policy diff iq-good-practice iq-good-practice --round 2026 --without-body bmas --json",
			"Shows which results of a round would differ under policy B from those under A, on the scores and votes of the record: what the committee resolved, what the rules give and would give, and which rule makes the difference. The figures are exact fractions, and nothing is written. The flags change B.\n\nExamples:\n  gremium policy diff iq-good-practice draft.yaml --round 2026\n  gremium policy diff iq-good-practice iq-good-practice --round 2026 --threshold innovative=2.5\n  gremium policy diff iq-good-practice iq-good-practice --round 2026 --without-body bmas --json",
		},
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
	before := from.Results(d.Policy.Transfer(cases, from))
	after := to.Suppose(suppose).Results(suppose.Of(d.Policy.Transfer(cases, to)))
	c := d.compared(from, to, policy.Changes(before, after))
	c.Compared, c.Supposed = len(cases), supposedOf(suppose)
	if h.e.json {
		return h.e.object(c)
	}
	return h.showChanges(d, c)
}
