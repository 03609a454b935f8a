package casefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"gremium/workflow/ledger"
)

// Format is what the manifest of a case file calls its form. FORMAT.md describes it.
const Format = "gremium/case-file/v1"

// The folders of the two ledgers in a case file.
const (
	RegisterDir = "register"
	RoundDir    = "round"
)

// The files of a case file whose names do not depend on what is in it.
const (
	manifestName = "manifest.json"
	sealName     = "manifest.note"
	readmeName   = "README.txt"
	keysName     = "keys.txt"
	entriesName  = "entries.jsonl"
	leavesName   = "leaves.txt"
	textsName    = "texts.jsonl"
)

// known are the names that a file in a case file may have.
var known = regexp.MustCompile(`^(manifest\.(json|note)|README\.txt|keys\.txt|` +
	`(register|round)/(entries\.jsonl|leaves\.txt|texts\.jsonl|checkpoints/(0|[1-9][0-9]{0,15}))|` +
	`documents/[0-9a-f]{64}\.json|minutes/(0|[1-9][0-9]{0,15})\.json)$`)

// Limits of what is read of an archive that nobody vouches for.
const (
	maxDirectory = 4 << 20  // bytes of the archive's own directory
	maxManifest  = 1 << 20  // bytes
	maxNote      = 64 << 10 // bytes of a signed checkpoint
	maxDocument  = 8 << 20  // bytes of a policy
	maxText      = 4 << 20  // bytes of a line that holds a text
	maxRatio     = 64       // how many times larger a packed file may be than what is packed
)

// Manifest says what a case file holds. It is a claim of whoever made the file: only the entries under a checkpoint with a
// signature that one trusts are more than that, and the manifest itself under its own signed note.
type Manifest struct {
	Format   string   `json:"format"`
	Made     string   `json:"made"`               // instant
	Holder   string   `json:"holder"`             // whose sight the texts are: "auditor", "member", "coordinator" or "submitter"
	Round    string   `json:"round"`              // id
	Proposal string   `json:"proposal,omitempty"` // id of the only one whose texts are here; empty for all
	Ledgers  []Ledger `json:"ledgers"`            // the register, then the round
	Keys     []string `json:"keys"`               // public keys that the installation says are its own
	Files    []Sum    `json:"files"`              // all others, by name
}

// Ledger says how far a ledger in the file goes, and how much of it is here.
type Ledger struct {
	Dir      string `json:"dir"`
	Origin   string `json:"origin"`
	Size     uint64 `json:"size"`     // entries of the ledger
	Root     string `json:"root"`     // of the tree over them
	Entries  uint64 `json:"entries"`  // that are here
	Texts    uint64 `json:"texts"`    // that are here
	Withheld uint64 `json:"withheld"` // texts that are not for the holder to read
}

// Sum is a file's length and the SHA-256 of its bytes, in hex.
type Sum struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// textLine is one line of texts.jsonl: a text that opens a commitment, or the word that it is withheld.
type textLine struct {
	Entry    uint64 `json:"entry"`
	Path     string `json:"path"`
	Nonce    []byte `json:"nonce,omitempty"`
	Value    string `json:"value"`
	Withheld bool   `json:"withheld,omitempty"`
}

// MinutesName is where the minutes lie that an entry of the round drafted.
func MinutesName(entry uint64) string { return fmt.Sprintf("minutes/%d.json", entry) }

// encode gives the one spelling of a manifest.
func (m *Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return b.Bytes(), nil
}

var errManifest = errors.New("the manifest does not have its form")

// decodeManifest reads what encode gives and nothing else.
func decodeManifest(b []byte) (*Manifest, error) {
	m := &Manifest{}
	if err := json.Unmarshal(b, m); err != nil {
		return nil, fmt.Errorf("%w: %w", errManifest, err)
	}
	if again, err := m.encode(); err != nil || !bytes.Equal(again, b) {
		return nil, errManifest
	}
	return m, m.check()
}

// check holds the manifest against what every case file has.
func (m *Manifest) check() error {
	dirs := []string{RegisterDir, RoundDir}
	if m.Format != Format || len(m.Ledgers) != len(dirs) {
		return errManifest
	}
	for i, l := range m.Ledgers {
		if l.Dir != dirs[i] || l.Origin == "" || l.Entries > l.Size {
			return errManifest
		}
		if _, err := ledger.ParseHash(l.Root); err != nil {
			return errManifest
		}
	}
	named := func(a, b Sum) bool { return a.Name >= b.Name }
	for i := range m.Files {
		if i > 0 && named(m.Files[i-1], m.Files[i]) {
			return errManifest
		}
	}
	return nil
}

// sum finds a file of the manifest, nil where it lists none of that name.
func (m *Manifest) sum(name string) *Sum {
	i, ok := slices.BinarySearchFunc(m.Files, name, func(s Sum, name string) int {
		switch {
		case s.Name < name:
			return -1
		case s.Name > name:
			return 1
		}
		return 0
	})
	if !ok {
		return nil
	}
	return &m.Files[i]
}

// part is the ledger in a folder, or of an origin; nil where there is none.
func (m *Manifest) part(origin string) *Ledger {
	for i := range m.Ledgers {
		if m.Ledgers[i].Origin == origin {
			return &m.Ledgers[i]
		}
	}
	return nil
}
