package policy_test

import (
	"slices"
	"strings"
	"testing"

	"gremium/policy"
)

func everything(string) bool { return true }
func nothing(string) bool    { return false }

// sheet reads "2 3 na 1" as scores in the order of the criteria.
func sheet(t testing.TB, p *policy.Policy, values string) []policy.CriterionValue {
	t.Helper()
	var all []policy.CriterionValue
	for i, s := range strings.Fields(values) {
		v := policy.CriterionValue{Criterion: p.Criteria[i].ID, Value: policy.Value{NotAssessable: s == "na"}}
		if s != "na" {
			v.Value.Decimal = dec(t, s)
		}
		all = append(all, v)
	}
	return all
}

func TestCheckScores(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	strict := builtIn(t, "iq-good-practice")
	strict.Criteria[3].NotAssessable = false
	strict.Justification.Owed = policy.OwedAlways
	free := builtIn(t, "iq-good-practice")
	free.Justification = policy.Justification{Owed: policy.OwedNever}
	twice := append(sheet(t, p, "2 2 2 2"), sheet(t, p, "1")...)
	unknown := append(sheet(t, p, "2 2 2"), policy.CriterionValue{Criterion: "beautiful"})
	backwards := sheet(t, p, "2 2 2 2")
	slices.Reverse(backwards)
	for name, c := range map[string]struct {
		p         *policy.Policy
		scores    []policy.CriterionValue
		justified func(string) bool
		want      string
	}{
		"all well":                     {p, sheet(t, p, "2 1 2 1"), nothing, ""},
		"any order":                    {p, backwards, nothing, ""},
		"justified ends":               {p, sheet(t, p, "0 3 na 1"), everything, ""},
		"ends and not assessable owe":  {p, sheet(t, p, "0 3 na 1"), nothing, "justification_missing transferable, justification_missing innovative, justification_missing sustainable"},
		"one is justified":             {p, sheet(t, p, "0 3 1 1"), func(c string) bool { return c == "innovative" }, "justification_missing transferable"},
		"never owed":                   {free, sheet(t, p, "0 3 na 1"), nothing, ""},
		"always owed":                  {strict, sheet(t, p, "1 1 1 1"), func(c string) bool { return c != "efficient" }, "justification_missing efficient"},
		"not assessable not allowed":   {strict, sheet(t, p, "1 1 1 na"), everything, "not_assessable_not_allowed efficient"},
		"off the scale":                {p, sheet(t, p, "4 -1 1.5 2"), everything, "value_not_allowed transferable, value_not_allowed innovative, value_not_allowed sustainable"},
		"missing":                      {p, sheet(t, p, "2 2"), everything, "criterion_missing sustainable, criterion_missing efficient"},
		"an empty sheet":               {p, nil, everything, "criterion_missing transferable, criterion_missing innovative, criterion_missing sustainable, criterion_missing efficient"},
		"twice":                        {p, twice, everything, "criterion_twice transferable"},
		"unknown, and another missing": {p, unknown, everything, "criterion_unknown beautiful, criterion_missing efficient"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, pr := range c.p.CheckScores(c.scores, c.justified) {
				got = append(got, pr.Code+" "+pr.Criterion)
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// Not assessable beside a value is no way to have both.
func TestNotAssessableHasNoValue(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	scores := sheet(t, p, "2 2 2 2")
	scores[0].Value.NotAssessable = true
	got := p.CheckScores(scores, everything)
	if len(got) != 1 || got[0].Code != policy.NotAssessableNotAllowed {
		t.Errorf("got %v", got)
	}
}

const music = "Interpretation of the Music/Timing"

// said are problems with a sheet of the built-in policy or of an imported round, in words.
var said = []struct {
	imported bool
	pr       policy.Problem
	de, en   string
}{
	{
		false,
		policy.Problem{Code: policy.JustificationMissing, Criterion: "transferable", Args: map[string]string{"value": "3"}},
		"Die Begründung zu „transferfähig“ fehlt. Sie ist nötig, weil Stufe 3 gewählt ist.",
		"The justification for “transferable” is missing. It is needed because level 3 is chosen.",
	},
	{
		false,
		policy.Problem{Code: policy.JustificationMissing, Criterion: "efficient"},
		"Die Begründung zu „effizient“ fehlt. Sie ist nötig, weil „nicht beurteilbar“ gewählt ist.",
		"The justification for “efficient” is missing. It is needed because “not assessable” is chosen.",
	},
	{
		false,
		policy.Problem{Code: policy.CriterionMissing, Criterion: "innovative"},
		"Zu „innovativ“ fehlt die Bewertung. Wählen Sie eine Stufe.",
		"The score for “innovative” is missing. Choose a level.",
	},
	{
		false,
		policy.Problem{Code: policy.ValueNotAllowed, Criterion: "innovative", Args: map[string]string{"value": "2.1"}},
		"„innovativ“ lässt 2,1 nicht zu. Erlaubt sind: 0, 1, 2, 3.",
		"“innovative” does not allow 2.1. Allowed are: 0, 1, 2, 3.",
	},
	{
		true,
		policy.Problem{Code: policy.ValueNotAllowed, Criterion: music, Args: map[string]string{"value": "2.1"}},
		"„Interpretation of the Music/Timing“ lässt 2,1 nicht zu. Erlaubt sind: 0,25 bis 10 in Schritten von 0,25.",
		"“Interpretation of the Music/Timing” does not allow 2.1. Allowed are: 0.25 to 10 in steps of 0.25.",
	},
	{
		false,
		policy.Problem{Code: policy.CriterionUnknown, Criterion: "schön"},
		"Ein Kriterium „schön“ gibt es in diesem Regelwerk nicht. Es gibt: transferfähig, innovativ, nachhaltig, effizient.",
		"This policy has no criterion “schön”. It has: transferable, innovative, sustainable, efficient.",
	},
	{
		false,
		policy.Problem{Code: policy.CriterionTwice, Criterion: "innovative"},
		"„innovativ“ ist zweimal bewertet. Geben Sie zu jedem Kriterium genau eine Bewertung ab.",
		"“innovative” is scored twice. Give exactly one score for each criterion.",
	},
	{
		true,
		policy.Problem{Code: policy.NotAssessableNotAllowed, Criterion: music},
		"„Interpretation of the Music/Timing“ lässt „nicht beurteilbar“ hier nicht zu. Wählen Sie einen Wert.",
		"“Interpretation of the Music/Timing” does not allow “not assessable” here. Choose a value.",
	},
}

func TestProblemsSayWhatToDo(t *testing.T) {
	t.Parallel()
	steps, err := policy.ForImport("jury", []policy.ImportCriterion{
		{ID: music, Min: dec(t, "0.25"), Max: dec(t, "10"), Step: dec(t, "0.25")},
	}, policy.Aggregation{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range said {
		p := builtIn(t, "iq-good-practice")
		if c.imported {
			p = steps
		}
		if got := c.pr.Text(p, policy.DE); got != c.de {
			t.Errorf("got  %s\nwant %s", got, c.de)
		}
		if got := c.pr.Text(p, policy.EN); got != c.en {
			t.Errorf("got  %s\nwant %s", got, c.en)
		}
	}
}

// Counting allocations does not bear tests beside it, so this one is not parallel.
func TestCheckScoresAllocatesNothing(t *testing.T) {
	p := builtIn(t, "iq-good-practice")
	scores := sheet(t, p, "2 1 na 3")
	n := testing.AllocsPerRun(100, func() {
		if problems := p.CheckScores(scores, everything); problems != nil {
			t.Fatal(problems)
		}
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkCheckScores(b *testing.B) {
	p := builtIn(b, "iq-good-practice")
	scores := sheet(b, p, "2 1 na 3")
	b.ReportAllocs()
	for b.Loop() {
		if problems := p.CheckScores(scores, everything); problems != nil {
			b.Fatal(problems)
		}
	}
}
