package workflow

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"gremium/workflow/ledger"
)

// unlisted refuses to open a round that the register does not list in the same unit: it could vanish unnoticed.
func unlisted(requests []Request) *Refusal {
	for i := range requests {
		if _, ok := requests[i].Command.(*OpenRound); !ok {
			continue
		}
		if !slices.ContainsFunc(requests, func(q Request) bool {
			l, ok := q.Command.(*ListRound)
			return ok && l.Origin == requests[i].Origin
		}) {
			ref := refuse("round_unlisted", "register")
			ref.Request = i
			return ref
		}
	}
	return nil
}

// head is how far the ledger goes with what the batch has added.
func (d *draft) head() Head { return Head{Size: d.tree.Size(), Root: d.tree.Root()} }

// Over tells whether the round is concluded or cancelled.
func (r *Round) Over() bool { return r.Phase == Concluded || r.Phase == Cancelled }

// sizes is how far the ledgers go that the batch has taken up.
func (b *batch) sizes() map[string]uint64 {
	out := make(map[string]uint64, len(b.drafts))
	for origin, d := range b.drafts {
		out[origin] = d.tree.Size()
	}
	return out
}

// closes tells whether a request may need a closing entry behind it.
func (b *batch) closes(q Request) bool {
	d := b.drafts[q.Origin]
	switch {
	case d == nil:
		return q.Origin != b.e.RegisterOrigin() // not taken up in this batch yet
	case d.round == nil || q.Command == nil:
		return false
	}
	kind := q.Command.Kind()
	return d.round.Over() || kind == KindRoundConcluded || kind == KindRoundCancelled
}

// close enters in the register how far each round goes that is over and that the unit has added to.
func (b *batch) close(known map[string]uint64) error {
	for _, origin := range slices.Sorted(maps.Keys(b.drafts)) {
		d := b.drafts[origin]
		size, taken := known[origin]
		if !taken {
			size = d.base.tree.Size()
		}
		if d.round == nil || !d.round.Over() || d.tree.Size() == size {
			continue
		}
		if err := b.closing(d); err != nil {
			return err
		}
	}
	return nil
}

// closing enters one closing. Its actor is the round, by a pseudonym of its own: whoever acted stands in the round's entry,
// and is not to be known again in the register. A refusal is none of theirs.
func (b *batch) closing(d *draft) error {
	register := b.e.RegisterOrigin()
	g, err := b.draft(register)
	if err != nil {
		return err
	}
	head := d.head()
	_, err = b.enter(g, &Order{
		At: ledger.InstantOf(b.e.cfg.Now()), Actor: b.e.cfg.Pseudonym(register, d.round.Origin), As: Operator,
		ID:      fmt.Sprintf("close-%s-%d-%d", d.round.ID, head.Size, g.tree.Size()),
		Command: &CloseRound{Round: d.round.ID, Origin: d.round.Origin, Head: head},
	})
	var ref *Refusal
	if errors.As(err, &ref) {
		return &unitError{fmt.Errorf("close round %s: %s", d.round.ID, ref.Error())}
	}
	return err
}

// giveUp takes a unit back whose request i failed, to the drafts and the number of policies that were known before it.
func (b *batch) giveUp(u *unit, i int, err error, before map[string]*draft, known int) error {
	var own *unitError
	var ref *Refusal
	if !errors.As(err, &ref) && !errors.As(err, &own) {
		return err
	}
	if ref != nil {
		ref.Request = i
	}
	b.drafts, u.receipts, u.err = before, nil, err
	b.unlearn(known)
	if b.parts {
		return err
	}
	return nil
}
