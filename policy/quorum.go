package policy

import (
	"math/big"
	"strconv"
)

// The rules that answer with findings; indented are those that stand below another.
const (
	RuleQuorum         = "quorum"
	RuleInvited        = "all_invited"     //   every member with a vote was invited
	RulePresentShare   = "present_share"   //   enough of the entitled are present
	RulePresentMinimum = "present_minimum" //   a least number is present
	RuleSecondMeeting  = "second_meeting"  //   a second meeting, to which the invitation says that it needs no quorum
	RuleNotice         = "notice"          //   the invitation came in time, or everybody is present

	RuleInterests  = "interests"
	RuleRecused    = "recused"     //   who is excluded
	RuleNotCounted = "not_counted" //   nothing of theirs counts

	RuleFormer = "former_members" // scores of those who have left stay

	RuleMinimum         = "minimum_scores"
	RuleMinimumProposal = "minimum_per_proposal"
	RuleMinimumBody     = "minimum_per_body"

	RuleThresholds = "thresholds"
	RuleThreshold  = "threshold"

	RuleBallot       = "ballot" // a ballot is needed and none was held
	RuleMajority     = "majority"
	RuleVotes        = "votes"
	RuleTie          = "tie"
	RuleSecret       = "secret" //   only votes that count are in the tally of a secret ballot
	RuleMajorityBody = "majority_in_body"
	RuleConsent      = "consent"

	RuleSelectedLimit    = "selected_limit"
	RuleStandingComplete = "standing_complete" //   nothing is open that could change the rank
	RulePlace            = "place"             //   there is a place for the rank
	RuleLimitTie         = "tie_at_limit"      //   more share the rank than there are places
)

func holds(yes bool) Holds {
	if yes {
		return HoldsYes
	}
	return HoldsNo
}

func figure(name string, n int64) Figure { return Figure{name, strconv.FormatInt(n, 10)} }

// all sets the finding to hold where none of its branches fails.
func (f *Finding) all() {
	f.Holds = HoldsYes
	for i := range f.Findings {
		if f.Findings[i].Holds == HoldsNo {
			f.Holds = HoldsNo
		}
	}
}

// Of tells whether the committee can decide. Advisory members do not belong to the entitled, recused ones only where the
// facts say so, and are never present; a member who has two votes is one head. Everybody with a vote must have been
// invited, recused members too. In a second meeting how many are present decides nothing, where the policy says so (§ 90
// (2) VwVfG). An invitation that came late does no harm where all the entitled are present.
func (q Quorum) Of(f Facts) Finding {
	var entitled, present, voting int64
	second := q.Second && f.Second
	top := Finding{Rule: RuleQuorum, Assumption: q.Assumption}
	for i := range f.Members {
		m := &f.Members[i]
		if m.Vacant {
			continue
		}
		if !m.Advisory {
			voting++
		}
		if !m.counts() {
			if m.Recused && !m.Advisory && f.RecusedInBase {
				entitled++
			}
			continue
		}
		entitled++
		if m.Present {
			present++
			top.Members = append(top.Members, m.voter())
		}
	}
	top.Figures = []Figure{figure("present", present), figure("entitled", entitled)}
	if q.AllInvited {
		top.Findings = append(top.Findings, Finding{
			Rule: RuleInvited, Holds: holds(int64(f.Invited) >= voting),
			Figures: []Figure{figure("invited", int64(f.Invited)), figure("members", voting)},
		})
	}
	asked := func(yes bool) Holds {
		if second {
			return HoldsInfo
		}
		return holds(yes)
	}
	top.Findings = append(top.Findings, f.invitation(second, present, entitled)...)
	if q.MoreThan.Den != 0 {
		need := above(entitled, q.MoreThan)
		top.Findings = append(top.Findings, Finding{
			Rule: RulePresentShare, Holds: asked(present >= need),
			Figures: []Figure{
				figure("present", present), figure("entitled", entitled),
				{"more_than", q.MoreThan.String()},
				figure("needed", need),
			},
		})
	}
	if q.Minimum > 0 {
		top.Findings = append(top.Findings, Finding{
			Rule: RulePresentMinimum, Holds: asked(present >= int64(q.Minimum)),
			Figures: []Figure{figure("present", present), figure("needed", int64(q.Minimum))},
		})
	}
	top.all()
	return top
}

// invitation is what the invitation to a meeting does to its quorum.
func (f *Facts) invitation(second bool, present, entitled int64) []Finding {
	var out []Finding
	if second {
		out = append(out, Finding{Rule: RuleSecondMeeting, Holds: HoldsYes})
	}
	if f.Short {
		out = append(out, Finding{
			Rule: RuleNotice, Holds: holds(present == entitled),
			Figures: []Figure{figure("present", present), figure("entitled", entitled)},
		})
	}
	return out
}

// above is the least whole number that is more than this share of n.
func above(n int64, share Fraction) int64 {
	x := new(big.Int).Mul(big.NewInt(n), big.NewInt(share.Num))
	return x.Quo(x, big.NewInt(max(share.Den, 1))).Int64() + 1
}

// reaching is the least whole number that is at least this share of n.
func reaching(n int64, share Fraction) int64 {
	x := new(big.Int).Mul(big.NewInt(n), big.NewInt(share.Num))
	x.Add(x, big.NewInt(max(share.Den, 1)-1))
	return x.Quo(x, big.NewInt(max(share.Den, 1))).Int64()
}

// Of tells whether enough score sheets are in to conclude anything from them. A sheet counts even where its criteria are
// called not assessable. A body without a member who decides on the proposal and is to score it is left out, with a note.
func (m Minimum) Of(members []MemberFact, bodies []Body) Finding {
	top := Finding{Rule: RuleMinimum, Assumption: m.Assumption}
	sheets, entitled := map[string]int64{}, map[string]bool{}
	for i := range members {
		if one := &members[i]; one.counts() {
			entitled[one.Body] = entitled[one.Body] || !one.Unassigned && (one.Scored || !one.Vacant)
			if one.Scored {
				sheets[one.Body]++
				top.Members = append(top.Members, one.scorer())
			}
		}
	}
	n := int64(len(top.Members))
	top.Figures = []Figure{figure("sheets", n)}
	if m.PerProposal > 0 {
		top.Findings = append(top.Findings, Finding{
			Rule: RuleMinimumProposal, Holds: holds(n >= int64(m.PerProposal)),
			Figures: []Figure{figure("sheets", n), figure("needed", int64(m.PerProposal))},
		})
	}
	for _, b := range bodies {
		if m.PerBody < 1 {
			break
		}
		one := Finding{
			Rule: RuleMinimumBody, Holds: HoldsInfo,
			Figures: []Figure{{"body", b.ID}, figure("sheets", sheets[b.ID]), figure("needed", int64(m.PerBody))},
		}
		if entitled[b.ID] {
			one.Holds = holds(sheets[b.ID] >= int64(m.PerBody))
		}
		top.Findings = append(top.Findings, one)
	}
	top.all()
	return top
}
