package casefile

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

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
func (r *Report) checkpoints(ctx context.Context, f *File, trusted []proof.Verifier) error {
	any := false
	for i := range f.Manifest.Ledgers {
		l := &f.Manifest.Ledgers[i]
		sizes := f.Signed(l.Origin)
		any = any || len(sizes) > 0
		asked := slices.Clone(sizes)
		for _, m := range r.book.Marks(l.Origin) {
			asked = append(asked, m.Head.Size)
		}
		slices.Sort(asked)
		roots, err := f.roots(ctx, l.Origin, slices.Compact(asked))
		if err != nil {
			return err
		}
		for _, size := range sizes {
			r.checkpoint(f, l, size, roots[size], trusted)
		}
		r.marks(l, roots)
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
	if r.outrun(Signatures, n, name, l.Origin, size) {
		return
	}
	if size == l.Size || by == forged { // an earlier one may be by a key that was in use then
		r.signed(Signatures, by, name, len(trusted) > 0)
	}
}

// outrun says where a note is signed by a key of before only, about more than that key counts for.
func (r *Report) outrun(s audit.Step, n *note.Note, name, origin string, size uint64) bool {
	over := audit.Outrun(r.book, n, origin, size)
	if over != nil {
		r.find(s, said(r.lang, signatureOutrun, name, over.Key, size, over.Size))
	}
	return over != nil
}

// marks compares a round with what the register says of its end, and of how far it went at changes of the key. A mark behind the file's
// end is of entries that came later.
func (r *Report) marks(l *Ledger, roots map[uint64]*ledger.Hash) {
	for _, m := range r.book.Marks(l.Origin) {
		if root := roots[m.Head.Size]; root == nil || *root == m.Head.Root || r.book.Accepted(l.Origin, m.Seq) != nil {
			continue
		}
		what := closingRoot
		if m.Noted {
			what = notedRoot
		}
		r.find(Checkpoints, said(r.lang, what, m.Seq, m.Head.Size))
	}
}

// inherited are the keys that whoever checks trusts, and those that the register ties to them: the later ones for which they vouch, and, where
// one of these has signed the register, the earlier ones that it names, up to the change. Of each it is said how far it counts in the round.
func (r *Report) inherited(ctx context.Context, f *File, round string, trusted []proof.Verifier) ([]proof.Verifier, error) {
	for i, v := range trusted {
		r.Keys[i] += r.upTo(v, round)
	}
	out, changes := tied(r.book, trusted)
	for i, c := range changes {
		v := out[len(trusted)+i]
		r.Keys = append(r.Keys, said(r.lang, keyInherited, keyName(v), c.Seq)+r.upTo(v, round))
	}
	if len(trusted) == 0 || len(r.book.Keys) == 0 {
		return out, nil
	}
	_, all, err := f.Book(ctx, trusted)
	if err != nil { // then nothing is known by it, and what is wrong with the register is said by the steps
		return out, ctx.Err()
	}
	for _, v := range all[len(out):] {
		r.Keys = append(r.Keys, said(r.lang, keyBefore, keyName(v))+r.upTo(v, round))
	}
	return all, nil
}

// unheard says where the register knows nothing of a key that is trusted: then whoever stole one that has signed it may have left out the
// change by which it lost its power, and no signature is ok. A damaged checkpoint is named by its own step.
func (r *Report) unheard(f *File, trusted []proof.Verifier) {
	missing, by, err := f.Unheard(r.book, trusted)
	if err != nil || len(missing) == 0 {
		return
	}
	why := said(r.lang, keyUnheard, strings.Join(missing, ", "), strings.Join(by, ", "))
	r.set(Seal, audit.NotChecked, why)
	r.set(Signatures, audit.NotChecked, why)
}

// tied are keys, and behind them each that is not among them and for which the holder of one before it has vouched, with the change.
func tied(book *workflow.Register, trusted []proof.Verifier) (keys []proof.Verifier, changes []*workflow.KeyChange) {
	keys = slices.Clone(trusted)
	for i := range book.Keys {
		c := &book.Keys[i]
		if !slices.ContainsFunc(keys, func(v proof.Verifier) bool { return proof.VouchedBy(v, c.Old, c.New, c.Signature) }) {
			continue
		}
		v, err := proof.ParseVerifier(c.New)
		if err == nil && !slices.ContainsFunc(keys, func(k proof.Verifier) bool { return keyName(k) == keyName(v) }) {
			keys, changes = append(keys, v), append(changes, c)
		}
	}
	return keys, changes
}

// upTo says how far a key counts that another one took the place of; nothing of one in force.
func (r *Report) upTo(v proof.Verifier, round string) string {
	own, limited := r.book.Reach(keyName(v), r.book.Origin)
	if !limited {
		return ""
	}
	size, _ := r.book.Reach(keyName(v), round)
	return said(r.lang, keyUpTo, own, size)
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
