package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gremium/policy/stats"
)

var none = math.NaN()

// TestUndefined holds that what the scores do not define is absent, and never a number.
func TestUndefined(t *testing.T) {
	t.Parallel()
	statistics := map[string]func(stats.Table) stats.Figure{
		"ordinal":  func(x stats.Table) stats.Figure { return x.Alpha(stats.Ordinal) },
		"interval": func(x stats.Table) stats.Figure { return x.Alpha(stats.Interval) },
		"icc1":     stats.Table.ICC1, "w": stats.Table.KendallW,
	}
	for name, x := range map[string]stats.Table{
		"nothing":     nil,
		"no score":    {{none, none}, {none, none}},
		"one each":    {{1, none}, {none, 2}},
		"all equal":   {{0.1, 0.1, 0.1}, {0.1, 0.1, 0.1}, {0.1, 0.1, 0.1}},
		"one member":  {{1}, {2}, {3}},
		"no proposal": {},
	} {
		for what, of := range statistics {
			if got := of(x); got.Defined {
				t.Errorf("%s, %s: %v", name, what, got.Value)
			}
		}
		for what, of := range map[string]stats.Sampler{"alpha": x.AlphaOf(stats.Ordinal), "icc1": x.ICC1Of(), "w": x.KendallWOf()} {
			if span, ok := x.Bootstrap(stats.Seed{}, of); ok {
				t.Errorf("%s, %s: interval %v", name, what, span)
			}
		}
		if _, ok := x.TwoWay(); ok {
			t.Errorf("%s: analysed by member", name)
		}
	}
	if (stats.Table{}).Mean().Defined || (stats.Table{{none, 2}}).Mean() != (stats.Figure{Value: 2, Defined: true}) {
		t.Error("the mean of nothing is nothing, that of one score the score")
	}
}

// TestFullAgreement is 1 on every coefficient.
func TestFullAgreement(t *testing.T) {
	t.Parallel()
	x := stats.Table{{1, 1, 1}, {2, 2, 2}, {3, 3, 3}, {0, 0, 0}}
	for name, got := range map[string]stats.Figure{
		"ordinal": x.Alpha(stats.Ordinal), "interval": x.Alpha(stats.Interval), "icc1": x.ICC1(), "w": x.KendallW(),
	} {
		if !got.Defined || math.Abs(got.Value-1) > 1e-12 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestOrderDoesNotMatter shuffles rows and columns.
func TestOrderDoesNotMatter(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		x := random(r, 2+r.IntN(8), 2+r.IntN(6))
		y := make(stats.Table, len(x))
		rows, columns := r.Perm(len(x)), r.Perm(len(x[0]))
		for i := range y {
			for _, j := range columns {
				y[i] = append(y[i], x[rows[i]][j])
			}
		}
		for _, of := range []func(stats.Table) stats.Figure{
			func(x stats.Table) stats.Figure { return x.Alpha(stats.Ordinal) },
			func(x stats.Table) stats.Figure { return x.Alpha(stats.Interval) }, stats.Table.ICC1, stats.Table.KendallW,
		} {
			a, b := of(x), of(y)
			if a.Defined != b.Defined || a.Defined && math.Abs(a.Value-b.Value) > 1e-9 {
				t.Fatalf("%v and %v for\n%v\n%v", a, b, x, y)
			}
		}
	}
}

// TestAlphaOfPairs compares the interval alpha with its definition over pairs of scores.
func TestAlphaOfPairs(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		x := random(r, 2+r.IntN(6), 2+r.IntN(5))
		got, want := x.Alpha(stats.Interval), pairs(x)
		if got.Defined == math.IsNaN(want) || got.Defined && math.Abs(got.Value-want) > 1e-9 {
			t.Fatalf("%v, want %v for %v", got, want, x)
		}
	}
}

// pairs is 1 − D_o/D_e, each the mean squared difference of pairs: within proposals, and of all.
func pairs(x stats.Table) float64 {
	var all []float64
	observed := 0.0
	for _, row := range x {
		var given []float64
		for _, v := range row {
			if !math.IsNaN(v) {
				given = append(given, v)
			}
		}
		if len(given) < 2 {
			continue
		}
		all = append(all, given...)
		for i, a := range given {
			for j, b := range given {
				if i != j {
					observed += (a - b) * (a - b) / float64(len(given)-1)
				}
			}
		}
	}
	expected := 0.0
	for _, a := range all {
		for _, b := range all {
			expected += (a - b) * (a - b)
		}
	}
	if expected == 0 {
		return math.NaN()
	}
	return 1 - observed*float64(len(all)-1)/expected
}

func random(r *rand.Rand, rows, columns int) stats.Table {
	x := make(stats.Table, rows)
	for i := range x {
		for range columns {
			if r.IntN(5) == 0 {
				x[i] = append(x[i], none)
				continue
			}
			x[i] = append(x[i], float64(r.IntN(4)))
		}
	}
	return x
}

// TestBootstrap draws the same from the same seed, and an interval that holds the figure.
func TestBootstrap(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	x := make(stats.Table, 12)
	for i := range x {
		for range 5 {
			x[i] = append(x[i], float64(i%4+r.IntN(2)))
		}
	}
	of := x.AlphaOf(stats.Ordinal)
	a, ok := x.Bootstrap(stats.SeedOf("round", "root"), of)
	again, _ := x.Bootstrap(stats.SeedOf("round", "root"), of)
	other, _ := x.Bootstrap(stats.SeedOf("round", "another root"), of)
	if !ok || a != again || a == other {
		t.Fatalf("%v, again %v, another seed %v", a, again, other)
	}
	if v := x.Alpha(stats.Ordinal).Value; a.Low >= v || a.High <= v || a.High > 1 {
		t.Errorf("%v does not hold %v", a, v)
	}
	if _, ok := x[:2].Bootstrap(stats.Seed{}, x[:2].AlphaOf(stats.Ordinal)); ok {
		t.Error("two proposals gave an interval")
	}
	if stats.SeedOf("ab", "c") == stats.SeedOf("a", "bc") {
		t.Error("parts run together")
	}
}

func BenchmarkBootstrap(b *testing.B) {
	x := random(rand.New(rand.NewPCG(7, 8)), 27, 12)
	for name, of := range map[string]stats.Sampler{"alpha": x.AlphaOf(stats.Ordinal), "icc1": x.ICC1Of(), "w": x.KendallWOf()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				x.Bootstrap(stats.Seed{}, of)
			}
		})
	}
}
