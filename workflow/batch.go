package workflow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"gremium/workflow/ledger"
)

// batch is what one transaction does: for each ledger it touches, the state it will have.
type batch struct {
	e      *Engine
	ctx    context.Context
	tx     Tx
	drafts map[string]*draft
	news   []string // digests of policies that this batch adopts
	parts  bool     // the batch is one unit, and so long that it is written in parts
}

// draft is a ledger's uncommitted future.
type draft struct {
	base     *head
	round    *Round
	register *Register
	tree     ledger.Tree
	opening  *ledger.Hash // leaf of the ledger's first entry, where this batch opens it
	sealed   []*Sealed    // not written yet
	pending  map[commandKey]uint64
}

// commit carries out units in one transaction and sets their answers.
func (e *Engine) commit(units []*unit) {
	if e.failed != nil {
		fail(units, e.failed)
		return
	}
	commands := units[:0:0]
	for _, u := range units {
		switch {
		case u.ctx.Err() != nil:
			u.err = u.ctx.Err()
		case u.refresh != "":
			u.err = e.refresh(u.ctx, u.refresh)
		default:
			if ref := unlisted(u.requests); ref != nil {
				u.err = ref
				continue
			}
			commands = append(commands, u)
		}
	}
	if len(commands) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience(commands))
	defer cancel()
	b := &batch{e: e, ctx: ctx, drafts: map[string]*draft{}, parts: len(commands) == 1 && long(commands[0])}
	err := e.cfg.Log.Update(ctx, func(tx Tx) error {
		b.unlearn(0)
		b.tx, b.drafts = tx, map[string]*draft{}
		for _, u := range commands {
			u.receipts, u.err = nil, nil
			if err := b.carryOut(u); err != nil {
				return err
			}
		}
		return b.append()
	})
	if err != nil {
		if errors.Is(err, ErrUnknown) {
			e.failed = err
		}
		b.unlearn(0)
		fail(commands, err)
		return
	}
	b.keep()
}

// partSize is after how many entries a long unit writes what it has sealed, so that memory does not grow with it.
const partSize = 2048

// long tells whether a unit is written in parts, alone in its transaction: what it has written cannot be taken back without
// the rest.
func long(u *unit) bool { return len(u.requests) > partSize }

// patience bounds how long a batch waits for other processes and works itself: longer than any honest one holds the
// database, and longer still for a whole folder that is read in.
func patience(units []*unit) time.Duration {
	requests := 0
	for _, u := range units {
		requests += len(u.requests)
	}
	return 30*time.Second + time.Duration(requests)*5*time.Millisecond
}

func fail(units []*unit, err error) {
	for _, u := range units {
		u.receipts, u.err = nil, err
	}
}

// refresh catches up with committed entries, without a transaction of its own.
func (e *Engine) refresh(ctx context.Context, origin string) error {
	h := e.headOf(origin)
	return e.catchUp(ctx, h, e.cfg.Log.Entries(ctx, origin, h.tree.Size()))
}

func (e *Engine) headOf(origin string) *head {
	h := e.heads[origin]
	if h == nil {
		h = e.newHead(origin)
		e.heads[origin] = h
	}
	return h
}

// draft answers the ledger's future in this batch, taking the ledger for the transaction at the first call.
func (b *batch) draft(origin string) (*draft, error) {
	if d := b.drafts[origin]; d != nil {
		return d, nil
	}
	h := b.e.headOf(origin)
	if err := b.e.catchUp(b.ctx, h, b.tx.Tail(origin, h.tree.Size())); err != nil {
		if errors.Is(err, ErrCorrupt) { // rounds share nothing: others go on
			return nil, &unitError{err}
		}
		return nil, err
	}
	if err := b.e.allowed(); err != nil { // asked after reading, which may have found the reason
		return nil, err
	}
	d := &draft{base: h, tree: h.tree.Clone(), pending: map[commandKey]uint64{}}
	if h.round != nil {
		d.round = h.round.Fork()
	} else {
		d.register = h.register.Fork()
	}
	b.drafts[origin] = d
	return d, nil
}

