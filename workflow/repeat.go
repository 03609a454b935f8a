package workflow

import (
	"bytes"
	"fmt"
	"slices"

	"gremium/workflow/ledger"
)

// repeat answers a command that was carried out before. The same id with other content is refused; an id of somebody
// else's reveals nothing, because it is another key.
func (b *batch) repeat(d *draft, o *Order) (Receipt, bool, error) {
	k := b.e.key(o.Actor, o.ID)
	var rec *Record
	var leaf ledger.Hash
	var texts []Text
	if seq, ok := d.pending[k]; ok {
		if len(d.sealed) == 0 || seq < d.sealed[0].Record.Seq {
			return Receipt{}, false, &unitError{fmt.Errorf("command %s of %s stands twice in one long unit", o.ID, o.Actor)}
		}
		s := d.sealed[seq-d.sealed[0].Record.Seq]
		rec, leaf, texts = s.Record, s.Leaf, s.Texts
	} else if seq, ok := d.base.commands[k]; ok {
		var err error
		if rec, leaf, texts, err = b.stored(d, seq); err != nil {
			return Receipt{}, false, err
		}
	}
	if rec == nil || rec.Actor != o.Actor || rec.Command != o.ID {
		return Receipt{}, false, nil
	}
	same, err := d.same(rec, texts, o)
	if err != nil {
		return Receipt{}, false, &unitError{err}
	}
	if !same {
		return Receipt{}, true, refuse("command_differs", "record", "seq", num(rec.Seq))
	}
	r := receipt(rec, leaf)
	r.Repeat = true
	return r, true, nil
}

// stored reads a committed entry with its texts.
func (b *batch) stored(d *draft, seq uint64) (*Record, ledger.Hash, []Text, error) {
	for entry, err := range b.e.cfg.Log.Entries(b.ctx, d.base.origin, seq) {
		if err != nil {
			return nil, ledger.Hash{}, nil, fmt.Errorf("read entry %d: %w", seq, err)
		}
		rec, err := d.base.decoder.Decode(entry)
		if err != nil {
			return nil, ledger.Hash{}, nil, fmt.Errorf("%w: entry %d: %w", ErrCorrupt, seq, err)
		}
		leaf := ledger.LeafHash(entry)
		texts, err := b.e.cfg.Log.Texts(b.ctx, d.base.origin, seq)
		if err != nil {
			return nil, ledger.Hash{}, nil, fmt.Errorf("texts of entry %d: %w", seq, err)
		}
		return rec, leaf, texts, nil
	}
	return nil, ledger.Hash{}, nil, fmt.Errorf("%w: entry %d of %s is missing", ErrCorrupt, seq, d.base.origin)
}

// same tells whether the order asks for what the record did. What was derived from the state of that time is left out
// of the comparison, and so is a text that has been erased since.
func (d *draft) same(rec *Record, texts []Text, o *Order) (bool, error) {
	again := &Record{Origin: rec.Origin, Seq: rec.Seq, At: rec.At, Actor: rec.Actor, For: o.For, Command: rec.Command}
	var asked map[string]string
	switch c := o.Command.(type) {
	case roundCommand:
		if d.round != nil { // otherwise, or where it is refused, no event is drafted, and nothing is the same
			asked, _ = c.draft(d.round, again, common{As: o.As})
		}
	case registerCommand:
		asked = c.enter(again, common{As: o.As})
	}
	if again.Event == nil || again.Event.Kind() != rec.Event.Kind() || again.Proposal != rec.Proposal || again.For != rec.For {
		return false, nil
	}
	committed := *rec.Event.Commitments()
	if len(committed) != len(asked) {
		return false, nil
	}
	for _, c := range committed {
		if _, ok := asked[c.Path]; !ok {
			return false, nil
		}
	}
	for _, t := range texts {
		if asked[t.Path] != t.Value {
			return false, nil
		}
	}
	adopt(again.Event, rec.Event, o.Command)
	have, err := ledger.Write(nil, rec.Event.form)
	if err != nil {
		return false, err
	}
	want, err := ledger.Write(nil, again.Event.form)
	return err == nil && bytes.Equal(have, want), nil
}

// adopt takes over what the first execution derived and drew: commitments, and figures that follow from the state.
func adopt(again, was Event, c Command) {
	*again.Commitments() = *was.Commitments()
	switch e := again.(type) {
	case *ScoresCast:
		old := was.(*ScoresCast)
		e.Rubric, e.Deputy = old.Rubric, old.Deputy
	case *VoteCast:
		e.Deputy = was.(*VoteCast).Deputy
	case *BallotClosed:
		old := was.(*BallotClosed)
		e.Tally, e.Counts = old.Tally, old.Counts
	case *LotDrawn:
		old := was.(*LotDrawn)
		e.Order, e.Seed = old.Order, old.Seed
	case *BallotOpened:
		if o, ok := c.(*OpenBallot); !ok || o.Meeting == "" {
			e.Meeting = was.(*BallotOpened).Meeting
		}
	case *MeetingConvened:
		e.Invited = was.(*MeetingConvened).Invited
	case *MotionMade:
		if o, ok := c.(*MakeMotion); ok && o.Item == "" {
			e.Item = was.(*MotionMade).Item
		}
	case *ErasureRequested:
		located(e, was.(*ErasureRequested))
	case *TextErased:
		old := was.(*TextErased)
		e.Asked, e.Basis, e.Fields, e.Person = old.Asked, old.Basis, old.Fields, old.Person
	case *RoundListed:
		e.Opening = was.(*RoundListed).Opening
	case *DecisionTaken:
		old := was.(*DecisionTaken)
		e.Findings, e.Proposed, e.Meeting = old.Findings, old.Proposed, old.Meeting
		if d, ok := c.(*TakeDecision); ok && d.Outcome == "" {
			e.Outcome = old.Outcome
		}
	}
}

func receipt(rec *Record, leaf ledger.Hash) Receipt {
	return Receipt{Origin: rec.Origin, Seq: rec.Seq, At: rec.At, Kind: rec.Event.Kind(), Proposal: rec.Proposal, Leaf: leaf}
}

// unitError is a fault of one unit that leaves the batch whole.
type unitError struct{ err error }

func (e *unitError) Error() string { return e.err.Error() }
func (e *unitError) Unwrap() error { return e.err }

// located takes over what the engine found of the fields the first time, where the same entries are asked for, and of those
// that name paths the same paths.
func located(again, was *ErasureRequested) {
	if len(again.Fields) != len(was.Fields) {
		return
	}
	fields := slices.Clone(was.Fields)
	for i := range fields {
		asked := &again.Fields[i]
		if asked.Entry != fields[i].Entry || len(asked.Paths) > 0 && !slices.Equal(slices.Sorted(slices.Values(asked.Paths)), fields[i].Paths) {
			return
		}
	}
	again.Fields = fields
}
