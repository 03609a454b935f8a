package assign

import "slices"

// Why a wish is not met.
type Why string

// The reasons.
const (
	Excluded   Why = "excluded"    // the member cannot be assigned
	HasScored  Why = "fixed"       // who is assigned stays: the member who would rather not, or all others who take the places
	EqualLoad  Why = "load"        // loads would be less equal
	BodyNeeded Why = "body"        // a body would not be represented as it is to be
	OthersWish Why = "others"      // the wish of somebody else would not be met instead
	NobodyElse Why = "nobody_else" // nobody else can be assigned
	Whole      Why = "whole"       // only together with other changes, whose plan is worse
)

// Unmet is a wish that the plan does not meet: Wants tells which. Other is the member whose place or wish stands against it,
// -1 where there is none in particular.
type Unmet struct {
	Item, Member int
	Wants        bool
	Why          Why
	Other        int
}

// unmet finds the wishes that a plan does not meet, and says of each what stands against it.
func unmet(s *solver, plan *Plan) []Unmet {
	var out []Unmet
	for i := range s.Items {
		it := &s.Items[i]
		for m := range s.Members {
			in := slices.Contains(plan.Items[i], m)
			switch {
			case slices.Contains(it.Wants, m) && !in:
				why, other := s.whyOut(plan, i, m)
				out = append(out, Unmet{i, m, true, why, other})
			case slices.Contains(it.Avoids, m) && in:
				why, other := s.whyIn(plan, i, m)
				out = append(out, Unmet{i, m, false, why, other})
			}
		}
	}
	return out
}

// whyOut says why a member who wants an item is not assigned to it: what each exchange with somebody assigned would cost.
func (s *solver) whyOut(plan *Plan, i, m int) (Why, int) {
	if !s.free(i, m) {
		return Excluded, -1
	}
	return s.weigh(plan.Items[i], HasScored, func(other int) Why {
		if slices.Contains(s.Items[i].Fixed, other) {
			return ""
		}
		return s.exchange(plan, i, other, m)
	})
}

// whyIn says why a member who would rather not is assigned to an item: what each exchange with somebody else would cost.
func (s *solver) whyIn(plan *Plan, i, m int) (Why, int) {
	if slices.Contains(s.Items[i].Fixed, m) {
		return HasScored, -1
	}
	var others []int
	for other := range s.Members {
		if !slices.Contains(plan.Items[i], other) && s.free(i, other) {
			others = append(others, other)
		}
	}
	return s.weigh(others, NobodyElse, func(other int) Why { return s.exchange(plan, i, m, other) })
}

// weigh answers the reason that comes nearest to allowing an exchange with one of the others; none where there is nobody.
func (s *solver) weigh(others []int, none Why, against func(other int) Why) (Why, int) {
	order := []Why{OthersWish, EqualLoad, BodyNeeded, Whole}
	best, with := len(order), -1
	for _, other := range others {
		if at := slices.Index(order, against(other)); at >= 0 && at < best {
			best, with = at, other
		}
	}
	if with < 0 {
		return none, -1
	}
	return order[best], with
}

// exchange says what stands against assigning one member to an item in the place of another: the first aim that it hurts.
func (s *solver) exchange(plan *Plan, i, out, in int) Why {
	it, from, to := &s.Items[i], s.body[out], s.body[in]
	switch {
	case from != to && s.count(plan.Items[i], from) <= s.owed(i, from):
		return BodyNeeded
	case plan.Loads[in] >= plan.Loads[out]:
		return EqualLoad
	case wishCost(it, in) >= wishCost(it, out):
		return OthersWish
	}
	return Whole
}
