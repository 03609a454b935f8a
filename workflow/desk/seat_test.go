package desk_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// of is what somebody is called in the main round.
func (w *world) of(person string) string {
	return roundtest.Pseudonym(w.Committee.Round(roundtest.Main).Origin, person)
}

// TestDeputiesTakeNoPartEither compares everything that a deputy gets in two worlds that differ in what others did, where the
// seat's interest or the deputy's own excludes them, whether or not they act for the seat at the time.
func TestDeputiesTakeNoPartEither(t *testing.T) {
	t.Parallel()
	fay := who(roundtest.Fay)
	for name, excluded := range map[string]func(*world){
		"the seat's interest": func(w *world) { w.by(roundtest.Dora, workflow.Member, roundtest.Declare("a", "organisation")) },
		"while the holder is absent": func(w *world) {
			w.by(roundtest.Dora, workflow.Member, roundtest.Declare("a", "organisation"), &workflow.NoteAbsence{Participant: w.of(roundtest.Dora)})
		},
		"the deputy's own": func(w *world) { w.by(roundtest.Fay, workflow.Member, roundtest.Declare("a", "relative")) },
		"a holder who came after": func(w *world) {
			w.by(roundtest.Dora, workflow.Member, roundtest.Declare("a", "organisation"))
			w.office(&workflow.VacateSeat{Participant: w.of(roundtest.Dora), Reason: "r"}, roundtest.Holder(roundtest.Main, roundtest.Hal, "net-2"))
		},
	} {
		for what, secret := range map[string]func(*world, bool){"scores": scores, "ballot": deliberated, "decision": settled} {
			t.Run(name+", "+what, func(t *testing.T) {
				t.Parallel()
				one, two := newWorld(t), newWorld(t)
				people := []*desk.Who{fay}
				for i, w := range []*world{one, two} {
					w.office(roundtest.Deputy(roundtest.Main, roundtest.Fay, "net-2"))
					excluded(w)
					secret(w, i == 1)
				}
				if name == "a holder who came after" {
					people = append(people, who(roundtest.Hal))
				}
				for _, p := range people {
					g := one.gives(t, p)
					if !g.Round.Proposal("a").Masked() {
						t.Errorf("%s is not excluded", p.Name)
					}
					if diff := between(g, two.gives(t, p)); diff != "" {
						t.Errorf("%s is told what others do:\n%s", p.Name, diff)
					}
				}
			})
		}
	}
}

// TestPast compares everything that a former member gets in two worlds that differ in what happened since, and asks that they
// keep what they saw, and act no more.
func TestPast(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		code string
		ends func(*world)
	}{
		"left": {"seat_left", func(w *world) {
			w.office(&workflow.VacateSeat{Participant: w.of(roundtest.Dora), Reason: "r"})
		}},
		"term over": {"term_over", func(w *world) {
			now := ledger.InstantOf(w.Engine.Now().Time()) + 1
			w.office(&workflow.SetTerm{Participant: w.of(roundtest.Dora), Until: now, Reason: "r"})
		}},
	} {
		for what, secret := range map[string]func(*world, bool){"scores": scores, "ballot": deliberated, "decision": settled} {
			t.Run(name+", "+what, func(t *testing.T) {
				t.Parallel()
				one, two := newWorld(t), newWorld(t)
				for i, w := range []*world{one, two} {
					w.score(roundtest.Dora, 0, "meine Worte", 2, 2, 2, 2)
					c.ends(w)
					secret(w, i == 1)
				}
				g := one.gives(t, who(roundtest.Dora))
				if p := g.Round.Proposal("a"); p == nil || p.OwnSheet == nil || p.State != workflow.UnderReview || p.Ballot != nil {
					t.Errorf("the proposal is %+v", p)
				}
				if diff := between(g, two.gives(t, who(roundtest.Dora))); diff != "" {
					t.Errorf("what came later is told:\n%s", diff)
				}
				if b := g.Round.Place.Barred; b == nil || b.Code != c.code {
					t.Errorf("they are barred by %v", b)
				}
				if ref := one.barred(t, roundtest.Dora, roundtest.Cast(one.p, "a", 1, 1, 3, 3, 3, 3)); ref == nil || ref.Code != c.code {
					t.Errorf("scores are answered %v", ref)
				}
			})
		}
	}
}

// barred is why a member may not do something now.
func (w *world) barred(t *testing.T, person string, c workflow.Command) *workflow.Refusal {
	t.Helper()
	v, err := w.desk.Round(t.Context(), roundtest.Main, who(person))
	if err != nil {
		t.Fatal(err)
	}
	return v.Try(workflow.Member, c)
}

// TestViceChair asks that a vice chair breaks a tie only where no holder of the chair's seat has voted.
func TestViceChair(t *testing.T) {
	t.Parallel()
	yes, no, rests := policy.Yes, policy.No, policy.Abstain
	for name, c := range map[string]struct {
		vice  bool
		votes map[string]policy.Choice
		want  policy.Outcome
	}{
		"the chair breaks it": {true, map[string]policy.Choice{roundtest.Ada: yes, roundtest.Ben: no, roundtest.Cem: rests, roundtest.Dora: rests}, policy.NotSelected},
		"the chair abstains":  {true, map[string]policy.Choice{roundtest.Ada: yes, roundtest.Ben: rests, roundtest.Cem: no, roundtest.Dora: rests}, policy.NotSelected},
		"the chair is away":   {true, map[string]policy.Choice{roundtest.Ada: yes, roundtest.Cem: no, roundtest.Dora: rests}, policy.Selected},
		"a deputy is no chair": {true, map[string]policy.Choice{
			roundtest.Ada: yes, roundtest.Fay: no, roundtest.Cem: rests, roundtest.Dora: rests,
		}, policy.Selected},
		"nobody chairs": {false, map[string]policy.Choice{roundtest.Ada: yes, roundtest.Cem: no, roundtest.Dora: rests}, policy.NotSelected},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, "  tie: rejects", "  tie: chair")
			w.office(&workflow.ChangeSeat{Seat: "vp-1", Weight: 1, Chair: true, Reason: "r"}, &workflow.ChangeSeat{Seat: "bmas-1", Weight: 1, Vice: c.vice, Reason: "r"},
				roundtest.Deputy(roundtest.Main, roundtest.Fay, "vp-1"))
			for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora} {
				w.score(m, 0, "gut", 3, 3, 3, 3)
			}
			if _, stands := c.votes[roundtest.Fay]; stands {
				w.by(roundtest.Ben, workflow.Member, &workflow.NoteAbsence{Participant: w.of(roundtest.Ben)})
			}
			w.office(roundtest.Move(workflow.KindScoringClosed, "a"), roundtest.Move(workflow.KindDeliberationStarted, ""),
				roundtest.Move(workflow.KindBallotOpened, "a"))
			for m, choice := range c.votes {
				w.vote(m, choice)
			}
			w.office(&workflow.CloseBallot{Proposal: "a"})
			g := w.gives(t, who(roundtest.Olga, desk.Coordinator))
			if got := g.Round.Proposal("a").Ballot.Verdict.Get().Proposed.Outcome; got != c.want {
				t.Errorf("the policy proposes %q, want %q", got, c.want)
			}
		})
	}
}
