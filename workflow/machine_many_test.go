package workflow_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/race"
	"gremium/workflow/roundtest"
)

// tally counts what all rounds together have come through.
type tally struct {
	mu             sync.Mutex
	rounds, events int
	kinds          map[workflow.Kind]int
	refused        map[string]int // by kind, code and capacity
}

// refuse counts a refusal and says what is wrong with its words, the first time that it is met.
func (a *tally) refuse(as workflow.Capacity, k workflow.Kind, ref *workflow.Refusal) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	one := fmt.Sprintf("%s by %s: %s", k.Name(), as, ref.Code)
	if a.refused[one]++; a.refused[one] > 1 {
		return nil
	}
	return unreadable(ref)
}

func (a *tally) add(records []*workflow.Record) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rounds++
	a.events += len(records)
	for _, rec := range records {
		a.kinds[rec.Event.Kind()]++
	}
}

// TestTenThousandRounds plays ten thousand small random rounds on the engine, and asks that the state the engine holds at
// the end, the state that comes of playing the entries by the rules, and the state that another engine builds from the log
// are the same. Some begin with empty seats, the others somewhere in the story, so that everything that can happen in a
// round is drawn. A round is the same at each run of the test, by its number; TestRandomRounds draws others each time and
// looks after every step.
func TestTenThousandRounds(t *testing.T) {
	t.Parallel()
	const runs = 20
	each := 500
	if race.Watches || testing.Short() {
		each = 15
	}
	from := beginnings(t)
	all := &tally{kinds: map[workflow.Kind]int{}, refused: map[string]int{}}
	t.Cleanup(func() {
		t.Logf("%d rounds replayed equal, in which %d entries were drawn and refusals of %d sorts read",
			all.rounds, all.events, len(all.refused))
		if all.rounds < runs*each {
			t.Errorf("only %d rounds", all.rounds)
		}
		for _, k := range workflow.Kinds() {
			within := !workflow.OfRegister(k) && k != workflow.KindRoundOpened && k != workflow.KindDecisionRecorded
			t.Logf("%6d %s", all.kinds[k], k.Name())
			if within && all.kinds[k] == 0 && each >= 500 {
				t.Errorf("no %s was drawn", k.Name())
			}
		}
	})
	for i := range runs {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			for n := i * each; n < (i+1)*each; n++ {
				if wrong := rapid.Custom(func(t *rapid.T) string { return replaysEqual(t, from, all) }).Example(n); wrong != "" {
					t.Errorf("round %d: %s", n, wrong)
				}
			}
		})
	}
}

// beginning is a log that a round goes on from.
type beginning struct {
	tape   *roundtest.Tape
	policy *policy.Policy
}

