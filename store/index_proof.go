package store

func closingRows(s *scene, emit func(row ...any) error) error {
	for i := range s.register.Closings {
		c := &s.register.Closings[i]
		if !s.fresh(c.Seq) {
			continue
		}
		if err := emit(c.Round, c.Origin, int64(c.Head.Size), c.Head.Root[:], int64(c.Seq)); err != nil {
			return err
		}
	}
	return nil
}

func keyRows(s *scene, emit func(row ...any) error) error {
	for i := range s.register.Keys {
		k := &s.register.Keys[i]
		if !s.fresh(k.Seq) {
			continue
		}
		if err := emit(k.New, k.Old, k.Signature, int64(k.Seq)); err != nil {
			return err
		}
	}
	return nil
}

func acceptanceRows(s *scene, emit func(row ...any) error) error {
	for i := range s.register.Acceptances {
		a := &s.register.Acceptances[i]
		if !s.fresh(a.Seq) {
			continue
		}
		err := emit(a.Origin, int64(a.Known.Size), a.Known.Root[:], int64(a.Head.Size), a.Head.Root[:], int64(a.Seq))
		if err != nil {
			return err
		}
	}
	return nil
}
