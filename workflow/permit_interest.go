package workflow

import (
	"slices"

	"gremium/policy"
)

// permitParty keeps those who are excluded away from the proposal, whichever door they come to. It is asked before the
// lifecycle, whose answers would tell how the proposal stands. Only a submitter's own acts are left, and declaring a
// further interest of one's own.
func (r *Round) permitParty(rec *Record, f *found) *Refusal {
	p := f.proposal
	if p == nil || len(p.Interests) == 0 || f.as == bySubmitter {
		return nil
	}
	_, declares := rec.Event.(*InterestDeclared)
	if declares && f.actor == f.subject {
		return nil
	}
	if r.Recused(p, f.actor) != nil {
		if f.as == byMember {
			return refuse("recused", "§ 20 VwVfG")
		}
		return refuse("recused_office", "§ 20 VwVfG")
	}
	if f.kind.who&byMember != 0 && !declares && r.Recused(p, f.subject) != nil {
		ref := refuse("recused_other", "§ 20 VwVfG")
		ref.People = []string{rec.For}
		return ref
	}
	return nil
}

// permitInterestKind checks that the policy knows the kind of interest.
func (r *Round) permitInterestKind(kind string) *Refusal {
	kinds := r.Policy.Interests.Kinds
	if len(kinds) == 0 {
		return refuse("interests_none", "policy")
	}
	return option("interest", []string{kind}, optionIDs(kinds))
}

func (r *Round) permitDeclaration(e *InterestDeclared, f *found) *Refusal {
	if ref := r.permitInterestKind(e.InterestKind); ref != nil {
		return ref
	}
	for i := range f.proposal.Interests {
		if x := &f.proposal.Interests[i]; x.Participant == f.subject && x.Kind == e.InterestKind && x.Excludes {
			return refuse("interest_declared", "record")
		}
	}
	return nil
}

func (r *Round) permitReport(e *InterestReported, f *found) *Refusal {
	if ref := r.permitInterestKind(e.InterestKind); ref != nil {
		return ref
	}
	about, who := r.Participant(e.About)
	switch {
	case r.Policy.Interests.DecidedBy == policy.DecidedByDeclaration:
		return refuse("interest_own_only", "policy")
	case who == nil || who.caps&(byMember|byOffice) == 0:
		return refuse("interest_nobody", "record")
	case about == f.subject:
		return refuse("interest_own", "record")
	case r.Recused(f.proposal, about) != nil:
		return refuse("interest_excluded", "record")
	case !e.has("note"):
		return refuse("reason_missing", "policy")
	}
	for i := range f.proposal.Interests {
		if x := &f.proposal.Interests[i]; x.Participant == about && x.Kind == e.InterestKind && x.Open {
			return refuse("interest_reported", "record")
		}
	}
	return nil
}

func (r *Round) permitResolution(rec *Record, e *InterestResolved, f *found) *Refusal {
	about, _ := r.Participant(e.About)
	pending := slices.ContainsFunc(f.proposal.Interests, func(x Interest) bool {
		return x.Participant == about && (e.Lift && x.Excludes || !e.Lift && x.Open)
	})
	switch {
	case about >= 0 && r.sameParty(about, f.actor):
		return refuse("interest_resolved_by_self", "§ 20 VwVfG")
	case !pending && e.Lift:
		return refuse("exclusion_missing", "record")
	case !pending:
		return refuse("report_missing", "record")
	case r.resolvesByVote():
		return r.permitResolutionVotes(rec, e, f, about)
	case len(e.Yes)+len(e.No)+len(e.Abstain) > 0:
		return inconsistent("resolution_votes")
	case !e.has("reason"):
		return refuse("reason_missing", "policy")
	}
	return nil
}

// permitResolutionVotes checks who voted, each seat once, that the committee had its quorum, and what the votes come to.
func (r *Round) permitResolutionVotes(rec *Record, e *InterestResolved, f *found, about int) *Refusal {
	seats := map[int]bool{}
	for _, voter := range slices.Concat(e.Yes, e.No, e.Abstain) {
		i, who := r.Participant(voter)
		code := ""
		switch {
		case who == nil || who.Seat < 0 || r.Seats[who.Seat].Advisory:
			code = "resolution_voter"
		case r.sameParty(i, about) || r.Recused(f.proposal, i) != nil:
			code = "resolution_excluded"
		case seats[who.Seat]:
			code = "resolution_twice"
		case r.Acting(i, rec.At) != nil:
			code = "not_acting"
		}
		if code != "" {
			ref := refuse(code, "§ 20 VwVfG")
			ref.People = []string{voter}
			return ref
		}
		seats[who.Seat] = true
	}
	x := r.resolution(f.proposal, e)
	if x.quorum.Holds != policy.HoldsYes {
		ref := refuse("resolution_quorum", "policy")
		ref.Policy, ref.findings = r.Policy, []policy.Finding{x.quorum}
		return ref
	}
	if e.Carried != x.carried() {
		return inconsistent("resolution")
	}
	return nil
}

// permitOthersToDecide leaves decisions to somebody who takes part in every proposal, where only so many can be selected: what
// the rules propose for one tells how the others stand.
func (r *Round) permitOthersToDecide(f *found) *Refusal {
	if r.Policy.Selected.AtMost > 0 && r.excludedAmong(r.Proposals, f.actor) {
		return refuse("recused_places", "§ 20 VwVfG")
	}
	return nil
}

// permitOthersToConclude leaves concluding to somebody who takes part in every proposal: whether it is possible tells
// how each of them stands.
func (r *Round) permitOthersToConclude(actor int) *Refusal {
	if r.excludedAmong(r.Proposals, actor) {
		return refuse("recused_round", "§ 20 VwVfG")
	}
	return nil
}
