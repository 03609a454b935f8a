package casefile

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Signed are the sizes of the checkpoints that the file has of a ledger, in order.
func (f *File) Signed(origin string) []uint64 {
	l := f.Manifest.part(origin)
	if l == nil {
		return nil
	}
	var out []uint64
	for name := range f.files {
		if digits, ok := strings.CutPrefix(name, l.Dir+"/checkpoints/"); ok {
			if n, err := strconv.ParseUint(digits, 10, 64); err == nil {
				out = append(out, n)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Note is the signed checkpoint that the file has of a whole ledger, as it lies there; nil where there is none. The error is a *Damage
// or that of the medium.
func (f *File) Note(origin string) ([]byte, error) {
	l := f.Manifest.part(origin)
	if l == nil || !slices.Contains(f.Signed(origin), l.Size) {
		return nil, nil
	}
	return f.whole(l.Dir+"/checkpoints/"+strconv.FormatUint(l.Size, 10), maxNote)
}

// checkpoints compares the checkpoints with the leaf hashes, and asks who signed them. That the leaf hashes are those of the
// entries is for the check of the record.
func (r *Report) checkpoints(ctx context.Context, f *File, book *workflow.Register, trusted []proof.Verifier) error {
	any := false
	for i := range f.Manifest.Ledgers {
		l := &f.Manifest.Ledgers[i]
		sizes := f.Signed(l.Origin)
		any = any || len(sizes) > 0
		asked := slices.Clone(sizes)
		for k := range book.Closings {
			if c := &book.Closings[k]; c.Origin == l.Origin {
				asked = append(asked, c.Head.Size)
			}
		}
		slices.Sort(asked)
		roots, err := f.roots(ctx, l.Origin, slices.Compact(asked))
		if err != nil {
			return err
		}
		for _, size := range sizes {
			r.checkpoint(f, l, size, roots[size], trusted)
		}
		r.closings(book, l, roots)
		if len(sizes) > 0 && !slices.Contains(sizes, l.Size) {
			r.find(Checkpoints, said(r.lang, noCheckpoint, l.Dir, l.Size))
		}
	}
	if !any {
		r.set(Checkpoints, audit.NotChecked, said(r.lang, noCheckpoints))
		r.set(Signatures, audit.NotChecked, said(r.lang, noCheckpoints))
	}
	if !any && len(trusted) > 0 {
		r.find(Signatures, said(r.lang, noCheckpoints))
	}
	return nil
}

// checkpoint checks one checkpoint. root is nil where the ledger does not have that many entries.
func (r *Report) checkpoint(f *File, l *Ledger, size uint64, root *ledger.Hash, trusted []proof.Verifier) {
	name := l.Dir + "/checkpoints/" + strconv.FormatUint(size, 10)
	b, err := f.whole(name, maxNote)
	if err != nil {
		r.find(Checkpoints, said(r.lang, checkpointForm, name))
		return
	}
	n, by := r.opened(b, f, trusted)
	if n == nil {
		r.find(Checkpoints, said(r.lang, checkpointForm, name))
		return
	}
	c, err := proof.Parse(n.Text)
	switch {
	case err != nil, c.Origin != l.Origin, c.Size != size:
		r.find(Checkpoints, said(r.lang, checkpointForm, name))
	case root == nil:
		r.find(Checkpoints, said(r.lang, checkpointBeyond, name, size))
	case *root != c.Root, size == l.Size && c.Root.String() != l.Root:
		r.find(Checkpoints, said(r.lang, checkpointRoot, name, size))
	}
	if size == l.Size || by == forged { // an earlier one may be by a key that was in use then
		r.signed(Signatures, by, name, len(trusted) > 0)
	}
}

// closings compares a round with what the register says of its end. A closing behind the file's end is of entries that came
// later.
func (r *Report) closings(book *workflow.Register, l *Ledger, roots map[uint64]*ledger.Hash) {
	for i := range book.Closings {
		c := &book.Closings[i]
		if root := roots[c.Head.Size]; c.Origin == l.Origin && root != nil && *root != c.Head.Root && book.Accepted(l.Origin, c.Seq) == nil {
			r.find(Checkpoints, said(r.lang, closingRoot, c.Seq, c.Head.Size))
		}
	}
}

// inherited are the keys that whoever checks trusts, and those that the register ties to them: each key for which the holder
// of one before it has vouched.
func (r *Report) inherited(book *workflow.Register, trusted []proof.Verifier) []proof.Verifier {
	out := slices.Clone(trusted)
	for i := range book.Keys {
		c := &book.Keys[i]
		by := func(v proof.Verifier) bool { return proof.VouchedBy(v, c.Old, c.New, c.Signature) }
		if !slices.ContainsFunc(out, by) {
			continue
		}
		if v, err := proof.ParseVerifier(c.New); err == nil {
			out = append(out, v)
			r.Keys = append(r.Keys, said(r.lang, keyInherited, keyName(v), c.Seq))
		}
	}
	return out
}

// keyName names a key as short as a signature does.
func keyName(v proof.Verifier) string { return fmt.Sprintf("%s+%08x", v.Name(), v.KeyHash()) }

// roots are the roots of a ledger at some ascending sizes, from its leaf hashes; none for a size that it does not reach.
func (f *File) roots(ctx context.Context, origin string, sizes []uint64) (map[uint64]*ledger.Hash, error) {
	out := make(map[uint64]*ledger.Hash, len(sizes))
	if len(sizes) == 0 {
		return out, nil
	}
	var tree ledger.Tree
	at := 0
	note := func() {
		for at < len(sizes) && sizes[at] == tree.Size() {
			root := tree.Root()
			out[sizes[at]] = &root
			at++
		}
	}
	note()
	l := f.Manifest.part(origin)
	for line, err := range f.lines(l.Dir+"/"+leavesName, 64) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		tree.Append(leafOf(line))
		note()
	}
	return out, nil
}
