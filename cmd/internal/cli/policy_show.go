package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
)

func newPolicyShow(e *env) *cobra.Command {
	var canonical, source bool
	var round string
	cmd := e.command(spec{
		use:   "show [FILE|NAME]",
		short: text{"zeigt ein Regelwerk in Worten (ohne Angabe: iq-good-practice)", "shows a policy in words (iq-good-practice when nothing is given)"},
		run: func(ctx context.Context, args []string) error {
			if source {
				return e.showSource(append(args, "iq-good-practice")[0], round)
			}
			p, err := e.policyToShow(ctx, append(args, "iq-good-practice")[0], round)
			switch {
			case err != nil:
				return err
			case canonical || e.json:
				fmt.Fprintln(bare(e.out), string(p.Canonical())) // the digest is made of these very bytes
				return nil
			}
			return e.showPolicy(p)
		},
	})
	cmd.Flags().BoolVar(&canonical, "canonical", false, e.say("die kanonische Form, aus der die Prüfsumme entsteht", "the canonical form that the digest is made of"))
	cmd.Flags().BoolVar(&source, "source", false, e.say("die Datei eines mitgelieferten Regelwerks, als Vorlage für ein eigenes", "the file of a built-in policy, to begin one of your own with"))
	cmd.Flags().StringVar(&round, "round", "", e.say("das Regelwerk, das diese Runde bindet", "the policy that binds this round"))
	return cmd
}

// showSource prints the file of a built-in policy, with its remarks. A round has only the canonical form.
func (e *env) showSource(name, round string) error {
	src, ok := policy.BuiltIn(name)
	if round != "" || !ok {
		return usagef("--source gibt es nur für mitgelieferte Regelwerke: %s.", "--source is for built-in policies only: %s.", strings.Join(policy.BuiltInNames(), ", "))
	}
	_, err := bare(e.out).Write(src)
	return err
}

// policyToShow finds a policy: the one a round is bound to, a built-in one, or a file.
func (e *env) policyToShow(ctx context.Context, name, round string) (p *policy.Policy, err error) {
	if round == "" {
		p, err = readPolicy(name)
		if wrong, bad := err.(*policyError); bad { //nolint:errorlint // Made by readPolicy and not wrapped.
			err = e.reportMistakes(wrong)
		}
		return p, err
	}
	show := func(ctx context.Context, h *house, _ []string) error {
		d, err := h.round(ctx, round)
		if err == nil {
			p = d.Policy
		}
		return err
	}
	return p, e.inside(show)(ctx, nil)
}

func (e *env) showPolicy(p *policy.Policy) error {
	e.tell("%s (%s), Ausgabe %d", "%s (%s), edition %d", e.label(p.Title), p.ID, p.Edition)
	e.tell("Prüfsumme %s", "Digest %s", p.Digest())
	if about := e.label(p.About); about != "" {
		fmt.Fprintln(e.out, "\n"+strings.TrimSpace(about))
	}
	fmt.Fprintln(e.out, "\n"+e.say("Kriterien", "Criteria"))
	t := e.table(text{"Kennung", "id"}, text{"Kriterium", "criterion"}, text{"Stufen", "levels"}, text{"Gewicht", "weight"}, text{"Schwelle", "threshold"})
	for i := range p.Criteria {
		c := &p.Criteria[i]
		t.row(c.ID, e.label(c.Label), levels(e, c), e.loc.Decimal(c.Weight.String()), threshold(e, c))
	}
	if err := t.print(); err != nil {
		return err
	}
	if err := e.showValues(p); err != nil {
		return err
	}
	if err := e.showLists(p); err != nil {
		return err
	}
	e.showRules(p)
	return nil
}

func (e *env) showRules(p *policy.Policy) {
	fmt.Fprintln(e.out, "\n"+e.say("Regeln", "Rules"))
	for i, r := range p.Regulations() {
		line := fmt.Sprintf("%2d. %s", i+1, e.label(r.Text))
		if s := e.label(r.Source); s != "" {
			line += " (" + s + ")"
		}
		if r.Assumption {
			line += " [" + policy.AssumptionNote(e.lang) + "]"
		}
		fmt.Fprintln(e.out, line)
	}
}

func threshold(e *env, c *policy.Criterion) string {
	if c.Threshold == nil {
		return "–"
	}
	return e.loc.Decimal(c.Threshold.String())
}

// levels says a criterion's levels, or the ends of its scale where it has none.
func levels(e *env, c *policy.Criterion) string {
	if len(c.Levels) == 0 {
		worst, best := c.Range()
		return e.say("%s bis %s", "%s to %s", e.loc.Decimal(worst.String()), e.loc.Decimal(best.String()))
	}
	words := make([]string, len(c.Levels))
	for i := range c.Levels {
		words[i] = e.loc.Decimal(c.Levels[i].Value.String()) + " " + e.label(c.Levels[i].Label)
	}
	return strings.Join(words, ", ")
}

// readFile reads a file, or standard input where the name is a dash.
func (e *env) readFile(name string) ([]byte, error) {
	if name == "-" {
		return readAll(e.in, name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	b, err := readAll(f, name)
	return b, errors.Join(err, f.Close())
}
