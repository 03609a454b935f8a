package workflow_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

var errDisk = errors.New("the disk is full")

func TestFailedCommitLeavesNothing(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	before := trace(t, c, tape)
	tape.Fault = func([]*workflow.Sealed) error { return errDisk }
	act := office(roundtest.Submit("a"))
	act.ID = "again"
	if _, err := c.Do(act); !errors.Is(err, errDisk) {
		t.Errorf("%v is not the fault of the commit", err)
	}
	tape.Fault = nil
	unchanged(t, before, c, tape)
	if r, err := c.Do(act); err != nil || r[0].Repeat {
		t.Errorf("the engine does not go on: %+v, %v", r, err)
	}
	sameElsewhere(t, c, tape)
}

// A commit whose outcome is unknown stops the engine; whoever opens the log anew sees what became of it.
func TestUnknownOutcomeStopsTheEngine(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	tape.Fault = func([]*workflow.Sealed) error { return fmt.Errorf("fsync: %w", workflow.ErrUnknown) }
	act := office(roundtest.Submit("a"))
	act.ID = "again"
	if _, err := c.Do(act); !errors.Is(err, workflow.ErrUnknown) {
		t.Errorf("%v does not say that the outcome is unknown", err)
	}
	tape.Fault = nil
	if _, err := c.Do(office(roundtest.Submit("b"))); !errors.Is(err, workflow.ErrUnknown) {
		t.Errorf("the engine went on: %v", err)
	}
	other := roundtest.New(t, tape, 2)
	defer other.Close()
	if r, err := other.Do(act); err != nil || !r[0].Repeat {
		t.Errorf("opened anew: %+v, %v", r, err)
	}
}

// hold keeps the writing transaction until the answer is called.
func hold(t *testing.T, tape *roundtest.Tape) (release func()) {
	t.Helper()
	held, free, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		err := tape.Update(context.Background(), func(workflow.Tx) error { close(held); <-free; return nil })
		if err != nil {
			t.Error(err)
		}
	}()
	<-held
	return func() { close(free); <-done }
}

func TestCloseAnswersEverybody(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	before := c.Round(roundtest.Main).Size
	release := hold(t, tape)
	requests := make([]workflow.Request, 20)
	for i := range requests {
		requests[i] = c.Request(office(roundtest.Submit(fmt.Sprintf("p%d", i))))
	}
	errs := make([]error, len(requests))
	var callers, started sync.WaitGroup
	started.Add(len(requests))
	for i, q := range requests {
		callers.Go(func() {
			started.Done()
			_, errs[i] = c.Engine.Execute(context.Background(), q)
		})
	}
	started.Wait()
	closed := make(chan struct{})
	go func() { c.Close(); close(closed) }()
	release()
	callers.Wait()
	<-closed
	done := uint64(0)
	for i, err := range errs {
		switch {
		case err == nil:
			done++
		case !errors.Is(err, workflow.ErrClosed):
			t.Errorf("caller %d: %v", i, err)
		}
	}
	if n := uint64(len(tape.Bytes(roundtest.RoundOrigin(roundtest.Main)))); n != before+done {
		t.Errorf("%d entries after %d, but %d callers were told of success", n, before, done)
	}
	if _, err := c.Do(office(roundtest.Submit("late"))); !errors.Is(err, workflow.ErrClosed) {
		t.Errorf("after closing: %v", err)
	}
	c.Close() // a second time does nothing
}

func TestCancelledCallerLeavesNothing(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	before := trace(t, c, tape)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Engine.Execute(ctx, c.Request(office(roundtest.Submit("a")))); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	unchanged(t, before, c, tape)
	if _, err := c.Do(office(roundtest.Submit("a"))); err != nil {
		t.Error(err)
	}
}

// A damaged ledger is its own affair, and damage is no refusal.
func TestDamageStaysWhereItIs(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	p := roundtest.Policy(t)
	c.Play(roundtest.Open("r2", p))
	tape.Alter(roundtest.RoundOrigin("r2"), func(r *roundtest.Reel) {
		r.Entries[1] = append([]byte(nil), r.Entries[1]...)
		r.Entries[1][len(r.Entries[1])/2] ^= 1
	})
	other := roundtest.New(t, tape, 2)
	defer other.Close()
	hurt := office(roundtest.Move(workflow.KindCallOpened, ""))
	hurt.Round = "r2"
	_, err := other.Do(hurt)
	var ref *workflow.Refusal
	if !errors.Is(err, workflow.ErrCorrupt) || errors.As(err, &ref) {
		t.Errorf("%v is not damage", err)
	}
	if _, err := other.Do(office(roundtest.Submit("a"))); err != nil {
		t.Errorf("the healthy round: %v", err)
	}
	if _, _, err := other.Engine.Replay(t.Context(), "r2", 9, nil); !errors.Is(err, workflow.ErrCorrupt) {
		t.Errorf("replayed: %v", err)
	}
	if _, _, err := other.Engine.Replay(t.Context(), "none", 9, nil); !errors.As(err, &ref) {
		t.Errorf("replayed what is not there: %v", err)
	}
}

