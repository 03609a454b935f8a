package store

// The register is small and changes rarely, so its rows are written whole, a batch's own entries and later ones only.

// fresh tells whether a row that rests on an entry has to be written.
func (s *scene) fresh(entry uint64) bool { return s.touched == nil || entry >= s.touched.entries }

func programmeRows(s *scene, emit func(row ...any) error) error {
	for i := range s.register.Programmes {
		p := &s.register.Programmes[i]
		if !s.fresh(p.Seq) {
			continue
		}
		if err := emit(p.ID, int64(p.Seq)); err != nil {
			return err
		}
	}
	return nil
}

func organisationRows(s *scene, emit func(row ...any) error) error {
	for i := range s.register.Organisations {
		o := &s.register.Organisations[i]
		if !s.fresh(o.Seq) {
			continue
		}
		if err := emit(o.ID, o.Kind, o.Land, o.Carrier, o.Parent, int64(o.Seq)); err != nil {
			return err
		}
	}
	return nil
}

func policyRows(s *scene, emit func(row ...any) error) error {
	for i := range s.register.Policies {
		p := &s.register.Policies[i]
		if !s.fresh(p.Seq) {
			continue
		}
		if err := emit(p.Programme, p.Digest, p.ID, int64(p.Edition), int64(p.Seq)); err != nil {
			return err
		}
	}
	return nil
}

func listedRows(s *scene, emit func(row ...any) error) error {
	for i := range s.register.Rounds {
		r := &s.register.Rounds[i]
		if !s.fresh(r.Seq) {
			continue
		}
		if err := emit(r.ID, r.Programme, r.Origin, r.Policy, r.Opening[:], int64(r.Seq)); err != nil {
			return err
		}
	}
	return nil
}
