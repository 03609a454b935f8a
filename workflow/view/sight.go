package view

import (
	"slices"
	"strings"

	"gremium/workflow"
)

// Admitted tells whether the viewer has any business with the round.
func (v *Round) Admitted() bool {
	return v.self >= 0 || v.Office || v.Reader || v.viewer.Auditor
}

// inside tells whether the viewer belongs to the committee, its office or its audit.
func (v *Round) inside() bool { return v.member >= 0 || v.Office || v.Reader || v.viewer.Auditor }

// MayRead tells whether the viewer may read the text of an entry at a path.
func (v *Round) MayRead(entry uint64, path string) bool {
	if entry >= v.size {
		return false // came after what the viewer sees
	}
	if v.Reader {
		return !v.absenceOfOther(entry)
	}
	if path == "person" || path == "ref" {
		return false
	}
	if ok, known := v.mayReadErasure(entry); known {
		return ok
	}
	if ok, known := v.mayReadMotion(entry); known {
		return ok
	}
	for _, p := range v.Proposals {
		if ok, known := v.mayReadOf(p, entry, path); known {
			return ok
		}
	}
	if v.excluded && path != "place" && v.ofMinutes(entry) {
		return false // the keeper's own words may be about what the viewer takes no part in
	}
	return v.inside() && !v.absenceOfOther(entry) // the round's own entries: titles, names, reasons
}

// mayReadOf answers for entries of one proposal; known is false for entries of others.
func (v *Round) mayReadOf(p *Proposal, entry uint64, path string) (ok, known bool) {
	s := v.state.Proposal(p.ID)
	if !contains(s.Entries, entry) {
		return false, false
	}
	if p.Masked() {
		own, _ := v.mayReadInterest(s, entry)
		return own || path == "title" && entry == p.Entry, true
	}
	if ok, known := v.mayReadInterest(s, entry); known {
		return ok, true
	}
	if ok, known := v.mayReadSaid(s, p, entry); known {
		return ok, true
	}
	if contains(s.Versions, entry) {
		contact := strings.HasPrefix(path, "contact/")
		return !contact || p.Own || v.Office, true
	}
	if visible(p.Sheets.Get(), entry) {
		return true, true
	}
	for i := range s.Sheets {
		if s.Sheets[i].Seq == entry || slices.ContainsFunc(s.Sheets[i].Was, func(x workflow.Sheet) bool { return x.Seq == entry }) {
			return false, true
		}
	}
	if v.mayNotKnowDecision(s, entry) {
		return false, true
	}
	if d := p.Decision; d != nil && d.Seq == entry {
		return true, true
	}
	if p.Reasons == entry { // the decision is released to whoever handed the proposal in, and of its texts the reasons
		return path == "rationale", true
	}
	if c := p.Check; c != nil && c.Seq == entry || p.State == workflow.Returned {
		return v.inside() && p.Exclusion == nil || p.Own, true
	}
	// Reasons of moves, earlier sheets and decisions are for the office and readers, and not for a coordinator who has yet
	// to score: an earlier sheet tells what is in the present one.
	return v.Office && p.Veil == "", true
}

func visible(sheets []Sheet, entry uint64) bool {
	for i := range sheets {
		if sheets[i].Entry == entry || visible(sheets[i].Was, entry) {
			return true
		}
	}
	return false
}

// contains searches an ascending list.
func contains(entries []uint64, entry uint64) bool {
	low, high := 0, len(entries)
	for low < high {
		mid := (low + high) / 2
		if entries[mid] < entry {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low < len(entries) && entries[low] == entry
}

// NameEntries are the participants whose names the viewer may know, with the entry whose texts hold the name.
func (v *Round) NameEntries() map[string]uint64 {
	out := map[string]uint64{}
	for i := range v.state.Participants {
		p := &v.state.Participants[i]
		if v.inside() || i == v.self {
			out[p.Pseudonym] = p.Seq
		}
	}
	return out
}

// LabelEntries are the seats whose labels the viewer may know, by id, with the entry whose texts hold the label.
func (v *Round) LabelEntries() map[string]uint64 {
	out := map[string]uint64{}
	for i := range v.state.Seats {
		if s := &v.state.Seats[i]; v.inside() {
			out[s.ID] = s.Seq
		}
	}
	return out
}

// absenceOfOther tells whether an entry notes somebody else's absence to a viewer outside of the office: why somebody is absent
// is for themselves and the office to know.
func (v *Round) absenceOfOther(entry uint64) bool {
	if v.Office {
		return false
	}
	for i := range v.state.Participants {
		for _, a := range v.state.Participants[i].Absences {
			if a.Seq == entry {
				return i != v.self
			}
		}
	}
	return false
}
