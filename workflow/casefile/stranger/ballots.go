package stranger

import "encoding/json"

type score struct {
	Criterion, Value string
	NA               bool
}

type sheet struct {
	by     string
	scores []score
}

type vote struct{ by, choice string }

// tally is what the closing of a ballot says.
type tally struct{ Yes, No, Abstain, Voters int64 }

type ballot struct {
	meeting        *meeting
	secret, closed bool
	asked, present map[*seat]bool
	votes          map[*seat]*vote
	counted        tally
	until          string
	end            int // entry that closed it
}

// matter is what is known of a proposal.
type matter struct {
	id, state         string
	interests         map[string]*interest
	assigned          []string
	sheets            map[*seat]*sheet
	ballot            *ballot
	outcome, proposed string
}

// valid tells whether the ballot decides something: it was closed, and nobody had objected to the written procedure by then.
func (b *ballot) valid() bool {
	return b != nil && b.closed && (b.meeting == nil || b.meeting.objected == 0 || b.end < b.meeting.objected)
}

// move follows the states of a proposal, as far as the places depend on them.
func (m *matter) move(kind string) {
	state := map[string]string{
		"proposal.submitted/1": "open", "proposal.resubmitted/1": "open", "review.opened/1": "open", "scoring.reopened/1": "open",
		"proposal.returned/1": "out", "proposal.withdrawn/1": "out", "scoring.closed/1": "scored",
	}[kind]
	if state != "" {
		m.state = state
	}
}

// open begins a ballot: in a meeting its invitation counts, and who is in it for the item.
func (r *round) open(n int, e *entry, d *data) *ballot {
	b := &ballot{votes: map[*seat]*vote{}, secret: d.Mode == "secret", meeting: r.meets[d.Meeting], present: map[*seat]bool{}, asked: r.manned(e.At, n)}
	m := b.meeting
	if m == nil {
		return b
	}
	b.asked = m.asked
	here := ""
	for _, i := range m.agenda {
		if i.Proposal == e.Proposal {
			here = i.ID
		}
	}
	for s, there := range m.present {
		b.present[s] = there && !m.written && !m.away[s][here]
	}
	return b
}

// close compares the tally with the votes; of a secret ballot only their number is known.
func (r *round) close(n int, e *entry, d *data, m *matter) {
	b := m.ballot
	b.closed, b.until, b.end = !d.Uncounted, e.At, n
	sum := map[string]int64{}
	for s, v := range b.votes {
		if s == nil || r.excluded(m, v.by) {
			continue
		}
		sum[v.choice] += s.weight
		sum["voters"]++
	}
	ok := json.Unmarshal(e.Data, &b.counted) == nil && (d.Uncounted || b.counted.Voters == sum["voters"])
	if !b.secret {
		ok = ok && b.counted.Yes == sum["yes"] && b.counted.No == sum["no"] && b.counted.Abstain == sum["abstain"]
	}
	if !ok {
		r.c.bad(1, n, "the tally is not that of the votes")
	}
}

// fact is what is known of a seat with regard to a proposal.
type fact struct {
	*seat
	vote                                        string
	scores                                      []score
	excluded, vacant, present, scored, assigned bool
}

// counts tells whether the seat is one of those who decide.
func (f *fact) counts() bool { return !f.advisory && !f.excluded }

// facts are all seats with regard to a proposal, and how many were invited.
func (r *round) facts(m *matter, now string, n int) (out []fact, invited int) {
	b, there := m.ballot, r.manned(now, n)
	if b.end > 0 {
		there = r.manned(b.until, b.end)
	}
	for _, s := range r.members {
		f, who := fact{seat: s, assigned: r.assigned(m, s)}, s.holder
		v := b.votes[s]
		if v != nil {
			who, f.vote = v.by, v.choice
		}
		f.excluded = r.excluded(m, who)
		f.vacant = v == nil && !there[s]
		f.present = v != nil || !f.vacant && b.present[s]
		if x := m.sheets[s]; x != nil && (f.excluded || !r.excluded(m, x.by)) {
			f.scores, f.scored = x.scores, true
		}
		if !f.advisory && !f.vacant && b.asked[s] {
			invited++
		}
		out = append(out, f)
	}
	return out, invited
}

// assigned tells whether a seat is to score a proposal.
func (r *round) assigned(m *matter, s *seat) bool {
	for _, who := range m.assigned {
		if r.seatOf(who) == s {
			return true
		}
	}
	return len(m.assigned) == 0
}
