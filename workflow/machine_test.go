package workflow_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// subject is what keeps a round: the engine, or a clerk with a planted fault.
type subject interface {
	do(a roundtest.Act) error
	wait(span ledger.Instant)
	live() *workflow.Round
	entries() [][]byte
	// rebuilt is the state that comes of the entries when they are read anew.
	rebuilt(entries [][]byte) (*workflow.Round, error)
}

// machine gives acts to a subject and checks after each one that everything still agrees.
type machine struct {
	of     subject
	rules  func(string) *policy.Policy
	replay workflow.Rules  // what entries are replayed by
	was    *workflow.Round // the state before, replayed by true rules
	steps  int
	codes  map[string]int // how often each refusal was given
	kinds  map[workflow.Kind]int
}

func newMachine(of subject, policies ...*policy.Policy) *machine {
	known := map[string]*policy.Policy{}
	for _, p := range policies {
		known[p.Digest()] = p
	}
	m := &machine{of: of, replay: workflow.TrueRules(), codes: map[string]int{}, kinds: map[workflow.Kind]int{}}
	m.rules = func(d string) *policy.Policy { return known[d] }
	m.was = m.empty()
	return m
}

func (m *machine) empty() *workflow.Round {
	return workflow.NewRound(roundtest.RoundOrigin(roundtest.Main), roundtest.Main, m.rules)
}

// step gives one act. The refusal is the subject's answer; the error says what does not agree.
func (m *machine) step(a roundtest.Act) (*workflow.Refusal, error) {
	m.steps++
	before, had := m.of.live(), m.of.entries()
	err := m.of.do(a)
	var ref *workflow.Refusal
	if err != nil && !errors.As(err, &ref) {
		return nil, fmt.Errorf("%s: a fault: %w", describe(a), err)
	}
	if err := m.agree(before, had, ref); err != nil {
		return ref, fmt.Errorf("%s: %w", describe(a), err)
	}
	return ref, nil
}

func describe(a roundtest.Act) string {
	return fmt.Sprintf("%s as %s: %T %+v", a.Person, a.As, a.Command, a.Command)
}

func (m *machine) agree(before *workflow.Round, had [][]byte, ref *workflow.Refusal) error {
	after, have := m.of.live(), m.of.entries()
	if ref != nil {
		m.codes[ref.Code]++
		if len(have) != len(had) || after.Size != before.Size {
			return fmt.Errorf("the refusal left a trace: %d entries after %d", len(have), len(had))
		}
	}
	if diff := different(m.was, before); diff != "" {
		return fmt.Errorf("an old state has changed:\n%s", diff)
	}
	replayed := m.empty()
	if err := m.replay.Play(replayed, have); err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	if diff := different(replayed, after); diff != "" {
		return fmt.Errorf("live and replayed differ:\n%s", diff)
	}
	rebuilt, err := m.of.rebuilt(have)
	if err != nil {
		return fmt.Errorf("rebuild: %w", err)
	}
	if diff := different(replayed, rebuilt); diff != "" {
		return fmt.Errorf("replayed and rebuilt differ:\n%s", diff)
	}
	m.was = replayed
	return m.lawful(replayed, have, len(had))
}

func (m *machine) lawful(r *workflow.Round, have [][]byte, had int) error {
	all := records(panicking{}, have)
	for _, rec := range all[had:] {
		m.kinds[rec.Event.Kind()]++
	}
	if broken := slices.Concat(laws(r), reconsiderations(all), furtherBallots(all), excludedActs(all), lateActs(r.Policy, all), keptSheets(r, all), unfitErasures(all), unfitLots(all)); len(broken) > 0 {
		return fmt.Errorf("%q", broken)
	}
	if m.steps%8 == 0 { // an entry of a type to come is no entry to pass over
		strange := []byte(`{"actor":"p","at":"2030-01-01T00:00:00.000000Z","cmd":"c","data":{},"origin":"o","salt":"` +
			`AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","seq":0,"type":"vote.forgotten/1","v":1}`)
		if _, err := m.of.rebuilt(append(have[:len(have):len(have)], strange)); err == nil {
			return errors.New("an entry of unknown type was passed over")
		}
	}
	return nil
}

