package workflow

import (
	"fmt"
	"io"
	"slices"

	"gremium/policy"
)

// Choices of a secret ballot never enter the record. They wait beside it, each under a key drawn by chance and without the
// member, until the ballot is closed: then they are counted, the tally enters the record, and they go.
//
// What is secret: what somebody voted, from the members, the office, and whoever audits the record, now and later. What is not:
// that somebody voted and when; the tally, which stands in the record by vote weight so that the verifier can hold it against
// the voters; and with it everything that follows from a tally: where all of one weight voted alike, how each of them did, and
// where a ballot is held again with others present, what the difference was. From the host nothing is secret, who could watch
// the choices come in. So that a tally gives away no single vote, a policy says how many votes of each weight there have to be
// (Ballots.SecretAtLeast): with fewer present no secret ballot is opened, and with fewer cast none is counted. Such a ballot is
// closed without a tally; its choices go unread, and it decides nothing.

// conceal puts what was chosen in a secret ballot beside the record, and says which choices a closed ballot has spent.
func (b *batch) conceal(d *draft, o *Order, s *Sealed) error {
	switch c := o.Command.(type) {
	case *CastSecretVote:
		ballot := d.round.BallotOn(s.Record.Proposal, c.Motion)
		whose := s.Record.Actor
		if s.Record.For != "" {
			whose = s.Record.For
		}
		i, _ := d.round.Participant(whose)
		s.Choice = &SealedChoice{Ballot: ballot.Opened, Choice: c.Choice, Weight: int64(d.round.Seat(i).Weight)}
		if _, err := io.ReadFull(b.e.cfg.Random, s.Choice.Key[:]); err != nil {
			return fmt.Errorf("key of a choice: %w", err)
		}
	case *CloseBallot:
		if ballot := d.round.BallotOn(s.Record.Proposal, c.Motion); ballot.Mode == ModeSecret {
			s.Spent = ballot.Opened
		}
	}
	return nil
}

// counted is the order with the tally of a secret ballot that it closes, from the choices that wait.
func (b *batch) counted(d *draft, o *Order) (*Order, error) {
	c, ok := o.Command.(*CloseBallot)
	if !ok || d.round == nil || c.Uncounted {
		return o, nil
	}
	ballot := d.round.BallotOn(d.round.subject(c.Proposal, c.Motion), c.Motion)
	if ballot == nil || !ballot.Open || ballot.Mode != ModeSecret {
		return o, nil
	}
	waiting, err := b.tx.Choices(d.base.origin, ballot.Opened)
	if err != nil {
		return nil, fmt.Errorf("choices of ballot %d: %w", ballot.Opened, err)
	}
	for _, s := range d.sealed { // of the same transaction
		if s.Choice != nil && s.Choice.Ballot == ballot.Opened {
			waiting = append(waiting, *s.Choice)
		}
	}
	closing, order := *c, *o
	closing.Counts = count(waiting)
	order.Command = &closing
	return &order, nil
}

// count counts choices by weight.
func count(choices []SealedChoice) []Count {
	var out []Count
	for _, c := range choices {
		i, found := slices.BinarySearchFunc(out, c.Weight, func(n Count, w int64) int { return int(n.Weight - w) })
		if !found {
			out = slices.Insert(out, i, Count{Weight: c.Weight})
		}
		switch c.Choice {
		case policy.Yes:
			out[i].Yes++
		case policy.No:
			out[i].No++
		default:
			out[i].Abstain++
		}
	}
	return out
}
