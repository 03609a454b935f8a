package workflow

import (
	"slices"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Written is one version of a text that somebody wrote: the entry that commits to it, and when it was made.
type Written struct {
	Seq uint64
	At  ledger.Instant
}

// Comment is one contribution to the discussion of a proposal. People name it by its place among the comments, from 1.
type Comment struct {
	Author   int       // index of the participant
	As       Capacity  // the author speaks as a member or for the office
	ReplyTo  int       // place of the comment that it answers, 0 for none
	Versions []Written // earliest first; later ones are edits
}

// Question is what the office asks the submitter of a proposal, with the answer. People name it by its place among the
// questions, from 1.
type Question struct {
	By      int // index of the participant of the office
	Asked   Written
	Answers []Written // versions of the answer, earliest first; empty until there is one
}

// comment finds a comment by any entry of its versions and answers its place from 1, 0 where there is none.
func (p *Proposal) comment(entry uint64) int {
	return 1 + slices.IndexFunc(p.Comments, func(c Comment) bool {
		return slices.ContainsFunc(c.Versions, func(w Written) bool { return w.Seq == entry })
	})
}

// question finds a question by its entry and answers its place from 1, 0 where there is none.
func (p *Proposal) question(entry uint64) int {
	return 1 + slices.IndexFunc(p.Questions, func(q Question) bool { return q.Asked.Seq == entry })
}

// Veil says whether the opinions of others on a proposal are hidden from somebody who has a seat (an index among
// participants), and until when: policy.BlindUntilOwn or policy.BlindUntilClosed, empty where they are not. Opinions are
// scores, and what is said in the discussion.
//
// A sheet is the seat's, blindness the person's: who comes to a seat that has scored already, or deputises for it, has not
// judged yet, and sees the others once they have confirmed or revised the seat's sheet in their own name.
func (r *Round) Veil(p *Proposal, participant int) string {
	until := r.Policy.Blindness.Until
	switch {
	case p.State == Scored || p.State == Decided || until == policy.BlindNever:
		return ""
	case until == policy.BlindUntilClosed, !r.Assigned(p, participant): // who is not assigned will give no scores
		return policy.BlindUntilClosed
	case !p.scoredBy(r.Participants[participant].Member, participant):
		return policy.BlindUntilOwn
	}
	return ""
}

// Blind tells whether members are kept from scores now: while they are, the growth of the record must not tell them who has
// given some.
func (r *Round) Blind() bool {
	return r.Policy != nil && r.Policy.Blindness.Until != policy.BlindNever && r.Phase != Concluded && r.Phase != Cancelled &&
		slices.ContainsFunc(r.Proposals, func(p *Proposal) bool { return p.State == UnderReview })
}

// Voting tells whether a ballot is open, on a proposal or a motion.
func (r *Round) Voting() bool {
	open := func(b *Ballot) bool { return b != nil && b.Open }
	return slices.ContainsFunc(r.Motions, func(m *Motion) bool { return open(m.Ballot) }) ||
		slices.ContainsFunc(r.Proposals, func(p *Proposal) bool { return open(p.Ballot) })
}

// scoredBy tells whether a participant has given a version of a member's sheet.
func (p *Proposal) scoredBy(member, participant int) bool {
	s := p.Sheet(member)
	return s != nil && (s.By == participant || slices.Contains(s.Others, participant))
}

// among tells whether members can follow what is said of a proposal now.
func (r *Round) among(p *Proposal) bool {
	return r.Policy.Blindness.Until != policy.BlindUntilClosed || p.State == Scored || p.State == Decided
}
