package desk_test

import (
	"context"
	"iter"
	"sync/atomic"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// counting is a log that counts the entries that are read.
type counting struct {
	workflow.Log
	read *atomic.Int64
}

// Entries counts.
func (l counting) Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for b, err := range l.Log.Entries(ctx, origin, from) {
			l.read.Add(1)
			if !yield(b, err) {
				return
			}
		}
	}
}

// TestCastingsAreReadOnce asks for castings again and again: an entry is read for the first who asks, entries that come later are found,
// and what somebody saw when they left stays what they get.
func TestCastingsAreReadOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.scored()
	var read atomic.Int64
	w.desk.Log = counting{w.desk.Log, &read}
	all := func(person string) []desk.Casting {
		t.Helper()
		v, err := w.desk.Round(t.Context(), roundtest.Main, who(person))
		must(t, err)
		out, err := w.desk.Castings(t.Context(), v, who(person), "")
		must(t, err)
		return out
	}
	size := func() uint64 {
		t.Helper()
		n, err := w.desk.Size(t.Context(), roundtest.Main)
		must(t, err)
		return n
	}
	first := all(roundtest.Ada)
	if read.Load() == 0 || len(first) != 1 {
		t.Fatalf("%d entries are read, %+v", read.Load(), first)
	}
	read.Store(0)
	if again := all(roundtest.Ada); len(again) != 1 || again[0].Seq != first[0].Seq || again[0].Entry != nil {
		t.Errorf("the second time: %+v", again)
	}
	if ben := all(roundtest.Ben); len(ben) != 1 || ben[0].By == first[0].By || read.Load() != 0 {
		t.Errorf("%d entries are read again for another, %+v", read.Load(), ben)
	}
	before := size()
	w.vote(roundtest.Ada, policy.Yes)
	if later := all(roundtest.Ada); len(later) != 2 || later[1].Kind != workflow.KindVoteCast || read.Load() != int64(size()-before) {
		t.Errorf("%d entries are read of %d that have come, %+v", read.Load(), size()-before, later)
	}
}
