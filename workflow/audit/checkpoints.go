package audit

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// Outside is what holds the record from outside: signed checkpoints, the public keys to open them with, and the lock file.
type Outside struct {
	// Checkpoints are the signed checkpoints that are kept of a ledger.
	Checkpoints func(ctx context.Context, origin string) ([]proof.Signed, error)
	// Keys are public keys that the reader trusts; none: signatures are not checked.
	Keys []string
	// Held is the lock file: how far each ledger was known to go. Nil: there is none here.
	Held map[string]workflow.Head
	// Rule says whose cosignatures count, and how many there have to be.
	Rule proof.Rule
	// Named tells that the rule is that of whoever checks, and not the one that the server has noted.
	Named bool
	// Since is since when the server has noted the rule, zero where that is not known: witnesses have a while from then on too.
	Since time.Time
	// Now is when is checked: witnesses have a while for what was just entered. Zero: they have none.
	Now time.Time
	// Unread is what the server has noted about witnesses and cannot be read.
	Unread []error
	// Cosignatures are what witnesses have signed of a ledger, smallest size first; nil where none are kept.
	Cosignatures func(ctx context.Context, origin string) ([]proof.Cosignature, error)
	// Troubles are why witnesses have not cosigned the latest checkpoints.
	Troubles []proof.Trouble
}

// prepare reads the checkpoints of a ledger and notes at which sizes its root is asked for. The register has been checked.
func (a *auditor) prepare(l, book *Ledger) error {
	var sizes []uint64
	if a.opt.Outside != nil {
		var err error
		if sizes, err = a.told(l); err != nil {
			return err
		}
	}
	if book != l {
		for _, m := range book.book.Marks(l.origin) {
			sizes = append(sizes, m.Head.Size)
		}
	}
	slices.Sort(sizes)
	l.asked, l.roots, l.times = slices.Compact(sizes), map[uint64]ledger.Hash{}, map[uint64]ledger.Instant{}
	return nil
}

// told are the sizes at which something outside of the ledger says its root.
func (a *auditor) told(l *Ledger) (sizes []uint64, err error) {
	if l.notes, err = a.opt.Outside.Checkpoints(a.ctx, l.origin); err != nil {
		return nil, fmt.Errorf("checkpoints of %s: %w", l.origin, err)
	}
	sizes = []uint64{a.opt.Outside.Held[l.origin].Size}
	if a.opt.Outside.Cosignatures != nil {
		if l.lines, err = a.opt.Outside.Cosignatures(a.ctx, l.origin); err != nil {
			return nil, fmt.Errorf("cosignatures of %s: %w", l.origin, err)
		}
	}
	for _, c := range l.lines {
		sizes = append(sizes, c.Size)
	}
	for _, n := range l.notes {
		sizes = append(sizes, n.Size)
	}
	return sizes, nil
}

// mark keeps the root where it is asked for.
func (r *run) mark() {
	l := r.l
	for len(l.asked) > 0 && l.asked[0] < r.tree.Size() {
		l.asked = l.asked[1:]
	}
	if len(l.asked) > 0 && l.asked[0] == r.tree.Size() {
		l.roots[r.tree.Size()] = r.tree.Root()
	}
}

// outside compares the ledgers with what holds them from outside.
func (a *auditor) outside(ledgers []*Ledger, roundPrefix string) error {
	book := ledgers[0]
	if a.opt.Apart {
		for _, l := range ledgers {
			ended(book, l)
			l.Steps = slices.DeleteFunc(l.Steps, func(s StepResult) bool { return s.Step == Anchored || s.Step == Witnesses })
		}
		return nil
	}
	if a.opt.Outside == nil {
		for _, l := range ledgers {
			l.set(Anchored, NotChecked, l.say(noOutside))
			l.set(Witnesses, NotChecked, l.say(noWitnesses))
		}
		return nil
	}
	keys, err := a.keys(book)
	if err != nil {
		return err
	}
	for _, l := range ledgers {
		a.notes(book, l, keys)
		if a.silent != "" {
			l.set(Anchored, NotChecked, a.silent)
		}
		a.held(l)
		a.witnesses(book, l)
		if l != book {
			closed(book, l)
		}
		accepted(book, l)
		l.narrow()
	}
	a.against(book)
	for _, err := range a.opt.Outside.Unread {
		book.find(Witnesses, -1, book.say(witnessesUnread, err))
	}
	a.gone(ledgers, roundPrefix)
	return nil
}

