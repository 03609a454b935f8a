package ledger

import "encoding/binary"

const (
	nameSlots = 1 << 11 // a power of two; 32 KiB of string headers
	maxName   = 64      // longer strings are seldom names
)

// names gives equal bytes the same string, so that the few actors, types and
// proposals that fill a ledger are allocated once and not once for each entry.
// It is a cache with one slot for each hash: a collision costs an allocation
// and never a wrong answer, and its size is bounded. A nil names allocates.
type names struct{ slots [nameSlots]string }

func (n *names) of(b []byte) string {
	if n == nil || len(b) > maxName {
		return string(b)
	}
	slot := &n.slots[nameHash(b)%nameSlots]
	if *slot != string(b) {
		*slot = string(b)
	}
	return *slot
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
