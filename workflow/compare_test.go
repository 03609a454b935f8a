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
func different(a, b *workflow.Round) string {
	if alike(reflect.ValueOf(a), reflect.ValueOf(b)) {
		return ""
	}
	return cmp.Diff(a, b, sameState())
}

// alike is sameState, a hundred times as fast; what it finds is left to cmp to say.
func alike(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		if p, ok := a.Interface().(*policy.Policy); ok {
			return p.Digest() == b.Interface().(*policy.Policy).Digest()
		}
		return a.UnsafePointer() == b.UnsafePointer() || alike(a.Elem(), b.Elem())
	case reflect.Struct:
		for i := range a.NumField() {
			if !bookkeeping[a.Type().Field(i).Name] && !alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		if a.Len() != b.Len() {
			return false
		}
		for _, k := range a.MapKeys() {
			if v := b.MapIndex(k); !v.IsValid() || !alike(a.MapIndex(k), v) {
				return false
			}
		}
		return true
	default:
		return a.Equal(b)
	}
}

// bookkeeping are the fields that say how a state came about.
var bookkeeping = map[string]bool{"ways": true, "rules": true, "gen": true, "ownsPeople": true, "ownsList": true, "ownsIndex": true, "forgets": true, "owned": true, "spare": true, "ownsSheets": true, "competing": true}

func sameState() cmp.Options {
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
