package audit

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"gremium/workflow/ledger"
)

// lines yields n entries from one buffer that is overwritten, as sources do, and then an error, if there is one. left tells
// when the loop has ended.
func lines(n int, err error, left *bool) iter.Seq2[StoredEntry, error] {
	return func(yield func(StoredEntry, error) bool) {
		defer func() { *left = true }()
		var buffer []byte
		for i := range n {
			buffer = fmt.Appendf(buffer[:0], "entry %*d", i%700, i)
			if !yield(StoredEntry{Bytes: buffer, Leaf: ledger.Hash{byte(i)}}, nil) {
				return
			}
		}
		if err != nil {
			yield(StoredEntry{}, err)
		}
	}
}

// What is read ahead is what there is, in its order, with the hashes of its bytes; an error comes behind it.
func TestAheadYieldsWhatThereIs(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for _, n := range []int{0, 1, aheadValues - 1, aheadValues, aheadValues + 1, 5000} {
		for _, fault := range []error{nil, broken} {
			var got error
			i, left := 0, false
			for e, err := range ahead(lines(n, fault, &left), holder()) {
				if err != nil {
					got = err
					continue
				}
				want := fmt.Sprintf("entry %*d", i%700, i)
				if string(e.Bytes) != want || e.Leaf != (ledger.Hash{byte(i)}) || e.hash != ledger.LeafHash([]byte(want)) {
					t.Fatalf("%d of %d is %q", i, n, e.Bytes)
				}
				i++
			}
			if i != n || !errors.Is(got, fault) || !left {
				t.Errorf("%d of %d entries, error %v, want %v, source left: %v", i, n, got, fault, left)
			}
		}
	}
}

// Whoever leaves early leaves nobody behind who reads.
func TestAheadEndsWithItsReader(t *testing.T) {
	t.Parallel()
	for _, after := range []int{1, aheadValues, 3*aheadValues + 7} {
		i, left := 0, false
		for _, err := range ahead(lines(100_000, nil, &left), holder()) {
			if i++; err != nil || i == after {
				break
			}
		}
		if i != after || !left { // written on the goroutine that reads, before it ends
			t.Errorf("left at %d after %d, source left: %v", after, i, left)
		}
	}
}
