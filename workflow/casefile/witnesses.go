package casefile

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/proof"
)

// witnesses asks how far the witnesses that whoever checks names have cosigned the two ledgers, by the lines under the checkpoints in
// the file: enough of them at the beginning of each, and at the closing of a round, unless there is still time for it.
func (r *Report) witnesses(f *File, book *workflow.Register, opt Options) {
	rule := opt.Rule
	if len(rule.Witnesses) == 0 {
		r.set(audit.Witnesses, audit.NotChecked, said(r.lang, noWitnesses))
		return
	}
	why, all := "", audit.OK
	for i := range f.Manifest.Ledgers {
		l, sizes := &f.Manifest.Ledgers[i], map[string]uint64{}
		for _, size := range f.Signed(l.Origin) {
			r.cosigned(f, l, size, rule, sizes)
		}
		result, owes := r.Record.Ledgers[min(i, len(r.Record.Ledgers)-1)].Owes(book, rule, sizes, opt.Now, time.Time{})
		reach := rule.Reach(sizes)
		switch {
		case result == audit.Failed:
			r.find(audit.Witnesses, l.Dir+": "+owes)
			r.lacking++
		case result == audit.NotChecked:
			all = result
			why += l.Dir + ": " + owes + " "
		case reach < l.Size:
			why += said(r.lang, witnessedPart, l.Dir, rule.Count(sizes, reach), len(rule.Witnesses), reach, l.Size, rule.Quorum) + " "
		default:
			why += said(r.lang, witnessed, l.Dir, rule.Count(sizes, reach), len(rule.Witnesses), reach, rule.Quorum) + " "
		}
	}
	r.set(audit.Witnesses, all, strings.TrimSpace(why))
}

// OnlyLacks tells that nothing is wrong but that witnesses have not cosigned what they were to: no entry is in doubt. It is not told of
// a file of which no trusted signature says whose it is: missing cosignatures may be all that tells it from a forged one.
func (r *Report) OnlyLacks() bool {
	other := func(s audit.StepResult) bool {
		return s.Result == audit.Failed && s.Step != audit.Witnesses ||
			s.Result == audit.NotChecked && (s.Step == Seal || s.Step == Signatures)
	}
	return r.lacking > 0 && len(r.Findings) == r.lacking && r.Record.OK && !slices.ContainsFunc(r.Steps, other)
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
