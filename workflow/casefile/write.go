package casefile

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

// Part is what of one ledger goes into a case file.
type Part struct {
	Origin string
	Head   workflow.Head
	// Later tells that the ledger goes on behind Head. A text that is gone may have been erased by an entry there: it counts as
	// withheld.
	Later bool
	// Checkpoints are signed notes by size; one of the size of Head should be among them. Without it the file says how far the
	// ledger goes and nobody vouches for it.
	Checkpoints map[uint64][]byte
	// Shows tells whether an entry is in the file with its bytes; of the others only the leaf hash is. nil shows all.
	Shows func(rec *workflow.Record) bool
	// MayRead tells whether the holder may read a text of an entry that is shown. nil lets all be read.
	MayRead func(rec *workflow.Record, path string) bool
}

// Contents is what a case file is made of.
type Contents struct {
	Made            ledger.Instant
	Holder          string
	Round, Proposal string
	Register, Main  Part
	Keys            []string          // public keys
	Documents       map[string][]byte // further ones, by their name: minutes/….json
	// Seal signs the manifest's digest, as SealText words it, and answers a signed note; nil makes a file without it.
	Seal func(text string) ([]byte, error)
}

// HeadAt is where a ledger stood after so many entries, from the leaf hashes that the source has. The error is that of the
// source, or ErrCorrupt where there are not that many.
func HeadAt(ctx context.Context, src audit.Source, origin string, size uint64) (workflow.Head, error) {
	var tree ledger.Tree
	for e, err := range src.Stored(ctx, origin) {
		if err != nil {
			return workflow.Head{}, fmt.Errorf("read %s: %w", origin, err)
		}
		if tree.Size() == size {
			break
		}
		tree.Append(e.Leaf)
	}
	if tree.Size() != size {
		return workflow.Head{}, fmt.Errorf("%w: %s has fewer than %d entries", workflow.ErrCorrupt, origin, size)
	}
	return workflow.Head{Size: size, Root: tree.Root()}, nil
}

// SealText is what the installation signs about a case file: three lines, which no checkpoint can be taken for.
func SealText(origin string, manifest []byte) string {
	sum := sha256.Sum256(manifest)
	return Format + " manifest\n" + origin + "\n" + base64.StdEncoding.EncodeToString(sum[:]) + "\n"
}

// writer writes one case file.
type writer struct {
	ctx  context.Context
	src  audit.Source
	zip  *zip.Writer
	m    Manifest
	docs map[string]bool // digests that entries name
}

// Write writes a case file to w, reading src as it goes: nothing is held but the directory. Errors are those of src and w.
func Write(ctx context.Context, w io.Writer, src audit.Source, c *Contents) (*Manifest, error) {
	x := &writer{ctx: ctx, src: src, zip: zip.NewWriter(w), docs: map[string]bool{}, m: Manifest{
		Format: Format, Made: c.Made.String(), Holder: c.Holder, Round: c.Round, Proposal: c.Proposal, Keys: append([]string{}, c.Keys...),
	}}
	if err := x.text(readmeName, readme); err != nil {
		return nil, err
	}
	for i, p := range []*Part{&c.Register, &c.Main} {
		if err := x.ledger([]string{RegisterDir, RoundDir}[i], p); err != nil {
			return nil, err
		}
	}
	if err := x.documents(c); err != nil {
		return nil, err
	}
	if err := x.text(keysName, strings.Join(append(slices.Clone(c.Keys), ""), "\n")); err != nil {
		return nil, err
	}
	if err := x.close(c); err != nil {
		return nil, err
	}
	return &x.m, nil
}

// file writes one file, stored as it is: an altered byte of the archive is an altered byte of the file, and can be named.
func (x *writer) file(name string, fill func(io.Writer) error) error {
	w, err := x.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	s := &summed{w: w, h: sha256.New()}
	if err := fill(s); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	x.m.Files = append(x.m.Files, Sum{Name: name, Size: s.n, SHA256: hex.EncodeToString(s.h.Sum(nil))})
	return nil
}

// summed counts and hashes what goes through it.
type summed struct {
	w io.Writer
	h hash.Hash
	n int64
}

// Write passes b on.
func (s *summed) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	s.h.Write(b[:n])
	s.n += int64(n)
	return n, err
}

func (x *writer) text(name, content string) error {
	return x.file(name, func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	})
}

// ledger writes the files of one ledger.
func (x *writer) ledger(dir string, p *Part) error {
	x.m.Ledgers = append(x.m.Ledgers, Ledger{Dir: dir, Origin: p.Origin, Size: p.Head.Size, Root: p.Head.Root.String()})
	l := &x.m.Ledgers[len(x.m.Ledgers)-1]
	err := x.file(dir+"/"+entriesName, func(w io.Writer) error { return x.entries(w, p, l) })
	if err != nil {
		return err
	}
	err = x.file(dir+"/"+leavesName, func(w io.Writer) error { return x.leaves(w, p) })
	if err != nil {
		return err
	}
	if err := x.file(dir+"/"+textsName, func(w io.Writer) error { return x.texts(w, p, l) }); err != nil {
		return err
	}
	sizes := slices.Sorted(maps.Keys(p.Checkpoints))
	for _, size := range sizes {
		if err := x.text(dir+"/checkpoints/"+strconv.FormatUint(size, 10), string(p.Checkpoints[size])); err != nil {
			return err
		}
	}
	return nil
}
