package stats

import (
	"cmp"
	"math"
	"slices"

	"gremium/policy"
)

// Disagreement is how far apart the members are on one proposal.
type Disagreement struct {
	ID      string
	Members int  // who scored
	Few     bool // fewer than LeastScores members: nothing else is set
	// Apart is how far two members are apart on average, as a share of the scale, over the criteria; Widest is the place of
	// the criterion where they are furthest apart, −1 where they agree.
	Apart  float64
	Widest int
	// Hinges are the members without whose scores the proposal would come to lie on the other side of the thresholds.
	Hinges []string
}

// Disagreements looks at every proposal, in the order of the cases.
//
// Source: C. Gini's mean difference, the mean of |x_i − x_j| over all pairs.
func (p *Panel) Disagreements() []Disagreement {
	out := make([]Disagreement, len(p.Cases))
	for i := range p.Cases {
		out[i] = p.disagreement(i)
	}
	return out
}

func (p *Panel) disagreement(i int) Disagreement {
	c := &p.Cases[i]
	d := Disagreement{ID: c.ID, Widest: -1}
	for j := range c.Facts.Members {
		if counts(&c.Facts.Members[j]) {
			d.Members++
		}
	}
	if d.Few = d.Members < LeastScores; d.Few {
		return d
	}
	var all []float64
	widest := least
	for k, t := range p.shares {
		g := gini(given(t[i]))
		if math.IsNaN(g) {
			continue
		}
		if all = append(all, g); g > widest {
			d.Widest, widest = k, g
		}
	}
	if len(all) > 0 {
		d.Apart = mean(all)
	}
	d.Hinges = p.hinges(c)
	return d
}

// gini is the mean difference of all pairs; NaN with fewer than two scores.
func gini(scores []float64) float64 {
	var apart []float64
	for i, x := range scores {
		for _, y := range scores[i+1:] {
			apart = append(apart, math.Abs(x-y))
		}
	}
	return mean(apart)
}

// hinges is computed exactly, as a decision would be.
func (p *Panel) hinges(c *policy.Case) []string {
	reached := p.Rules.Reaches(c.Facts.Members)
	var out []string
	rest := make([]policy.MemberFact, 0, len(c.Facts.Members))
	for i := range c.Facts.Members {
		m := &c.Facts.Members[i]
		if !counts(m) {
			continue
		}
		rest = append(append(rest[:0], c.Facts.Members[:i]...), c.Facts.Members[i+1:]...)
		if p.Rules.Reaches(rest) != reached {
			out = append(out, person(m))
		}
	}
	return out
}

// DiscussFirst are the disagreements worth the committee's time before others: first those on which the thresholds hinge on
// a single member, then those where members are further apart than on the mean proposal; each group widest first.
func DiscussFirst(all []Disagreement) []Disagreement {
	var apart []float64
	for _, d := range all {
		if !d.Few {
			apart = append(apart, d.Apart)
		}
	}
	usual := mean(apart)
	out := slices.DeleteFunc(slices.Clone(all), func(d Disagreement) bool {
		return d.Few || len(d.Hinges) == 0 && d.Apart <= usual+least
	})
	slices.SortStableFunc(out, func(a, b Disagreement) int {
		if (len(a.Hinges) > 0) != (len(b.Hinges) > 0) {
			return cmp.Compare(len(b.Hinges), len(a.Hinges))
		}
		return cmp.Compare(b.Apart, a.Apart)
	})
	return out
}
