package workflow

import (
	"context"
	"fmt"

	"gremium/workflow/ledger"
)

// Moment is a round as it stood after some number of entries. It never changes, and can be played on from.
type Moment struct {
	Round *Round
	Head  Head
	tree  ledger.Tree
}

// Beginning is the moment before the first entry of a round.
func (e *Engine) Beginning(id string) *Moment {
	return &Moment{Round: NewRound(e.RoundOrigin(id), id, e.policyOf)}
}

// Replay plays the first size entries of a round through the rules once more, from the stored bytes, and answers the
// state after them with the head they have. note, when not nil, is called for each entry with the state before and
// after it; both are valid only during the call. The error is a *Refusal where there is no such round, a *CorruptError where
// an entry does not read or is not allowed.
func (e *Engine) Replay(ctx context.Context, id string, size uint64, note func(before, after *Round, rec *Record)) (*Round, Head, error) {
	m, err := e.Continue(ctx, e.Beginning(id), size, note)
	if err != nil {
		return nil, Head{}, err
	}
	if m.Round.Size == 0 {
		return nil, Head{}, refuse("round_unknown", "record", "round", id)
	}
	return m.Round, m.Head, nil
}

// Continue plays the entries of a round that follow on a moment through the rules, from the stored bytes, until there have
// been size of them, and answers the moment then: the same as Replay from the first entry on. Where there are not so many it
// is the last one. What note gets, and the error, are those of Replay. With a *CorruptError comes the moment before the first bad
// entry.
func (e *Engine) Continue(ctx context.Context, from *Moment, size uint64, note func(before, after *Round, rec *Record)) (*Moment, error) {
	if from.Head.Size >= size {
		return from, nil
	}
	origin, state, tree := from.Round.Origin, from.Round.Fork(), from.tree.Clone()
	dec := Decoder{Reuse: note == nil}
	stop := func(err error) (*Moment, error) { return momentOf(state, tree), err }
	for b, err := range e.cfg.Log.Entries(ctx, origin, tree.Size()) {
		if err != nil {
			return stop(fmt.Errorf("read %s: %w", origin, err))
		}
		rec, err := dec.Decode(b)
		if err != nil {
			return stop(&CorruptError{origin, tree.Size(), err})
		}
		if o, ok := rec.Event.(*RoundOpened); ok {
			if err := e.load(ctx, o.Policy); err != nil {
				return stop(err)
			}
		}
		before := state
		if note != nil {
			state = state.Fork()
		}
		if ref := state.Play(rec); ref != nil {
			state = before
			return stop(&CorruptError{origin, tree.Size(), ref})
		}
		tree.Append(ledger.LeafHash(b))
		if note != nil {
			note(before, state, rec)
		}
		if tree.Size() == size {
			break
		}
	}
	return momentOf(state, tree), nil
}

func momentOf(state *Round, tree ledger.Tree) *Moment {
	return &Moment{Round: state, Head: Head{Size: tree.Size(), Root: tree.Root()}, tree: tree}
}
