package casefile

import (
	"errors"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/proof"
)

// witnesses asks how far the witnesses that whoever checks names have cosigned the two ledgers, by the lines under the checkpoints in
// the file. A round that is over needs enough of them at its closing.
func (r *Report) witnesses(f *File, book *workflow.Register, rule proof.Rule) {
	if len(rule.Witnesses) == 0 {
		r.set(audit.Witnesses, audit.NotChecked, said(r.lang, noWitnesses))
		return
	}
	why := ""
	for i := range f.Manifest.Ledgers {
		l := &f.Manifest.Ledgers[i]
		sizes := map[string]uint64{}
		for _, size := range f.Signed(l.Origin) {
			r.cosigned(f, l, size, rule, sizes)
		}
		all, reach := len(rule.Witnesses), rule.Reach(sizes)
		end := r.closing(book, l)
		switch {
		case end > 0 && rule.Count(sizes, end) < rule.Quorum:
			r.find(audit.Witnesses, said(r.lang, endUnwitnessed, l.Dir, rule.Count(sizes, end), all, end, rule.Quorum))
		case reach == 0:
			r.find(audit.Witnesses, said(r.lang, unwitnessed, l.Dir, rule.Count(sizes, 0), all, rule.Quorum))
		case reach < l.Size:
			why += said(r.lang, witnessedPart, l.Dir, rule.Count(sizes, reach), all, reach, l.Size, rule.Quorum) + " "
		default:
			why += said(r.lang, witnessed, l.Dir, rule.Count(sizes, reach), all, reach, rule.Quorum) + " "
		}
	}
	r.set(audit.Witnesses, audit.OK, strings.TrimSpace(why))
}

// cosigned notes which witnesses have cosigned the checkpoint of a size. What is no checkpoint of this ledger counts for nothing; the
// step about checkpoints says so.
func (r *Report) cosigned(f *File, l *Ledger, size uint64, rule proof.Rule, sizes map[string]uint64) {
	name := l.Dir + "/checkpoints/" + strconv.FormatUint(size, 10)
	b, err := f.whole(name, maxNote)
	if err != nil {
		return
	}
	if c, err := proof.Read(b, l.Origin); err != nil || c.Size != size {
		return
	}
	for _, w := range rule.Witnesses {
		_, err := note.Open(b, note.VerifierList(w))
		switch bad, forged := errors.AsType[*note.InvalidSignatureError](err); {
		case err == nil:
			sizes[w.String()] = max(sizes[w.String()], size)
		case forged:
			r.find(audit.Witnesses, said(r.lang, cosignatureForged, name, bad.Name))
		}
	}
}

// closing is the size at which the register in the file last closed the round, or that of a round that is over; 0 of the register and
// of a round that is not. A closing behind the file's end is of entries that came later.
func (r *Report) closing(book *workflow.Register, l *Ledger) uint64 {
	state := r.Record.Ledgers[len(r.Record.Ledgers)-1].State()
	end := uint64(0)
	for i := range book.Closings {
		if c := &book.Closings[i]; c.Origin == l.Origin && c.Head.Size <= l.Size {
			end = c.Head.Size
		}
	}
	if end == 0 && l.Dir == RoundDir && state != nil && state.Over() {
		return l.Size
	}
	return end
}
