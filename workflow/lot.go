package workflow

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"

	"gremium/policy"
)

// Lot is a lot that was drawn among proposals.
type Lot struct {
	Order []string // ids of proposals, the first drawn first
	Seed  [32]byte
	By    int    // index of the participant
	Seq   uint64 // of its entry
}

// DrawLot draws a lot among proposals that share the rank at which the places end. The engine draws the seed, whatever stood there.
type DrawLot struct {
	Among []string // ids of proposals, as whoever draws has seen them
	Seed  [32]byte
}

// Kind is KindLotDrawn.
func (*DrawLot) Kind() Kind { return KindLotDrawn }

func (c *DrawLot) draft(_ *Round, rec *Record, as common) (texts, *Refusal) { //nolint:unparam // As of every command.
	rec.Event = &LotDrawn{common: as, Order: LotOrder(rec, c.Seed, c.Among), Seed: c.Seed}
	return nil, nil
}

// LotOrder is the order in which a lot draws proposals: ascending by the SHA-256 of "gremium/lot/v1", the ledger's origin, the
// number of the entry, the seed in hexadecimal and the proposal's id, each on a line of its own.
func LotOrder(rec *Record, seed [32]byte, among []string) []string {
	at := make(map[string][]byte, len(among))
	for _, id := range among {
		h := sha256.Sum256(fmt.Appendf(nil, "gremium/lot/v1\n%s\n%d\n%x\n%s", rec.Origin, rec.Seq, seed, id))
		at[id] = h[:]
	}
	out := slices.Clone(among)
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(bytes.Compare(at[a], at[b]), cmp.Compare(a, b)) })
	return out
}

// lotted is the order to draw a lot with a seed drawn by chance.
func (b *batch) lotted(o *Order) (*Order, error) {
	c, ok := o.Command.(*DrawLot)
	if !ok {
		return o, nil
	}
	drawing, order := *c, *o
	if _, err := io.ReadFull(b.e.cfg.Random, drawing.Seed[:]); err != nil {
		return nil, fmt.Errorf("seed of a lot: %w", err)
	}
	order.Command = &drawing
	return &order, nil
}

// Tied are the ids of the proposals among whom a lot is to be drawn now, by their numbers, and for how many places; none where no
// lot is due.
func (r *Round) Tied() (ids []string, free int) {
	if r.Policy == nil || !r.Policy.Ranked() {
		return nil, 0
	}
	return r.Policy.Tied(r.contest())
}

// lotOf is the place that the latest lot gave a proposal.
func (r *Round) lotOf(p *Proposal) policy.Drawn {
	for _, l := range slices.Backward(r.Lots) {
		if at := slices.Index(l.Order, p.ID); at >= 0 {
			return policy.Drawn{Lot: l.Seq, Place: at + 1}
		}
	}
	return policy.Drawn{}
}

// permitLot asks that a lot is due among exactly these. Who takes no part in some proposal of the round draws none: whether one is
// due tells how that proposal stands.
func (r *Round) permitLot(rec *Record, e *LotDrawn, f *found) *Refusal {
	if s := &r.Policy.Selected; !r.Policy.Ranked() || s.Tie != policy.LimitLot {
		return refuse("lot_not_provided", "policy")
	}
	if r.excludedAmong(r.Proposals, f.actor) {
		return refuse("recused_lot", "§ 20 VwVfG")
	}
	tied, _ := r.Tied()
	switch {
	case len(tied) == 0:
		return refuse("lot_not_due", "policy")
	case !sameSet(tied, e.Order):
		return refuse("lot_others", "policy", "proposals", r.numbersOf(tied))
	case !slices.Equal(e.Order, LotOrder(rec, e.Seed, tied)):
		return inconsistent("lot")
	}
	return nil
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func (r *Round) numbersOf(ids []string) string {
	numbers := ""
	for _, id := range ids {
		if numbers != "" {
			numbers += ", "
		}
		numbers += r.NumberOf(r.Proposal(id))
	}
	return numbers
}
