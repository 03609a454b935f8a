package demo_test

import (
	"slices"
	"testing"
	"time"

	"gremium/cmd/internal/demo"
	"gremium/workflow"
)

// TestPast asks that the round before is over before the next one begins: decided, published and released, with minutes, and with an
// erasure that one person asked for and another one granted after it was concluded.
func TestPast(t *testing.T) {
	t.Parallel()
	steps := play(t, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	past, next := within(demo.PastRound, slices.Clone(steps)), within(demo.Round, slices.Clone(steps))
	if last := past[len(past)-1].at; !last.Before(next[0].at) || last.Year() != 2025 {
		t.Errorf("the round before ends %v, the next one begins %v", last, next[0].at)
	}
	at, moves := of[*workflow.Move](past)
	done := map[workflow.Kind]int{}
	var concluded time.Time
	for i, c := range moves {
		if done[c.Transition]++; c.Transition == workflow.KindRoundConcluded {
			concluded = at[i].at
		}
	}
	_, decided := of[*workflow.TakeDecision](past)
	for kind, want := range map[workflow.Kind]int{
		workflow.KindRoundConcluded: 1, workflow.KindSummaryPublished: 2, workflow.KindDecisionReleased: len(decided), workflow.KindProposalWithdrawn: 1,
	} {
		if done[kind] != want {
			t.Errorf("%d of %s, want %d", done[kind], kind.Name(), want)
		}
	}
	if len(decided) != 3 {
		t.Errorf("%d decisions", len(decided))
	}
	approved, _ := of[*workflow.ApproveMinutes](past)
	asked, requests := of[*workflow.RequestErasure](past)
	granted, _ := of[*workflow.EraseText](past)
	if len(approved) != 2 || len(asked) != 1 || len(granted) != 1 {
		t.Fatalf("approved %v, asked %v, granted %v", approved, asked, granted)
	}
	if asked[0].who != "ahrensfeld" || granted[0].who != "castellani" || !asked[0].at.After(concluded) || requests[0].Basis == "" || requests[0].Reason == "" {
		t.Errorf("%s asks %+v at %v, %s grants it; concluded %v", asked[0].who, requests[0], asked[0].at, granted[0].who, concluded)
	}
}

// TestErasesOfNothing asks that a plan that erases of no proposal does without, and that one that decides without a ballot is refused.
func TestErasesOfNothing(t *testing.T) {
	t.Parallel()
	s, err := demo.Load()
	if err != nil {
		t.Fatal(err)
	}
	var steps []played
	s.Past.Plan.Erase.Proposal = ""
	if err := s.Play(t.Context(), watching(s, &steps, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))); err != nil {
		t.Fatal(err)
	}
	if asked, _ := of[*workflow.RequestErasure](steps); len(asked) != 0 {
		t.Errorf("asked: %v", asked)
	}
	s.Past.Plan.Proposals[0].Ballot = nil
	if err := s.Play(t.Context(), watching(s, nil, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))); err == nil {
		t.Error("a meeting that decides without a ballot is played")
	}
}