// fork copies a draft so that a unit of several commands can be taken back.
func (d *draft) fork() *draft {
	n := &draft{base: d.base, tree: d.tree.Clone(), opening: d.opening, sealed: slices.Clip(d.sealed), pending: maps.Clone(d.pending)}
	if d.round != nil {
		n.round = d.round.Fork()
	} else {
		n.register = d.register.Fork()
	}
	return n
}

// carryOut does one unit. What the rules or the form of an entry refuse is the unit's own answer; an error concerns the
// whole batch, and so does a refusal in a unit that is written in parts.
func (b *batch) carryOut(u *unit) error {
	before, known := b.drafts, len(b.news)
	var sizes map[string]uint64
	closes := slices.ContainsFunc(u.requests, b.closes)
	if closes {
		sizes = b.sizes()
	}
	u.receipts = make([]Receipt, 0, len(u.requests))
	if len(u.requests) != 1 || closes || notes(&u.requests[0]) || b.admits(&u.requests[0]) {
		b.drafts = maps.Clone(before)
		for origin, d := range before {
			b.drafts[origin] = d.fork()
		}
	}
	for i := range u.requests {
		r, err := b.do(&u.requests[i])
		if err != nil {
			return b.giveUp(u, i, err, before, known)
		}
		u.receipts = append(u.receipts, r)
		if b.parts && (i+1)%partSize == 0 {
			if err := b.append(); err != nil {
				return err
			}
		}
	}
	if closes {
		if err := b.close(sizes); err != nil {
			return b.giveUp(u, len(u.requests)-1, err, before, known)
		}
	}
	return nil
}

// admits tells whether a request may need an admission of its actor ahead of it.
func (b *batch) admits(q *Request) bool {
	if q.Actor.As == Member || q.Origin == b.e.RegisterOrigin() {
		return false
	}
	d := b.drafts[q.Origin]
	if d == nil {
		return true // not taken up in this batch yet
	}
	_, p := d.round.Participant(b.e.cfg.Pseudonym(q.Origin, q.Actor.Person))
	return p == nil || !p.Holds(q.Actor.As)
}

// do carries out one request: admission of its actor where that is theirs to have, repeat, or a new entry.
func (b *batch) do(q *Request) (Receipt, error) {
	if q.ID == "" || q.Actor.Person == "" || len(q.ID) > 128 || q.Command == nil {
		return Receipt{}, &unitError{errors.New("a request needs a command, an id of at most 128 bytes and an actor")}
	}
	d, err := b.draft(q.Origin)
	if err != nil {
		return Receipt{}, err
	}
	o := &Order{
		At: ledger.InstantOf(b.e.cfg.Now()), Actor: b.e.cfg.Pseudonym(q.Origin, q.Actor.Person), As: q.Actor.As, For: q.For,
		ID: q.ID, Command: q.Command,
	}
	if r, found, err := b.repeat(d, o); found || err != nil {
		return r, err
	}
	if d.round != nil && d.round.Size > 0 {
		if err := b.admit(d, q, o); err != nil {
			return Receipt{}, err
		}
	}
	if notes(q) {
		if err := b.note(d); err != nil {
			return Receipt{}, err
		}
	}
	r, err := b.enter(d, o)
	if err == nil && o.Command.Kind() == KindRoundOpened {
		err = b.admit(d, q, o)
	}
	return r, err
}

// admit enters the actor in the capacity acted in, where that capacity is granted outside the round and the actor does
// not have it yet.
func (b *batch) admit(d *draft, q *Request, o *Order) error {
	if _, p := d.round.Participant(o.Actor); o.As == Member || p != nil && p.Holds(o.As) {
		return nil
	}
	if c, ok := o.Command.(*Admit); ok && c.Participant == o.Actor && c.Capacity == o.As {
		return nil // the command says so itself
	}
	_, err := b.enter(d, &Order{
		At: o.At, Actor: o.Actor, As: o.As, ID: "admit-" + string(o.As),
		Command: &Admit{Participant: o.Actor, Capacity: o.As, Person: q.Actor.Person, Name: q.Actor.Name},
	})
	return err
}

