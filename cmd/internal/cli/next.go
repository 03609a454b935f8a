package cli

import (
	"context"
	"strings"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

// next says what can follow on the last of several commands.
func (h *house) next(ctx context.Context, r workflow.Receipt, a desk.Act) {
	place, next := a.Round, acted[r.Kind].next
	if r.Proposal != "" {
		if d, p, err := h.proposalOf(ctx, a.Round, r.Proposal); err == nil {
			place += " " + p.Number
			next = h.nextOfBallot(d, p, r.Kind, next)
		}
	}
	if next.de != "" {
		h.e.tell("Weiter: %s", "Next: %s", strings.ReplaceAll(h.e.word(next), "%s", place))
	}
}

// nextOfBallot looks at the ballot before it advises: it is closed when all have voted, and opened again where the
// committee had no quorum. What stands in the way is said first.
func (h *house) nextOfBallot(d *docket, p *view.Proposal, k workflow.Kind, usual text) text {
	switch b := p.Ballot; {
	case b == nil:
		return usual
	case k == workflow.KindVoteCast && b.Open && len(b.Awaited) > 0:
		if len(b.Awaited) == 1 {
			h.e.tell("Es fehlt noch 1 Stimme: %s.", "1 vote is still awaited: %s.", h.people(b.Awaited))
		} else {
			h.e.tell("Es fehlen noch %d Stimmen: %s.", "%d votes are still awaited: %s.", len(b.Awaited), h.people(b.Awaited))
		}
		return acted[workflow.KindBallotOpened].next
	case k == workflow.KindBallotClosed && !b.Open && (b.Blank || b.Verdict.Get().Spoilt) || k == workflow.KindBallotClosed && !b.Open && h.tellQuorum(d.Policy, b.Verdict.Get().Proposed.Findings):
		return text{
			"gremium ballot open %s --reason … (die neue Abstimmung beginnt von vorn)",
			"gremium ballot open %s --reason … (the new ballot begins anew)",
		}
	}
	return usual
}

// tellQuorum says why a committee had no quorum, and tells whether that was so.
func (h *house) tellQuorum(p *policy.Policy, findings []policy.Finding) bool {
	for _, f := range findings {
		if f.Rule != policy.RuleQuorum || f.Holds != policy.HoldsNo {
			continue
		}
		h.e.tell("Das Gremium war nicht beschlussfähig; entscheiden kann es so nicht.", "The committee had no quorum; it cannot decide like this.")
		for _, g := range f.Findings {
			if g.Holds == policy.HoldsNo {
				rule, figures := g.Sentence(p, h.e.lang)
				h.e.tell("  %s: %s.", "  %s: %s.", rule, figures)
			}
		}
		return true
	}
	return false
}
