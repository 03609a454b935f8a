package policy

// Shortfall is a demand of the policy that the members there are cannot meet, whatever they do.
type Shortfall struct {
	Rule         string // RuleMinimumProposal, RuleMinimumBody or RulePresentMinimum
	Body         string // id, for RuleMinimumBody
	Have, Needed int    // members who may decide
}

// Shortfalls lists the demands that are out of reach of a committee, in the order of examination; nil where there are none. A
// body without a seat that may decide is left out, as Determine leaves it out; one whose seats are all vacant is not.
func (p *Policy) Shortfalls(members []MemberFact) []Shortfall {
	all, bodies, seats := 0, map[string]int{}, map[string]bool{}
	for i := range members {
		m := &members[i]
		if !m.counts() {
			continue
		}
		seats[m.Body] = true
		if !m.Vacant {
			all++
			bodies[m.Body]++
		}
	}
	var out []Shortfall
	ask := func(rule, body string, have, needed int) {
		if have < needed {
			out = append(out, Shortfall{Rule: rule, Body: body, Have: have, Needed: needed})
		}
	}
	ask(RulePresentMinimum, "", all, p.Quorum.Minimum)
	ask(RuleMinimumProposal, "", all, p.Minimum.PerProposal)
	for i := range p.Bodies {
		if id := p.Bodies[i].ID; seats[id] {
			ask(RuleMinimumBody, id, bodies[id], p.Minimum.PerBody)
		}
	}
	return out
}
