package workflow

import (
	"slices"

	"gremium/workflow/ledger"
)

// led are the transitions that are for whoever leads the meeting.
var led = [transitionCount]bool{
	transitionOpenMeeting: true, transitionRecordAttendance: true, transitionCallItem: true, transitionCloseMeeting: true,
	transitionOpenBallot: true, transitionCloseBallot: true, transitionDrawLot: true,
}

// permitLead checks that a member who leads a meeting holds the chair, or stands in for it: a vice chair where no chair can
// act or is in the meeting, or where the chair takes no part in what is dealt with. Who deputises in the chair's seat votes,
// and does not chair.
func (r *Round) permitLead(rec *Record, f *found) *Refusal {
	if !led[f.kind.transition] || f.as != byMember || r.leaves(rec.Event, f) || r.Presides(f.actor, f.meeting, rec.At, r.matters(rec, f)...) {
		return nil
	}
	return refuse("not_chair", "lifecycle")
}

// matters are the proposals that a step in a meeting deals with. To call an item is to be done with the one before, and to end the
// meeting is to be done with all.
func (r *Round) matters(rec *Record, f *found) []*Proposal {
	if _, lot := rec.Event.(*LotDrawn); lot {
		return r.Proposals
	}
	if f.meeting == nil {
		return []*Proposal{f.proposal}
	}
	items := []*Item{f.meeting.Called()}
	switch e := rec.Event.(type) {
	case *MeetingMoved:
		return r.Matters(f.meeting)
	case *ItemCalled:
		items = append(items, f.meeting.Item(e.Item))
	case *AttendanceRecorded:
		if e.Item != "" {
			items = []*Item{f.meeting.Item(e.Item)}
		}
	default:
		return []*Proposal{f.proposal}
	}
	var out []*Proposal
	for _, i := range items {
		if i != nil {
			out = append(out, r.Proposal(i.Proposal))
		}
	}
	return out
}

// Matters are the proposals on the agenda of a meeting.
func (r *Round) Matters(m *Meeting) []*Proposal {
	if m == nil {
		return nil
	}
	out := make([]*Proposal, len(m.Agenda))
	for i := range m.Agenda {
		out[i] = r.Proposal(m.Agenda[i].Proposal)
	}
	return out
}

// excludedAmong tells whether a participant takes no part in some of the proposals.
func (r *Round) excludedAmong(proposals []*Proposal, participant int) bool {
	return slices.ContainsFunc(proposals, func(p *Proposal) bool { return r.Recused(p, participant) != nil })
}

// leaves tells whether somebody says of themselves that they leave, which is theirs to say. That somebody is there, or is back, is
// for whoever leads the meeting.
func (r *Round) leaves(e Event, f *found) bool {
	a, ok := e.(*AttendanceRecorded)
	return ok && a.Attendance == Left && a.Participant == r.Participants[f.actor].Pseudonym
}

// Presides tells whether a participant chairs the committee at an instant, in a meeting where one is given. For a chair who takes
// no part in one of the matters a vice chair does.
func (r *Round) Presides(participant int, m *Meeting, at ledger.Instant, matters ...*Proposal) bool {
	seat, p := r.Seat(participant), &r.Participants[participant]
	switch {
	case seat == nil || p.Deputy || p.Left > 0:
		return false
	case seat.Chair:
		return true
	case !seat.Vice:
		return false
	}
	return !slices.ContainsFunc(r.Seats, func(s Seat) bool {
		h := s.Holder
		return s.Chair && h >= 0 && !r.excludedAmong(matters, h) && r.Acting(h, at) == nil && (m == nil || m.Written || m.Stage != StageOpen || m.occupant(s.Member) == h)
	})
}