// beginnings are a round with seats, under a policy by which little is enough to decide, the main round of the story after each
// of its entries from there, and a round in which a lot is due.
func beginnings(t *testing.T) []beginning {
	t.Helper()
	easy := randomPolicy(t)
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	defer c.Close()
	c.Play(append(roundtest.Found(), roundtest.Adopt(easy), roundtest.Open(roundtest.Main, easy))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	origin := roundtest.RoundOrigin(roundtest.Main)
	out, seats := []beginning{{tape, easy}}, len(tape.Bytes(origin))

	p, whole := roundtest.Policy(t), roundtest.NewTape()
	told := roundtest.New(t, whole, 1)
	defer told.Close()
	told.Play(roundtest.Story(p, roundtest.ImportPolicy(t))...)
	for n := seats; n <= len(whole.Bytes(origin)); n++ {
		cut := whole.Clone()
		cut.Alter(origin, func(r *roundtest.Reel) {
			r.Entries, r.Texts = r.Entries[:n:n], nil
			r.Reseal()
		})
		cut.Alter(roundtest.RoundOrigin(""), func(r *roundtest.Reel) { // which did not know yet how the round ends
			end := slices.IndexFunc(r.Entries, func(b []byte) bool { return bytes.Contains(b, []byte(`"round.closed/1"`)) })
			r.Entries, r.Texts = r.Entries[:end:end], nil
			r.Reseal()
		})
		out = append(out, beginning{cut, p})
		if slices.ContainsFunc(story().states[n].Meetings, running) {
			out = append(out, beginning{cut, p}, beginning{cut, p}, beginning{cut, p}) // meetings are short in the story
		}
		if slices.ContainsFunc(story().states[n].Motions, inSecret) {
			out = append(out, beginning{cut, p}, beginning{cut, p}, beginning{cut, p})
		}
	}
	return append(out, slices.Repeat([]beginning{beforeLot(t)}, 12)...)
}

// beforeLot is a round in which all is said for a lot to be drawn.
func beforeLot(t *testing.T) beginning {
	t.Helper()
	p, tape := roundtest.Policy(t, oneByLot...), roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	defer c.Close()
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	for _, x := range lotWay(p) {
		if x.code == "" && x.act.Command.Kind() == workflow.KindLotDrawn {
			return beginning{tape, p}
		}
		if x.code == "" {
			c.Play(roundtest.Unit{x.act})
		}
	}
	t.Fatal("no lot was drawn on the way")
	return beginning{}
}

// randomPolicy is the policy of random rounds: little is enough to decide.
func randomPolicy(t testing.TB) *policy.Policy {
	t.Helper()
	return roundtest.Policy(t, "per_proposal: 3", "per_proposal: 2",
		"thresholds:\n  assumption: true", "selected:\n  at_most: 1\nthresholds:\n  assumption: true")
}

func inSecret(x *workflow.Motion) bool {
	return x.Ballot != nil && x.Ballot.Open && x.Ballot.Mode == workflow.ModeSecret
}

func running(m *workflow.Meeting) bool { return m.Stage == workflow.StageOpen }

// on is an engine on a tape, which need not read the policy again.
func on(tape *roundtest.Tape, p *policy.Policy) *workflow.Engine {
	cfg := roundtest.Config(tape, 2)
	cfg.Decode = func([]byte) (*policy.Policy, error) { return p, nil }
	return workflow.NewEngine(cfg)
}

// replaysEqual plays one round, compares the states that come of it and says what is wrong.
func replaysEqual(t *rapid.T, from []beginning, all *tally) string {
	first := max(roundtest.Below(t, len(from)+len(from)/4, "beginning")-len(from)/4, 0)
	p, tape := from[first].policy, from[first].tape.Clone()
	had := len(tape.Bytes(roundtest.RoundOrigin(roundtest.Main)))
	s := &engineSubject{c: &roundtest.Committee{Engine: on(tape, p), Log: tape}, tape: tape}
	defer s.c.Close()
	for i := range 5 + roundtest.Below(t, 26, "steps") {
		r := s.live()
		if r.Phase == workflow.Cancelled && i > 5 {
			break
		}
		a := dice{t: t, p: p, r: r}.act()
		a.ID = fmt.Sprintf("step-%d", i)
		err, ref := s.do(a), (*workflow.Refusal)(nil)
		if errors.As(err, &ref) {
			if wrong := all.refuse(a.As, a.Command.Kind(), ref); len(wrong) > 0 {
				return fmt.Sprintf("%s: %q", describe(a), wrong)
			}
		} else if err != nil {
			return fmt.Sprintf("%s: a fault: %v", describe(a), err)
		}
	}
	have := s.entries()
	replayed := newMachine(nil, p).empty()
	if err := workflow.TrueRules().Play(replayed, have); err != nil {
		return fmt.Sprintf("replay: %v", err)
	}
	other := on(tape, p)
	defer other.Close()
	rebuilt, head, err := other.Round(context.Background(), roundtest.Main)
	switch {
	case err != nil || head.Size != uint64(len(have)):
		return fmt.Sprintf("%d of %d entries are read: %v", head.Size, len(have), err)
	case different(s.live(), replayed) != "":
		return "live and replayed differ:\n" + different(s.live(), replayed)
	case different(replayed, rebuilt) != "":
		return "replayed and rebuilt differ:\n" + different(replayed, rebuilt)
	case len(laws(replayed)) > 0:
		return fmt.Sprintf("%q", laws(replayed))
	}
	all.add(records(panicking{}, have[had:]))
	return ""
}
