package workflow

import (
	"sync"

	"gremium/policy"
)

// rivals are the other proposals that compete for the places, by their number. What is returned or withdrawn does not.
func (r *Round) rivals(p *Proposal) []policy.Rival {
	var out []policy.Rival
	for _, rival := range r.contest() {
		if rival.ID != p.ID {
			out = append(out, rival)
		}
	}
	return out
}

// contest are all proposals that compete for the places. They are worked out once for each state of the round: every
// decision, and every page that shows one, asks for all of them.
func (r *Round) contest() []policy.Rival {
	r.competing.once.Do(func() {
		var all []policy.Candidate
		for _, q := range r.Proposals {
			c := policy.Candidate{ID: q.ID, Open: q.State == Submitted || q.State == UnderReview}
			switch q.State {
			case Scored, Decided:
				c.Facts, c.Outcome = r.own(q), policy.Outcome(q.Outcome)
			case Submitted, UnderReview:
			default:
				continue
			}
			if q.Decision != nil {
				c.Proposed = policy.Outcome(q.Decision.Proposed)
			}
			all = append(all, c)
		}
		r.competing.rivals = r.Policy.Rivals(all)
	})
	return r.competing.rivals
}

// competing keeps what contest has worked out for one state.
type competing struct {
	once   sync.Once
	rivals []policy.Rival
}
