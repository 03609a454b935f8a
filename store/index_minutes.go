package store

// minutesRows are the versions of the minutes of a round and of its meetings.
func minutesRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	if s.touched != nil && !s.touched.round {
		return nil
	}
	for i := range r.Minutes {
		m := &r.Minutes[i]
		var approver any
		if m.Approver >= 0 {
			approver = r.Participants[m.Approver].Pseudonym
		}
		err := emit(r.Programme, r.ID, m.Meeting, int64(m.Version), m.Digest, int64(m.Size), r.Participants[m.By].Pseudonym, int64(m.Seq),
			approver, since(m.Approved))
		if err != nil {
			return err
		}
	}
	return nil
}
