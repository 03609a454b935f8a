package workflow

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"gremium/workflow/ledger"
)

// notes tells whether how far the rounds go has to stand ahead of a request.
func notes(q *Request) bool {
	c, ok := q.Command.(*RotateKey)
	return ok && !c.Unnoted
}

// note enters in the register d how far each listed round goes whose last closing does not say so. Nothing of the rounds is played: one
// that is damaged keeps nobody from changing the key.
func (b *batch) note(d *draft) error {
	if d.register == nil {
		return nil // which the rules refuse
	}
	register, rounds := b.e.RegisterOrigin(), slices.Clone(d.register.Rounds)
	slices.SortFunc(rounds, func(x, y ListedRound) int { return cmp.Compare(x.Origin, y.Origin) })
	for i := range rounds {
		r := &rounds[i]
		head, err := b.reaches(r.Origin)
		if err != nil {
			return err
		}
		if last := d.register.Closing(r.ID); head.Size == 0 || last != nil && last.Head == head {
			continue
		}
		_, err = b.enter(d, &Order{
			At: ledger.InstantOf(b.e.cfg.Now()), Actor: b.e.cfg.Pseudonym(register, r.Origin), As: Operator,
			ID:      fmt.Sprintf("note-%s-%d", r.ID, d.tree.Size()),
			Command: &noteRound{Round: r.ID, Origin: r.Origin, Head: head},
		})
		if ref, refused := errors.AsType[*Refusal](err); refused {
			err = &unitError{fmt.Errorf("note round %s: %s", r.ID, ref.Error())}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// reaches is how far a ledger goes, with what the batch has added.
func (b *batch) reaches(origin string) (Head, error) {
	if d := b.drafts[origin]; d != nil {
		return d.head(), nil
	}
	var tree ledger.Tree
	if h := b.e.heads[origin]; h != nil {
		tree = h.tree.Clone()
	}
	for entry, err := range b.tx.Tail(origin, tree.Size()) {
		if err != nil {
			return Head{}, fmt.Errorf("read %s: %w", origin, err)
		}
		tree.Append(ledger.LeafHash(entry))
	}
	return Head{Size: tree.Size(), Root: tree.Root()}, nil
}
