package demo_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"gremium/cmd/internal/demo"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// played is one step as the stage saw it.
type played struct {
	at   time.Time
	who  string
	as   workflow.Capacity
	acts []desk.Act
}

// watching is a stage that only writes down what is played on it, into steps where there is such a list.
func watching(s *demo.Script, steps *[]played, now time.Time) *demo.Stage {
	people := map[string]desk.Who{}
	for i := range s.People {
		people[s.People[i].Key] = desk.Who{Person: s.People[i].Key}
	}
	next := 0
	return &demo.Stage{
		Do: func(_ context.Context, at time.Time, who *desk.Who, as workflow.Capacity, _ string, acts ...desk.Act) error {
			if steps != nil {
				*steps = append(*steps, played{at, who.Person, as, acts})
			}
			return nil
		},
		Draft: func(_ context.Context, _ *desk.Who, _, meeting string) (*workflow.DraftMinutes, error) {
			return &workflow.DraftMinutes{Meeting: meeting, Version: 1}, nil
		},
		Approval: func(_ context.Context, _ *desk.Who, _, meeting string) (*workflow.ApproveMinutes, error) {
			return &workflow.ApproveMinutes{Meeting: meeting, Version: 1}, nil
		},
		Forget: func(_ context.Context, _ *desk.Who, _, proposal string) (*workflow.RequestErasure, error) {
			return &workflow.RequestErasure{Fields: []workflow.Field{{Entry: 9, Paths: []string{"contact/0/name", proposal}}}}, nil
		},
		Forgotten: func(context.Context, *desk.Who, string) (*workflow.EraseText, error) {
			return &workflow.EraseText{Request: 10}, nil
		},
		Operator: desk.Who{Person: "operator"}, People: people, Now: now,
		Pseudonym: func(_, person string) string { return "p-" + person }, Origin: func(round string) string { return "demo/round/" + round },
		NewID: func() string { next++; return fmt.Sprintf("id-%d", next) },
	}
}

// play plays the script on a stage that only watches.
func play(t *testing.T, now time.Time) []played {
	t.Helper()
	s, err := demo.Load()
	if err != nil {
		t.Fatal(err)
	}
	var steps []played
	if err := s.Play(t.Context(), watching(s, &steps, now)); err != nil {
		t.Fatal(err)
	}
	return steps
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	for name, now := range map[string]time.Time{
		"long after": time.Date(2027, 5, 1, 3, 0, 0, 0, time.UTC), "just after": time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC),
		"before": time.Date(2026, 1, 7, 23, 59, 0, 0, time.UTC), "on a Monday": time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
	} {
		steps := play(t, now)
		first, last := steps[0].at, steps[len(steps)-1].at
		if first.Weekday() != time.Monday || last.After(now) {
			t.Errorf("%s: from %v to %v, now is %v", name, first, last, now)
		}
		if now.Year() == 2027 && !first.Equal(time.Date(2025, 8, 4, 7, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: begins %v", name, first)
		}
		for i := range steps {
			if d := steps[i].at.Weekday(); d == time.Saturday || d == time.Sunday {
				t.Errorf("%s: step %d is at a weekend, %v", name, i, steps[i].at)
			}
			if i > 0 && steps[i].at.Before(steps[i-1].at) {
				t.Errorf("%s: step %d goes back in time", name, i)
			}
		}
	}
}

// TestActors asks that everybody acts for themselves: members score and vote, the submitter hands in, the office leads.
func TestActors(t *testing.T) {
	t.Parallel()
	acting := map[string]map[string]bool{}
	for _, s := range play(t, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)) {
		for _, a := range s.acts {
			if a.For != "" {
				t.Errorf("%T is given for somebody", a.Command)
			}
			kind := a.Command.Kind().Name()
			if acting[kind] == nil {
				acting[kind] = map[string]bool{}
			}
			acting[kind][string(s.as)] = true
		}
	}
	for kind, want := range map[string]string{
		"scores.cast/1": "member", "vote.cast/1": "member", "decision.taken/1": "coordinator", "proposal.submitted/1": "coordinator submitter",
		"proposal.withdrawn/1": "submitter", "policy.adopted/1": "operator", "round.opened/1": "coordinator", "proposal.returned/1": "coordinator",
	} {
		if got := strings.Join(slices.Sorted(maps.Keys(acting[kind])), " "); got != want {
			t.Errorf("%s by %q, want %q", kind, got, want)
		}
	}
}

