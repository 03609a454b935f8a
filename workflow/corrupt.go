package workflow

import "fmt"

// CorruptError says from which entry on a ledger is damaged. It is ErrCorrupt.
type CorruptError struct {
	Origin string
	Entry  uint64
	Cause  error // a *Refusal where the rules forbid the entry
}

// Error tells all of it.
func (e *CorruptError) Error() string {
	return fmt.Sprintf("%v: entry %d of %s: %v", ErrCorrupt, e.Entry, e.Origin, e.Cause)
}

// Unwrap gives ErrCorrupt, and not the cause: a refusal there is no answer to whoever asks.
func (e *CorruptError) Unwrap() error { return ErrCorrupt }
