// Package assign plans who scores which proposal: so many members for each, some from every body, nobody who is barred,
// with loads as equal as can be and then as many wishes met as can be. It is a minimum-cost flow in whole numbers and pure:
// the same problem has the same plan always, so that a plan can be computed again by whoever doubts it.
//
// What counts before what: that every proposal has its number; that every body is represented; that loads are equal; that
// wishes are met. Nothing of a later aim is bought with anything of an earlier one.
package assign

import "slices"

// Member is somebody who can be assigned.
type Member struct {
	Body string
	Load int // assigned beyond this problem, and not to be changed by it
}

// Item is a proposal that needs members. The lists are indexes of members.
type Item struct {
	Fixed  []int // are assigned and stay
	Barred []int // cannot be assigned
	Wants  []int
	Avoids []int
}

// Problem asks for a plan. Each item is to have PerItem members, and from each body PerBody or, where fewer of it can, all
// of them; where that makes more together, that is the number. What is fixed counts for both.
type Problem struct {
	Members          []Member
	Items            []Item
	PerItem, PerBody int
}

// Plan is who is assigned to what.
type Plan struct {
	Items [][]int // members of each item, ascending, fixed ones included
	Loads []int   // of each member, Member.Load included
	Gaps  []Gap
	Unmet []Unmet
}

// Gap is a number that cannot be reached. Body is empty for the number of the whole item.
type Gap struct {
	Item         int
	Body         string
	Have, Needed int
}

// Solve plans. Gaps and unmet wishes come in the order of items, then of bodies or members.
func Solve(p *Problem) *Plan {
	s := newSolver(p)
	s.build()
	s.net.send(s.source, s.sink)
	plan := &Plan{Items: make([][]int, len(p.Items)), Loads: make([]int, len(p.Members))}
	for m := range p.Members {
		plan.Loads[m] = p.Members[m].Load
	}
	for i := range p.Items {
		members := slices.Clone(p.Items[i].Fixed)
		for _, c := range s.choices[i] {
			if s.net.flow(c.at) > 0 {
				members = append(members, c.member)
			}
		}
		slices.Sort(members)
		plan.Items[i] = slices.Compact(members)
		for _, m := range plan.Items[i] {
			plan.Loads[m]++
		}
	}
	for i := range p.Items {
		plan.Gaps = append(plan.Gaps, s.gaps(i, plan.Items[i])...)
	}
	plan.Unmet = unmet(s, plan)
	return plan
}

// solver turns a problem into a network: source, items, one node for each item and body, members, sink.
type solver struct {
	*Problem
	bodies       []string
	body         []int // of each member, as index of bodies
	net          *network
	source, sink int
	choices      [][]choice // by item
}

// choice is a member who can be assigned to an item.
type choice struct {
	member int
	at     place
}

func newSolver(p *Problem) *solver {
	s := &solver{Problem: p, choices: make([][]choice, len(p.Items))}
	for _, m := range p.Members {
		if !slices.Contains(s.bodies, m.Body) {
			s.bodies = append(s.bodies, m.Body)
		}
		s.body = append(s.body, slices.Index(s.bodies, m.Body))
	}
	items, parts := len(p.Items), len(p.Items)*len(s.bodies)
	s.source, s.sink = items+parts+len(p.Members), items+parts+len(p.Members)+1
	s.net = newNetwork(s.sink + 1)
	return s
}

func (s *solver) part(item, body int) int { return len(s.Items) + item*len(s.bodies) + body }
func (s *solver) member(m int) int        { return len(s.Items)*(1+len(s.bodies)) + m }

// build adds the arcs. The places of a cost are: a member beyond what the body owes; load; wish.
func (s *solver) build() {
	loads := make([]int, len(s.Members))
	for m := range s.Members {
		loads[m] = s.Members[m].Load
	}
	for i := range s.Items {
		it := &s.Items[i]
		for _, m := range it.Fixed {
			loads[m]++
		}
		needed := s.needed(i)
		s.net.add(s.source, i, max(needed-len(it.Fixed), 0), cost{})
		for b := range s.bodies {
			owed := max(s.owed(i, b)-s.count(it.Fixed, b), 0)
			s.net.add(i, s.part(i, b), owed, cost{})
			s.net.add(i, s.part(i, b), needed, cost{1})
		}
		for m := range s.Members {
			if s.free(i, m) {
				at := s.net.add(s.part(i, s.body[m]), s.member(m), 1, cost{0, 0, wishCost(it, m)})
				s.choices[i] = append(s.choices[i], choice{m, at})
			}
		}
	}
	for m := range s.Members { // the k-th proposal of a member costs 2k-1, so that all of them cost k²
		for k := range s.choosable(m) {
			s.net.add(s.member(m), s.sink, 1, cost{0, int64(2*(loads[m]+k) + 1), 0})
		}
	}
}

// wishCost puts a wish into figures: every assignment costs one of these once.
func wishCost(it *Item, m int) int64 {
	switch {
	case slices.Contains(it.Wants, m):
		return 0
	case slices.Contains(it.Avoids, m):
		return 2
	}
	return 1
}

// free tells whether a member can be assigned to an item and is not already.
func (s *solver) free(i, m int) bool {
	return !slices.Contains(s.Items[i].Barred, m) && !slices.Contains(s.Items[i].Fixed, m)
}

// choosable counts the items that a member can be assigned to.
func (s *solver) choosable(m int) int {
	n := 0
	for i := range s.Items {
		if s.free(i, m) {
			n++
		}
	}
	return n
}

// count counts members of a body.
func (s *solver) count(members []int, body int) int {
	n := 0
	for _, m := range members {
		if s.body[m] == body {
			n++
		}
	}
	return n
}

// can counts the members of a body who are assigned to an item or can be.
func (s *solver) can(i, body int) int {
	n := 0
	for m := range s.Members {
		if s.body[m] == body && (s.free(i, m) || slices.Contains(s.Items[i].Fixed, m)) {
			n++
		}
	}
	return n
}

// owed is how many members an item is to have from a body.
func (s *solver) owed(i, body int) int { return min(s.PerBody, s.can(i, body)) }

// needed is how many members an item is to have: what is asked of it, or more where fixed members leave a body out.
func (s *solver) needed(i int) int {
	fixed := s.Items[i].Fixed
	n := len(fixed)
	for b := range s.bodies {
		n += max(s.owed(i, b)-s.count(fixed, b), 0)
	}
	return max(s.PerItem, n)
}

// gaps are the numbers that an item does not reach.
func (s *solver) gaps(i int, members []int) []Gap {
	var out []Gap
	if needed := s.needed(i); len(members) < needed {
		out = append(out, Gap{Item: i, Have: len(members), Needed: needed})
	}
	for b, name := range s.bodies {
		if have := s.count(members, b); have < s.PerBody {
			out = append(out, Gap{i, name, have, s.PerBody})
		}
	}
	return out
}
