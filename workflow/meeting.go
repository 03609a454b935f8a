package workflow

import (
	"slices"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Meeting is the state of one meeting, or of one written procedure. Its texts lie in entry Seq.
type Meeting struct {
	gen       uint64
	ID        string
	Written   bool
	Stage     Stage
	Starts    ledger.Instant
	Deadline  ledger.Instant // of a written procedure
	SecondOf  string
	Invited   int    // of Round.Members, the first so many
	Asked     []bool // by member: whose seat had somebody at the invitation, or will at the start
	Short     bool   // invited in a shorter time than the policy asks for
	Agenda    []Item
	AgendaSeq uint64 // entry of the agenda in force, whose texts are its titles
	At        int    // index of the item that was called last, −1 before the first
	Presence  []Presence
	PutOff    []string // proposals that were put off at its end because the committee had no quorum
	Seq       uint64
	Opened    uint64
	Closed    uint64 // entry by which it was closed or cancelled
	Objection uint64 // entry of the objection that stopped it
	Entries   []uint64
}

// Presence is the attendance for one seat; the zero value is a seat for which nothing was recorded, which counts as absent.
type Presence struct {
	Attendance Attendance
	By         int      // participant of whom it was recorded: holder or deputy of the seat
	Deputy     bool     // that participant was a deputy then, whatever they became since
	Away       []string // items for which the member has left the room
}

// Motion is a motion that was made in a meeting. Its text lies in entry Seq.
type Motion struct {
	gen      uint64
	ID       string
	Meeting  string
	Item     string
	Proposal string // that its item is about, empty for another subject
	By       int    // index of the participant
	Seq      uint64
	Ballot   *Ballot
	Ballots  []*Ballot // earlier ones
}

// Meeting finds a meeting by id, nil where there is none.
func (r *Round) Meeting(id string) *Meeting {
	if i := r.meetingAt(id); i >= 0 {
		return r.Meetings[i]
	}
	return nil
}

func (r *Round) meetingAt(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(r.Meetings, func(m *Meeting) bool { return m.ID == id })
}

// Motion finds a motion by id, nil where there is none.
func (r *Round) Motion(id string) *Motion {
	if i := r.motionAt(id); i >= 0 {
		return r.Motions[i]
	}
	return nil
}

func (r *Round) motionAt(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(r.Motions, func(m *Motion) bool { return m.ID == id })
}

// Sitting is the meeting that is open now, nil where there is none. Written procedures do not count: several may run.
func (r *Round) Sitting() *Meeting {
	for _, m := range r.Meetings {
		if m.Stage == StageOpen && !m.Written {
			return m
		}
	}
	return nil
}

// Item finds an item of the agenda by id, nil where there is none.
func (m *Meeting) Item(id string) *Item {
	if i := slices.IndexFunc(m.Agenda, func(i Item) bool { return i.ID == id }); i >= 0 {
		return &m.Agenda[i]
	}
	return nil
}

// ItemOf finds the item of the agenda that is about a proposal, nil where there is none.
func (m *Meeting) ItemOf(proposal string) *Item {
	if i := slices.IndexFunc(m.Agenda, func(i Item) bool { return i.Proposal == proposal && proposal != "" }); i >= 0 {
		return &m.Agenda[i]
	}
	return nil
}

// Called is the item that is dealt with, nil before the first was called.
func (m *Meeting) Called() *Item {
	if m.At < 0 || m.At >= len(m.Agenda) {
		return nil
	}
	return &m.Agenda[m.At]
}

// Present tells whether a member is in the meeting for an item; an empty item asks for the meeting as such.
func (m *Meeting) Present(member int, item string) bool {
	if member < 0 || member >= len(m.Presence) {
		return false
	}
	p := &m.Presence[member]
	return p.Attendance == Present && !slices.Contains(p.Away, item)
}

// occupant is the participant who is in the meeting for a seat, −1 for nobody.
func (m *Meeting) occupant(member int) int {
	if m == nil || member < 0 || member >= len(m.Presence) || m.Presence[member].Attendance != Present {
		return -1
	}
	return m.Presence[member].By
}

// void tells whether the ballot decides nothing: it was closed without being counted, or was open when somebody objected to
// the written procedure in which it was held.
func (r *Round) void(b *Ballot) bool {
	if b.Uncounted {
		return true
	}
	m := r.Meeting(b.Meeting)
	return m != nil && m.Objection != 0 && (b.Open || b.Closed > m.Objection)
}

// Valid tells whether the ballot is closed and decides something: not where it was not counted, or a written procedure was
// stopped under it.
func (r *Round) Valid(b *Ballot) bool { return b != nil && !b.Open && !r.void(b) }

// itemFor is the id of the item that a ballot in a meeting belongs to.
func (r *Round) itemFor(m *Meeting, p *Proposal, motion *Motion) string {
	if motion != nil {
		return motion.Item
	}
	if p != nil {
		if i := m.ItemOf(p.ID); i != nil {
			return i.ID
		}
	}
	return ""
}

// attending are the members of the committee as they are present for an item of a meeting.
func (r *Round) attending(m *Meeting, item string) policy.Facts {
	var p *Proposal
	if i := m.Item(item); i != nil {
		p = r.Proposal(i.Proposal)
	}
	f := policy.Facts{
		Members: make([]policy.MemberFact, 0, len(r.Members)), RecusedInBase: r.Policy.Interests.QuorumBase == policy.BaseIncluded,
	}
	manned := r.manned(r.Last, r.Size)
	for member, who := range r.Members {
		if by := m.occupant(member); by >= 0 {
			who = by
		}
		fact := r.fact(p, member, who, nil)
		fact.Vacant = !manned[member]
		fact.Present = !fact.Vacant && m.Present(member, item)
		if !fact.Advisory && !fact.Vacant && invited(nil, m, member) {
			f.Invited++
		}
		f.Members = append(f.Members, fact)
	}
	r.convened(&f, m, p)
	return f
}

// Quorum tells whether the committee can decide on an item of a meeting as its members are present now.
func (r *Round) Quorum(m *Meeting, item string) policy.Finding {
	return r.Policy.Quorum.Of(r.attending(m, item))
}

// convened says of a meeting what the quorum depends on: whether it was invited to in time, and whether it is a second
// meeting on what was put off in the first.
func (r *Round) convened(f *policy.Facts, m *Meeting, p *Proposal) {
	f.Short = m.Short
	first := r.Meeting(m.SecondOf)
	f.Second = first != nil && p != nil && slices.Contains(first.PutOff, p.ID)
}

// editMeeting returns the meeting at an index for changing.
func (r *Round) editMeeting(at int) *Meeting {
	m := r.Meetings[at]
	if m.gen == r.gen {
		return m
	}
	c := *m
	c.gen, c.Presence, c.Entries = r.gen, slices.Clone(m.Presence), slices.Clip(m.Entries)
	r.Meetings = slices.Clone(r.Meetings)
	r.Meetings[at] = &c
	return &c
}

// editMotion returns the motion at an index for changing.
func (r *Round) editMotion(at int) *Motion {
	m := r.Motions[at]
	if m.gen == r.gen {
		return m
	}
	c := *m
	c.gen = r.gen
	r.Motions = slices.Clone(r.Motions)
	r.Motions[at] = &c
	return &c
}
