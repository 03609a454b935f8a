package proof

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// ErrUnsigned is what the error about a note without a good signature by a known key wraps.
var ErrUnsigned = errors.New("no signature by a known key")

// ErrOrigin is what the error about a checkpoint of another ledger wraps.
var ErrOrigin = errors.New("checkpoint of another ledger")

// Signed is a signed checkpoint as it is kept beside the ledger: the note's bytes, and what it is found by.
type Signed struct {
	Origin string
	Size   uint64
	Note   []byte
}

// Sign writes a checkpoint as a signed note, with a signature line by each signer. An error is a
// checkpoint that cannot be written, or a signer that fails.
func Sign(c Checkpoint, signers ...Signer) ([]byte, error) {
	if len(signers) == 0 {
		return nil, fmt.Errorf("sign %s: %w", c.Origin, ErrUnsigned)
	}
	text, err := c.Text()
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: text}, signers...)
	if err != nil {
		return nil, fmt.Errorf("sign %s: %w", c.Origin, err)
	}
	return signed, nil
}

// Unverified reads a signed checkpoint of any ledger without asking who signed it. The error wraps ErrCheckpoint.
func Unverified(signed []byte) (Checkpoint, error) {
	_, err := note.Open(signed, note.VerifierList())
	unverified, ok := errors.AsType[*note.UnverifiedNoteError](err)
	if !ok {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	return Parse(unverified.Note.Text)
}

// Read reads a signed checkpoint of the ledger origin without asking who signed it. The error wraps ErrCheckpoint where it is
// none, and ErrOrigin where it is one of another ledger.
func Read(signed []byte, origin string) (Checkpoint, error) {
	c, err := Unverified(signed)
	if err == nil && c.Origin != origin {
		return Checkpoint{}, fmt.Errorf("%w: %s instead of %s", ErrOrigin, c.Origin, origin)
	}
	return c, err
}

// Open reads a signed checkpoint of the ledger origin and checks its signatures. The note names those by
// the keys (Sigs, at least one) and those by others (UnverifiedSigs). The error wraps ErrUnsigned where
// there is no good signature by any of the keys, ErrCheckpoint where the note's text is no checkpoint,
// and ErrOrigin where it is one of another ledger.
func Open(signed []byte, origin string, keys ...Verifier) (Checkpoint, *note.Note, error) {
	n, err := note.Open(signed, note.VerifierList(keys...))
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("%w: %w", ErrUnsigned, err)
	}
	c, err := Parse(n.Text)
	switch {
	case err != nil:
		return Checkpoint{}, nil, err
	case c.Origin != origin:
		return Checkpoint{}, nil, fmt.Errorf("%w: %s instead of %s", ErrOrigin, c.Origin, origin)
	}
	return c, n, nil
}
