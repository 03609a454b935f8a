package web

import (
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
)

// leadBallot is what whoever leads the meeting can do about a ballot.
func (s *Server) leadBallot(b *sitting, x *votable, c *ballotCard) {
	c.Offers = append(c.Offers, b.deciding(x)...)
	as, leads := b.round.Leads()
	if !leads || b.m.Stage != workflow.StageOpen && (x.ballot == nil || !x.ballot.Open) {
		return
	}
	w := b.words
	if x.ballot != nil && x.ballot.Open {
		c.Offers = append(c.Offers, s.closing(b, x, as, !b.mayVoteStill(x)))
		blank := &workflow.CloseBallot{Proposal: x.proposal(), Motion: x.motionID(), Uncounted: true}
		if b.round.Try(as, blank) == nil {
			c.Offers = append(c.Offers, part.Offer{
				Button: part.Button{Text: w.T("meeting.ballot.blank")}, Action: b.at("auszaehlen"),
				Hidden: append(s.naming(x), part.Option{Value: fieldBlank, Text: "1"}),
			})
		}
		return
	}
	if x.item.Proposal != nil && x.motion == nil && x.item.Proposal.State != workflow.Scored {
		return
	}
	try := &workflow.OpenBallot{Proposal: x.proposal(), Motion: x.motionID(), Meeting: b.m.ID, Reason: "-"}
	if _, ref := b.round.Foresee(as, try); ref != nil {
		if ref.Code == "ballot_open" { // it was opened outside of this meeting
			c.Offers = append(c.Offers, s.closing(b, x, as, true))
		}
		c.Offers = append(c.Offers, part.Offer{Button: part.Button{Text: w.T("meeting.ballot.do"), Bar: b.bar("bar-"+x.id(), ref)}})
		return
	}
	c.Open = s.opening(b, x)
}

// deciding leads the office to the entry of the decision, once the ballot on a proposal has been counted.
func (b *sitting) deciding(x *votable) []part.Offer {
	if !b.has(roleOffice) || x.motion != nil || x.ballot == nil || x.ballot.Open || x.ballot.Void {
		return nil
	}
	p := x.item.Proposal
	try := &workflow.TakeDecision{Proposal: p.ID, Outcome: x.ballot.Verdict.Get().Proposed.Outcome, Rationale: "-"}
	if b.round.Try(b.office(), try) != nil {
		return nil
	}
	text := b.words.T("meeting.decide", "Number", p.Number)
	return []part.Offer{{Button: part.Button{Text: text, Primary: true, Href: proposalAddress(b.round, p, "schritt/entscheiden")}}}
}

// closing closes an open ballot, or says why that is barred.
func (s *Server) closing(b *sitting, x *votable, as workflow.Capacity, first bool) part.Offer {
	text := b.words.T("meeting.ballot.close")
	if ref := b.round.Try(as, &workflow.CloseBallot{Proposal: x.proposal(), Motion: x.motionID()}); ref != nil && ref.Code != "inconsistent" {
		return part.Offer{Button: part.Button{Text: text, Bar: b.bar("bar-close-"+x.id(), ref)}}
	}
	return part.Offer{Button: part.Button{Text: text, Primary: first}, Action: b.at("auszaehlen"), Hidden: s.naming(x)}
}

// mayVoteStill tells whether the visitor's own vote comes first.
func (b *sitting) mayVoteStill(x *votable) bool {
	return x.ballot.MayVote && x.ballot.OwnVote == nil && (b.m.Written || b.here())
}

// opening asks how the ballot is held; a further one owes a reason.
func (s *Server) opening(b *sitting, x *votable) *openingForm {
	w := b.words
	f := &openingForm{
		Action: b.at("abstimmen"), Hidden: s.naming(x), Send: part.Button{Text: w.T("meeting.ballot.do"), Primary: true},
		Modes: part.Choices{ID: fieldMode + "-" + x.id(), Name: fieldMode, Legend: w.T("meeting.mode")},
	}
	for _, mode := range []string{modeOpen, string(workflow.ModeNamed), string(workflow.ModeSecret)} {
		if mode == string(workflow.ModeSecret) && b.round.Policy.Majority.Divided() {
			continue
		}
		f.Modes.Options = append(f.Modes.Options, part.Option{Value: mode, Text: w.T("meeting.mode." + mode), Chosen: mode == modeOpen})
	}
	if x.repeated { // which is rare, so that the form stays folded
		f.Again, f.Send.Primary = w.T("meeting.ballot.again"), false
		id := fieldReason + "-" + x.id()
		f.Reason = &part.Field{ID: id, Name: fieldReason, Label: w.T("meeting.again"), Rows: 2, Max: b.round.Policy.Limit(fieldReason)}
	}
	return f
}
