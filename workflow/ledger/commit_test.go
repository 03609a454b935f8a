package ledger

import (
	"crypto/hmac"
	"crypto/sha256"
	"testing"
)

func TestCommit(t *testing.T) {
	t.Parallel()
	nonce := [32]byte{1, 2, 3}
	mac := hmac.New(sha256.New, nonce[:])
	mac.Write([]byte("gremium/commit/v1\x00" +
		"\x00\x00\x00\x04r/26" + "\x00\x00\x00\x00\x00\x01\x02\x03" +
		"\x00\x00\x00\x05title" + "\x00\x00\x00\x03ü!"))
	got := Commit(&nonce, "r/26", 0x010203, "title", "ü!")
	if want := [32]byte(mac.Sum(nil)); got != want {
		t.Errorf("Commit = %x, want %x", got, want)
	}
}

func TestOpens(t *testing.T) {
	t.Parallel()
	nonce, other := [32]byte{7}, [32]byte{8}
	c := Commit(&nonce, "ab", 1, "cd", "ef")
	if !Opens(&c, &nonce, "ab", 1, "cd", "ef") {
		t.Error("a commitment does not open with its own value")
	}
	flipped := c
	flipped[31] ^= 1
	tests := map[string]bool{
		"nonce":      Opens(&c, &other, "ab", 1, "cd", "ef"),
		"origin":     Opens(&c, &nonce, "aB", 1, "cd", "ef"),
		"seq":        Opens(&c, &nonce, "ab", 2, "cd", "ef"),
		"path":       Opens(&c, &nonce, "ab", 1, "cD", "ef"),
		"value":      Opens(&c, &nonce, "ab", 1, "cd", "eF"),
		"border":     Opens(&c, &nonce, "ab", 1, "cde", "f"),
		"commitment": Opens(&flipped, &nonce, "ab", 1, "cd", "ef"),
	}
	for changed, opens := range tests {
		if opens {
			t.Errorf("a commitment opens with another %s", changed)
		}
	}
}
