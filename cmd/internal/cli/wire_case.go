package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"

	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/casefile"
	"gremium/workflow/proof"
)

// wall is the clock of this machine, for what is said of a check that knows no installation.
func wall() time.Time { return time.Now() }

// How long a case file waits for the checkpoint of an entry that was just made, and how often it looks.
const (
	patience = 2 * time.Second
	look     = 50 * time.Millisecond
)

// signed stands still at a moment when the ledger's checkpoint at its head, and the register's, have been signed; where that
// does not come about in time, at what there is.
func (h *house) signed(ctx context.Context, origin string, size uint64) (*store.Snapshot, error) {
	wait := patience
	if h.anchor.Allowed() != nil {
		wait = 0
	}
	for {
		s, err := h.db.Snapshot(ctx)
		if err != nil {
			return nil, err
		}
		ready, err := h.checkpointed(ctx, s, origin, size)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		if ready || wait <= 0 {
			return s, nil
		}
		if err := s.Close(); err != nil {
			return nil, err
		}
		wait -= look
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(look):
		}
	}
}

// checkpointed tells whether the ledger at its head and the register have their checkpoints.
func (h *house) checkpointed(ctx context.Context, s *store.Snapshot, origin string, size uint64) (bool, error) {
	heads, err := s.Heads(ctx)
	if err != nil {
		return false, err
	}
	heads[origin] = workflow.Head{Size: size}
	for _, o := range []string{origin, h.engine.RegisterOrigin()} {
		notes, err := s.Checkpoints(ctx, o)
		if err != nil {
			return false, err
		}
		if n := len(notes); n == 0 || notes[n-1].Size < heads[o].Size {
			return false, nil
		}
		if ready, err := cosigned(ctx, s, o, heads[o].Size); err != nil || !ready {
			return false, err
		}
	}
	return true, nil
}

// cosigned tells whether enough witnesses have cosigned a ledger at a size; true where none have to.
func cosigned(ctx context.Context, s *store.Snapshot, origin string, size uint64) (bool, error) {
	keys, quorum, err := s.Witnesses(ctx)
	if err != nil || quorum == 0 {
		return err == nil, err
	}
	lines, err := s.Cosignatures(ctx, origin)
	if err != nil {
		return false, err
	}
	return len(cosigners(lines, keys, size)) >= quorum, nil
}

// cosigners are those of the keys that have cosigned a ledger at a size or a greater one, each once.
func cosigners(lines []proof.Cosignature, keys []string, size uint64) []string {
	var out []string
	for _, l := range lines {
		if l.Size >= size && slices.Contains(keys, l.Key) && !slices.Contains(out, l.Key) {
			out = append(out, l.Key)
		}
	}
	return out
}

// vouch adds to a case file what the installation vouches for: the checkpoints that it has signed, its public keys and the
// signature under the manifest. An installation without its key, or whose record does not fit what is known of it, signs
// nothing anew; what it signed before goes along.
func (h *house) vouch(ctx context.Context, s *store.Snapshot, c *casefile.Contents) error {
	var bare []*casefile.Part // without a checkpoint at their size, and within what is anchored
	for _, p := range []*casefile.Part{&c.Register, &c.Main} {
		notes, err := s.Checkpoints(ctx, p.Origin)
		if err != nil {
			return err
		}
		lines, err := s.Cosignatures(ctx, p.Origin)
		if err != nil {
			return err
		}
		p.Checkpoints = map[uint64][]byte{}
		anchored := h.anchor.Held(p.Origin).Size
		for _, n := range notes {
			if anchored = max(anchored, n.Size); n.Size <= p.Head.Size {
				p.Checkpoints[n.Size] = proof.WithCosignatures(n, lines)
			}
		}
		if p.Checkpoints[p.Head.Size] == nil && p.Head.Size <= anchored {
			bare = append(bare, p)
		}
	}
	signer, public, err := h.inForce(ctx)
	if h.anchor.Allowed() != nil || errors.Is(err, record.ErrKeyMissing) {
		return nil //nolint:nilerr // It goes unsigned, which whoever made it is told.
	}
	if err != nil {
		return err
	}
	for _, p := range bare {
		head := proof.Checkpoint{Origin: p.Origin, Size: p.Head.Size, Root: p.Head.Root}
		if p.Checkpoints[p.Head.Size], err = proof.Sign(head, signer); err != nil {
			return err
		}
	}
	c.Keys = public
	c.Seal = func(text string) ([]byte, error) { return note.Sign(&note.Note{Text: text}, signer) }
	return nil
}

// inForce is the signer in force, and all public keys.
func (h *house) inForce(ctx context.Context) (proof.Signer, []string, error) {
	keys, err := anchor.LoadKeys(h.e.keyFileOf(h.db.Path()))
	if err != nil {
		return nil, nil, err
	}
	force, err := h.db.KeyInForce(ctx)
	if err != nil {
		return nil, nil, err
	}
	signer, _, err := keys.Signer(force)
	return signer, keys.Public(), err
}
