package ledger

import (
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"hash"
)

// A Hasher gives the hashes of many leaves and nodes one after another, the same as LeafHash and Tree.Append give, in four
// fifths of the time: Sum256 copies the state and the last block of each message, which for messages as short as these costs
// as much as two of their blocks. A Hasher pads a message where it lies (FIPS 180-4, section 5.1.1), so that nothing is left to
// finish, and reads the hash from the state. The state is had by the digest's AppendBinary, whose form has been the same since
// Go 1.10; where it is another one, Sum256 is taken.
//
// A Hasher must not be used by two goroutines at once. Trees may go without: a nil one takes Sum256.
type Hasher struct {
	digest hash.Hash
	binary encoding.BinaryAppender // the same, nil where it tells nothing of its state
	state  []byte
	node   [2 * sha256.BlockSize]byte // 0x01 ‖ left ‖ right, and the padding
}

// The state of a digest: a mark, the hash of the blocks written, a block that is not full, and the length.
const (
	stateMark = "sha\x03"
	stateLen  = len(stateMark) + sha256.Size + sha256.BlockSize + lengthLen
	lengthLen = 8 // of the length in bits at a message's end
	nodeLen   = 1 + 2*sha256.Size
)

// NewHasher gives a Hasher.
func NewHasher() *Hasher {
	h := &Hasher{digest: sha256.New(), state: make([]byte, 0, stateLen)}
	h.binary, _ = h.digest.(encoding.BinaryAppender)
	h.node[0] = 1
	pad(h.node[:nodeLen], 0)
	return h
}

// AppendLeaf appends 0x00 and an entry's stored bytes to dst, and gives the hash of what it has appended, which is the entry's
// LeafHash.
func (h *Hasher) AppendLeaf(dst, entry []byte) ([]byte, Hash) {
	at := len(dst)
	dst = append(append(dst, 0), entry...)
	end := len(dst)
	dst = pad(dst, at)
	return dst[:end], h.sum(dst[at:], end-at)
}

// nodeHash gives SHA-256(0x01 ‖ left ‖ right).
func (h *Hasher) nodeHash(left, right *Hash) Hash {
	if h == nil {
		return nodeHash(left, right)
	}
	copy(h.node[1:], left[:])
	copy(h.node[1+sha256.Size:], right[:])
	return h.sum(h.node[:], nodeLen)
}

// sum gives the hash of the first n bytes of a message that is padded.
func (h *Hasher) sum(padded []byte, n int) Hash {
	if h.binary != nil {
		h.digest.Reset()
		h.digest.Write(padded)
		state, err := h.binary.AppendBinary(h.state[:0])
		if err == nil && len(state) == stateLen && string(state[:len(stateMark)]) == stateMark {
			return Hash(state[len(stateMark):])
		}
	}
	return sha256.Sum256(padded[:n])
}

// pad appends to b the padding of the message that begins at.
func pad(b []byte, at int) []byte {
	var padding [sha256.BlockSize + lengthLen]byte
	padding[0] = 0x80
	n := len(b) - at
	end := sha256.BlockSize - (n+lengthLen)%sha256.BlockSize // of the padding ahead of the length: from 1 to a block
	binary.BigEndian.PutUint64(padding[end:], uint64(n)<<3)
	return append(b, padding[:end+lengthLen]...)
}
