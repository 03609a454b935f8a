package store

import (
	"strings"

	"gremium/policy"
	"gremium/workflow"
)

func roundRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	if s.touched != nil && !s.touched.round || r.Size == 0 {
		return nil
	}
	return emit(r.ID, r.Programme, r.Origin, string(r.Phase), r.Digest, r.Rubric, r.Prefix, bit(r.Imported), r.Opened.String(), r.Opener)
}

// deadlineRows are the deadlines that the office has set; those of the policy's days follow from it.
func deadlineRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	if s.touched != nil && !s.touched.round {
		return nil
	}
	for _, stage := range policy.Stages() {
		if set, ok := r.Deadlines[stage]; ok {
			if err := emit(r.Programme, r.ID, stage, set.At.String(), int64(set.Seq)); err != nil {
				return err
			}
		}
	}
	return nil
}

func seatRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	for i := range r.Seats {
		t := &r.Seats[i]
		if s.touched != nil && !s.touched.seats[t.ID] {
			continue
		}
		var holder any
		if t.Holder >= 0 {
			holder = r.Participants[t.Holder].Pseudonym
		}
		err := emit(r.Programme, r.ID, t.ID, t.Body, t.Group, t.Organisation, int64(t.Weight), bit(t.Advisory), bit(t.Chair),
			holder, int64(t.Seq), bit(t.Vice))
		if err != nil {
			return err
		}
	}
	return nil
}

func participantRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	for i := range r.Participants {
		p := &r.Participants[i]
		if s.touched != nil && !s.touched.people[p.Pseudonym] {
			continue
		}
		var seat any
		if p.Seat >= 0 {
			seat = r.Seats[p.Seat].ID
		}
		err := emit(r.Programme, r.ID, p.Pseudonym, joined(p.Capacities()), seat, int64(p.Seq), bit(p.Deputy), moment(p.From),
			moment(p.Until), since(p.Left))
		if err != nil {
			return err
		}
	}
	return nil
}

func absenceRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	for i := range r.Participants {
		p := &r.Participants[i]
		if s.touched != nil && !s.touched.people[p.Pseudonym] {
			continue
		}
		for _, a := range p.Absences {
			if err := emit(r.Programme, r.ID, p.Pseudonym, int64(a.Seq), a.From.String(), moment(a.Until)); err != nil {
				return err
			}
		}
	}
	return nil
}

// proposals gives the proposals of the scene: those in touched, or all.
func (s *scene) proposals(touched func(*touched) map[string]bool, do func(*workflow.Proposal) error) error {
	if s.touched != nil {
		for id := range touched(s.touched) {
			if p := s.round.Proposal(id); p != nil {
				if err := do(p); err != nil {
					return err
				}
			}
		}
		return nil
	}
	for _, p := range s.round.Proposals {
		if err := do(p); err != nil {
			return err
		}
	}
	return nil
}

func changed(t *touched) map[string]bool   { return t.proposals }
func contents(t *touched) map[string]bool  { return t.contents }
func assigned(t *touched) map[string]bool  { return t.assigned }
func discussed(t *touched) map[string]bool { return t.discussed }
func wishes(t *touched) map[string]bool    { return t.wishes }

// bit is a truth value as tables keep it.
func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// orNull is NULL for the empty text.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// since is the number of an entry, NULL where there is none.
func since(seq uint64) any {
	if seq == 0 {
		return nil
	}
	return int64(seq)
}

// joined lists ids in one column.
func joined[T ~string](ids []T) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = string(id)
	}
	return strings.Join(parts, ", ")
}
