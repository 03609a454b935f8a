package workflow

import "gremium/workflow/ledger"

// RoundClosed enters in the register how far the ledger of a round goes that is concluded or cancelled: after that very
// entry, and again after everything that follows. It is made by itself, together with what it speaks of; its actor is the
// round.
type RoundClosed struct {
	common
	Origin string // of the round's ledger
	Root   ledger.Hash
	Round  string
	Size   uint64
}

// Kind is KindRoundClosed.
func (*RoundClosed) Kind() Kind { return KindRoundClosed }

func (e *RoundClosed) form(f *ledger.Form) {
	e.as(f)
	f.String("origin", &e.Origin)
	f.Bytes32("root", (*[32]byte)(&e.Root))
	f.String("round", &e.Round)
	f.Uint("size", &e.Size)
}

// RoundNoted enters how far the ledger of a round goes at a change of the key: the keys before count up to there. It is made by
// itself, together with the change and right ahead of it; its actor is the round.
type RoundNoted struct {
	common
	Origin string // of the round's ledger
	Root   ledger.Hash
	Round  string
	Size   uint64
}

// Kind is KindRoundNoted.
func (*RoundNoted) Kind() Kind { return KindRoundNoted }

func (e *RoundNoted) form(f *ledger.Form) {
	e.as(f)
	f.String("origin", &e.Origin)
	f.Bytes32("root", (*[32]byte)(&e.Root))
	f.String("round", &e.Round)
	f.Uint("size", &e.Size)
}

// KeyRotated enters that checkpoints are signed by another key from now on. Text: reason, owed where the old key is lost. Edition 1
// did not say how far the ledgers went: there the key before counts for ever.
type KeyRotated struct {
	common
	first     bool   // of edition 1
	New       string // public key, in the form of a signed note's
	Old       string // the one before; empty where it is not known
	Signature string // by the old key over both, base64; empty where it is lost
}

// Kind is KindKeyRotated or KindKeyRotatedFirst.
func (e *KeyRotated) Kind() Kind {
	if e.first {
		return KindKeyRotatedFirst
	}
	return KindKeyRotated
}

func (e *KeyRotated) form(f *ledger.Form) {
	e.as(f)
	f.String("new", &e.New)
	f.OptString("old", &e.Old)
	f.OptString("signature", &e.Signature)
	e.texts(f)
}

// LedgerAccepted enters that a ledger goes on as it is, though it was known to go further, or on another way: after a
// backup was restored. Text: reason.
type LedgerAccepted struct {
	common
	Known     uint64 // how far the ledger was known to go; 0 where that is not known any more
	KnownRoot ledger.Hash
	Origin    string
	Root      ledger.Hash
	Size      uint64 // how far it goes when it is accepted
}

// Kind is KindLedgerAccepted.
func (*LedgerAccepted) Kind() Kind { return KindLedgerAccepted }

func (e *LedgerAccepted) form(f *ledger.Form) {
	e.as(f)
	f.Uint("known", &e.Known)
	f.Bytes32("known_root", (*[32]byte)(&e.KnownRoot))
	f.String("origin", &e.Origin)
	f.Bytes32("root", (*[32]byte)(&e.Root))
	f.Uint("size", &e.Size)
	e.texts(f)
}
