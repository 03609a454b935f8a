package audit

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Source is where the record is read from: a database or a case file. Several goroutines ask it at once.
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
	// Outside is what holds the record from outside; nil: the step is not checked.
	Outside *Outside
	Apart   bool // the source is a file apart from the installation: other ledgers are not to be had
	// Pseudonym is what a person is called in a ledger; nil: pseudonyms are not compared with the persons.
	Pseudonym func(origin, person string) string
	// Decided is called with the round and the proposal right after a decision was derived again: what it rests on stands there as
	// it stood then. Several rounds may call at once; nothing of what it is given may be kept.
	Decided  func(*workflow.Round, *workflow.Proposal)
	Progress func(n int) // called now and then with the number of entries done since the last call, never twice at once
}

// Check reads the whole record. An error means that it could not be read to the end; what is wrong with it is in the
// report.
//
// It uses the cores that there are: one ledger is read and hashed while it is played, and several ledgers are checked at
// once. The report is the same whatever the number of cores. What it needs of memory follows from what the rounds hold, their
// proposals, members, sheets and votes, and not from the number of entries that made them so: of the past a state keeps
// nothing here (see workflow.Round.Forget), of what is read some hundred entries, and of findings a thousand a ledger.
func Check(ctx context.Context, src Source, registerOrigin, roundPrefix string, opt Options) (*Report, error) {
	heads, err := src.Heads(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the ledgers: %w", err)
	}
	a := &auditor{ctx: ctx, src: src, opt: opt, policies: map[string]*policy.Policy{}}
	report := &Report{OK: true}
	origins := make([]string, 0, len(heads))
	for origin := range heads {
		if origin != registerOrigin && (opt.Round == "" || origin == roundPrefix+opt.Round) {
			origins = append(origins, origin)
		}
	}
	slices.Sort(origins)
	ledgers := []*Ledger{newLedger(registerOrigin, "register", opt.Lang)}
	for _, origin := range origins {
		ledgers = append(ledgers, newLedger(origin, strings.TrimPrefix(origin, roundPrefix), opt.Lang))
	}
	if err := a.all(ledgers, heads); err != nil {
		return nil, err
	}
	book := ledgers[0]
	for _, l := range ledgers {
		if l != book {
			listed(book, l)
		}
		report.Ledgers = append(report.Ledgers, Ledger{})
	}
	missing(book, heads, opt)
	if err := a.outside(ledgers, roundPrefix); err != nil {
		return nil, err
	}
	for i, l := range ledgers {
		l.unerased()
		report.Ledgers[i] = *l
	}
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
	ctx context.Context
	src Source
	opt Options

	mu       sync.Mutex
	policies map[string]*policy.Policy

	silent string // why no signature is ok: the register tells nothing of a trusted key; empty where it does
}

// policy is the policy of that digest, nil where it has not been read.
func (a *auditor) policy(digest string) *policy.Policy {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.policies[digest]
}

// progress reports entries done.
func (a *auditor) progress(n int) {
	if a.opt.Progress != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.opt.Progress(n)
	}
}

// all checks the ledgers, the register first and then as many at once as there are cores: the register says of each round
// how it ended.
func (a *auditor) all(ledgers []*Ledger, heads map[string]workflow.Head) error {
	book := ledgers[0]
	if err := a.ledger(book, book, heads[book.origin]); err != nil {
		return err
	}
	ledgers = ledgers[1:]
	errs := make([]error, len(ledgers))
	var next atomic.Int64
	var failed atomic.Bool
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ledgers)) {
		wait.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= len(ledgers) {
					return
				}
				if errs[i] = a.ledger(ledgers[i], book, heads[ledgers[i].origin]); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

// run is the pass over one ledger.
type run struct {
	a       *auditor
	l       *Ledger
	tree    ledger.Tree
	hasher  *ledger.Hasher
	dec     workflow.Decoder
	texts   func() (*EntryText, error, bool)
	next    *EntryText
	playing bool
	last    ledger.Instant
	drafts  []draft
	gone    map[workflow.Place]absence // texts that were not there, until an entry says that they were erased

	absent, opened, withheld uint64 // entries; texts
}

// ledger checks one ledger in one pass over its entries and texts.
func (a *auditor) ledger(l, book *Ledger, head workflow.Head) (err error) {
	defer func() {
		if broke := broken(recover()); broke != nil {
			err = fmt.Errorf("check %s: %w", l.origin, broke)
		}
	}()
	if l == book {
		l.book = workflow.NewRegister(l.origin)
	} else {
		l.state = workflow.NewRound(l.origin, l.Round, a.policy)
		l.state.Forget()
	}
	if err := a.prepare(l, book); err != nil {
		return err
	}
	next, stop := iter.Pull2(a.texts(l.origin))
	defer stop()
	r := &run{a: a, l: l, hasher: ledger.NewHasher(), texts: next, playing: true, dec: workflow.Decoder{Reuse: true}}
	if err := r.advance(); err != nil {
		return err
	}
	for e, err := range a.stored(l.origin) {
		if err != nil {
			return fmt.Errorf("read %s: %w", l.origin, err)
		}
		if e.Absent {
			r.without(e.Leaf)
		} else if err := r.safely(e); err != nil {
			return err
		}
	}
	return r.finish(head)
}

// entry checks one entry. After the first one that cannot be read or is not allowed, nothing is played any more: the
// state behind it is unknown.
func (r *run) entry(e *hashed) error {
	seq := r.tree.Size()
	r.tree.AppendBy(r.hasher, e.hash)
	r.mark()
	if e.hash != e.Leaf {
		r.l.find(Tree, int64(seq), r.l.say(leafDiffers))
	}
	if seq == 0 {
		r.l.first = e.hash
	}
	if seq%256 == 255 {
		r.a.progress(256)
	}
	rec, err := r.dec.Decode(e.Bytes)
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
	err = r.open(rec)
	r.l.name(rec)
	return err
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
	r.l.timed(rec)
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
	if digest == "" || r.a.policy(digest) != nil {
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
		r.a.mu.Lock()
		r.a.policies[digest] = p
		r.a.mu.Unlock()
	} else {
		r.l.find(Rules, int64(rec.Seq), r.l.say(policyDiffers, digest))
	}
	return nil
}

func (r *run) play(rec *workflow.Record) {
	if !r.playing {
		r.heard(rec)
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
			if r.a.opt.Decided != nil {
				r.a.opt.Decided(r.l.state, r.l.state.Proposal(rec.Proposal))
			}
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
