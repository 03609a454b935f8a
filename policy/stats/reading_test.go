package stats_test

import (
	"reflect"
	"testing"

	"gremium/policy"
	"gremium/policy/stats"
)

// TestReadings says no more than the worse end of the interval allows.
func TestReadings(t *testing.T) {
	t.Parallel()
	seed := stats.SeedOf("round")
	agreement := func(lines ...string) stats.Agreement {
		return stats.NewPanel(rules(t), round(t, lines...)).Agreement(0, seed)
	}
	all := []string{"a: x=0222 y=0222 z=0222", "b: x=1222 y=1222 z=1222", "c: x=2222 y=2222 z=2222", "d: x=3222 y=3222 z=3222"}
	mixed := []string{"a: x=0222 y=3222 z=1222", "b: x=3222 y=0222 z=2222", "c: x=2222 y=1222 z=0222", "d: x=1222 y=2222 z=3222"}
	for name, c := range map[string]struct {
		got  stats.Agreement
		want [4]stats.Reading // ordinal, interval, ICC(1), Kendall's W
	}{
		"full agreement":   {agreement(all...), [4]stats.Reading{stats.Reliable, stats.Reliable, stats.Reliable, stats.Reliable}},
		"no agreement":     {agreement(mixed...), [4]stats.Reading{stats.Chance, stats.Chance, stats.Chance, stats.Chance}},
		"two proposals":    {agreement(all[:2]...), [4]stats.Reading{stats.Unsure, stats.Unsure, stats.Unsure, stats.Unsure}},
		"one score each":   {agreement("a: x=1222", "b: y=2222", "c: z=3222"), [4]stats.Reading{stats.Undefined, stats.Undefined, stats.Undefined, stats.Undefined}},
		"no score at all":  {agreement(), [4]stats.Reading{stats.Undefined, stats.Undefined, stats.Undefined, stats.Undefined}},
		"everything alike": {agreement("a: x=2222 y=2222", "b: x=2222 y=2222"), [4]stats.Reading{stats.Undefined, stats.Undefined, stats.Undefined, stats.Undefined}},
	} {
		got := [4]stats.Reading{c.got.Ordinal.Reading, c.got.Interval.Reading, c.got.ICC1.Reading, c.got.KendallW.Reading}
		if got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if a := agreement(all...); a.Judges != 3 {
		t.Errorf("%d judges, want 3", a.Judges)
	}
}

// TestReport is the same for the same panel; what is scored otherwise has another seed.
func TestReport(t *testing.T) {
	t.Parallel()
	one, same := stats.NewPanel(rules(t), five(t)), stats.NewPanel(rules(t), five(t))
	seed := one.Seed("round")
	if same.Seed("round") != seed || !reflect.DeepEqual(one.Report(seed), same.Report(seed)) {
		t.Error("the same panel has two reports")
	}
	if one.Seed("other") == seed {
		t.Error("another round has the same seed")
	}
	seedWith := func(change func(*policy.MemberFact)) stats.Seed {
		other := five(t)
		change(&other[0].Facts.Members[0])
		return stats.NewPanel(rules(t), other).Seed("round")
	}
	for name, change := range map[string]func(*policy.MemberFact){
		"weight": func(m *policy.MemberFact) { m.Weight = 2 }, "body": func(m *policy.MemberFact) { m.Body = "bmas" },
		"score":          func(m *policy.MemberFact) { m.Values[0].Decimal = policy.Decimal{} },
		"not assessable": func(m *policy.MemberFact) { m.Values[0].NotAssessable = true },
		"recused":        func(m *policy.MemberFact) { m.Recused = true }, "deputy": func(m *policy.MemberFact) { m.Scorer = "d" },
	} {
		if seedWith(change) == seed {
			t.Errorf("%s does not change the seed", name)
		}
	}
	if seedWith(func(m *policy.MemberFact) { m.Vote, m.Present = policy.Yes, true }) != seed {
		t.Error("a vote, on which no figure rests, changes the seed")
	}
	r := one.Report(seed)
	if len(r.Agreement) != 4 || len(r.Severity) != 3 || len(r.Disagreements) != 5 || len(r.Firmness) != 5 {
		t.Errorf("%d criteria, %d members, %d and %d proposals", len(r.Agreement), len(r.Severity), len(r.Disagreements), len(r.Firmness))
	}
}
