package workflow

import (
	"slices"

	"gremium/workflow/ledger"
)

// Erasing is what a ledger knows of erasures. Its slices are replaced and never changed, so that forks may share them.
type Erasing struct {
	Erasures []Erasure // requests, in order of their entries
	Holds    []Hold
}

// Erasure is a request to erase texts or a person, with its answer.
type Erasure struct {
	Seq       uint64
	At        ledger.Instant
	By        string // pseudonym of who asked
	Basis     string
	Fields    []Field
	Person    string
	Answer    uint64 // entry of the erasure or of its refusal; 0 while it is open
	Done      bool   // it was erased, not refused
	Answered  ledger.Instant
	Responder string // pseudonym of who approved or refused it
}

// Hold keeps texts from being erased.
type Hold struct {
	Seq     uint64
	At      ledger.Instant
	By      string // pseudonym
	Subject string // id of a proposal; empty for the whole ledger
	Lifted  uint64 // entry that lifted it; 0 while it stands
}

// Covers tells whether texts of a proposal, or of none, may not be erased because of the hold.
func (h *Hold) Covers(proposal string) bool {
	return h.Lifted == 0 && (h.Subject == "" || h.Subject == proposal)
}

// Erasure finds a request by its entry, nil where there is none.
func (g *Erasing) Erasure(request uint64) *Erasure {
	i := slices.IndexFunc(g.Erasures, func(x Erasure) bool { return x.Seq == request })
	if i < 0 {
		return nil
	}
	return &g.Erasures[i]
}

// Erased is the erasure by which a text of an entry was deleted, nil where it was not.
func (g *Erasing) Erased(entry uint64, path string) *Erasure {
	for i := range g.Erasures {
		if x := &g.Erasures[i]; x.Done && names(x.Fields, entry, path) {
			return x
		}
	}
	return nil
}

// Forgotten is the erasure of a person, by pseudonym, nil where there was none.
func (g *Erasing) Forgotten(pseudonym string) *Erasure {
	for i := range g.Erasures {
		if x := &g.Erasures[i]; x.Done && x.Person != "" && x.Person == pseudonym {
			return x
		}
	}
	return nil
}

// names tells whether a text of an entry is among fields.
func names(fields []Field, entry uint64, path string) bool {
	return slices.ContainsFunc(fields, func(x Field) bool {
		return x.Entry == entry && slices.Contains(x.Paths, path)
	})
}

// Asked tells whether an open request names the text.
func (g *Erasing) Asked(entry uint64, path string) bool {
	return slices.ContainsFunc(g.Erasures, func(x Erasure) bool {
		return x.Answer == 0 && names(x.Fields, entry, path)
	})
}

// erasing applies an event about erasure. It tells whether the event was one.
func (g *Erasing) erasing(rec *Record) bool {
	switch e := rec.Event.(type) {
	case *ErasureRequested:
		g.Erasures = append(slices.Clip(g.Erasures), Erasure{
			Seq: rec.Seq, At: rec.At, By: rec.Actor, Basis: e.Basis, Fields: e.Fields, Person: e.Person,
		})
	case *TextErased:
		g.answer(rec, e.Request, true)
	case *ErasureRefused:
		g.answer(rec, e.Request, false)
	case *HoldSet:
		g.Holds = append(slices.Clip(g.Holds), Hold{Seq: rec.Seq, At: rec.At, By: rec.Actor, Subject: e.Subject})
	case *HoldLifted:
		g.Holds = slices.Clone(g.Holds)
		for i := range g.Holds {
			if g.Holds[i].Seq == e.Hold {
				g.Holds[i].Lifted = rec.Seq
			}
		}
	default:
		return false
	}
	return true
}

func (g *Erasing) answer(rec *Record, request uint64, done bool) {
	g.Erasures = slices.Clone(g.Erasures)
	x := g.Erasure(request)
	x.Answer, x.Done, x.Answered, x.Responder = rec.Seq, done, rec.At, rec.Actor
}

// Located is a field as an entry gives it: whose texts these are, what they concern, and of which type the entry is. No paths
// mean all texts that the entry commits to. The paths are sorted; those that the entry does not commit to stay, for the rules
// to refuse.
func Located(rec *Record, paths []string) Field {
	f := Field{Entry: rec.Seq, Of: rec.Actor, Proposal: rec.Proposal, Type: rec.Event.Kind().Name()}
	switch e := rec.Event.(type) {
	case *ParticipantAdmitted:
		f.Of = e.Participant
	default:
		if rec.For != "" {
			f.Of = rec.For
		}
	}
	if f.Paths = slices.Clone(paths); len(paths) == 0 {
		for _, c := range *rec.Event.Commitments() {
			f.Paths = append(f.Paths, c.Path)
		}
	}
	slices.Sort(f.Paths)
	f.Paths = slices.Compact(f.Paths)
	return f
}
