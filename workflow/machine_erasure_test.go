package workflow_test

import "gremium/workflow"

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
			Fields: []workflow.Field{{Entry: uint64(d.below(int(d.r.Size)+1, "entry"))}},
		}
	}
}