// engineSubject is the engine on a tape.
type engineSubject struct {
	c    *roundtest.Committee
	tape *roundtest.Tape
}

func newEngineSubject(tb roundtest.TB) *engineSubject {
	tape := roundtest.NewTape()
	return &engineSubject{c: roundtest.New(tb, tape, 1), tape: tape}
}

func (s *engineSubject) wait(span ledger.Instant) { s.c.Wait(span) }

func (s *engineSubject) do(a roundtest.Act) error {
	_, err := s.give(a)
	return err
}

// give gives an act; a round is opened together with its entry in the register.
func (s *engineSubject) give(a roundtest.Act) ([]workflow.Receipt, error) {
	c, ok := a.Command.(*workflow.OpenRound)
	if !ok {
		return s.c.Do(a)
	}
	return s.c.Do(a, roundtest.Act{Person: a.Person, As: a.As, Command: &workflow.ListRound{
		Round: a.Round, Programme: c.Programme, Policy: c.Policy, Origin: roundtest.RoundOrigin(a.Round),
	}})
}

func (s *engineSubject) live() *workflow.Round {
	r, _, err := s.c.Engine.Round(context.Background(), roundtest.Main)
	if err != nil {
		return workflow.NewRound(roundtest.RoundOrigin(roundtest.Main), roundtest.Main, nil)
	}
	return r
}

func (s *engineSubject) entries() [][]byte {
	return s.tape.Bytes(roundtest.RoundOrigin(roundtest.Main))
}

// rebuilt opens another engine on a copy of the log with these entries.
func (s *engineSubject) rebuilt(entries [][]byte) (*workflow.Round, error) {
	tape := s.tape.Clone()
	tape.Alter(roundtest.RoundOrigin(roundtest.Main), func(r *roundtest.Reel) { r.Entries = entries; r.Reseal() })
	cfg := roundtest.Config(tape, 2)
	cfg.Decode = func([]byte) (*policy.Policy, error) { return s.c.Round(roundtest.Main).Policy, nil } // reading it takes long
	e := workflow.NewEngine(cfg)
	defer e.Close()
	if len(entries) == 0 {
		return workflow.NewRound(roundtest.RoundOrigin(roundtest.Main), roundtest.Main, nil), nil
	}
	r, head, err := e.Round(context.Background(), roundtest.Main)
	if err == nil && head.Size != uint64(len(entries)) {
		err = fmt.Errorf("%d of %d entries", head.Size, len(entries))
	}
	return r, err
}

// clerkSubject is a clerk; other is what entries are read anew by.
type clerkSubject struct {
	clerk *workflow.Clerk
	other workflow.Rules
	empty func() *workflow.Round
	clock ledger.Instant
	n     int
}

func (s *clerkSubject) wait(span ledger.Instant) { s.clock = max(s.clock, s.clerk.State.Last) + span }

func newClerkSubject(live, other workflow.Rules, policies ...*policy.Policy) *clerkSubject {
	empty := newMachine(nil, policies...).empty
	return &clerkSubject{clerk: &workflow.Clerk{State: empty(), Rules: live}, other: other, empty: empty}
}

func (s *clerkSubject) do(a roundtest.Act) error {
	s.n++
	s.clock = max(s.clock, s.clerk.State.Last, roundtest.Morning(0)) + 1
	origin := roundtest.RoundOrigin(a.Round)
	o := &workflow.Order{
		At: s.clock, Actor: roundtest.Pseudonym(origin, a.Person), As: a.As, ID: fmt.Sprint(s.n), Command: a.Command,
	}
	if a.For != "" {
		o.For = roundtest.Pseudonym(origin, a.For)
	}
	return s.clerk.Do(o, &workflow.Admit{Participant: o.Actor, Capacity: a.As, Person: a.Person, Name: roundtest.Name(a.Person)})
}

func (s *clerkSubject) live() *workflow.Round { return s.clerk.State }
func (s *clerkSubject) entries() [][]byte     { return s.clerk.Entries }

func (s *clerkSubject) rebuilt(entries [][]byte) (*workflow.Round, error) {
	r := s.empty()
	return r, s.other.Play(r, entries)
}
