package view

import (
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Version is one version of a proposal, and what it was returned for.
type Version struct {
	Number   uint64
	Entry    uint64 // whose texts hold it; not for showing
	At       ledger.Instant
	Content  *workflow.ProposalSubmitted
	Returned *Return // nil where it was not
}

// Return is a return for completion.
type Return struct {
	Entry   uint64 // whose text "note" says what is asked for; not for showing
	At      ledger.Instant
	Missing []string // points of the policy's eligibility check
}

// VersionsOf are the versions of the proposal with that id, earliest first: those of all that the viewer may read, and none of
// any other.
func (v *Round) VersionsOf(c *Chronicle, proposal string) []Version {
	if p := v.Proposal(proposal); p == nil || p.ID != proposal || p.Masked() {
		return nil
	}
	var out []Version
	for _, i := range c.of[proposal] {
		rec := c.notes[i].rec
		if rec.Seq >= v.size {
			break
		}
		switch e := rec.Event.(type) {
		case *workflow.ProposalSubmitted:
			out = append(out, Version{Number: e.Version, Entry: rec.Seq, At: rec.At, Content: e})
		case *workflow.ProposalReturned:
			out[len(out)-1].Returned = &Return{Entry: rec.Seq, At: rec.At, Missing: e.Missing}
		}
	}
	return out
}

// Outdated tells whether the viewer has scored an earlier version of the proposal than the present one, and is asked to
// confirm or change that.
func (p *Proposal) Outdated() bool { return p.OwnSheet != nil && p.OwnSheet.Seen < p.Version }
