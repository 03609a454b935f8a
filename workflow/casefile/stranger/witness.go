package stranger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// Cosigned is how far the witness with a public key has cosigned the ledger in a folder of a case file, 0 where it has not. The
// error is a key that is none of a witness.
func (r *Result) Cosigned(dir, key string) (int, error) {
	parts := strings.SplitN(key, "+", 3)
	if len(parts) != 3 {
		return 0, fmt.Errorf("%q is no public key", key)
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != 33 || raw[0] != 4 {
		return 0, fmt.Errorf("%q is no public key of a witness", key)
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	if hex.EncodeToString(id[:4]) != parts[1] {
		return 0, fmt.Errorf("%q does not have its own hash", key)
	}
	most := 0
	for name, b := range r.files {
		digits, ok := strings.CutPrefix(name, dir+"/checkpoints/")
		text, lines, _ := bytes.Cut(b, []byte("\n\n"))
		if n, err := strconv.Atoi(digits); ok && err == nil && n > most && cosigned(string(text)+"\n", string(lines), parts[0], raw[1:], id[:4]) {
			most = n
		}
	}
	return most, nil
}

// cosigned asks whether one of the lines is the witness's over the text.
func cosigned(text, lines, name string, key ed25519.PublicKey, id []byte) bool {
	for line := range strings.Lines(lines) {
		body, theirs := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "— "+name+" ")
		sig, err := base64.StdEncoding.DecodeString(body)
		if !theirs || err != nil || len(sig) != 4+8+64 || !bytes.Equal(sig[:4], id) {
			continue
		}
		signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig[4:12]), text)
		if ed25519.Verify(key, []byte(signed), sig[12:]) {
			return true
		}
	}
	return false
}
