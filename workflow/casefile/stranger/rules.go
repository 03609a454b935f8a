package stranger

import "math/big"

// merit is what the rules say of a proposal alone.
type merit struct {
	decidable, agreed bool
	means             map[string]*big.Rat
	yes, no           int64
}

// over tells whether n is more than that share of base.
func over(n, base int64, share string) bool {
	s, ok := new(big.Rat).SetString(share)
	return ok && new(big.Rat).SetInt64(n).Cmp(s.Mul(s, new(big.Rat).SetInt64(base))) > 0
}

// merit applies quorum, minimum, thresholds and majority.
func (r *round) merit(m *matter, now string, n int) merit {
	facts, invited := r.facts(m, now, n)
	out := merit{means: map[string]*big.Rat{}, agreed: true}
	valid := m.ballot.valid()
	out.decidable = valid && r.quorum(m.ballot, facts, invited) && r.minimum(facts)
	for _, c := range r.policy.Criteria {
		mean := mean(facts, c.ID)
		out.means[c.ID] = mean
		if threshold, ok := new(big.Rat).SetString(c.Threshold); ok && (mean == nil || mean.Cmp(threshold) < 0) {
			out.agreed = false
		}
	}
	if !valid {
		return out
	}
	for i := range facts {
		f := &facts[i]
		out.decidable = out.decidable && (!m.ballot.secret || f.vote == "" || f.counts())
		if f.counts() && !f.vacant && f.present {
			out.yes += map[string]int64{"yes": f.weight}[f.vote]
			out.no += map[string]int64{"no": f.weight}[f.vote]
		}
	}
	if m.ballot.secret {
		out.yes, out.no = m.ballot.counted.Yes, m.ballot.counted.No
	}
	out.agreed = out.agreed && over(out.yes, out.yes+out.no, r.policy.Majority.MoreThan)
	return out
}

// mean is that of a criterion, nil without a value.
func mean(facts []fact, criterion string) *big.Rat {
	sum, weights := new(big.Rat), new(big.Rat)
	for i := range facts {
		f := &facts[i]
		weight := new(big.Rat).SetInt64(f.weight)
		for _, s := range f.scores {
			if v, ok := new(big.Rat).SetString(s.Value); ok && f.counts() && s.Criterion == criterion && !s.NA {
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

func (r *round) quorum(b *ballot, facts []fact, invited int) bool {
	var entitled, present int64
	voting := 0
	for i := range facts {
		f := &facts[i]
		if f.vacant {
			continue
		}
		if !f.advisory {
			voting++
		}
		if f.counts() {
			entitled++
			if f.present {
				present++
			}
		}
	}
	q := &r.policy.Quorum
	short := b.meeting != nil && b.meeting.short && present != entitled
	return !short && (!q.AllInvited || invited >= voting) && (q.MoreThan == "" || over(present, entitled, q.MoreThan)) && present >= int64(q.Minimum)
}

// minimum asks for enough sheets, in all and of each body of which somebody can score.
func (r *round) minimum(facts []fact) bool {
	n, sheets, able := 0, map[string]int{}, map[string]bool{}
	for i := range facts {
		if f := &facts[i]; f.counts() {
			able[f.body] = able[f.body] || f.assigned && (f.scored || !f.vacant)
			if f.scored {
				n++
				sheets[f.body]++
			}
		}
	}
	for _, b := range r.policy.Bodies {
		if able[b.ID] && sheets[b.ID] < r.policy.MinimumScores.PerBody {
			return false
		}
	}
	return n >= r.policy.MinimumScores.PerProposal
}

// decide derives a decision and compares it with the entry.
func (r *round) decide(n int, e *entry, says *data, m *matter) {
	if m.ballot.meeting != nil && m.ballot.meeting.second {
		r.c.result.NotDerived = "a second meeting"
		return
	}
	x := r.merit(m, e.At, n)
	d := Decision{Entry: n, Proposal: e.Proposal, Says: says.Proposed, Proposed: "not_selected", Means: map[string]string{}, Yes: x.yes, No: x.no}
	for id, mean := range x.means {
		if mean != nil {
			d.Means[id] = mean.RatString()
		}
	}
	if x.agreed && x.decidable {
		place, settled := r.place(m, x, e.At, n)
		x.decidable = settled
		if place {
			d.Proposed = "selected"
		}
	}
	if !x.decidable {
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
