package workflow

import (
	"slices"

	"gremium/policy"
)

// CastVote gives one member's vote on a proposal or a motion. Base is the version of the own vote that it replaces, 0 for
// the first.
type CastVote struct {
	Proposal, Motion string
	Choice           policy.Choice
	Base             uint64
}

// Kind is KindVoteCast.
func (*CastVote) Kind() Kind { return KindVoteCast }

func (c *CastVote) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &VoteCast{common: as, Choice: c.Choice, Deputy: r.deputises(rec), Motion: c.Motion, Version: c.Base + 1}
	rec.Proposal = r.subject(c.Proposal, c.Motion)
	return nil, nil
}

// CloseBallot ends a ballot on a proposal or a motion. The tally is counted from the votes. That of a secret ballot comes
// from the choices that wait: the engine puts them into Counts, whatever stood there. Uncounted ends a secret ballot in which too
// few have voted for a tally: nobody learns how, and a further ballot begins anew.
type CloseBallot struct {
	Proposal, Motion string
	Counts           []Count
	Uncounted        bool
}

// Kind is KindBallotClosed.
func (*CloseBallot) Kind() Kind { return KindBallotClosed }

func (c *CloseBallot) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &BallotClosed{common: as, Motion: c.Motion, Uncounted: c.Uncounted}
	rec.Event, rec.Proposal = e, r.subject(c.Proposal, c.Motion)
	switch b := r.BallotOn(rec.Proposal, c.Motion); {
	case b == nil, c.Uncounted:
	case b.Mode == ModeSecret:
		e.Counts = slices.Clone(c.Counts)
		for _, n := range c.Counts {
			e.Tally.add(n)
		}
	default:
		e.Tally = r.tally(r.Proposal(rec.Proposal), b)
	}
	return nil, nil
}

// BallotOn is the latest ballot on a motion, or else on a proposal, nil where there is none.
func (r *Round) BallotOn(proposal, motion string) *Ballot {
	if motion != "" {
		if x := r.Motion(motion); x != nil {
			return x.Ballot
		}
		return nil
	}
	if p := r.Proposal(proposal); p != nil {
		return p.Ballot
	}
	return nil
}

// OpenBallot opens a ballot on a proposal, or on a motion. An empty Meeting is the one that is dealing with the proposal
// or in which the motion was made, none where there is none. A further ballot owes a Reason.
type OpenBallot struct {
	Proposal, Motion string
	Meeting          string
	Mode             Mode
	Reason           string
}

// Kind is KindBallotOpened.
func (*OpenBallot) Kind() Kind { return KindBallotOpened }

func (c *OpenBallot) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &BallotOpened{common: as, Meeting: c.Meeting, Mode: c.Mode, Motion: c.Motion}
	rec.Event, rec.Proposal = e, c.Proposal
	motion, sitting := r.Motion(c.Motion), r.Sitting()
	switch {
	case motion != nil:
		rec.Proposal = motion.Proposal
		if e.Meeting == "" {
			e.Meeting = motion.Meeting
		}
	case e.Meeting == "" && sitting != nil && sitting.ItemOf(c.Proposal) != nil:
		e.Meeting = sitting.ID
	}
	t := texts{}
	t.add("reason", c.Reason)
	return t, nil
}

// DemandSecrecy makes the ballot that is open on a proposal or a motion a secret one.
type DemandSecrecy struct{ Proposal, Motion string }

// Kind is KindSecrecyDemanded.
func (*DemandSecrecy) Kind() Kind { return KindSecrecyDemanded }

func (c *DemandSecrecy) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event, rec.Proposal = &SecrecyDemanded{common: as, Motion: c.Motion}, r.subject(c.Proposal, c.Motion)
	return nil, nil
}

// CastSecretVote gives one member's vote in a secret ballot. The choice does not enter the record.
type CastSecretVote struct {
	Proposal, Motion string
	Choice           policy.Choice
}

// Kind is KindBallotVoted.
func (*CastSecretVote) Kind() Kind { return KindBallotVoted }

func (c *CastSecretVote) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	if ref := option("choice", []string{string(c.Choice)}, choices); ref != nil {
		return nil, ref
	}
	rec.Event, rec.Proposal = &BallotVoted{common: as, Deputy: r.deputises(rec), Motion: c.Motion}, r.subject(c.Proposal, c.Motion)
	return nil, nil
}

// subject is the proposal that a ballot on it, or on a motion, concerns; empty where a motion is about none.
func (r *Round) subject(proposal, motion string) string {
	if m := r.Motion(motion); m != nil {
		return m.Proposal
	}
	return proposal
}
