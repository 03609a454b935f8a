package proof

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

// A Witness is the public key of somebody who cosigns checkpoints: they have seen the ledger grow, and vouch that nothing in
// it was taken back since they first saw it. It is a note.Verifier.
type Witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

// ErrCosignature is what the error about a cosignature that does not hold wraps.
var ErrCosignature = errors.New("not a cosignature by this witness")

// ParseWitness reads a public key of the form name+hash+base64 with the signature type of Ed25519 cosignatures. The error
// wraps ErrKey.
func ParseWitness(text string) (*Witness, error) {
	f := strings.SplitN(text, "+", 3)
	if len(f) != 3 || f[0] == "" || !utf8.ValidString(f[0]) || strings.ContainsFunc(f[0], unicode.IsSpace) {
		return nil, fmt.Errorf("%w: %q is no public key", ErrKey, text)
	}
	b, err := base64.StdEncoding.Strict().DecodeString(f[2])
	if err != nil || len(b) != 1+ed25519.PublicKeySize || b[0] != cosignatureKey {
		return nil, fmt.Errorf("%w: %q is no public key of a witness", ErrKey, text)
	}
	w := &Witness{name: f[0], key: b[1:]}
	if w.hash = cosignerHash(w.name, w.key); w.String() != text {
		return nil, fmt.Errorf("%w: %q does not have its hash, or its one spelling", ErrKey, text)
	}
	return w, nil
}

// Name is what the witness is called.
func (w *Witness) Name() string { return w.name }

// KeyHash tells keys of one name apart.
func (w *Witness) KeyHash() uint32 { return w.hash }

// String is the public key as text.
func (w *Witness) String() string { return cosignerText(w.name, w.key) }

// Verify tells whether sig is this witness's over the text of a checkpoint.
func (w *Witness) Verify(text, sig []byte) bool {
	if len(sig) != stampSize+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	return at <= math.MaxInt64 && ed25519.Verify(w.key, stampedText(at, text), sig[stampSize:])
}

// Cosigned finds the signature line of this witness under a checkpoint among lines that are anybody's, and answers it with its
// line feed, and the instant that it names. The error wraps ErrCosignature.
func (w *Witness) Cosigned(c Checkpoint, lines []byte) (line []byte, at time.Time, err error) {
	text, err := c.Text()
	if err != nil {
		return nil, time.Time{}, err
	}
	n, err := note.Open(append([]byte(text+"\n"), lines...), note.VerifierList(w))
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("%w: %w", ErrCosignature, err)
	}
	sig, err := base64.StdEncoding.DecodeString(n.Sigs[0].Base64)
	if err != nil || len(sig) < 4+stampSize {
		return nil, time.Time{}, ErrCosignature
	}
	unix := int64(binary.BigEndian.Uint64(sig[4:])) //nolint:gosec // Verify takes none above.
	return fmt.Appendf(nil, "— %s %s\n", n.Sigs[0].Name, n.Sigs[0].Base64), time.Unix(unix, 0).UTC(), nil
}

// Cosignature is a signature line of a witness as it is kept, over the checkpoint of a size.
type Cosignature struct {
	Origin string
	Size   uint64
	Key    string // public, of the witness
	Line   []byte
}

// WithCosignatures is a signed checkpoint with those of the signature lines behind it that are over its size.
func WithCosignatures(s Signed, lines []Cosignature) []byte {
	out := slices.Clone(s.Note)
	for _, l := range lines {
		if l.Origin == s.Origin && l.Size == s.Size {
			out = append(out, l.Line...)
		}
	}
	return out
}

// A Rule says how many of which witnesses have to have cosigned. The zero Rule asks for nothing.
type Rule struct {
	Witnesses []*Witness
	Quorum    int
}

// ErrRule is what the error about a rule that cannot be wraps.
var ErrRule = errors.New("no rule for witnesses")

// NewRule makes a rule of witnesses' public keys. A quorum of 0 asks for more than half of them. The error wraps ErrKey, or ErrRule
// where a key is named twice, under whatever name, or the quorum is more than there are witnesses.
func NewRule(quorum int, keys ...string) (Rule, error) {
	var r Rule
	for _, text := range keys {
		w, err := ParseWitness(text)
		if err != nil {
			return Rule{}, err
		}
		if slices.ContainsFunc(r.Witnesses, func(o *Witness) bool { return o.key.Equal(w.key) }) {
			return Rule{}, fmt.Errorf("%w: the key of %s is named twice", ErrRule, w.name)
		}
		r.Witnesses = append(r.Witnesses, w)
	}
	if quorum == 0 && len(keys) > 0 {
		quorum = len(keys)/2 + 1
	}
	if quorum < 0 || quorum > len(keys) {
		return Rule{}, fmt.Errorf("%w: %d of %d", ErrRule, quorum, len(keys))
	}
	r.Quorum = quorum
	return r, nil
}

// Reach is the largest size up to which enough witnesses have gone, 0 where there is none; sizes has by public key how far each
// has cosigned. Who has cosigned a size has seen all smaller ones grow into it.
func (r Rule) Reach(sizes map[string]uint64) uint64 {
	all := make([]uint64, 0, len(r.Witnesses))
	for _, w := range r.Witnesses {
		all = append(all, sizes[w.String()])
	}
	slices.Sort(all)
	if r.Quorum == 0 {
		return 0
	}
	return all[len(all)-r.Quorum]
}

// Count is how many witnesses have cosigned that size or a larger one.
func (r Rule) Count(sizes map[string]uint64, size uint64) int {
	n := 0
	for _, w := range r.Witnesses {
		if at := sizes[w.String()]; at > 0 && at >= size {
			n++
		}
	}
	return n
}
