package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/policy"
	"gremium/policy/cases"
)

// tested is what became of one case, as `policy test --json` tells it.
type tested struct {
	File     string    `json:"file"`
	Policy   string    `json:"policy"`
	Shows    string    `json:"shows"`
	OK       bool      `json:"ok"`
	Mistakes []mistake `json:"mistakes"`
	Failures []failed  `json:"failures"`
}

type failed struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

func newPolicyTest(e *env) *cobra.Command {
	var name string
	cmd := e.command(spec{
		use:   "test DIR",
		short: text{"rechnet die Fälle eines Ordners nach", "works out the cases of a folder"},
		long: text{
			"Rechnet alle Fälle (YAML-Dateien) in DIR nach, oder in jedem Ordner darin. Das Regelwerk ist policy.yaml im Ordner der Fälle oder das mitgelieferte, dessen Namen der Ordner trägt. Wie ein Fall geschrieben wird, steht in testdata/policies/README.md.",
			"Works out all cases (YAML files) in DIR, or in each folder in it. The policy is policy.yaml in the folder of the cases, or the built-in one whose name the folder bears. How a case is written stands in testdata/policies/README.md.",
		},
		run: func(_ context.Context, args []string) error {
			all, err := e.testCases(args[0], name)
			var wrong *policyError
			switch {
			case errors.As(err, &wrong):
				return e.reportMistakes(wrong)
			case err != nil:
				return err
			case e.json:
				err = e.object(map[string]any{"ok": passed(all), "cases": all})
			default:
				e.tellCases(all)
			}
			if err == nil && !passed(all) {
				return exit{3}
			}
			return err
		},
	})
	cmd.Flags().StringVar(&name, "policy", "", e.say("ein anderes Regelwerk: Datei oder Name", "another policy: file or name"))
	return cmd
}

func passed(all []tested) bool {
	for i := range all {
		if !all[i].OK {
			return false
		}
	}
	return true
}

// testCases works out every case below dir, under one policy or that of its folder.
func (e *env) testCases(dir, name string) ([]tested, error) {
	dir = filepath.ToSlash(filepath.Clean(dir))
	base := filepath.Dir(dir) // so that a folder keeps its name
	files := os.DirFS(base)
	root, err := filepath.Rel(base, dir)
	if err != nil {
		return nil, unreadable(dir, err)
	}
	if root == "." { // a folder without a name of its own, such as .. or /
		files = os.DirFS(dir)
	}
	folders, err := cases.Folders(files, root)
	if err != nil {
		return nil, unreadable(dir, err)
	}
	if len(folders) == 0 {
		return nil, reply.New(reply.Usage, "no_cases",
			fmt.Sprintf("Unter „%s“ liegen keine Fälle. Ein Fall ist eine Datei, deren Name auf .yaml endet.", dir),
			fmt.Sprintf("There are no cases in \"%s\". A case is a file whose name ends in .yaml.", dir))
	}
	var out []tested
	for _, folder := range folders {
		p, err := casePolicy(files, folder, base, name)
		if err != nil {
			return nil, err
		}
		verdicts, err := cases.Check(files, folder, p)
		if err != nil {
			return nil, unreadable(folder, err)
		}
		for i := range verdicts {
			out = append(out, e.tested(&verdicts[i], p, base))
		}
	}
	return out, nil
}

// casePolicy is the policy that the cases of a folder are about.
func casePolicy(files fs.FS, folder, base, name string) (*policy.Policy, error) {
	if name != "" {
		return readPolicy(name)
	}
	found, src, err := cases.PolicyOf(files, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, reply.New(reply.Usage, "no_policy",
			fmt.Sprintf("Zu den Fällen in „%s“ gibt es kein Regelwerk. Legen Sie es als policy.yaml dazu, oder nennen Sie es mit --policy.", filepath.Join(base, folder)),
			fmt.Sprintf("There is no policy for the cases in \"%s\". Put it there as policy.yaml, or name it with --policy.", filepath.Join(base, folder)))
	}
	if err != nil {
		return nil, unreadable(found, err)
	}
	p, err := policy.Parse(src)
	if ms, bad := errors.AsType[policy.Mistakes](err); bad {
		return nil, &policyError{filepath.Join(base, found), ms}
	}
	return p, err
}

func (e *env) tested(v *cases.Verdict, p *policy.Policy, base string) tested {
	out := tested{File: filepath.Join(base, v.File), Policy: p.ID, Shows: v.Shows.In(e.lang), OK: v.OK(), Mistakes: []mistake{}, Failures: []failed{}}
	for _, m := range v.Mistakes {
		out.Mistakes = append(out.Mistakes, mistake{m.Line, m.Column, m.Path, m.Text.In(e.lang)})
	}
	for _, f := range v.Failures {
		out.Failures = append(out.Failures, failed{f.Line, f.Text.In(e.lang)})
	}
	return out
}

// tellCases says for each case whether it comes out; what does not stands behind its place, as compilers print it.
func (e *env) tellCases(all []tested) {
	wrong := 0
	for i := range all {
		c := &all[i]
		if c.OK {
			e.tell("erfüllt        %s: %s", "holds          %s: %s", c.File, c.Shows)
			continue
		}
		wrong++
		if len(c.Mistakes) > 0 {
			e.tell("kein Fall      %s", "no case        %s", c.File)
		} else {
			e.tell("nicht erfüllt  %s: %s", "does not hold  %s: %s", c.File, c.Shows)
		}
		for _, m := range c.Mistakes {
			fmt.Fprintf(e.errs, "%s:%d:%d: %s\n", c.File, m.Line, m.Column, m.Message)
		}
		for _, f := range c.Failures {
			fmt.Fprintf(e.errs, "%s:%d: %s\n", c.File, f.Line, f.Message)
		}
	}
	e.tell("%d von %d Fällen erfüllt.", "%d of %d cases hold.", len(all)-wrong, len(all))
}
