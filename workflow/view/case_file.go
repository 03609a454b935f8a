package view

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
