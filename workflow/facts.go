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

// tally counts a ballot by vote weight, without those who were excluded after they had voted. Who votes by an advisory
// seat is not there: permit refuses it.
func (r *Round) tally(p *Proposal, b *Ballot) Tally {
	var t Tally
	for m := range b.Votes {
		v := b.Vote(m)
		if v == nil || r.Recused(p, r.Members[m]) != nil {
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
		case policy.Sealed: // counted from the choices that wait
		}
	}
	return t
}

// Facts are what the policy needs to determine the outcome of a proposal. A ballot in a meeting takes from it who was
// invited, and who was present when the ballot began. Outside of meetings, opening the ballot invites everybody who holds
// a seat at that moment, by their list of tasks. Who took part in the ballot, abstentions included, counts as present
// in any case, and in a written procedure nobody else. Who is admitted later was not invited.
func (r *Round) Facts(p *Proposal) policy.Facts {
	f := r.own(p)
	if r.Policy.Ranked() {
		f.Rivals = r.rivals(p)
	}
	return f
}

// own are the facts of a proposal alone, without its rivals.
func (r *Round) own(p *Proposal) policy.Facts {
	f := policy.Facts{BallotHeld: r.Valid(p.Ballot), SelectedSoFar: r.selected(p)}
	meeting := (*Meeting)(nil)
	if p.Ballot != nil {
		meeting = r.Meeting(p.Ballot.Meeting)
	}
	f.Members = make([]policy.MemberFact, 0, len(r.Members))
	for m, i := range r.Members {
		fact := r.fact(p, i, p.Sheet(m))
		fact.Unassigned = !r.Assigned(p, i)
		if !fact.Advisory && r.invited(p.Ballot, meeting, m, i) {
			f.Invited++
		}
		fact.Present = p.Ballot != nil && m < len(p.Ballot.Present) && p.Ballot.Present[m]
		if v := p.Vote(m); v != nil {
			fact.Vote, fact.Present = v.Choice, true
		}
		f.Members = append(f.Members, fact)
	}
	if meeting != nil {
		r.convened(&f, meeting, p)
	}
	f.Secret = p.Ballot.secret()
	return f
}

// invited tells whether a member was invited to a ballot, by the meeting in which it is held or by its opening.
func (r *Round) invited(b *Ballot, meeting *Meeting, member, participant int) bool {
	if meeting != nil {
		return member < meeting.Invited
	}
	return b == nil || r.Participants[participant].Seq < b.Opened
}

// secret are the votes of a secret ballot that is closed, nil for any other.
func (b *Ballot) secret() *policy.Votes {
	if b == nil || b.Open || b.Mode != ModeSecret {
		return nil
	}
	return &policy.Votes{Yes: b.Tally.Yes, No: b.Tally.No, Abstain: b.Tally.Abstain}
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

// fact is what is known of a participant with a seat, and of their scores where they have given any.
func (r *Round) fact(p *Proposal, participant int, s *Sheet) policy.MemberFact {
	seat := r.Seat(participant)
	fact := policy.MemberFact{
		ID: r.Participants[participant].Pseudonym, Body: seat.Body, Group: seat.Group, Weight: seat.Weight,
		Advisory: seat.Advisory, Chair: seat.Chair, Recused: r.Recused(p, participant) != nil,
	}
	if s != nil {
		fact.Values, fact.Scored = s.Values, true
	}
	return fact
}

// scored are those who have given a score sheet, in order of the members.
func (r *Round) scored(p *Proposal) []policy.MemberFact {
	out := make([]policy.MemberFact, len(p.Sheets))
	for i := range p.Sheets {
		out[i] = r.fact(p, r.Members[p.Sheets[i].Member], &p.Sheets[i])
	}
	return out
}

// Opinions are the scores of a proposal that count, by criterion and in order of the members. Which do is the policy's rule.
func (r *Round) Opinions(p *Proposal) [][]policy.Opinion {
	scored, out := r.scored(p), make([][]policy.Opinion, len(r.Policy.Criteria))
	for c := range out {
		out[c], _ = r.Policy.Opinions(c, scored)
	}
	return out
}

// Means aggregates every criterion of a proposal; nil where nobody gave an assessable score.
func (r *Round) Means(p *Proposal, by policy.Aggregation) []*big.Rat {
	return r.Policy.Means(by, r.scored(p))
}
