package view

import (
	"sync"

	"gremium/workflow"
)

// Common is what everybody who looks at a state has in common, reckoned for the first who may see it. Who may see it is asked
// of each viewer anew.
type Common struct {
	state *workflow.Round
	means sync.Map // []Mean by *workflow.Proposal
}

// NewCommon is that of a committed state, which must not change any more.
func NewCommon(r *workflow.Round) *Common { return &Common{state: r} }

// Of is what the viewer may see of the state.
func (c *Common) Of(head workflow.Head, viewer Viewer) *Round {
	r := c.state
	v := &Round{
		ID: r.ID, Origin: r.Origin, Programme: r.Programme, Phase: r.Phase, Imported: r.Imported, size: head.Size,
		Policy: r.Policy, Digest: r.Digest, common: c, state: r, viewer: viewer, member: -1,
	}
	v.look(head)
	return v
}

// State is the state itself.
func (c *Common) State() *workflow.Round { return c.state }

// meansOf are the means of a proposal over all its sheets. They are not to be changed.
func (c *Common) meansOf(p *workflow.Proposal) []Mean {
	if known, ok := c.means.Load(p); ok {
		return known.([]Mean) //nolint:forcetypeassert // Nothing else is kept there.
	}
	reckoned := meansOf(c.state, p)
	c.means.Store(p, reckoned)
	return reckoned
}
