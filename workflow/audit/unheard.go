package audit

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow"
	"gremium/workflow/proof"
)

// Unheard are those of some trusted keys, named as in a signature, that have not signed a register, and of which it has no change either by which
// another key took their place and for which they vouch. n is the checkpoint over the register, opened with these keys. Such a register is older
// than the key, or whoever stole one of those that have signed it (by) wrote it anew without the change.
func Unheard(book *workflow.Register, n *note.Note, keys []proof.Verifier) (missing, by []string) {
	for _, s := range n.Sigs {
		by = append(by, fmt.Sprintf("%s+%08x", s.Name, s.Hash))
	}
	for _, k := range keys {
		name := fmt.Sprintf("%s+%08x", k.Name(), k.KeyHash())
		if !slices.Contains(by, name) && !slices.Contains(missing, name) && !followed(book, k, name) {
			missing = append(missing, name)
		}
	}
	return missing, by
}

// followed tells that the holder of a key has vouched for the one that took its place when it was last in force.
func followed(book *workflow.Register, k proof.Verifier, name string) bool {
	for _, c := range slices.Backward(book.Keys) {
		if proof.NameOf(c.New) == name {
			return false
		}
		if proof.VouchedBy(k, c.Old, c.New, c.Signature) {
			return true
		}
	}
	return false
}

// unheard says which of the keys, those that the register ties to them included, its latest checkpoints leave unheard of.
func (a *auditor) unheard(book *Ledger, keys []proof.Verifier) {
	latest := &note.Note{}
	var size uint64
	for _, stored := range book.notes {
		c, n, err := proof.Open(stored.Note, book.origin, keys...)
		switch {
		case err != nil, c.Size < size:
		case c.Size == size:
			latest.Sigs = append(latest.Sigs, n.Sigs...)
		default:
			latest, size = n, c.Size
		}
	}
	if len(latest.Sigs) == 0 {
		return
	}
	if missing, by := Unheard(book.book, latest, keys); len(missing) > 0 {
		a.silent = book.say(keyUnheard, strings.Join(missing, ", "), strings.Join(by, ", "))
	}
}