// TestHonest asks that real examples are shown only as submitted, under review or selected, and that what is invented says
// so in its title.
func TestHonest(t *testing.T) {
	t.Parallel()
	s, err := demo.Load()
	if err != nil {
		t.Fatal(err)
	}
	real, inventedMark := map[string]bool{}, "Beispiel (erfunden)"
	all := slices.Concat(s.Proposals, s.Past.Proposals)
	for i := range all {
		p := &all[i]
		real[p.Key] = p.Real
		if p.Real == strings.HasPrefix(p.Title, inventedMark) {
			t.Errorf("%s: real %v, titled %q", p.Key, p.Real, p.Title)
		}
		for _, c := range p.Contacts {
			if !strings.HasSuffix(c.Email, "@example.org") {
				t.Errorf("%s has the address %s", p.Key, c.Email)
			}
		}
	}
	for i := range s.Past.Proposals {
		if s.Past.Proposals[i].Real {
			t.Errorf("%s is real and said to have been decided on", s.Past.Proposals[i].Key)
		}
	}
	for i := range s.Plan.Proposals {
		w := &s.Plan.Proposals[i]
		if real[w.Key] && !slices.Contains([]string{"submitted", "under_review", "selected"}, w.State) {
			t.Errorf("%s is real and %s", w.Key, w.State)
		}
	}
	if len(s.Plan.Proposals) != len(s.Proposals) {
		t.Errorf("%d proposals, %d in the plan", len(s.Proposals), len(s.Plan.Proposals))
	}
	for i := range s.People {
		if !strings.HasSuffix(s.People[i].Email, "@example.org") {
			t.Errorf("%s has the address %s", s.People[i].Key, s.People[i].Email)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	s, err := demo.Load()
	if err != nil {
		t.Fatal(err)
	}
	no := errors.New("no")
	stage := &demo.Stage{
		Do:        func(context.Context, time.Time, *desk.Who, workflow.Capacity, string, ...desk.Act) error { return no },
		Pseudonym: func(_, p string) string { return p }, Origin: func(r string) string { return r }, NewID: func() string { return "x" },
		Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	if err := s.Play(t.Context(), stage); !errors.Is(err, no) || !strings.Contains(err.Error(), "step 1 of") {
		t.Errorf("answers %v", err)
	}
	s.Plan.Proposals[0].Key = "nobody"
	if err := s.Play(t.Context(), stage); err == nil || !strings.Contains(err.Error(), `"nobody"`) {
		t.Errorf("a plan for an unknown proposal answers %v", err)
	}
}

// TestTalk asks that the round shows a discussion, a question with its answer and a proposal that came in again, and that
// nobody is made to say anything about a real example.
func TestTalk(t *testing.T) {
	t.Parallel()
	s, err := demo.Load()
	if err != nil {
		t.Fatal(err)
	}
	real := map[string]bool{}
	for i := range s.Proposals {
		real[s.Proposals[i].Key] = s.Proposals[i].Real
	}
	for i := range s.Plan.Proposals {
		if w := &s.Plan.Proposals[i]; real[w.Key] && len(w.Talk)+len(w.Questions)+len(w.Again) > 0 {
			t.Errorf("%s is real and talked about", w.Key)
		}
	}
	made := map[string]int{}
	for _, x := range play(t, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)) {
		for _, a := range x.acts {
			made[a.Command.Kind().Name()]++
			if c, ok := a.Command.(*workflow.MakeComment); ok && c.Edits > 0 {
				made["edit"]++
			}
		}
	}
	for kind, least := range map[string]int{
		"comment.made/1": 6, "question.asked/1": 2, "question.answered/1": 1, "proposal.resubmitted/1": 1, "edit": 1,
	} {
		if made[kind] < least {
			t.Errorf("%d of %s, want %d", made[kind], kind, least)
		}
	}
}

// TestNear asks that the demonstration has a member whose seat is near the owner of a proposal, so that an interest is
// suggested, and that no seat is near a real example.
func TestNear(t *testing.T) {
	t.Parallel()
	s, err := demo.Load()
	if err != nil {
		t.Fatal(err)
	}
	real := map[string]bool{}
	for _, o := range s.Organisations {
		real[o.Key] = o.Real
	}
	near, seats := 0, []*workflow.CreateSeat{}
	for _, x := range play(t, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)) {
		for _, a := range x.acts {
			switch c := a.Command.(type) {
			case *workflow.CreateSeat:
				if a.Round == demo.Round {
					seats = append(seats, c)
				}
			case *workflow.SubmitProposal:
				for _, o := range c.Owners {
					for _, seat := range seats {
						if o.Parent != "" && o.Parent == seat.Parent {
							near++
							if real[o.Organisation] {
								t.Errorf("%s is near %s, which is real", seat.Seat, o.Organisation)
							}
						}
					}
				}
			}
		}
	}
	if near == 0 {
		t.Error("no seat is near an owner")
	}
}
