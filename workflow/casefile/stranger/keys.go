package stranger

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// asked is a note whose signature is looked at once the register has been read. sizes are how far the ledgers of the file go, as the note has it;
// -1 for one that it does not speak of.
type asked struct {
	name, text string
	sizes      [2]int
}

// change is an entry by which another key came into force.
type change struct {
	at                  int // entry of the register
	noted               bool
	New, Old, Signature string
	round               int // how far the round of the file counts to whoever signs with a key of before
}

// signatures asks of every note for a good signature by the key, or one that it vouches for, that still counts so far.
func (c *checker) signatures(register []entry) {
	changes := c.changes(register)
	keys := slices.Clone(c.keys)
	for _, x := range changes {
		if slices.Contains(keys, x.Old) && vouched(x) {
			keys = append(keys, x.New)
		}
	}
	c.unheard(changes, keys)
	for _, a := range c.asked {
		var said error
		for _, k := range keys {
			err := verifyNote(c.files[a.name], a.text, k)
			if err == nil && outrun(changes, k, a.sizes) {
				c.wrong("%s: signed by an earlier key after the change of the key", a.name)
				said = nil
				break
			}
			if said = err; err == nil {
				break
			}
		}
		if said != nil {
			c.wrong("%s: %v", a.name, said)
		}
	}
}

// unheard looks for keys that neither sign the register, which another one does, nor have vouched for the one in their place.
func (c *checker) unheard(changes []change, keys []string) {
	l := c.m.Ledgers[0]
	var missing []string
	signed := false
	for _, k := range keys {
		err := verifyNote(c.files[fmt.Sprintf("%s/checkpoints/%d", l.Dir, l.Size)], fmt.Sprintf("%s\n%d\n%s\n", l.Origin, l.Size, l.Root), k)
		if signed = signed || err == nil; err != nil && !followed(changes, k) {
			missing = append(missing, k)
		}
	}
	if signed {
		c.result.Unheard = missing
	}
}

// followed tells whether a key has vouched for the one that came into force behind it.
func followed(changes []change, key string) bool {
	for i := len(changes) - 1; i >= 0 && changes[i].New != key; i-- {
		if changes[i].Old == key && vouched(changes[i]) {
			return true
		}
	}
	return false
}

// changes reads the changes of the key, and what the register says by then of how far the round goes.
func (c *checker) changes(register []entry) []change {
	var out []change
	closed, noted := 0, 0
	for i := range register {
		var data struct {
			New, Old, Origin, Signature string
			Size                        int
		}
		e := &register[i]
		if json.Unmarshal(e.Data, &data) != nil {
			continue
		}
		switch {
		case e.Type == "round.closed/1" && data.Origin == c.m.Ledgers[1].Origin:
			closed = data.Size
		case e.Type == "round.noted/1" && data.Origin == c.m.Ledgers[1].Origin:
			noted = data.Size
		case e.Type == "key.rotated/1" || e.Type == "key.rotated/2":
			x := change{at: i, noted: e.Type == "key.rotated/2", New: data.New, Old: data.Old, Signature: data.Signature, round: closed}
			if noted > 0 {
				x.round = noted
			}
			out, noted = append(out, x), 0
		}
	}
	return out
}

// outrun tells whether a key has been replaced by another, and the ledgers went less far then.
func outrun(changes []change, key string, sizes [2]int) bool {
	for i := len(changes) - 1; i >= 0; i-- {
		if changes[i].New == key {
			changes = changes[i+1:]
			break
		}
	}
	for _, x := range changes {
		if x.noted {
			return sizes[0] > x.at || sizes[1] > x.round
		}
	}
	return false
}

// vouched asks for the signature of the old key over the new one.
func vouched(x change) bool {
	parts := strings.SplitN(x.Old, "+", 3)
	if len(parts) != 3 {
		return false
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	sig, wrong := base64.StdEncoding.DecodeString(x.Signature)
	return err == nil && wrong == nil && len(raw) == 33 && raw[0] == 1 &&
		ed25519.Verify(raw[1:], []byte("gremium key change v1\n"+x.Old+"\n"+x.New+"\n"), sig)
}
