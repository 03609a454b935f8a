package view

import (
	"slices"
	"strconv"
	"strings"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Meeting is a meeting or a written procedure as the viewer may see it.
type Meeting struct {
	ID        string
	Written   bool
	Stage     workflow.Stage
	Starts    ledger.Instant
	Deadline  ledger.Instant
	SecondOf  string
	Short     bool // invited at shorter notice than the policy asks for
	Invited   int
	Entry     uint64 // whose texts hold title and place
	Cancelled uint64 // entry whose text reason says why it was cancelled, 0 where it was not
	Agenda    []Item
	Called    *Item // the item that is dealt with, nil before the first
	Attending []Attending
	Quorum    *policy.Finding // for the item that is dealt with; nil where the viewer takes no part in it, and in writing
	PutOff    []string        // ids of the proposals put off for want of a quorum, but those that the viewer takes no part in
	Objected  bool
	Moves     []Move // of the meeting, for whoever leads it
	Bound     int    // so many items of the agenda from its beginning are not for the viewer to arrange: they take no part in the last of them
}

// Item is one item of an agenda.
type Item struct {
	ID       string
	Position int
	Proposal *Proposal // nil for another subject
	Entry    uint64    // whose texts hold the title of another subject, at item/<id>
	Called   bool
	Masked   bool // the viewer takes no part in it
	Motions  []Motion
}

// Motion is a motion on an item in which the viewer takes part.
type Motion struct {
	ID     string
	By     string // pseudonym
	Entry  uint64 // whose text motion it is
	Ballot *Ballot
}

// Attending is how a member attends a meeting.
type Attending struct {
	Member     int                 // index among members
	By         string              // pseudonym of whom it was recorded: holder or deputy of the seat; empty where nothing is on record
	Deputy     bool                // it was a deputy
	Attendance workflow.Attendance // empty where nothing is on record
	Away       bool                // has left for the item that is dealt with
	Recused    bool                // takes no part in the item that is dealt with
}

// Meetings are the meetings of the round, in the order in which they were convened. Only who belongs to the committee, its
// office or its audit gets them.
func (v *Round) Meetings() []*Meeting {
	if !v.inside() {
		return nil
	}
	out := make([]*Meeting, len(v.state.Meetings))
	for i, m := range v.state.Meetings {
		out[i] = v.meeting(m)
	}
	return out
}

// Meeting finds a meeting by id, nil where the viewer sees none.
func (v *Round) Meeting(id string) *Meeting {
	m := v.state.Meeting(id)
	if m == nil || !v.inside() {
		return nil
	}
	return v.meeting(m)
}

func (v *Round) meeting(m *workflow.Meeting) *Meeting {
	out := &Meeting{
		ID: m.ID, Written: m.Written, Stage: m.Stage, Starts: m.Starts, Deadline: m.Deadline, SecondOf: m.SecondOf, Short: m.Short,
		Invited: m.Invited, Entry: m.Seq, Objected: m.Objection > 0,
	}
	if m.Stage == workflow.StageCancelled {
		out.Cancelled = m.Closed
	}
	for i, item := range m.Agenda {
		out.Agenda = append(out.Agenda, v.item(m, i, item))
		if i == m.At {
			out.Called = &out.Agenda[i]
		}
	}
	masked := out.Called != nil && out.Called.Masked
	if !m.Written {
		out.Attending = v.attending(m, masked)
		if !masked {
			out.Quorum = v.quorum(m)
		}
	}
	for _, id := range m.PutOff {
		if v.excludedFrom(v.state.Proposal(id)) == nil {
			out.PutOff = append(out.PutOff, id)
		}
	}
	out.Moves, out.Bound = v.meetingMoves(m), v.state.Bound(m, v.self)
	return out
}

func (v *Round) item(m *workflow.Meeting, at int, i workflow.Item) Item {
	out := Item{ID: i.ID, Position: at + 1, Called: at == m.At, Entry: m.AgendaSeq}
	if i.Proposal != "" {
		p := v.state.Proposal(i.Proposal)
		out.Proposal, out.Masked = v.Proposal(p.ID), v.excludedFrom(p) != nil
	}
	if out.Masked {
		return out
	}
	for _, x := range v.state.Motions {
		if x.Meeting == m.ID && x.Item == i.ID {
			motion := Motion{ID: x.ID, By: v.Participant(x.By), Entry: x.Seq}
			if x.Ballot != nil {
				motion.Ballot = v.motionBallot(x)
			}
			out.Motions = append(out.Motions, motion)
		}
	}
	return out
}

func (v *Round) motionBallot(x *workflow.Motion) *Ballot {
	out := v.votes(x.Ballot, v.state.Proposal(x.Proposal))
	out.Mark = uint64(len(x.Ballots)) + 1
	if !x.Ballot.Open {
		out.Votes = settled(v.cast(x.Ballot, v.state.Proposal(x.Proposal), v.Numbers))
	}
	if v.state.Valid(x.Ballot) {
		carried := v.state.Carries(x)
		out.Carried = &carried
	}
	if !v.Numbers {
		out.unnumber()
	}
	return out
}

// attending says who is there. To whom the item is closed it says no more than that for the meeting as such: who left for
// the item belongs to it.
func (v *Round) attending(m *workflow.Meeting, masked bool) []Attending {
	item, p := "", (*workflow.Proposal)(nil)
	if i := m.Called(); i != nil && !masked {
		item, p = i.ID, v.state.Proposal(i.Proposal)
	}
	out := make([]Attending, len(v.state.Members))
	for member, i := range v.state.Members {
		out[member] = Attending{Member: member, Recused: v.state.Recused(p, i) != nil}
		if member < len(m.Presence) {
			x := &m.Presence[member]
			out[member].Attendance = x.Attendance
			if x.Attendance != "" {
				out[member].By, out[member].Deputy = v.Participant(x.By), x.Deputy
				out[member].Recused = v.state.Recused(p, x.By) != nil
			}
			out[member].Away = item != "" && slices.Contains(m.Presence[member].Away, item)
		}
	}
	return out
}

func (v *Round) quorum(m *workflow.Meeting) *policy.Finding {
	item := ""
	if i := m.Called(); i != nil {
		item = i.ID
	}
	q := v.state.Quorum(m, item)
	return &q
}

// Leads tells whether the viewer leads meetings, and in which capacity: the office does, and who holds the chair; a vice chair
// also where the chair takes no part in something on the agenda.
func (v *Round) Leads() (workflow.Capacity, bool) {
	switch {
	case v.viewer.Coordinator:
		return workflow.Coordinator, true
	case v.viewer.Operator:
		return workflow.Operator, true
	case v.Me != nil && v.state.Presides(v.self, v.state.Sitting(), v.now, v.state.Matters(v.state.Sitting())...):
		return workflow.Member, true
	}
	return "", false
}

// meetingMoves are the steps of the meeting that whoever leads it is offered.
func (v *Round) meetingMoves(m *workflow.Meeting) []Move {
	as, leads := v.Leads()
	if !leads {
		return nil
	}
	var out []Move
	for _, k := range []workflow.Kind{workflow.KindMeetingOpened, workflow.KindMeetingClosed, workflow.KindMeetingCancelled} {
		ref := v.Try(as, &workflow.MoveMeeting{Transition: k, Meeting: m.ID, Reason: "-"})
		if ref == nil || ref.Code != "wrong_stage" && ref.Code != "wrong_phase" && ref.Code != "capacity_missing" {
			out = append(out, Move{Kind: k, Barred: ref})
		}
	}
	return out
}

// offLimits tells whether an entry about a meeting belongs to an item in which the viewer takes no part. That the item is
// called is for all to know.
func (v *Round) offLimits(rec *workflow.Record) bool {
	switch e := rec.Event.(type) {
	case *workflow.MotionMade:
		return v.closed(e.Meeting, e.Item)
	case *workflow.AttendanceRecorded:
		return v.closed(e.Meeting, e.Item)
	}
	return false
}

func (v *Round) closed(meeting, item string) bool {
	m := v.state.Meeting(meeting)
	if m == nil || m.Item(item) == nil {
		return false
	}
	return v.excludedFrom(v.state.Proposal(m.Item(item).Proposal)) != nil
}

// mayReadMotion answers for the texts of motions; known is false for other entries.
func (v *Round) mayReadMotion(entry uint64) (ok, known bool) {
	for _, x := range v.state.Motions {
		if x.Seq == entry {
			return v.inside() && v.excludedFrom(v.state.Proposal(x.Proposal)) == nil, true
		}
	}
	return false, false
}

// running tells whether an entry is a vote in an open ballot on a motion.
func (v *Round) running(entry uint64) bool {
	for _, x := range v.state.Motions {
		if b := x.Ballot; b != nil && b.Open && entry > b.Opened && slices.Contains(v.state.Meeting(x.Meeting).Entries, entry) {
			return true
		}
	}
	return false
}

// meetingChanges are what an entry changed in a meeting: "stage" (of the meeting), "attendance" (of a participant), "item", "agenda".
func meetingChanges(before, after *workflow.Round, rec *workflow.Record) []Change {
	switch e := rec.Event.(type) {
	case *workflow.MeetingConvened:
		return []Change{{Field: "stage", Of: e.Meeting, New: string(workflow.StageConvened)}}
	case *workflow.MeetingMoved:
		return []Change{{
			Field: "stage", Of: e.Meeting, Old: string(before.Meeting(e.Meeting).Stage), New: string(after.Meeting(e.Meeting).Stage),
		}}
	case *workflow.AttendanceRecorded:
		return []Change{{Field: "attendance", Of: e.Participant, New: string(e.Attendance)}}
	case *workflow.ItemCalled:
		was, m := before.Meeting(e.Meeting).Called(), after.Meeting(e.Meeting)
		return []Change{{Field: "item", Of: e.Meeting, Old: itemName(was), New: itemName(m.Called())}}
	case *workflow.AgendaSet:
		was, is := agenda(before.Meeting(e.Meeting)), agenda(after.Meeting(e.Meeting))
		if was != is {
			return []Change{{Field: "agenda", Of: e.Meeting, Old: was, New: is}}
		}
	}
	return nil
}

// OfProposal begins what stands for an item of an agenda that is a proposal: its id follows. Another subject has an id of its own,
// which does not begin so.
const OfProposal = "="

func itemName(i *workflow.Item) string {
	switch {
	case i == nil:
		return ""
	case i.Proposal != "":
		return OfProposal + i.Proposal
	}
	return i.ID
}

// agenda are the items of a meeting in their order, separated by line feeds.
func agenda(m *workflow.Meeting) string {
	names := make([]string, len(m.Agenda))
	for i := range m.Agenda {
		names[i] = itemName(&m.Agenda[i])
	}
	return strings.Join(names, "\n")
}

// NextMeeting is an id that no meeting of the round has.
func (v *Round) NextMeeting() string {
	for n := len(v.state.Meetings) + 1; ; n++ {
		if id := strconv.Itoa(n); v.state.Meeting(id) == nil {
			return id
		}
	}
}

// NextMotion is an id that no motion of the round has.
func (v *Round) NextMotion() string {
	for n := len(v.state.Motions) + 1; ; n++ {
		if id := "motion-" + strconv.Itoa(n); v.state.Motion(id) == nil {
			return id
		}
	}
}

// Motion finds a motion by id, nil where there is none that the viewer may know of.
func (v *Round) Motion(id string) *Motion {
	for _, m := range v.Meetings() {
		for i := range m.Agenda {
			for j := range m.Agenda[i].Motions {
				if x := &m.Agenda[i].Motions[j]; x.ID == id {
					return x
				}
			}
		}
	}
	return nil
}
