package minutes

import (
	"slices"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Meeting is a meeting or a written procedure. Instants are empty where there is none.
type Meeting struct {
	ID               string
	Title            uint64 // entry whose texts title and place are to be read, and reason where the invitation was short
	Written          bool
	Stage            workflow.Stage
	Second           uint64 `json:",omitempty"` // entry with the title of the meeting that lacked its quorum
	Short            bool   // invited at shorter notice than the policy asks for
	Starts, Deadline string
	Opened, Closed   string
	Attendance       []Attendance // of the members invited, in their order; none in a written procedure
	Acts             []Act        // opening, objection, closing, cancelling
}

// Attendance is how a member attended a meeting.
type Attendance struct {
	Participant string
	Present     bool   // at some time
	Came, Left  string // instants, where a member came later or left before the end
}

// sitting is what is noted of a meeting while the record is replayed.
type sitting struct {
	acts       []Act
	attendance map[string]*Attendance
	away       map[string][]string       // by item
	putOff     map[string]policy.Finding // by item
}

// sit is what is noted of a meeting.
func (t *Taker) sit(id string) *sitting {
	s := t.sittings[id]
	if s == nil {
		s = &sitting{attendance: map[string]*Attendance{}, away: map[string][]string{}, putOff: map[string]policy.Finding{}}
		t.sittings[id] = s
	}
	return s
}

// meeting takes an entry about a meeting; it answers whether it was one.
func (t *Taker) meeting(after *workflow.Round, rec *workflow.Record) bool {
	switch e := rec.Event.(type) {
	case *workflow.AttendanceRecorded:
		s := t.sit(e.Meeting)
		s.relieve(after, e, rec.At.String())
		s.attend(e, rec.At.String())
	case *workflow.MotionMade:
		a := act(rec)
		a.Meeting = e.Meeting
		t.onMotion(after.Motion(e.Motion), a)
	case *workflow.MeetingMoved:
		s := t.sit(e.Meeting)
		s.acts = append(s.acts, act(rec))
		if e.Kind() == workflow.KindMeetingClosed {
			m := after.Meeting(e.Meeting)
			for _, i := range m.Agenda {
				if i.Proposal != "" && slices.Contains(m.PutOff, i.Proposal) {
					s.putOff[i.ID] = after.Quorum(m, i.ID)
				}
			}
		}
	case *workflow.MeetingConvened, *workflow.AgendaSet, *workflow.ItemCalled:
	default:
		return false
	}
	return true
}

func (s *sitting) attend(e *workflow.AttendanceRecorded, at string) {
	if e.Item != "" {
		if e.Attendance == workflow.Left && !slices.Contains(s.away[e.Item], e.Participant) {
			s.away[e.Item] = append(s.away[e.Item], e.Participant)
		}
		return
	}
	a := s.attendance[e.Participant]
	if a == nil {
		a = &Attendance{Participant: e.Participant}
		s.attendance[e.Participant] = a
	} else if e.Attendance == workflow.Present && !a.Present {
		a.Came = at
	}
	switch e.Attendance {
	case workflow.Present:
		a.Present, a.Left = true, ""
	case workflow.Left:
		a.Left = at
	case workflow.Absent:
		if a.Present {
			a.Left = at
		}
	}
}

// relieve lets whoever was there for a seat go when somebody else comes for it.
func (s *sitting) relieve(after *workflow.Round, e *workflow.AttendanceRecorded, at string) {
	_, comes := after.Participant(e.Participant)
	for name, a := range s.attendance {
		_, p := after.Participant(name)
		if e.Item == "" && e.Attendance == workflow.Present && name != e.Participant && p.Member == comes.Member && a.Present && a.Left == "" {
			a.Left = at
		}
	}
}

// onMotion takes an act about a motion to the item that it was made on.
func (t *Taker) onMotion(x *workflow.Motion, a Act) {
	var item *Item
	if x.Proposal == "" {
		item = t.subject(x.Meeting, x.Item)
	} else {
		item = t.about(x.Proposal)
	}
	item.Acts = append(item.Acts, a)
}

// about is the item of a proposal, made where there is none; subject that of another subject of an agenda.
func (t *Taker) about(proposal string) *Item {
	at := slices.IndexFunc(t.items, func(i *Item) bool { return i.Proposal == proposal })
	if at < 0 {
		at = len(t.items)
		t.items = append(t.items, &Item{Proposal: proposal})
	}
	return t.items[at]
}

func (t *Taker) subject(meeting, item string) *Item {
	at := slices.IndexFunc(t.items, func(i *Item) bool { return i.Proposal == "" && i.ID == item && i.in == meeting })
	if at < 0 {
		at = len(t.items)
		t.items = append(t.items, &Item{ID: item, in: meeting})
	}
	return t.items[at]
}

// told is a meeting as its minutes tell it.
func (t *Taker) told(r *workflow.Round, m *workflow.Meeting) Meeting {
	s := t.sit(m.ID)
	out := Meeting{
		ID: m.ID, Title: m.Seq, Written: m.Written, Stage: m.Stage, Short: m.Short, Starts: moment(m.Starts), Deadline: moment(m.Deadline),
		Acts: s.acts,
	}
	if first := r.Meeting(m.SecondOf); first != nil {
		out.Second = first.Seq
	}
	for i := range s.acts {
		switch s.acts[i].Type {
		case workflow.KindMeetingOpened.Name():
			out.Opened = s.acts[i].At
		case workflow.KindMeetingClosed.Name(), workflow.KindObjectionRaised.Name():
			out.Closed = s.acts[i].At
		}
	}
	if m.Written || out.Opened == "" {
		return out
	}
	out.Attendance = s.table(r, m)
	return out
}

func moment(at ledger.Instant) string {
	if at == 0 {
		return ""
	}
	return at.String()
}

// agenda are the items of a meeting's agenda, with what happened in that meeting.
func (t *Taker) agenda(r *workflow.Round, m *workflow.Meeting) []Item {
	s, out := t.sit(m.ID), make([]Item, 0, len(m.Agenda))
	for _, x := range m.Agenda {
		item := Item{ID: x.ID, Title: m.AgendaSeq, Path: "item/" + x.ID}
		if p := r.Proposal(x.Proposal); p != nil {
			item = whole(r, p)
			item.ID = x.ID
		}
		for _, i := range t.items {
			same := i.Proposal == x.Proposal && (x.Proposal != "" || i.ID == x.ID && i.in == m.ID)
			if !same {
				continue
			}
			for _, a := range i.Acts {
				if a.Meeting == m.ID {
					item.Acts = append(item.Acts, a)
				}
			}
		}
		item.Away = s.away[x.ID]
		if q, ok := s.putOff[x.ID]; ok {
			item.PutOff = &q
		}
		out = append(out, item)
	}
	return out
}

// within are the acts that happened while a meeting lasted.
func (m *Meeting) within(acts []Act) []Act {
	var out []Act
	for _, a := range acts {
		if m.Opened != "" && a.At >= m.Opened && (m.Closed == "" || a.At <= m.Closed) {
			out = append(out, a)
		}
	}
	return out
}
