package workflow_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// different compares two states of a round in everything that the record gives, and says where they differ. How a state
// came about (which fork owns what) does not count.
func different(a, b *workflow.Round) string { return cmp.Diff(a, b, sameState()) }

func sameState() cmp.Options {
	bookkeeping := map[string]bool{"rules": true, "gen": true, "ownsPeople": true, "ownsList": true, "ownsIndex": true, "owned": true}
	return cmp.Options{
		exporter(),
		cmp.Comparer(func(a, b *policy.Policy) bool {
			return (a == nil) == (b == nil) && (a == nil || a.Digest() == b.Digest())
		}),
		cmp.FilterPath(func(p cmp.Path) bool {
			f, ok := p.Last().(cmp.StructField)
			return ok && bookkeeping[f.Name()]
		}, cmp.Ignore()),
		cmp.FilterValues(bothEmpty, cmp.Ignore()),
	}
}

// bothEmpty treats no list and an empty one alike.
func bothEmpty(a, b any) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	return x.IsValid() && y.IsValid() && x.Type() == y.Type() && x.Kind() == reflect.Slice && x.Len() == 0 && y.Len() == 0
}

// mark is what a refusal must leave as it was.
type mark struct {
	size    uint64
	head    workflow.Head
	round   *workflow.Round
	entries int
}

func trace(t *testing.T, c *roundtest.Committee, tape *roundtest.Tape) mark {
	t.Helper()
	r, head, err := c.Engine.Round(t.Context(), roundtest.Main)
	if err != nil {
		t.Fatal(err)
	}
	return mark{size: r.Size, head: head, round: r, entries: entries(tape)}
}

func entries(tape *roundtest.Tape) int {
	n := 0
	for _, origin := range tape.Origins() {
		n += len(tape.Bytes(origin))
	}
	return n
}

func unchanged(t *testing.T, before mark, c *roundtest.Committee, tape *roundtest.Tape) {
	t.Helper()
	after := trace(t, c, tape)
	if after.size != before.size || after.head != before.head || after.entries != before.entries {
		t.Errorf("a trace was left: %+v, before %+v", after, before)
	}
	if diff := different(before.round, after.round); diff != "" {
		t.Errorf("the state has changed:\n%s", diff)
	}
}
