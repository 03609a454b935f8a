package audit

import (
	"slices"
	"strings"
	"time"

	"gremium/workflow"
	"gremium/workflow/proof"
)

// Witnessed is how far a witness has cosigned a ledger, by cosignatures that hold.
type Witnessed struct {
	Name string    `json:"name"`
	Size uint64    `json:"size"`
	At   time.Time `json:"at"`
}

// witnesses holds the cosignatures of a ledger against its roots, and against the rule how many there have to be. A round that is
// over needs them at its closing.
func (a *auditor) witnesses(book, l *Ledger) {
	rule := a.opt.Outside.Rule
	if len(rule.Witnesses) == 0 {
		l.set(Witnesses, NotChecked, l.unnamed())
		return
	}
	sizes := a.cosigned(book, l)
	all := len(rule.Witnesses)
	reach := rule.Reach(sizes)
	if reach == 0 {
		l.set(Witnesses, NotChecked, l.say(unwitnessed, rule.Count(sizes, 0), all, rule.Quorum))
	} else {
		l.set(Witnesses, OK, l.say(witnessed, rule.Count(sizes, reach), all, reach, rule.Quorum))
	}
	if reach > 0 && reach < l.Entries {
		l.note(Witnesses, int64(reach), l.say(notWitnessed)) //nolint:gosec // A size in a database.
	}
	if end := closing(book, l); end > 0 && rule.Count(sizes, end) < rule.Quorum {
		l.find(Witnesses, -1, l.say(endUnwitnessed, rule.Count(sizes, end), all, end, rule.Quorum))
	}
	a.refused(l)
}

// unnamed says that no witnesses are named, and whose cosignatures are there all the same: whoever takes the names out of a database
// would have to take these along.
func (l *Ledger) unnamed() string {
	var names []string
	for _, c := range l.lines {
		if w, err := proof.ParseWitness(c.Key); err == nil && !slices.Contains(names, w.Name()) {
			names = append(names, w.Name())
		}
	}
	if len(names) == 0 {
		return l.say(noWitnesses)
	}
	return l.say(unnamedWitnesses, strings.Join(names, ", "))
}

// cosigned is by public key how far each witness of the rule has cosigned a ledger.
func (a *auditor) cosigned(book, l *Ledger) map[string]uint64 {
	sizes := map[string]uint64{}
	for _, w := range a.opt.Outside.Rule.Witnesses {
		last := Witnessed{Name: w.Name()}
		for _, c := range l.lines {
			if c.Key != w.String() {
				continue
			}
			root, reached := l.roots[c.Size]
			_, at, err := w.Cosigned(proof.Checkpoint{Origin: l.origin, Size: c.Size, Root: root}, c.Line)
			switch {
			case reached && err == nil:
				last.Size, last.At = c.Size, at // the lines come by size
			case explained(book, l, 0, c.Size):
			case !reached:
				l.find(Witnesses, int64(l.Entries), l.say(witnessBeyond, w.Name(), c.Size, l.Entries)) //nolint:gosec // A size in a database.
			default:
				l.find(Witnesses, -1, l.say(witnessOther, w.Name(), c.Size))
			}
		}
		if last.Size > 0 {
			sizes[w.String()] = last.Size
		}
		l.Witnesses = append(l.Witnesses, last)
	}
	return sizes
}

// closing is the size at which the register last closed a round, or that of a round that is over; 0 where it is not.
func closing(book, l *Ledger) uint64 {
	var last *workflow.Closing
	for i := range book.book.Closings {
		if c := &book.book.Closings[i]; c.Origin == l.origin {
			last = c
		}
	}
	switch {
	case last != nil:
		return last.Head.Size
	case l.state != nil && l.state.Over():
		return l.Entries
	}
	return 0
}

// refused says which witnesses refuse a ledger because they have seen another one. Where too few are left, the ledger fails.
func (a *auditor) refused(l *Ledger) {
	rule := a.opt.Outside.Rule
	var said []string
	for _, w := range rule.Witnesses {
		for _, t := range a.opt.Outside.Troubles {
			if t.Origin != l.origin || t.Key != w.String() {
				continue
			}
			switch t.Code {
			case proof.Ahead:
				said = append(said, l.say(witnessAhead, w.Name(), t.Told, t.Asked))
			case proof.Diverged:
				said = append(said, l.say(witnessDiverged, w.Name(), t.Told))
			default: // the way to the witness is at fault, or the roots, which are compared above
			}
		}
	}
	for _, what := range said {
		if len(rule.Witnesses)-len(said) < rule.Quorum {
			l.find(Witnesses, -1, what)
		} else {
			l.note(Witnesses, -1, what)
		}
	}
}
