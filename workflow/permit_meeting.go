package workflow

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"gremium/policy"
)

// findMeeting finds the meeting, motion and ballot that an event speaks of.
func (r *Round) findMeeting(e Event, f *found) {
	f.meetingAt, f.motionAt = -1, -1
	motion, meeting := MotionOf(e), ""
	switch e := e.(type) {
	case *VoteCast, *BallotVoted, *BallotClosed, *SecrecyDemanded: // in the meeting of the ballot, if it is in one
	case *BallotOpened:
		meeting = e.Meeting
	case *AgendaSet:
		meeting = e.Meeting
	case *MeetingMoved:
		meeting = e.Meeting
	case *AttendanceRecorded:
		meeting = e.Meeting
	case *ItemCalled:
		meeting = e.Meeting
	case *MotionMade:
		meeting = e.Meeting
	default:
		return
	}
	if f.motionAt = r.motionAt(motion); f.motionAt >= 0 {
		f.motion = r.Motions[f.motionAt]
		f.ballot = f.motion.Ballot
	} else if motion == "" && f.proposal != nil {
		f.ballot = f.proposal.Ballot
	}
	if _, opens := e.(*BallotOpened); !opens && meeting == "" && f.ballot != nil {
		meeting = f.ballot.Meeting
	}
	if f.meetingAt = r.meetingAt(meeting); f.meetingAt >= 0 {
		f.meeting = r.Meetings[f.meetingAt]
	}
	f.inMeeting = meeting
}

// permitStage asks the table of meetings, where the event takes place in one, and that a motion is the one it says.
func (r *Round) permitStage(rec *Record, f *found) *Refusal {
	if ref := permitMotion(rec, f); ref != nil {
		return ref
	}
	t := f.kind.transition
	stages := r.ways.meeting[t]
	if stages == nil || f.inMeeting == "" && f.kind.proposal || t == transitionConvene {
		return nil
	}
	if f.meeting == nil {
		return refuse("meeting_unknown", "lifecycle", "meeting", f.inMeeting)
	}
	if _, ok := stages.after(f.meeting.Stage); !ok {
		return refuse("wrong_stage", "lifecycle", "stage", string(f.meeting.Stage), "allowed", named(stages))
	}
	return nil
}

// permitMotion checks that a ballot's event concerns a proposal, or a motion and the proposal that it is about.
func permitMotion(rec *Record, f *found) *Refusal {
	if !onMotion[rec.Event.Kind()] {
		return nil
	}
	name := MotionOf(rec.Event)
	switch {
	case name != "" && f.motion == nil:
		return refuse("motion_unknown", "lifecycle", "motion", name)
	case name != "" && f.motion.Proposal != rec.Proposal, name == "" && rec.Proposal == "":
		return inconsistent("motion")
	}
	return nil
}

// MotionOf is the motion that an event about a ballot names, empty for a ballot on a proposal.
func MotionOf(e Event) string {
	switch e := e.(type) {
	case *VoteCast:
		return e.Motion
	case *BallotVoted:
		return e.Motion
	case *BallotClosed:
		return e.Motion
	case *SecrecyDemanded:
		return e.Motion
	case *BallotOpened:
		return e.Motion
	}
	return ""
}

// MeetingOf is the meeting that an event names: one about a meeting, its minutes, or a ballot that is opened in it. Empty otherwise.
func MeetingOf(e Event) string {
	switch e := e.(type) {
	case *MeetingConvened:
		return e.Meeting
	case *AgendaSet:
		return e.Meeting
	case *MeetingMoved:
		return e.Meeting
	case *AttendanceRecorded:
		return e.Meeting
	case *ItemCalled:
		return e.Meeting
	case *MotionMade:
		return e.Meeting
	case *BallotOpened:
		return e.Meeting
	case *MinutesDrafted:
		return e.Meeting
	case *MinutesApproved:
		return e.Meeting
	}
	return ""
}

func (r *Round) permitConvening(rec *Record, e *MeetingConvened) *Refusal {
	switch {
	case !validID(e.Meeting):
		return refuse("id_invalid", "record", "id", e.Meeting)
	case r.Meeting(e.Meeting) != nil:
		return refuse("id_taken", "record", "id", e.Meeting)
	case !e.has("title"):
		return refuse("text_missing", "record", "field", "title")
	case e.Invited != uint64(len(r.Members)):
		return inconsistent("invited")
	case e.Written && (e.Deadline <= rec.At || e.Starts != 0):
		return refuse("deadline_missing", "policy")
	case !e.Written && (e.Starts < rec.At || e.Deadline != 0):
		return refuse("start_missing", "policy")
	}
	if e.SecondOf != "" {
		if ref := r.permitSecond(e); ref != nil {
			return ref
		}
	}
	if !e.has("reason") && r.short(rec, e) {
		return refuse("invitation_short", "policy", "needed", strconv.Itoa(r.Policy.Deadlines.Invitation))
	}
	return nil
}

