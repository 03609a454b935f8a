package proof

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gremium/workflow/ledger"
)

// A Request asks a witness to cosign a checkpoint: the body of add-checkpoint in C2SP tlog-witness
// (https://c2sp.org/tlog-witness).
type Request struct {
	Old   uint64        // size that the witness has cosigned, as far as is known to who asks; 0 for none
	Proof []ledger.Hash // that the tree of that size has grown into the checkpoint's, at most 63
	Note  []byte        // signed checkpoint
}

// ErrRequest is what the error about a text that is no Request wraps.
var ErrRequest = errors.New("not a request to a witness")

// maxProof is how many hashes a proof of growth may have.
const maxProof = 63

// Text is the body of the request.
func (r *Request) Text() []byte {
	out := fmt.Appendf(nil, "old %d\n", r.Old)
	for _, h := range r.Proof {
		out = append(append(out, h.String()...), '\n')
	}
	return append(append(out, '\n'), r.Note...)
}

// ParseRequest reads what Text gives and nothing else, as far as the note, which it does not look into. The error wraps
// ErrRequest.
func ParseRequest(body []byte) (Request, error) {
	head, note, ok := bytes.Cut(body, []byte("\n\n"))
	if !ok || len(note) == 0 {
		return Request{}, fmt.Errorf("%w: it has no checkpoint", ErrRequest)
	}
	lines := strings.Split(string(head), "\n")
	digits, ok := strings.CutPrefix(lines[0], "old ")
	old, err := strconv.ParseUint(digits, 10, 63)
	if !ok || err != nil || strconv.FormatUint(old, 10) != digits {
		return Request{}, fmt.Errorf("%w: its first line does not say from which size", ErrRequest)
	}
	if len(lines)-1 > maxProof {
		return Request{}, fmt.Errorf("%w: its proof has more than %d lines", ErrRequest, maxProof)
	}
	r := Request{Old: old, Note: note}
	for _, line := range lines[1:] {
		h, err := ledger.ParseHash(line)
		if err != nil {
			return Request{}, fmt.Errorf("%w: a line of its proof is no hash", ErrRequest)
		}
		r.Proof = append(r.Proof, h)
	}
	return r, nil
}
