package workflow_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// calling is a committee whose round takes proposals.
func calling(t *testing.T) (*roundtest.Committee, *roundtest.Tape) {
	t.Helper()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t)
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	c.Play(roundtest.Unit{office(roundtest.Move(workflow.KindCallOpened, ""))})
	return c, tape
}

func office(c workflow.Command) roundtest.Act {
	return roundtest.Act{Round: roundtest.Main, Person: roundtest.Olga, As: coordinator, Command: c}
}

func TestManyCallers(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	before := c.Round(roundtest.Main).Size
	requests := make([]workflow.Request, 64)
	for i := range requests {
		requests[i] = c.Request(office(roundtest.Submit(fmt.Sprintf("p%d", i))))
	}
	receipts := make([]workflow.Receipt, 2*len(requests))
	var wg sync.WaitGroup
	for i := range receipts { // each request is sent twice at the same time
		wg.Go(func() {
			r, err := c.Engine.Execute(context.Background(), requests[i/2])
			if err != nil {
				t.Errorf("caller %d: %v", i, err)
				return
			}
			receipts[i] = r[0]
		})
	}
	wg.Wait()
	seen := map[uint64]bool{}
	for i := 0; i < len(receipts); i += 2 {
		a, b := receipts[i], receipts[i+1]
		if a.Seq != b.Seq || a.Leaf != b.Leaf || a.At != b.At || a.Repeat == b.Repeat {
			t.Errorf("sent twice, answered %+v and %+v", a, b)
		}
		seen[a.Seq] = true
	}
	if len(seen) != len(requests) {
		t.Errorf("%d entries for %d requests", len(seen), len(requests))
	}
	if r := c.Round(roundtest.Main); r.Size != before+64 || len(r.Proposals) != 64 {
		t.Errorf("size %d after %d, %d proposals", r.Size, before, len(r.Proposals))
	}
	sameElsewhere(t, c, tape)
}

// sameElsewhere compares an engine with one that is opened anew on the same log.
func sameElsewhere(t *testing.T, c *roundtest.Committee, tape *roundtest.Tape) {
	t.Helper()
	other := roundtest.New(t, tape, 2)
	defer other.Close()
	if diff := different(c.Round(roundtest.Main), other.Round(roundtest.Main)); diff != "" {
		t.Errorf("an engine opened anew differs:\n%s", diff)
	}
}

func TestBulkIsAllOrNothing(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	before := trace(t, c, tape)
	_, err := c.Do(
		roundtest.Act{Round: roundtest.Main, Person: roundtest.Paul, As: coordinator, Command: roundtest.Submit("a")},
		office(roundtest.Submit("b")), office(roundtest.Check("none", 1)),
	)
	refusedWith(t, err, "proposal_unknown")
	unchanged(t, before, c, tape)
	if _, err = c.Do(office(roundtest.Submit("a")), office(roundtest.Check("a", 1))); err != nil {
		t.Errorf("a command does not see the one ahead of it: %v", err)
	}
	_, err = c.Do(
		roundtest.Act{Person: roundtest.Otto, As: operator, Command: &workflow.CreateProgramme{Programme: "new", Title: "T"}},
		office(roundtest.Submit("a")),
	)
	refusedWith(t, err, "wrong_state")
	if g, _, err := c.Engine.Register(t.Context()); err != nil || g.Programme("new") != nil {
		t.Errorf("the register kept its part of what was refused elsewhere (%v)", err)
	}
}

func refusedWith(t *testing.T, err error, code string) {
	t.Helper()
	var ref *workflow.Refusal
	if !errors.As(err, &ref) || ref.Code != code {
		t.Errorf("%v is not the refusal %s", err, code)
	}
}

