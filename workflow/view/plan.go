package view

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"gremium/workflow"
	"gremium/workflow/assign"
)

// Plan is an assignment that the office has in view: before it is taken over it changes nothing.
type Plan struct {
	Rows []PlanRow // in order of the proposals
	Now  []int     // proposals assigned to each member, by index among members
	Then []int     // the same after the plan
	Mark string    // changes with everything that the plan rests on
}

// PlanRow is what a plan does to one proposal. Empty lists mean every member.
type PlanRow struct {
	Proposal *Proposal
	Was      []int // indexes among members
	Then     []int
	Barred   *workflow.Refusal // why the rules do not allow it; nil where they do, and where nothing changes
	Gaps     []PlanGap
	Unmet    []PlanWish
}

// Changes tells whether the plan changes who is to score the proposal.
func (r *PlanRow) Changes() bool { return !slices.Equal(r.Was, r.Then) }

// PlanGap is a number that cannot be reached: of a body, or of the proposal where Body is empty.
type PlanGap struct {
	Body         string
	Have, Needed int
}

// PlanWish is a wish that the plan does not meet, and what stands against it.
type PlanWish struct {
	Member int // index among members
	Wants  bool
	Why    assign.Why
	Other  int // index among members, -1 where nobody in particular stands against it
}

// List says who is to score a proposal; no members means every member.
type List struct {
	Proposal *Proposal
	Members  []int // indexes among members
}

// PlanBy asks for a plan. The numbers of the policy hold where these are smaller.
type PlanBy struct {
	PerProposal, PerBody int
	Anew                 bool // assign again what is assigned; who has scored stays in any case
}

// Assigning are the proposals whose assignment the office can set now, in order of their numbers. What the viewer takes no
// part in is left out: somebody else of the office assigns it.
func (v *Round) Assigning() []*Proposal {
	var out []*Proposal
	for _, p := range v.Proposals {
		s := v.state.Proposal(p.ID)
		if v.Office && p.Exclusion == nil && v.state.Open(workflow.KindAssignmentSet, s) {
			out = append(out, p)
		}
	}
	return out
}

// Wishing are the proposals about which the viewer can state a wish as a member, in order of their numbers.
func (v *Round) Wishing() []*Proposal {
	var out []*Proposal
	for _, p := range v.Proposals {
		if v.member >= 0 && p.Exclusion == nil && v.state.Open(workflow.KindWishStated, v.state.Proposal(p.ID)) {
			out = append(out, p)
		}
	}
	return out
}

// Need are the numbers of the policy for a proposal: members with a vote who are to score it, and those of each body.
func (v *Round) Need() (perProposal, perBody int) {
	a, m := v.Policy.Assignment, v.Policy.Minimum
	return max(a.PerProposal, m.PerProposal, 1), max(a.PerBody, m.PerBody)
}

// PlanLists previews lists that were made by hand.
func (v *Round) PlanLists(lists []List) *Plan {
	plan := &Plan{Mark: v.planMark()}
	for _, l := range lists {
		members := slices.Clone(l.Members)
		slices.Sort(members)
		plan.Rows = append(plan.Rows, PlanRow{Proposal: l.Proposal, Was: l.Proposal.Assigned, Then: slices.Compact(members)})
	}
	return v.tried(plan)
}

// PlanAll makes a plan for all proposals that can be assigned now.
func (v *Round) PlanAll(by PlanBy) *Plan {
	open := v.Assigning()
	problem, people := v.problem(open, by)
	solved := assign.Solve(problem)
	plan := &Plan{Mark: v.planMark()}
	for i, p := range open {
		row := PlanRow{Proposal: p, Was: p.Assigned}
		for _, m := range p.Assigned { // seats without a vote are beyond the plan, and stay
			if !slices.Contains(people, m) && v.assignable(p, m) {
				row.Then = append(row.Then, m)
			}
		}
		for _, m := range solved.Items[i] {
			row.Then = append(row.Then, people[m])
		}
		slices.Sort(row.Then)
		for _, g := range solved.Gaps {
			if g.Item == i {
				row.Gaps = append(row.Gaps, PlanGap{g.Body, g.Have, g.Needed})
			}
		}
		for _, u := range solved.Unmet {
			if u.Item == i {
				row.Unmet = append(row.Unmet, wishOf(u, people))
			}
		}
		plan.Rows = append(plan.Rows, row)
	}
	return v.tried(plan)
}

