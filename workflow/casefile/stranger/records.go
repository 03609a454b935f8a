package stranger

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// records checks what entries say of the round as a whole: in the register how far it went when it was over, and in the round of
// what its minutes are.
func (c *checker) records(register, round []entry) {
	type head struct {
		Round, Root, Digest string
		Size                int
	}
	stands := func(h *head) bool {
		if h.Size < 1 || h.Size > len(round) {
			return false
		}
		sum := root(round[:h.Size])
		return base64.StdEncoding.EncodeToString(sum[:]) == h.Root
	}
	for n := range register {
		var h head
		if register[n].Type != "round.closed/1" || json.Unmarshal(register[n].Data, &h) != nil || h.Round != c.m.Round {
			continue
		}
		if c.result.Closed++; !stands(&h) {
			c.bad(0, n, "the round is not the one that was closed")
		}
	}
	for n := range round {
		var h head
		if round[n].Type != "minutes.drafted/1" || json.Unmarshal(round[n].Data, &h) != nil {
			continue
		}
		b, there := c.files[fmt.Sprintf("minutes/%d.json", n)]
		sum := sha256.Sum256(bytes.TrimSpace(b))
		if there {
			c.result.Minutes++
		}
		if !stands(&h) || there && "sha256:"+hex.EncodeToString(sum[:]) != h.Digest {
			c.bad(1, n, "the minutes are not those on record")
		}
	}
}
