package view

import (
	"slices"
	"strings"

	"gremium/workflow"
)

// Lot is a lot among proposals that shared the rank at which the places ended.
type Lot struct {
	Order []string // ids of proposals, the first drawn first
	By    string   // pseudonym
	Entry uint64   // 0 where the viewer may not know numbers
}

// Lots are the lots that were drawn, in their order. Who takes no part in some proposal of the round gets none: that it was tied,
// or was not, tells how it stands.
func (v *Round) Lots() []Lot {
	if !v.mayKnowLots() {
		return nil
	}
	out := make([]Lot, len(v.state.Lots))
	for i := range v.state.Lots {
		l := &v.state.Lots[i]
		out[i] = Lot{Order: slices.Clone(l.Order), By: v.Participant(l.By)}
		if v.Numbers {
			out[i].Entry = l.Seq
		}
	}
	return out
}

// Tied are the ids of the proposals among whom a lot is to be drawn now, and for how many places; none for who may not know.
func (v *Round) Tied() (ids []string, free int) {
	if !v.mayKnowLots() {
		return nil, 0
	}
	return v.state.Tied()
}

func (v *Round) mayKnowLots() bool { return v.inside() && !v.excluded }

// lotMove is the step of drawing a lot, where one is due.
func (v *Round) lotMove() []Move {
	tied, _ := v.Tied()
	if len(tied) == 0 {
		return nil
	}
	return []Move{{Kind: workflow.KindLotDrawn, Barred: v.try(&workflow.DrawLot{Among: tied})}}
}

// drawnOrder says the order of a lot by the proposals' numbers, as a change tells it.
func drawnOrder(r *workflow.Round, e *workflow.LotDrawn) string {
	numbers := make([]string, len(e.Order))
	for i, id := range e.Order {
		numbers[i] = r.NumberOf(r.Proposal(id))
	}
	return strings.Join(numbers, ", ")
}
