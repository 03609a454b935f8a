package desk

import (
	"context"
	"errors"

	"gremium/policy"
	"gremium/workflow"
)

// linked completes the command that hands in a deferred proposal anew. The door names round and proposal; the desk adds the
// size and root of that round when the deferral was taken or, where it was released since, made known: the same for as long
// as the decision stands, so that a command given again is the same command. Only who may see the old proposal as deferred
// can refer to it.
func (d *Desk) linked(ctx context.Context, who *Who, a *Act) error {
	c, ok := a.Command.(*workflow.SubmitProposal)
	if !ok || c.Previous == nil || c.Again {
		return nil
	}
	unknown := &workflow.Refusal{Code: "previous_unknown", Rule: "record", Detail: map[string]string{
		"round": c.Previous.Round, "proposal": c.Previous.Proposal,
	}}
	v, err := d.Round(ctx, c.Previous.Round, who)
	var ref *workflow.Refusal
	if errors.As(err, &ref) {
		return unknown
	}
	if err != nil {
		return err
	}
	switch seen := v.Proposal(c.Previous.Proposal); {
	case seen == nil || seen.Masked() || !seen.Own && !v.Office:
		return unknown
	case seen.State != workflow.Decided || seen.Outcome != string(policy.Deferred):
		return &workflow.Refusal{Code: "previous_not_deferred", Rule: "lifecycle", Detail: map[string]string{"proposal": seen.Number}}
	}
	r, _, err := d.Engine.Round(ctx, c.Previous.Round)
	if err != nil {
		return err
	}
	p := r.Proposal(c.Previous.Proposal)
	m, err := d.moment(ctx, r.ID, max(p.Decision.Seq, p.Released)+1)
	if err != nil {
		return err
	}
	full := *c
	full.Previous = &workflow.Link{Round: r.ID, Proposal: p.ID, Size: m.Head.Size, Root: m.Head.Root}
	a.Command = &full
	return nil
}
