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

// Versions gathers the versions of a proposal while the record is replayed, earliest first.
type Versions struct {
	List     []Version
	proposal string
}

// NewVersions prepares the versions of the proposal with that id: those of all that the viewer may read, and none of any
// other.
func (v *Round) NewVersions(proposal string) *Versions {
	if p := v.Proposal(proposal); p == nil || p.ID != proposal || p.Masked() {
		return &Versions{}
	}
	return &Versions{proposal: proposal}
}

// Note takes one entry.
func (h *Versions) Note(_, _ *workflow.Round, rec *workflow.Record) {
	if h.proposal == "" || rec.Proposal != h.proposal {
		return
	}
	switch e := rec.Event.(type) {
	case *workflow.ProposalSubmitted:
		h.List = append(h.List, Version{Number: e.Version, Entry: rec.Seq, At: rec.At, Content: e})
	case *workflow.ProposalReturned:
		h.List[len(h.List)-1].Returned = &Return{Entry: rec.Seq, At: rec.At, Missing: e.Missing}
	}
}

// Outdated tells whether the viewer has scored an earlier version of the proposal than the present one, and is asked to
// confirm or change that.
func (p *Proposal) Outdated() bool { return p.OwnSheet != nil && p.OwnSheet.Seen < p.Version }
