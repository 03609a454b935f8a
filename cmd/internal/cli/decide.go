package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// decision are the flags of `decide`.
type decision struct {
	outcome, rationale, deviation, reason string
	request, grant, confirm               bool
}

func newDecide(e *env) *cobra.Command {
	f := &decision{}
	w := &writing{}
	cmd := e.command(spec{
		use:   "decide ROUND PROPOSAL --rationale TEXT [--outcome OUTCOME --deviation TEXT]",
		short: text{"nimmt die Entscheidung mit ihrer Begründung in die Akte", "takes the decision and its rationale on record"},
		long: text{
			"Nimmt die Entscheidung des Gremiums in die Akte. Ohne --outcome gilt, was das Regelwerk aus Bewertungen und Stimmen vorschlägt;\nwer anders entscheidet, begründet die Abweichung mit --deviation.\n\nEine Entscheidung wird erneut beraten, wenn eine Person es beantragt (--request-reconsideration) und eine zweite es bewilligt (--reconsider).\nWurde nach ihr jemand wegen Befangenheit ausgeschlossen, wird sie bestätigt (--confirm), wenn das Regelwerk ohne den Ausgeschlossenen dasselbe vorschlägt, oder erneut beraten.",
			"Takes the committee's decision on record. Without --outcome it is what the policy proposes from scores and votes;\nto decide otherwise owes a --deviation.\n\nA decision is reconsidered when one person asks for it (--request-reconsideration) and a second one grants it (--reconsider).\nWhere somebody was excluded for an interest after it, it is confirmed (--confirm) if the policy proposes the same without them, or reconsidered.",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			c, err := f.command(p.ID)
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, Command: c})
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	g := cmd.Flags()
	g.StringVar(&f.rationale, "rationale", "", e.say("Begründung der Entscheidung", "rationale of the decision"))
	g.StringVar(&f.outcome, "outcome", "", e.say("selected, not_selected oder deferred (sonst, was das Regelwerk vorschlägt)", "selected, not_selected or deferred (else what the policy proposes)"))
	g.StringVar(&f.deviation, "deviation", "", e.say("warum das Gremium vom Vorschlag des Regelwerks abweicht", "why the committee departs from what the policy proposes"))
	g.BoolVar(&f.request, "request-reconsideration", false, e.say("beantragt eine erneute Beratung (mit --reason)", "asks for reconsideration (with --reason)"))
	g.BoolVar(&f.grant, "reconsider", false, e.say("bewilligt den Antrag einer anderen Person (mit --reason)", "grants another person's request (with --reason)"))
	g.BoolVar(&f.confirm, "confirm", false, e.say("bestätigt eine Entscheidung, nach der jemand ausgeschlossen wurde (mit --reason)", "confirms a decision after which somebody was excluded (with --reason)"))
	g.StringVar(&f.reason, "reason", "", e.say("Grund der erneuten Beratung oder der Bestätigung", "reason of the reconsideration or the confirmation"))
	return cmd
}

func (f *decision) command(proposal string) (workflow.Command, error) {
	outcomes := []policy.Outcome{"", policy.Selected, policy.NotSelected, policy.Deferred}
	switch {
	case f.request && f.grant:
		return nil, usagef("Beantragen und bewilligen kann nicht dieselbe Person.", "The same person cannot both ask for reconsideration and grant it.")
	case f.confirm && (f.request || f.grant):
		return nil, usagef("Bestätigen und erneut beraten schließen einander aus.", "To confirm and to reconsider exclude each other.")
	case f.confirm:
		return &workflow.ConfirmDecision{Proposal: proposal, Reason: f.reason}, nil
	case f.request:
		return &workflow.Move{Transition: workflow.KindReconsiderationRequested, Proposal: proposal, Reason: f.reason}, nil
	case f.grant:
		return &workflow.Move{Transition: workflow.KindDecisionReconsidered, Proposal: proposal, Reason: f.reason}, nil
	case !slices.Contains(outcomes, policy.Outcome(f.outcome)):
		return nil, usagef("„%s“ ist kein Ergebnis. Möglich sind selected, not_selected und deferred.", "\"%s\" is not an outcome. Possible are selected, not_selected and deferred.", f.outcome)
	}
	return &workflow.TakeDecision{Proposal: proposal, Outcome: policy.Outcome(f.outcome), Rationale: f.rationale, Deviation: f.deviation}, nil
}
