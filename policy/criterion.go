package policy

import (
	"math/big"
	"slices"
)

// The directions of a scale.
const (
	Higher = "higher"
	Lower  = "lower"
)

// Criterion is what a member judges with one score.
type Criterion struct {
	ID            string
	Label         Text
	Guide         Text
	Aspects       []Aspect
	Levels        []Level   // where the values have names; in the order they are shown
	Steps         *Steps    // where the values are an even sequence
	Values        []Decimal // all allowed values, ascending, whether they come from levels, steps or a list
	Better        string    // Higher or Lower
	NotAssessable bool      // a member may call the criterion not assessable
	Weight        Decimal   // greater than 0
	Threshold     *Decimal  // the mean that must be reached, nil where there is none
}

// Aspect guides the one score of a criterion.
type Aspect struct {
	ID    string
	Label Text
}

// Level is a named value of a criterion. Anchor says in words when the level is right.
type Level struct {
	Value  Decimal
	Label  Text
	Anchor Text
}

// Steps is the sequence Min, Min+Step, … Max.
type Steps struct{ Min, Max, Step Decimal }

// Allows tells whether d is one of the criterion's values. It allocates nothing.
func (c *Criterion) Allows(d Decimal) bool {
	_, found := slices.BinarySearchFunc(c.Values, d, Decimal.Cmp)
	return found
}

// Range gives the worst and the best value, by the criterion's direction; 0, 0 where it has no values.
func (c *Criterion) Range() (worst, best Decimal) {
	if len(c.Values) == 0 {
		return Decimal{}, Decimal{}
	}
	low, high := c.Values[0], c.Values[len(c.Values)-1]
	if c.Better == Lower {
		return high, low
	}
	return low, high
}

// Misses tells whether a figure does not reach the criterion's threshold. Without a figure there is nothing that could reach
// it, and without a threshold nothing to miss.
func (c *Criterion) Misses(mean *big.Rat) bool {
	if c.Threshold == nil || mean == nil {
		return c.Threshold != nil
	}
	reached := mean.Cmp(c.Threshold.Rat())
	return reached != 0 && (reached > 0) == (c.Better == Lower)
}

// Level gives the level of that value, nil where the value has no name.
func (c *Criterion) Level(d Decimal) *Level {
	for i := range c.Levels {
		if c.Levels[i].Value == d {
			return &c.Levels[i]
		}
	}
	return nil
}
