// Package stranger is a second verifier of case files, as somebody would write it who has FORMAT.md and none of Gremium's
// code: it imports the standard library alone. It is for tests, which hold it against the verifier that ships: what one finds
// the other has to find.
package stranger

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Result is what was found.
type Result struct {
	Wrong      []string // in the order of the steps; empty where all that was checked holds
	FirstBad   int      // first entry of the round that is wrong, -1 where none is named
	Entries    int      // of the round that were checked
	Texts      int      // of both ledgers that opened their commitments
	Withheld   int
	Closed     int // times that the register says how far the round went
	Minutes    int // whose digest holds
	Decisions  []Decision
	Unsigned   bool     // there was no key, or nothing signed
	Unheard    []string // trusted keys of which the register tells nothing: then no signature is ok
	NotDerived string

	files map[string][]byte // of the archive
}

// Decision is a decision that was derived again.
type Decision struct {
	Entry    int
	Proposal string
	Proposed string // as it follows
	Says     string // as the entry has it
	Means    map[string]string
	Yes, No  int64
}

type manifest struct {
	Format, Round, Proposal string
	Ledgers                 []struct {
		Dir, Origin, Root string
		Size              int
	}
	Files []struct {
		Name, SHA256 string
		Size         int64
	}
}

type entry struct {
	Actor, At, For, Origin, Proposal, Type string
	Seq, V                                 int
	Data                                   json.RawMessage
	here                                   bool
	leaf                                   [32]byte
}

func (e *entry) who() string {
	if e.For != "" {
		return e.For
	}
	return e.Actor
}

type checker struct {
	files  map[string][]byte
	m      manifest
	keys   []string
	asked  []asked
	result *Result
}

func (c *checker) wrong(format string, args ...any) {
	c.result.Wrong = append(c.result.Wrong, fmt.Sprintf(format, args...))
}

// Verify checks a small case file with public keys; without any it checks no signature. The error is one of reading.
func Verify(in io.ReaderAt, size int64, keys ...string) (*Result, error) {
	c := &checker{files: map[string][]byte{}, keys: keys, result: &Result{FirstBad: -1, Unsigned: len(keys) == 0}}
	if err := c.unpack(in, size); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(c.files["manifest.json"], &c.m); err != nil || len(c.m.Ledgers) != 2 {
		return nil, errors.New("the manifest cannot be read")
	}
	c.sums()
	var ledgers [2][]entry
	for i := range c.m.Ledgers {
		ledgers[i] = c.ledger(i)
	}
	c.signatures(ledgers[0])
	c.listed(ledgers[0], ledgers[1])
	c.records(ledgers[0], ledgers[1])
	c.decisions(ledgers[1])
	c.result.files = c.files
	return c.result, nil
}

// unpack reads the whole archive, without its own checksums.
func (c *checker) unpack(in io.ReaderAt, size int64) error {
	z, err := zip.NewReader(in, size)
	if err != nil {
		return fmt.Errorf("no archive: %w", err)
	}
	for _, f := range z.File {
		if f.Method != zip.Store || c.files[f.Name] != nil {
			return fmt.Errorf("%s is packed or there twice", f.Name)
		}
		at, err := f.DataOffset()
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		b, err := io.ReadAll(io.NewSectionReader(in, at, int64(f.CompressedSize64)))
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		c.files[f.Name] = b
	}
	return nil
}

// sums is step 1.
func (c *checker) sums() {
	for _, f := range c.m.Files {
		sum := sha256.Sum256(c.files[f.Name])
		if int64(len(c.files[f.Name])) != f.Size || hex.EncodeToString(sum[:]) != f.SHA256 {
			c.wrong("%s is not the file that the manifest lists", f.Name)
		}
	}
	sum := sha256.Sum256(c.files["manifest.json"])
	text := "gremium/case-file/v1 manifest\n" + c.m.Ledgers[1].Origin + "\n" + base64.StdEncoding.EncodeToString(sum[:]) + "\n"
	c.signed("manifest.note", text, [2]int{c.m.Ledgers[0].Size, c.m.Ledgers[1].Size})
}

// signed notes that a file has to be a signed note of that text.
func (c *checker) signed(name, text string, sizes [2]int) {
	if len(c.keys) > 0 {
		c.asked = append(c.asked, asked{name, text, sizes})
	}
}

// ledger is steps 2, 3 and 7 for one ledger.
func (c *checker) ledger(i int) []entry {
	l := c.m.Ledgers[i]
	entries := lines(c.files[l.Dir+"/entries.jsonl"])
	leaves := lines(c.files[l.Dir+"/leaves.txt"])
	out := make([]entry, len(entries))
	var last string
	for n, b := range entries {
		e := &out[n]
		if n < len(leaves) {
			if h, err := base64.StdEncoding.DecodeString(string(leaves[n])); err == nil {
				copy(e.leaf[:], h)
			}
		}
		if len(b) == 0 {
			continue
		}
		leaf := sha256.Sum256(append([]byte{0}, b...))
		err := json.Unmarshal(b, e)
		if e.here = true; leaf != e.leaf || err != nil || e.Seq != n || e.Origin != l.Origin || e.At < last || e.V != 1 {
			c.bad(i, n, "the entry is not the one that was written, or not in its place")
		}
		last, e.leaf = e.At, leaf
	}
	if i == 1 {
		c.result.Entries = len(out)
	}
	hash := root(out)
	if at := base64.StdEncoding.EncodeToString(hash[:]); len(out) != l.Size || len(leaves) != l.Size || at != l.Root {
		c.wrong("%s: %d entries with root %s, the manifest says %d with root %s", l.Dir, len(out), at, l.Size, l.Root)
	}
	checkpoint := fmt.Sprintf("%s\n%d\n%s\n", l.Origin, l.Size, l.Root)
	sizes := [2]int{-1, -1}
	sizes[i] = l.Size
	c.signed(fmt.Sprintf("%s/checkpoints/%d", l.Dir, l.Size), checkpoint, sizes)
	c.texts(i, out)
	return out
}

func (c *checker) bad(ledger, n int, what string) {
	c.wrong("%s, entry %d: %s", c.m.Ledgers[ledger].Dir, n, what)
	if ledger == 1 && (c.result.FirstBad < 0 || n < c.result.FirstBad) {
		c.result.FirstBad = n
	}
}

func lines(b []byte) [][]byte {
	var out [][]byte
	s := bufio.NewScanner(bytes.NewReader(b))
	s.Buffer(nil, 4<<20)
	for s.Scan() {
		out = append(out, bytes.Clone(s.Bytes()))
	}
	return out
}

// root is the root of the tree over the leaves (RFC 6962, section 2.1).
func root(entries []entry) [32]byte {
	switch n := len(entries); n {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return entries[0].leaf
	default:
		k := 1
		for k*2 < n {
			k *= 2
		}
		left, right := root(entries[:k]), root(entries[k:])
		return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
	}
}

// listed checks the round's place in the register.
func (c *checker) listed(register, round []entry) {
	for i := range register {
		var data struct{ Round, Opening, Origin string }
		if register[i].Type != "round.listed/1" || json.Unmarshal(register[i].Data, &data) != nil || data.Round != c.m.Round {
			continue
		}
		if len(round) == 0 || data.Origin != c.m.Ledgers[1].Origin || data.Opening != base64.StdEncoding.EncodeToString(round[0].leaf[:]) {
			c.wrong("the register lists the round with another first entry")
		}
		return
	}
	c.wrong("the register does not list the round")
}
