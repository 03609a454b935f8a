package workflow

import "gremium/workflow/ledger"

// MinutesForm is the number of the form in which this program makes minutes: what they contain, and how that is written for
// their digest. Whoever changes either raises it, so that minutes of an earlier form are not taken for altered ones.
const MinutesForm = 1

// MinutesDrafted enters a version of the minutes (§ 93 VwVfG): what package minutes makes of the first Size entries, whose
// canonical form has the digest. Texts: place, note, and reason for the correction of what is approved.
type MinutesDrafted struct {
	common
	Digest  string // "sha256:…"
	Form    uint64 // in which they were made; 0, where an entry says none, is the first
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
	f.OptUint("form", &e.Form)
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
