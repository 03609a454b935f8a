package demo

import (
	"context"
	"slices"

	"gremium/workflow"
	"gremium/workflow/desk"
)

// ending publishes what was selected, concludes the round, gives its minutes, and erases the contact persons who asked for it.
func (p *player) ending() {
	for i := range p.plan.Proposals {
		if w := &p.plan.Proposals[i]; w.State == "selected" {
			p.coordinates(p.calendar.at(dayPublishing, 30+i*11), &workflow.Move{Transition: workflow.KindSummaryPublished, Proposal: p.ids[w.Key]})
		}
	}
	p.coordinates(p.calendar.at(dayConcluding, 60), &workflow.Move{Transition: workflow.KindRoundConcluded})
	p.minutes(&Meeting{Minutes: p.plan.Minutes}, dayConcluding)
	x := &p.plan.Erase
	at := slices.IndexFunc(p.proposals, func(o Proposal) bool { return o.Key == x.Proposal })
	if at < 0 {
		return
	}
	who, as := p.hander(&p.proposals[at])
	p.steps = append(p.steps, step{
		at: p.calendar.at(dayErasing, 50), who: who, as: as, in: p.round,
		read: func(ctx context.Context, who *desk.Who) (workflow.Command, error) {
			c, err := p.stage.Forget(ctx, who, p.round, p.ids[x.Proposal])
			if err != nil {
				return nil, err
			}
			c.Basis, c.Reason = "17-1-b", x.Reason
			return c, nil
		},
	}, step{
		at: p.calendar.at(dayErasing+1, 90), who: p.office, as: workflow.Coordinator, in: p.round,
		read: func(ctx context.Context, who *desk.Who) (workflow.Command, error) {
			return p.stage.Forgotten(ctx, who, p.round)
		},
	})
}
