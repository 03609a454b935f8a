package store

import (
	"strings"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// meetings gives the meetings of the scene: those touched, or all.
func (s *scene) meetings(do func(*workflow.Meeting) error) error {
	for _, m := range s.round.Meetings {
		if s.touched != nil && !s.touched.meetings[m.ID] {
			continue
		}
		if err := do(m); err != nil {
			return err
		}
	}
	return nil
}

func meetingRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.meetings(func(m *workflow.Meeting) error {
		kind := "meeting"
		if m.Written {
			kind = "written"
		}
		var item any
		if i := m.Called(); i != nil {
			item = i.ID
		}
		return emit(r.Programme, r.ID, m.ID, kind, string(m.Stage), moment(m.Starts), moment(m.Deadline), orNull(m.SecondOf),
			int64(m.Invited), bit(m.Short), item, joined(m.PutOff), since(m.Opened), since(m.Closed), since(m.Objection), int64(m.Seq))
	})
}

// moment is an instant as tables keep it, NULL where there is none.
func moment(t ledger.Instant) any {
	if t == 0 {
		return nil
	}
	return t.String()
}

func agendaRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.meetings(func(m *workflow.Meeting) error {
		for i, item := range m.Agenda {
			err := emit(r.Programme, r.ID, m.ID, int64(i+1), item.ID, orNull(item.Proposal), int64(m.AgendaSeq))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func attendanceRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.meetings(func(m *workflow.Meeting) error {
		for i, p := range m.Presence {
			if p.Attendance == "" {
				continue
			}
			who := &r.Participants[p.By]
			err := emit(r.Programme, r.ID, m.ID, r.MemberSeat(i).ID, who.Pseudonym, bit(p.Deputy), string(p.Attendance), strings.Join(p.Away, ", "))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// motions gives the motions of the scene: those touched, or all.
func (s *scene) motions(do func(*workflow.Motion) error) error {
	for _, x := range s.round.Motions {
		if s.touched != nil && !s.touched.motions[x.ID] {
			continue
		}
		if err := do(x); err != nil {
			return err
		}
	}
	return nil
}

func motionRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.motions(func(x *workflow.Motion) error {
		var ballot, mode, closed, yes, no, abstain, voters any
		if b := x.Ballot; b != nil {
			if ballot, mode = int64(b.Opened), modeOf(b); !b.Open {
				closed, yes, no, abstain, voters = int64(b.Closed), b.Tally.Yes, b.Tally.No, b.Tally.Abstain, b.Tally.Voters
			}
		}
		return emit(r.Programme, r.ID, x.ID, x.Meeting, x.Item, orNull(x.Proposal), r.Participants[x.By].Pseudonym, ballot, mode, closed,
			yes, no, abstain, voters, int64(x.Seq))
	})
}

// modeOf is how a ballot is held, as tables say it.
func modeOf(b *workflow.Ballot) string {
	if b.Mode == workflow.ModeOpen {
		return "open"
	}
	return string(b.Mode)
}

func motionVoteRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.motions(func(x *workflow.Motion) error {
		all := x.Ballots
		if x.Ballot != nil {
			all = append(all[:len(all):len(all)], x.Ballot)
		}
		for _, b := range all {
			for m := range b.Votes {
				v := b.Vote(m)
				if v == nil {
					continue
				}
				err := emit(r.Programme, r.ID, x.ID, int64(b.Opened), r.MemberSeat(m).ID, r.Participants[v.By].Pseudonym, bit(v.Deputy),
					string(v.Choice), int64(v.Version), int64(v.Seq))
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// addMeeting notes what an event about meetings and motions has changed.
func (t *touched) addMeeting(rec *workflow.Record) bool {
	switch e := rec.Event.(type) {
	case *workflow.MeetingConvened:
		t.meetings[e.Meeting] = true
	case *workflow.AgendaSet:
		t.meetings[e.Meeting], t.agendas[e.Meeting] = true, true
	case *workflow.MeetingMoved:
		t.meetings[e.Meeting] = true
	case *workflow.AttendanceRecorded:
		t.meetings[e.Meeting] = true
	case *workflow.ItemCalled:
		t.meetings[e.Meeting] = true
	case *workflow.MotionMade:
		t.motions[e.Motion] = true
	default:
		motion := workflow.MotionOf(rec.Event)
		t.motions[motion] = true
		return motion != ""
	}
	return true
}
