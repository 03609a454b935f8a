package store

import "gremium/workflow"

func interestRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(changed, func(p *workflow.Proposal) error {
		for i := range p.Interests {
			x := &p.Interests[i]
			var seat any
			if x.Seat >= 0 {
				seat = r.Seats[x.Seat].ID
			}
			err := emit(r.Programme, r.ID, p.ID, int64(x.Seq), r.Participants[x.Participant].Pseudonym, r.Participants[x.By].Pseudonym, x.Kind,
				bit(x.Declared), stateOf(x), seat, since(x.Since), since(x.Resolved))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// stateOf is what became of an interest.
func stateOf(x *workflow.Interest) string {
	switch {
	case x.Excludes:
		return "excluded"
	case x.Open:
		return "open"
	case x.Since > 0:
		return "lifted"
	}
	return "dismissed"
}
