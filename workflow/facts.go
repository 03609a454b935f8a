package workflow

import (
	"math/big"
	"strconv"

	"gremium/policy"
)

// NumberOf is a proposal's number within the programme as people say it, such as "26-014".
func (r *Round) NumberOf(p *Proposal) string {
	figures := strconv.Itoa(p.Number)
	if len(figures) < 3 && p.Number >= 0 {
		figures = "000"[len(figures):] + figures
	}
	if r.Prefix == "" {
		return figures
	}
	return r.Prefix + "-" + figures
}

// tally counts a ballot by vote weight, without those who were excluded after they had voted. Who votes by an advisory
// seat is not there: permit refuses it.
func (r *Round) tally(p *Proposal, b *Ballot) Tally {
	var t Tally
	for m := range b.Votes {
		v := b.Vote(m)
		if v == nil || r.Recused(p, v.By) != nil {
			continue
		}
		t.Voters++
		w := int64(r.MemberSeat(m).Weight)
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
// invited, and who was present when the ballot began. Outside of meetings, opening the ballot invites everybody who belongs
// to a seat at that moment, by their list of tasks. Who took part in the ballot, abstentions included, counts as present
// in any case, and in a written procedure nobody else. Who is admitted later was not invited. A seat that nobody holds or
// deputises for any more, and that has not voted, is none of the entitled; its scores stay.
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
	entitled := r.entitled(p.Ballot)
	for m, i := range r.Members {
		v, who := p.Vote(m), i
		if v != nil {
			who = v.By
		}
		fact := r.fact(p, m, who, p.Sheet(m))
		fact.Unassigned = !r.Assigned(p, i)
		fact.Vacant = v == nil && !entitled[m]
		if !fact.Advisory && !fact.Vacant && invited(p.Ballot, meeting, m) {
			f.Invited++
		}
		fact.Present = !fact.Vacant && p.Ballot != nil && m < len(p.Ballot.Present) && p.Ballot.Present[m]
		if v != nil {
			fact.Vote, fact.Present = v.Choice, true
			fact.Voter = r.other(v.By, m)
		}
		f.Members = append(f.Members, fact)
	}
	r.preside(p.Ballot, f.Members)
	if meeting != nil {
		r.convened(&f, meeting, p)
	}
	f.Secret = p.Ballot.secret()
	f.Lot = r.lotOf(p)
	return f
}

// Carries tells whether a motion carries in its latest ballot, by the policy's rule of majority.
func (r *Round) Carries(x *Motion) policy.Finding {
	f, p := policy.Facts{Secret: x.Ballot.secret()}, r.Proposal(x.Proposal)
	for m, i := range r.Members {
		v, who := x.Ballot.Vote(m), i
		if v != nil {
			who = v.By
		}
		fact := r.fact(p, m, who, nil)
		if v != nil {
			fact.Vote, fact.Present = v.Choice, true
		}
		f.Members = append(f.Members, fact)
	}
	r.preside(x.Ballot, f.Members)
	return r.Policy.Majority.Of(f, r.Policy.Bodies)
}

// entitled tells by member who belonged to the committee until the end of a ballot, or does now where it has not ended.
func (r *Round) entitled(b *Ballot) []bool {
	if b == nil || b.Open {
		return r.manned(r.Last, r.Size)
	}
	return r.manned(b.Until, b.Closed)
}

// invited tells whether a member was invited to a ballot, by the meeting in which it is held or by its opening.
func invited(b *Ballot, meeting *Meeting, member int) bool {
	switch {
	case meeting != nil:
		return member < len(meeting.Asked) && meeting.Asked[member]
	case b != nil:
		return member < len(b.Asked) && b.Asked[member]
	}
	return true
}

// secret are the votes of a secret ballot that is closed, nil for any other.
func (b *Ballot) secret() *policy.Votes {
	if b == nil || b.Open || b.Mode != ModeSecret {
		return nil
	}
	return &policy.Votes{Yes: b.Tally.Yes, No: b.Tally.No, Abstain: b.Tally.Abstain}
}

// preside lets the vice chairs stand for the chair where no holder of the chair's seat has voted: who deputises in the
// chair's seat votes, and does not chair.
func (r *Round) preside(b *Ballot, facts []policy.MemberFact) {
	for m := range facts {
		if f := &facts[m]; f.Chair && f.Vote != "" && !f.Recused {
			if !b.Vote(m).Deputy {
				return
			}
		}
	}
	for m := range facts {
		vote := b.Vote(m)
		facts[m].Chair = r.MemberSeat(m).Vice && vote != nil && !vote.Deputy
	}
}

// MemberSeat is the seat of a member by index.
func (r *Round) MemberSeat(member int) *Seat { return &r.Seats[r.Participants[r.Members[member]].Seat] }

// other is the pseudonym of a participant, empty where it is the member's own.
func (r *Round) other(participant, member int) string {
	if participant == r.Members[member] {
		return ""
	}
	return r.Participants[participant].Pseudonym
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

// fact is what is known of a member with regard to a proposal, and of the seat's scores where there are any. who is the
// participant who stands for the seat, and by whom it is excluded or not; then scores of somebody else who is excluded are
// none of the seat's. p is nil where no proposal is meant.
func (r *Round) fact(p *Proposal, member, who int, s *Sheet) policy.MemberFact {
	seat := r.MemberSeat(member)
	fact := policy.MemberFact{
		ID: r.Participants[r.Members[member]].Pseudonym, Body: seat.Body, Group: seat.Group, Weight: seat.Weight,
		Advisory: seat.Advisory, Chair: seat.Chair, Recused: r.Recused(p, who) != nil,
	}
	if s != nil && (fact.Recused || r.Recused(p, s.By) == nil) {
		fact.Values, fact.Scored = s.Values, true
		fact.Scorer, fact.Former = r.other(s.By, member), !r.Participants[s.By].Serves(r.Last)
	}
	return fact
}

// scored are those who have given a score sheet, in order of the members.
func (r *Round) scored(p *Proposal) []policy.MemberFact {
	out := make([]policy.MemberFact, len(p.Sheets))
	for i := range p.Sheets {
		s := &p.Sheets[i]
		out[i] = r.fact(p, s.Member, s.By, s)
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
