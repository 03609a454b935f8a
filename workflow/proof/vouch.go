package proof

import (
	"encoding/base64"
	"fmt"
)

// vouching is what one key signs for the next.
func vouching(old, next string) []byte {
	return []byte("gremium key change v1\n" + old + "\n" + next + "\n")
}

// Vouch lets the holder of a key, whose public key is old, vouch for the next public key: an Ed25519 signature, base64, over
// the lines „gremium key change v1“, old and next, each with its line feed.
func Vouch(holder Signer, old, next string) (string, error) {
	signature, err := holder.Sign(vouching(old, next))
	if err != nil {
		return "", fmt.Errorf("vouch for a key: %w", err)
	}
	return base64.StdEncoding.EncodeToString(signature), nil
}

// VouchedBy tells whether the signature is the one that Vouch gives by the holder of a key that somebody trusts, whose public
// key is old.
func VouchedBy(trusted Verifier, old, next, signature string) bool {
	v, err := ParseVerifier(old)
	if err != nil || v.Name() != trusted.Name() || v.KeyHash() != trusted.KeyHash() {
		return false
	}
	b, err := base64.StdEncoding.Strict().DecodeString(signature)
	return err == nil && trusted.Verify(vouching(old, next), b)
}

// Vouched tells whether a signature is the one that Vouch gives by the holder of the key old.
func Vouched(old, next, signature string) bool {
	v, err := ParseVerifier(old)
	if err != nil {
		return false
	}
	b, err := base64.StdEncoding.Strict().DecodeString(signature)
	return err == nil && v.Verify(vouching(old, next), b)
}
