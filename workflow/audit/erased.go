package audit

import (
	"cmp"
	"maps"
	"slices"

	"gremium/workflow"
)

// absence is what is known of an entry of which a text is not there.
type absence struct{ of, proposal, kind string }

// miss notes that a text is not there. Whether an entry says that it was erased is seen later.
func (r *run) miss(rec *workflow.Record, path string) {
	if r.gone == nil {
		r.gone = map[workflow.Place]absence{}
	}
	f := workflow.Located(rec, []string{path})
	r.gone[workflow.Place{Seq: rec.Seq, Path: path}] = absence{f.Of, f.Proposal, f.Type}
}

// erased accounts for the texts that an entry erases: each is gone, and is what the entry says. An entry that the rules did
// not allow accounts for nothing; where entries are absent, the rules cannot be asked.
func (r *run) erased(rec *workflow.Record) {
	e, ok := rec.Event.(*workflow.TextErased)
	if !ok || !r.playing && r.absent == 0 {
		return
	}
	for i := range e.Fields {
		f := &e.Fields[i]
		for _, path := range f.Paths {
			at := workflow.Place{Seq: f.Entry, Path: path}
			was, gone := r.gone[at]
			switch {
			case !gone && r.absent > 0: // its entry may be absent
			case !gone:
				r.l.find(Texts, int64(rec.Seq), r.l.say(textStays, path, f.Entry))
			case was != absence{f.Of, f.Proposal, f.Type}:
				r.l.find(Texts, int64(rec.Seq), r.l.say(textOther, path, f.Entry))
			default:
				r.l.Erased++
			}
			delete(r.gone, at)
		}
	}
}

// unaccounted finds the texts that are missing and that no entry says were erased, in order of their entries. Behind an entry
// that cannot be read or is not allowed, what erases cannot be told from what does not: such an entry may even be the one that
// erased. So nothing is called wrong then with the entries ahead of it, whose texts may be gone rightly.
func (r *run) unaccounted() {
	places := slices.SortedFunc(maps.Keys(r.gone), func(a, b workflow.Place) int {
		return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Path, b.Path))
	})
	if r.absent > 0 && len(places) > 0 {
		r.l.set(Texts, NotChecked, r.l.say(textsUntold, len(places)))
		return
	}
	if !r.playing && len(places) > 0 {
		r.l.set(Texts, NotChecked, r.l.say(textsUnclear, len(places), places[0].Seq))
		return
	}
	r.l.missing = places
}

// unerased says of the texts that are missing that they are. Where entries are missing at the end, one of these may have erased
// them, so that nothing is called wrong with entries that are there.
func (l *Ledger) unerased() {
	if l.short && len(l.missing) > 0 {
		l.set(Texts, NotChecked, l.say(textsCut, len(l.missing), l.missing[0].Seq))
		return
	}
	for _, at := range l.missing {
		l.find(Texts, int64(at.Seq), l.say(textMissing, at.Path))
	}
}
