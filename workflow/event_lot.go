package workflow

import "gremium/workflow/ledger"

// LotDrawn is a lot among the proposals that share the rank at which the places end. The order follows from the seed and the
// place of the entry in the record, as LotOrder says, so that everybody who has the record draws it again.
//
// The seed is drawn by chance when the lot is, and nobody who asks for the lot can choose it, or draw again because the order does
// not suit. Whoever runs the server could: that a seed was not picked among many does not show in the record.
type LotDrawn struct {
	common
	Order []string // ids of proposals, the first drawn first
	Seed  [32]byte
}

// Kind is KindLotDrawn.
func (*LotDrawn) Kind() Kind { return KindLotDrawn }

func (e *LotDrawn) form(f *ledger.Form) {
	e.as(f)
	f.Strings("order", &e.Order)
	f.Bytes32("seed", &e.Seed)
	e.texts(f)
}
