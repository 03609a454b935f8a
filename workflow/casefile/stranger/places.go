package stranger

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// lot is the order in which proposals were drawn.
type lot []string

// rival is a proposal that competes for the places, or may yet.
type rival struct {
	m              *matter
	index          *big.Rat
	selected, open bool
}

// index is what the standing goes by: the mean of a proposal's means, by the weights of the criteria.
func (r *round) index(means map[string]*big.Rat) *big.Rat {
	sum, weights := new(big.Rat), new(big.Rat)
	for _, c := range r.policy.Criteria {
		weight, ok := new(big.Rat).SetString(c.Weight)
		if mean := means[c.ID]; ok && mean != nil {
			weights.Add(weights, weight)
			sum.Add(sum, weight.Mul(weight, mean))
		}
	}
	if weights.Sign() == 0 {
		return nil
	}
	return sum.Quo(sum, weights)
}

// rivals are the proposals that compete with one.
func (r *round) rivals(but *matter, now string, n int) (out []rival) {
	for _, id := range r.order {
		m := r.matters[id]
		x := rival{m: m, selected: m.outcome == "selected", open: m.state == "open"}
		switch {
		case m == but, m.state == "out", m.outcome == "deferred", m.outcome == "not_selected" && m.proposed == "selected":
			continue
		case !x.open:
			alone := r.merit(m, now, n)
			x.open = !alone.decidable && m.outcome == ""
			if !x.selected && !x.open && (!alone.decidable || !alone.agreed) {
				continue
			}
			x.index = r.index(alone.means)
		}
		out = append(out, x)
	}
	return out
}

// drawn is the latest lot with a proposal, -1 for none, and its place there.
func (r *round) drawn(m *matter) (which, place int) {
	for i := len(r.lots) - 1; i >= 0; i-- {
		if at := slices.Index(r.lots[i], m.id); at >= 0 {
			return i, at
		}
	}
	return -1, -1
}

// contest is how a proposal stands among its rivals.
type contest struct {
	better, tied, waiting, free, ahead int
	index                              *big.Rat
	drawn                              bool
}

func (r *round) contest(m *matter, index *big.Rat, now string, n int) contest {
	which, place := r.drawn(m)
	c, taken := contest{index: index, drawn: which >= 0}, 0
	for _, x := range r.rivals(m, now, n) {
		order := compare(x.index, index)
		switch {
		case x.open:
			c.waiting++
		case order > 0:
			c.better++
		case x.selected: // of the same rank, or by a decision that departs from the standing
			taken++
		case order == 0:
			c.tied++
			if lot, at := r.drawn(x.m); lot != which || lot < 0 {
				c.drawn = false
			} else if at < place {
				c.ahead++
			}
		}
	}
	c.free = r.policy.Selected.AtMost - c.better - taken
	return c
}

// compare orders two indexes; none is less than any.
func compare(a, b *big.Rat) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	return a.Cmp(b)
}

func (c *contest) settled() bool {
	return c.waiting == 0 || c.index != nil && c.tied+c.waiting < c.free
}
func (c *contest) atLimit() bool { return c.index != nil && c.free > 0 && c.tied >= c.free }

// place tells whether there is a place for a proposal that meets the other rules, and whether that is settled.
func (r *round) place(m *matter, x merit, now string, n int) (place, settled bool) {
	if s := &r.policy.Selected; s.AtMost == 0 {
		return true, true
	} else if s.By != "standing" {
		chosen := 0
		for _, other := range r.matters {
			if other != m && other.outcome == "selected" {
				chosen++
			}
		}
		return chosen < s.AtMost, true
	}
	c := r.contest(m, r.index(x.means), now, n)
	place, settled = c.index != nil && c.free > 0, c.settled()
	if c.atLimit() {
		place, settled = place && c.drawn && c.ahead < c.free, settled && c.drawn
	}
	return place, settled
}

// draw checks a lot: it is among those who are tied at the limit, and the order follows from the seed.
func (r *round) draw(n int, e *entry, d *data) {
	var tied []string
	for _, x := range r.rivals(nil, e.At, n) {
		c := r.contest(x.m, x.index, e.At, n)
		if !x.open && !x.selected && c.settled() && c.atLimit() && !c.drawn {
			tied = append(tied, x.m.id)
		}
	}
	sum := func(id string) []byte {
		h := sha256.Sum256(fmt.Appendf(nil, "gremium/lot/v1\n%s\n%d\n%x\n%s", r.origin, n, d.Seed, id))
		return h[:]
	}
	slices.SortFunc(tied, func(a, b string) int { return bytes.Compare(sum(a), sum(b)) })
	if !slices.Equal(tied, d.Order) {
		r.c.bad(1, n, "the lot does not follow: "+strings.Join(tied, ", "))
	}
	r.lots = append(r.lots, d.Order)
}
