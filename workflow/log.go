package workflow

import (
	"context"
	"errors"
	"iter"
)

// Log is where ledgers are kept. The contract is what logtest checks; memory, SQLite and PostgreSQL pass it alike.
type Log interface {
	// Update runs fn in the one writing transaction. When fn or the commit fails nothing is kept; where that is not
	// certain the error is ErrUnknown. It waits its turn behind other processes as long as ctx allows.
	Update(ctx context.Context, fn func(Tx) error) error
	// Entries yields the committed entries of a ledger from seq on, in order. A yielded slice is valid until the next
	// one. An unknown ledger has none.
	Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error]
	// Size is the number of committed entries of a ledger, 0 where it is unknown.
	Size(ctx context.Context, origin string) (uint64, error)
	// Texts are the texts of one committed entry that have not been erased.
	Texts(ctx context.Context, origin string, seq uint64) ([]Text, error)
	// TextsAt are all texts of a ledger at one path that have not been erased, by entry: all titles, all names.
	TextsAt(ctx context.Context, origin, path string) (map[uint64]string, error)
	// Document is the document of that digest; the error is ErrNoDocument where there is none.
	Document(ctx context.Context, digest string) ([]byte, error)
}

// Tx is the writing transaction.
type Tx interface {
	// Tail takes the ledger for this transaction and yields the entries from seq have on, which other processes have
	// written since. A yielded slice is valid until the next one.
	Tail(origin string, have uint64) iter.Seq2[[]byte, error]
	// Append writes entries with their texts and documents, the index rows they change, and the head.
	// state is the ledger's state after them. A ledger may be appended to several times in one transaction.
	Append(state Ledger, sealed []*Sealed, head Head) error
	// Choices are the choices that wait in a secret ballot of a ledger, which the entry ballot opened.
	Choices(origin string, ballot uint64) ([]SealedChoice, error)
}

// Ledger is the state of a ledger that Append turns into index rows: *Round or *Register.
type Ledger interface {
	// LedgerOrigin is the ledger's name.
	LedgerOrigin() string
	// Play applies the next record if the rules allow it, and changes nothing where they do not.
	Play(rec *Record) *Refusal
}

// LedgerOrigin is the ledger's name.
func (r *Round) LedgerOrigin() string { return r.Origin }

// LedgerOrigin is the ledger's name.
func (g *Register) LedgerOrigin() string { return g.Origin }

var (
	// ErrUnknown means that a commit failed in a way that leaves open whether it took place: stop, reopen, compare.
	ErrUnknown = errors.New("the outcome of the commit is not known")
	// ErrNoDocument means that there is no document of that digest.
	ErrNoDocument = errors.New("no such document")
	// ErrCorrupt means that a ledger holds what its own rules forbid, or cannot be read.
	ErrCorrupt = errors.New("the record is damaged")
)
