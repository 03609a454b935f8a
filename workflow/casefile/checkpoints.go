package casefile

import (
	"context"
	"slices"
	"strconv"
	"strings"

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

// checkpoints compares the checkpoints with the leaf hashes, and asks who signed them. That the leaf hashes are those of the
// entries is for the check of the record.
func (r *Report) checkpoints(ctx context.Context, f *File, trusted []proof.Verifier) error {
	any := false
	for i := range f.Manifest.Ledgers {
		l := &f.Manifest.Ledgers[i]
		sizes := f.Signed(l.Origin)
		any = any || len(sizes) > 0
		roots, err := f.roots(ctx, l.Origin, sizes)
		if err != nil {
			return err
		}
		for k, size := range sizes {
			r.checkpoint(f, l, size, roots[k], trusted)
		}
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

// roots are the roots of a ledger at some sizes, in order, from its leaf hashes; nil for a size that it does not reach.
func (f *File) roots(ctx context.Context, origin string, sizes []uint64) ([]*ledger.Hash, error) {
	out := make([]*ledger.Hash, len(sizes))
	if len(sizes) == 0 {
		return out, nil
	}
	var tree ledger.Tree
	at := 0
	note := func() {
		for at < len(sizes) && sizes[at] == tree.Size() {
			root := tree.Root()
			out[at] = &root
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
