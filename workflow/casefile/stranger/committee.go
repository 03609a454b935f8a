package stranger

import (
	"slices"
	"time"
)

// seat is a place in the committee. Sheets and votes belong to it.
type seat struct {
	id, body string
	weight   int64
	advisory bool
	holder   string // participant who holds it or did last; before that, who deputised first
}

// person is a participant with a seat.
type person struct {
	seat        *seat
	deputy      bool
	since, left int // entries; left is 0 for who is there
	from, until string
}

// interest is what is known of one participant's interest in a proposal.
type interest struct {
	excludes bool
	seat     *seat // whom else it excludes: all of that seat
}

// seating takes what changes the committee.
func (r *round) seating(n int, e *entry, d *data) {
	switch e.Type {
	case "seat.created/1":
		r.seats[d.Seat] = &seat{id: d.Seat, body: d.Body, weight: max(d.Weight, 1), advisory: d.Advisory}
	case "seat.changed/1":
		if s := r.seats[d.Seat]; s != nil {
			s.weight, s.advisory = max(d.Weight, 1), d.Advisory
		}
	case "participant.admitted/1":
		if s := r.seats[d.Seat]; d.Capacity == "member" && s != nil {
			r.people[d.Participant] = &person{seat: s, deputy: d.Deputy, since: n, from: d.From, until: d.Until}
			if !slices.Contains(r.members, s) {
				r.members = append(r.members, s)
				s.holder = d.Participant
			}
			if !d.Deputy {
				s.holder = d.Participant
			}
		}
	case "seat.vacated/1":
		if p := r.people[d.Participant]; p != nil {
			p.left = n
		}
	case "term.set/1":
		if p := r.people[d.Participant]; p != nil {
			p.from, p.until = d.From, d.Until
		}
	}
}

func (r *round) seatOf(participant string) *seat {
	if p := r.people[participant]; p != nil {
		return p.seat
	}
	return nil
}

// manned are the seats to which somebody belongs at an instant who came before an entry and had not left by then.
func (r *round) manned(at string, before int) map[*seat]bool {
	out := map[*seat]bool{}
	for _, p := range r.people {
		if p.since < before && (p.left == 0 || p.left > before) && at >= p.from && (p.until == "" || at < p.until) {
			out[p.seat] = true
		}
	}
	return out
}

// interest is that of a participant; where it is new, of that kind.
func (m *matter) interest(participant, kind string, r *round) *interest {
	x := m.interests[participant]
	if x == nil {
		x = &interest{}
		m.interests[participant] = x
	}
	if slices.Contains(r.policy.Interests.OfSeat, kind) {
		x.seat = r.seatOf(participant)
	}
	return x
}

// excluded tells whether a participant takes no part in a proposal.
func (r *round) excluded(m *matter, participant string) bool {
	for who, x := range m.interests {
		if x.excludes && (who == participant || x.seat != nil && x.seat == r.seatOf(participant)) {
			return true
		}
	}
	return false
}

type item struct{ ID, Proposal string }

// meeting is a meeting with who is in it.
type meeting struct {
	written, short, second bool
	objected               int // entry
	asked                  map[*seat]bool
	agenda                 []item
	present                map[*seat]bool
	away                   map[*seat]map[string]bool
}

// meeting takes what happens in meetings.
func (r *round) meeting(e *entry, d *data) {
	m := r.meets[d.Meeting]
	if m == nil && e.Type != "meeting.convened/1" {
		return
	}
	switch e.Type {
	case "meeting.convened/1":
		m = &meeting{written: d.Kind == "written", second: d.SecondOf != "", asked: map[*seat]bool{}, present: map[*seat]bool{}, away: map[*seat]map[string]bool{}}
		r.meets[d.Meeting] = m
		starts, _ := time.Parse(time.RFC3339Nano, d.Starts)
		now, _ := time.Parse(time.RFC3339Nano, e.At)
		m.short = !m.written && starts.Sub(now) < time.Duration(r.policy.Deadlines.Invitation)*24*time.Hour
		for _, at := range []string{e.At, max(e.At, d.Starts)} {
			for s := range r.manned(at, e.Seq) {
				m.asked[s] = true
			}
		}
	case "meeting.agenda_set/1":
		m.agenda = d.Items
	case "attendance.recorded/1":
		s := r.seatOf(d.Participant)
		if d.Item == "" {
			m.present[s], m.away[s] = d.Attendance == "present", map[string]bool{}
		} else {
			if m.away[s] == nil {
				m.away[s] = map[string]bool{}
			}
			m.away[s][d.Item] = d.Attendance == "left"
		}
	case "objection.raised/1":
		m.objected = e.Seq
	}
}
