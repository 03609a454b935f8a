package stranger

import (
	"encoding/json"
	"maps"
	"math/big"
	"strings"
)

type policy struct {
	Criteria []struct{ ID, Threshold string }
	Majority struct {
		MoreThan string `json:"more_than"`
	}
	MinimumScores struct {
		PerProposal int `json:"per_proposal"`
		PerBody     int `json:"per_body"`
	} `json:"minimum_scores"`
	Quorum struct {
		MoreThan string `json:"more_than"`
		Minimum  int
	}
}

type seat struct {
	Seat, Body string
	Weight     int64
	Advisory   bool
}

type score struct {
	Criterion, Value string
	NA               bool
}

// matter is what is known of a proposal.
type matter struct {
	excluded map[string]bool
	sheets   map[string][]score
	votes    map[string]string
	closed   struct{ Yes, No, Abstain, Voters int64 }
}

type round struct {
	c       *checker
	policy  policy
	seats   map[string]seat
	members map[string]seat // by participant
	matters map[string]*matter
}

// beyond are entries whose rules FORMAT.md does not give.
const beyond = " seat.changed/1 seat.vacated/1 term.set/1 absence.noted/1 decision.recorded/1 "

// decisions is step 6.
func (c *checker) decisions(entries []entry) {
	r := &round{c: c, seats: map[string]seat{}, members: map[string]seat{}, matters: map[string]*matter{}}
	for n := range entries {
		e := &entries[n]
		if !e.here || strings.Contains(beyond, " "+e.Type+" ") {
			c.result.NotDerived = "an entry that is not here, or of rules that are not known here"
			return
		}
		r.take(n, e)
	}
}

func (r *round) matter(id string) *matter {
	if r.matters[id] == nil {
		r.matters[id] = &matter{excluded: map[string]bool{}, sheets: map[string][]score{}, votes: map[string]string{}}
	}
	return r.matters[id]
}

// data is what the entries say that matter here.
type data struct {
	seat
	Participant, Capacity, About, Policy string
	Carried, Lift                        bool
	Scores                               []score
	Choice, Motion                       string
	Yes, No, Abstain, Voters             json.RawMessage // numbers of a tally, names of a resolution
	Proposed                             string
	Findings                             []finding
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
	case "seat.created/1":
		r.seats[d.Seat] = d.seat
	case "participant.admitted/1":
		if d.Capacity == "member" {
			r.members[d.Participant] = r.seats[d.Seat]
		}
	}
	if e.Proposal != "" && d.Motion == "" {
		r.about(n, e, &d)
	}
}

// about takes an entry about a proposal.
func (r *round) about(n int, e *entry, d *data) {
	m := r.matter(e.Proposal)
	switch e.Type {
	case "interest.declared/1":
		m.excluded[e.who()] = true
	case "interest.resolved/1":
		if d.Carried {
			m.excluded[d.About] = !d.Lift
		}
	case "scores.cast/1":
		m.sheets[e.who()] = d.Scores
	case "ballot.opened/1":
		m.votes = map[string]string{}
	case "vote.cast/1":
		m.votes[e.who()] = d.Choice
	case "ballot.closed/1":
		if json.Unmarshal(e.Data, &m.closed) != nil || !r.tallied(m) {
			r.c.bad(1, n, "the tally is not that of the votes")
		}
	case "decision.taken/1":
		r.decide(n, e, d, m)
	}
}

// counts tells whether a participant's scores and votes count.
func (r *round) counts(m *matter, who string) bool {
	s, member := r.members[who]
	return member && !s.Advisory && !m.excluded[who]
}

func (r *round) tally(m *matter) (sum map[string]int64, voters int) {
	sum = map[string]int64{}
	for who, choice := range m.votes {
		if r.counts(m, who) {
			sum[choice] += max(r.members[who].Weight, 1)
			voters++
		}
	}
	return sum, voters
}

func (r *round) tallied(m *matter) bool {
	sum, voters := r.tally(m)
	return sum["yes"] == m.closed.Yes && sum["no"] == m.closed.No && sum["abstain"] == m.closed.Abstain && int64(voters) == m.closed.Voters
}

// mean is that of a criterion, nil without a value.
func (r *round) mean(m *matter, criterion string) *big.Rat {
	sum, weights := new(big.Rat), new(big.Rat)
	for who, scores := range m.sheets {
		if !r.counts(m, who) {
			continue
		}
		weight := new(big.Rat).SetInt64(max(r.members[who].Weight, 1))
		for _, s := range scores {
			if v, ok := new(big.Rat).SetString(s.Value); ok && s.Criterion == criterion && !s.NA {
				sum.Add(sum, v.Mul(v, weight))
				weights.Add(weights, weight)
			}
		}
	}
	if weights.Sign() == 0 {
		return nil
	}
	return sum.Quo(sum, weights)
}

// enough tells whether quorum and minimum hold.
func (r *round) enough(m *matter) bool {
	entitled, sheets, bodies, body := 0, 0, map[string]int{}, map[string]bool{}
	for who, s := range r.members {
		body[s.Body] = true
		if !r.counts(m, who) {
			continue
		}
		entitled++
		if m.sheets[who] != nil {
			sheets++
			bodies[s.Body]++
		}
	}
	_, present := r.tally(m)
	for b := range maps.Keys(body) {
		if bodies[b] < r.policy.MinimumScores.PerBody {
			return false
		}
	}
	return present >= r.policy.Quorum.Minimum && over(int64(present), int64(entitled), r.policy.Quorum.MoreThan) &&
		sheets >= r.policy.MinimumScores.PerProposal
}

// over tells whether n is more than that share of base.
func over(n, base int64, share string) bool {
	s, ok := new(big.Rat).SetString(share)
	return ok && new(big.Rat).SetInt64(n).Cmp(s.Mul(s, new(big.Rat).SetInt64(base))) > 0
}

// decide derives a decision and compares it with the entry.
func (r *round) decide(n int, e *entry, says *data, m *matter) {
	sum, _ := r.tally(m)
	d := Decision{Entry: n, Proposal: e.Proposal, Says: says.Proposed, Proposed: "selected", Means: map[string]string{}, Yes: sum["yes"], No: sum["no"]}
	for _, c := range r.policy.Criteria {
		mean := r.mean(m, c.ID)
		if mean != nil {
			d.Means[c.ID] = mean.RatString()
		}
		threshold, ok := new(big.Rat).SetString(c.Threshold)
		if ok && (mean == nil || mean.Cmp(threshold) < 0) {
			d.Proposed = "not_selected"
		}
	}
	if !over(d.Yes, d.Yes+d.No, r.policy.Majority.MoreThan) {
		d.Proposed = "not_selected"
	}
	if !r.enough(m) {
		d.Proposed = "not decidable"
	}
	r.c.result.Decisions = append(r.c.result.Decisions, d)
	if d.Proposed != d.Says || !means(says.Findings, d.Means) {
		r.c.bad(1, n, "the decision does not follow: "+d.Proposed)
	}
}

// means compares the figures that a decision's findings name.
func means(findings []finding, derived map[string]string) bool {
	for _, f := range findings {
		criterion, mean := "", ""
		for _, g := range f.Figures {
			switch g.Name {
			case "criterion":
				criterion = g.Value
			case "mean":
				mean = g.Value
			}
		}
		if f.Rule == "threshold" && derived[criterion] != mean || !means(f.Findings, derived) {
			return false
		}
	}
	return true
}
