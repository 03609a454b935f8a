package minutes

import (
	"gremium/policy"
	"gremium/workflow"
)

// ballot is a ballot that has just been closed, on a proposal or a motion. In a meeting those are entitled who were present
// when it began.
func (t *Taker) ballot(after *workflow.Round, rec *workflow.Record, e *workflow.BallotClosed, motion *workflow.Motion) *Ballot {
	p, o := after.Proposal(rec.Proposal), t.opened[votedOn(rec, motion)]
	held := after.BallotOn(rec.Proposal, workflow.MotionOf(e))
	b := &Ballot{
		Began: o.at, Reason: o.reason, Yes: e.Tally.Yes, No: e.Tally.No, Abstain: e.Tally.Abstain, Mode: held.Mode, Void: !after.Valid(held) && !e.Uncounted, Uncounted: e.Uncounted, Present: held.Present != nil,
		Quorum: quorum(after, p, motion),
	}
	if motion != nil {
		b.Motion, b.Carried = motion.Seq, after.Carries(motion).Holds == policy.HoldsYes
	}
	manned := after.Manned(rec.At)
	for m := range after.Members {
		v, i := held.Vote(m), after.ActingFor(m, rec.At)
		if v != nil {
			i = v.By
		}
		b.Spoilt = b.Spoilt || v != nil && held.Mode == workflow.ModeSecret && !e.Uncounted && after.Recused(p, v.By) != nil
		name := after.Participants[i].Pseudonym
		switch {
		case after.Seat(i).Advisory || after.Recused(p, i) != nil || v == nil && !manned[m]:
		case v != nil:
			b.Voters = append(b.Voters, name)
			if v.Deputy {
				b.Deputies = append(b.Deputies, name)
			}
			if held.Mode == workflow.ModeNamed {
				b.Named = append(b.Named, Vote{Participant: name, Choice: v.Choice})
			}
		case held.Present == nil || m < len(held.Present) && held.Present[m]:
			b.Silent = append(b.Silent, name)
		}
	}
	return b
}

// quorum tells whether the committee had its quorum for a ballot; nil where a motion is voted on in writing, where nobody is
// present.
func quorum(r *workflow.Round, p *workflow.Proposal, motion *workflow.Motion) *policy.Finding {
	if motion == nil {
		q := r.Policy.Quorum.Of(r.Facts(p))
		return &q
	}
	m := r.Meeting(motion.Meeting)
	if m == nil || m.Written {
		return nil
	}
	q := r.Quorum(m, motion.Item)
	return &q
}
