package ledger

import (
	"encoding/binary"
	"strings"
)

const (
	nameSlots = 1 << 11 // a power of two; 32 KiB of string headers
	maxName   = 64      // longer strings are seldom names
	blockSize = 1 << 10 // of the strings that are allocated together
)

// names gives equal bytes the same string, so that the few actors, types and
// proposals that fill a ledger are allocated once and not once for each entry.
// It is a cache with two slots for each hash: more of one hash cost allocations
// and never a wrong answer, and its size is bounded. A nil names allocates.
type names struct {
	slots [nameSlots]string
	block *strings.Builder // what once gives from
}

// once gives a string that is not expected to come again. Strings of one block
// lie together, and none is freed before the last of them.
func (n *names) once(b []byte) string {
	if n == nil || len(b) > maxName {
		return string(b)
	}
	if n.block == nil || n.block.Cap()-n.block.Len() < len(b) {
		n.block = new(strings.Builder)
		n.block.Grow(blockSize)
	}
	start := n.block.Len()
	n.block.Write(b)
	return n.block.String()[start:]
}

func (n *names) of(b []byte) string {
	if n == nil || len(b) > maxName {
		return string(b)
	}
	at := nameHash(b) % nameSlots
	first, second := &n.slots[at], &n.slots[at^1]
	switch string(b) {
	case *first:
		return *first
	case *second:
		return *second
	}
	*first, *second = string(b), *first
	return *first
}

// nameHash mixes the first and the last eight bytes: identifiers differ there.
func nameHash(b []byte) uint64 {
	var head, tail uint64
	if len(b) >= 8 {
		head, tail = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[len(b)-8:])
	} else {
		for _, c := range b {
			head = head<<8 | uint64(c)
		}
	}
	h := (head*0x9e3779b97f4a7c15 ^ tail) * 0xd6e8feb86659fd93 // odd constants that spread the bits
	return h ^ h>>29 ^ h>>47
}
