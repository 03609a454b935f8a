package workflow

import (
	"fmt"
	"math/big"

	"gremium/policy"
)

// NumberOf is a proposal's number within the programme as people say it, such as "26-014".
func (r *Round) NumberOf(p *Proposal) string {
	if r.Prefix == "" {
		return fmt.Sprintf("%03d", p.Number)
	}
	return fmt.Sprintf("%s-%03d", r.Prefix, p.Number)
}

// tally counts a ballot by vote weight. Who votes by an advisory seat is not there: permit refuses it.
func (r *Round) tally(b *Ballot) Tally {
	var t Tally
	for m := range b.Votes {
		v := b.Vote(m)
		if v == nil {
			continue
		}
		t.Voters++
		w := int64(r.Seat(r.Members[m]).Weight)
		switch v.Choice {
		case policy.Yes:
			t.Yes += w
		case policy.No:
			t.No += w
		case policy.Abstain:
			t.Abstain += w
		}
	}
	return t
}

// Facts are what the policy needs to determine the outcome of a proposal. As long as a round holds no meetings, opening
// the ballot invites everybody who holds a seat at that moment, by their list of tasks, and who took part in it,
// abstentions included, counts as present. Who is admitted later was not invited to this ballot.
func (r *Round) Facts(p *Proposal) policy.Facts {
	f := policy.Facts{BallotHeld: p.Ballot != nil && !p.Ballot.Open, SelectedSoFar: r.selected(p)}
	f.Members = make([]policy.MemberFact, 0, len(r.Members))
	for m, i := range r.Members {
		seat := r.Seat(i)
		fact := policy.MemberFact{
			ID: r.Participants[i].Pseudonym, Body: seat.Body, Group: seat.Group, Weight: seat.Weight,
			Advisory: seat.Advisory, Chair: seat.Chair,
		}
		if !seat.Advisory && (p.Ballot == nil || r.Participants[i].Seq < p.Ballot.Opened) {
			f.Invited++
		}
		if v := p.Vote(m); v != nil {
			fact.Vote, fact.Present = v.Choice, true
		}
		if s := p.Sheet(m); s != nil {
			fact.Values, fact.Scored = s.Values, true
		}
		f.Members = append(f.Members, fact)
	}
	return f
}

// selected counts the proposals selected so far, without p.
func (r *Round) selected(p *Proposal) int {
	n := 0
	for _, q := range r.Proposals {
		if q != p && q.Outcome == string(policy.Selected) {
			n++
		}
	}
	return n
}

// Opinions are the assessable scores of one criterion, by its index, in order of the members. Advisory seats count
// nowhere, as in the policy's own figures.
func (r *Round) Opinions(p *Proposal, criterion int) []policy.Opinion {
	var out []policy.Opinion
	for i := range p.Sheets {
		s := &p.Sheets[i]
		if s.Values[criterion].NotAssessable {
			continue
		}
		seat := r.Seat(r.Members[s.Member])
		if seat.Advisory {
			continue
		}
		out = append(out, policy.Opinion{Body: seat.Body, Value: s.Values[criterion].Decimal, Weight: seat.Weight})
	}
	return out
}

// Means aggregates every criterion of a proposal; nil where nobody gave an assessable score.
func (r *Round) Means(p *Proposal, by policy.Aggregation) []*big.Rat {
	out := make([]*big.Rat, len(r.Policy.Criteria))
	for c := range out {
		out[c] = by.Of(r.Opinions(p, c))
	}
	return out
}
