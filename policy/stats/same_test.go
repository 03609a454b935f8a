package stats_test

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"testing"

	"gremium/policy"
	"gremium/policy/stats"
)

// TestReportsStay computes the statistics of panels of several shapes and compares all of their figures, to the last bit, with
// those that were written down once: a faster way to the same statistic gives the same. The intervals, which go by the seed,
// are those that each statistic has by itself.
func TestReportsStay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		proposals, members int
		want               string
	}{
		{0, 0, "ea2e60e216949dc0"},
		{3, 2, "86011c66314482dd"},
		{9, 5, "3ca0b735d3774b64"},
		{40, 12, "067a3a56bfa0f970"},
		{60, 70, "7607043bed088791"},
	} {
		p, seed := stats.NewPanel(rules(t), large(t, c.proposals, c.members)), stats.SeedOf("same")
		r := p.Report(seed)
		for i := range r.Agreement {
			a, x := &r.Agreement[i], p.Table(i)
			for e, of := range map[*stats.Estimate]stats.Sampler{
				&a.Ordinal: x.AlphaOf(stats.Ordinal), &a.Interval: x.AlphaOf(stats.Interval), &a.ICC1: x.ICC1Of(), &a.KendallW: x.KendallWOf(),
			} {
				if want, ok := x.Bootstrap(seed, of); e.Bounded != (ok && e.Defined) || e.Bounded && e.Span != want {
					t.Errorf("%d proposals and %d members, criterion %d: interval %v, want %v", c.proposals, c.members, i, e.Span, want)
				}
				e.Span, e.Bounded, e.Reading = stats.Span{}, false, ""
			}
		}
		for i := range r.Severity {
			r.Severity[i].Span = stats.Span{}
		}
		got := fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%+v", r)))[:16]
		if got != c.want {
			t.Errorf("%d proposals and %d members: {%[1]d, %[2]d, %[3]q}, want %q", c.proposals, c.members, got, c.want)
		}
	}
}

// TestIntervalsStay does so for tables of whole and broken numbers, most of them with holes.
func TestIntervalsStay(t *testing.T) {
	t.Parallel()
	chance := rand.New(rand.NewPCG(3, 4))
	h := sha256.New()
	for n := range 40 {
		x := random(chance, 3+n, 2+n%9)
		if n%3 == 0 {
			for i := range x {
				for j := range x[i] {
					x[i][j] += chance.Float64()
				}
			}
		}
		for i, of := range []stats.Sampler{x.AlphaOf(stats.Nominal), x.AlphaOf(stats.Ordinal), x.AlphaOf(stats.Interval), x.ICC1Of(), x.KendallWOf()} {
			span, ok := x.Bootstrap(stats.SeedOf("stay", fmt.Sprint(n, i)), of)
			rows := make([]int, len(x))
			for at := range rows {
				rows[at] = at / 2
			}
			if _, err := fmt.Fprintln(h, span, ok, of(rows), of(rows[:1]), of(nil)); err != nil {
				t.Fatal(err)
			}
		}
	}
	const want = "de6e868471dd4a0c"
	if got := fmt.Sprintf("%x", h.Sum(nil))[:16]; got != want {
		t.Errorf("the intervals are %q, want %q", got, want)
	}
}

// A panel that cannot be reckoned with breaks for who asks, who may recover, and not on a goroutine that nobody can recover on.
func TestAReportThatBreaks(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("a panel without rules has a report")
		}
	}()
	(&stats.Panel{Cases: make([]policy.Case, 3)}).Report(stats.Seed{})
}
