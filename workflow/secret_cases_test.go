package workflow_test

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// hidden is a policy under which no tally gives a single vote away: a secret ballot is opened and counted only where enough votes
// of each weight come together.
func hidden(t *testing.T, codes map[string]bool) {
	x := newSitting(t, codes, "  secrecy: on_demand", "  secrecy: on_demand\n  secret_at_least: 3")
	x.olga("secret_weight", open("a", workflow.ModeSecret)) // the chair alone has a vote of weight 2
	x.enter(roundtest.Agenda("m", "", "a", "b"), roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora)
	x.olga("secret_weight", open("a", workflow.ModeSecret))
	x.olga("", open("a", ""))
	x.by(roundtest.Ada, "secret_weight", &workflow.DemandSecrecy{Proposal: "a"})
	x.olga("", &workflow.CloseBallot{Proposal: "a"})
	x.olga("", open("b", ""))
	x.olga("inconsistent", &workflow.CloseBallot{Proposal: "b", Uncounted: true})
	x.olga("", &workflow.CloseBallot{Proposal: "b"})
	few := newSitting(t, codes, "  secrecy: on_demand", "  secrecy: on_demand\n  secret_at_least: 5")
	few.olga("", &workflow.ChangeSeat{Seat: "vp-1", Weight: 1, Chair: true, Reason: "r"})
	few.olga("secret_too_few", open("a", workflow.ModeSecret))
	even := newEven(t, codes)
	even.enter(roundtest.Agenda("m", "", "a"), roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora)
	even.olga("", open("a", workflow.ModeSecret))
	even.olga("secret_countable", &workflow.CloseBallot{Proposal: "a", Uncounted: true})
	even.by(roundtest.Ada, "", secretly(policy.Yes))
	even.olga("secret_uncountable", &workflow.CloseBallot{Proposal: "a"})
	even.by(roundtest.Ben, "", secretly(policy.No))
	even.olga("secret_uncountable", &workflow.CloseBallot{Proposal: "a"})
	even.olga("", &workflow.CloseBallot{Proposal: "a", Uncounted: true})
	b := even.round().Proposal("a").Ballot
	if (b.Tally != workflow.Tally{}) || len(b.Counts) > 0 || even.round().Valid(b) || len(even.round().SecretBallots()) > 0 {
		t.Errorf("the ballot is %+v", b)
	}
	even.olga("ballot_uncounted", &workflow.TakeDecision{Proposal: "a", Rationale: "r"})
	even.olga("", open("a", workflow.ModeSecret)) // nobody knows how the first came out: it owes no reason
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem} {
		even.by(m, "", secretly(policy.Yes))
	}
	even.olga("secret_countable", &workflow.CloseBallot{Proposal: "a", Uncounted: true})
	even.olga("", &workflow.CloseBallot{Proposal: "a"}, &workflow.TakeDecision{Proposal: "a", Rationale: "r"})
	if d := even.round().Proposal("a").Decision; d.Outcome != string(policy.Selected) {
		t.Errorf("the decision is %+v", d)
	}
}

// newEven is a committee in which all votes have the same weight.
func newEven(t *testing.T, codes map[string]bool) *sitting {
	t.Helper()
	x := newSitting(t, codes, "  secrecy: on_demand", "  secrecy: on_demand\n  secret_at_least: 3")
	x.olga("", &workflow.ChangeSeat{Seat: "vp-1", Weight: 1, Chair: true, Reason: "r"})
	return x
}

// TestFewAreTold asks that too few to vote in secret are told their number, and not a weight that all have.
func TestFewAreTold(t *testing.T) {
	t.Parallel()
	x := newSitting(t, map[string]bool{}, "  secrecy: on_demand", "  secrecy: on_demand\n  secret_at_least: 5")
	x.olga("", &workflow.ChangeSeat{Seat: "vp-1", Weight: 1, Chair: true, Reason: "r"})
	_, _, ref := x.round().Decide(order(x.round(), roundtest.Olga, coordinator, open("a", workflow.ModeSecret)))
	if ref == nil || ref.Code != "secret_too_few" || !strings.Contains(ref.Text("de", nil), "erst ab 5 Stimmberechtigten abstimmen, teilnehmen können 4") {
		t.Errorf("four are told %v", ref)
	}
}

// TestAVoteInSecretThatNoLongerCounts asks that the decision is refused in words that say what happened and what to do.
func TestAVoteInSecretThatNoLongerCounts(t *testing.T) {
	t.Parallel()
	x := newEven(t, map[string]bool{})
	x.olga("", open("a", workflow.ModeSecret))
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora} {
		x.by(m, "", secretly(policy.Yes))
	}
	x.by(roundtest.Cem, "", roundtest.Declare("a", "relative"))
	x.olga("", &workflow.CloseBallot{Proposal: "a"})
	_, _, ref := x.round().Decide(order(x.round(), roundtest.Olga, coordinator, &workflow.TakeDecision{Proposal: "a", Rationale: "r"}))
	if ref == nil || ref.Code != "not_decidable" {
		t.Fatalf("the decision is answered %v", ref)
	}
	said := ref.Text("de", nil)
	for _, want := range []string{"eine Stimme, die nicht zählt, lässt sich nicht mehr herausnehmen", "4 Stimmen, davon 1 ohne Stimmrecht", "Eröffnen Sie eine neue Abstimmung"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
	x.olga("ballot_reason_missing", open("a", ""))
	x.olga("", &workflow.OpenBallot{Proposal: "a", Reason: "Eine geheime Stimme zählt nicht mehr"})
}
