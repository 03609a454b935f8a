package policy

import (
	"cmp"
	"math"
	"math/big"
	"math/bits"
	"slices"
)

// Of gives the one figure for the opinions, exactly; nil where there are none. An opinion of weight w counts like w
// equal opinions.
//
//   - Mean: the sum by weight, divided by the weights.
//   - Median: the middle opinion in order of value; of an even number the mean of the middle two.
//   - Trimmed: the mean without the Trim lowest and the Trim highest. Where that leaves nothing, as with one or two
//     opinions, it is the mean of all.
//
// Over bodies the method is applied inside each body, and the result is the plain mean of the bodies' figures: each
// body counts the same, however many members it has.
func (a Aggregation) Of(opinions []Opinion) *big.Rat {
	if len(opinions) == 0 {
		return nil
	}
	if a.Over != OverBodies && a.Method == Mean { // in whatever order
		return a.figure(opinions)
	}
	sorted := slices.Clone(opinions)
	if a.Over != OverBodies {
		return a.figure(sorted)
	}
	slices.SortStableFunc(sorted, func(x, y Opinion) int { return cmp.Compare(x.Body, y.Body) })
	sum, bodies := new(big.Rat), int64(0)
	for start := 0; start < len(sorted); {
		end := start
		for end < len(sorted) && sorted[end].Body == sorted[start].Body {
			end++
		}
		sum.Add(sum, a.figure(sorted[start:end]))
		start, bodies = end, bodies+1
	}
	return sum.Quo(sum, big.NewRat(bodies, 1))
}

// figure aggregates opinions without regard to bodies; it may reorder them.
func (a Aggregation) figure(opinions []Opinion) *big.Rat {
	total := int64(0)
	for i := range opinions {
		total += opinions[i].weight()
	}
	from, to := int64(0), total
	switch a.Method {
	case Median:
		from, to = (total-1)/2, total/2+1
	case Trimmed:
		if trim := int64(max(a.Trim, 1)); trim < (total+1)/2 {
			from, to = trim, total-trim
		}
	}
	if from > 0 {
		slices.SortFunc(opinions, func(x, y Opinion) int { return x.Value.Cmp(y.Value) })
	}
	return meanBetween(opinions, from, to)
}

// meanBetween is the mean of opinions from..to, counted by weight in their order.
func meanBetween(opinions []Opinion, from, to int64) *big.Rat {
	scale := uint8(0)
	for i := range opinions {
		scale = max(scale, opinions[i].Value.scale)
	}
	if sum, ok := sumSmall(opinions, from, to, scale); ok {
		return big.NewRat(sum, (to-from)*power(scale))
	}
	sum, at := new(big.Int), int64(0)
	var one, factor big.Int
	for i := range opinions {
		o := &opinions[i]
		next := at + o.weight()
		if n := min(next, to) - max(at, from); n > 0 {
			one.SetInt64(o.Value.units)
			one.Mul(&one, factor.SetInt64(power(scale-o.Value.scale)))
			sum.Add(sum, one.Mul(&one, factor.SetInt64(n)))
		}
		at = next
	}
	count := new(big.Int).Mul(big.NewInt(to-from), big.NewInt(power(scale)))
	return new(big.Rat).SetFrac(sum, count)
}

// sumSmall is the sum in meanBetween, in units of the scale, where nothing on the way can leave 63 bits, which holds for all
// scores that people give.
func sumSmall(opinions []Opinion, from, to int64, scale uint8) (sum int64, ok bool) {
	most := uint64(1)
	for i := range opinions {
		most = max(most, magnitude(opinions[i].Value.units))
	}
	for _, factor := range []int64{power(scale), to - from} {
		over, product := bits.Mul64(most, uint64(factor)) //nolint:gosec // Neither is negative.
		if over > 0 || product > math.MaxInt64 {
			return 0, false
		}
		most = product
	}
	at := int64(0)
	for i := range opinions {
		o := &opinions[i]
		next := at + o.weight()
		if n := min(next, to) - max(at, from); n > 0 {
			sum += o.Value.units * power(scale-o.Value.scale) * n
		}
		at = next
	}
	return sum, true
}

// Means gives the figure of each criterion for the scores of these members, by criterion order: nil where no score
// counts. Advisory and recused members do not count, and neither does "not assessable".
func (p *Policy) Means(a Aggregation, members []MemberFact) []*big.Rat {
	means := make([]*big.Rat, len(p.Criteria))
	for i := range means {
		opinions, _ := p.Opinions(i, members)
		means[i] = a.Of(opinions)
	}
	return means
}

// Opinions are the scores of one criterion that count, by its place in the order, and the number of those called not
// assessable. Advisory and recused members do not count.
func (p *Policy) Opinions(criterion int, members []MemberFact) (all []Opinion, notAssessable int) {
	all = make([]Opinion, 0, len(members))
	for i := range members {
		m := &members[i]
		switch {
		case !m.counts() || !m.Scored || criterion >= len(m.Values):
		case m.Values[criterion].NotAssessable:
			notAssessable++
		default:
			all = append(all, Opinion{m.Body, m.Values[criterion].Decimal, m.Weight})
		}
	}
	return all, notAssessable
}
