package proof

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gremium/workflow/ledger"
)

// A Checkpoint says how far a ledger goes: Size entries, over which the tree has the root Root.
// Origin is the ledger's own name, such as „example.org/round/2027-1“.
type Checkpoint struct {
	Origin string
	Size   uint64
	Root   ledger.Hash
}

// ErrCheckpoint is what the error about a text that is no checkpoint wraps.
var ErrCheckpoint = errors.New("not a checkpoint")

// Text is the body of the checkpoint: the lines origin, size and base64 of the root, each with its
// line feed. An origin that is empty, not UTF-8 or holds control characters is an error.
func (c Checkpoint) Text() (string, error) {
	b, err := ledger.AppendCheckpoint(nil, c.Origin, c.Size, c.Root)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	return string(b), nil
}

// maxSize is the largest tree that is spoken of. No ledger comes near it; beyond 1<<62 the library that works out trees does not
// end, and whoever is handed a checkpoint has to.
const maxSize = 1 << 48

// Parse reads what Text gives and nothing else: no further lines, which the format allows and
// Gremium does not write, no other spelling of the numbers, and no size that no ledger can have. The error wraps ErrCheckpoint.
func Parse(text string) (Checkpoint, error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) != 4 || lines[3] != "" {
		return Checkpoint{}, fmt.Errorf("%w: it does not have three lines", ErrCheckpoint)
	}
	size, err := strconv.ParseUint(lines[1], 10, 64)
	if err != nil || size > maxSize {
		return Checkpoint{}, fmt.Errorf("%w: its size is no number of entries", ErrCheckpoint)
	}
	root, err := ledger.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: %w", ErrCheckpoint, err)
	}
	c := Checkpoint{Origin: lines[0], Size: size, Root: root}
	switch again, err := c.Text(); {
	case err != nil:
		return Checkpoint{}, err
	case again != text:
		return Checkpoint{}, fmt.Errorf("%w: its numbers are spelt otherwise", ErrCheckpoint)
	}
	return c, nil
}
