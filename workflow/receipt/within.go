package receipt

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Ledger is a whole ledger as somebody has got it elsewhere, such as in a case file: all leaf hashes, the entries as far as they are there, and
// the signed checkpoint over all of them. Book is the register beside it, which a trusted key has signed and which says when keys changed;
// nil where there is none.
type Ledger struct {
	Origin  string
	Entries iter.Seq2[audit.StoredEntry, error]
	Note    []byte
	Book    *workflow.Register
	Unheard []string // trusted keys of which that register tells nothing
}

// CheckWithin looks for the entry of a promise in a whole ledger. Where it is missing although the ledger goes further than the promise, and the
// office has signed both with the key in force, the promise is broken. The witnesses are asked about the checkpoint over the ledger. The error wraps proof.ErrPromise or proof.ErrCheckpoint where the files cannot be read, or is the
// ledger's own.
func CheckWithin(promise []byte, in *Ledger, opt Options) (*Report, error) {
	r := newReport("promise", opt)
	p, err := proof.ReadPromise(promise)
	if err != nil {
		return nil, err
	}
	c, err := proof.Read(in.Note, in.Origin)
	if err != nil {
		return nil, err
	}
	r.Origin, r.Promise, r.Size = p.Origin, promised(&p), c.Size
	r.signed(Signature, promise, opt.Keys)
	r.signed(Inclusion, in.Note, opt.Keys)
	r.inTime(promise, &p, in, c, opt.Keys)
	if p.Origin != in.Origin {
		r.find(Inclusion, said(r.lang, promiseOrigin, p.Origin, in.Origin))
		r.set(Entry, audit.NotChecked, said(r.lang, entryMissing))
		r.set(Promised, audit.NotChecked, said(r.lang, entryMissing))
		r.set(audit.Witnesses, audit.NotChecked, said(r.lang, witnessesOther))
		return r, nil
	}
	found, err := search(in, p.Leaf)
	if err != nil {
		return nil, err
	}
	if found.size != c.Size || found.root != c.Root {
		r.find(Inclusion, said(r.lang, otherTree))
	}
	if err := r.within(&p, found, len(opt.Keys) > 0); err != nil {
		return r, err
	}
	r.witnesses(in.Note, c, opt.Rule, recordLater) // behind all else: too few of them are no excuse for a broken promise
	return r, nil
}

// inTime holds the signatures against the changes of the key: an earlier key signs no promise over what was entered later, and no more of a
// ledger than was there.
func (r *Report) inTime(promise []byte, p *proof.Promise, in *Ledger, c proof.Checkpoint, keys []proof.Verifier) {
	switch {
	case in.Book == nil:
		r.several(keys)
		return
	case len(in.Unheard) > 0:
		r.doubt = said(r.lang, keyUnheard, strings.Join(in.Unheard, ", "))
		r.set(Signature, audit.NotChecked, r.doubt)
		r.set(Inclusion, audit.NotChecked, r.doubt)
	}
	if n, err := note.Open(in.Note, note.VerifierList(keys...)); err == nil {
		r.dated(in.Book, n)
		if over := audit.Outrun(in.Book, n, in.Origin, c.Size); over != nil {
			r.find(Inclusion, said(r.lang, ledgerOutrun, over.Key, c.Size, over.Size))
		}
	}
	n, err := note.Open(promise, note.VerifierList(keys...))
	if err != nil {
		return
	}
	r.dated(in.Book, n)
	for _, s := range n.Sigs {
		change := in.Book.Replaced(fmt.Sprintf("%s+%08x", s.Name, s.Hash))
		if change == nil || p.At <= change.At.String() {
			return
		}
	}
	r.find(Signature, said(r.lang, promiseOutrun))
}

// dated notes where only keys of before have signed something: what instant it names, and that it came ahead of the change, is then the word of
// whoever holds one.
func (r *Report) dated(book *workflow.Register, n *note.Note) {
	current := func(s note.Signature) bool { return book.Current(fmt.Sprintf("%s+%08x", s.Name, s.Hash)) }
	if r.doubt == "" && !slices.ContainsFunc(n.Sigs, current) {
		r.doubt = said(r.lang, signedEarlier)
	}
}

// within says what was found of a promise in a ledger.
func (r *Report) within(p *proof.Promise, f *finding, asked bool) error {
	if f.at < 0 || f.entry == nil {
		r.set(Entry, audit.NotChecked, said(r.lang, entryMissing))
		r.set(Promised, audit.NotChecked, said(r.lang, entryMissing))
	}
	switch {
	case f.at < 0 && f.last == "":
		r.set(Inclusion, audit.NotChecked, said(r.lang, ledgerUnread))
		return nil
	case f.at < 0 && f.last <= p.At && f.behind > 0:
		r.set(Inclusion, audit.NotChecked, said(r.lang, ledgerWithheld, f.last, f.behind))
		return nil
	case f.at < 0 && f.last <= p.At:
		r.set(Inclusion, audit.NotChecked, said(r.lang, ledgerShort, f.last))
		return nil
	case f.at < 0:
		r.breach(Inclusion, said(r.lang, promiseMissed, p.Leaf, f.size), asked)
		return nil
	case f.entry == nil:
		return nil
	}
	is, err := Of(f.entry)
	if err != nil {
		return fmt.Errorf("%w: %w", proof.ErrReceipt, err)
	}
	n := uint64(f.at)
	r.Entry = promised(&is)
	r.Entry.Entry = &n
	if is != *p {
		r.find(Promised, said(r.lang, promiseClaims))
	}
	return nil
}

// finding is what a search through a ledger has found: where the leaf is, -1 where nowhere, and the entry where it is there.
type finding struct {
	at     int64
	entry  []byte
	last   string // instant of the last entry that is there; empty where there is none, or it cannot be read
	behind uint64 // entries behind that one, of which there is nothing but the leaf hash
	size   uint64
	root   ledger.Hash
}

func search(in *Ledger, leaf ledger.Hash) (*finding, error) {
	out, last := &finding{at: -1}, []byte(nil)
	var tree ledger.Tree
	for e, err := range in.Entries {
		if err != nil {
			return nil, err
		}
		own := e.Leaf
		out.behind++
		if len(e.Bytes) > 0 {
			own, last, out.behind = ledger.LeafHash(e.Bytes), append(last[:0], e.Bytes...), 0
		}
		if own == leaf {
			out.at = int64(tree.Size()) //nolint:gosec // Fewer than a file has room for.
			if len(e.Bytes) > 0 {
				out.entry = append([]byte(nil), e.Bytes...)
			}
		}
		tree.Append(own)
	}
	out.size, out.root = tree.Size(), tree.Root()
	var dec workflow.Decoder
	if rec, err := dec.Decode(last); err == nil { // what cannot be read is named by the check of the record
		out.last = rec.At.String()
	}
	return out, nil
}
