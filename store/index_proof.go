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
		if err := emit(k.New, k.Old, k.Signature, int64(k.Seq), bit(k.Unnoted)); err != nil {
			return err
		}
	}
	return nil
}

func notedRows(s *scene, emit func(row ...any) error) error {
	for i := range s.register.Keys {
		for k := range s.register.Keys[i].Noted {
			n := &s.register.Keys[i].Noted[k]
			if !s.fresh(n.Seq) {
				continue
			}
			if err := emit(n.Round, n.Origin, int64(n.Head.Size), n.Head.Root[:], int64(n.Seq), int64(s.register.Keys[i].Seq)); err != nil {
				return err
			}
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
