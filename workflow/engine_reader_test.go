package workflow_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// impatient is a log whose reader gives up once, after the last entry has been read.
type impatient struct {
	workflow.Log
	gaveUp *bool
}

func (l impatient) Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for b, err := range l.Log.Entries(ctx, origin, from) {
			if !yield(b, err) {
				return
			}
		}
		if !*l.gaveUp {
			*l.gaveUp = true
			yield(nil, context.Canceled)
		}
	}
}

// What was read before a reader gave up is what the next one sees, not the state before.
func TestReaderThatGivesUpHidesNothing(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	gaveUp := false
	other := roundtest.New(t, impatient{tape, &gaveUp}, 2)
	t.Cleanup(other.Close)
	if _, _, err := other.Engine.Round(t.Context(), roundtest.Main); !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	r, _, err := other.Engine.Round(t.Context(), roundtest.Main)
	if err != nil || r.Size != c.Round(roundtest.Main).Size {
		t.Errorf("%v, %+v", err, r)
	}
}

// A ledger that has become shorter than what is known of it is damaged, for readers as for writers.
func TestRollbackIsNoticedByReaders(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	c.Round(roundtest.Main)
	tape.Alter(roundtest.RoundOrigin(roundtest.Main), func(r *roundtest.Reel) {
		r.Entries = r.Entries[:len(r.Entries)-1]
		r.Head.Size--
	})
	if _, _, err := c.Engine.Round(t.Context(), roundtest.Main); !errors.Is(err, workflow.ErrCorrupt) {
		t.Errorf("%v", err)
	}
}
