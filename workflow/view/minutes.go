package view

import (
	"strconv"

	"gremium/workflow"
	"gremium/workflow/minutes"
)

// MinutesVersion is a version of the minutes on record, with the pseudonyms of those who entered and approved it.
type MinutesVersion struct {
	workflow.Minutes
	Drafter, Approver string
}

// Versions are the versions of the minutes of a meeting, or of the round where it is empty, on record, oldest first, for the
// committee, its office and its audit. Who takes no part in some proposal gets no digest: it would change with what is hidden.
func (v *Round) Versions(meeting string) []MinutesVersion {
	if !v.inside() {
		return nil
	}
	all := v.state.MinutesOf(meeting)
	out := make([]MinutesVersion, len(all))
	for i, m := range all {
		out[i] = MinutesVersion{Minutes: m, Drafter: v.Participant(m.By), Approver: v.Participant(m.Approver)}
		if v.excluded || !v.Numbers {
			out[i].Digest, out[i].Size, out[i].Seq, out[i].Approved = "", 0, m.Seq, min(m.Approved, 1)
		}
	}
	return out
}

// MinutesSize is how many entries a version of the minutes is made of, all of them for version 0. It is for the making alone,
// like Replayed; a version that there is not is made of none.
func (v *Round) MinutesSize(meeting string, version uint64) uint64 {
	all := v.state.MinutesOf(meeting)
	switch n := uint64(len(all)); {
	case version == 0:
		return v.size
	case version > n:
		return 0
	}
	return all[version-1].Size
}

// MinutesForm is the form in which a version of the minutes was made; that of this program for a version that there is not.
func (v *Round) MinutesForm(meeting string, version uint64) uint64 {
	all := v.state.MinutesOf(meeting)
	if version == 0 || version > uint64(len(all)) {
		return workflow.MinutesForm
	}
	return all[version-1].Form
}

// OtherForm refuses the approval of a version whose form this program does not make, and so cannot hold against the record; nil
// where it can.
func (v *Round) OtherForm(meeting string, version uint64) *workflow.Refusal {
	form := v.MinutesForm(meeting, version)
	if form == workflow.MinutesForm {
		return nil
	}
	return &workflow.Refusal{Code: "minutes_form", Rule: "record", Detail: map[string]string{
		"form": strconv.FormatUint(form, 10), "current": strconv.Itoa(workflow.MinutesForm),
	}}
}

// Minutes are minutes of the round as the viewer may read them, nil for who may not: the committee, its office and its audit
// may, but for the proposals that they take no part in, and for those whose scores they may not see at present.
func (v *Round) Minutes(m *minutes.Minutes) *minutes.Minutes {
	if !v.inside() {
		return nil
	}
	var hidden []minutes.Item
	var veiled []string
	for _, p := range v.Proposals {
		switch {
		case p.Exclusion != nil:
			hidden = append(hidden, minutes.Item{Proposal: p.ID, Number: p.Number, Title: p.Entry})
		case p.Veil != "" && p.State != workflow.Decided:
			veiled = append(veiled, p.ID)
		}
	}
	out := m.Withhold(hidden...).Veil(veiled...)
	if v.excluded && v.Policy.Selected.AtMost > 0 {
		out = out.Undecided(func(proposal string, entry uint64) bool {
			p := v.state.Proposal(proposal)
			return p != nil && v.mayNotKnowDecision(p, entry)
		})
	}
	if !v.Numbers && out.Size > 0 {
		bare := *out
		bare.Size, bare.Root = 0, ""
		out = &bare
	}
	return out
}

// MayDraft says why the office could not enter a version of the minutes now; nil where it could. MayApprove says so of
// approving the latest version, for which a member has to chair the committee.
func (v *Round) MayDraft(meeting string) *workflow.Refusal {
	return v.try(&workflow.DraftMinutes{
		Meeting: meeting, Version: uint64(len(v.state.MinutesOf(meeting))) + 1, Digest: "-", Size: v.size, Reason: "-",
	})
}

// MayApprove says why the viewer could not approve the latest version in the capacity; nil where they could.
func (v *Round) MayApprove(as workflow.Capacity, meeting string) *workflow.Refusal {
	c := &workflow.ApproveMinutes{Meeting: meeting}
	if all := v.state.MinutesOf(meeting); len(all) > 0 {
		if ref := v.OtherForm(meeting, uint64(len(all))); ref != nil && all[len(all)-1].Approved == 0 {
			return ref
		}
		c.Version, c.Digest = all[len(all)-1].Version, all[len(all)-1].Digest
	}
	return v.Try(as, c)
}

// ofMinutes tells whether the entry is a version of the minutes.
func (v *Round) ofMinutes(entry uint64) bool {
	for i := range v.state.Minutes {
		if v.state.Minutes[i].Seq == entry {
			return true
		}
	}
	return false
}
