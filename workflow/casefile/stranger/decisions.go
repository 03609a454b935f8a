package stranger

import (
	"encoding/json"
	"slices"
	"strings"
)

// policy is what of a policy decides. What is not among it does not, or makes it unknown.
type policy struct {
	Criteria      []struct{ ID, Threshold, Weight, Better string }
	Bodies        []struct{ ID string }
	Aggregation   struct{ Method, Over string }
	Majority      rule
	Quorum        rule
	MinimumScores struct {
		PerProposal int `json:"per_proposal"`
		PerBody     int `json:"per_body"`
	} `json:"minimum_scores"`
	Interests struct {
		OfSeat     []string `json:"of_seat"`
		QuorumBase string   `json:"quorum_base"`
	}
	Selected struct {
		AtMost  int `json:"at_most"`
		By, Tie string
	}
	Deadlines struct{ Invitation int }
}

type rule struct {
	MoreThan    string `json:"more_than"`
	AtLeast     string `json:"at_least"`
	Minimum     int
	AllInvited  bool `json:"all_invited"`
	EachBody    bool `json:"each_body"`
	Tie         string
	Abstentions string
	Consent     []string
}

// known tells whether FORMAT.md says how such a policy decides.
func (p *policy) known() bool {
	better := func(c struct{ ID, Threshold, Weight, Better string }) bool { return c.Better != "higher" }
	m := &p.Majority
	return p.Aggregation.Method == "mean" && p.Aggregation.Over == "members" && p.Interests.QuorumBase != "included" &&
		m.MoreThan != "" && m.AtLeast == "" && !m.EachBody && len(m.Consent) == 0 && m.Tie == "rejects" && m.Abstentions == "not_counted" &&
		!slices.ContainsFunc(p.Criteria, better) && (p.Selected.By != "standing" || p.Selected.Tie == "lot")
}

type round struct {
	c       *checker
	policy  policy
	origin  string
	members []*seat // that were ever held, in order of their first admission
	people  map[string]*person
	seats   map[string]*seat
	meets   map[string]*meeting
	matters map[string]*matter
	order   []string // of the matters
	lots    []lot
}

// beyond are entries whose rules FORMAT.md does not give.
const beyond = " decision.recorded/1 "

// decisions is step 6.
func (c *checker) decisions(entries []entry) {
	r := &round{
		c: c, origin: c.m.Ledgers[1].Origin, people: map[string]*person{}, seats: map[string]*seat{}, meets: map[string]*meeting{},
		matters: map[string]*matter{},
	}
	for n := range entries {
		e := &entries[n]
		if !e.here || strings.Contains(beyond, " "+e.Type+" ") {
			c.result.NotDerived = "an entry that is not here, or of rules that are not known here"
			return
		}
		r.take(n, e)
		if n == 0 && !r.policy.known() {
			c.result.NotDerived = "a policy with rules that are not known here"
			return
		}
	}
}

func (r *round) matter(id string) *matter {
	if r.matters[id] == nil {
		r.matters[id] = &matter{id: id, interests: map[string]*interest{}, sheets: map[*seat]*sheet{}}
		r.order = append(r.order, id)
	}
	return r.matters[id]
}

// data is what the entries say that matter here.
type data struct {
	Seat, Body, Participant, Capacity, From, Until string // of seats and who is in them
	Weight                                         int64
	Advisory, Deputy                               bool
	Meeting, Kind, Starts, Attendance, Item, Mode  string // of meetings
	SecondOf                                       string `json:"second_of"`
	Items                                          []item
	About, Policy, Choice, Motion, Proposed        string
	Carried, Lift, Uncounted                       bool
	Scores                                         []score
	Members, Order                                 []string
	Seed                                           []byte
	Outcome                                        string
	Findings                                       []finding
}

type finding struct {
	Rule, Holds string
	Figures     []struct{ Name, Value string }
	Findings    []finding
}

func (r *round) take(n int, e *entry) {
	var d data
	if err := json.Unmarshal(e.Data, &d); err != nil {
		r.c.bad(1, n, "its data cannot be read")
		return
	}
	switch e.Type {
	case "round.opened/1":
		if json.Unmarshal(r.c.files["documents/"+strings.TrimPrefix(d.Policy, "sha256:")+".json"], &r.policy) != nil {
			r.c.bad(1, n, "its policy is missing")
		}
	case "lot.drawn/1":
		r.draw(n, e, &d)
	}
	r.seating(n, e, &d)
	r.meeting(e, &d)
	if e.Proposal != "" && d.Motion == "" {
		m := r.matter(e.Proposal)
		m.move(e.Type)
		if m.ballot == nil && e.Type != "ballot.opened/1" {
			m.ballot = &ballot{votes: map[*seat]*vote{}, present: map[*seat]bool{}} // none yet: nothing of it is closed
		}
		r.about(n, e, &d, m)
	}
}

// about takes an entry about a proposal.
func (r *round) about(n int, e *entry, d *data, m *matter) {
	switch e.Type {
	case "assignment.set/1":
		m.assigned = d.Members
	case "interest.declared/1":
		m.interest(e.who(), d.Kind, r).excludes = true
	case "interest.reported/1":
		m.interest(d.About, d.Kind, r)
	case "interest.resolved/1":
		if d.Carried {
			m.interest(d.About, "", r).excludes = !d.Lift
		}
	case "scores.cast/1":
		m.sheets[r.seatOf(e.who())] = &sheet{e.who(), d.Scores}
	case "ballot.opened/1":
		m.ballot = r.open(n, e, d)
	case "ballot.secrecy_demanded/1":
		m.ballot.secret = true
	case "vote.cast/1":
		m.ballot.votes[r.seatOf(e.who())] = &vote{e.who(), d.Choice}
	case "ballot.voted/1":
		m.ballot.votes[r.seatOf(e.who())] = &vote{e.who(), "sealed"}
	case "ballot.closed/1":
		r.close(n, e, d, m)
	case "decision.taken/1":
		r.decide(n, e, d, m)
		m.outcome, m.proposed = d.Outcome, d.Proposed
	case "decision.reconsidered/1":
		m.outcome, m.proposed = "", ""
	}
}
