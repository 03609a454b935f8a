package audit

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Source is where the record is read from: a database or a case file.
type Source interface {
	// Heads are all ledgers with the size and root that are stored beside them.
	Heads(ctx context.Context) (map[string]workflow.Head, error)
	// Stored yields the entries of a ledger in order. The bytes are valid until the next one.
	Stored(ctx context.Context, origin string) iter.Seq2[StoredEntry, error]
	// AllTexts yields the texts of a ledger in order of entry and path.
	AllTexts(ctx context.Context, origin string) iter.Seq2[EntryText, error]
	// Document is the stored document of that digest, workflow.ErrNoDocument where there is none.
	Document(ctx context.Context, digest string) ([]byte, error)
}

// StoredEntry is an entry's bytes with the leaf hash that was kept beside them when it was written. The root alone would
// tell that something is wrong; the leaf hash tells where.
type StoredEntry struct {
	Bytes  []byte
	Leaf   ledger.Hash
	Absent bool // the source has the leaf hash alone: a case file of one proposal
}

// EntryText is a stored text with the entry it belongs to.
type EntryText struct {
	Seq uint64
	workflow.Text
	Withheld bool // not for the holder of a case file to read: there is nothing but the path
}

// Tables compares tables beside the record with what the record gives; nil where the source has none.
type Tables interface {
	// CompareIndex answers where the tables of a ledger differ from its state.
	CompareIndex(ctx context.Context, state workflow.Ledger) ([]Difference, error)
}

// Options adjust a check.
type Options struct {
	Lang   string // of the findings, "de" or "en"
	Round  string // only this round, and the register that lists it; empty for all
	Tables Tables // nil: the step is not checked
	Apart  bool   // the source is a file apart from the installation: other ledgers are not to be had
	// Pseudonym is what a person is called in a ledger; nil: pseudonyms are not compared with the persons.
	Pseudonym func(origin, person string) string
	Progress  func(n int) // called now and then with the number of entries done since the last call
}

// Check reads the whole record. An error means that it could not be read to the end; what is wrong with it is in the
// report.
func Check(ctx context.Context, src Source, registerOrigin, roundPrefix string, opt Options) (*Report, error) {
	heads, err := src.Heads(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the ledgers: %w", err)
	}
	a := &auditor{ctx: ctx, src: src, opt: opt, policies: map[string]*policy.Policy{}, dec: workflow.Decoder{Reuse: true}}
	report := &Report{OK: true}
	origins := make([]string, 0, len(heads))
	for origin := range heads {
		if origin != registerOrigin && (opt.Round == "" || origin == roundPrefix+opt.Round) {
			origins = append(origins, origin)
		}
	}
	slices.Sort(origins)
	var book *Ledger
	for _, origin := range append([]string{registerOrigin}, origins...) {
		l := newLedger(origin, strings.TrimPrefix(origin, roundPrefix), opt.Lang)
		if origin == registerOrigin {
			l.Round, book = "register", l
		}
		if err := a.ledger(l, heads[origin], origin == registerOrigin); err != nil {
			return nil, err
		}
		if l != book {
			listed(book, l)
		}
		report.Ledgers = append(report.Ledgers, *l)
	}
	missing(book, heads, opt)
	report.Ledgers[0] = *book
	for i := range report.Ledgers {
		if err := a.links(&report.Ledgers[i], roundPrefix, heads); err != nil {
			return nil, err
		}
	}
	for i := range report.Ledgers {
		report.Entries += report.Ledgers[i].Entries
		report.OK = report.OK && report.Ledgers[i].OK()
	}
	return report, nil
}

// listed checks that the register lists the round, by its first entry.
func listed(book, l *Ledger) {
	id := l.Round
	r := book.book.Round(id)
	switch {
	case r == nil:
		l.find(Tree, -1, l.say(roundUnlisted))
	case r.Opening != l.first:
		l.find(Tree, 0, l.say(otherOpening))
	case l.state != nil && l.state.Size > 0 && (r.Policy != l.state.Digest || r.Programme != l.state.Programme):
		l.find(Tree, 0, l.say(otherPolicy))
	}
}

// missing names rounds of the register that have vanished.
func missing(book *Ledger, heads map[string]workflow.Head, opt Options) {
	for _, r := range book.book.Rounds {
		if opt.Round != "" && r.ID != opt.Round {
			continue
		}
		if _, ok := heads[r.Origin]; !ok {
			book.find(Tree, int64(r.Seq), book.say(roundMissing, r.ID))
		}
	}
}

type auditor struct {
	ctx      context.Context
	src      Source
	opt      Options
	policies map[string]*policy.Policy
	dec      workflow.Decoder
}

