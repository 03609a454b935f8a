package workflow

import "gremium/workflow/ledger"

// MinutesDrafted enters a version of the minutes (§ 93 VwVfG): what package minutes makes of the first Size entries, whose
// canonical form has the digest. Texts: place, note, and reason for the correction of what is approved.
type MinutesDrafted struct {
	common
	Digest  string // "sha256:…"
	Meeting string // whose minutes they are; empty for those of the round
	Root    ledger.Hash
	Size    uint64 // entries that the minutes are made of
	Version uint64 // 1, 2, …
}

// Kind is KindMinutesDrafted.
func (*MinutesDrafted) Kind() Kind { return KindMinutesDrafted }

func (e *MinutesDrafted) form(f *ledger.Form) {
	e.as(f)
	f.String("digest", &e.Digest)
	f.OptString("meeting", &e.Meeting)
	f.Bytes32("root", (*[32]byte)(&e.Root))
	f.Uint("size", &e.Size)
	e.texts(f)
	f.Uint("version", &e.Version)
}

// MinutesApproved approves the version of the minutes that has the digest.
type MinutesApproved struct {
	common
	Digest  string
	Meeting string // whose minutes they are; empty for those of the round
	Version uint64
}

// Kind is KindMinutesApproved.
func (*MinutesApproved) Kind() Kind { return KindMinutesApproved }

func (e *MinutesApproved) form(f *ledger.Form) {
	e.as(f)
	f.String("digest", &e.Digest)
	f.OptString("meeting", &e.Meeting)
	e.texts(f)
	f.Uint("version", &e.Version)
}
