package store

import "gremium/workflow"

// assignmentRows name who is to score a proposal, where somebody is assigned; every member is where nobody stands here.
func assignmentRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(assigned, func(p *workflow.Proposal) error {
		for _, i := range p.Assigned {
			if err := emit(r.Programme, r.ID, p.ID, r.Participants[i].Pseudonym, int64(p.Assigner)); err != nil {
				return err
			}
		}
		return nil
	})
}

func wishRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(wishes, func(p *workflow.Proposal) error {
		for _, w := range p.Wishes {
			member := r.Participants[w.By].Pseudonym
			if err := emit(r.Programme, r.ID, p.ID, member, string(w.Preference), int64(w.Seq)); err != nil {
				return err
			}
		}
		return nil
	})
}