func TestTheSameCommandTwice(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	act := office(roundtest.Submit("a"))
	act.ID = "once"
	both, err := c.Do(act, act)
	if err != nil || both[0].Seq != both[1].Seq || both[0].Repeat || !both[1].Repeat {
		t.Fatalf("within one transaction: %+v, %v", both, err)
	}
	before := trace(t, c, tape)
	again, err := c.Do(act)
	if err != nil || !again[0].Repeat || again[0].Leaf != both[0].Leaf || again[0].At != both[0].At || again[0].Kind != both[0].Kind {
		t.Errorf("later: %+v, %v; at first %+v", again, err, both[0])
	}
	for name, change := range map[string]func(*roundtest.Act){
		"other text":     func(a *roundtest.Act) { s := roundtest.Submit("a"); s.Texts["need"] = "anders"; a.Command = s },
		"a text less":    func(a *roundtest.Act) { s := roundtest.Submit("a"); s.Contacts[1].Role = ""; a.Command = s },
		"other proposal": func(a *roundtest.Act) { a.Command = roundtest.Submit("b") },
		"other content":  func(a *roundtest.Act) { s := roundtest.Submit("a"); s.Laender = nil; a.Command = s },
		"other kind":     func(a *roundtest.Act) { a.Command = roundtest.Check("a", 1) },
		"for somebody":   func(a *roundtest.Act) { a.For = roundtest.Sue },
	} {
		other := act
		change(&other)
		_, err := c.Do(other)
		var ref *workflow.Refusal
		if !errors.As(err, &ref) || ref.Code != "command_differs" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		readable(t, ref)
	}
	unchanged(t, before, c, tape)
	lost := roundtest.Act{Person: roundtest.Olga, As: coordinator, ID: "register", Command: &workflow.RegisterOrganisation{
		Organisation: "org-z", OrganisationKind: "project", Name: "Z",
	}}
	if _, err = c.Do(lost); err != nil {
		t.Error(err)
	}
	lost.Command = roundtest.Check("a", 1) // a command to a round in the register, by an id that is taken there
	_, err = c.Do(lost)
	refusedWith(t, err, "command_differs")
	act.Person = roundtest.Paul // somebody else's id is another command
	_, err = c.Do(act)
	refusedWith(t, err, "wrong_state")
}

func TestOfficeIsAdmittedWhenItActs(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	before := trace(t, c, tape)
	paul := roundtest.Act{Round: roundtest.Main, Person: roundtest.Paul, As: coordinator}
	paul.Command = roundtest.Check("none", 1)
	_, err := c.Do(paul)
	refusedWith(t, err, "proposal_unknown")
	unchanged(t, before, c, tape)
	paul.Command = roundtest.Submit("a")
	receipts, err := c.Do(paul)
	if err != nil || receipts[0].Seq != before.size+1 {
		t.Fatalf("%+v, %v; %d entries before", receipts, err, before.size)
	}
	_, who := c.Round(roundtest.Main).Participant(pseudonym(roundtest.Paul))
	if who == nil || !who.Holds(coordinator) || who.Holds(member) || who.Seq != before.size {
		t.Errorf("admitted as %+v", who)
	}
	paul.As, paul.Command = submitter, roundtest.Submit("b") // a further capacity
	if _, err := c.Do(paul); err != nil {
		t.Error(err)
	}
	if _, who := c.Round(roundtest.Main).Participant(pseudonym(roundtest.Paul)); len(who.Capacities()) != 2 {
		t.Errorf("holds %v", who.Capacities())
	}
	_, err = c.Do(roundtest.Act{Round: roundtest.Main, Person: roundtest.Max, As: member, Command: roundtest.Vote("a", policy.Yes)})
	refusedWith(t, err, "not_admitted")
	_, err = c.Do(roundtest.Act{Round: "none", Person: roundtest.Paul, As: coordinator, Command: roundtest.Submit("a")})
	refusedWith(t, err, "round_unknown")
}

func TestTwoEnginesOnOneLog(t *testing.T) {
	t.Parallel()
	c, tape := calling(t)
	other := roundtest.New(t, tape, 2)
	t.Cleanup(other.Close)
	for i := range 10 {
		id := fmt.Sprintf("p%d", i)
		first, second := c, other
		if i%2 == 1 {
			first, second = other, c
		}
		if _, err := first.Do(office(roundtest.Submit(id))); err != nil {
			t.Fatal(err)
		}
		if second.Round(roundtest.Main).Proposal(id) == nil {
			t.Errorf("%s has not reached the other engine", id)
		}
		act := office(roundtest.Check(id, 1))
		act.ID = "check-" + id
		if _, err := second.Do(act); err != nil {
			t.Fatal(err)
		}
		if r, err := first.Do(act); err != nil || !r[0].Repeat {
			t.Errorf("repeated at the other engine: %+v, %v", r, err)
		}
	}
	if diff := different(c.Round(roundtest.Main), other.Round(roundtest.Main)); diff != "" {
		t.Error(diff)
	}
}