func wishOf(u assign.Unmet, people []int) PlanWish {
	w := PlanWish{Member: people[u.Member], Wants: u.Wants, Why: u.Why, Other: -1}
	if u.Other >= 0 {
		w.Other = people[u.Other]
	}
	return w
}

// problem puts the proposals and the members with a vote into figures; people are the members by their place in it.
func (v *Round) problem(open []*Proposal, by PlanBy) (problem *assign.Problem, people []int) {
	problem = &assign.Problem{}
	problem.PerItem, problem.PerBody = v.Need()
	problem.PerItem, problem.PerBody = max(problem.PerItem, by.PerProposal), max(problem.PerBody, by.PerBody)
	for m := range v.Members {
		if v.Members[m].Advisory {
			continue
		}
		people = append(people, m)
		problem.Members = append(problem.Members, assign.Member{Body: v.Members[m].Body, Load: v.elsewhere(open, m)})
	}
	for _, p := range open {
		var it assign.Item
		s := v.state.Proposal(p.ID)
		for at, m := range people {
			scored := s.Sheet(m) != nil
			switch {
			case !v.assignable(p, m):
				it.Barred = append(it.Barred, at)
			case scored, !by.Anew && slices.Contains(p.Assigned, m):
				it.Fixed = append(it.Fixed, at)
			}
			switch s.Wish(m) {
			case workflow.Wants:
				it.Wants = append(it.Wants, at)
			case workflow.Avoids:
				it.Avoids = append(it.Avoids, at)
			case workflow.NoPreference:
			}
		}
		problem.Items = append(problem.Items, it)
	}
	return problem, people
}

// elsewhere counts the proposals beyond those that are assigned to a member.
func (v *Round) elsewhere(beyond []*Proposal, m int) int {
	n := 0
	for _, p := range v.Proposals {
		if slices.Contains(p.Assigned, m) && !slices.Contains(beyond, p) {
			n++
		}
	}
	return n
}

func (v *Round) assignable(p *Proposal, m int) bool {
	return v.state.Assignable(v.state.Proposal(p.ID), v.state.Members[m]) == nil
}

// Assignable tells whether the member of that index can be assigned to score a proposal. Only the office is answered.
func (v *Round) Assignable(p *Proposal, m int) bool {
	return v.Office && p.Exclusion == nil && m >= 0 && m < len(v.Members) && v.assignable(p, m)
}

// WishOf is the wish of a member about a proposal, for the office, and for oneself.
func (v *Round) WishOf(p *Proposal, m int) workflow.Preference {
	if s := v.state.Proposal(p.ID); s != nil && p.Exclusion == nil && (v.Office || m == v.member) {
		return s.Wish(m)
	}
	return workflow.NoPreference
}

// tried asks the rules for each row, and counts.
func (v *Round) tried(plan *Plan) *Plan {
	plan.Now, plan.Then = make([]int, len(v.Members)), make([]int, len(v.Members))
	for m := range v.Members {
		plan.Now[m] = v.elsewhere(nil, m)
		plan.Then[m] = plan.Now[m]
	}
	for i := range plan.Rows {
		row := &plan.Rows[i]
		if row.Changes() {
			row.Barred = v.try(v.Assignment(row))
		}
		for _, m := range row.Was {
			plan.Then[m]--
		}
		for _, m := range row.Then {
			plan.Then[m]++
		}
	}
	return plan
}

// Assignment is the command that a row asks for.
func (v *Round) Assignment(row *PlanRow) *workflow.SetAssignment {
	c := &workflow.SetAssignment{Proposal: row.Proposal.ID}
	for _, m := range row.Then {
		c.Members = append(c.Members, v.Members[m].Pseudonym)
	}
	return c
}

// planMark is a digest of everything that a plan rests on, made from what the office sees.
func (v *Round) planMark() string {
	var b strings.Builder
	for m := range v.Members {
		fmt.Fprintln(&b, v.Members[m].Pseudonym, v.Members[m].Seat, v.Members[m].Advisory)
	}
	for _, p := range v.Assigning() {
		fmt.Fprintln(&b, p.ID, p.Version, p.State, p.Assigned, p.Awaited)
		for m := range v.Members {
			fmt.Fprintln(&b, v.WishOf(p, m), v.assignable(p, m))
		}
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:16])
}

// Uncovered says which number of the policy those assigned to a proposal do not reach, nil where they reach all.
func (v *Round) Uncovered(p *Proposal) *workflow.Refusal {
	if s := v.state.Proposal(p.ID); s != nil && v.Office && p.Exclusion == nil {
		return v.state.Covered(s)
	}
	return nil
}
