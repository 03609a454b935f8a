package workflow

import (
	"slices"

	"gremium/workflow/ledger"
)

// Minutes is one version of the minutes on record. The latest approved one is in force.
type Minutes struct {
	Version    uint64
	Digest     string
	Size       uint64 // entries they are made of
	Root       ledger.Hash
	By         int    // participant who entered it
	Seq        uint64 // entry with its texts
	At         ledger.Instant
	Approver   int // −1 before the approval
	Approved   uint64
	ApprovedAt ledger.Instant
}

// latestMinutes is the latest version of the minutes, nil before the first.
func (r *Round) latestMinutes() *Minutes {
	if len(r.Minutes) == 0 {
		return nil
	}
	return &r.Minutes[len(r.Minutes)-1]
}

func (r *Round) permitMinutes(rec *Record, e *MinutesDrafted, f *found) *Refusal {
	if ref := r.permitWhole(f); ref != nil {
		return ref
	}
	have, was := uint64(len(r.Minutes)), r.latestMinutes()
	switch {
	case e.Version != have+1:
		return refuse("stale_minutes", "record", "current", num(have))
	case e.Size == 0 || e.Size > rec.Seq || was != nil && e.Size < was.Size:
		return inconsistent("no_entry", "have", num(e.Size))
	case was != nil && was.Approved > 0 && !e.has("reason"):
		return refuse("reason_missing", "policy")
	}
	return nil
}

// permitApproval asks for a second person, who chairs the committee or is of its office, and has read this version. The event
// carries the digest of what the record gives to that person, so that nobody approves a draft that says something else.
func (r *Round) permitApproval(e *MinutesApproved, f *found) *Refusal {
	if ref := r.permitWhole(f); ref != nil {
		return ref
	}
	was := r.latestMinutes()
	switch {
	case was == nil:
		return refuse("minutes_missing", "lifecycle")
	case e.Version != was.Version:
		return refuse("stale_minutes", "record", "current", num(was.Version))
	case was.Approved > 0:
		return refuse("minutes_approved", "lifecycle")
	case was.By == f.actor:
		return refuse("minutes_second_person", "§ 93 VwVfG")
	}
	if seat := r.Seat(f.actor); f.as == byMember && (seat == nil || !seat.Chair) {
		return refuse("minutes_chair", "§ 93 VwVfG")
	}
	if e.Digest != was.Digest {
		return refuse("minutes_differ", "record", "version", num(was.Version))
	}
	return nil
}

// permitWhole refuses who is excluded from a proposal: they do not see the whole of the minutes.
func (r *Round) permitWhole(f *found) *Refusal {
	for _, p := range r.Proposals {
		if r.Recused(p, f.actor) != nil {
			return refuse("recused_minutes", "§ 20 VwVfG")
		}
	}
	return nil
}

func (r *Round) minutes(rec *Record, by int) {
	r.Minutes = slices.Clone(r.Minutes)
	switch e := rec.Event.(type) {
	case *MinutesDrafted:
		r.Minutes = append(r.Minutes, Minutes{
			Version: e.Version, Digest: e.Digest, Size: e.Size, Root: e.Root, By: by, Seq: rec.Seq, At: rec.At, Approver: -1,
		})
	case *MinutesApproved:
		m := r.latestMinutes()
		m.Approver, m.Approved, m.ApprovedAt = by, rec.Seq, rec.At
	}
}
