package stats

import (
	"math"
	"slices"
)

// Concordance is Kendall's coefficient with what it is made of.
type Concordance struct {
	Judges, Items int
	Sums          []float64 // rank sums of the items
	S             float64   // squared deviations of the rank sums from their mean
	T             float64   // correction for ties, Σ(t³−t)
	W             float64   // 0 is no agreement on the order, 1 the same order by all
	Chi2          float64   // Friedman's statistic, Judges·(Items−1)·W
}

// Concordance is Kendall's W with mid-ranks inside each member and the correction for ties. It looks at the proposals
// that all members who gave a score have scored; false with fewer than two of either, or where nobody tells proposals
// apart.
//
// Source: M. Kendall and J. Gibbons, Rank Correlation Methods (1990), chapter 6: W = 12·S/(m²(n³−n) − m·T).
func (t Table) Concordance() (Concordance, bool) { return t.concordanceOf()(t.rows()) }

// KendallW is W alone; undefined where Concordance is.
func (t Table) KendallW() Figure { return t.KendallWOf()(t.rows()) }

// KendallWOf prepares KendallW for many samples of the same table.
func (t Table) KendallWOf() Sampler {
	analyse := t.concordanceOf()
	return func(rows []int) Figure {
		c, ok := analyse(rows)
		return Figure{c.W, ok}
	}
}

// concordanceOf prepares Concordance for many samples of the same table. Scores are told apart once for all: a sample is ranked
// by counting how often each value of a member comes in it.
func (t Table) concordanceOf() func(rows []int) (Concordance, bool) {
	o := t.orders()
	return func(rows []int) (Concordance, bool) {
		judges, items := o.full(rows)
		c := Concordance{Judges: len(judges), Items: len(items)}
		if c.Items < 2 || c.Judges < 2 {
			return Concordance{}, false
		}
		c.Sums = o.sums[:c.Items]
		clear(c.Sums)
		for _, j := range judges {
			c.T += o.addRanks(j, items, c.Sums)
		}
		c.Sums = slices.Clone(c.Sums)
		middle := mean(c.Sums)
		for _, s := range c.Sums {
			c.S += (s - middle) * (s - middle)
		}
		m, n := float64(c.Judges), float64(c.Items)
		most := m*m*(n*n*n-n) - m*c.T
		if most == 0 {
			return Concordance{}, false
		}
		c.W = 12 * c.S / most
		c.Chi2 = m * (n - 1) * c.W
		return c, true
	}
}

// orders is a table by what each member thinks of each proposal, and room to rank samples of it.
type orders struct {
	places [][]int32 // by member and proposal: the place of the score among the member's different ones, −1 where there is none
	values []int     // by member: how many different scores there are
	gaps   []bool    // by proposal: some member gave it no score

	judges, items []int
	counts, sums  []float64
}

func (t Table) orders() *orders {
	o := &orders{gaps: make([]bool, len(t)), sums: make([]float64, len(t)), counts: make([]float64, len(t))}
	for j := range t.members() {
		var all []float64
		for _, row := range t {
			all = append(all, given(row[j:j+1])...)
		}
		slices.Sort(all)
		all = slices.Compact(all)
		places := make([]int32, len(t))
		for i, row := range t {
			places[i] = -1
			if !math.IsNaN(row[j]) {
				at, _ := slices.BinarySearch(all, row[j])
				places[i] = int32(at) //nolint:gosec // there are fewer scores than that
			} else {
				o.gaps[i] = true
			}
		}
		o.places, o.values = append(o.places, places), append(o.values, len(all))
	}
	return o
}

// full are the members who gave a score in the sample, and the rows of it that all of them scored.
func (o *orders) full(rows []int) (judges, items []int) {
	o.judges, o.items = o.judges[:0], o.items[:0]
	for j, places := range o.places {
		if slices.ContainsFunc(rows, func(i int) bool { return places[i] >= 0 }) {
			o.judges = append(o.judges, j)
		}
	}
	for _, i := range rows {
		if !o.gaps[i] || !slices.ContainsFunc(o.judges, func(j int) bool { return o.places[j][i] < 0 }) {
			o.items = append(o.items, i)
		}
	}
	return o.judges, o.items
}

// addRanks adds the mid-ranks of a member's scores to sums and gives Σ(t³−t) over groups of t equal scores.
func (o *orders) addRanks(judge int, items []int, sums []float64) (ties float64) {
	places, ranks := o.places[judge], o.counts[:o.values[judge]]
	clear(ranks)
	for _, i := range items {
		ranks[places[i]]++
	}
	before := 0.0
	for v, t := range ranks {
		ranks[v] = before + (t+1)/2
		before += t
		ties += t*t*t - t
	}
	for at, i := range items {
		sums[at] += ranks[places[i]]
	}
	return ties
}
