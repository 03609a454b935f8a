package workflow

import "fmt"

// Rules are the parts that a Clerk works by, so that a test can plant a fault in one of them.
type Rules struct {
	Permit func(*Round, *Record) *Refusal
	Apply  func(*Round, *Record)
	Fork   func(*Round) *Round
	Decode func([]byte) (*Record, error) // nil and no error skips the entry
}

// TrueRules are the parts as they are.
func TrueRules() Rules {
	return Rules{
		Permit: (*Round).Permit, Apply: (*Round).Apply, Fork: (*Round).Fork,
		Decode: func(b []byte) (*Record, error) { return new(Decoder).Decode(b) },
	}
}

// Play plays entries on a state that stands before the first one.
func (u Rules) Play(r *Round, entries [][]byte) error {
	for i, b := range entries {
		rec, err := u.Decode(b)
		if err != nil {
			return fmt.Errorf("entry %d: %w", i, err)
		}
		if rec == nil {
			continue
		}
		if ref := u.Permit(r, rec); ref != nil {
			return fmt.Errorf("entry %d: %w", i, ref)
		}
		u.Apply(r, rec)
	}
	return nil
}

// Clerk keeps one round in memory, as the engine does, by rules of a test's choice.
type Clerk struct {
	State   *Round
	Entries [][]byte
	Rules   Rules

	choices []SealedChoice // of secret ballots, by the entry that opened them
}

// Do decides, seals and applies a command, after an admission where the engine would add one.
func (c *Clerk) Do(o *Order, admission *Admit) error {
	next, entries := c.Rules.Fork(c.State), c.Entries
	enter := func(o *Order) error {
		o = c.counted(next, o)
		rec, _, ref := next.decideBy(o, func(rec *Record) *Refusal { return c.Rules.Permit(next, rec) })
		if ref != nil {
			return ref
		}
		entry, err := encode(nil, rec, [32]byte{byte(len(entries))})
		if err != nil {
			return err
		}
		if v, ok := o.Command.(*CastSecretVote); ok {
			i, _ := next.Participant(o.Actor)
			c.choices = append(c.choices, SealedChoice{
				Ballot: next.BallotOn(rec.Proposal, v.Motion).Opened, Weight: int64(next.Seat(i).Weight), Choice: v.Choice,
			})
		}
		c.Rules.Apply(next, rec)
		entries = append(entries, entry)
		return nil
	}
	admit := func() error {
		if _, p := next.Participant(o.Actor); o.As == Member || p != nil && p.Holds(o.As) {
			return nil
		}
		return enter(&Order{At: o.At, Actor: o.Actor, As: o.As, ID: "admit-" + string(o.As), Command: admission})
	}
	if next.Size > 0 {
		if err := admit(); err != nil {
			return err
		}
	}
	if err := enter(o); err != nil {
		return err
	}
	if next.Size == 1 {
		if err := admit(); err != nil {
			return err
		}
	}
	c.State, c.Entries = next, entries
	return nil
}

// counted puts the choices of a secret ballot into the command that closes it.
func (c *Clerk) counted(r *Round, o *Order) *Order {
	if d, ok := o.Command.(*DrawLot); ok {
		drawing, order := *d, *o
		drawing.Seed[0] = byte(r.Size)
		order.Command = &drawing
		return &order
	}
	closing, ok := o.Command.(*CloseBallot)
	if !ok {
		return o
	}
	b := r.BallotOn(r.subject(closing.Proposal, closing.Motion), closing.Motion)
	if b == nil || b.Mode != ModeSecret {
		return o
	}
	var own []SealedChoice
	for _, x := range c.choices {
		if x.Ballot == b.Opened {
			own = append(own, x)
		}
	}
	full, order := *closing, *o
	full.Counts = count(own)
	order.Command = &full
	return &order
}