// keys are the public keys that checkpoints may be signed with: those that the reader trusts, and those that the register
// ties to them. A key that one of them vouches for is good from then on; the one before it was good until then, where a key that is
// known without it has signed the register with the change in it. Otherwise whoever writes a register anew could name their own key as
// the one before.
func (a *auditor) keys(book *Ledger) ([]proof.Verifier, error) {
	known := slices.Clone(a.opt.Outside.Keys)
	if len(known) == 0 {
		return nil, nil
	}
	for _, c := range book.book.Keys {
		vouched := c.Signature != "" && proof.Vouched(c.Old, c.New, c.Signature)
		if c.Signature != "" && !vouched {
			book.find(Anchored, int64(c.Seq), book.say(keyUnvouched))
		}
		if vouched && slices.Contains(known, c.Old) {
			known = append(known, c.New)
		}
		if c.Signature == "" {
			book.note(Anchored, int64(c.Seq), book.say(keyLost))
		}
		book.until(&c)
	}
	good, err := a.verifiers(known)
	if err != nil {
		return nil, err
	}
	a.unheard(book, good)
	reach := signedTo(book, good)
	for _, c := range slices.Backward(book.book.Keys) {
		if c.Old != "" && c.Seq < reach && slices.Contains(known, c.New) {
			known = append(known, c.Old)
		}
	}
	return a.verifiers(known)
}

// until says how far the key before a change counts.
func (l *Ledger) until(c *workflow.KeyChange) {
	name, next := proof.NameOf(c.Old), proof.NameOf(c.New)
	switch _, limited := l.book.Reach(name, l.origin); {
	case c.Old == "":
	case !c.Unnoted:
		l.note(Anchored, int64(c.Seq), l.say(keyUntil, next, name)) //nolint:gosec // A number in a database.
	case !limited:
		l.note(Anchored, int64(c.Seq), l.say(keyUnnoted, next, name)) //nolint:gosec // A number in a database.
	}
}

// signedTo is the largest size of the register that one of the keys has signed while it counted, 0 where there is none.
func signedTo(book *Ledger, keys []proof.Verifier) uint64 {
	var reach uint64
	for _, n := range book.notes {
		if c, n, err := proof.Open(n.Note, book.origin, keys...); err == nil && Outrun(book.book, n, c.Origin, c.Size) == nil {
			reach = max(reach, c.Size)
		}
	}
	return reach
}

// Overreach is a signature by a key of before under more than was there when another key took its place.
type Overreach struct {
	Key  string // named as in a signature: „name+hash“
	Size uint64 // up to which it counts
}

// Outrun tells whether a ledger goes further than every known key counts that has signed a note about it (n.Sigs), by what the register says of
// changes of the key; nil where one of them counts as far as size.
func Outrun(book *workflow.Register, n *note.Note, origin string, size uint64) *Overreach {
	var out *Overreach
	for _, s := range n.Sigs {
		key := fmt.Sprintf("%s+%08x", s.Name, s.Hash)
		reach, limited := book.Reach(key, origin)
		if !limited || size <= reach {
			return nil
		}
		if out == nil || out.Size < reach {
			out = &Overreach{Key: key, Size: reach}
		}
	}
	return out
}

// verifiers are the keys of these texts. What the register has for a key and is none is left out.
func (a *auditor) verifiers(known []string) ([]proof.Verifier, error) {
	return proof.ParseVerifiers(slices.DeleteFunc(slices.Clone(known), func(k string) bool {
		_, err := proof.ParseVerifier(k)
		return err != nil && !slices.Contains(a.opt.Outside.Keys, k) // the register's are what they are
	})...)
}

// notes checks the signed checkpoints of a ledger: form, signature, and the root at their size. So they are also consistent
// with each other: each is a beginning of the same entries.
func (a *auditor) notes(book, l *Ledger, keys []proof.Verifier) {
	latest := uint64(0)
	for _, n := range l.notes {
		c, err := proof.Read(n.Note, l.origin)
		if err != nil || c.Size != n.Size {
			l.find(Anchored, -1, l.say(checkpointForm, n.Size))
			continue
		}
		latest = max(latest, n.Size)
		if a.counts(book, l, n, keys) {
			l.told = append(l.told, workflow.Head{Size: c.Size, Root: c.Root})
		}
		compareRoot(book, l, 0, workflow.Head{Size: c.Size, Root: c.Root}, checkpointBeyond, checkpointRoot)
	}
	switch {
	case latest == 0 && l.Entries > 0:
		l.set(Anchored, NotChecked, l.say(noNotes))
	case len(keys) == 0:
		l.set(Anchored, NotChecked, l.say(noKeys))
	case a.opt.Outside.Held == nil:
		l.set(Anchored, NotChecked, l.say(noHeld))
	case latest < l.Entries:
		l.note(Anchored, int64(latest), l.say(notSigned)) //nolint:gosec // A size in a database.
	}
}

// counts says whether a signed checkpoint is by a key that counts so far; without keys nobody asks.
func (a *auditor) counts(book, l *Ledger, n proof.Signed, keys []proof.Verifier) bool {
	if len(keys) == 0 {
		return true
	}
	c, opened, err := proof.Open(n.Note, l.origin, keys...)
	if err != nil {
		l.find(Anchored, -1, l.say(checkpointUnsigned, n.Size))
		return false
	}
	if over := Outrun(book.book, opened, c.Origin, c.Size); over != nil {
		l.find(Anchored, -1, l.say(checkpointOutrun, n.Size, over.Key, over.Size))
		return false
	}
	return true
}

