package assign

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// draw draws a small problem. Fixed, barred and wished-for members may overlap as people make them overlap.
func draw(t *rapid.T) *Problem {
	below := func(n int, what string) int { return rapid.IntRange(0, n-1).Draw(t, what) }
	p := &Problem{PerItem: 1 + below(3, "per item"), PerBody: below(3, "per body")}
	for range 1 + below(4, "members") {
		p.Members = append(p.Members, Member{Body: string(rune('a' + below(3, "body"))), Load: below(3, "load")})
	}
	for range 1 + below(3, "items") {
		var it Item
		for m := range p.Members {
			switch below(10, "part") {
			case 0:
				it.Fixed = append(it.Fixed, m)
			case 1, 2:
				it.Barred = append(it.Barred, m)
			case 3, 4:
				it.Wants = append(it.Wants, m)
			case 5, 6:
				it.Avoids = append(it.Avoids, m)
			}
		}
		p.Items = append(p.Items, it)
	}
	return p
}

// worth is what is aimed at, in order: places that stay empty, places that bodies miss, squares of loads, wishes.
type worth [4]int64

func judge(p *Problem, items [][]int) (w worth) {
	s := newSolver(p)
	loads := make([]int64, len(p.Members))
	for m := range p.Members {
		loads[m] = int64(p.Members[m].Load)
	}
	for i, members := range items {
		w[0] += int64(max(s.needed(i)-len(members), 0))
		for b := range s.bodies {
			w[1] += int64(max(s.owed(i, b)-s.count(members, b), 0))
		}
		for _, m := range members {
			loads[m]++
			if !slices.Contains(p.Items[i].Fixed, m) {
				w[3] += wishCost(&p.Items[i], m)
			}
		}
	}
	for _, l := range loads {
		w[2] += l * l
	}
	return w
}

// best tries everything that is allowed: any free members on top of the fixed ones, no more than are needed.
func best(p *Problem) worth {
	var least worth
	first := true
	items := make([][]int, len(p.Items))
	var try func(i int)
	try = func(i int) {
		if i == len(p.Items) {
			if w := judge(p, items); first || slices.Compare(w[:], least[:]) < 0 {
				least, first = w, false
			}
			return
		}
		s := newSolver(p)
		for set := range 1 << len(p.Members) {
			members := slices.Clone(p.Items[i].Fixed)
			for m := range p.Members {
				if set&(1<<m) != 0 {
					members = append(members, m)
				}
			}
			extra := members[len(p.Items[i].Fixed):]
			if len(members) > max(s.needed(i), len(p.Items[i].Fixed)) || slices.ContainsFunc(extra, func(m int) bool { return !s.free(i, m) }) {
				continue
			}
			items[i] = members
			try(i + 1)
		}
	}
	try(0)
	return least
}

func TestPlansAreBest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		plan := Solve(p)
		if got, want := judge(p, plan.Items), best(p); got != want {
			t.Fatalf("%+v\nplanned %v: %v, best is %v", p, plan.Items, got, want)
		}
	})
}

func TestPlansKeepTheRules(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		plan := Solve(p)
		loads := make([]int, len(p.Members))
		for m := range p.Members {
			loads[m] = p.Members[m].Load
		}
		for i, members := range plan.Items {
			it := &p.Items[i]
			for at, m := range members {
				loads[m]++
				if at > 0 && members[at-1] >= m {
					t.Fatalf("item %d: %v is not ascending", i, members)
				}
				if slices.Contains(it.Barred, m) {
					t.Fatalf("item %d: member %d is barred", i, m)
				}
			}
			for _, m := range it.Fixed {
				if !slices.Contains(members, m) {
					t.Fatalf("item %d: member %d is gone", i, m)
				}
			}
		}
		if !slices.Equal(loads, plan.Loads) {
			t.Fatalf("loads %v, said to be %v", loads, plan.Loads)
		}
		if again := Solve(p); !reflect.DeepEqual(plan, again) {
			t.Fatalf("%+v, then %+v", plan, again)
		}
		explained(t, p, plan)
	})
}

