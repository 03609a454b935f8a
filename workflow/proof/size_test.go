package proof

import (
	"errors"
	"fmt"
	"testing"

	"gremium/workflow/ledger"
)

// A size that no ledger can have is refused at once: the library below does not end beyond 1<<62.
func TestSizesBeyondAnyLedger(t *testing.T) {
	t.Parallel()
	for _, size := range []uint64{maxSize + 1, 1 << 62, 1<<62 + 1, 1<<63 - 1, 1<<64 - 1} {
		c := Checkpoint{Origin: "o", Size: size}
		text, err := c.Text()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(text); !errors.Is(err, ErrCheckpoint) {
			t.Errorf("size %d is read: %v", size, err)
		}
		r := &Receipt{Index: 1, Path: make([]ledger.Hash, 1)}
		if err := r.Includes(c, ledger.Hash{}); !errors.Is(err, ErrInclusion) {
			t.Errorf("size %d: %v", size, err)
		}
		if err := Grown(Checkpoint{Origin: "o", Size: 1}, c, make([]ledger.Hash, 1)); !errors.Is(err, ErrGrowth) {
			t.Errorf("size %d: %v", size, err)
		}
		if _, err := Growth(1, size, func(int, uint64) (ledger.Hash, error) { return ledger.Hash{}, nil }); !errors.Is(err, ErrGrowth) {
			t.Errorf("size %d: %v", size, err)
		}
	}
	if _, err := Parse(fmt.Sprintf("o\n%d\n%s\n", uint64(maxSize), ledger.Hash{})); err != nil {
		t.Errorf("the largest size: %v", err)
	}
}
