package casefile

import (
	"strings"

	"gremium/workflow"
)

// Share is how a member took part in a decision.
type Share struct {
	Member string `json:"member"`
	As     string `json:"as"`     // body, and what else matters: deputy, weight, why it does not count
	Counts bool   `json:"counts"` // neither advisory nor excluded
	Entry  uint64 `json:"entry"`

	participant, weight int
	body                string
	advisory, deputy    bool
}

// Sheet is what one member gave, in the order of the criteria; "–" is not assessable.
type Sheet struct {
	Share
	Values []string `json:"values"`
}

// Vote is how one member voted.
type Vote struct {
	Share
	Choice string `json:"choice"`
}

// basis is what a decision rests on, as it stood when it was taken: a later sheet replaces a member's earlier one, and a
// reconsideration begins with a ballot of its own.
type basis struct {
	sheets []Sheet
	votes  []Vote
}

// basisOf copies it from the round at the moment of the decision.
func basisOf(r *workflow.Round, p *workflow.Proposal) *basis {
	b := &basis{}
	for i := range p.Sheets {
		s := &p.Sheets[i]
		sheet := Sheet{Share: share(r, p, s.Member, s.By)}
		sheet.Entry, sheet.deputy = s.Seq, s.Deputy
		for _, v := range s.Values {
			if v.NotAssessable {
				sheet.Values = append(sheet.Values, "–")
			} else {
				sheet.Values = append(sheet.Values, v.Decimal.String())
			}
		}
		b.sheets = append(b.sheets, sheet)
	}
	if p.Ballot == nil || p.Ballot.Open {
		return b
	}
	for m := range p.Ballot.Votes {
		if v := p.Ballot.Vote(m); v != nil && v.Choice != "" { // a secret ballot has no choices
			vote := Vote{Share: share(r, p, m, v.By), Choice: string(v.Choice)}
			vote.Entry, vote.deputy = v.Seq, v.Deputy
			b.votes = append(b.votes, vote)
		}
	}
	return b
}

func share(r *workflow.Round, p *workflow.Proposal, member, by int) Share {
	seat := r.MemberSeat(member)
	return Share{
		Counts: !seat.Advisory && r.Recused(p, by) == nil, participant: by, weight: seat.Weight, body: seat.Body, advisory: seat.Advisory,
	}
}

// tell puts names and words to a share.
func (t *teller) tell(p *Share) {
	p.Member = t.name(p.participant)
	as := []string{p.body}
	if body := t.round.Policy.Body(p.body); body != nil {
		as[0] = body.Label.In(t.lang)
	}
	if p.deputy {
		as = append(as, said(t.lang, asDeputy))
	}
	switch {
	case p.advisory:
		as = append(as, said(t.lang, asAdvisory))
	case !p.Counts:
		as = append(as, said(t.lang, asExcluded))
	case p.weight != 1:
		as = append(as, said(t.lang, asWeight, p.weight))
	}
	p.As = strings.Join(as, ", ")
}

// rests says what a decision rests on.
func (t *teller) rests(out *Decision, b *basis) {
	if b == nil {
		return
	}
	for i := range t.round.Policy.Criteria {
		out.Criteria = append(out.Criteria, t.round.Policy.Criteria[i].Label.In(t.lang))
	}
	out.Sheets, out.Votes = b.sheets, b.votes
	for i := range out.Sheets {
		t.tell(&out.Sheets[i].Share)
	}
	for i := range out.Votes {
		t.tell(&out.Votes[i].Share)
	}
}
