package proof

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// cosignatureKey is the signature type of timestamped Ed25519 cosignatures in a note's key.
const cosignatureKey = 4

// stampSize is the length of the instant ahead of the signature in a cosignature.
const stampSize = 8

// A Cosigner is the key of a witness. Its cosignatures have the form of C2SP tlog-cosignature with Ed25519
// (https://c2sp.org/tlog-cosignature).
type Cosigner struct {
	name string
	hash uint32
	key  ed25519.PrivateKey
}

// NewCosigner makes the key of a witness under a name: the text of the cosigner („PRIVATE+KEY+name+hash+base64“, to be kept
// secret) and the public key that logs and auditors get („name+hash+base64“). random gives 32 bytes of the seed. A name that is
// empty or holds white space or a plus sign is an error, and so is what random answers.
func NewCosigner(random io.Reader, name string) (cosigner, public string, err error) {
	var seed [ed25519.SeedSize]byte
	if _, err := io.ReadFull(random, seed[:]); err != nil {
		return "", "", fmt.Errorf("make a witness's key: %w", err)
	}
	body := base64.StdEncoding.EncodeToString(append([]byte{cosignatureKey}, seed[:]...))
	c, err := readCosigner(name, "", body)
	if err != nil {
		return "", "", fmt.Errorf("make a witness's key under %q: %w", name, err)
	}
	return fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", name, c.hash, body), c.Public(), nil
}

// ParseCosigner reads the text of a cosigner. The error wraps ErrKey.
func ParseCosigner(text string) (*Cosigner, error) {
	f := strings.SplitN(text, "+", 5)
	if len(f) != 5 || f[0] != "PRIVATE" || f[1] != "KEY" || len(f[3]) != 8 {
		return nil, fmt.Errorf("%w: the text of a cosigner does not read", ErrKey)
	}
	return readCosigner(f[2], f[3], f[4])
}

// readCosigner reads the parts of a cosigner's text; an empty hash is worked out.
func readCosigner(name, hash, body string) (*Cosigner, error) {
	b, err := base64.StdEncoding.Strict().DecodeString(body)
	if err != nil || len(b) != 1+ed25519.SeedSize || b[0] != cosignatureKey {
		return nil, fmt.Errorf("%w: the text of a cosigner does not read", ErrKey)
	}
	c := &Cosigner{name: name, key: ed25519.NewKeyFromSeed(b[1:])}
	c.hash = cosignerHash(name, c.public())
	if hash != "" && hash != fmt.Sprintf("%08x", c.hash) {
		return nil, fmt.Errorf("%w: the text of a cosigner does not have its hash", ErrKey)
	}
	if _, err := ParseWitness(c.Public()); err != nil { // which looks at the name
		return nil, err
	}
	return c, nil
}

func (c *Cosigner) public() ed25519.PublicKey { return ed25519.PublicKey(c.key[ed25519.SeedSize:]) }

// Name is what the witness is called.
func (c *Cosigner) Name() string { return c.name }

// Public is the public key.
func (c *Cosigner) Public() string { return cosignerText(c.name, c.public()) }

// Cosign answers the signature line for a checkpoint, with its line feed. The error is a checkpoint that cannot be written,
// or an instant before 1970.
func (c *Cosigner) Cosign(cp Checkpoint, at time.Time) ([]byte, error) {
	text, err := cp.Text()
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: text}, &stamped{c, at.Unix()})
	if err != nil {
		return nil, fmt.Errorf("cosign %s: %w", cp.Origin, err)
	}
	return signed[len(text)+1:], nil
}

// stamped is a cosigner at an instant, as notes know signers.
type stamped struct {
	*Cosigner
	at int64
}

// KeyHash is that of the key.
func (s *stamped) KeyHash() uint32 { return s.hash }

// Sign gives the instant and the signature over it and the text.
func (s *stamped) Sign(text []byte) ([]byte, error) {
	if s.at < 0 {
		return nil, fmt.Errorf("%w: cosigned before 1970", ErrCheckpoint)
	}
	out := binary.BigEndian.AppendUint64(nil, uint64(s.at)) //nolint:gosec // Not negative, see above.
	return append(out, ed25519.Sign(s.key, stampedText(uint64(s.at), text))...), nil
}

// stampedText is what a cosignature is over.
func stampedText(at uint64, text []byte) []byte {
	return fmt.Appendf(nil, "cosignature/v1\ntime %d\n%s", at, text)
}

// cosignerHash tells keys of one name apart: the first four bytes of SHA-256(name ‖ "\n" ‖ 0x04 ‖ key).
func cosignerHash(name string, key ed25519.PublicKey) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n\x04"), key...))
	return binary.BigEndian.Uint32(sum[:])
}

func cosignerText(name string, key ed25519.PublicKey) string {
	body := base64.StdEncoding.EncodeToString(append([]byte{cosignatureKey}, key...))
	return fmt.Sprintf("%s+%08x+%s", name, cosignerHash(name, key), body)
}
