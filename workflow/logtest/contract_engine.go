package logtest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/sync/errgroup"

	"gremium/policy"
	"gremium/workflow"
)

// story plays a round and checks that what is on file gives the same state once more.
func story(t *testing.T, log workflow.Log) {
	h := NewHouse(t, log, "first")
	h.Story(t)
	live, head, err := h.Round(t.Context(), Round)
	if err != nil {
		t.Fatal(err)
	}
	if live.Phase != workflow.Concluded || live.Proposal("lamp").Outcome != string(policy.Selected) {
		t.Errorf("the round ended %s, the first proposal %q", live.Phase, live.Proposal("lamp").Outcome)
	}
	again, replayed, err := h.Replay(t.Context(), Round, head.Size, nil)
	if err != nil {
		t.Fatal(err)
	}
	if replayed != head || again.Phase != live.Phase || len(again.Proposals) != len(live.Proposals) {
		t.Errorf("replayed: %v, %s; live: %v, %s", replayed, again.Phase, head, live.Phase)
	}
	titles, err := log.TextsAt(t.Context(), h.RoundOrigin(Round), "title")
	if err != nil || titles[live.Proposal("bench").Versions[0]] != "Titel bench" {
		t.Errorf("titles = %v, %v", titles, err)
	}
}

// engines lets two engines vote by turns and at once: nothing that was answered is missing, and both see everything.
func engines(t *testing.T, log workflow.Log) {
	houses := []*House{NewHouse(t, log, "first"), NewHouse(t, log, "second")}
	const members, votes = 4, 10
	houses[0].Begin(t, members)
	houses[1].Must(t, Office, Round, houses[1].Proposal("lamp"))
	houses[0].Must(t, Office, Round, &workflow.Move{Transition: workflow.KindReviewStarted})
	houses[1].Review(t, "lamp", members, 2)
	houses[0].Must(t, Office, Round, &workflow.Move{Transition: workflow.KindDeliberationStarted},
		&workflow.Move{Transition: workflow.KindBallotOpened, Proposal: "lamp"})
	var group errgroup.Group
	for n := 1; n <= members; n++ {
		h := houses[n%2]
		group.Go(func() error {
			for base := range uint64(votes) {
				c := &workflow.CastVote{Proposal: "lamp", Choice: policy.Yes, Base: base}
				if err := h.Do(t.Context(), Member(n), Round, c); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	var heads [2]workflow.Head
	for i, h := range houses {
		r, head, err := h.Round(t.Context(), Round)
		if err != nil {
			t.Fatal(err)
		}
		heads[i] = head
		for m := range members {
			if v := r.Proposal("lamp").Vote(m); v == nil || v.Version != votes {
				t.Errorf("engine %d: vote of member %d = %+v, want version %d", i, m, v, votes)
			}
		}
	}
	if heads[0] != heads[1] {
		t.Errorf("the engines see different heads: %v and %v", heads[0], heads[1])
	}
}

// restart closes an engine and starts another one, which answers a repeated command and refuses a stale one.
func restart(t *testing.T, log workflow.Log) {
	first := NewHouse(t, log, "first")
	first.Begin(t, 3)
	q := first.Request(Office, Round, first.Proposal("lamp"))
	was, err := first.Execute(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	first.Close()
	if err := first.Do(t.Context(), Office, Round, first.Proposal("late")); !errors.Is(err, workflow.ErrClosed) {
		t.Errorf("closed engine: %v", err)
	}
	second := NewHouse(t, log, "second")
	now, err := second.Execute(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if !now[0].Repeat || now[0].Seq != was[0].Seq || now[0].Leaf != was[0].Leaf {
		t.Errorf("repeated: %+v, at first: %+v", now[0], was[0])
	}
	q.Command = second.Proposal("bench")
	if _, err := second.Execute(t.Context(), q); !Refused(err) {
		t.Errorf("the same id with another command: %v, want a refusal", err)
	}
}

// long gives an engine more than it holds in memory at once: all of it is kept, or nothing.
func long(t *testing.T, log workflow.Log) {
	const n = 5000
	h := NewHouse(t, log, "first")
	h.Begin(t, 2)
	h.Must(t, Office, Round, h.Proposal("first"))
	_, before, err := h.Round(t.Context(), Round)
	if err != nil {
		t.Fatal(err)
	}
	all := make([]workflow.Request, n)
	for i := range all {
		all[i] = h.Request(Office, Round, h.Proposal(fmt.Sprint("p-", i)))
	}
	var ref *workflow.Refusal
	if _, err := h.Execute(t.Context(), append(slices.Clip(all), h.Request(Office, Round, h.Proposal("p-0")))...); !errors.As(err, &ref) || ref.Request != n {
		t.Fatalf("with a proposal that is there already: %v", err)
	}
	twice := append(slices.Clip(all), all[0])
	if receipts, err := h.Execute(t.Context(), twice...); err == nil || errors.As(err, new(*workflow.Refusal)) || receipts != nil {
		t.Fatalf("with a command that stands in it twice: %v", err)
	}
	titles, err := log.TextsAt(t.Context(), h.RoundOrigin(Round), "title")
	if r, head, fault := h.Round(t.Context(), Round); fault != nil || head != before || len(r.Proposals) != 1 || err != nil || len(titles) > 2 {
		t.Fatalf("something was kept: %v in place of %v, %d titles, %v, %v", head, before, len(titles), fault, err)
	}
	receipts, err := h.Execute(t.Context(), all...)
	if err != nil || len(receipts) != n || receipts[n-1].Seq != before.Size+n-1 {
		t.Fatalf("%d receipts, %v", len(receipts), err)
	}
	h.Must(t, Office, Round, h.Proposal("last"))
	live, head, err := h.Round(t.Context(), Round)
	if err != nil || head.Size != before.Size+n+1 || len(live.Proposals) != n+2 {
		t.Fatalf("%v, %d proposals, %v", head, len(live.Proposals), err)
	}
	if _, replayed, err := NewHouse(t, log, "second").Replay(t.Context(), Round, head.Size, nil); err != nil || replayed != head {
		t.Errorf("replayed: %v, live: %v, %v", replayed, head, err)
	}
}
