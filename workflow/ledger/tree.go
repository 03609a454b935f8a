package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"math/bits"
	"slices"
)

// A Hash is a SHA-256 digest: of a leaf, a node or a whole tree.
type Hash [sha256.Size]byte

// String gives the standard base64 of the hash, 44 characters.
func (h Hash) String() string { return base64.StdEncoding.EncodeToString(h[:]) }

// ParseHash reads what String gives and nothing else.
func ParseHash(s string) (Hash, error) {
	var h Hash
	if !parse32([]byte(s), (*[32]byte)(&h)) {
		return Hash{}, errors.New("a hash is 32 bytes in base64, 44 characters")
	}
	return h, nil
}

// LeafHash gives SHA-256(0x00 ‖ entry), the leaf that stands for an entry's
// stored bytes (RFC 6962, section 2.1).
func LeafHash(entry []byte) (h Hash) {
	var small [512]byte
	if len(entry) < len(small) { // at once is faster, and most are
		return sha256.Sum256(append(append(small[:0], 0), entry...))
	}
	d := sha256.New()
	d.Write([]byte{0})
	d.Write(entry)
	d.Sum(h[:0])
	return h
}

// nodeHash gives SHA-256(0x01 ‖ left ‖ right).
func nodeHash(left, right *Hash) Hash {
	var node [1 + 2*sha256.Size]byte
	node[0] = 1
	copy(node[1:], left[:])
	copy(node[1+sha256.Size:], right[:])
	return sha256.Sum256(node[:])
}

// A Tree is the right edge of a Merkle tree (RFC 6962, section 2.1): enough to
// add leaves and to name the root. The zero value is the empty tree. Assigning
// a Tree shares what it holds, so that appending to one spoils the other: keep
// an earlier state with Clone.
type Tree struct {
	size  uint64
	peaks []Hash // the roots of the full subtrees, largest first: one per bit of size
}

// Append adds the next leaf.
func (t *Tree) Append(leaf Hash) { t.AppendBy(nil, leaf) }

// AppendBy adds the next leaf and leaves the hashing to h.
func (t *Tree) AppendBy(h *Hasher, leaf Hash) {
	full := bits.TrailingZeros64(^t.size) // how many subtrees the leaf completes
	top := len(t.peaks)
	for ; full > 0; full-- {
		top--
		leaf = h.nodeHash(&t.peaks[top], &leaf)
	}
	t.peaks = append(t.peaks[:top], leaf)
	t.size++
}

// Size is the number of leaves.
func (t *Tree) Size() uint64 { return t.size }

// Root is the hash of the whole tree; that of the empty tree is SHA-256("").
func (t *Tree) Root() Hash {
	top := len(t.peaks) - 1
	if top < 0 {
		return sha256.Sum256(nil)
	}
	root := t.peaks[top]
	for i := top - 1; i >= 0; i-- {
		root = nodeHash(&t.peaks[i], &root)
	}
	return root
}

// Clone gives a tree of its own in the same state, at most 2 KiB.
func (t *Tree) Clone() Tree {
	return Tree{size: t.size, peaks: slices.Clone(t.peaks)}
}
