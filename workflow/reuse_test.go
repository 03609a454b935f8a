package workflow_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// TestReuse plays everything that can happen twice: with a decoder that reuses what it gave out, and with one that does
// not. Every record is the same, and so is the state after it, once all that came behind it has been read too.
func TestReuse(t *testing.T) {
	t.Parallel()
	tape, rules := taped(t)
	again, once := workflow.Decoder{Reuse: true}, workflow.Decoder{}
	for _, id := range roundtest.Rounds() {
		origin := roundtest.RoundOrigin(id)
		reused, fresh := workflow.NewRound(origin, id, rules), workflow.NewRound(origin, id, rules)
		var states [2][]*workflow.Round
		for i, b := range tape.Bytes(origin) {
			stored := bytes.Clone(b) // as in a buffer that is overwritten
			got, err := again.Decode(stored)
			if err != nil {
				t.Fatal(err)
			}
			want, err := once.Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, exporter()); diff != "" {
				t.Fatalf("entry %d of %s: %s", i, origin, diff)
			}
			if ref := reused.Permit(got); ref != nil {
				t.Fatal(ref)
			}
			reused.Apply(got)
			fresh.Apply(want)
			clear(stored)
			states[0], states[1] = append(states[0], reused), append(states[1], fresh)
			reused, fresh = reused.Fork(), fresh.Fork()
		}
		for i := range states[0] {
			if diff := different(states[1][i], states[0][i]); diff != "" {
				t.Fatalf("state after entry %d of %s: %s", i, origin, diff)
			}
		}
	}
}

// After a refusal, nothing of the entry refused stands in the next one.
func TestReuseAfterRefusal(t *testing.T) {
	t.Parallel()
	for _, k := range workflow.Kinds() {
		rec := example(t, k)
		full, err := workflow.Encode(rec, [32]byte{})
		if err != nil {
			t.Fatal(err)
		}
		*rec.Event.Commitments() = nil
		bare, err := workflow.Encode(rec, [32]byte{})
		if err != nil {
			t.Fatal(err)
		}
		dec := workflow.Decoder{Reuse: true}
		for end := 0; end < len(full); end += 3 { // read up to places all over
			broken := append(bytes.Clone(full[:end]), 0)
			if _, err := dec.Decode(append(broken, full[min(end+1, len(full)):]...)); err == nil {
				t.Fatalf("%s: decoded with a fault at %d", k.Name(), end)
			}
			got, err := dec.Decode(bare)
			if err != nil {
				t.Fatal(err)
			}
			want, err := new(workflow.Decoder).Decode(bare)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, exporter()); diff != "" {
				t.Fatalf("%s behind a fault at %d: %s", k.Name(), end, diff)
			}
		}
	}
}

// Without Reuse, what was given out stays.
func TestNothingIsReusedUnasked(t *testing.T) {
	t.Parallel()
	dec := workflow.Decoder{Reuse: true}
	var kept [2]*workflow.Record
	var want [2]*workflow.Record
	for i := range kept {
		rec := example(t, workflow.KindScoresCast)
		rec.Seq = uint64(i)
		b, err := workflow.Encode(rec, [32]byte{})
		if err != nil {
			t.Fatal(err)
		}
		dec.Reuse = true
		if _, err := dec.Decode(b); err != nil {
			t.Fatal(err)
		}
		dec.Reuse = false
		if kept[i], err = dec.Decode(b); err != nil {
			t.Fatal(err)
		}
		if want[i], err = new(workflow.Decoder).Decode(b); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, kept, exporter()); diff != "" {
		t.Error(diff)
	}
}

// taped is the story on a tape, with the policies of its rounds by their digest.
func taped(t *testing.T) (*roundtest.Tape, func(digest string) *policy.Policy) {
	t.Helper()
	p, imported := roundtest.Policy(t), roundtest.ImportPolicy(t)
	lot, tape := roundtest.ByLot(p), roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	c.Play(roundtest.Story(p, imported)...)
	return tape, func(digest string) *policy.Policy {
		return map[string]*policy.Policy{p.Digest(): p, imported.Digest(): imported, lot.Digest(): lot}[digest]
	}
}
