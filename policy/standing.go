package policy

import (
	"cmp"
	"math/big"
	"slices"
)

// Standing ranks entrants by the weighted mean of their criterion means (their index): best first, equal indexes share
// a rank and the next rank is skipped (1, 2, 2, 4). The unranked come last; otherwise equals stay in the order given.
//
// Where all criteria have the same direction and the same range, the index is on that scale, and lower is better where
// the criteria say so. Otherwise each mean is first mapped exactly to 0…1 between the criterion's worst and best value,
// and a higher index is better.
//
// A criterion without a mean is left out of that entrant's index with its weight, and never counts as 0; Judged says
// how many criteria remain. An entrant without any mean is unranked.
func (p *Policy) Standing(entrants []Entrant) []Place {
	same, lower := p.alike()
	places := make([]Place, len(entrants))
	for i := range entrants {
		places[i] = p.place(&entrants[i], same)
	}
	better := func(a, b *Place) int {
		switch {
		case a.Index == nil || b.Index == nil:
			return cmp.Compare(b.Judged, a.Judged)
		case lower:
			return a.Index.Cmp(b.Index)
		}
		return b.Index.Cmp(a.Index)
	}
	slices.SortStableFunc(places, func(a, b Place) int { return better(&a, &b) })
	for i := range places {
		switch {
		case places[i].Index == nil:
		case i > 0 && better(&places[i-1], &places[i]) == 0:
			places[i].Rank = places[i-1].Rank
		default:
			places[i].Rank = i + 1
		}
	}
	return places
}

// alike tells whether all criteria have the same direction and range, and whether lower is better then.
func (p *Policy) alike() (same, lower bool) {
	for i := range p.Criteria {
		worst, best := p.Criteria[0].Range()
		w, b := p.Criteria[i].Range()
		if p.Criteria[i].Better != p.Criteria[0].Better || w != worst || b != best {
			return false, false
		}
	}
	return true, len(p.Criteria) > 0 && p.Criteria[0].Better == Lower
}

func (p *Policy) place(e *Entrant, same bool) Place {
	sum, weights := new(big.Rat), new(big.Rat)
	pl := Place{ID: e.ID}
	for i := range p.Criteria {
		if i >= len(e.Means) || e.Means[i] == nil {
			continue
		}
		mean := e.Means[i]
		if !same {
			mean = p.Criteria[i].Share(mean)
		}
		weight := p.Criteria[i].Weight.Rat()
		sum.Add(sum, new(big.Rat).Mul(mean, weight))
		weights.Add(weights, weight)
		pl.Judged++
	}
	if weights.Sign() != 0 {
		pl.Index = sum.Quo(sum, weights)
	}
	return pl
}

// Share maps a mean exactly to 0…1 between the criterion's worst and best value; 0 where both are the same.
func (c *Criterion) Share(mean *big.Rat) *big.Rat {
	worst, best := c.Range()
	from := worst.Rat()
	span := new(big.Rat).Sub(best.Rat(), from)
	if span.Sign() == 0 {
		return span
	}
	x := new(big.Rat).Sub(mean, from)
	return x.Quo(x, span)
}
