package view

import (
	"slices"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Erasures are the requests for erasure that the viewer may know of, in order of their entries: the office and the audit all,
// but for those that concern proposals they take no part in; others their own. Barred says why a request that is open could
// not be granted by the viewer now; nil where it could.
func (v *Round) Erasures() []Erasure {
	var out []Erasure
	for _, x := range v.state.Erasures {
		if !v.mayKnowErasure(&x) {
			continue
		}
		e := Erasure{Erasure: x, Number: v.numbered(x.Seq), AnswerNumber: v.numbered(x.Answer)}
		if x.Answer == 0 && v.Office {
			e.Barred = v.Try(v.capacity(), &workflow.EraseText{Request: x.Seq})
		}
		out = append(out, e)
	}
	return out
}

// Erasure is a request for erasure as the viewer may know it. Numbers are 0 where the viewer may not know any.
type Erasure struct {
	workflow.Erasure
	Number, AnswerNumber uint64
	Barred               *workflow.Refusal
}

// numbered is the number of an entry to who may know it.
func (v *Round) numbered(entry uint64) uint64 {
	if !v.Numbers {
		return 0
	}
	return entry
}

// capacity is the one of the office that the viewer acts in.
func (v *Round) capacity() workflow.Capacity {
	if v.viewer.Coordinator {
		return workflow.Coordinator
	}
	return workflow.Operator
}

// Holds are the holds of the round, to its office and its audit, but for those on proposals that they take no part in.
func (v *Round) Holds() []workflow.Hold {
	if !v.Office && !v.Reader && !v.viewer.Auditor {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(v.state.Holds), func(h workflow.Hold) bool { return !v.mayKnow(h.Subject, false) })
}

// mayKnowErasure tells whether the viewer may know of a request.
func (v *Round) mayKnowErasure(x *workflow.Erasure) bool {
	if own := v.viewer.Pseudonym != "" && (x.By == v.viewer.Pseudonym || x.Person == v.viewer.Pseudonym); own {
		return true
	}
	return (v.Office || v.Reader || v.viewer.Auditor) && v.mayKnowFields(x.Fields)
}

// mayKnowFields tells whether the fields are all about what the viewer takes part in, and nothing that is hidden from them.
func (v *Round) mayKnowFields(fields []workflow.Field) bool {
	return !slices.ContainsFunc(fields, func(f workflow.Field) bool { return !v.mayKnow(f.Proposal, f.Of == v.viewer.Pseudonym) })
}

// mayKnow tells whether the viewer may learn that something about a proposal, or about none, was erased or held.
func (v *Round) mayKnow(proposal string, own bool) bool {
	if proposal == "" || own || v.Reader {
		return true
	}
	p := v.Proposal(proposal)
	return p != nil && p.Exclusion == nil && p.Veil == ""
}

// ofErasure answers for entries about erasures and holds; known is false for others. That a text is gone is no secret where the
// text was none; who asked for it, and why, is for the office, the audit and those whom it concerns.
func (v *Round) ofErasure(rec *workflow.Record) (may, known bool) {
	own := rec.Actor == v.viewer.Pseudonym
	watching := v.Office || v.viewer.Auditor
	switch e := rec.Event.(type) {
	case *workflow.ErasureRequested:
		return own || e.Person == v.viewer.Pseudonym || watching && v.mayKnowFields(e.Fields), true
	case *workflow.TextErased:
		return own || e.Asked == v.viewer.Pseudonym || v.inside() && v.mayKnowFields(e.Fields), true
	case *workflow.ErasureRefused:
		x := v.state.Erasure(e.Request)
		return x != nil && v.mayKnowErasure(x), true
	case *workflow.HoldSet:
		return watching && v.mayKnow(e.Subject, false), true
	case *workflow.HoldLifted:
		i := slices.IndexFunc(v.state.Holds, func(h workflow.Hold) bool { return h.Seq == e.Hold })
		return i >= 0 && watching && v.mayKnow(v.state.Holds[i].Subject, false), true
	}
	return false, false
}

// mayReadErasure answers for the texts of entries about erasures and holds: the reasons.
func (v *Round) mayReadErasure(entry uint64) (may, known bool) {
	for i := range v.state.Erasures {
		if x := &v.state.Erasures[i]; x.Seq == entry || x.Answer == entry {
			return v.mayKnowErasure(x), true
		}
	}
	for i := range v.state.Holds {
		if h := &v.state.Holds[i]; h.Seq == entry || h.Lifted == entry {
			return (v.Office || v.viewer.Auditor) && v.mayKnow(h.Subject, false), true
		}
	}
	return false, false
}

// Gone says when a text was erased and by which entry, which is 0 to who may not know numbers.
type Gone struct {
	At    ledger.Instant
	Entry uint64
	Basis string
}

// Erased is the erasure of a text that the viewer could read if it were there; nil where it was not erased, or where the
// viewer may not know of it.
func (v *Round) Erased(entry uint64, path string) *Gone {
	x := v.state.Erased(entry, path)
	if x == nil || x.Answer >= v.size || !v.MayRead(entry, path) {
		return nil
	}
	return &Gone{At: x.Answered, Entry: v.numbered(x.Answer), Basis: x.Basis}
}

// Nameless is the erasure of a participant's name, nil where it was not erased or the viewer may not know names.
func (v *Round) Nameless(pseudonym string) *Gone {
	i, p := v.state.Participant(pseudonym)
	if p == nil || !v.inside() && i != v.self {
		return nil
	}
	x := v.state.Erased(p.Seq, "name")
	if x == nil || x.Answer >= v.size {
		return nil
	}
	return &Gone{At: x.Answered, Entry: v.numbered(x.Answer), Basis: x.Basis}
}

// Erasable tells whether a text is neither erased nor asked to be.
func (v *Round) Erasable(entry uint64, path string) bool {
	return v.state.Erased(entry, path) == nil && !v.state.Asked(entry, path)
}

// TakesPart tells whether somebody was admitted to the round.
func (v *Round) TakesPart(pseudonym string) bool {
	_, p := v.state.Participant(pseudonym)
	return p != nil
}

// CapacitiesOf are the capacities that somebody was admitted in, none for who was not.
func (v *Round) CapacitiesOf(pseudonym string) []workflow.Capacity {
	if _, p := v.state.Participant(pseudonym); p != nil {
		return p.Capacities()
	}
	return nil
}

// ErasedAt are the texts of an entry that were erased and that the viewer could read otherwise, by path.
func (v *Round) ErasedAt(entry uint64) map[string]*Gone {
	out := map[string]*Gone{}
	for i := range v.state.Erasures {
		x := &v.state.Erasures[i]
		for _, f := range x.Fields {
			if !x.Done || f.Entry != entry {
				continue
			}
			for _, path := range f.Paths {
				if gone := v.Erased(entry, path); gone != nil {
					out[path] = gone
				}
			}
		}
	}
	return out
}

// NameEntry is the entry whose texts hold a participant's name; false for who does not take part.
func (v *Round) NameEntry(pseudonym string) (uint64, bool) {
	if _, p := v.state.Participant(pseudonym); p != nil {
		return p.Seq, true
	}
	return 0, false
}
