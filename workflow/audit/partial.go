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
