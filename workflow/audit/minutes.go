package audit

import (
	"fmt"
	"slices"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/minutes"
)

// draft is a version of the minutes that the record holds.
type draft struct {
	seq, size uint64
	form      uint64
	meeting   string
	root      ledger.Hash
	digest    string
}

// drafted notes a version of the minutes.
func (r *run) drafted(rec *workflow.Record) {
	if e, ok := rec.Event.(*workflow.MinutesDrafted); ok {
		r.drafts = append(r.drafts, draft{rec.Seq, e.Size, max(e.Form, 1), e.Meeting, e.Root, e.Digest})
	}
}

// minutes makes every version of the minutes again, from the entries that it was made of, and compares. It reads the ledger
// once more, and only where there are minutes; the entries have been checked and played by then.
func (r *run) minutes() error {
	if len(r.drafts) == 0 {
		return nil
	}
	slices.SortStableFunc(r.drafts, func(a, b draft) int { return int(a.size) - int(b.size) }) // sizes fit into the ledger
	state := workflow.NewRound(r.l.origin, r.l.Round, r.a.policy)
	state.Forget()
	taker, tree, dec := minutes.NewTaker(), ledger.Tree{}, workflow.Decoder{}
	for e, err := range r.a.stored(r.l.origin) {
		if err != nil {
			return fmt.Errorf("read %s: %w", r.l.origin, err)
		}
		rec, err := dec.Decode(e.Bytes)
		if err != nil {
			return fmt.Errorf("read %s again: %w", r.l.origin, err)
		}
		if ref := state.Play(rec); ref != nil {
			return fmt.Errorf("read %s again: entry %d: %w", r.l.origin, rec.Seq, ref)
		}
		tree.Append(e.hash)
		taker.Note(nil, state, rec)
		for len(r.drafts) > 0 && r.drafts[0].size == tree.Size() {
			if err := r.remade(taker.Minutes(state, workflow.Head{Size: tree.Size(), Root: tree.Root()}, r.drafts[0].meeting)); err != nil {
				return err
			}
			r.drafts = r.drafts[1:]
		}
		if len(r.drafts) == 0 {
			break
		}
	}
	return nil
}

// remade holds the next version of the minutes against those made again. Of another form than this program makes there is only
// the root to compare: that the digest was not checked is noted, and is no fault.
func (r *run) remade(m *minutes.Minutes) error {
	d := r.drafts[0]
	if note := minutes.FormNote(d.form, r.l.lang); note != "" {
		r.l.note(Minutes, int64(d.seq), note)
		r.l.set(Minutes, NotChecked, r.l.say(otherForm))
		if m.Hash != d.root {
			r.l.find(Minutes, int64(d.seq), r.l.say(minutesDiffer, d.size))
		}
		return nil
	}
	digest, err := m.Digest()
	if err != nil {
		return err
	}
	if digest != d.digest || m.Hash != d.root {
		r.l.find(Minutes, int64(d.seq), r.l.say(minutesDiffer, d.size))
	}
	return nil
}
