package workflow_test

import (
	"reflect"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// TestForget plays everything that can happen on a state that forgets and on one that does not: the same is allowed, and all
// that differs is the past.
func TestForget(t *testing.T) {
	t.Parallel()
	tape, rules := taped(t)
	for _, id := range roundtest.Rounds() {
		origin := roundtest.RoundOrigin(id)
		whole, short := workflow.NewRound(origin, id, rules), workflow.NewRound(origin, id, rules)
		short.Forget()
		var dec workflow.Decoder
		for i, b := range tape.Bytes(origin) {
			rec, err := dec.Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			short = short.Fork()
			if one, other := whole.Play(rec), short.Play(rec); one != nil || other != nil {
				t.Fatalf("entry %d of %s: %v, %v", i, origin, one, other)
			}
		}
		if past(short) != 0 || past(whole) < len(tape.Bytes(origin)) {
			t.Errorf("%s: %d notes of the past, and %d where it is kept", id, past(short), past(whole))
		}
		forgetPast(whole)
		if diff := different(whole, short); diff != "" {
			t.Errorf("%s differs in more than its past: %s", id, diff)
		}
	}
}

// past counts what a state knows of the past.
func past(r *workflow.Round) int {
	n := len(r.Entries)
	for _, p := range r.Proposals {
		n += len(p.Entries)
		for i := range p.Sheets {
			n += len(p.Sheets[i].Was)
		}
	}
	for _, m := range r.Meetings {
		n += len(m.Entries)
	}
	return n
}

func forgetPast(r *workflow.Round) {
	r.Entries = nil
	for _, p := range r.Proposals {
		p.Entries = nil
		for i := range p.Sheets {
			p.Sheets[i].Was = nil
		}
	}
	for _, m := range r.Meetings {
		m.Entries = nil
	}
}

// TestMemoryOfVotesCastAgain plays votes that are cast again and again in one round: what is live of a state that forgets, and
// of its decoder, does not grow with the number of entries, in the proportion of a control that does.
func TestMemoryOfVotesCastAgain(t *testing.T) {
	t.Parallel()
	const few, many = 2_000, 20_000
	entries, p := ballots(t, 20, many)
	rules := func(string) *policy.Policy { return p }
	grown := func(forget bool) float64 {
		state, dec := workflow.NewRound(roundtest.RoundOrigin(roundtest.Main), roundtest.Main, rules), workflow.Decoder{Reuse: true}
		if forget {
			state.Forget()
		}
		var after [2]int
		for i, b := range entries {
			rec, err := dec.Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			if ref := state.Play(rec); ref != nil {
				t.Fatal(ref)
			}
			switch i {
			case len(entries) - many + few - 1:
				after[0] = live(state) + live(&dec)
			case len(entries) - 1:
				after[1] = live(state) + live(&dec)
			}
		}
		return float64(after[1]) / float64(after[0])
	}
	if got := grown(true); got > 1.02 {
		t.Errorf("with ten times the votes %.2f times the bytes are live", got)
	}
	if control := grown(false); control < 1.3 {
		t.Errorf("the control grew only %.2f times: what is measured is not what grows", control)
	}
}

// live counts the bytes that a value holds on to, policies left out.
func live(v any) int {
	seen := map[uintptr]bool{}
	return liveOf(reflect.ValueOf(v), seen)
}

func liveOf(v reflect.Value, seen map[uintptr]bool) (n int) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] || v.Type() == reflect.TypeFor[*policy.Policy]() {
			return 0
		}
		seen[v.Pointer()] = true
		return int(v.Type().Elem().Size()) + liveOf(v.Elem(), seen)
	case reflect.Interface:
		return liveOf(v.Elem(), seen)
	case reflect.String:
		return v.Len()
	case reflect.Slice:
		n = v.Cap() * int(v.Type().Elem().Size())
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			n += liveOf(v.Index(i), seen)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			n += int(v.Type().Key().Size()+v.Type().Elem().Size()) + liveOf(it.Key(), seen) + liveOf(it.Value(), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			n += liveOf(v.Field(i), seen)
		}
	default:
	}
	return n
}