// enter decides, applies and seals.
func (b *batch) enter(d *draft, o *Order) (Receipt, error) {
	o, err := b.filled(d, o)
	if err != nil {
		return Receipt{}, err
	}
	rec, texts, err := b.decide(d, o)
	if err != nil {
		return Receipt{}, err
	}
	s, err := b.e.seal(rec, texts)
	if err != nil {
		return Receipt{}, &unitError{err}
	}
	if err := errors.Join(b.conceal(d, o, s), b.erases(d, o, s)); err != nil {
		return Receipt{}, &unitError{err}
	}
	if a, ok := o.Command.(*AdoptPolicy); ok {
		s.Document = &Document{Digest: a.Digest, Bytes: a.Canonical}
	}
	if d.round != nil {
		d.round.Apply(rec)
	} else {
		d.register.Apply(rec)
	}
	d.tree.Append(s.Leaf)
	d.sealed = append(d.sealed, s)
	if rec.Seq == 0 {
		d.opening = &s.Leaf
	}
	d.pending[b.e.key(rec.Actor, rec.Command)] = rec.Seq
	return receipt(s.Record, s.Leaf), nil
}

func (b *batch) decide(d *draft, o *Order) (*Record, map[string]string, error) {
	var rec *Record
	var t map[string]string
	var ref *Refusal
	if d.round != nil {
		if c, ok := o.Command.(*OpenRound); ok {
			if err := b.e.load(b.ctx, c.Policy); err != nil {
				return nil, nil, &unitError{err}
			}
		}
		rec, t, ref = d.round.Decide(o)
	} else {
		opening, err := b.prepare(o.Command)
		if err != nil {
			return nil, nil, &unitError{err}
		}
		rec, t, ref = d.register.Decide(o, opening)
	}
	if ref != nil {
		return nil, nil, ref
	}
	return rec, t, nil
}

// prepare does what a register command needs from elsewhere: an adopted policy is read, and the first entry of a
// listed round found.
func (b *batch) prepare(c Command) (opening ledger.Hash, err error) {
	switch c := c.(type) {
	case *AdoptPolicy:
		if p := b.e.policyOf(c.Digest); p != nil && bytes.Equal(p.Canonical(), c.Canonical) {
			return opening, nil
		}
		err := b.e.learn(c.Digest, c.Canonical)
		if err == nil {
			b.news = append(b.news, c.Digest)
		}
		return opening, err
	case *ListRound:
		d := b.drafts[c.Origin]
		if d == nil || d.opening == nil {
			return opening, fmt.Errorf("round %s is listed without being opened in the same transaction", c.Round)
		}
		if r := d.round; r == nil || r.ID != c.Round || r.Programme != c.Programme || r.Digest != c.Policy {
			return opening, fmt.Errorf("round %s is listed with another programme or policy than it was opened with", c.Round)
		}
		return *d.opening, nil
	case *CloseRound:
		if d := b.drafts[c.Origin]; d == nil || d.round == nil || !d.round.Over() || c.Head != d.head() {
			return opening, fmt.Errorf("round %s is closed as something else than it is", c.Round)
		}
	}
	return opening, nil
}

// unlearn forgets the policies that the batch was to adopt, but for the first n: no round may be opened under one that
// was not kept.
func (b *batch) unlearn(n int) {
	b.e.mu.Lock()
	defer b.e.mu.Unlock()
	for _, digest := range b.news[n:] {
		delete(b.e.policies, digest)
	}
	b.news = b.news[:n]
}

// append writes what the batch has sealed and not written yet, ledger by ledger.
func (b *batch) append() error {
	for _, origin := range slices.Sorted(maps.Keys(b.drafts)) {
		d := b.drafts[origin]
		if len(d.sealed) == 0 {
			continue
		}
		var state Ledger = d.round
		if d.register != nil {
			state = d.register
		}
		if err := b.tx.Append(state, d.sealed, d.head()); err != nil {
			return fmt.Errorf("append to %s: %w", origin, err)
		}
		d.sealed = nil
	}
	return nil
}

// keep makes the batch's drafts the heads, after the commit.
func (b *batch) keep() {
	for _, d := range b.drafts {
		if d.tree.Size() == d.base.tree.Size() {
			if d.base.tree.Size() == 0 { // somebody asked for a ledger that is none
				delete(b.e.heads, d.base.origin)
			}
			continue
		}
		d.base.round, d.base.register, d.base.tree = d.round, d.register, d.tree
		maps.Copy(d.base.commands, d.pending)
		b.e.publish(d.base)
		b.e.committed(d.base)
	}
}
