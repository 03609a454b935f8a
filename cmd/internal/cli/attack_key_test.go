package cli

import (
	"slices"
	"strings"
	"testing"

	"gremium/store/attack"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// forged are the checkpoints that somebody signs with the stolen earlier key: of the round and of the register, over more than was there
// when another key took its place.
func (w *world) forged() []proof.Signed {
	w.t.Helper()
	text, _, err := proof.NewKey(&repeated{'a'}, attacked)
	w.must(err)
	s, err := proof.ParseSigner(text)
	w.must(err)
	book, _, err := w.house.engine.Register(w.t.Context())
	w.must(err)
	change := book.Keys[len(book.Keys)-1]
	var out []proof.Signed
	for origin, from := range map[string]uint64{registerOrigin: change.Seq, roundOrigin: roundAt(change.Seq, w)} {
		roots, err := rootsOf(leavesOf(w.t.Context(), w.house.db, origin))
		w.must(err)
		for size := from + 1; size < uint64(len(roots)); size++ {
			b, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: size, Root: roots[size]}, s)
			w.must(err)
			out = append(out, proof.Signed{Origin: origin, Size: size, Note: b})
		}
		b, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: uint64(len(roots) + 5), Root: ledger.LeafHash([]byte("more"))}, s)
		w.must(err)
		out = append(out, proof.Signed{Origin: origin, Size: uint64(len(roots) + 5), Note: b})
	}
	return out
}

// roundAt is how many entries the round had when the entry of the register was made: both follow one clock.
func roundAt(seq uint64, w *world) uint64 {
	w.t.Helper()
	instant := func(origin string, seq uint64) string {
		for b, err := range w.house.db.Entries(w.t.Context(), origin, seq) {
			w.must(err)
			_, rest, _ := strings.Cut(string(b), `"at":"`)
			return rest[:27]
		}
		return "~" // behind all
	}
	changed, n := instant(registerOrigin, seq), uint64(0)
	for instant(roundOrigin, n) < changed {
		n++
	}
	return n
}

// stolen tries one forged checkpoint: whether the check says that it is by the earlier key, after the change.
func (w *world) stolen(n proof.Signed) bool {
	w.t.Helper()
	defer w.restore()
	w.must(w.run(&edit{statements: []statement{{
		text: `INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)`, args: []any{n.Origin, int64(n.Size), n.Note}, //nolint:gosec // A size in a database.
	}}}))
	r := w.verify()
	return !r.OK && fails(r, audit.Anchored) && slices.ContainsFunc(of(r, n.Origin).Findings, func(f audit.Finding) bool {
		return strings.Contains(f.What, "after the change of the key")
	})
}

// TestAttackByStolenKey puts checkpoints into the database that are signed by the stolen earlier key, over more than there was at the change of
// the key: true ones, and one over entries that do not exist. The control is the same where the change did not note how far the ledgers went.
func TestAttackByStolenKey(t *testing.T) {
	t.Parallel()
	o := attack.Outcome{
		Name:    "checkpoint of a larger size signed with the stolen earlier key",
		Control: "the change of the key as edition 1 has it, which notes no sizes",
	}
	w := newWorld(t)
	for i, n := range w.forged() {
		if !attack.Full() && i%8 != 0 {
			continue
		}
		if o.Tries++; w.stolen(n) {
			o.Found++
		} else {
			t.Errorf("%s, size %d, is not found", n.Origin, n.Size)
		}
	}
	before := newWorldOf(t, 0, false, true)
	for _, n := range before.forged()[:1] {
		if o.Blind++; !before.stolen(n) {
			o.Missed++
		}
	}
	o.Report(t)
}
