package anchor

import (
	"context"
	"slices"
	"strings"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// look compares one ledger with what is known of it; nil where it is the same, or goes on from there.
func (a *Anchor) look(ctx context.Context, origin string, known, have workflow.Head) (*record.Breach, error) {
	b := &record.Breach{Origin: origin, Known: known.Size, KnownRoot: known.Root, Have: have.Size}
	switch {
	case have.Size == 0:
		b.Way = record.Vanished
		return b, nil
	case have.Size < known.Size:
		b.Way, b.Sound = record.RolledBack, have.Size
		if a.noted[origin] > have.Size {
			b.Way = record.Truncated
		}
		return b, nil
	}
	if there, err := a.there(ctx, origin, have.Size); err != nil || there < known.Size {
		b.Way, b.Have, b.Sound = record.Truncated, there, there
		if there == 0 {
			b.Way = record.Vanished
		}
		return b, err
	}
	switch {
	case have == known:
		return nil, nil
	case have.Size > known.Size:
		root, err := a.rootAt(ctx, origin, known.Size)
		if err != nil || root == known.Root {
			return nil, err
		}
	}
	b.Way = record.Forked
	var err error
	b.Sound, err = a.sound(ctx, origin, known.Size)
	return b, err
}

// there is how many entries lie in the archive from the first on, where it says that there are size. Where the last one lies
// there, all of them are taken to: whether one between them is missing, the reading of the ledger finds.
func (a *Anchor) there(ctx context.Context, origin string, size uint64) (uint64, error) {
	for _, err := range a.cfg.Archive.Leaves(ctx, origin, size-1, size) {
		return size, err
	}
	n := uint64(0)
	for _, err := range a.cfg.Archive.Leaves(ctx, origin, 0, size) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// rootAt is the root over the stored leaf hashes of the first size entries; another one where there are fewer.
func (a *Anchor) rootAt(ctx context.Context, origin string, size uint64) (ledger.Hash, error) {
	var tree ledger.Tree
	for leaf, err := range a.cfg.Archive.Leaves(ctx, origin, 0, size) {
		if err != nil {
			return ledger.Hash{}, err
		}
		tree.Append(leaf)
	}
	return tree.Root(), nil
}

// sound is the size of the largest kept checkpoint, signed by a key of ours, that the stored leaf hashes still give: up to
// there a forked ledger is the one it was. From the size on where it is known to be another one, a checkpoint says nothing.
func (a *Anchor) sound(ctx context.Context, origin string, below uint64) (uint64, error) {
	if a.keys == nil {
		return 0, nil
	}
	known, err := proof.ParseVerifiers(a.keys.Public()...)
	if err != nil {
		return 0, err
	}
	notes, err := a.cfg.Archive.Checkpoints(ctx, origin)
	if err != nil {
		return 0, err
	}
	roots := map[uint64]ledger.Hash{}
	last := uint64(0)
	for _, n := range notes {
		if c, _, err := proof.Open(n.Note, origin, known...); err == nil && c.Size < below {
			roots[c.Size], last = c.Root, max(last, c.Size)
		}
	}
	var tree ledger.Tree
	sound := uint64(0)
	for leaf, err := range a.cfg.Archive.Leaves(ctx, origin, 0, last) {
		if err != nil {
			return 0, err
		}
		tree.Append(leaf)
		if want, ok := roots[tree.Size()]; ok && tree.Root() == want {
			sound = tree.Size()
		}
	}
	return sound, nil
}

// sortBreaches puts the register last: what is wrong with a round says more.
func sortBreaches(list []record.Breach) {
	slices.SortFunc(list, func(a, b record.Breach) int {
		if ra, rb := strings.HasSuffix(a.Origin, "/register"), strings.HasSuffix(b.Origin, "/register"); ra != rb {
			if ra {
				return 1
			}
			return -1
		}
		return strings.Compare(a.Origin, b.Origin)
	})
}
