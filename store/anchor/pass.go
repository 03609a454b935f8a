package anchor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/proof"
)

// pass anchors what was committed since the last one: lock file, signature, checkpoint. What fails is owed still.
func (a *Anchor) pass(ctx context.Context) error {
	want := a.owed()
	if len(want) == 0 {
		return nil
	}
	sign, err := a.swap(ctx, want)
	if err == nil {
		err = a.publish(ctx, sign)
	}
	if err == nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var breach *record.BreachError
	if errors.As(err, &breach) {
		a.stop = breach
		return breach
	}
	for origin, head := range want { // unless more has come since
		if a.want[origin].Size < head.Size {
			a.want[origin] = head
		}
	}
	a.busy = true
	return fmt.Errorf("%w: %w", record.ErrAnchor, err)
}

// owed takes what is to be anchored.
func (a *Anchor) owed() map[string]workflow.Head {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.busy || a.stop != nil || a.apart {
		return nil
	}
	want := a.want
	a.want, a.busy = map[string]workflow.Head{}, false
	return want
}

// swap lets the lock file go from what is known to what was committed, and answers what is to be signed: what another
// process has taken further is signed there.
func (a *Anchor) swap(ctx context.Context, want map[string]workflow.Head) (sign map[string]workflow.Head, err error) {
	sign = map[string]workflow.Head{}
	err = locked(a.cfg.SizesFile, func() error {
		sizes, err := Sizes(a.cfg.SizesFile)
		if errors.Is(err, record.ErrSizesMissing) && len(a.known()) == 0 {
			sizes, err = map[string]workflow.Head{}, nil
		}
		if err != nil {
			return err
		}
		changed := false
		for _, origin := range slices.Sorted(maps.Keys(want)) {
			head, known := want[origin], sizes[origin]
			if err := a.follows(ctx, origin, known, head); err != nil {
				return err
			}
			if known.Size > head.Size {
				continue
			}
			sign[origin] = head
			if known != head {
				sizes[origin], changed = head, true
			}
		}
		if changed {
			if err := saveSizes(a.cfg.SizesFile, sizes); err != nil {
				return err
			}
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		a.held = sizes
		return nil
	})
	return sign, err
}

// known is the lock file as it was last seen.
func (a *Anchor) known() map[string]workflow.Head {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.held
}

// follows makes sure that a ledger goes on from what the lock file knows. Where that is what this process wrote or compared,
// the writer's own tree has grown from it; what another process wrote is computed again from the leaf hashes.
func (a *Anchor) follows(ctx context.Context, origin string, known, head workflow.Head) error {
	switch {
	case known.Size == 0 || known == head || a.known()[origin] == known && known.Size < head.Size:
		return nil
	case known.Size > head.Size:
		heads, err := a.cfg.Archive.Heads(ctx)
		if err != nil {
			return err
		}
		head = heads[origin]
	}
	b, err := a.look(ctx, origin, known, head)
	if err == nil && b != nil {
		err = &record.BreachError{Breaches: []record.Breach{*b}}
	}
	return err
}

// publish signs checkpoints and keeps them.
func (a *Anchor) publish(ctx context.Context, heads map[string]workflow.Head) error {
	if len(heads) == 0 {
		return nil
	}
	signer, public, err := a.signer(ctx)
	if a.cfg.KeyMissing && errors.Is(err, record.ErrKeyMissing) {
		return nil // whoever starts with a key signs
	}
	if err != nil {
		return err
	}
	notes := make([]proof.Signed, 0, len(heads))
	for _, origin := range slices.Sorted(maps.Keys(heads)) {
		h := heads[origin]
		signed, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: h.Size, Root: h.Root}, signer)
		if err != nil {
			return err
		}
		notes = append(notes, proof.Signed{Origin: origin, Size: h.Size, Note: signed})
	}
	return a.cfg.Archive.PutCheckpoints(ctx, public, notes)
}

// signer is the signer in force, and its public key. Another process may have changed the key: the file is read again then.
func (a *Anchor) signer(ctx context.Context) (proof.Signer, string, error) {
	force, err := a.cfg.Archive.KeyInForce(ctx)
	if err != nil {
		return nil, "", err
	}
	if a.keys != nil {
		if s, public, err := a.keys.Signer(force); err == nil {
			return s, public, nil
		}
	}
	keys, err := LoadKeys(a.cfg.KeyFile)
	if err != nil {
		return nil, "", err
	}
	a.keys = keys
	return keys.Signer(force)
}

// Settle writes the ledgers into the lock file as they are, whatever it knew of them, and forgets those that are gone. It is
// for whoever has decided so on record. The entries that say so have to be committed.
func (a *Anchor) Settle(ctx context.Context) error {
	return locked(a.cfg.SizesFile, func() error {
		heads, err := a.cfg.Archive.Heads(ctx)
		if err != nil {
			return err
		}
		maps.DeleteFunc(heads, func(_ string, h workflow.Head) bool { return h.Size == 0 })
		for origin, h := range heads {
			if h.Root, err = a.rootAt(ctx, origin, h.Size); err != nil {
				return err
			}
			heads[origin] = h
		}
		if err := saveSizes(a.cfg.SizesFile, heads); err != nil {
			return err
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		a.held, a.want, a.busy, a.apart, a.stop = heads, maps.Clone(heads), true, false, nil
		return nil
	})
}
