package workflow

import (
	"slices"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// permitBallotOpening asks for the reason of a further ballot, so that nobody votes again and again until the outcome
// suits. The first one needs none, nor does the first after scoring was reopened or a decision reconsidered: those have
// set the earlier ballot aside, and owed a reason themselves. One that a stopped procedure made void does not count.
func (r *Round) permitBallotOpening(rec *Record, e *BallotOpened, f *found) *Refusal {
	if f.ballot != nil && f.ballot.Open {
		return refuse("ballot_open", "lifecycle")
	}
	if ref := r.permitReach(f); ref != nil {
		return ref
	}
	if f.ballot != nil && !r.void(f.ballot) && !e.has("reason") {
		return refuse("ballot_reason_missing", "policy")
	}
	if r.owesDiscussion(f) {
		return refuse("discussion_missing", "policy")
	}
	if e.Mode == ModeSecret && r.Policy.Majority.Divided() {
		return refuse("secret_divided", "policy")
	}
	if e.Meeting == "" {
		if ref := r.permitUnmet(rec.Proposal, f); ref != nil {
			return ref
		}
		return r.permitHidden(e.Mode, f, rec.At)
	}
	if f.motion != nil && f.motion.Meeting != e.Meeting {
		return inconsistent("motion")
	}
	item := r.itemFor(f.meeting, f.proposal, f.motion)
	if f.meeting.Item(item) == nil {
		return refuse("not_on_agenda", "lifecycle")
	}
	if f.meeting.Written && r.objected(rec.Proposal) {
		return refuse("objected", "policy")
	}
	if ref := r.permitQuorum(f.meeting, item); ref != nil {
		return ref
	}
	return r.permitHidden(e.Mode, f, rec.At)
}

// owesDiscussion tells whether the policy asks for a discussion before the ballot on a proposal, and none is on record. In a
// meeting it is held there.
func (r *Round) owesDiscussion(f *found) bool {
	p := f.proposal
	return r.Policy.Discussion.BeforeBallot && p != nil && f.motion == nil && p.Discussed == 0 && (f.meeting == nil || f.meeting.Written)
}

// permitReach asks nobody to vote where the committee cannot reach its quorum, whoever is present: who is admitted later is
// not invited to this ballot. A second meeting needs none.
func (r *Round) permitReach(f *found) *Refusal {
	if f.meeting != nil && f.meeting.SecondOf != "" {
		return nil
	}
	for _, s := range r.shortfalls(f.proposal) {
		if s.Rule == policy.RulePresentMinimum {
			return tooSmall(s)
		}
	}
	return nil
}

// permitUnmet asks whether a ballot can be held outside of a meeting.
func (r *Round) permitUnmet(proposal string, f *found) *Refusal {
	switch {
	case f.motion != nil:
		return inconsistent("motion")
	case r.Policy.Ballots.Requires == policy.RequiresMeeting:
		return refuse("meeting_required", "policy")
	case r.objected(proposal):
		return refuse("objected", "policy")
	}
	return nil
}

// objected tells whether a member has objected to a written procedure on the proposal: from then on it takes a meeting.
func (r *Round) objected(proposal string) bool {
	return slices.ContainsFunc(r.Meetings, func(m *Meeting) bool { return m.Objection != 0 && m.ItemOf(proposal) != nil })
}

// needsOpen refuses what only an open ballot allows: none has been opened, or it is closed.
func needsOpen(b *Ballot) *Refusal {
	switch {
	case b == nil:
		return refuse("ballot_closed", "lifecycle")
	case !b.Open:
		return refuse("ballot_over", "lifecycle")
	}
	return nil
}

// permitVoting asks who may vote now in the ballot, whatever its mode.
func (r *Round) permitVoting(rec *Record, f *found) *Refusal {
	b, who := f.ballot, &r.Participants[f.subject]
	if ref := needsOpen(b); ref != nil {
		return ref
	}
	if seat := &r.Seats[who.Seat]; seat.Advisory {
		return refuse("vote_advisory", "policy", "seat", seat.ID)
	}
	m := f.meeting
	if m == nil {
		return r.permitOneVoice(rec, f)
	}
	if m.Written && rec.At > m.Deadline {
		return refuse("procedure_over", "policy")
	}
	if !m.Written && (m.occupant(who.Member) != f.subject || !m.Present(who.Member, r.itemFor(m, f.proposal, f.motion))) {
		return refuse("not_present", "policy")
	}
	return r.permitOneVoice(rec, f)
}

// permitOneVoice lets a seat vote once in a ballot, whether its holder or a deputy did, and checks that the entry says which.
func (r *Round) permitOneVoice(rec *Record, f *found) *Refusal {
	who := &r.Participants[f.subject]
	var deputy bool
	switch e := rec.Event.(type) {
	case *VoteCast:
		deputy = e.Deputy
	case *BallotVoted:
		deputy = e.Deputy
	default:
		return nil
	}
	if deputy != who.Deputy {
		return inconsistent("deputy")
	}
	if v := f.ballot.Vote(who.Member); v != nil && v.By != f.subject {
		return r.naming(refuse("seat_voted", "policy", "seat", r.Seats[who.Seat].ID), v.By)
	}
	return nil
}

func (r *Round) permitVote(rec *Record, e *VoteCast, f *found) *Refusal {
	if ref := r.permitVoting(rec, f); ref != nil {
		return ref
	}
	if f.ballot.Mode == ModeSecret {
		return refuse("ballot_secret", "policy")
	}
	if e.Choice != policy.Yes && e.Choice != policy.No && e.Choice != policy.Abstain {
		return option("choice", []string{string(e.Choice)}, choices)
	}
	have := uint64(0)
	if v := f.ballot.Vote(r.Participants[f.subject].Member); v != nil {
		have = v.Version
	}
	return nextVersion("stale_vote", have, e.Version)
}

func (r *Round) permitSecretVote(rec *Record, f *found) *Refusal {
	if ref := r.permitVoting(rec, f); ref != nil {
		return ref
	}
	if f.ballot.Mode != ModeSecret {
		return refuse("ballot_not_secret", "policy")
	}
	if f.ballot.Vote(r.Participants[f.subject].Member) != nil {
		return refuse("already_voted", "policy")
	}
	return nil
}

// permitSecrecy lets one member make a ballot secret, before anybody has voted, where the policy says so.
func (r *Round) permitSecrecy(rec *Record, f *found) *Refusal {
	if ref := r.permitVoting(rec, f); ref != nil {
		return ref
	}
	voted := func(v Vote) bool { return v.Version > 0 }
	switch {
	case r.Policy.Ballots.Secrecy != policy.SecrecyOnDemand:
		return refuse("secrecy_not_provided", "policy")
	case r.Policy.Majority.Divided():
		return refuse("secret_divided", "policy")
	case f.ballot.Mode == ModeSecret:
		return refuse("already_secret", "lifecycle")
	case slices.ContainsFunc(f.ballot.Votes, voted):
		return refuse("votes_cast", "lifecycle")
	}
	return r.permitHidden(ModeSecret, f, rec.At)
}

func (r *Round) permitBallotClosing(rec *Record, e *BallotClosed, f *found) *Refusal {
	b := f.ballot
	if ref := needsOpen(b); ref != nil {
		return ref
	}
	if m := f.meeting; m != nil && m.Written && m.Objection == 0 && rec.At < m.Deadline {
		if awaited := r.awaited(f.proposal, b, rec.At); len(awaited) > 0 {
			ref := refuse("procedure_running", "policy")
			ref.People = awaited
			return ref
		}
	}
	if b.Mode == ModeSecret {
		return r.permitCounting(e, b)
	}
	if e.Tally != r.tally(f.proposal, b) || len(e.Counts) > 0 || e.Uncounted {
		return inconsistent("tally")
	}
	return nil
}

// awaited are the pseudonyms of the members with a vote who have not cast it.
func (r *Round) awaited(p *Proposal, b *Ballot, at ledger.Instant) []string {
	var out []string
	manned := r.manned(at, r.Size)
	for m, i := range r.Members {
		if b.Vote(m) == nil && manned[m] && !r.Seat(i).Advisory && r.Recused(p, i) == nil {
			out = append(out, r.Participants[r.ActingFor(m, at)].Pseudonym)
		}
	}
	return out
}
