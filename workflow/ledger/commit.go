package ledger

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
)

// commitDomain keeps commitments apart from every other use of a nonce.
const commitDomain = "gremium/commit/v1\x00"

// Commit binds a text to its place in a ledger without revealing it:
//
//	HMAC-SHA-256(nonce, "gremium/commit/v1" 0x00
//		| u32 len(origin) | origin | u64 seq
//		| u32 len(path) | path | u32 len(value) | value)
//
// Lengths count bytes; all numbers are big-endian, and every string is shorter
// than 4 GiB. The nonce must be random and of this field alone: whoever has it
// can test guesses, and once nonce and value are deleted nothing can be learnt
// from the commitment. Path names the field within the entry.
func Commit(nonce *[32]byte, origin string, seq uint64, path, value string) [32]byte {
	head := make([]byte, 0, len(commitDomain)+4+len(origin)+8+4+len(path)+4)
	head = append(head, commitDomain...)
	head = appendCounted(head, origin)
	head = binary.BigEndian.AppendUint64(head, seq)
	head = appendCounted(head, path)
	head = binary.BigEndian.AppendUint32(head, uint32(len(value)))
	mac := hmac.New(sha256.New, nonce[:])
	mac.Write(head)
	mac.Write([]byte(value))
	var sum [32]byte
	mac.Sum(sum[:0])
	return sum
}

// Opens reports whether nonce and value are what the commitment was made of,
// at this place. The time it takes does not depend on where two commitments
// differ.
func Opens(commitment, nonce *[32]byte, origin string, seq uint64, path, value string) bool {
	sum := Commit(nonce, origin, seq, path, value)
	return hmac.Equal(sum[:], commitment[:])
}

func appendCounted(dst []byte, s string) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(s)))
	return append(dst, s...)
}
