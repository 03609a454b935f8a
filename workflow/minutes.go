package workflow

import (
	"slices"

	"gremium/workflow/ledger"
)

// Minutes is one version of the minutes on record, of a meeting or of the whole round. The latest approved one is in force.
type Minutes struct {
	Meeting    string // empty for the round's
	Version    uint64
	Digest     string
	Form       uint64 // in which they were made, from 1
	Size       uint64 // entries they are made of
	Root       ledger.Hash
	By         int    // participant who entered it
	Seq        uint64 // entry with its texts
	At         ledger.Instant
	Approver   int // −1 before the approval
	Approved   uint64
	ApprovedAt ledger.Instant
}

// MinutesOf are the versions of the minutes of a meeting, or, where it is empty, of the round, oldest first.
func (r *Round) MinutesOf(meeting string) []Minutes {
	var out []Minutes
	for i := range r.Minutes {
		if r.Minutes[i].Meeting == meeting {
			out = append(out, r.Minutes[i])
		}
	}
	return out
}

func (r *Round) permitMinutes(rec *Record, e *MinutesDrafted, f *found) *Refusal {
	if ref := r.permitWhole(e.Meeting, f); ref != nil {
		return ref
	}
	all := r.MinutesOf(e.Meeting)
	have := uint64(len(all))
	switch {
	case e.Version != have+1:
		return refuse("stale_minutes", "record", "current", num(have))
	case e.Size == 0 || e.Size > rec.Seq || have > 0 && e.Size < all[have-1].Size:
		return inconsistent("no_entry", "have", num(e.Size))
	case e.Meeting != "" && e.Size <= r.Meeting(e.Meeting).Over():
		return refuse("meeting_running", "lifecycle")
	case have > 0 && all[have-1].Approved > 0 && !e.has("reason"):
		return refuse("reason_missing", "policy")
	}
	return nil
}

// permitApproval asks for a second person, who chairs the committee, or stands in for that, or is of its office, and has read this version. The event
// carries the digest of what the record gives to that person, so that nobody approves a draft that says something else.
func (r *Round) permitApproval(rec *Record, e *MinutesApproved, f *found) *Refusal {
	if ref := r.permitWhole(e.Meeting, f); ref != nil {
		return ref
	}
	all := r.MinutesOf(e.Meeting)
	if len(all) == 0 {
		return refuse("minutes_missing", "lifecycle")
	}
	was := &all[len(all)-1]
	switch {
	case e.Version != was.Version:
		return refuse("stale_minutes", "record", "current", num(was.Version))
	case was.Approved > 0:
		return refuse("minutes_approved", "lifecycle")
	case was.By == f.actor:
		return refuse("minutes_second_person", "§ 93 VwVfG")
	}
	if f.as == byMember && !r.Presides(f.actor, nil, rec.At) {
		return refuse("minutes_chair", "§ 93 VwVfG")
	}
	if e.Digest != was.Digest {
		return refuse("minutes_differ", "record", "version", num(was.Version))
	}
	return nil
}

// permitWhole refuses who is excluded from a proposal that the minutes are about: they do not see the whole of them. Minutes
// of a meeting are about what is on its agenda, and there are none before it is over.
func (r *Round) permitWhole(meeting string, f *found) *Refusal {
	m := r.Meeting(meeting)
	switch {
	case meeting == "":
	case m == nil:
		return refuse("meeting_unknown", "lifecycle", "meeting", meeting)
	case m.Over() == 0:
		return refuse("meeting_running", "lifecycle")
	}
	for _, p := range r.Proposals {
		if (m == nil || m.ItemOf(p.ID) != nil) && r.Recused(p, f.actor) != nil {
			return refuse("recused_minutes", "§ 20 VwVfG")
		}
	}
	return nil
}

// Over is the entry by which a meeting was closed, or a written procedure stopped by an objection; 0 before, and for what was
// cancelled.
func (m *Meeting) Over() uint64 {
	switch m.Stage {
	case StageClosed:
		return m.Closed
	case StageStopped:
		return m.Objection
	case StageConvened, StageOpen, StageCancelled:
	}
	return 0
}

func (r *Round) minutes(rec *Record, by int) {
	r.Minutes = slices.Clone(r.Minutes)
	switch e := rec.Event.(type) {
	case *MinutesDrafted:
		r.Minutes = append(r.Minutes, Minutes{
			Meeting: e.Meeting, Version: e.Version, Digest: e.Digest, Form: max(e.Form, 1), Size: e.Size, Root: e.Root, By: by, Seq: rec.Seq, At: rec.At,
			Approver: -1,
		})
	case *MinutesApproved:
		i := slices.IndexFunc(r.Minutes, func(m Minutes) bool { return m.Meeting == e.Meeting && m.Version == e.Version })
		m := &r.Minutes[i]
		m.Approver, m.Approved, m.ApprovedAt = by, rec.Seq, rec.At
	}
}
