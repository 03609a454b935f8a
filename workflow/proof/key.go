package proof

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A Signer signs checkpoints.
type Signer = note.Signer

// A Verifier tells whether a signature is by the holder of a key.
type Verifier = note.Verifier

// ErrKey is what the error about a text that is no key wraps. It never tells the text.
var ErrKey = errors.New("not a key")

// NewKey makes an Ed25519 key under a name, the authority of the installation: the text of the
// signer („PRIVATE+KEY+name+hash+base64“, to be kept secret) and that of the verifier
// („name+hash+base64“, the public key that an auditor gets). random gives 32 bytes of the seed. A
// name that is empty or holds white space or a plus sign is an error, and so is what random answers.
func NewKey(random io.Reader, name string) (signer, verifier string, err error) {
	var seed [ed25519.SeedSize]byte
	if _, err := io.ReadFull(random, seed[:]); err != nil {
		return "", "", fmt.Errorf("make a key: %w", err)
	}
	public, ok := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	if !ok {
		return "", "", fmt.Errorf("make a key: %w", ErrKey)
	}
	if verifier, err = note.NewEd25519VerifierKey(name, public); err != nil {
		return "", "", fmt.Errorf("make a key: %w", err)
	}
	if _, err := note.NewVerifier(verifier); err != nil { // which looks at the name
		return "", "", fmt.Errorf("make a key under %q: %w", name, err)
	}
	hash := strings.Split(verifier, "+")[1]
	signer = "PRIVATE+KEY+" + name + "+" + hash + "+" +
		base64.StdEncoding.EncodeToString(append([]byte{ed25519Key}, seed[:]...))
	return signer, verifier, nil
}

// ed25519Key is the signature type of Ed25519 in a note's key.
const ed25519Key = 1

// ParseSigner reads the text of a signer. The error wraps ErrKey.
func ParseSigner(text string) (Signer, error) {
	s, err := note.NewSigner(text)
	if err != nil {
		return nil, fmt.Errorf("%w: the text of a signer does not read", ErrKey)
	}
	return s, nil
}

// ParseVerifier reads the text of a verifier. The error wraps ErrKey.
func ParseVerifier(text string) (Verifier, error) {
	v, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no public key", ErrKey, text)
	}
	return v, nil
}

// NameOf is what signatures call a public key: „name+hash“, the text up to the key itself; the text as it is where it is no key.
func NameOf(public string) string {
	name, rest, _ := strings.Cut(public, "+")
	hash, _, ok := strings.Cut(rest, "+")
	if !ok {
		return public
	}
	return name + "+" + hash
}

// ParseVerifiers reads the texts of several verifiers, each at most once. The error wraps ErrKey.
func ParseVerifiers(texts ...string) ([]Verifier, error) {
	var out []Verifier
	seen := map[string]bool{}
	for _, text := range texts {
		if seen[text] {
			continue
		}
		seen[text] = true
		v, err := ParseVerifier(text)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// VerifierOf is the text of the verifier that belongs to the text of a signer. The error wraps ErrKey.
func VerifierOf(signer string) (string, error) {
	s, err := ParseSigner(signer)
	if err != nil {
		return "", err
	}
	fields := strings.SplitN(signer, "+", 5) // ParseSigner leaves no other form; the base64 may hold plus signs
	key, err := base64.StdEncoding.DecodeString(fields[len(fields)-1])
	if err != nil || len(key) != 1+ed25519.SeedSize || key[0] != ed25519Key {
		return "", fmt.Errorf("%w: the text of a signer does not read", ErrKey)
	}
	public, ok := ed25519.NewKeyFromSeed(key[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return "", fmt.Errorf("%w: no Ed25519", ErrKey)
	}
	verifier, err := note.NewEd25519VerifierKey(s.Name(), public)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrKey, err)
	}
	return verifier, nil
}
