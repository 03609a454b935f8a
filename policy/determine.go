package policy

import "slices"

// Determine says what follows from the facts under this policy: the outcome it proposes, and every finding it rests on,
// in the order of examination. Rules that the policy does not have give no finding.
//
// The outcome is empty where the rules do not let the committee decide: too few score sheets; no ballot although one is
// needed; a committee that had no quorum; places that go by a standing which is not complete yet; or a policy that has
// no thresholds, no ballot and no such places. Otherwise it is Selected where no finding fails, and NotSelected where one
// does. Determine never proposes Deferred: that is the committee's to say.
//
// Findings name the members they count as long as there are no more than NamedMembers; the figures always say how many they
// are, and who is excluded is always named.
func (p *Policy) Determine(f Facts) Determination {
	m := p.merit(f)
	d := Determination{Findings: m.findings}
	if p.Selected.AtMost > 0 {
		limit, settled := p.places(f, m.agreed)
		m.decidable = m.decidable && (settled || !m.agreed)
		m.agreed = m.agreed && limit.Holds == HoldsYes
		d.Findings = append(d.Findings, limit)
	}
	switch {
	case m.decidable && m.agreed:
		d.Outcome = Selected
	case m.decidable:
		d.Outcome = NotSelected
	}
	if len(f.Members) > NamedMembers {
		anonymous(d.Findings)
	}
	return d
}

// merit is what the rules say of a proposal alone, whatever becomes of the others.
type merit struct {
	findings          []Finding
	decidable, agreed bool
}

func (p *Policy) merit(f Facts) merit {
	m := merit{decidable: true, agreed: true}
	f.RecusedInBase = p.Interests.QuorumBase == BaseIncluded
	ballot := !p.Majority.None()
	if f.BallotHeld {
		quorum := p.Quorum.Of(f)
		m.decidable = quorum.Holds == HoldsYes
		m.findings = append(m.findings, quorum)
	}
	m.findings = append(m.findings, p.Interests.of(f))
	if former, any := formerMembers(f.Members); any {
		m.findings = append(m.findings, former)
	}
	if p.Minimum.PerProposal > 0 || p.Minimum.PerBody > 0 {
		minimum := p.Minimum.Of(f.Members, p.Bodies)
		m.decidable = m.decidable && minimum.Holds == HoldsYes
		m.findings = append(m.findings, minimum)
	}
	thresholds := p.ThresholdsOf(f.Members)
	if len(thresholds.Findings) > 0 {
		m.agreed = thresholds.Holds == HoldsYes
		m.findings = append(m.findings, thresholds)
	} else if !ballot && !p.Selected.ranked() {
		m.decidable = false
	}
	switch {
	case ballot && f.BallotHeld:
		majority := p.Majority.Of(f, p.Bodies)
		m.decidable = m.decidable && !majority.fails(RuleSecret)
		m.agreed = m.agreed && majority.Holds == HoldsYes
		m.findings = append(m.findings, majority)
	case ballot:
		m.decidable = false
		m.findings = append(m.findings, Finding{Rule: RuleBallot, Holds: HoldsNo, Assumption: p.Majority.Assumption})
	}
	return m
}

// anonymous takes the names out of the topmost findings; the figures say how many they are.
func anonymous(findings []Finding) {
	for i := range findings {
		findings[i].Members = nil
	}
}

// fails tells whether a branch of that rule does not hold.
func (f *Finding) fails(rule string) bool {
	return slices.ContainsFunc(f.Findings, func(b Finding) bool { return b.Rule == rule && b.Holds == HoldsNo })
}

// NamedMembers is the size of the largest committee whose findings name the members they count. A decision is one entry of
// the record, whose length is bounded, and in a larger committee four lists of names would not fit into it.
const NamedMembers = 50

// Reaches tells whether ThresholdsOf the members holds, and nothing more.
func (p *Policy) Reaches(members []MemberFact) bool {
	for i := range p.Criteria {
		if c := &p.Criteria[i]; c.Threshold != nil {
			if opinions, _ := p.Opinions(i, members); c.Misses(p.Aggregation.Of(opinions)) {
				return false
			}
		}
	}
	return true
}

// ThresholdsOf tells for each criterion that has a threshold whether the members' figure reaches it; a criterion without
// a score that counts does not. Where no criterion has a threshold the finding has no branches.
func (p *Policy) ThresholdsOf(members []MemberFact) Finding {
	top := Finding{Rule: RuleThresholds, Assumption: p.Thresholds.Assumption}
	for i := range p.Criteria {
		c := &p.Criteria[i]
		if c.Threshold == nil {
			continue
		}
		opinions, notAssessable := p.Opinions(i, members)
		mean := p.Aggregation.Of(opinions)
		one := Finding{Rule: RuleThreshold, Holds: holds(!c.Misses(mean)), Figures: []Figure{{"criterion", c.ID}}}
		if mean != nil {
			one.Figures = append(one.Figures, Figure{"mean", mean.RatString()})
		}
		one.Figures = append(one.Figures, Figure{"threshold", c.Threshold.String()},
			figure("scores", int64(len(opinions))), figure("not_assessable", int64(notAssessable)))
		top.Findings = append(top.Findings, one)
	}
	for i := range members {
		if m := &members[i]; m.counts() && m.Scored && len(top.Findings) > 0 {
			top.Members = append(top.Members, m.scorer())
		}
	}
	top.all()
	return top
}

// formerMembers states whose scores count although they do not belong to their seat any more. It answers false where there is
// nobody.
func formerMembers(members []MemberFact) (Finding, bool) {
	one := Finding{Rule: RuleFormer, Holds: HoldsInfo}
	for i := range members {
		if m := &members[i]; m.counts() && m.Scored && m.Former {
			one.Members = append(one.Members, m.scorer())
		}
	}
	one.Figures = []Figure{figure("sheets", int64(len(one.Members)))}
	return one, len(one.Members) > 0
}

// of states who was excluded, and that nothing of theirs counts.
func (i *Interests) of(f Facts) Finding {
	top := Finding{Rule: RuleInterests, Holds: HoldsYes, Assumption: i.Assumption}
	var recused []string
	var sheets, cast int64
	for i := range f.Members {
		m := &f.Members[i]
		if !m.Recused {
			continue
		}
		recused = append(recused, m.ID)
		if m.Scored {
			sheets++
		}
		if m.Vote != "" {
			cast++
		}
	}
	top.Figures = []Figure{figure("recused", int64(len(recused)))}
	if len(recused) > 0 {
		top.Findings = []Finding{
			{Rule: RuleRecused, Holds: HoldsInfo, Figures: top.Figures, Members: recused},
			{Rule: RuleNotCounted, Holds: HoldsYes, Figures: []Figure{
				figure("sheets_set_aside", sheets), figure("votes_set_aside", cast),
			}},
		}
	}
	return top
}
