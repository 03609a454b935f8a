package audit

import (
	"fmt"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// advance takes the next text from the source.
func (r *run) advance() error {
	t, err, ok := r.texts()
	if !ok {
		r.next = nil
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the texts of %s: %w", r.l.origin, err)
	}
	r.next = t
	return nil
}

// open checks the texts of an entry against its commitments: each opens, none is missing, none is there besides.
func (r *run) open(rec *workflow.Record) error {
	for r.next != nil && r.next.Seq < rec.Seq {
		r.l.find(Texts, int64(r.next.Seq), r.l.say(textStray, r.next.Path))
		if err := r.advance(); err != nil {
			return err
		}
	}
	commitments := *rec.Event.Commitments()
	var found map[string]bool // nil for the many entries without texts
	if r.next != nil && r.next.Seq == rec.Seq {
		found = map[string]bool{}
	}
	for r.next != nil && r.next.Seq == rec.Seq {
		r.compare(rec, commitments, found)
		if err := r.advance(); err != nil {
			return err
		}
	}
	for i := range commitments {
		if path := commitments[i].Path; !found[path] {
			r.miss(rec, path)
		}
	}
	r.erased(rec)
	return nil
}

func (r *run) compare(rec *workflow.Record, commitments []workflow.Commitment, found map[string]bool) {
	t := r.next
	for i := range commitments {
		c := &commitments[i]
		if c.Path != t.Path {
			continue
		}
		found[t.Path] = true
		r.opened++
		if t.Withheld {
			r.opened, r.withheld = r.opened-1, r.withheld+1
		} else if !ledger.Opens(&c.C, &t.Nonce, rec.Origin, rec.Seq, t.Path, t.Value) {
			r.l.find(Texts, int64(rec.Seq), r.l.say(textDiffers, t.Path))
		} else if t.Path == "person" {
			r.named(rec, t.Value)
		}
		return
	}
	r.l.find(Texts, int64(rec.Seq), r.l.say(textUncommitted, t.Path))
}

// named checks that whoever is admitted has the pseudonym that the installation's key gives the person. With another key
// everything would still fit together, and nobody would be found in what they have done.
func (r *run) named(rec *workflow.Record, person string) {
	admitted, ok := rec.Event.(*workflow.ParticipantAdmitted)
	if ok && r.a.opt.Pseudonym != nil && admitted.Participant != r.a.opt.Pseudonym(rec.Origin, person) {
		r.l.find(Texts, int64(rec.Seq), r.l.say(otherPerson, admitted.Participant))
	}
}

// finish compares what was read with what is stored beside it.
func (r *run) finish(head workflow.Head) error {
	l := r.l
	for r.next != nil {
		l.find(Texts, int64(r.next.Seq), r.l.say(textStray, r.next.Path))
		if err := r.advance(); err != nil {
			return err
		}
	}
	r.unaccounted()
	l.Entries, l.Root = r.tree.Size(), r.tree.Root().String()
	switch {
	case head.Size != l.Entries:
		l.short = head.Size > l.Entries
		l.find(Tree, -1, l.say(sizeDiffers, l.Entries, head.Size))
	case head.Root != r.tree.Root():
		l.find(Tree, -1, l.say(rootDiffers))
	}
	r.partial(head)
	if l.Recorded > 0 && l.derived == 0 {
		l.set(Decisions, NotChecked, l.say(allElsewhere))
	}
	if r.absent > 0 {
		return nil
	}
	if !r.playing {
		why := l.say(playedOut)
		l.set(Rules, NotChecked, why)
		l.set(Decisions, NotChecked, why)
		l.set(Minutes, NotChecked, why)
		l.set(Index, NotChecked, why)
		return nil
	}
	if err := r.minutes(); err != nil {
		return err
	}
	return r.index()
}

func (r *run) index() error {
	if r.a.opt.Tables == nil {
		r.l.set(Index, NotChecked, r.l.say(noTables))
		return nil
	}
	state := r.l.ledger()
	differences, err := r.a.opt.Tables.CompareIndex(r.a.ctx, state)
	if err != nil {
		return fmt.Errorf("compare the tables: %w", err)
	}
	for _, d := range differences {
		r.l.find(Index, -1, d.In(r.l.lang))
	}
	return nil
}
