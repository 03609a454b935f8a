package workflow

import (
	"slices"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Interest is an interest in a proposal that somebody declared as their own, or reported about somebody else.
type Interest struct {
	Participant int // whose, as an index of participants
	By          int // who declared or reported it
	Kind        string
	Declared    bool // by the participant, or on paper for them
	Open        bool // reported, and not resolved on
	Excludes    bool // at present
	Seat        int  // index of the seat whose interest it is, -1 where it is the person's alone
	Seq         uint64
	At          ledger.Instant
	Since       uint64 // entry by which it excludes or excluded, 0 where it never did
	SinceAt     ledger.Instant
	Resolved    uint64 // entry of the latest resolution, 0 before it
}

// Recusal is why somebody takes no part in a proposal: the earliest interest that excludes them.
type Recusal struct {
	Participant int // whose interest it is; for one of the seat's, possibly somebody else who acts for it
	Kind        string
	Declared    bool // otherwise resolved on
	Seq         uint64
	At          ledger.Instant
}

// Recused says why a participant takes no part in a proposal, nil where they may. An interest of the seat excludes
// whoever acts for the seat.
func (r *Round) Recused(p *Proposal, participant int) *Recusal {
	if p == nil || len(p.Interests) == 0 || participant < 0 || participant >= len(r.Participants) {
		return nil
	}
	seat := r.Participants[participant].Seat
	for i := range p.Interests {
		x := &p.Interests[i]
		if x.Excludes && (x.Participant == participant || seat >= 0 && x.Seat == seat) {
			return &Recusal{Participant: x.Participant, Kind: x.Kind, Declared: x.Declared, Seq: x.Since, At: x.SinceAt}
		}
	}
	return nil
}

// Doubt is the latest entry by which somebody was excluded after the decision in force was taken or confirmed: the
// committee has to reconsider or confirm it. 0 where there is no such entry, and for a decision taken elsewhere, which is
// not derived here.
func (p *Proposal) Doubt() uint64 {
	d := p.Decision
	if d == nil || d.Recorded {
		return 0
	}
	latest := uint64(0)
	for i := range p.Interests {
		if x := &p.Interests[i]; x.Excludes && x.Since > max(d.Seq, d.Confirmed) {
			latest = max(latest, x.Since)
		}
	}
	return latest
}

// Suggested is the owner of the proposal to whom the seat of a participant is near: the seat's organisation, its carrier
// or its parent is the owner, or the owner's carrier or parent. It is empty where none is, and where something is on
// record about the participant already: a suggestion binds nobody.
func (r *Round) Suggested(p *Proposal, participant int) string {
	seat := r.Seat(participant)
	if seat == nil || seat.Organisation == "" {
		return ""
	}
	for i := range p.Interests {
		if p.Interests[i].Participant == participant {
			return ""
		}
	}
	if r.Recused(p, participant) != nil {
		return ""
	}
	near := []string{seat.Organisation, seat.Carrier, seat.Parent}
	for _, o := range p.Content.Owners {
		for _, id := range []string{o.Organisation, o.Carrier, o.Parent} {
			if id != "" && slices.Contains(near, id) {
				return o.Organisation
			}
		}
	}
	return ""
}

// resolvesByVote tells whether the committee resolves on exclusions; otherwise the office does.
func (r *Round) resolvesByVote() bool {
	return r.Policy.Interests.DecidedBy != policy.DecidedByCoordinator
}

// resolution is what the votes of a resolution come to.
type resolution struct{ quorum, majority policy.Finding }

func (x resolution) carried() bool { return x.majority.Holds == policy.HoldsYes }

// resolution counts the votes of a resolution by the policy's rules for quorum and majority; whom it concerns belongs to
// the excluded. Majorities within bodies are for decisions on proposals.
func (r *Round) resolution(p *Proposal, e *InterestResolved) resolution {
	f := policy.Facts{BallotHeld: true, RecusedInBase: r.Policy.Interests.QuorumBase == policy.BaseIncluded}
	about := r.participant(e.About)
	manned, votes := r.manned(r.Last, r.Size), r.resolutionVotes(e)
	for m, i := range r.Members {
		v, voted := votes[m]
		if voted {
			i = v.by
		}
		fact := r.fact(p, m, i, nil)
		fact.Vacant = !manned[m]
		if !fact.Advisory && !fact.Vacant {
			f.Invited++
		}
		fact.Recused = fact.Recused || r.sameParty(i, about)
		if voted {
			fact.Present, fact.Vote, fact.Voter, fact.Vacant = true, v.choice, r.other(v.by, m), false
		}
		f.Members = append(f.Members, fact)
	}
	m := r.Policy.Majority
	if m.None() {
		m = policy.Majority{MoreThan: policy.Fraction{Num: 1, Den: 2}, Abstentions: policy.AbstentionsNotCounted, Tie: policy.TieRejects}
	}
	m.EachBody, m.Consent = false, nil
	return resolution{quorum: r.Policy.Quorum.Of(f), majority: m.Of(f, nil)}
}

// voted is how somebody voted on a resolution.
type voted struct {
	by     int // participant
	choice policy.Choice
}

// resolutionVotes are the votes on a resolution by member, as whose seat the voters act.
func (r *Round) resolutionVotes(e *InterestResolved) map[int]voted {
	out := map[int]voted{}
	for choice, voters := range map[policy.Choice][]string{policy.Yes: e.Yes, policy.No: e.No, policy.Abstain: e.Abstain} {
		for _, voter := range voters {
			if i, who := r.Participant(voter); who != nil && who.Member >= 0 {
				out[who.Member] = voted{i, choice}
			}
		}
	}
	return out
}

// sameParty tells whether two participants are one person or act for one seat.
func (r *Round) sameParty(a, b int) bool {
	if a == b || a < 0 || b < 0 {
		return a == b
	}
	seat := r.Participants[a].Seat
	return seat >= 0 && seat == r.Participants[b].Seat
}
