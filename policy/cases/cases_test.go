package cases_test

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gremium/policy"
	"gremium/policy/cases"
)

// Every built-in policy has its folder of cases, and all of them come out.
func TestBuiltInPoliciesHoldTheirCases(t *testing.T) {
	t.Parallel()
	files := os.DirFS("../../testdata")
	folders, err := cases.Folders(files, "policies")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, dir := range folders {
		names = append(names, path.Base(dir))
		_, src, err := cases.PolicyOf(files, dir)
		if err != nil {
			t.Fatal(err)
		}
		p, err := policy.Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		verdicts, err := cases.Check(files, dir, p)
		if err != nil || len(verdicts) < 10 {
			t.Errorf("%s: %d cases, %v", dir, len(verdicts), err)
		}
		for _, v := range verdicts {
			for _, m := range v.Mistakes {
				t.Errorf("%s:%s", v.File, m.In(policy.EN))
			}
			for _, f := range v.Failures {
				t.Error(f.In(policy.EN))
			}
			if v.Shows.DE == "" || v.Shows.EN == "" || v.Shows.DE == v.Shows.EN {
				t.Errorf("%s does not say in both languages what it shows: %+v", v.File, v.Shows)
			}
		}
	}
	if !slices.Equal(names, policy.BuiltInNames()) {
		t.Errorf("cases of %v, policies %v", names, policy.BuiltInNames())
	}
}

const head = "shows: {de: Etwas, en: Something}\nmembers:\n  - {id: A, body: jury, scores: [9, 9, 9]}\n"

func jury(t *testing.T) *policy.Policy {
	t.Helper()
	src, _ := policy.BuiltIn("jury")
	p, err := policy.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFailuresSayWhatWasExpectedAndWhatCame(t *testing.T) {
	t.Parallel()
	p := jury(t)
	c, err := cases.Read("jury/x.yaml", []byte(head+`expect:
  outcome: selected
  findings: {minimum_scores: yes, quorum: no}
  figures:
    minimum_scores: {sheets: 2, nosuch: 1}
`), p)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range c.Run(p) {
		got = append(got, f.In(policy.DE))
		if f.In(policy.EN) == f.In(policy.DE) {
			t.Errorf("only one language: %s", f.In(policy.EN))
		}
	}
	want := []string{
		"jury/x.yaml:5: outcome: erwartet selected, gekommen ist none.",
		"jury/x.yaml:6: minimum_scores: erwartet yes, gekommen ist no („Es liegen nicht genug Bewertungen vor: 1 Bewertung“).",
		"jury/x.yaml:6: quorum: erwartet no, diese Feststellung kommt nicht vor; es gibt: interests, minimum_scores, minimum_per_proposal, selected_limit, standing_complete, place.",
		"jury/x.yaml:8: minimum_scores.sheets: erwartet 2, gekommen ist 1.",
		"jury/x.yaml:8: minimum_scores.nosuch: erwartet 1, diese Zahl kommt nicht vor; es gibt: sheets.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestMistakesOfACaseAreNamedWithTheirPlace(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ src, want string }{
		"empty":              {"", "1:1 Die Datei ist leer."},
		"no YAML":            {"a: [", "1:1 Das ist kein gültiges YAML"},
		"a list":             {"- a", "1:1 Hier gehören Angaben der Form „Name: Wert“ hin."},
		"nothing expected":   {head + "expect: {}", "4:9 Der Fall erwartet nichts."},
		"no expect":          {head, "1:1 Die Angabe „expect“ fehlt."},
		"says nothing":       {strings.Replace(head, "{de: Etwas, en: Something}", "{}", 1) + "expect: {outcome: none}", "1:8 Sagen Sie in einem Satz, was der Fall zeigt."},
		"unknown key":        {head + "expect: {outcome: none}\nexpects: 1", "5:1 Die Angabe „expects“ gibt es hier nicht. Erlaubt sind: shows, members,"},
		"a key twice":        {head + "expect: {outcome: none, outcome: none}", "4:25 Die Angabe „outcome“ steht zweimal da."},
		"unknown outcome":    {head + "expect: {outcome: maybe}", "4:19 „maybe“ gibt es hier nicht. Erlaubt sind: selected, not_selected, none."},
		"unknown finding":    {head + "expect: {findings: {quorum: maybe}}", "4:29 „maybe“ gibt es hier nicht. Erlaubt sind: yes, no, info."},
		"unknown body":       {strings.Replace(head, "jury", "jurie", 1) + "expect: {outcome: none}", "3:19 Einen Gremiumsteil „jurie“ hat das Regelwerk nicht. Es hat: jury."},
		"a member twice":     {head + "  - {id: A, body: jury}\nexpect: {outcome: none}", "4:5 Das Mitglied „A“ steht zweimal da."},
		"a value off scale":  {strings.Replace(head, "[9, 9, 9]", "[9, 10.5, 9]", 1) + "expect: {outcome: none}", "3:37 „execution“ lässt „10.5“ nicht zu."},
		"too few values":     {strings.Replace(head, "[9, 9, 9]", "[9, 9]", 1) + "expect: {outcome: none}", "3:33 Hier stehen 2 Werte, das Regelwerk hat 3 Kriterien."},
		"no number":          {head + "invited: viele\nexpect: {outcome: none}", "4:10 Hier gehört eine ganze Zahl ab 0 hin."},
		"no flag":            {head + "ballot: vielleicht\nexpect: {outcome: none}", "4:9 Hier gehört true oder false hin."},
		"no list":            {head + "proposals: 1\nexpect: {}", "4:12 Hier gehört eine Liste hin."},
		"unknown proposal":   {head + "proposals: [{id: P}]\nexpect: {Q: {rank: 1}}", "5:10 Einen Vorschlag „Q“ gibt es in diesem Fall nicht."},
		"a nameless one":     {head + "proposals: [{open: true}]\nexpect: {}", "4:13 Jeder Vorschlag braucht eine eigene „id“."},
		"score of a nobody":  {head + "proposals: [{id: P, scores: {B: [1, 1, 1]}}]\nexpect: {P: {rank: 1}}", "4:30 Ein Mitglied „B“ gibt es in diesem Fall nicht."},
		"a list as a value":  {head + "expect: {outcome: [a]}", "4:19 Hier gehört ein einzelner Wert hin."},
		"a member without":   {"shows: {de: a}\nmembers: [{body: jury}]\nexpect: {outcome: none}", "2:11 Dem Mitglied fehlt „id“."},
		"one without a body": {"shows: {de: a}\nmembers: [{id: A}]\nexpect: {outcome: none}", "2:11 Dem Mitglied „A“ fehlt „body“."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := cases.Read("x.yaml", []byte(c.src), jury(t))
			ms, ok := err.(cases.Mistakes) //nolint:errorlint // Read says that it is of this type.
			if !ok || len(ms) == 0 || !strings.HasPrefix(ms[0].In(policy.DE), c.want) || ms[0].In(policy.EN) == ms[0].In(policy.DE) {
				t.Errorf("got %v\nwant %s", policy.Mistakes(ms).In(policy.DE), c.want)
			}
		})
	}
}

