package proof

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow/ledger"
)

// PromiseLine is the first line of every promise. No checkpoint has it: the line behind it is a ledger's name there, and a
// number in a checkpoint.
const PromiseLine = "gremium/promise/v1"

// A Promise says that an entry is in a ledger, before its place may be told: over the entry's leaf hash, with what its owner
// knows of it. It holds no index, no size of the tree and no salt, so that it tells nothing of what others have done. See
// RECEIPT.md for its form.
type Promise struct {
	Origin   string // of the ledger
	Leaf     ledger.Hash
	Kind     string // type of the entry, such as „scores.cast/1“
	At       string // instant of the entry
	By       string // pseudonym of the person whose entry it is
	Proposal string // id; empty where it is about none
	Motion   string // id; empty where it is about none
	Version  uint64 // of the scores or the vote; 0 where there are no versions
}

// ErrPromise is what the error about a text that is no promise wraps.
var ErrPromise = errors.New("not a promise")

// Text is the body of the promise. A value that is missing, not UTF-8 or holds a control character or a blank is an error, which wraps ErrPromise.
func (p Promise) Text() (string, error) {
	lines := []string{PromiseLine, p.Origin, p.Leaf.String(), "kind " + p.Kind, "at " + p.At, "by " + p.By}
	values := []string{p.Origin, p.Kind, p.At, p.By}
	for _, o := range []struct{ name, value string }{{"proposal", p.Proposal}, {"motion", p.Motion}} {
		if o.value != "" {
			lines, values = append(lines, o.name+" "+o.value), append(values, o.value)
		}
	}
	if p.Version > 0 {
		lines = append(lines, "version "+strconv.FormatUint(p.Version, 10))
	}
	for _, v := range values {
		if v == "" || !utf8.ValidString(v) || strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
			return "", fmt.Errorf("%w: %q cannot stand in it", ErrPromise, v)
		}
	}
	if _, err := ledger.ParseInstant(p.At); err != nil {
		return "", fmt.Errorf("%w: %w", ErrPromise, err)
	}
	if !strings.Contains(p.Origin, "/") {
		return "", fmt.Errorf("%w: %q is no ledger's name", ErrPromise, p.Origin)
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// ParsePromise reads what Text gives and nothing else. The error wraps ErrPromise.
func ParsePromise(text string) (Promise, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 7 || lines[0] != PromiseLine {
		return Promise{}, fmt.Errorf("%w: it does not begin as one", ErrPromise)
	}
	leaf, err := ledger.ParseHash(lines[2])
	if err != nil {
		return Promise{}, fmt.Errorf("%w: %w", ErrPromise, err)
	}
	p := Promise{Origin: lines[1], Leaf: leaf}
	for _, line := range lines[3 : len(lines)-1] {
		name, value, _ := strings.Cut(line, " ")
		switch name {
		case "kind":
			p.Kind = value
		case "at":
			p.At = value
		case "by":
			p.By = value
		case "proposal":
			p.Proposal = value
		case "motion":
			p.Motion = value
		case "version":
			p.Version, _ = strconv.ParseUint(value, 10, 64) // what is no number is not spelt so again
		}
	}
	switch again, err := p.Text(); {
	case err != nil:
		return Promise{}, err
	case again != text:
		return Promise{}, fmt.Errorf("%w: its lines are others, or in another order", ErrPromise)
	}
	return p, nil
}

// SignPromise writes a promise as a signed note. Ed25519 signs the same text the same way each time, so that a promise can be made again
// from the entry as long as the key is the same. An error is a promise that cannot be written, or a signer that fails.
func SignPromise(p Promise, signer Signer) ([]byte, error) {
	text, err := p.Text()
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign a promise: %w", err)
	}
	return signed, nil
}

// ReadPromise reads a signed promise without asking who signed it. The error wraps ErrPromise.
func ReadPromise(signed []byte) (Promise, error) {
	n, err := readNote(signed)
	if err != nil {
		return Promise{}, fmt.Errorf("%w: %w", ErrPromise, err)
	}
	return ParsePromise(n.Text)
}

// readNote reads a signed note without asking who signed it.
func readNote(signed []byte) (*note.Note, error) {
	_, err := note.Open(signed, note.VerifierList())
	if unverified, ok := errors.AsType[*note.UnverifiedNoteError](err); ok {
		return unverified.Note, nil
	}
	return nil, err
}
