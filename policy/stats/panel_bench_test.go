package stats_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/policy/stats"
)

// large is a committee of that size that has scored all proposals, but for some.
func large(t testing.TB, proposals, members int) []policy.Case {
	t.Helper()
	chance := rand.New(rand.NewPCG(1, 2))
	lines := make([]string, proposals)
	for i := range lines {
		var line strings.Builder
		fmt.Fprintf(&line, "p%d: ", i)
		for m := range members {
			if chance.IntN(200) == 0 {
				continue
			}
			fmt.Fprintf(&line, "m%d=%d%d%d%d ", m, chance.IntN(4), chance.IntN(4), chance.IntN(4), chance.IntN(4))
		}
		lines[i] = line.String()
	}
	return round(t, lines...)
}

// BenchmarkReport computes all statistics of 200 proposals that 20 members have scored.
func BenchmarkReport(b *testing.B) {
	p := stats.NewPanel(rules(b), large(b, 200, 20))
	b.ReportAllocs()
	for b.Loop() {
		p.Report(stats.SeedOf("bench"))
	}
}
