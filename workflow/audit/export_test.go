package audit

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Probe is the check of one ledger that stands before an entry, and can be asked, any number of times, what it says if that
// entry is another one.
//
// It is the check itself: the same run, the same hashing of what is read and the same entry that Check goes through, and not
// a second one. A check takes the entries in order, and what it says of the first k follows from the first k. So where the
// entries before k are as they were, and nothing is found in these, the first entry that the whole check names is k exactly
// when the run, standing before k, finds something when it is given the other entry: findings are only added, and all later
// ones are about later entries or about none.
type Probe struct {
	a     *auditor
	r     run
	texts []EntryText
	at    int // the next text
}

// NewProbe stands before the first entry of a round.
func NewProbe(ctx context.Context, src Source, origin, id string) (*Probe, error) {
	a := &auditor{ctx: ctx, src: src, policies: map[string]*policy.Policy{}}
	p := &Probe{a: a}
	for t, err := range src.AllTexts(ctx, origin) {
		if err != nil {
			return nil, err
		}
		p.texts = append(p.texts, t)
	}
	l := newLedger(origin, id, "en")
	l.state = workflow.NewRound(origin, id, a.policy)
	l.state.Forget()
	if err := a.prepare(l, l); err != nil {
		return nil, err
	}
	p.r = run{a: a, l: l, playing: true, texts: p.next(&p.at), dec: workflow.Decoder{Reuse: true}}
	return p, p.r.advance()
}

// next takes texts from a place on.
func (p *Probe) next(at *int) func() (*EntryText, error, bool) {
	return func() (*EntryText, error, bool) {
		if *at >= len(p.texts) {
			return nil, nil, false
		}
		*at++
		return &p.texts[*at-1], nil, true
	}
}

// Take goes behind the entry, which is the true one: an error is what is found in it.
func (p *Probe) Take(e StoredEntry) error {
	if err := p.r.entry(p.hash(e)); err != nil {
		return err
	}
	if len(p.r.l.Findings) > 0 {
		return fmt.Errorf("untouched: %+v", p.r.l.Findings)
	}
	return nil
}

// Try answers what is found if this entry stands here. The probe stays where it is.
func (p *Probe) Try(e StoredEntry) (*Ledger, error) {
	r, l := p.r, *p.r.l
	l.state, l.Steps, l.Findings = l.state.Fork(), slices.Clone(l.Steps), nil
	l.linked, l.roots = slices.Clip(l.linked), maps.Clone(l.roots)
	at := p.at
	r.l, r.texts, r.dec = &l, p.next(&at), workflow.Decoder{Reuse: true}
	r.drafts, r.gone, r.tree = slices.Clip(r.drafts), maps.Clone(r.gone), p.r.tree.Clone()
	if p.r.next != nil {
		t := *p.r.next
		r.next = &t
	}
	err := r.entry(p.hash(e))
	return &l, err
}

// hash is what reading ahead makes of an entry.
func (p *Probe) hash(e StoredEntry) *hashed {
	var s stretch[hashed]
	holder()(&s, e)
	return &s.values[0]
}

// Finish compares what was read with the head that is stored beside it.
func (p *Probe) Finish(h workflow.Head) error {
	if err := p.r.finish(h); err != nil {
		return err
	}
	if len(p.r.l.Findings) > 0 {
		return fmt.Errorf("untouched: %+v", p.r.l.Findings)
	}
	return nil
}

// Leaf is the leaf hash of an entry.
func Leaf(b []byte) ledger.Hash { return ledger.LeafHash(b) }
