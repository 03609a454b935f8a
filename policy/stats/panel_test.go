package stats_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/policy/stats"
)

func rules(t testing.TB) *policy.Policy {
	t.Helper()
	src, _ := policy.BuiltIn("iq-good-practice")
	p, err := policy.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// round makes cases from lines "proposal: member=scores …", such as "a: m1=2222 m2=32-1", where - is not assessable.
func round(t testing.TB, lines ...string) []policy.Case {
	t.Helper()
	var out []policy.Case
	for _, line := range lines {
		id, sheets, _ := strings.Cut(line, ": ")
		c := policy.Case{ID: id}
		for _, sheet := range strings.Fields(sheets) {
			member, scores, _ := strings.Cut(sheet, "=")
			m := policy.MemberFact{ID: member, Body: "network", Scored: true}
			for _, s := range scores {
				v := policy.Value{NotAssessable: s == '-'}
				if !v.NotAssessable {
					d, err := policy.ParseDecimal(string(s))
					if err != nil {
						t.Fatal(err)
					}
					v.Decimal = d
				}
				m.Values = append(m.Values, v)
			}
			c.Facts.Members = append(c.Facts.Members, m)
		}
		out = append(out, c)
	}
	return out
}

// TestPanel counts what counts: no recused, no advisory member, and nothing that could not be assessed.
func TestPanel(t *testing.T) {
	t.Parallel()
	cases := round(t, "a: x=2222 y=-333 z=0000 w=0000", "b: y=1111 v=3333")
	cases[0].Facts.Members[2].Recused, cases[0].Facts.Members[3].Advisory = true, true
	p := stats.NewPanel(rules(t), cases)
	if want := []string{"x", "y", "v"}; !slices.Equal(p.Members, want) {
		t.Fatalf("members %q, want %q", p.Members, want)
	}
	if got, want := fmt.Sprint(p.Table(0)), "[[2 NaN NaN] [NaN 1 3]]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	a := p.Agreement(0, stats.Seed{})
	if a.N != 3 || a.Few || a.Pairable != 1 || a.Mean.Value != 2 || a.Ordinal.Bounded {
		t.Errorf("%+v", a)
	}
	if a := stats.NewPanel(rules(t), cases[:1]).Agreement(0, stats.Seed{}); !a.Few || a.Ordinal.Defined {
		t.Errorf("one score: %+v", a)
	}
}

// TestDeputiesScoreAsThemselves: who scores for a seat in another's place is somebody else.
func TestDeputiesScoreAsThemselves(t *testing.T) {
	t.Parallel()
	cases := five(t)
	for i := range cases[:2] {
		cases[i].Facts.Members[0].Scorer = "deputy"
	}
	p := stats.NewPanel(rules(t), cases)
	if want := []string{"deputy", "m2", "m3", "m1"}; !slices.Equal(p.Members, want) {
		t.Fatalf("members %q, want %q", p.Members, want)
	}
	for _, s := range p.Severity(stats.Seed{}) {
		if few := s.Member == "deputy" || s.Member == "m1"; s.Few != few {
			t.Errorf("%s: %d proposals, few %v", s.Member, s.Proposals, s.Few)
		}
	}
	if f := p.Firmness(); f[0].MemberBest > f[0].Rank {
		t.Errorf("%+v", f[0])
	}
}

// five are five proposals on which m1 is a level below m2 and m3.
func five(t testing.TB) []policy.Case {
	t.Helper()
	return round(t, "a: m1=1111 m2=2222 m3=2222", "b: m1=2222 m2=3333 m3=3333", "c: m1=0000 m2=1111 m3=1111",
		"d: m1=1111 m2=2222 m3=2222", "e: m1=2222 m2=3333 m3=3333")
}

func TestSeverity(t *testing.T) {
	t.Parallel()
	seed := stats.SeedOf("round")
	got := stats.NewPanel(rules(t), five(t)).Severity(seed)
	if len(got) != 3 || got[0].Member != "m1" {
		t.Fatalf("%+v", got)
	}
	if m := got[0]; math.Abs(m.Mean+1.0/3) > 1e-9 || !m.Clear() || m.Severer != 5 || m.Share != stats.Wilson(5, 5, true) {
		t.Errorf("a level below all others is a third of the scale: %+v", m)
	}
	if m := got[1]; math.Abs(m.Mean-1.0/6) > 1e-9 || m.Severer != 0 {
		t.Errorf("half a level above the mean of the others: %+v", m)
	}
	for _, m := range stats.NewPanel(rules(t), five(t)[:4]).Severity(seed) {
		if !m.Few || m.Mean != 0 || m.Clear() || m.Proposals != 4 {
			t.Errorf("four proposals are too few for a word on anybody: %+v", m)
		}
	}
	lower := *rules(t)
	lower.Criteria = slices.Clone(lower.Criteria)
	for i := range lower.Criteria {
		lower.Criteria[i].Better = policy.Lower
	}
	if m := stats.NewPanel(&lower, five(t)).Severity(seed)[0]; m.Mean < 0 {
		t.Errorf("where lower is better, lower is milder: %+v", m)
	}
}

func TestDisagreements(t *testing.T) {
	t.Parallel()
	cases := round(t, "calm: m1=3333 m2=3333 m3=3333", "hinge: m1=2222 m2=1222 m3=3222", "wide: m1=0333 m2=3333 m3=3333", "few: m1=0000 m2=3333")
	got := stats.NewPanel(rules(t), cases).Disagreements()
	if d := got[0]; d.Apart != 0 || d.Widest != -1 || d.Hinges != nil || d.Few {
		t.Errorf("%+v", d)
	}
	// |2−1|, |2−3|, |1−3| of three levels: a mean of 4/9, on one of four criteria.
	if d := got[1]; math.Abs(d.Apart-1.0/9) > 1e-9 || d.Widest != 0 || !slices.Equal(d.Hinges, []string{"m3"}) {
		t.Errorf("%+v", d)
	}
	if d := got[2]; math.Abs(d.Apart-1.0/6) > 1e-9 || !slices.Equal(d.Hinges, []string{"m2", "m3"}) {
		t.Errorf("%+v", d)
	}
	if d := got[3]; !d.Few || d.Apart != 0 || d.Members != 2 {
		t.Errorf("%+v", d)
	}
	var first []string
	for _, d := range stats.DiscussFirst(got) {
		first = append(first, d.ID)
	}
	if want := []string{"wide", "hinge"}; !slices.Equal(first, want) {
		t.Errorf("%q, want %q", first, want)
	}
	if stats.DiscussFirst(nil) != nil {
		t.Error("nothing to discuss")
	}
}

func TestFirmness(t *testing.T) {
	t.Parallel()
	cases := round(t, "a: m1=3222 m2=3222 m3=3222", "b: m1=2322 m2=2322 m3=2322", "c: m1=0000 m2=0000 m3=0111", "d: m4=----")
	got := stats.NewPanel(rules(t), cases).Firmness()
	want := []stats.Firmness{
		{"a", 1, 1, 1, 1, 2}, {"b", 1, 1, 1, 1, 2}, {"c", 3, 3, 3, 3, 3}, {"d", 0, 0, 0, 0, 0},
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got[0].Firm() || !got[2].Firm() {
		t.Error("a heavier first criterion moves the first two and not the third")
	}
}
