package workflow_test

import (
	"sync"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// book holds the main round of the story after each of its entries. The states are shared by tests and not to be
// changed.
type book struct {
	policy *policy.Policy
	states []*workflow.Round
	head   *workflow.Register
}

var story = sync.OnceValue(func() *book { return readStory(panicking{}) })

// panicking reports what cannot fail while a story is read that TestStory has played.
type panicking struct{}

func (panicking) Helper()                           {}
func (panicking) Fatalf(format string, args ...any) { panic(format) }

// readStory plays the story under an edition of the policy, as far as that allows it.
func readStory(tb roundtest.TB, replace ...string) *book {
	p, imported := roundtest.Policy(tb, replace...), roundtest.ImportPolicy(tb)
	tape := roundtest.NewTape()
	c := roundtest.New(tb, tape, 1)
	defer c.Close()
	for _, u := range roundtest.Story(p, imported) {
		if _, err := c.Do(u...); err != nil {
			if len(replace) == 0 {
				tb.Fatalf("%T: %v", u[0].Command, err)
			}
			break
		}
	}
	b := &book{policy: p, head: workflow.NewRegister(roundtest.RoundOrigin(""))}
	rules := func(d string) *policy.Policy { return map[string]*policy.Policy{p.Digest(): p}[d] }
	state := workflow.NewRound(roundtest.RoundOrigin(roundtest.Main), roundtest.Main, rules)
	b.states = append(b.states, state)
	for _, rec := range records(tb, tape.Bytes(state.Origin)) {
		state = state.Fork()
		state.Apply(rec)
		b.states = append(b.states, state)
	}
	for _, rec := range records(tb, tape.Bytes(b.head.Origin)) {
		b.head.Apply(rec)
	}
	return b
}

func records(tb roundtest.TB, entries [][]byte) []*workflow.Record {
	var dec workflow.Decoder
	out := make([]*workflow.Record, len(entries))
	for i, b := range entries {
		var err error
		if out[i], err = dec.Decode(b); err != nil {
			tb.Fatalf("entry %d: %v", i, err)
		}
	}
	return out
}

// when is the first state in which something holds.
func (b *book) when(t testing.TB, holds func(*workflow.Round) bool) *workflow.Round {
	t.Helper()
	for _, r := range b.states[1:] {
		if holds(r) {
			return r
		}
	}
	t.Fatal("it holds in no state of the story")
	return nil
}

// phase is the first state in a phase, state the last one in which a proposal has a state.
func (b *book) phase(t testing.TB, p workflow.Phase) *workflow.Round {
	t.Helper()
	return b.when(t, func(r *workflow.Round) bool { return r.Phase == p })
}

func (b *book) proposal(t testing.TB, id string, holds func(*workflow.Proposal) bool) *workflow.Round {
	t.Helper()
	return b.when(t, func(r *workflow.Round) bool { p := r.Proposal(id); return p != nil && holds(p) })
}

// order is a command of a person to the main round.
func order(r *workflow.Round, person string, as workflow.Capacity, c workflow.Command) *workflow.Order {
	return &workflow.Order{At: r.Last, Actor: pseudonym(person), As: as, ID: "id", Command: c}
}

func pseudonym(person string) string {
	return roundtest.Pseudonym(roundtest.RoundOrigin(roundtest.Main), person)
}

// then is the state after further commands of the office, which must be allowed.
func then(t testing.TB, r *workflow.Round, commands ...workflow.Command) *workflow.Round {
	t.Helper()
	for _, c := range commands {
		r = thenBy(t, r, order(r, roundtest.Olga, workflow.Coordinator, c))
	}
	return r
}

func thenBy(t testing.TB, r *workflow.Round, o *workflow.Order) *workflow.Round {
	t.Helper()
	rec, _, ref := r.Decide(o)
	if ref != nil {
		t.Fatalf("%T: %v", o.Command, ref)
	}
	r = r.Fork()
	r.Apply(rec)
	return r
}

func forged(r *workflow.Round, person, proposal string, e workflow.Event) *workflow.Record {
	return &workflow.Record{
		Origin: r.Origin, Seq: r.Size, At: r.Last, Actor: pseudonym(person), Command: "forged", Proposal: proposal, Event: e,
	}
}

// noRoot is a leaf hash that nobody looks at.
var noRoot ledger.Hash
