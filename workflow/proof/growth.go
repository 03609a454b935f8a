package proof

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"gremium/workflow/ledger"
)

// ErrGrowth is what the error about a tree that has not grown from another one wraps.
var ErrGrowth = errors.New("the one tree has not grown into the other")

// Subtrees answers the root over 2^level leaves, the index-th such from the left.
type Subtrees func(level int, index uint64) (ledger.Hash, error)

// Growth proves that a tree of the size from has grown into one of the size to: a Merkle consistency proof of RFC 6962, section
// 2.1.2. There is nothing to prove from 0, or where both are the same. The error is that of at, or wraps ErrGrowth where from is more
// than to.
func Growth(from, to uint64, at Subtrees) ([]ledger.Hash, error) {
	if from > to || to > maxSize {
		return nil, fmt.Errorf("%w: from %d to %d", ErrGrowth, from, to)
	}
	if from == 0 || from == to {
		return nil, nil
	}
	p, err := tlog.ProveTree(int64(to), int64(from), reader(at)) //nolint:gosec // Compared above.
	if err != nil {
		return nil, fmt.Errorf("prove growth from %d to %d: %w", from, to, err)
	}
	out := make([]ledger.Hash, len(p))
	for i := range p {
		out[i] = ledger.Hash(p[i])
	}
	return out, nil
}

// RootOf is the root of the tree over the first size leaves.
func RootOf(size uint64, at Subtrees) (ledger.Hash, error) {
	if size == 0 {
		return new(ledger.Tree).Root(), nil
	}
	h, err := tlog.TreeHash(int64(size), reader(at)) //nolint:gosec // No tree has so many leaves.
	return ledger.Hash(h), err
}

// reader lets the library ask for subtrees by the numbers that it stores them under.
func reader(at Subtrees) tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			level, n := tlog.SplitStoredHashIndex(x)
			h, err := at(level, uint64(n)) //nolint:gosec // Positive.
			if err != nil {
				return nil, err
			}
			out[i] = tlog.Hash(h)
		}
		return out, nil
	})
}

// Grown checks a proof that Growth gives. Where from has no entries, or both are of the same size, the proof has to be empty, and of
// the same size the roots have to be the same. The error wraps ErrGrowth.
func Grown(from, to Checkpoint, proof []ledger.Hash) error {
	switch {
	case from.Size > to.Size || to.Size > maxSize:
		return fmt.Errorf("%w: from %d to %d", ErrGrowth, from.Size, to.Size)
	case from.Size == 0 || from.Size == to.Size:
		empty := to.Size > 0 || to.Root == new(ledger.Tree).Root()
		if len(proof) > 0 || !empty || from.Size > 0 && from.Root != to.Root {
			return ErrGrowth
		}
		return nil
	}
	p := make(tlog.TreeProof, len(proof))
	for i := range proof {
		p[i] = tlog.Hash(proof[i])
	}
	err := tlog.CheckTree(p, int64(to.Size), tlog.Hash(to.Root), int64(from.Size), tlog.Hash(from.Root)) //nolint:gosec // Compared above.
	if err != nil {
		return fmt.Errorf("%w: %w", ErrGrowth, err)
	}
	return nil
}
