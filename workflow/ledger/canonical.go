package ledger

import (
	"fmt"

	"github.com/gowebpki/jcs"
)

// Canonical gives the RFC 8785 form of any JSON document, such as a policy,
// whose digest must not depend on how it was spelt. Duplicate names, invalid
// UTF-8, and anything that is not JSON are errors. Numbers become IEEE 754
// doubles, as RFC 8785 says: integers beyond ±(2^53−1) belong into strings.
// Entries do not pass through here; they are written by Write.
func Canonical(json []byte) ([]byte, error) {
	out, err := jcs.Transform(json)
	if err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	return out, nil
}
