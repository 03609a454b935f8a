package workflow_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// exporter compares unexported fields too.
func exporter() cmp.Option { return cmp.Exporter(func(reflect.Type) bool { return true }) }

// fill gives every exported field within v a value of its own that is not zero. A field that the form of an event
// forgets comes back empty, and the comparison finds it.
func fill(t *testing.T, v reflect.Value, n *int, depth int) {
	*n++
	words := map[reflect.Type]string{
		reflect.TypeFor[workflow.Capacity](): "operator", reflect.TypeFor[policy.Choice](): "abstain",
		reflect.TypeFor[workflow.Preference](): "avoids", reflect.TypeFor[workflow.Mode](): "secret",
		reflect.TypeFor[workflow.Attendance](): "left", reflect.TypeFor[policy.Outcome](): "deferred", reflect.TypeFor[policy.Holds](): "info",
	}
	if word, ok := words[v.Type()]; ok {
		v.SetString(word)
		return
	}
	if v.Type() == reflect.TypeFor[policy.Value]() {
		d, err := policy.ParseDecimal(fmt.Sprintf("%d.5", *n))
		if err != nil {
			t.Fatal(err)
		}
		v.Set(reflect.ValueOf(policy.Value{Decimal: d}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %06d ä„\"\n", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint64:
		v.SetUint(uint64(*n))
	case reflect.Array:
		for i := range v.Len() {
			v.Index(i).SetUint(uint64(*n+i) % 256)
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[[]policy.Finding]() && depth > 1 {
			return // an entry nests no deeper, and no rule does
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(t, v.Index(0), n, depth+1)
		fill(t, v.Index(1), n, depth+1)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), n, depth)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() || f.Anonymous {
				fill(t, fieldOf(v, i), n, depth)
			}
		}
	default:
		t.Fatalf("no value for a %s", v.Type())
	}
}

// fieldOf reaches into embedded structs, whose own name is not exported.
func fieldOf(v reflect.Value, i int) reflect.Value {
	f := v.Field(i)
	if f.CanInterface() {
		return f
	}
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
}

// example is a record of a kind in which nothing is empty.
func example(t *testing.T, k workflow.Kind) *workflow.Record {
	e := workflow.Make(k)
	n := 0
	fill(t, reflect.ValueOf(e).Elem(), &n, 0)
	switch k {
	case workflow.KindVoteCast, workflow.KindDecisionRecorded, workflow.KindRoundListed, workflow.KindRoundClosed, workflow.KindRoundNoted: // have no texts
		*e.Commitments() = nil
	default:
	}
	rec := &workflow.Record{
		Origin: "gremium.example.org/round/1", Seq: 1<<53 - 1, At: 1_772_442_000_000_001, Actor: "p-ä", For: "p-2", Command: "c\\1", Event: e,
	}
	if workflow.OfProposal(k) {
		rec.Proposal = "a"
	}
	return rec
}

func TestEveryKindIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, k := range workflow.Kinds() {
		t.Run(strings.ReplaceAll(k.Name(), "/", "."), func(t *testing.T) {
			t.Parallel()
			rec := example(t, k)
			entry, err := workflow.Encode(rec, [32]byte{1, 2, 3})
			if err != nil {
				t.Fatal(err)
			}
			canonical, err := ledger.Canonical(entry)
			if err != nil || !bytes.Equal(entry, canonical) {
				t.Errorf("not canonical (%v):\n%s\n%s", err, entry, canonical)
			}
			var dec workflow.Decoder
			again, err := dec.Decode(entry)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(rec, again, exporter()); diff != "" {
				t.Errorf("written and read differ:\n%s", diff)
			}
			small := &workflow.Record{Origin: "o", At: 1, Actor: "p", Command: "c", Proposal: rec.Proposal, Event: workflow.Make(k)}
			if _, err := workflow.Encode(small, [32]byte{}); err == nil {
				t.Error("an event without a capacity was written")
			}
		})
	}
}

// What a decoder refuses beyond the form of entries.
func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	entry, err := workflow.Encode(example(t, workflow.KindVoteCast), [32]byte{})
	if err != nil {
		t.Fatal(err)
	}
	seat, err := workflow.Encode(example(t, workflow.KindSeatCreated), [32]byte{})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := workflow.Encode(example(t, workflow.KindScoresCast), [32]byte{})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		entry     []byte
		old, with string
		want      string
	}{
		"unknown type":                {entry, `"vote.cast/1"`, `"vote.cast/2"`, "not known"},
		"another version":             {entry, `"v":1`, `"v":2`, "version"},
		"a proposal too few":          {sheet, `"proposal":"a",`, ``, "do not go together"},
		"a proposal too many":         {seat, `"salt":`, `"proposal":"a","salt":`, "do not go together"},
		"unknown choice":              {entry, `"abstain"`, `"maybe"`, "none of yes, no, abstain"},
		"unknown capacity":            {entry, `"as":"operator"`, `"as":"king"`, "capacity"},
		"a key too many":              {entry, `"choice"`, `"b":1,"choice"`, "not known"},
		"a score without a value":     {sheet, `,"value":"`, `,"walue":"`, "either a value or na"},
		"a score that is no decimal":  {sheet, `.5"`, `.50"`, "decimal"},
		"a text's path twice":         {seat, `"path":"text 000009`, `"path":"text 000006`, "not behind"},
		"something behind the object": {entry, `"v":1}`, `"v":1} `, "behind"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			altered := strings.Replace(string(c.entry), c.old, c.with, 1)
			if altered == string(c.entry) {
				t.Fatalf("nothing to replace in %s", c.entry)
			}
			var dec workflow.Decoder
			if _, err := dec.Decode([]byte(altered)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v does not say %q", err, c.want)
			}
		})
	}
}
