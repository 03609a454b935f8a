package casefile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

// stored yields the entries of a part, as far as the file goes.
func (x *writer) stored(p *Part) iter.Seq2[audit.StoredEntry, error] {
	return func(yield func(audit.StoredEntry, error) bool) {
		n := uint64(0)
		for e, err := range x.src.Stored(x.ctx, p.Origin) {
			if err != nil {
				yield(e, fmt.Errorf("read %s: %w", p.Origin, err))
				return
			}
			if n == p.Head.Size || !yield(e, nil) {
				return
			}
			n++
		}
	}
}

// entries writes a line for each entry: its bytes, or nothing where they are not for this file.
func (x *writer) entries(w io.Writer, p *Part, l *Ledger) error {
	out, dec := bufio.NewWriter(w), workflow.Decoder{Reuse: true}
	for e, err := range x.stored(p) {
		if err != nil {
			return err
		}
		rec, err := dec.Decode(e.Bytes)
		if err != nil {
			return fmt.Errorf("%w: entry %d of %s: %w", workflow.ErrCorrupt, l.Entries, p.Origin, err)
		}
		x.pinned(rec)
		if p.Shows == nil || p.Shows(rec) {
			l.Entries++
			_, _ = out.Write(e.Bytes) // an error stays until Flush
		}
		_ = out.WriteByte('\n')
	}
	return out.Flush()
}

// pinned notes the policy that an entry names.
func (x *writer) pinned(rec *workflow.Record) {
	switch e := rec.Event.(type) {
	case *workflow.RoundOpened:
		x.docs[e.Policy] = true
	case *workflow.PolicyAdopted:
		x.docs[e.Digest] = true
	}
}

// leaves writes the leaf hash of every entry, also of those that are not here.
func (x *writer) leaves(w io.Writer, p *Part) error {
	out := bufio.NewWriter(w)
	for e, err := range x.stored(p) {
		if err != nil {
			return err
		}
		_, _ = out.WriteString(e.Leaf.String()) // an error stays until Flush
		_ = out.WriteByte('\n')
	}
	return out.Flush()
}

// texts writes a line for each text of an entry that is here.
func (x *writer) texts(w io.Writer, p *Part, l *Ledger) error {
	out, dec := bufio.NewWriter(w), workflow.Decoder{Reuse: true}
	next, stop := iter.Pull2(x.src.AllTexts(x.ctx, p.Origin))
	defer stop()
	t, err, more := next()
	for e, fault := range x.stored(p) {
		if fault != nil {
			return fault
		}
		rec, fault := dec.Decode(e.Bytes)
		if fault != nil {
			return fmt.Errorf("read %s again: %w", p.Origin, fault)
		}
		there := map[string]bool{}
		for ; more && err == nil && t.Seq <= rec.Seq; t, err, more = next() {
			if t.Seq < rec.Seq || p.Shows != nil && !p.Shows(rec) {
				continue
			}
			there[t.Path] = true
			line := textLine{Entry: t.Seq, Path: t.Path, Nonce: t.Nonce[:], Value: t.Value}
			if p.MayRead != nil && !p.MayRead(rec, t.Path) {
				line = textLine{Entry: t.Seq, Path: t.Path, Withheld: true}
				l.Withheld++
			} else {
				l.Texts++
			}
			if fault := line.write(out); fault != nil {
				return fault
			}
		}
		if err != nil {
			return fmt.Errorf("read the texts of %s: %w", p.Origin, err)
		}
		if fault := p.gone(out, rec, l, there); fault != nil {
			return fault
		}
	}
	return out.Flush()
}

// gone lists the texts of an entry that are not there and that a later entry may have erased.
func (p *Part) gone(w io.Writer, rec *workflow.Record, l *Ledger, there map[string]bool) error {
	if !p.Later || p.Shows != nil && !p.Shows(rec) {
		return nil
	}
	for _, c := range *rec.Event.Commitments() {
		if there[c.Path] {
			continue
		}
		l.Withheld++
		if err := (&textLine{Entry: rec.Seq, Path: c.Path, Withheld: true}).write(w); err != nil {
			return err
		}
	}
	return nil
}

func (t *textLine) write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(t); err != nil {
		return fmt.Errorf("write a text: %w", err)
	}
	return nil
}

// documents writes the policies that entries name, and what else was handed in.
func (x *writer) documents(c *Contents) error {
	for _, digest := range slices.Sorted(maps.Keys(x.docs)) {
		b, err := x.src.Document(x.ctx, digest)
		if errors.Is(err, workflow.ErrNoDocument) {
			continue // which the check will say
		}
		if err != nil {
			return fmt.Errorf("policy %s: %w", digest, err)
		}
		name := documentName(digest)
		if !known.MatchString(name) {
			return fmt.Errorf("%w: %q is no digest", workflow.ErrCorrupt, digest)
		}
		if err := x.text(name, string(b)); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Documents)) {
		if !known.MatchString(name) {
			return fmt.Errorf("a case file has no place for %q", name)
		}
		if err := x.text(name, string(c.Documents[name])); err != nil {
			return err
		}
	}
	return nil
}

// documentName is where a document of a digest lies.
func documentName(digest string) string {
	return "documents/" + strings.TrimPrefix(digest, "sha256:") + ".json"
}

// close writes the manifest, its seal and the directory of the archive.
func (x *writer) close(c *Contents) error {
	slices.SortFunc(x.m.Files, func(a, b Sum) int { return strings.Compare(a.Name, b.Name) })
	b, err := x.m.encode()
	if err != nil {
		return err
	}
	files := x.m.Files // which does not list itself
	if err := x.text(manifestName, string(b)); err != nil {
		return err
	}
	if c.Seal != nil {
		note, err := c.Seal(SealText(c.Main.Origin, b))
		if err != nil {
			return fmt.Errorf("seal the manifest: %w", err)
		}
		if err := x.text(sealName, string(note)); err != nil {
			return err
		}
	}
	x.m.Files = files
	if err := x.zip.Close(); err != nil {
		return fmt.Errorf("write the directory: %w", err)
	}
	return nil
}

// leafOf reads a line of leaves.txt; what cannot be read is the hash of nothing, which no entry has.
func leafOf(line []byte) ledger.Hash {
	h, err := ledger.ParseHash(string(bytes.TrimSuffix(line, []byte("\n"))))
	if err != nil {
		return ledger.Hash{}
	}
	return h
}
