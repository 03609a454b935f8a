package workflow_test

import (
	"slices"
	"sync"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// Two forks of one state go ways of their own, at the same time, and neither shows in the other or in their origin.
func TestForksGoTheirOwnWays(t *testing.T) {
	t.Parallel()
	b := story()
	for i := 2; i+1 < len(b.states); i++ {
		origin := b.states[i]
		mark := origin.Fork()
		moves := allowed(origin)
		alone := make([]*workflow.Round, len(moves))
		for j, rec := range moves {
			alone[j] = origin.Fork()
			alone[j].Apply(rec)
		}
		together := make([]*workflow.Round, len(moves))
		var wg sync.WaitGroup
		for j, rec := range moves {
			wg.Go(func() {
				together[j] = origin.Fork()
				together[j].Apply(rec)
			})
		}
		wg.Wait()
		for j := range moves {
			if diff := different(alone[j], together[j]); diff != "" {
				t.Fatalf("state %d, way %d:\n%s", i, j, diff)
			}
		}
		if diff := different(mark, origin); diff != "" {
			t.Fatalf("state %d has changed:\n%s", i, diff)
		}
	}
}

// allowed are records that may follow on a state.
func allowed(r *workflow.Round) []*workflow.Record {
	var out []*workflow.Record
	try := func(person string, as workflow.Capacity, c workflow.Command) {
		if rec, _, ref := r.Decide(order(r, person, as, c)); ref == nil {
			out = append(out, rec)
		}
	}
	try(roundtest.Olga, coordinator, &workflow.CreateSeat{Seat: "one", Body: "bmas"})
	try(roundtest.Olga, coordinator, &workflow.CreateSeat{Seat: "two", Body: "bmas"})
	try(roundtest.Sam, submitter, roundtest.Submit("x"))
	try(roundtest.Sam, submitter, roundtest.Submit("y"))
	for _, id := range []string{"a", "b", "d"} {
		for k := range workflow.Kinds() {
			try(roundtest.Olga, coordinator, roundtest.Move(workflow.Kind(k), id))
		}
		for _, m := range roundtest.Members() {
			try(m, member, roundtest.Vote(id, policy.No))
			for base := range uint64(2) {
				try(m, member, roundtest.Cast(r.Policy, id, 1, base, 1, 1, 1, 1))
			}
		}
		try(roundtest.Olga, coordinator, &workflow.CloseBallot{Proposal: id})
		try(roundtest.Olga, coordinator, &workflow.TakeDecision{Proposal: id, Rationale: "r"})
	}
	return out
}

func TestRegisterForksGoTheirOwnWays(t *testing.T) {
	t.Parallel()
	origin := story().head
	commands := []workflow.Command{
		&workflow.CreateProgramme{Programme: "one", Title: "T"},
		&workflow.CreateProgramme{Programme: "two", Title: "T"},
		&workflow.RegisterOrganisation{Organisation: "one", OrganisationKind: "project", Name: "N"},
		&workflow.RegisterOrganisation{Organisation: "org-a", OrganisationKind: "carrier", Name: "N", Change: true},
		&workflow.AdoptPolicy{Programme: roundtest.Programme, Policy: "x", Digest: "sha256:1"},
		&workflow.AdoptPolicy{Programme: roundtest.Programme, Policy: "y", Digest: "sha256:2"},
		&workflow.ListRound{Round: "one", Programme: roundtest.Programme, Policy: story().policy.Digest()},
	}
	forks := make([]*workflow.Register, len(commands))
	for i, c := range commands {
		rec, _, ref := origin.Decide(&workflow.Order{At: origin.Last, Actor: "p", As: operator, ID: "id", Command: c}, ledger.Hash{})
		if ref != nil {
			t.Fatal(ref)
		}
		forks[i] = origin.Fork()
		forks[i].Apply(rec)
	}
	programmes := func(g *workflow.Register) (ids []string) {
		for _, p := range g.Programmes {
			ids = append(ids, p.ID)
		}
		return ids
	}
	if !slices.Equal(programmes(forks[0]), []string{"iq", "one"}) || !slices.Equal(programmes(forks[1]), []string{"iq", "two"}) {
		t.Errorf("%q and %q", programmes(forks[0]), programmes(forks[1]))
	}
	if forks[4].Policies[3].ID != "x" || forks[5].Policies[3].ID != "y" || forks[3].Organisation("org-a").Kind != "carrier" {
		t.Error("a fork has taken what is another one's")
	}
	if origin.Organisation("org-a").Kind != "project" || origin.Organisation("one") != nil || len(origin.Rounds) != 4 {
		t.Error("the origin has changed")
	}
}
