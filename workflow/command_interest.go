package workflow

import (
	"cmp"
	"slices"
)

// DeclareInterest declares an interest of one's own, of one of the policy's kinds.
type DeclareInterest struct {
	Proposal, InterestKind, Note string
}

// Kind is KindInterestDeclared.
func (*DeclareInterest) Kind() Kind { return KindInterestDeclared }

func (c *DeclareInterest) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event, rec.Proposal = &InterestDeclared{common: as, InterestKind: c.InterestKind}, c.Proposal
	t := texts{}
	t.add("note", c.Note)
	return t, nil
}

// ReportInterest reports an interest of somebody else, known by their pseudonym.
type ReportInterest struct {
	Proposal, About, InterestKind, Note string
}

// Kind is KindInterestReported.
func (*ReportInterest) Kind() Kind { return KindInterestReported }

func (c *ReportInterest) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event, rec.Proposal = &InterestReported{common: as, About: c.About, InterestKind: c.InterestKind}, c.Proposal
	t := texts{}
	t.add("note", c.Note)
	return t, nil
}

// ResolveInterest enters the resolution on the reports about somebody, or on lifting somebody's exclusion. Yes, No and
// Abstain are the pseudonyms of those who voted so. Carried is only asked for where the policy leaves the resolution to
// the office; the committee's follows from the votes.
type ResolveInterest struct {
	Proposal, About  string
	Lift, Carried    bool
	Yes, No, Abstain []string
	Reason           string
}

// Kind is KindInterestResolved.
func (*ResolveInterest) Kind() Kind { return KindInterestResolved }

func (c *ResolveInterest) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &InterestResolved{
		common: as, About: c.About, Abstain: r.inMemberOrder(c.Abstain), Carried: c.Carried, Lift: c.Lift,
		No: r.inMemberOrder(c.No), Yes: r.inMemberOrder(c.Yes),
	}
	if p := r.Proposal(c.Proposal); p != nil && r.resolvesByVote() {
		e.Carried = r.resolution(p, e).carried()
	}
	rec.Event, rec.Proposal = e, c.Proposal
	t := texts{}
	t.add("reason", c.Reason)
	return t, nil
}

// inMemberOrder brings pseudonyms into the order of the members; who is none comes first, and is refused.
func (r *Round) inMemberOrder(pseudonyms []string) []string {
	place := func(pseudonym string) int {
		if i := r.participant(pseudonym); i >= 0 {
			return r.Participants[i].Member
		}
		return -1
	}
	out := slices.Clone(pseudonyms)
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(place(a), place(b)) })
	return out
}
