package workflow

import (
	"slices"

	"gremium/workflow/ledger"
)

// Convene invites everybody who holds a seat to a meeting, or to a written procedure that ends at the deadline. Reason is
// owed where the invitation is shorter than the policy asks for. SecondOf names the meeting that lacked its quorum.
type Convene struct {
	Meeting          string
	Written          bool
	Starts, Deadline ledger.Instant
	SecondOf         string
	Title, Place     string
	Reason           string
}

// Kind is KindMeetingConvened.
func (*Convene) Kind() Kind { return KindMeetingConvened }

// reservedMeeting is an id that no new meeting gets: its address is that of the page on which meetings are convened.
const reservedMeeting = "neu"

func (c *Convene) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	if c.Meeting == reservedMeeting { // asked here and not of entries, so that a record that has such a meeting stays readable
		return nil, refuse("id_reserved", "record", "id", c.Meeting)
	}
	rec.Event = &MeetingConvened{
		common: as, Deadline: c.Deadline, Invited: uint64(len(r.Members)), Meeting: c.Meeting, SecondOf: c.SecondOf,
		Starts: c.Starts, Written: c.Written,
	}
	t := texts{}
	t.add("title", c.Title)
	t.add("place", c.Place)
	t.add("reason", c.Reason)
	return t, nil
}

// SetAgenda gives a meeting its whole agenda. Titles are those of the items that are about no proposal, by id.
type SetAgenda struct {
	Meeting string
	Items   []Item
	Titles  map[string]string
}

// Kind is KindAgendaSet.
func (*SetAgenda) Kind() Kind { return KindAgendaSet }

func (c *SetAgenda) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &AgendaSet{common: as, Items: slices.Clone(c.Items), Meeting: c.Meeting}
	t := texts{}
	for id, title := range c.Titles {
		t.add("item/"+id, title)
	}
	return t, nil
}

// MoveMeeting is every act on a meeting that carries nothing but a reason: opening, closing and cancelling it, and the
// objection to a written procedure. Transition is its kind.
type MoveMeeting struct {
	Transition Kind
	Meeting    string
	Reason     string
}

// Kind is the move's kind.
func (c *MoveMeeting) Kind() Kind { return c.Transition }

func (c *MoveMeeting) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	if c.Transition >= kindCount {
		return nil, inconsistent("no_act")
	}
	if _, ok := kinds[c.Transition].make().(*MeetingMoved); !ok {
		return nil, inconsistent("more_than_reason")
	}
	rec.Event = &MeetingMoved{common: as, kind: c.Transition, Meeting: c.Meeting}
	t := texts{}
	t.add("reason", c.Reason)
	return t, nil
}

// RecordAttendance says that a member is present, absent or has left, for one item or altogether.
type RecordAttendance struct {
	Meeting     string
	Participant string // pseudonym
	Attendance  Attendance
	Item        string
}

// Kind is KindAttendanceRecorded.
func (*RecordAttendance) Kind() Kind { return KindAttendanceRecorded }

func (c *RecordAttendance) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &AttendanceRecorded{
		common: as, Attendance: c.Attendance, Item: c.Item, Meeting: c.Meeting, Participant: c.Participant,
	}
	return nil, nil
}

// CallItem makes an item of the agenda the one that is dealt with.
type CallItem struct{ Meeting, Item string }

// Kind is KindItemCalled.
func (*CallItem) Kind() Kind { return KindItemCalled }

func (c *CallItem) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &ItemCalled{common: as, Item: c.Item, Meeting: c.Meeting}
	return nil, nil
}

// MakeMotion puts a motion on record, on an item of the agenda; an empty Item is the one that is dealt with.
type MakeMotion struct {
	Meeting, Item, Motion string
	Text                  string
}

// Kind is KindMotionMade.
func (*MakeMotion) Kind() Kind { return KindMotionMade }

func (c *MakeMotion) draft(r *Round, rec *Record, as common) (texts, *Refusal) {
	e := &MotionMade{common: as, Item: c.Item, Meeting: c.Meeting, Motion: c.Motion}
	if m := r.Meeting(c.Meeting); m != nil && e.Item == "" && m.Called() != nil {
		e.Item = m.Called().ID
	}
	rec.Event = e
	t := texts{}
	t.add("motion", c.Text)
	return t, nil
}
