package audit

import (
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// without takes an entry of which there is nothing but the leaf hash: it counts for the tree, and what lies behind it cannot
// be played.
func (r *run) without(leaf ledger.Hash) {
	r.tree.Append(leaf)
	r.mark()
	r.absent++
	r.playing = false
}

// heard takes, from a register of which entries are missing and nothing is wrong, what it says of rounds and keys: the rounds are
// held against that, though nobody can say whether each entry was allowed.
func (r *run) heard(rec *workflow.Record) {
	if r.l.book == nil || r.absent == 0 || r.l.FirstBad != nil {
		return
	}
	Hear(r.l.book, rec)
}

// Hear takes from an entry of a register what it says of rounds, keys and acceptances, without asking whether it was allowed.
func Hear(book *workflow.Register, rec *workflow.Record) {
	switch rec.Event.(type) {
	case *workflow.RoundListed, *workflow.RoundClosed, *workflow.RoundNoted, *workflow.KeyRotated, *workflow.LedgerAccepted:
		book.Apply(rec)
	}
}

// partial says what could not be checked because the source does not hold all.
func (r *run) partial(head workflow.Head) {
	l := r.l
	if r.withheld > 0 {
		l.set(Texts, NotChecked, l.say(textsWithheld, r.opened, r.withheld))
	}
	if head.Size > r.tree.Size() {
		l.set(Complete, Failed, "")
	}
	if r.absent == 0 {
		return
	}
	l.set(Complete, NotChecked, l.say(entriesAbsent, r.absent, r.tree.Size()))
	for _, s := range []Step{Rules, Decisions, Minutes, Index} {
		l.set(s, NotChecked, l.say(unplayed))
	}
}
