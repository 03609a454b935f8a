package ledger

import (
	"crypto/sha256"
	"encoding"
	"errors"
	"hash"
	"testing"

	"pgregory.net/rapid"
)

// Every length around the ends of a few blocks, one Hasher for all of them.
func TestHasherIsSHA256(t *testing.T) {
	t.Parallel()
	entry := make([]byte, 5*sha256.BlockSize)
	for i := range entry {
		entry[i] = byte(i * 7)
	}
	h := NewHasher()
	if h.binary == nil {
		t.Error("the digest does not tell its state")
	}
	dst := []byte("before")
	for n := range entry {
		var got Hash
		if dst, got = h.AppendLeaf(dst[:6], entry[:n]); got != LeafHash(entry[:n]) {
			t.Fatalf("%d bytes: %v", n, got)
		}
		if string(dst) != "before\x00"+string(entry[:n]) {
			t.Fatalf("%d bytes: appended %q", n, dst)
		}
	}
}

// A state that is told otherwise, or not at all, is not taken for a hash.
func TestHasherOfAnotherDigest(t *testing.T) {
	t.Parallel()
	for name, tells := range map[string]encoding.BinaryAppender{
		"nothing": nil, "an error": told{err: errors.New("secret")}, "less": told{state: "sha\x03" + string(make([]byte, 40))},
		"another mark": told{state: "sha\x02" + string(make([]byte, 104))},
	} {
		h := NewHasher()
		h.digest = deaf{h.digest}
		h.binary = tells
		left, right := LeafHash([]byte("left")), LeafHash([]byte("right"))
		if _, got := h.AppendLeaf(nil, []byte("left")); got != left {
			t.Errorf("%s: the leaf is %v", name, got)
		}
		if got := h.nodeHash(&left, &right); got != nodeHash(&left, &right) {
			t.Errorf("%s: the node is %v", name, got)
		}
	}
}

func TestTreesByHasherAndWithout(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := NewHasher()
		var by, without Tree
		for _, entry := range rapid.SliceOf(rapid.SliceOf(rapid.Byte())).Draw(t, "entries") {
			_, leaf := h.AppendLeaf(nil, entry)
			by.AppendBy(h, leaf)
			without.Append(LeafHash(entry))
		}
		if by.Root() != without.Root() || by.Size() != without.Size() {
			t.Errorf("%v, and without %v", by.Root(), without.Root())
		}
	})
}

// told is a digest that tells a state of another form.
type told struct {
	state string
	err   error
}

func (s told) AppendBinary(b []byte) ([]byte, error) { return append(b, s.state...), s.err }

// deaf is a digest of which nothing is known but that it is one.
type deaf struct{ hash.Hash }
