package casefile

import (
	"context"
	"fmt"
	"slices"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Book is what the register in the file says of rounds and changes of the key, and the keys that are trusted with those that it ties to
// them. Whether each entry was allowed is not asked. The error is a *Damage, that of the medium, or wraps proof.ErrUnsigned where the
// register is not what one of these keys has signed.
func (f *File) Book(ctx context.Context, trusted []proof.Verifier) (*workflow.Register, []proof.Verifier, error) {
	origin := f.Manifest.Ledgers[0].Origin
	book := workflow.NewRegister(origin)
	var tree ledger.Tree
	var dec workflow.Decoder
	for e, err := range f.Stored(ctx, origin) {
		if err != nil {
			return nil, nil, err
		}
		leaf := e.Leaf
		if len(e.Bytes) > 0 {
			leaf = ledger.LeafHash(e.Bytes)
			rec, err := dec.Decode(e.Bytes)
			if err != nil {
				return nil, nil, fmt.Errorf("read the register: %w", err)
			}
			audit.Hear(book, rec)
		}
		tree.Append(leaf)
	}
	signed, err := f.Note(origin)
	if err != nil {
		return nil, nil, err
	}
	keys, _ := tied(book, trusted)
	c, n, err := proof.Open(signed, origin, keys...)
	if err != nil {
		return nil, nil, err
	}
	if c.Root != tree.Root() || c.Size != tree.Size() || audit.Outrun(book, n, origin, c.Size) != nil {
		return nil, nil, fmt.Errorf("%w: the register goes to %d entries", proof.ErrUnsigned, tree.Size())
	}
	for i := len(book.Keys) - 1; i >= 0; i-- { // a trusted key has signed the change: the one before was good until then
		v, err := proof.ParseVerifier(book.Keys[i].Old)
		known := func(public string) func(k proof.Verifier) bool {
			return func(k proof.Verifier) bool { return keyName(k) == proof.NameOf(public) }
		}
		if err == nil && slices.ContainsFunc(keys, known(book.Keys[i].New)) && !slices.ContainsFunc(keys, known(book.Keys[i].Old)) {
			keys = append(keys, v)
		}
	}
	return book, keys, nil
}

// Unheard are those of the trusted keys, with those for which they vouch, of which the register in the file tells nothing, and the keys that
// have signed it, as audit.Unheard has them; none where no such key has signed it. The error is a *Damage or that of the medium.
func (f *File) Unheard(book *workflow.Register, trusted []proof.Verifier) (missing, by []string, err error) {
	origin := f.Manifest.Ledgers[0].Origin
	signed, err := f.Note(origin)
	if err != nil {
		return nil, nil, err
	}
	keys, _ := tied(book, trusted)
	_, n, err := proof.Open(signed, origin, keys...)
	if err != nil {
		return nil, nil, nil //nolint:nilerr // That it is not signed is for the steps to say.
	}
	missing, by = audit.Unheard(book, n, keys)
	return missing, by, nil
}
