package workflow

import (
	"fmt"

	"gremium/workflow/ledger"
)

// MeetingConvened invites everybody who holds a seat at that moment to a meeting, or to a written procedure. Texts:
// title, place, and reason where the invitation is shorter than the policy asks for.
type MeetingConvened struct {
	common
	Deadline ledger.Instant // until when votes count, in a written procedure
	Invited  uint64         // the members, in order of their admission, who are invited
	Meeting  string
	SecondOf string // the meeting that lacked its quorum; this one needs none for what was put off there
	Starts   ledger.Instant
	Written  bool
}

// Kind is KindMeetingConvened.
func (*MeetingConvened) Kind() Kind { return KindMeetingConvened }

func (e *MeetingConvened) form(f *ledger.Form) {
	e.as(f)
	f.OptInstant("deadline", &e.Deadline)
	f.Uint("invited", &e.Invited)
	kind := map[bool]string{false: "meeting", true: "written"}[e.Written]
	f.String("kind", &kind)
	if e.Written = kind == "written"; !e.Written && kind != "meeting" {
		f.Fail(fmt.Errorf("a meeting is of kind meeting or written, not %q", kind))
	}
	f.String("meeting", &e.Meeting)
	f.OptString("second_of", &e.SecondOf)
	f.OptInstant("starts", &e.Starts)
	e.texts(f)
}

// Item is one item of an agenda: a proposal, or another subject whose title is the text item/<id>.
type Item struct {
	ID       string
	Proposal string
}

// AgendaSet gives a meeting its whole agenda, in order. Texts: item/<id> for what is no proposal.
type AgendaSet struct {
	common
	Items   []Item
	Meeting string
}

// Kind is KindAgendaSet.
func (*AgendaSet) Kind() Kind { return KindAgendaSet }

func (e *AgendaSet) form(f *ledger.Form) {
	e.as(f)
	ledger.List(f, "items", &e.Items, func(i *Item, f *ledger.Form) {
		f.String("id", &i.ID)
		f.OptString("proposal", &i.Proposal)
	})
	f.String("meeting", &e.Meeting)
	e.texts(f)
}

// MeetingMoved is every event that says nothing but that a meeting moved on: it was opened, closed or cancelled, or a
// member objected to the written procedure. Text: reason.
type MeetingMoved struct {
	common
	kind    Kind
	Meeting string
}

// Kind is the move's kind.
func (e *MeetingMoved) Kind() Kind { return e.kind }

func (e *MeetingMoved) form(f *ledger.Form) {
	e.as(f)
	f.String("meeting", &e.Meeting)
	e.texts(f)
}

// Attendance is what is recorded of a member in a meeting.
type Attendance string

// The ways of attendance. Who left may have left for one item only.
const (
	Present Attendance = "present"
	Absent  Attendance = "absent"
	Left    Attendance = "left"
)

// AttendanceRecorded says that a member is present, absent or has left, for one item or altogether.
type AttendanceRecorded struct {
	common
	Attendance  Attendance
	Item        string // for which a member leaves, or comes back after it
	Meeting     string
	Participant string
}

// Kind is KindAttendanceRecorded.
func (*AttendanceRecorded) Kind() Kind { return KindAttendanceRecorded }

func (e *AttendanceRecorded) form(f *ledger.Form) {
	e.as(f)
	s := string(e.Attendance)
	f.String("attendance", &s)
	switch e.Attendance = Attendance(s); e.Attendance {
	case Present, Absent, Left:
	default:
		f.Fail(fmt.Errorf("attendance %q is none of present, absent, left", s))
	}
	f.OptString("item", &e.Item)
	f.String("meeting", &e.Meeting)
	f.String("participant", &e.Participant)
	e.texts(f)
}

// ItemCalled makes an item of the agenda the one that is dealt with.
type ItemCalled struct {
	common
	Item    string
	Meeting string
}

// Kind is KindItemCalled.
func (*ItemCalled) Kind() Kind { return KindItemCalled }

func (e *ItemCalled) form(f *ledger.Form) {
	e.as(f)
	f.String("item", &e.Item)
	f.String("meeting", &e.Meeting)
	e.texts(f)
}

// MotionMade puts a motion on record, on an item of the agenda. Text: motion.
type MotionMade struct {
	common
	Item    string
	Meeting string
	Motion  string
}

// Kind is KindMotionMade.
func (*MotionMade) Kind() Kind { return KindMotionMade }

func (e *MotionMade) form(f *ledger.Form) {
	e.as(f)
	f.String("item", &e.Item)
	f.String("meeting", &e.Meeting)
	f.String("motion", &e.Motion)
	e.texts(f)
}
