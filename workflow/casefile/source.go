package casefile

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

var _ audit.Source = (*File)(nil)

// Heads are the two ledgers with the size and root that the manifest claims for them.
func (f *File) Heads(context.Context) (map[string]workflow.Head, error) {
	out := make(map[string]workflow.Head, len(f.Manifest.Ledgers))
	for _, l := range f.Manifest.Ledgers {
		root, err := ledger.ParseHash(l.Root)
		if err != nil {
			return nil, &Damage{what: manifestForm, File: manifestName}
		}
		out[l.Origin] = workflow.Head{Size: l.Size, Root: root}
	}
	return out, nil
}

// Stored yields the entries of a ledger in order, each with its leaf hash as the file has it; of those that are not in the
// file only that.
func (f *File) Stored(_ context.Context, origin string) iter.Seq2[audit.StoredEntry, error] {
	return func(yield func(audit.StoredEntry, error) bool) {
		l := f.Manifest.part(origin)
		if l == nil {
			return
		}
		leaf, stop := iter.Pull2(f.lines(l.Dir+"/"+leavesName, 64))
		defer stop()
		for b, err := range f.lines(l.Dir+"/"+entriesName, ledger.MaxEntry) {
			if err != nil {
				yield(audit.StoredEntry{}, err)
				return
			}
			line, err, more := leaf()
			if err != nil {
				yield(audit.StoredEntry{}, err)
				return
			}
			e := audit.StoredEntry{Bytes: b, Absent: len(b) == 0 && l.Entries < l.Size}
			if more {
				e.Leaf = leafOf(line)
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// AllTexts yields the texts of a ledger in the order in which the file has them. A line that cannot be read is left out:
// its text is then found missing.
func (f *File) AllTexts(_ context.Context, origin string) iter.Seq2[audit.EntryText, error] {
	return func(yield func(audit.EntryText, error) bool) {
		l := f.Manifest.part(origin)
		if l == nil {
			return
		}
		for b, err := range f.lines(l.Dir+"/"+textsName, maxText) {
			if err != nil {
				yield(audit.EntryText{}, err)
				return
			}
			var line textLine
			if json.Unmarshal(b, &line) != nil || len(line.Nonce) != 32 && !line.Withheld {
				continue
			}
			t := audit.EntryText{Seq: line.Entry, Withheld: line.Withheld, Text: workflow.Text{Path: line.Path, Value: line.Value}}
			copy(t.Nonce[:], line.Nonce)
			if !yield(t, nil) {
				return
			}
		}
	}
}

// Document is the policy of that digest, or workflow.ErrNoDocument.
func (f *File) Document(_ context.Context, digest string) ([]byte, error) {
	name := documentName(digest)
	if !strings.HasPrefix(digest, "sha256:") || f.files[name] == nil {
		return nil, workflow.ErrNoDocument
	}
	b, err := f.whole(name, maxDocument)
	var d *Damage
	if errors.As(err, &d) {
		return nil, workflow.ErrNoDocument
	}
	return b, err
}

// lines yields the lines of a file without their line feeds, valid until the next one. Of a line that is longer than limit
// only the first limit+1 bytes are yielded, which nothing reads as whole. Where the archive ends early, so do the lines;
// errors are those of the medium.
func (f *File) lines(name string, limit int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		r, err := f.read(name)
		if err != nil {
			return // missing or cut off, which Open or Sums says
		}
		in := bufio.NewReaderSize(r, 64<<10)
		var line []byte
		for {
			line, err = next(in, line[:0], limit)
			var d *Damage
			if err != nil && !errors.Is(err, io.EOF) {
				if err = broken(name, err); !errors.As(err, &d) {
					yield(nil, err)
				}
				return
			}
			if err != nil && len(line) == 0 || !yield(line, nil) || err != nil {
				return
			}
		}
	}
}

// next reads one line and keeps at most limit+1 bytes of it.
func next(in *bufio.Reader, line []byte, limit int) ([]byte, error) {
	for {
		piece, err := in.ReadSlice('\n')
		whole := err == nil
		if whole {
			piece = piece[:len(piece)-1]
		}
		line = append(line, piece[:min(len(piece), limit+1-len(line))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}
