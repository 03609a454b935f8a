package stats

import (
	"math/big"
	"slices"

	"gremium/policy"
)

// Firmness is how far a proposal's rank moves. Ranks are 0 for the unranked, who do not move.
type Firmness struct {
	ID   string
	Rank int
	// The best and the worst rank with one member left out, and with the weight of one criterion a quarter lower or higher.
	MemberBest, MemberWorst int
	WeightBest, WeightWorst int
}

// Firm tells whether neither moves the rank.
func (f *Firmness) Firm() bool {
	return f.MemberBest == f.MemberWorst && f.WeightBest == f.WeightWorst
}

// Firmness ranks the proposals anew for each member left out and each weight moved, exactly, in the order of the cases.
func (p *Panel) Firmness() []Firmness {
	all := p.entrants(nil)
	ranks := p.ranks(p.Rules, all)
	out := make([]Firmness, len(ranks))
	for i, r := range ranks {
		out[i] = Firmness{p.Cases[i].ID, r, r, r, r, r}
	}
	for _, id := range p.Members {
		for i, r := range p.ranks(p.Rules, p.entrants(&id)) {
			out[i].MemberBest, out[i].MemberWorst = stretch(out[i].MemberBest, out[i].MemberWorst, r)
		}
	}
	for c := range p.Rules.Criteria {
		for _, factor := range []*big.Rat{big.NewRat(3, 4), big.NewRat(5, 4)} {
			for i, r := range p.ranks(moved(p.Rules, c, factor), all) {
				out[i].WeightBest, out[i].WeightWorst = stretch(out[i].WeightBest, out[i].WeightWorst, r)
			}
		}
	}
	return out
}

// stretch widens a range of ranks; to be unranked does not.
func stretch(best, worst, rank int) (int, int) {
	if rank == 0 || best == 0 {
		return best, worst
	}
	return min(best, rank), max(worst, rank)
}

// entrants are the cases with the means of their criteria, with one member left out where without is not nil.
func (p *Panel) entrants(without *string) []policy.Entrant {
	out := make([]policy.Entrant, len(p.Cases))
	var rest []policy.MemberFact
	for i := range p.Cases {
		members := p.Cases[i].Facts.Members
		if without != nil {
			rest = append(rest[:0], members...)
			members = slices.DeleteFunc(rest, func(m policy.MemberFact) bool { return person(&m) == *without })
		}
		out[i] = policy.Entrant{ID: p.Cases[i].ID, Means: p.Rules.Means(p.Rules.Aggregation, members)}
	}
	return out
}

// ranks are the ranks of the cases under rules that weigh their means.
func (p *Panel) ranks(rules *policy.Policy, entrants []policy.Entrant) []int {
	place := map[string]int{}
	for _, pl := range rules.Standing(entrants) {
		place[pl.ID] = pl.Rank
	}
	out := make([]int, len(p.Cases))
	for i := range out {
		out[i] = place[p.Cases[i].ID]
	}
	return out
}

// moved is the policy with one weight times a factor. A weight that has too many digits for it stays as it is.
func moved(rules *policy.Policy, criterion int, factor *big.Rat) *policy.Policy {
	c := &rules.Criteria[criterion]
	w := new(big.Rat).Mul(c.Weight.Rat(), factor)
	digits, _ := w.FloatPrec()
	s := policy.Supposition{Weights: map[string]policy.Decimal{}}
	if d, ok := policy.Weight(w.FloatString(digits)); ok {
		s.Weights[c.ID] = d
	}
	return rules.Suppose(&s)
}
