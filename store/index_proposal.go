package store

import "gremium/workflow"

func proposalRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(changed, func(p *workflow.Proposal) error {
		c := p.Content
		var checked, passed, round, proposal, asked any
		if p.Check != nil {
			checked, passed = int64(p.Check.Version), bit(p.Check.Passed)
		}
		if c.Previous != nil {
			round, proposal = c.Previous.Round, c.Previous.Proposal
		}
		if p.Request != nil {
			asked = int64(p.Request.Seq)
		}
		return emit(r.Programme, r.ID, p.ID, int64(p.Number), r.NumberOf(p), c.Ref, c.ProposalKind, string(p.State), orNull(p.Outcome),
			bit(p.Published), since(p.Released), r.Participants[p.Submitter].Pseudonym, int64(p.Version), checked, passed, joined(p.Missing),
			joined(c.Laender), joined(c.Audiences), joined(c.Institutions), round, proposal, asked,
			int64(p.Versions[len(p.Versions)-1]))
	})
}

func ownerRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(contents, func(p *workflow.Proposal) error {
		for i, o := range p.Content.Owners {
			if err := emit(r.Programme, r.ID, p.ID, int64(i+1), o.Organisation, o.Carrier, o.Parent); err != nil {
				return err
			}
		}
		return nil
	})
}

func checkRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(changed, func(p *workflow.Proposal) error {
		if p.Check == nil {
			return nil
		}
		for _, pt := range p.Check.Points {
			err := emit(r.Programme, r.ID, p.ID, pt.ID, bit(pt.Holds), int64(p.Check.Version), int64(p.Check.Seq))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func scoreRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.cells(func(t *touched) map[cell]bool { return t.sheets }, func(p *workflow.Proposal, m int) error {
		sheet := p.Sheet(m)
		if sheet == nil {
			return nil
		}
		seat, member := r.MemberSeat(m).ID, r.Participants[sheet.By].Pseudonym
		for i := range sheet.Values {
			var value any
			if v := &sheet.Values[i]; !v.NotAssessable {
				value = v.Decimal.String()
			}
			err := emit(r.Programme, r.ID, p.ID, seat, r.Policy.Criteria[i].ID, member, bit(sheet.Deputy), value, int64(sheet.Version), int64(sheet.Seen),
				int64(sheet.Seq))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func ballotRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(changed, func(p *workflow.Proposal) error {
		return ballots(p, func(b *workflow.Ballot) error {
			if b.Open {
				return emit(r.Programme, r.ID, p.ID, int64(b.Opened), nil, nil, nil, nil, nil, orNull(b.Meeting), modeOf(b))
			}
			return emit(r.Programme, r.ID, p.ID, int64(b.Opened), int64(b.Closed), b.Tally.Yes, b.Tally.No, b.Tally.Abstain, b.Tally.Voters,
				orNull(b.Meeting), modeOf(b))
		})
	})
}

func voteRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.cells(func(t *touched) map[cell]bool { return t.votes }, func(p *workflow.Proposal, m int) error {
		return ballots(p, func(b *workflow.Ballot) error {
			v := b.Vote(m)
			if v == nil || !s.fresh(v.Seq) {
				return nil
			}
			return emit(r.Programme, r.ID, p.ID, int64(b.Opened), r.MemberSeat(m).ID, r.Participants[v.By].Pseudonym, bit(v.Deputy), string(v.Choice),
				int64(v.Version), int64(v.Seq))
		})
	})
}

func decisionRows(s *scene, emit func(row ...any) error) error {
	r := s.round
	return s.proposals(changed, func(p *workflow.Proposal) error {
		all := p.Decisions
		if p.Decision != nil {
			all = append(all[:len(all):len(all)], p.Decision)
		}
		for _, d := range all {
			err := emit(r.Programme, r.ID, p.ID, int64(d.Seq), d.Outcome, orNull(d.Proposed), r.Participants[d.By].Pseudonym, d.At.String(),
				bit(d.Recorded), orNull(d.Source), orNull(d.Digest), since(d.BallotSeq), since(d.SetAside),
				since(d.Confirmed), bit(d.Told))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// cells gives what members have done to proposals: the touched cells, or all.
func (s *scene) cells(touched func(*touched) map[cell]bool, do func(p *workflow.Proposal, member int) error) error {
	if s.touched != nil {
		for c := range touched(s.touched) {
			_, who := s.round.Participant(c.member)
			if err := do(s.round.Proposal(c.proposal), who.Member); err != nil {
				return err
			}
		}
		return nil
	}
	for _, p := range s.round.Proposals {
		for m := range s.round.Members {
			if err := do(p, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// ballots gives the ballots on a proposal, earliest first.
func ballots(p *workflow.Proposal, do func(*workflow.Ballot) error) error {
	for _, b := range p.Ballots {
		if err := do(b); err != nil {
			return err
		}
	}
	if p.Ballot == nil {
		return nil
	}
	return do(p.Ballot)
}
