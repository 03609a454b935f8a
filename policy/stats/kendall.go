package stats

import "slices"

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
func (t Table) Concordance() (Concordance, bool) {
	full := t.full()
	c := Concordance{Items: len(full)}
	if c.Items < 2 || len(full[0]) < 2 {
		return Concordance{}, false
	}
	c.Judges = len(full[0])
	sums, column := make([]float64, c.Items), make([]float64, c.Items)
	for j := range c.Judges {
		for i := range full {
			column[i] = full[i][j]
		}
		c.T += addRanks(column, sums)
	}
	c.Sums = sums
	middle := mean(sums)
	for _, s := range sums {
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

// KendallW is W alone; undefined where Concordance is.
func (t Table) KendallW() Figure { return t.KendallWOf()(t.rows()) }

// KendallWOf prepares KendallW for many samples of the same table.
func (t Table) KendallWOf() Sampler {
	return func(rows []int) Figure {
		sample := make(Table, len(rows))
		for at, i := range rows {
			sample[at] = t[i]
		}
		c, ok := sample.Concordance()
		return Figure{c.W, ok}
	}
}

// full is the table without members who gave no score, and without proposals that one of the others did not score.
func (t Table) full() Table {
	var columns []int
	for j := range t.members() {
		if slices.ContainsFunc(t, func(row []float64) bool { return len(given(row[j:j+1])) > 0 }) {
			columns = append(columns, j)
		}
	}
	var out Table
	for _, row := range t {
		picked := make([]float64, len(columns))
		for i, j := range columns {
			picked[i] = row[j]
		}
		if len(given(picked)) == len(columns) {
			out = append(out, picked)
		}
	}
	return out
}

// addRanks adds the mid-ranks of the values to sums and gives Σ(t³−t) over groups of t equal values.
func addRanks(values, sums []float64) (ties float64) {
	sorted := slices.Sorted(slices.Values(values))
	for i, x := range values {
		first, _ := slices.BinarySearch(sorted, x)
		last := first
		for last < len(sorted) && sorted[last] == x {
			last++
		}
		sums[i] += float64(first+1+last) / 2
		t := float64(last - first)
		ties += t*t - 1 // t times in a group of t: t³−t
	}
	return ties
}
