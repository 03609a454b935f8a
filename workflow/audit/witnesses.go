package audit

import (
	"slices"
	"strings"
	"time"

	"gremium/workflow/proof"
)

// Witnessed is how far a witness has cosigned a ledger, by cosignatures that hold.
type Witnessed struct {
	Name string    `json:"name"`
	Size uint64    `json:"size"`
	At   time.Time `json:"at"`
}

// witnesses holds the cosignatures of a ledger against its roots, and against the rule how many there have to be: at its beginning, and
// at the end of a round.
func (a *auditor) witnesses(book, l *Ledger) {
	out := a.opt.Outside
	rule := out.Rule
	if len(rule.Witnesses) == 0 {
		l.set(Witnesses, NotChecked, l.unnamed())
		return
	}
	sizes := a.cosigned(book, l)
	reach := rule.Reach(sizes)
	switch result, why := l.Owes(book.book, rule, sizes, out.Now, out.Since); {
	case result == Failed:
		l.find(Witnesses, -1, why+" "+l.say(followsByItself))
		l.Findings[len(l.Findings)-1].lacks = l.More == 0
	case result == NotChecked || l.Entries == 0:
		l.set(Witnesses, NotChecked, why)
	default:
		l.set(Witnesses, OK, l.say(witnessed, rule.Count(sizes, reach), len(rule.Witnesses), reach, rule.Quorum))
	}
	if reach > 0 && reach < l.Entries {
		l.note(Witnesses, int64(reach), l.say(notWitnessed)) //nolint:gosec // A size in a database.
	}
	a.refused(l)
}

// against says what the cosignatures were held against: no ledger says who was to cosign at which time.
func (a *auditor) against(book *Ledger) {
	rule := a.opt.Outside.Rule
	switch n := len(rule.Witnesses); {
	case n == 0:
	case a.opt.Outside.Named:
		book.note(Witnesses, -1, book.say(againstNamed, rule.Quorum, n))
	case a.opt.Outside.Since.IsZero():
		book.note(Witnesses, -1, book.say(againstOwn, rule.Quorum, n))
	default:
		book.note(Witnesses, -1, book.say(againstOwnSince, moment(a.opt.Outside.Since, book.lang), rule.Quorum, n))
	}
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
			case !reached:
				l.find(Witnesses, int64(l.Entries), l.say(witnessBeyond, w.Name(), c.Size, l.Entries)+l.though(book, c.Size)) //nolint:gosec // A size in a database.
			default:
				l.find(Witnesses, -1, l.say(witnessOther, w.Name(), c.Size)+l.though(book, c.Size))
			}
		}
		if last.Size > 0 {
			sizes[w.String()] = last.Size
		}
		l.Witnesses = append(l.Witnesses, last)
	}
	return sizes
}

// though says of a cosignature over other entries that an acceptance on record is about these: it tells why, and does not make the
// witness's word untrue.
func (l *Ledger) though(book *Ledger, size uint64) string {
	if explained(book, l, 0, size) {
		return " " + l.say(thoughAccepted)
	}
	return ""
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
	l.refused = len(said) > 0
	for _, what := range said {
		if len(rule.Witnesses)-len(said) < rule.Quorum {
			l.find(Witnesses, -1, what)
		} else {
			l.note(Witnesses, -1, what)
		}
	}
}
