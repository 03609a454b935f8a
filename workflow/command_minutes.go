package workflow

import "gremium/workflow/ledger"

// DraftMinutes enters a version of the minutes. Digest, Size and Root are those that package minutes answers for what the
// record gives, in the form MinutesForm; the check of the record makes them again. Reason is owed where an approved version is corrected.
type DraftMinutes struct {
	Meeting             string // whose minutes they are; empty for those of the round
	Version             uint64 // 1, or the latest one more
	Digest              string
	Size                uint64
	Root                ledger.Hash
	Place, Note, Reason string
}

// Kind is KindMinutesDrafted.
func (*DraftMinutes) Kind() Kind { return KindMinutesDrafted }

func (c *DraftMinutes) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &MinutesDrafted{
		common: as, Meeting: c.Meeting, Digest: c.Digest, Form: MinutesForm, Root: c.Root, Size: c.Size, Version: c.Version,
	}
	t := texts{}
	t.add("place", c.Place)
	t.add("note", c.Note)
	t.add("reason", c.Reason)
	return t, nil
}

// ApproveMinutes approves the version of the minutes that was read, known by its digest.
type ApproveMinutes struct {
	Meeting string // whose minutes they are; empty for those of the round
	Version uint64
	Digest  string
}

// Kind is KindMinutesApproved.
func (*ApproveMinutes) Kind() Kind { return KindMinutesApproved }

func (c *ApproveMinutes) draft(_ *Round, rec *Record, as common) (texts, *Refusal) {
	rec.Event = &MinutesApproved{common: as, Meeting: c.Meeting, Digest: c.Digest, Version: c.Version}
	return nil, nil
}