// compareRoot compares a head that was told with the ledger. What an acceptance on record explains, made behind entry after of the
// register, is nothing wrong.
func compareRoot(book, l *Ledger, after uint64, told workflow.Head, beyond, other phrase) {
	root, reached := l.roots[told.Size]
	switch {
	case reached && root == told.Root, explained(book, l, after, told.Size):
	case reached:
		l.find(Anchored, -1, l.say(other, told.Size))
	default:
		l.short = true
		l.find(Anchored, int64(l.Entries), l.say(beyond, told.Size, l.Entries)) //nolint:gosec // A size in a database.
	}
}

// explained tells that an acceptance on record, made behind entry after of the register, says why a ledger is no longer what it was up
// to a size.
func explained(book, l *Ledger, after, size uint64) bool {
	for after < book.book.Size {
		x := book.book.Accepted(l.origin, after)
		if x == nil {
			break
		}
		if x.Known.Size >= size {
			return true
		}
		after = x.Seq
	}
	return false
}

// held compares a ledger with the lock file.
func (a *auditor) held(l *Ledger) {
	h, ok := a.opt.Outside.Held[l.origin]
	if !ok {
		if a.opt.Outside.Held != nil && l.Entries > 0 {
			l.note(Anchored, -1, l.say(notHeld))
		}
		return
	}
	l.told = append(l.told, h)
	switch root, reached := l.roots[h.Size]; {
	case !reached:
		l.short = true
		l.find(Anchored, int64(l.Entries), l.say(heldBeyond, h.Size, l.Entries)) //nolint:gosec // A size in a database.
	case root != h.Root:
		l.find(Anchored, -1, l.say(heldRoot, h.Size))
	}
}

// closed compares a round with what the register says of its end.
func closed(book, l *Ledger) {
	for _, m := range book.book.Marks(l.origin) {
		if m.Noted {
			compareRoot(book, l, m.Seq, m.Head, notedBeyond, notedRoot)
		} else {
			compareRoot(book, l, m.Seq, m.Head, closingBeyond, closingRoot)
		}
	}
	over := l.state != nil && l.state.Over() && l.state.Size == l.Entries
	last := book.book.Closing(l.Round)
	if over && book.book.Size == book.Entries && (last == nil || last.Head.Size < l.Entries) {
		size := uint64(0)
		if last != nil {
			size = last.Head.Size
		}
		l.find(Anchored, int64(size), l.say(closingMissing, size)) //nolint:gosec // A size in a database.
	}
}

// ended holds a round that is apart from its installation against what the register beside it says of how far it went, as far as it goes.
func ended(book, l *Ledger) {
	for _, m := range book.book.Marks(l.origin) {
		root, reached := l.roots[m.Head.Size]
		if reached && root != m.Head.Root && !explained(book, l, m.Seq, m.Head.Size) {
			l.find(Tree, -1, l.say(map[bool]phrase{true: notedRoot, false: closingRoot}[m.Noted], m.Head.Size))
			return // all further ones differ too
		}
	}
}

// narrow says between which entries the first one lies that is not the one that was signed or held: behind the last root that
// is still the ledger's, and ahead of the first that is not. Roots tell no more.
func (l *Ledger) narrow() {
	from, to := uint64(0), uint64(0)
	for _, h := range l.told {
		if root, reached := l.roots[h.Size]; reached && root != h.Root && (to == 0 || h.Size < to) {
			to = h.Size
		}
	}
	if to == 0 || !slices.ContainsFunc(l.Steps, func(s StepResult) bool { return s.Step == Anchored && s.Result == Failed }) {
		return
	}
	for _, h := range l.told {
		if h.Size < to && l.roots[h.Size] == h.Root {
			from = max(from, h.Size)
		}
	}
	l.Altered = &Span{From: from, To: to - 1}
	if from == to-1 {
		l.find(Anchored, int64(from), l.say(alteredAt)) //nolint:gosec // A size in a database.
	} else {
		l.find(Anchored, -1, l.say(alteredWithin, from, to-1))
	}
}

// accepted says where a ledger was accepted as it was.
func accepted(book, l *Ledger) {
	for _, x := range book.book.Acceptances {
		switch {
		case x.Origin != l.origin:
		case x.Known.Size == 0:
			l.note(Anchored, -1, l.say(acceptedUnheld, x.Seq, x.Head.Size))
		default:
			l.note(Anchored, -1, l.say(acceptedAt, x.Seq, x.Known.Size, x.Head.Size))
		}
	}
}

// gone names ledgers that the lock file knows and that are not there.
func (a *auditor) gone(ledgers []*Ledger, roundPrefix string) {
	for _, origin := range slices.Sorted(maps.Keys(a.opt.Outside.Held)) {
		there := slices.ContainsFunc(ledgers, func(l *Ledger) bool { return l.origin == origin && l.Entries > 0 })
		if !there && (a.opt.Round == "" || origin == roundPrefix+a.opt.Round) {
			book := ledgers[0]
			book.find(Anchored, -1, book.say(heldMissing, origin, a.opt.Outside.Held[origin].Size))
		}
	}
}