// short tells whether a meeting is invited to in a shorter time than the policy asks for.
func (r *Round) short(rec *Record, e *MeetingConvened) bool {
	needed := time.Duration(r.Policy.Deadlines.Invitation) * 24 * time.Hour
	return !e.Written && e.Starts.Time().Sub(rec.At.Time()) < needed
}

// permitSecond allows a second meeting after one that put something off because the committee had no quorum, § 90 (2)
// VwVfG.
func (r *Round) permitSecond(e *MeetingConvened) *Refusal {
	if !r.Policy.Quorum.Second || e.Written {
		return refuse("second_not_provided", "policy")
	}
	first := r.Meeting(e.SecondOf)
	switch {
	case first == nil:
		return refuse("meeting_unknown", "lifecycle", "meeting", e.SecondOf)
	case len(first.PutOff) == 0:
		return refuse("second_unfounded", "policy")
	}
	return nil
}

func (r *Round) permitMeetingMove(rec *Record, e *MeetingMoved, f *found) *Refusal {
	m := f.meeting
	switch e.kind {
	case KindMeetingOpened:
		return r.permitMeetingOpening(rec, m)
	case KindObjectionRaised:
		if !m.Written {
			return refuse("not_written", "lifecycle")
		}
		if rec.At > m.Deadline {
			return refuse("procedure_over", "policy")
		}
		return r.permitObjection(m, f)
	default:
	}
	return r.permitMeetingEnd(e, m, f.actor)
}

// permitMeetingEnd leaves closing and cancelling to those who take part in everything on the agenda: whether it is possible
// tells whether a ballot is open on an item.
func (r *Round) permitMeetingEnd(e *MeetingMoved, m *Meeting, actor int) *Refusal {
	if r.excludedAmong(r.Matters(m), actor) {
		return refuse("recused_meeting", "§ 20 VwVfG")
	}
	if e.kind == KindMeetingCancelled && !e.has("reason") {
		return refuse("reason_missing", "policy")
	}
	if open := r.openBallots(m, actor); len(open) > 0 {
		return refuse("ballots_open", "lifecycle", "subjects", strings.Join(open, ", "))
	}
	return nil
}

// permitObjection leaves the choice between writing and a meeting to those who take part in some item of the procedure.
func (r *Round) permitObjection(m *Meeting, f *found) *Refusal {
	if slices.ContainsFunc(m.Agenda, func(i Item) bool { return r.Recused(r.Proposal(i.Proposal), f.subject) == nil }) {
		return nil
	}
	if f.as == byMember {
		return refuse("recused", "§ 20 VwVfG")
	}
	return r.naming(refuse("recused_other", "§ 20 VwVfG"), f.subject)
}

// ahead is how long before its time a meeting can be opened: whoever comes in time may find that all are there already.
const ahead = time.Hour

func (r *Round) permitMeetingOpening(rec *Record, m *Meeting) *Refusal {
	switch {
	case len(m.Agenda) == 0:
		return refuse("agenda_empty", "lifecycle")
	case m.Written && rec.At >= m.Deadline:
		return refuse("procedure_over", "policy")
	case !m.Written && m.Starts.Time().Sub(rec.At.Time()) > ahead:
		return refuse("meeting_early", "policy")
	case !m.Written && r.Sitting() != nil:
		return refuse("meeting_running", "lifecycle")
	}
	return nil
}

// openBallots names what is voted on in a meeting now, proposals by their numbers and motions by their ids, but for what a
// participant takes no part in.
func (r *Round) openBallots(m *Meeting, participant int) []string {
	var out []string
	for _, p := range r.Proposals {
		if b := p.Ballot; b != nil && b.Open && b.Meeting == m.ID && r.Recused(p, participant) == nil {
			out = append(out, r.NumberOf(p))
		}
	}
	for _, x := range r.Motions {
		if b := x.Ballot; b != nil && b.Open && b.Meeting == m.ID && r.Recused(r.Proposal(x.Proposal), participant) == nil {
			out = append(out, x.ID)
		}
	}
	return out
}