func TestFolders(t *testing.T) {
	t.Parallel()
	own := []byte(head + "expect: {outcome: none}")
	src, _ := policy.BuiltIn("jury")
	files := fstest.MapFS{
		"all/jury/a.yaml": {Data: own}, "all/jury/README.md": {}, "all/ours/b.yml": {Data: own}, "all/ours/policy.yaml": {Data: src},
		"all/empty/README.md": {}, "all/other/c.yaml": {Data: own},
	}
	folders, err := cases.Folders(files, "all")
	if err != nil || !slices.Equal(folders, []string{"all/jury", "all/other", "all/ours"}) {
		t.Fatalf("%v, %v", folders, err)
	}
	if one, err := cases.Folders(files, "all/ours"); err != nil || !slices.Equal(one, []string{"all/ours"}) {
		t.Errorf("%v, %v", one, err)
	}
	for dir, want := range map[string]string{"all/jury": "jury", "all/ours": "all/ours/policy.yaml"} {
		if name, got, err := cases.PolicyOf(files, dir); err != nil || name != want || string(got) != string(src) {
			t.Errorf("%s: %s, %v", dir, name, err)
		}
	}
	if _, _, err := cases.PolicyOf(files, "all/other"); err == nil {
		t.Error("there is a policy for a folder that has none")
	}
	verdicts, err := cases.Check(files, "all/ours", jury(t))
	if err != nil || len(verdicts) != 1 || !verdicts[0].OK() || verdicts[0].Shows.DE != "Etwas" {
		t.Errorf("%+v, %v", verdicts, err)
	}
	if _, err := cases.Folders(files, "nosuch"); err == nil {
		t.Error("a folder that is not there has cases")
	}
}
