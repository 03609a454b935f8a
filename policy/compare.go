package policy

import (
	"cmp"
	"math/big"
	"slices"
)

// Case is a proposal whose result is looked at under other rules or on other facts.
type Case struct {
	ID      string
	Facts   Facts
	Decided uint64 // grows in the order in which the committee decided; 0 while it has not
}

// Result is what a policy says of a case.
type Result struct {
	ID       string
	Outcome  Outcome // empty where the rules do not let the committee decide
	Rank     int     // 0 is unranked
	Index    *big.Rat
	Findings []Finding
}

// Results determines every case and ranks them, in the order given. A limit on how many are selected counts as the
// committee went: what this policy selects in the order of the decisions, and all of that for a case that is not decided.
// What the facts say of it is not looked at. The facts are not changed.
func (p *Policy) Results(cases []Case) []Result {
	out, entrants, order := make([]Result, len(cases)), make([]Entrant, len(cases)), make([]int, len(cases))
	for i := range cases {
		order[i] = i
		entrants[i] = Entrant{ID: cases[i].ID, Means: p.Means(p.Aggregation, cases[i].Facts.Members)}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(cases[a].Decided-1, cases[b].Decided-1) }) // 0 comes last
	selected, rivals := 0, p.rivals(cases)
	for _, i := range order {
		f := cases[i].Facts
		f.SelectedSoFar, f.Rivals = selected, without(rivals, cases[i].ID)
		d := p.Determine(f)
		if d.Outcome == Selected && cases[i].Decided > 0 {
			selected++
		}
		out[i] = Result{ID: cases[i].ID, Outcome: d.Outcome, Findings: d.Findings}
	}
	place := map[string]Place{}
	for _, pl := range p.Standing(entrants) {
		place[pl.ID] = pl
	}
	for i := range out {
		out[i].Rank, out[i].Index = place[out[i].ID].Rank, place[out[i].ID].Index
	}
	return out
}

// rivals are the cases that compete with each other under this policy, whatever was decided on them.
func (p *Policy) rivals(cases []Case) []Rival {
	if !p.Ranked() {
		return nil
	}
	all := make([]Candidate, len(cases))
	for i := range cases {
		all[i] = Candidate{ID: cases[i].ID, Facts: cases[i].Facts}
	}
	return p.Rivals(all)
}

func without(rivals []Rival, id string) []Rival {
	out := make([]Rival, 0, len(rivals))
	for i := range rivals {
		if rivals[i].ID != id {
			out = append(out, rivals[i])
		}
	}
	return out
}

// Change is a case whose outcome or rank differs between two results.
type Change struct{ Before, After Result }

// Changes are the cases of which the outcome or the rank differs, in the order given; both lists are of the same cases.
func Changes(before, after []Result) []Change {
	var out []Change
	for i := range min(len(before), len(after)) {
		if before[i].Outcome != after[i].Outcome || before[i].Rank != after[i].Rank {
			out = append(out, Change{before[i], after[i]})
		}
	}
	return out
}

// Transfer gives cases of this policy as another one reads them: scores go by the id of the criterion. A criterion that
// only the other policy has was never asked about, and counts like one that nobody could assess.
func (p *Policy) Transfer(cases []Case, to *Policy) []Case {
	from := make([]int, len(to.Criteria))
	for i := range to.Criteria {
		_, from[i] = p.Criterion(to.Criteria[i].ID)
	}
	return altered(cases, func(f *Facts) {
		for i := range f.Members {
			if m := &f.Members[i]; m.Scored {
				m.Values = transferred(m.Values, from)
			}
		}
	})
}

func transferred(values []Value, from []int) []Value {
	out := make([]Value, len(from))
	for i, at := range from {
		out[i] = Value{NotAssessable: true}
		if at >= 0 && at < len(values) {
			out[i] = values[at]
		}
	}
	return out
}

// Without gives the cases as they would stand had some members never sat there: their scores, their votes and their
// place among the entitled are gone. Who was not invited stays so: leaving somebody out never makes an invitation whole.
// A vote in a secret ballot cannot be taken out of the tally: it stays as one that does not count, so that the ballot
// decides nothing.
func Without(cases []Case, leaves func(*MemberFact) bool) []Case {
	return altered(cases, func(f *Facts) {
		gone, sealed := 0, []MemberFact(nil)
		f.Members = slices.DeleteFunc(f.Members, func(m MemberFact) bool {
			if !leaves(&m) {
				return false
			}
			if !m.Advisory {
				gone++
			}
			if f.Secret != nil && m.Vote != "" {
				sealed = append(sealed, MemberFact{ID: m.ID, Body: m.Body, Group: m.Group, Voter: m.Voter, Vote: m.Vote, Advisory: true})
			}
			return true
		})
		f.Members = append(f.Members, sealed...)
		f.Invited = max(f.Invited-gone, 0)
	})
}

// altered changes copies of the facts.
func altered(cases []Case, change func(*Facts)) []Case {
	out := slices.Clone(cases)
	for i := range out {
		out[i].Facts.Members = slices.Clone(out[i].Facts.Members)
		change(&out[i].Facts)
	}
	return out
}