// run is the pass over one ledger.
type run struct {
	a       *auditor
	l       *Ledger
	tree    ledger.Tree
	texts   func() (EntryText, error, bool)
	next    *EntryText
	playing bool
	last    ledger.Instant
	drafts  []draft

	absent, opened, withheld uint64 // entries; texts
}

// ledger checks one ledger in one pass over its entries and texts.
func (a *auditor) ledger(l *Ledger, head workflow.Head, register bool) error {
	if register {
		l.book = workflow.NewRegister(l.origin)
	} else {
		l.state = workflow.NewRound(l.origin, l.Round, func(d string) *policy.Policy { return a.policies[d] })
	}
	next, stop := iter.Pull2(a.src.AllTexts(a.ctx, l.origin))
	defer stop()
	r := &run{a: a, l: l, texts: next, playing: true}
	if err := r.advance(); err != nil {
		return err
	}
	for e, err := range a.src.Stored(a.ctx, l.origin) {
		if err != nil {
			return fmt.Errorf("read %s: %w", l.origin, err)
		}
		if e.Absent {
			r.without(e.Leaf)
		} else if err := r.entry(e.Bytes, e.Leaf); err != nil {
			return err
		}
	}
	return r.finish(head)
}

// entry checks one entry. After the first one that cannot be read or is not allowed, nothing is played any more: the
// state behind it is unknown.
func (r *run) entry(b []byte, stored ledger.Hash) error {
	seq := r.tree.Size()
	leaf := ledger.LeafHash(b)
	r.tree.Append(leaf)
	if leaf != stored {
		r.l.find(Tree, int64(seq), r.l.say(leafDiffers))
	}
	if seq == 0 {
		r.l.first = leaf
	}
	if r.a.opt.Progress != nil && seq%256 == 255 {
		r.a.opt.Progress(256)
	}
	rec, err := r.a.dec.Decode(b)
	if err != nil {
		r.l.find(Entries, int64(seq), r.l.say(unreadable, err))
		return r.stop(seq)
	}
	if what := r.place(rec, seq); what != "" {
		r.l.find(Entries, int64(seq), what)
		return r.stop(seq)
	}
	if err := r.pinned(rec); err != nil {
		return err
	}
	r.play(rec)
	return r.open(rec)
}

// place checks what the first step asks of an entry's place.
func (r *run) place(rec *workflow.Record, seq uint64) string {
	switch {
	case rec.Seq != seq:
		return r.l.say(otherNumber, rec.Seq)
	case rec.Origin != r.l.origin:
		return r.l.say(otherLedger, rec.Origin)
	case rec.At < r.last:
		return r.l.say(earlier)
	}
	r.last = rec.At
	return ""
}

// stop ends playing at an entry and passes over its texts.
func (r *run) stop(seq uint64) error {
	r.playing = false
	r.l.set(Texts, NotChecked, r.l.say(textsPassed, seq))
	for r.next != nil && r.next.Seq <= seq {
		if err := r.advance(); err != nil {
			return err
		}
	}
	return nil
}

// pinned reads a policy when an entry pins or adopts it, and checks its bytes against the digest.
func (r *run) pinned(rec *workflow.Record) error {
	digest := ""
	switch e := rec.Event.(type) {
	case *workflow.RoundOpened:
		digest = e.Policy
	case *workflow.PolicyAdopted:
		digest = e.Digest
	}
	if digest == "" || r.a.policies[digest] != nil {
		return nil
	}
	b, err := r.a.src.Document(r.a.ctx, digest)
	if errors.Is(err, workflow.ErrNoDocument) {
		r.l.find(Rules, int64(rec.Seq), r.l.say(policyMissing, digest))
		return nil
	}
	if err != nil {
		return fmt.Errorf("policy %s: %w", digest, err)
	}
	if p, err := policy.Decode(b); err == nil && p.Digest() == digest {
		r.a.policies[digest] = p
	} else {
		r.l.find(Rules, int64(rec.Seq), r.l.say(policyDiffers, digest))
	}
	return nil
}

func (r *run) play(rec *workflow.Record) {
	if !r.playing {
		return
	}
	ref := r.l.ledger().Play(rec)
	if ref == nil {
		r.drafted(rec)
		r.l.link(rec)
		switch rec.Event.Kind() {
		case workflow.KindDecisionRecorded:
			r.l.Recorded++
		case workflow.KindDecisionTaken:
			r.l.derived++
		default: // decides nothing
		}
		return
	}
	step := Rules
	if ref.Code == "decision_differs" || ref.Code == "not_decidable" {
		step = Decisions
	}
	r.l.find(step, int64(rec.Seq), ref.Text(r.l.lang, nil))
	r.playing = false
}
