// Package stats holds honest statistics for small panels: how far the members of a committee agree, how severe each is,
// where they disagree, and how firm the standing is. It is the one room that computes with floating point, and nothing
// that determines a decision may import it.
//
// A statistic that the scores do not define (no two scores to compare, or all of them equal) is absent, never 0. What
// chance has a part in is drawn from a seed that the caller takes from the record, so that it can be computed again.
package stats

import (
	"math"
	"slices"
)

// Table is the scores of one criterion: a row for each proposal, a column for each member, all rows of one length. A
// score that was not given is NaN.
type Table [][]float64

// Figure is a statistic; Defined is false where the scores do not define it.
type Figure struct {
	Value   float64
	Defined bool
}

// figure is defined unless it came out as no number.
func figure(x float64) Figure {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Figure{}
	}
	return Figure{x, true}
}

// N is the number of scores.
func (t Table) N() int {
	n := 0
	for _, row := range t {
		n += len(given(row))
	}
	return n
}

// members is the number of columns.
func (t Table) members() int {
	if len(t) == 0 {
		return 0
	}
	return len(t[0])
}

// Mean is the plain mean of all scores.
func (t Table) Mean() Figure {
	var all []float64
	for _, row := range t {
		all = append(all, given(row)...)
	}
	return figure(mean(all))
}

// Pairable is the number of proposals with two scores or more: those that say something about agreement.
func (t Table) Pairable() int {
	n := 0
	for _, row := range t {
		if len(given(row)) > 1 {
			n++
		}
	}
	return n
}

// given are the scores of a row that were given.
func given(row []float64) []float64 {
	if !slices.ContainsFunc(row, math.IsNaN) {
		return row
	}
	out := make([]float64, 0, len(row))
	for _, x := range row {
		if !math.IsNaN(x) {
			out = append(out, x)
		}
	}
	return out
}

// mean is NaN for none.
func mean(all []float64) float64 {
	sum := 0.0
	for _, x := range all {
		sum += x
	}
	return sum / float64(len(all))
}
