package workflow

import "slices"

// SetAssignment says who is to score a proposal: the pseudonyms of all of them, in any order. None means every member.
type SetAssignment struct {
	Proposal string
	Members  []string
}

// Kind is KindAssignmentSet.
func (*SetAssignment) Kind() Kind { return KindAssignmentSet }

func (c *SetAssignment) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	place := func(pseudonym string) int {
		if _, p := r.Participant(pseudonym); p != nil {
			return p.Member
		}
		return -1
	}
	members := slices.Clone(c.Members)
	slices.SortFunc(members, func(a, b string) int { return place(a) - place(b) })
	rec.Event, rec.Proposal = &AssignmentSet{common: as, Members: slices.Compact(members)}, c.Proposal
	return nil, nil
}

// StateWish states a member's wish about being assigned to a proposal.
type StateWish struct {
	Proposal string
	Wish     Preference
}

// Kind is KindWishStated.
func (*StateWish) Kind() Kind { return KindWishStated }

func (c *StateWish) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event, rec.Proposal = &WishStated{common: as, Wish: c.Wish}, c.Proposal
	return nil, nil
}
