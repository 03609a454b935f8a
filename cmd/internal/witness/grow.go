package witness

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// lowest is the level of the lowest subtrees that are kept: each stands for 256 leaves.
const lowest = 8

// mostKept is how many roots of subtrees are kept before all are worked out again.
const mostKept = 1 << 16

type subtree struct {
	origin string
	level  int
	index  uint64
}

// groves prove growth, and keep the roots of large subtrees, which never change.
type groves struct {
	archive Archive
	mu      sync.Mutex
	kept    map[subtree]ledger.Hash
}

// proof proves that a ledger has grown from a size into a checkpoint, and has looked that it has. The error wraps
// proof.ErrGrowth where the stored leaf hashes do not give the checkpoint.
func (g *groves) proof(ctx context.Context, c proof.Checkpoint, from uint64) ([]ledger.Hash, error) {
	p, err := g.prove(ctx, c, from)
	if errors.Is(err, proof.ErrGrowth) { // what is kept may be of a ledger that was here before
		g.mu.Lock()
		g.kept = nil
		g.mu.Unlock()
		p, err = g.prove(ctx, c, from)
	}
	return p, err
}

func (g *groves) prove(ctx context.Context, c proof.Checkpoint, from uint64) ([]ledger.Hash, error) {
	at := func(level int, index uint64) (ledger.Hash, error) {
		return g.root(ctx, subtree{c.Origin, level, index})
	}
	now, err := proof.RootOf(c.Size, at)
	if err != nil {
		return nil, err
	}
	if now != c.Root {
		return nil, fmt.Errorf("%w: the leaf hashes of %s give another root than its checkpoint", proof.ErrGrowth, c.Origin)
	}
	return proof.Growth(from, c.Size, at)
}

// root is the root of a subtree, from its leaves or from what is kept.
func (g *groves) root(ctx context.Context, s subtree) (ledger.Hash, error) {
	if s.level > lowest {
		left, right := s, s
		left.level, left.index = s.level-1, 2*s.index
		right.level, right.index = s.level-1, 2*s.index+1
		return g.keep(s, func() (h ledger.Hash, err error) {
			l, err := g.root(ctx, left)
			if err != nil {
				return h, err
			}
			r, err := g.root(ctx, right)
			return proof.Subtree([]ledger.Hash{l, r}), err
		})
	}
	if s.level == lowest {
		return g.keep(s, func() (ledger.Hash, error) { return g.leaves(ctx, s) })
	}
	return g.leaves(ctx, s)
}

// keep answers what is kept, or works it out.
func (g *groves) keep(s subtree, work func() (ledger.Hash, error)) (ledger.Hash, error) {
	g.mu.Lock()
	h, ok := g.kept[s]
	g.mu.Unlock()
	if ok {
		return h, nil
	}
	h, err := work()
	if err != nil {
		return h, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.kept == nil || len(g.kept) >= mostKept {
		g.kept = map[subtree]ledger.Hash{}
	}
	g.kept[s] = h
	return h, nil
}

// leaves is the root over the leaves of a subtree.
func (g *groves) leaves(ctx context.Context, s subtree) (ledger.Hash, error) {
	from, to := s.index<<s.level, (s.index+1)<<s.level
	var t ledger.Tree
	for leaf, err := range g.archive.Leaves(ctx, s.origin, from, to) {
		if err != nil {
			return ledger.Hash{}, err
		}
		t.Append(leaf)
	}
	if t.Size() != to-from {
		return ledger.Hash{}, fmt.Errorf("%w: %s lacks leaves from %d on", proof.ErrGrowth, s.origin, from)
	}
	return t.Root(), nil
}