// explained checks that every wish that is not met, and no other, has its reason.
func explained(t *rapid.T, p *Problem, plan *Plan) {
	n := 0
	for i := range p.Items {
		for m := range p.Members {
			in := slices.Contains(plan.Items[i], m)
			if slices.Contains(p.Items[i].Wants, m) && !in || slices.Contains(p.Items[i].Avoids, m) && in {
				n++
			}
		}
	}
	if n != len(plan.Unmet) {
		t.Fatalf("%d wishes are not met, %+v", n, plan.Unmet)
	}
	for _, u := range plan.Unmet {
		others := u.Why == OthersWish || u.Why == EqualLoad || u.Why == BodyNeeded || u.Why == Whole
		if u.Why == "" || others != (u.Other >= 0) {
			t.Fatalf("%+v", u)
		}
	}
}

// Where nothing is barred, fixed or given before, loads differ by one at most.
func TestLoadsAreEqual(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		p.PerBody = 0
		for m := range p.Members {
			p.Members[m].Load = 0
		}
		for i := range p.Items {
			p.Items[i].Fixed, p.Items[i].Barred = nil, nil
		}
		if loads := Solve(p).Loads; slices.Max(loads)-slices.Min(loads) > 1 {
			t.Fatalf("%+v: %v", p, loads)
		}
	})
}

// Gaps and unmet wishes say what stands in the way.
func TestReasons(t *testing.T) {
	t.Parallel()
	members := func(bodies string) (out []Member) {
		for _, b := range bodies {
			out = append(out, Member{Body: string(b)})
		}
		return out
	}
	for name, c := range map[string]struct {
		p    Problem
		want string
	}{
		"excluded":    {Problem{Members: members("aa"), PerItem: 1, Items: []Item{{Barred: []int{0}, Wants: []int{0}}}}, "[[1]] [] [{0 0 true excluded -1}]"},
		"fixed":       {Problem{Members: members("aa"), PerItem: 1, Items: []Item{{Fixed: []int{1}, Avoids: []int{1}, Wants: []int{0}}}}, "[[1]] [] [{0 0 true fixed -1} {0 1 false fixed -1}]"},
		"load":        {Problem{Members: []Member{{"a", 2}, {"a", 0}}, PerItem: 1, Items: []Item{{Wants: []int{0}}}}, "[[1]] [] [{0 0 true load 1}]"},
		"body":        {Problem{Members: members("aab"), PerItem: 2, PerBody: 1, Items: []Item{{Avoids: []int{2}}}}, "[[0 2]] [] [{0 2 false body 1}]"},
		"others":      {Problem{Members: members("aa"), PerItem: 1, Items: []Item{{Wants: []int{0, 1}}}}, "[[0]] [] [{0 1 true others 0}]"},
		"nobody else": {Problem{Members: members("a"), PerItem: 1, Items: []Item{{Avoids: []int{0}}}}, "[[0]] [] [{0 0 false nobody_else -1}]"},
		"gap":         {Problem{Members: members("ab"), PerItem: 3, PerBody: 1, Items: []Item{{Barred: []int{1}}}}, "[[0]] [{0  1 3} {0 b 0 1}] []"},
		"fixed alike": {Problem{Members: members("aab"), PerItem: 2, PerBody: 1, Items: []Item{{Fixed: []int{0, 1}}}}, "[[0 1 2]] [] []"},
	} {
		plan := Solve(&c.p)
		if got := fmt.Sprintf("%v %v %v", plan.Items, plan.Gaps, plan.Unmet); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A committee of two hundred and a thousand proposals are planned while somebody waits.
func BenchmarkLargeCommittee(b *testing.B) {
	p := &Problem{PerItem: 5, PerBody: 1}
	for m := range 200 {
		p.Members = append(p.Members, Member{Body: string(rune('a' + m%3))})
	}
	for i := range 1000 {
		p.Items = append(p.Items, Item{Barred: []int{i % 200, i * 7 % 200}, Wants: []int{i * 3 % 200, i * 11 % 200}, Avoids: []int{i * 5 % 200}})
	}
	for b.Loop() {
		Solve(p)
	}
}
