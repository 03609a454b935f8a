package desk_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// TestWhatIsNotCountedStaysSecret compares everything that everybody gets, whoever audits the record too, in two worlds in which a
// secret ballot went otherwise and was closed without a tally because too few had voted.
func TestWhatIsNotCountedStaysSecret(t *testing.T) {
	t.Parallel()
	world := func(first, second policy.Choice) *world {
		w := newWorld(t, "  secrecy: on_demand", "  secrecy: on_demand\n  secret_at_least: 3")
		w.office(&workflow.ChangeSeat{Seat: "vp-1", Weight: 1, Chair: true, Reason: "r"})
		for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Dora} {
			w.score(m, 0, "gut", 2, 2, 2, 3)
		}
		w.office(roundtest.Move(workflow.KindScoringClosed, "a"), roundtest.Move(workflow.KindDeliberationStarted, ""),
			&workflow.OpenBallot{Proposal: "a", Mode: workflow.ModeSecret})
		w.by(roundtest.Ada, workflow.Member, &workflow.CastSecretVote{Proposal: "a", Choice: first})
		w.by(roundtest.Ben, workflow.Member, &workflow.CastSecretVote{Proposal: "a", Choice: second})
		w.office(&workflow.CloseBallot{Proposal: "a", Uncounted: true})
		return w
	}
	one, two := world(policy.Yes, policy.Abstain), world(policy.No, policy.No)
	for _, who := range []*desk.Who{who(roundtest.Ada), who(roundtest.Dora), who(roundtest.Olga, desk.Coordinator), who(roundtest.Otto, desk.Auditor)} {
		g := one.gives(t, who)
		if diff := between(g, two.gives(t, who)); diff != "" {
			t.Errorf("%s is told how they voted:\n%s", who.Name, diff)
		}
		if b := g.Round.Proposal("a").Ballot; !b.Blank || !b.Verdict.Get().Again || len(b.Counts) > 0 {
			t.Errorf("%s sees the ballot %+v", who.Name, b)
		}
	}
}
