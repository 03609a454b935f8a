package workflow

import (
	"slices"
	"strconv"
)

// Assigned tells whether a participant is to score the proposal. Where nobody has been assigned every member is. An
// assignment belongs to the seat: whoever holds it now is to score what was assigned to it.
func (r *Round) Assigned(p *Proposal, participant int) bool {
	if len(p.Assigned) == 0 {
		return true
	}
	if participant < 0 || participant >= len(r.Participants) || r.Participants[participant].Seat < 0 {
		return false
	}
	seat := r.Participants[participant].Seat
	return slices.ContainsFunc(p.Assigned, func(i int) bool { return i == participant || r.Participants[i].Seat == seat })
}

// Assignable answers why a participant cannot be assigned to score the proposal, nil where they can.
func (r *Round) Assignable(p *Proposal, participant int) *Refusal {
	if r.Seat(participant) == nil || r.Participants[participant].Left > 0 {
		return r.about("assignee_unknown", participant)
	}
	if r.Recused(p, participant) != nil {
		return r.about("assignee_recused", participant)
	}
	return nil
}

// about is a refusal that concerns participants.
func (r *Round) about(code string, participants ...int) *Refusal {
	ref := refuse(code, "policy")
	for _, i := range participants {
		ref.People = append(ref.People, r.Participants[i].Pseudonym)
	}
	return ref
}

// permitAssignment asks of a new list that everybody on it can score the proposal, that nobody is left out who has scored
// it already, and, once it is under review, that the policy's numbers are kept.
func (r *Round) permitAssignment(e *AssignmentSet, p *Proposal) *Refusal {
	assigned := make([]int, len(e.Members))
	for at, pseudonym := range e.Members {
		i, who := r.Participant(pseudonym)
		if who == nil {
			ref := refuse("assignee_unknown", "policy")
			ref.People = []string{pseudonym}
			return ref
		}
		if ref := r.Assignable(p, i); ref != nil {
			return ref
		}
		if at > 0 && r.Participants[assigned[at-1]].Member >= who.Member {
			return inconsistent("members_order")
		}
		assigned[at] = i
	}
	if ref := r.permitLeavingOut(p, assigned); ref != nil || p.State != UnderReview {
		return ref
	}
	return r.permitCoverage(p, assigned)
}

// permitLeavingOut asks that who has scored stays assigned: their sheets count, and no list says otherwise.
func (r *Round) permitLeavingOut(p *Proposal, assigned []int) *Refusal {
	if len(assigned) == 0 {
		return nil
	}
	next := Proposal{Assigned: assigned}
	var scored []int
	for i := range p.Sheets {
		who := r.Members[p.Sheets[i].Member]
		if !r.Assigned(&next, who) && r.Assignable(p, who) == nil {
			scored = append(scored, who)
		}
	}
	if len(scored) > 0 {
		return r.about("assignment_scored", scored...)
	}
	return nil
}

// Covered says which number of the policy those assigned to a proposal do not reach, nil where they reach all.
func (r *Round) Covered(p *Proposal) *Refusal { return r.permitCoverage(p, p.Assigned) }

// permitCoverage asks the numbers of the policy of those who are to score: as many with a vote as the policy assigns and
// as many as it wants scores from, in the committee and in each body; a body, or a committee, that has fewer owes all.
func (r *Round) permitCoverage(p *Proposal, assigned []int) *Refusal {
	rule, least := r.Policy.Assignment, r.Policy.Minimum
	if len(assigned) == 0 {
		if !rule.None() {
			return refuse("assignment_missing", "policy", "needed", strconv.Itoa(rule.PerProposal))
		}
		return nil
	}
	next := Proposal{Assigned: assigned}
	have, could, all, allCould := map[string]int{}, map[string]int{}, 0, 0
	for _, i := range r.Members {
		seat := r.Seat(i)
		if seat.Advisory || r.Assignable(p, i) != nil {
			continue
		}
		could[seat.Body]++
		allCould++
		if r.Assigned(&next, i) {
			have[seat.Body]++
			all++
		}
	}
	if needed := min(max(rule.PerProposal, least.PerProposal), allCould); all < needed {
		return refuse("assignment_short", "policy", "have", strconv.Itoa(all), "needed", strconv.Itoa(needed))
	}
	for _, b := range bodyIDs(r.Policy) {
		if needed := min(max(rule.PerBody, least.PerBody), could[b]); have[b] < needed {
			return refuse("assignment_short_body", "policy", "body", b, "have", strconv.Itoa(have[b]), "needed", strconv.Itoa(needed))
		}
	}
	return nil
}

// preferences are what a member can wish.
var preferences = []string{string(Wants), string(Avoids), string(NoPreference)}

func permitWish(e *WishStated) *Refusal { return option("wish", []string{string(e.Wish)}, preferences) }
