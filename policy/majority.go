package policy

import "slices"

// votes are counted by weight.
type votes struct {
	yes, no, abstain int64
	heads            []string
	entitled         bool // somebody may vote
}

// count counts the votes of members who may decide and are present; of one body, or of all where body is nil.
func count(members []MemberFact, body *string) votes {
	var v votes
	for i := range members {
		m := &members[i]
		if !m.counts() || m.Vacant || body != nil && m.Body != *body {
			continue
		}
		v.entitled = true
		if !m.Present {
			continue
		}
		switch m.Vote {
		case Yes:
			v.yes += m.weight()
		case No:
			v.no += m.weight()
		case Abstain:
			v.abstain += m.weight()
		case Sealed: // the tally says what was voted
		default:
			continue
		}
		v.heads = append(v.heads, m.voter())
	}
	return v
}

// Of tells whether the ballot carries. Votes count by weight; those of advisory, recused or absent members do not. A
// ballot without a vote that counts does not carry. Where a majority is needed within a body, a tie in it rejects, and
// a body in which nobody may decide is left out, with a note.
func (m Majority) Of(f Facts, bodies []Body) Finding {
	all := count(f.Members, nil)
	if s := f.Secret; s != nil {
		all.yes, all.no, all.abstain = s.Yes, s.No, s.Abstain
	}
	top := Finding{
		Rule: RuleMajority, Assumption: m.Assumption, Members: all.heads,
		Figures: []Figure{figure("yes", all.yes), figure("no", all.no), figure("abstain", all.abstain)},
	}
	vote := m.carried(all)
	tie := Finding{Rule: RuleTie, Holds: HoldsInfo, Figures: []Figure{{"tie", "none"}}}
	if against := m.against(all); all.yes > 0 && all.yes == against {
		chair := chairs(f.Members)
		tie.Figures = []Figure{{"tie", m.Tie}}
		if m.Tie == TieChair {
			tie.Figures = append(tie.Figures, Figure{"chair", string(chair)})
			vote.Holds = holds(chair == Yes)
		}
	}
	top.Findings = append(top.Findings, vote, tie)
	if f.Secret != nil {
		top.Findings = append(top.Findings, secret(f.Members))
	}
	for _, b := range bodies {
		switch consent := slices.Contains(m.Consent, b.ID); {
		case consent:
			top.Findings = append(top.Findings, m.within(RuleConsent, f, b.ID))
		case m.EachBody:
			top.Findings = append(top.Findings, m.within(RuleMajorityBody, f, b.ID))
		}
	}
	top.all()
	return top
}

// secret tells whether the tally of a secret ballot can stand: not where somebody voted whose vote does not count, because
// nobody can take it out of the tally again.
func secret(members []MemberFact) Finding {
	one := Finding{Rule: RuleSecret}
	var cast, idle int64
	for i := range members {
		m := &members[i]
		if m.Vote == "" {
			continue
		}
		cast++
		if !m.counts() || !m.Present {
			idle++
			one.Members = append(one.Members, m.ID)
		}
	}
	one.Holds = holds(idle == 0)
	one.Figures = []Figure{figure("voters", cast), figure("not_counted", idle)}
	return one
}

func (m Majority) against(v votes) int64 {
	if m.Abstentions == AbstentionsAsNo {
		return v.no + v.abstain
	}
	return v.no
}

// carried holds the yes votes against those that are needed.
func (m Majority) carried(v votes) Finding {
	base := v.yes + m.against(v)
	share, need := Figure{"more_than", m.MoreThan.String()}, above(base, m.MoreThan)
	if m.AtLeast.Den != 0 {
		share, need = Figure{"at_least", m.AtLeast.String()}, max(reaching(base, m.AtLeast), 1)
	}
	return Finding{Rule: RuleVotes, Holds: holds(v.yes >= need), Figures: []Figure{
		figure("yes", v.yes), figure("no", v.no), figure("abstain", v.abstain),
		figure("base", base), share, figure("needed", need),
	}}
}

func (m Majority) within(rule string, f Facts, body string) Finding {
	v := count(f.Members, &body)
	one := m.carried(v)
	one.Rule = rule
	one.Figures = append([]Figure{{"body", body}}, one.Figures...)
	if !v.entitled {
		one.Holds = HoldsInfo
	}
	return one
}

// chairs is the vote of the chair; none where no chair or more than one voted.
func chairs(members []MemberFact) Choice {
	var choice Choice
	n := 0
	for i := range members {
		if m := &members[i]; m.Chair && m.Present && m.counts() && m.Vote != "" {
			choice, n = m.Vote, n+1
		}
	}
	if n > 1 {
		return ""
	}
	return choice
}
