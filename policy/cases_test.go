package policy_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"gremium/policy"
)

// caseFile is a case as a secretary writes it, see testdata/policies/README.md.
type caseFile struct {
	Invited *int
	Ballot  *bool
	Members []caseMember
	Expect  struct {
		Outcome  string
		Findings map[string]string
		Figures  map[string]map[string]string
	}
}

type caseMember struct {
	ID, Body, Vote                   string
	Scores                           []string
	Weight                           int
	Absent, Recused, Advisory, Chair bool
}

func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../testdata/policies/*/*.yaml")
	if err != nil || len(files) < 10 {
		t.Fatalf("found %d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			t.Parallel()
			p := builtIn(t, filepath.Base(filepath.Dir(file)))
			c := readCase(t, file)
			d := p.Determine(c.facts(t))
			want := policy.Outcome(c.Expect.Outcome)
			if want == "none" {
				want = ""
			}
			if d.Outcome != want {
				t.Errorf("outcome %q, want %q", d.Outcome, want)
			}
			for name, holds := range c.Expect.Findings {
				if f := find(d.Findings, name); f == nil || string(f.Holds) != holds {
					t.Errorf("finding %q is %+v, want %s", name, f, holds)
				}
			}
			for name, figures := range c.Expect.Figures {
				f := find(d.Findings, name)
				for figure, value := range figures {
					if f == nil || f.Figure(figure) != value {
						t.Errorf("figure %s of %q in %+v, want %s", figure, name, f, value)
					}
				}
			}
		})
	}
}

func readCase(t *testing.T, file string) *caseFile {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(src))
	dec.KnownFields(true)
	c := &caseFile{}
	if err := dec.Decode(c); err != nil {
		t.Fatal(err)
	}
	if len(c.Expect.Findings) == 0 {
		t.Fatal("the case expects nothing")
	}
	return c
}

func (c *caseFile) facts(t *testing.T) policy.Facts {
	t.Helper()
	f := policy.Facts{BallotHeld: c.Ballot == nil || *c.Ballot}
	for _, m := range c.Members {
		fact := policy.MemberFact{
			ID: m.ID, Body: m.Body, Vote: policy.Choice(m.Vote), Weight: m.Weight,
			Present: !m.Absent, Recused: m.Recused, Advisory: m.Advisory, Chair: m.Chair, Scored: len(m.Scores) > 0,
		}
		for _, s := range m.Scores {
			v := policy.Value{NotAssessable: s == "na"}
			if !v.NotAssessable {
				v.Decimal = dec(t, s)
			}
			fact.Values = append(fact.Values, v)
		}
		if !m.Advisory {
			f.Invited++
		}
		f.Members = append(f.Members, fact)
	}
	if c.Invited != nil {
		f.Invited = *c.Invited
	}
	return f
}

// find looks for a finding by its rule, or by its rule and the criterion or body it is about.
func find(all []policy.Finding, name string) *policy.Finding {
	rule, about, _ := strings.Cut(name, " ")
	for i := range all {
		f := &all[i]
		if f.Rule == rule && (about == "" || f.Figure("criterion") == about || f.Figure("body") == about) {
			return f
		}
		if found := find(f.Findings, name); found != nil {
			return found
		}
	}
	return nil
}

func builtIn(t testing.TB, name string) *policy.Policy {
	t.Helper()
	src, ok := policy.BuiltIn(name)
	if !ok {
		t.Fatalf("no policy %q", name)
	}
	p, err := policy.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func dec(t testing.TB, s string) policy.Decimal {
	t.Helper()
	d, err := policy.ParseDecimal(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}
