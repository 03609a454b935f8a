package workflow

import (
	"slices"

	"gremium/policy"
)

// applyToMeeting changes what an event about meetings, motions and ballots on motions changes.
func (r *Round) applyToMeeting(rec *Record, f *found) {
	switch e := rec.Event.(type) {
	case *MeetingConvened:
		r.Meetings = append(slices.Clip(r.Meetings), &Meeting{
			gen: r.gen, ID: e.Meeting, Written: e.Written, Stage: StageConvened, Starts: e.Starts, Deadline: e.Deadline,
			SecondOf: e.SecondOf, Invited: int(e.Invited), Asked: r.asked(rec, e), Short: r.short(rec, e), At: -1, Seq: rec.Seq, Entries: r.traced(nil, rec),
		})
	case *MotionMade:
		x := &Motion{gen: r.gen, ID: e.Motion, Meeting: e.Meeting, Item: e.Item, By: f.subject, Seq: rec.Seq}
		x.Proposal = f.meeting.Item(e.Item).Proposal
		r.Motions = append(slices.Clip(r.Motions), x)
	}
	if f.meetingAt < 0 {
		return
	}
	m := r.editMeeting(f.meetingAt)
	m.Entries = r.traced(m.Entries, rec)
	switch e := rec.Event.(type) {
	case *AgendaSet:
		m.Agenda, m.AgendaSeq = e.Items, rec.Seq
	case *AttendanceRecorded:
		i, p := r.Participant(e.Participant)
		m.attend(p, i, e)
	case *ItemCalled:
		m.At = slices.IndexFunc(m.Agenda, func(i Item) bool { return i.ID == e.Item })
	case *MeetingMoved:
		r.moveMeeting(m, rec, e.kind)
	}
}

func (r *Round) moveMeeting(m *Meeting, rec *Record, k Kind) {
	m.Stage, _ = r.ways.meeting[kinds[k].transition].after(m.Stage)
	switch k {
	case KindMeetingOpened:
		m.Opened = rec.Seq
	case KindObjectionRaised:
		m.Objection = rec.Seq
	case KindMeetingClosed:
		m.Closed, m.PutOff = rec.Seq, r.putOff(m)
	case KindMeetingCancelled:
		m.Closed = rec.Seq
	default:
	}
}

// putOff are the items of a meeting that stay undone because the committee has no quorum for them at its end.
func (r *Round) putOff(m *Meeting) []string {
	var out []string
	for _, i := range m.Agenda {
		p := r.Proposal(i.Proposal)
		if m.Written || p == nil || p.State == Decided || p.State == Withdrawn {
			continue
		}
		if b := p.Ballot; b != nil && b.Meeting == m.ID {
			continue
		}
		if q := r.Quorum(m, i.ID); q.Holds == policy.HoldsNo {
			out = append(out, p.ID)
		}
	}
	return out
}

// asked tells by member whose seat has somebody at the invitation, or will when the meeting starts.
func (r *Round) asked(rec *Record, e *MeetingConvened) []bool {
	out := r.manned(rec.At, rec.Seq)
	for m, later := range r.manned(max(rec.At, e.Starts), rec.Seq) {
		out[m] = out[m] || later
	}
	return out
}

func (m *Meeting) attend(p *Participant, i int, e *AttendanceRecorded) {
	if n := p.Member + 1; n > len(m.Presence) {
		m.Presence = append(m.Presence, make([]Presence, n-len(m.Presence))...)
	}
	here := &m.Presence[p.Member]
	if e.Item == "" {
		*here = Presence{Attendance: e.Attendance, By: i, Deputy: p.Deputy}
		return
	}
	away := slices.DeleteFunc(slices.Clone(here.Away), func(item string) bool { return item == e.Item })
	if e.Attendance == Left {
		away = append(away, e.Item)
	}
	here.Away = away
}

// applyToBallot changes what an event about a ballot changes, on a proposal or on a motion.
func (r *Round) applyToBallot(rec *Record, f *found) {
	at, aside := &f.ballot, (*[]*Ballot)(nil)
	switch {
	case f.motionAt >= 0:
		x := r.editMotion(f.motionAt)
		at, aside = &x.Ballot, &x.Ballots
	case f.at >= 0:
		p := r.Proposals[f.at] // the fork's own by now
		at, aside = &p.Ballot, &p.Ballots
	}
	if e, ok := rec.Event.(*BallotOpened); ok {
		if *at != nil {
			*aside = append(slices.Clip(*aside), *at)
		}
		*at = r.newBallot(rec, e, f)
		return
	}
	b := r.editBallot(at)
	switch e := rec.Event.(type) {
	case *VoteCast:
		b.vote(r.Participants[f.subject].Member, Vote{
			Choice: e.Choice, Version: e.Version, Seq: rec.Seq, At: rec.At, By: f.subject, Deputy: e.Deputy,
		})
	case *BallotVoted:
		b.vote(r.Participants[f.subject].Member, Vote{
			Choice: policy.Sealed, Version: 1, Seq: rec.Seq, At: rec.At, By: f.subject, Deputy: e.Deputy,
		})
	case *SecrecyDemanded:
		b.Mode, b.Demand = ModeSecret, rec.Seq
	case *BallotClosed:
		b.Open, b.Closed, b.Until, b.Tally, b.Counts, b.Uncounted = false, rec.Seq, rec.At, e.Tally, slices.Clone(e.Counts), e.Uncounted
	}
}

// newBallot is a ballot that has just begun. Who is present when it begins stays so for it, whoever leaves meanwhile.
func (r *Round) newBallot(rec *Record, e *BallotOpened, f *found) *Ballot {
	b := &Ballot{gen: r.gen, Opened: rec.Seq, Until: rec.At, Open: true, Meeting: e.Meeting, Mode: e.Mode, Asked: r.manned(rec.At, rec.Seq)}
	m := f.meeting
	if m == nil || m.Written {
		return b
	}
	item := r.itemFor(m, f.proposal, f.motion)
	b.Present = make([]bool, len(m.Presence))
	for i := range b.Present {
		b.Present[i] = m.Present(i, item)
	}
	return b
}

func (b *Ballot) vote(member int, v Vote) {
	if n := member + 1; n > len(b.Votes) {
		b.Votes = append(b.Votes, make([]Vote, n-len(b.Votes))...)
	}
	b.Votes[member] = v
}
