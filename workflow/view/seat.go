package view

import (
	"gremium/policy"
	"gremium/workflow"
)

// Seat is a place in a body of the committee, held or vacant.
type Seat struct {
	ID, Body, Group string
	Organisation    string // id in the register, empty where the seat belongs to none
	Weight          int    // of its vote
	Advisory, Chair bool
	Vice            bool
	Member          int      // index of the holder among members, −1 while vacant
	People          []Person // who belong to it or did: holders and deputies, in order of their admission
	Entry           uint64   // whose texts hold the label
}

// Seats are the seats of the committee in the order they were created. Only who belongs to the committee, its office or
// its audit gets them.
func (v *Round) Seats() []Seat {
	if !v.inside() {
		return nil
	}
	out := make([]Seat, len(v.state.Seats))
	for i := range v.state.Seats {
		s := &v.state.Seats[i]
		out[i] = Seat{
			ID: s.ID, Body: s.Body, Group: s.Group, Organisation: s.Organisation, Weight: s.Weight, Advisory: s.Advisory,
			Chair: s.Chair, Vice: s.Vice, Member: -1, Entry: s.Seq, People: v.people(i),
		}
		if s.Holder >= 0 {
			out[i].Member = v.state.Participants[s.Holder].Member
		}
	}
	return out
}

// Determine is what the policy says of a proposal as it stands now, with every finding. It answers false unless scoring is
// closed and no ballot runs: before that, what follows from the scores and votes of others is not for anybody to see.
func (v *Round) Determine(p *Proposal) (policy.Determination, bool) {
	s := v.state.Proposal(p.ID)
	if s == nil || !v.inside() || p.Exclusion != nil || s.State != workflow.Scored || s.Ballot != nil && s.Ballot.Open {
		return policy.Determination{}, false
	}
	return v.determine(s), true
}

// Renewed is what the policy says of a decision that is in doubt, asked again without the excluded. It answers false where no
// decision is.
func (v *Round) Renewed(p *Proposal) (policy.Determination, bool) {
	s := v.state.Proposal(p.ID)
	if s == nil || !v.inside() || p.Exclusion != nil || s.Doubt() == 0 {
		return policy.Determination{}, false
	}
	return v.determine(s), true
}

// Participant is the pseudonym of a participant by index, as decisions and requests name them; empty for those outside of
// the committee, its office and its audit.
func (v *Round) Participant(index int) string {
	if !v.inside() || index < 0 || index >= len(v.state.Participants) {
		return ""
	}
	return v.state.Participants[index].Pseudonym
}
