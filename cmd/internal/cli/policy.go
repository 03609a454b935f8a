package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

func newPolicy(e *env) *cobra.Command {
	return e.group("policy", text{"Regelwerke: prüfen, zeigen, aufnehmen", "policies: check, show, adopt"},
		newPolicyCheck(e), newPolicyShow(e), newPolicyTest(e), newPolicyDiff(e), newPolicyAdopt(e))
}

// mistake is one mistake of a policy file, as --json tells it.
type mistake struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Path    string `json:"path"`
	Message string `json:"message"`
}

func newPolicyCheck(e *env) *cobra.Command {
	return e.command(spec{
		use:   "check FILE|NAME",
		short: text{"prüft ein Regelwerk und nennt alle Fehler mit Zeile und Spalte", "checks a policy and names all mistakes with line and column"},
		run: func(_ context.Context, args []string) error {
			p, err := readPolicy(args[0])
			var wrong *policyError
			if errors.As(err, &wrong) {
				return e.reportMistakes(wrong)
			}
			if err != nil {
				return err
			}
			if e.json {
				return e.object(map[string]any{"ok": true, "id": p.ID, "edition": p.Edition, "digest": p.Digest(), "mistakes": []mistake{}})
			}
			e.tell("In Ordnung: %s, Ausgabe %d, %s", "In order: %s, edition %d, %s", p.ID, p.Edition, p.Digest())
			if n := assumptions(p); n > 0 {
				e.tell("%d Regeln sind Annahmen, vom Gremium zu beschließen: gremium policy show %s", "%d rules are assumptions, for the committee to adopt: gremium policy show %s", n, args[0])
			}
			return nil
		},
	})
}

func assumptions(p *policy.Policy) int {
	n := 0
	for _, r := range p.Regulations() {
		if r.Assumption {
			n++
		}
	}
	return n
}

// policyError is a policy file with mistakes.
type policyError struct {
	name     string
	mistakes policy.Mistakes
}

func (e *policyError) Error() string { return e.name + ": " + e.mistakes.Error() }

// in is every mistake on a line of its own, after the file's name as compilers print it.
func (e *policyError) in(lang string) string {
	lines := make([]string, len(e.mistakes))
	for i, m := range e.mistakes {
		lines[i] = e.name + ":" + m.In(lang)
	}
	return strings.Join(lines, "\n")
}

// reportMistakes prints all mistakes; exit code 3, because the rules for policies refuse the file.
func (e *env) reportMistakes(wrong *policyError) error {
	if e.json {
		found := make([]mistake, len(wrong.mistakes))
		for i, m := range wrong.mistakes {
			found[i] = mistake{m.Line, m.Column, m.Path, m.Text.In(e.lang)}
		}
		if err := e.object(map[string]any{"ok": false, "mistakes": found}); err != nil {
			return err
		}
		return exit{3}
	}
	fmt.Fprintln(e.errs, wrong.in(e.lang))
	fmt.Fprintln(e.errs, e.say("gremium: %d Fehler. Das Regelwerk ist so nicht verwendbar; verbessern Sie die genannten Stellen.",
		"gremium: %d mistakes. The policy cannot be used like this; correct the places named.", len(wrong.mistakes)))
	return exit{3}
}

// readPolicy reads a built-in policy by its name, or a file.
func readPolicy(name string) (*policy.Policy, error) {
	src, ok := policy.BuiltIn(name)
	if !ok {
		var err error
		if src, err = os.ReadFile(name); errors.Is(err, os.ErrNotExist) {
			names := strings.Join(policy.BuiltInNames(), ", ")
			return nil, reply.New(reply.NotFound, "policy_not_found",
				fmt.Sprintf("Ein Regelwerk oder eine Datei „%s“ gibt es nicht. Mitgeliefert sind: %s.", name, names),
				fmt.Sprintf("There is no policy or file \"%s\". Built in are: %s.", name, names))
		} else if err != nil {
			return nil, unreadable(name, err)
		}
	}
	p, err := policy.Parse(src)
	if ms, bad := errors.AsType[policy.Mistakes](err); bad {
		return nil, &policyError{name, ms}
	}
	return p, err
}

// unreadable is a file that cannot be read.
func unreadable(name string, err error) error {
	x := reply.New(reply.Usage, "file_unreadable",
		fmt.Sprintf("Die Datei „%s“ lässt sich nicht lesen. Prüfen Sie Name und Rechte.", name),
		fmt.Sprintf("The file \"%s\" cannot be read. Check its name and permissions.", name))
	x.Cause = err
	return x
}

func newPolicyAdopt(e *env) *cobra.Command {
	var programme string
	w := &writing{}
	cmd := e.command(spec{
		use: "adopt FILE|NAME --programme ID", need: []string{"programme"},
		short: text{"nimmt ein Regelwerk für ein Programm auf", "adopts a policy for a programme"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			p, err := readPolicy(args[0])
			var wrong *policyError
			if errors.As(err, &wrong) {
				return e.reportMistakes(wrong)
			}
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Command: &workflow.AdoptPolicy{
				Programme: programme, Policy: p.ID, Digest: p.Digest(), Edition: p.Edition, Canonical: p.Canonical(),
			}})
		}),
	})
	w.flags(e, cmd)
	cmd.Flags().StringVar(&programme, "programme", "", e.say("Kennung des Programms", "id of the programme"))
	return cmd
}