// permitAttendance keeps whoever takes no part in an item from saying who else is there for it: the quorum and the right to
// vote on it follow from that.
func (r *Round) permitAttendance(rec *Record, e *AttendanceRecorded, f *found) *Refusal {
	m := f.meeting
	i, p := r.Participant(e.Participant)
	switch {
	case m.Written:
		return refuse("in_writing", "lifecycle")
	case p == nil || p.Member < 0:
		return refuse("member_unknown", "lifecycle")
	case e.Item != "" && m.Item(e.Item) == nil:
		return refuse("item_unknown", "lifecycle", "item", e.Item)
	case e.Item != "" && e.Attendance == Absent:
		return inconsistent("absent_for_item")
	case e.Item != "" && (!m.here(p.Member) || m.occupant(p.Member) != i):
		return refuse("not_present", "policy")
	case i == f.actor: // who is excluded leaves for the item, and says so
	case e.Item != "":
		if ref := r.permitItem(e.Item, f); ref != nil {
			return ref
		}
	case m.Called() != nil:
		if ref := r.permitItem(m.Called().ID, f); ref != nil {
			return ref
		}
	}
	return r.permitOccupying(rec, e, m, i)
}

// permitOccupying lets one person at a time be in a meeting for a seat: a deputy where the holder is not there. Who belongs to
// no seat at that time, or is absent by an entry that has not ended, is not there either.
func (r *Round) permitOccupying(rec *Record, e *AttendanceRecorded, m *Meeting, participant int) *Refusal {
	p := &r.Participants[participant]
	by := m.occupant(p.Member)
	switch {
	case by >= 0 && by != participant && e.Attendance != Present:
		return r.naming(refuse("represented", "policy", "seat", r.Seats[p.Seat].ID), by)
	case by >= 0 && by != participant && p.Deputy:
		return r.naming(refuse("holder_present", "policy", "seat", r.Seats[p.Seat].ID), by)
	case e.Attendance != Present:
		return nil
	}
	ref := r.belonging(participant, rec.At)
	if ref != nil && ref.Code == "holder_present" {
		return nil // the record of a meeting says better who is there
	}
	return ref
}

// here tells whether a member is in the meeting as such.
func (m *Meeting) here(member int) bool {
	return member >= 0 && member < len(m.Presence) && m.Presence[member].Attendance == Present
}

// permitCall asks that nothing is voted on any more. Who takes no part in an item cannot be told so of it: somebody else is done
// with it, and calls the next one.
func (r *Round) permitCall(e *ItemCalled, f *found) *Refusal {
	m := f.meeting
	if ref := r.permitItem(e.Item, f); ref != nil {
		return ref
	}
	if i := m.Called(); i != nil && r.Recused(r.Proposal(i.Proposal), f.actor) != nil {
		return refuse("recused_item", "§ 20 VwVfG")
	}
	if open := r.openBallots(m, f.actor); len(open) > 0 && !m.Written {
		return refuse("ballots_open", "lifecycle", "subjects", strings.Join(open, ", "))
	}
	return nil
}

// permitItem checks that the agenda has the item, and that who deals with it takes part in it.
func (r *Round) permitItem(id string, f *found) *Refusal {
	item := f.meeting.Item(id)
	if item == nil {
		return refuse("item_unknown", "lifecycle", "item", id)
	}
	if r.Recused(r.Proposal(item.Proposal), f.actor) == nil {
		return nil
	}
	if f.as == byMember {
		return refuse("recused", "§ 20 VwVfG")
	}
	return refuse("recused_office", "§ 20 VwVfG")
}

func (r *Round) permitMotionMaking(e *MotionMade, f *found) *Refusal {
	switch {
	case !validID(e.Motion):
		return refuse("id_invalid", "record", "id", e.Motion)
	case r.Motion(e.Motion) != nil:
		return refuse("id_taken", "record", "id", e.Motion)
	case !e.has("motion"):
		return refuse("text_missing", "record", "field", "motion")
	}
	return r.permitItem(e.Item, f)
}

// permitQuorum bars a ballot in a meeting in which the committee has no quorum for the item: what it decided would not
// stand. In a written procedure who takes part counts as present, so that only its end can tell.
func (r *Round) permitQuorum(m *Meeting, item string) *Refusal {
	if m.Written {
		return nil
	}
	q := r.Quorum(m, item)
	if q.Holds != policy.HoldsNo {
		return nil
	}
	code, needed := "no_quorum", 0
	for _, f := range q.Findings {
		if f.Holds != policy.HoldsNo {
			continue
		}
		switch f.Rule {
		case policy.RuleInvited:
			code = "not_all_invited"
		case policy.RuleNotice:
			code = "short_notice"
		default:
			n, _ := strconv.Atoi(f.Figure("needed")) // a figure of ours
			needed = max(needed, n)
		}
	}
	return refuse(code, "policy", "present", q.Figure("present"), "entitled", q.Figure("entitled"), "needed", strconv.Itoa(needed))
}