// dry is a source of chance that runs out.
type dry struct{ left int }

func (d *dry) Read(b []byte) (int, error) {
	if d.left -= len(b); d.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return len(b), nil
}

func TestFaultyRequestsAreTheirOwnAffair(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	before := trace(t, c, tape)
	good := c.Request(office(roundtest.Submit("a")))
	for name, change := range map[string]func(*workflow.Request){
		"no id":      func(q *workflow.Request) { q.ID = "" },
		"no person":  func(q *workflow.Request) { q.Actor.Person = "" },
		"no command": func(q *workflow.Request) { q.Command = nil },
		"not text":   func(q *workflow.Request) { q.ID = "\xff" },
	} {
		q := good
		change(&q)
		_, err := c.Engine.Execute(t.Context(), q)
		if ref := new(workflow.Refusal); err == nil || errors.As(err, &ref) {
			t.Errorf("%s: %v is not a fault", name, err)
		}
	}
	unchanged(t, before, c, tape)
	cfg := roundtest.Config(tape, 3)
	cfg.Random = &dry{left: 40}
	e := workflow.NewEngine(cfg)
	defer e.Close()
	if _, err := e.Execute(t.Context(), good); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("without chance: %v", err)
	}
	unchanged(t, before, c, tape)
}

// A policy whose adoption is refused stays unknown, and no round opens under it.
func TestRefusedPolicyStaysUnknown(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	p := roundtest.Policy(t, "per_proposal: 3", "per_proposal: 5")
	adopt := roundtest.Adopt(p)
	adopt[0].Command.(*workflow.AdoptPolicy).Programme = "none"
	_, err := c.Do(adopt...)
	refusedWith(t, err, "programme_unknown")
	_, err = c.Do(roundtest.Open("r9", p)...)
	refusedWith(t, err, "policy_unknown")
	tape.Fault = func([]*workflow.Sealed) error { return errDisk }
	if _, err := c.Do(roundtest.Adopt(p)...); !errors.Is(err, errDisk) {
		t.Error(err)
	}
	tape.Fault = nil
	_, err = c.Do(roundtest.Open("r9", p)...)
	refusedWith(t, err, "policy_unknown")
	wrong := roundtest.Adopt(p)
	wrong[0].Command.(*workflow.AdoptPolicy).Digest = roundtest.Policy(t).Digest()
	if _, err := c.Do(wrong...); err == nil {
		t.Error("a policy was adopted under the digest of another one")
	}
	c.Play(append(roundtest.Adopt(p), roundtest.Open("r9", p)...))
}

// A round that the register does not list could vanish unnoticed, so the engine itself opens none alone.
func TestNoRoundOpensUnlisted(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	p := roundtest.Policy(t)
	other := roundtest.Open("other", p)[1]
	for _, unit := range []roundtest.Unit{roundtest.Open("r9", p)[:1], {roundtest.Open("r9", p)[0], other}} {
		before := trace(t, c, tape)
		_, err := c.Do(unit...)
		refusedWith(t, err, "round_unlisted")
		unchanged(t, before, c, tape)
	}
	c.Play(roundtest.Open("r9", p))
}

// Replaying to a size gives the state that readers had then.
func TestReplayGivesEveryState(t *testing.T) {
	t.Parallel()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	var was []*workflow.Round
	for _, u := range roundtest.Story(roundtest.Policy(t), roundtest.ImportPolicy(t)) {
		c.Play(u)
		if r, _, err := c.Engine.Round(t.Context(), roundtest.Main); err == nil && (len(was) == 0 || was[len(was)-1] != r) {
			was = append(was, r)
		}
	}
	for _, want := range was {
		steps := uint64(0)
		got, head, err := c.Engine.Replay(t.Context(), roundtest.Main, want.Size, func(before, after *workflow.Round, rec *workflow.Record) {
			if before.Size != steps || after.Size != steps+1 || rec.Seq != steps {
				t.Fatalf("step %d: %d, %d, %d", steps, before.Size, after.Size, rec.Seq)
			}
			steps++
		})
		if err != nil || head.Size != want.Size || steps != want.Size {
			t.Fatalf("size %d: %d steps to %d, %v", want.Size, steps, head.Size, err)
		}
		if diff := different(want, got); diff != "" {
			t.Fatalf("size %d:\n%s", want.Size, diff)
		}
	}
	if last := was[len(was)-1]; last.Proposal("a").Vote(0).Choice != policy.Yes {
		t.Error("the story has ended otherwise")
	}
}
