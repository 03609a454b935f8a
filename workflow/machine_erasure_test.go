package workflow_test

import (
	"fmt"
	"slices"

	"gremium/workflow"
)

// unfitErasures finds erasures that one person asked for and granted, that a hold forbade, or that came twice, in the entries.
func unfitErasures(records []*workflow.Record) (broken []string) {
	asked, holds, gone := map[uint64]string{}, map[uint64]string{}, map[workflow.Place]bool{}
	for _, rec := range records {
		switch e := rec.Event.(type) {
		case *workflow.ErasureRequested:
			asked[rec.Seq] = rec.Actor
		case *workflow.HoldSet:
			holds[rec.Seq] = e.Subject
		case *workflow.HoldLifted:
			delete(holds, e.Hold)
		case *workflow.TextErased:
			if by, ok := asked[e.Request]; !ok || by == rec.Actor {
				broken = append(broken, fmt.Sprintf("entry %d: erased by who asked, or by nobody's asking", rec.Seq))
			}
			for _, f := range e.Fields {
				for _, subject := range holds {
					if subject == "" || subject == f.Proposal {
						broken = append(broken, fmt.Sprintf("entry %d: erased in spite of a hold", rec.Seq))
					}
				}
				for _, path := range f.Paths {
					if at := (workflow.Place{Seq: f.Entry, Path: path}); gone[at] {
						broken = append(broken, fmt.Sprintf("entry %d: erased once more", rec.Seq))
					} else {
						gone[at] = true
					}
				}
			}
		}
	}
	return broken
}

// unfitLots finds lots before the votes on those tied were counted, and lots whose order does not follow, in the entries.
func unfitLots(records []*workflow.Record) (broken []string) {
	counted := map[string]bool{}
	for _, rec := range records {
		switch e := rec.Event.(type) {
		case *workflow.BallotOpened:
			counted[rec.Proposal] = false
		case *workflow.BallotClosed:
			counted[rec.Proposal] = true
		case *workflow.LotDrawn:
			if !slices.Equal(e.Order, workflow.LotOrder(rec, e.Seed, e.Order)) {
				broken = append(broken, fmt.Sprintf("entry %d: another order than the lot's", rec.Seq))
			}
			for _, id := range e.Order {
				if !counted[id] {
					broken = append(broken, fmt.Sprintf("entry %d: a lot about %s before its votes were counted", rec.Seq, id))
				}
			}
		}
	}
	return broken
}

// erasure draws a command about erasures and holds.
func (d dice) erasure(k workflow.Kind, id, text string) workflow.Command {
	request, hold := uint64(1), uint64(1)
	if n := len(d.r.Erasures); n > 0 {
		request = d.r.Erasures[d.below(n, "request")].Seq
	}
	if n := len(d.r.Holds); n > 0 {
		hold = d.r.Holds[d.below(n, "hold")].Seq
	}
	switch k {
	case workflow.KindTextErased:
		return &workflow.EraseText{Request: request}
	case workflow.KindErasureRefused:
		return &workflow.RefuseErasure{Request: request, Reason: text}
	case workflow.KindHoldSet:
		return &workflow.SetHold{Subject: id, Reason: text}
	case workflow.KindHoldLifted:
		return &workflow.LiftHold{Hold: hold, Reason: text}
	default:
		return &workflow.RequestErasure{
			Basis: pick(d, "basis", "17-1-a", "17-1-d", "tea"), Reason: text,
			Fields: []workflow.Field{{Entry: pick(d, "entry", append(d.free(), uint64(d.below(int(d.r.Size)+1, "any")))...)}},
		}
	}
}

// free are entries with texts that no policy keeps.
func (d dice) free() (out []uint64) {
	for _, p := range d.r.Proposals {
		for i := range p.Comments {
			out = append(out, p.Comments[i].Versions[0].Seq)
		}
		for i := range p.Questions {
			out = append(out, p.Questions[i].Asked.Seq)
		}
	}
	return out
}
