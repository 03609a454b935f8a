package stranger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
)

// texts opens every commitment of a ledger's entries that are here.
func (c *checker) texts(ledger int, entries []entry) {
	type text struct {
		Entry       int
		Path, Value string
		Nonce       []byte
		Withheld    bool
	}
	all := map[place]text{}
	for _, b := range lines(c.files[c.m.Ledgers[ledger].Dir+"/texts.jsonl"]) {
		var t text
		if err := json.Unmarshal(b, &t); err != nil {
			c.wrong("a text cannot be read")
			continue
		}
		all[place{t.Entry, t.Path}] = t
	}
	erased := erasures(entries)
	for n := range entries {
		var data struct{ Texts []struct{ C, Path string } }
		if !entries[n].here || json.Unmarshal(entries[n].Data, &data) != nil {
			continue
		}
		for _, x := range data.Texts {
			at := place{n, x.Path}
			t, there := all[at]
			delete(all, at)
			switch {
			case !there && erased[at]:
			case !there:
				c.bad(ledger, n, "the text "+x.Path+" is missing")
			case t.Withheld:
				c.result.Withheld++
			case x.C != commitment(t.Nonce, entries[n].Origin, n, t.Path, t.Value):
				c.bad(ledger, n, "the text "+x.Path+" is not the one committed to")
			default:
				c.result.Texts++
			}
		}
	}
	for at := range all {
		c.bad(ledger, at.entry, "nothing commits to the text "+at.path)
	}
}

// place is where a text belongs.
type place struct {
	entry int
	path  string
}

// erasures are the texts that entries say were erased.
func erasures(entries []entry) map[place]bool {
	erased := map[place]bool{}
	for n := range entries {
		var data struct {
			Fields []struct {
				Entry int
				Paths []string
			}
		}
		if entries[n].Type != "text.erased/1" || json.Unmarshal(entries[n].Data, &data) != nil {
			continue
		}
		for _, f := range data.Fields {
			for _, path := range f.Paths {
				erased[place{f.Entry, path}] = true
			}
		}
	}
	return erased
}

// commitment binds a text to its place.
func commitment(nonce []byte, origin string, seq int, path, value string) string {
	mac := hmac.New(sha256.New, nonce)
	var b bytes.Buffer
	b.WriteString("gremium/commit/v1\x00")
	counted := func(s string) {
		b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(s))))
		b.WriteString(s)
	}
	counted(origin)
	b.Write(binary.BigEndian.AppendUint64(nil, uint64(seq)))
	counted(path)
	counted(value)
	mac.Write(b.Bytes())
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// verifyNote checks that a signed note has that text and a signature by the key.
func verifyNote(note []byte, text, key string) error {
	rest, ok := strings.CutPrefix(string(note), text+"\n")
	if !ok {
		return errors.New("the note has another text")
	}
	parts := strings.SplitN(key, "+", 3)
	if len(parts) != 3 {
		return errors.New("no public key")
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != 33 || raw[0] != 1 {
		return errors.New("no public key")
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	if hex.EncodeToString(id[:4]) != parts[1] {
		return errors.New("the key does not have its own hash")
	}
	for line := range strings.Lines(rest) {
		body, ours := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "— "+parts[0]+" ")
		sig, err := base64.StdEncoding.DecodeString(body)
		if !ours || err != nil || len(sig) != 68 || !bytes.Equal(sig[:4], id[:4]) {
			continue
		}
		if ed25519.Verify(raw[1:], []byte(text), sig[4:]) {
			return nil
		}
	}
	return errors.New("there is no good signature by the key")
}
