package workflow

import "slices"

// Wish is what a member wishes about being assigned to a proposal; Preference is never NoPreference.
type Wish struct {
	Member     int // index in Round.Members
	By         int // participant who stated it
	Preference Preference
	Seq        uint64
}

// Wish is the wish of a member, NoPreference where none is stated.
func (p *Proposal) Wish(member int) Preference {
	if i, found := p.wishAt(member); found {
		return p.Wishes[i].Preference
	}
	return NoPreference
}

func (p *Proposal) wishAt(member int) (int, bool) {
	return slices.BinarySearchFunc(p.Wishes, member, func(w Wish, m int) int { return w.Member - m })
}

func (r *Round) assign(p *Proposal, rec *Record, e *AssignmentSet) {
	p.Assigned, p.Assigner = nil, rec.Seq
	for _, pseudonym := range e.Members {
		p.Assigned = append(p.Assigned, r.participant(pseudonym))
	}
}

func (r *Round) wish(p *Proposal, rec *Record, e *WishStated, by int) {
	member := r.Participants[by].Member
	at, found := p.wishAt(member)
	wishes := slices.Clone(p.Wishes) // others may share them
	if found {
		wishes = slices.Delete(wishes, at, at+1)
	}
	if e.Wish != NoPreference {
		wishes = slices.Insert(wishes, at, Wish{Member: member, By: by, Preference: e.Wish, Seq: rec.Seq})
	}
	p.Wishes = wishes
}
