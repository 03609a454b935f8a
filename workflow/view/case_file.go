package view

// Voting tells whether a ballot of the round is open. As long as one is, how others vote is nobody's to read, and the round's
// entries do not leave the house.
func (v *Round) Voting() bool {
	for _, x := range v.state.Motions {
		if votedOn(x) {
			return true
		}
	}
	for _, p := range v.state.Proposals {
		if p.Ballot != nil && p.Ballot.Open {
			return true
		}
	}
	return false
}
