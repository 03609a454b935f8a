package store

// erasureRows are the requests for erasure in a round, with their answers. They name no text.
func erasureRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	for i := range r.Erasures {
		x := &r.Erasures[i]
		answer, responder := any(nil), any(nil)
		if x.Answer != 0 {
			answer, responder = int64(x.Answer), x.Responder
		}
		person := any(nil)
		if x.Person != "" {
			person = x.Person
		}
		texts := 0
		for _, f := range x.Fields {
			texts += len(f.Paths)
		}
		if err := emit(r.Programme, r.ID, int64(x.Seq), x.By, x.Basis, person, texts, answer, responder, bit(x.Done)); err != nil {
			return err
		}
	}
	return nil
}

// holdRows are the holds of a round.
func holdRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	for i := range r.Holds {
		h := &r.Holds[i]
		if err := emit(r.Programme, r.ID, int64(h.Seq), h.By, orNone(h.Subject), since(h.Lifted)); err != nil {
			return err
		}
	}
	return nil
}

// orNone is a word, NULL for none.
func orNone(word string) any {
	if word == "" {
		return nil
	}
	return word
}
