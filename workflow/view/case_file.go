package view

import "gremium/workflow"

// Handable is how many entries of the record may leave the house: all, or, while ballots are open, those up to the opening of
// the first of them. How others vote is nobody's to read until then.
func (v *Round) Handable() (size uint64, voting bool) {
	size = v.size
	until := func(opened uint64) { size, voting = min(size, opened+1), true }
	for _, x := range v.state.Motions {
		if votedOn(x) {
			until(x.Ballot.Opened)
		}
	}
	for _, p := range v.state.Proposals {
		if p.Ballot != nil && p.Ballot.Open {
			until(p.Ballot.Opened)
		}
	}
	return size, voting
}

// Ended tells whether the round is over, so that nothing in it is secret any more but for who is excluded.
func (v *Round) Ended() bool { return v.Phase == workflow.Concluded || v.Phase == workflow.Cancelled }

// MayHold tells whether an entry, with all that its bytes say, may leave the house with the viewer once the round is over. To who
// reads the whole record that is every one; to the committee and its office, what they see where they are excluded from nothing; to
// others, what they entered themselves or was entered for them, but for proposals in which they take no part. The entry that opened
// the round is everybody's who has business with it.
func (v *Round) MayHold(rec *workflow.Record) bool {
	if rec.Seq >= v.size {
		return false
	}
	if v.Reader || rec.Seq == 0 {
		return true
	}
	p := v.Proposal(rec.Proposal)
	if v.inside() && !v.excluded {
		return v.maySee(rec, p)
	}
	return v.owns(rec) && (rec.Proposal == "" || p != nil && !p.Masked())
}

// MayKeep tells whether a text of an entry may leave the house like the entry: what the viewer may read, and the own texts.
func (v *Round) MayKeep(rec *workflow.Record, path string) bool {
	return v.MayHold(rec) && (v.MayRead(rec.Seq, path) || v.owns(rec))
}

// owns tells whether the viewer entered it, or somebody entered it for them.
func (v *Round) owns(rec *workflow.Record) bool {
	me := v.viewer.Pseudonym
	return me != "" && (rec.Actor == me || rec.For == me)
}
