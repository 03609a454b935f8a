package proof

import "time"

// Trouble is why a witness has not cosigned the latest checkpoint of a ledger.
type Trouble struct {
	Origin string
	Key    string // public, of the witness
	Code   TroubleCode
	Asked  uint64 // size of the checkpoint
	Told   uint64 // size that the witness knows, 0 where it did not say
	Since  time.Time
}

// TroubleCode names a kind of trouble with a witness.
type TroubleCode string

// The kinds of trouble. Ahead and Diverged say that the witness has seen another ledger than the one that is here.
const (
	Unreachable TroubleCode = "unreachable" // it does not answer, or is out of order
	UnknownLog  TroubleCode = "unknown_log" // it does not know the ledger
	OtherKey    TroubleCode = "other_key"   // it does not trust the key that signs the checkpoints
	BadAnswer   TroubleCode = "bad_answer"  // what it answers is no cosignature by its key
	Ahead       TroubleCode = "ahead"       // it has cosigned more entries than there are
	Diverged    TroubleCode = "diverged"    // it has cosigned other entries
	OwnRecord   TroubleCode = "own_record"  // the entries here do not give the root of the checkpoint
)

// Grave tells that the trouble is about the ledger and not about the way to the witness.
func (c TroubleCode) Grave() bool { return c == Ahead || c == Diverged || c == OwnRecord }
