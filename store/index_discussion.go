package store

import "gremium/workflow"

func commentRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(discussed, func(p *workflow.Proposal) error {
		for i := range p.Comments {
			c := &p.Comments[i]
			var answers any
			if c.ReplyTo > 0 {
				answers = int64(c.ReplyTo)
			}
			for n, w := range c.Versions {
				err := emit(r.Programme, r.ID, p.ID, int64(i+1), int64(n+1), r.Participants[c.Author].Pseudonym, string(c.As), answers,
					w.At.String(), int64(w.Seq))
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func questionRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(discussed, func(p *workflow.Proposal) error {
		for i := range p.Questions {
			q := &p.Questions[i]
			var answered any
			if n := len(q.Answers); n > 0 {
				answered = int64(q.Answers[n-1].Seq)
			}
			err := emit(r.Programme, r.ID, p.ID, int64(i+1), r.Participants[q.By].Pseudonym, q.Asked.At.String(), int64(q.Asked.Seq),
				int64(len(q.Answers)), answered)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
