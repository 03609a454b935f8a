package workflow

import (
	"context"
	"fmt"

	"gremium/workflow/ledger"
)

// Replay plays the first size entries of a round through the rules once more, from the stored bytes, and answers the
// state after them with the head they have. note, when not nil, is called for each entry with the state before and
// after it; both are valid only during the call. The error is a *Refusal where there is no such round, ErrCorrupt where
// an entry does not read or is not allowed.
func (e *Engine) Replay(ctx context.Context, id string, size uint64, note func(before, after *Round, rec *Record)) (*Round, Head, error) {
	origin := e.RoundOrigin(id)
	state := NewRound(origin, id, e.policyOf)
	var tree ledger.Tree
	dec := Decoder{Reuse: note == nil}
	if size > 0 {
		for b, err := range e.cfg.Log.Entries(ctx, origin, 0) {
			if err != nil {
				return nil, Head{}, fmt.Errorf("read %s: %w", origin, err)
			}
			rec, err := dec.Decode(b)
			if err != nil {
				return nil, Head{}, fmt.Errorf("%w: entry %d of %s: %w", ErrCorrupt, tree.Size(), origin, err)
			}
			if o, ok := rec.Event.(*RoundOpened); ok {
				if err := e.load(ctx, o.Policy); err != nil {
					return nil, Head{}, err
				}
			}
			before := state
			if note != nil {
				state = state.Fork()
			}
			if ref := state.Play(rec); ref != nil {
				return nil, Head{}, fmt.Errorf("%w: entry %d of %s: %s", ErrCorrupt, tree.Size(), origin, ref.Error())
			}
			tree.Append(ledger.LeafHash(b))
			if note != nil {
				note(before, state, rec)
			}
			if tree.Size() == size {
				break
			}
		}
	}
	if state.Size == 0 {
		return nil, Head{}, refuse("round_unknown", "record", "round", id)
	}
	return state, Head{Size: tree.Size(), Root: tree.Root()}, nil
}
