package workflow

import (
	"slices"
	"strings"
	"time"

	"gremium/policy"
	"gremium/workflow/ledger"
)

// Bases are the grounds of erasure, Art. 17 (1) DSGVO a to f.
func Bases() []string {
	return []string{"17-1-a", "17-1-b", "17-1-c", "17-1-d", "17-1-e", "17-1-f"}
}

// basisNames say them.
var basisNames = map[string]policy.Text{
	"17-1-a": {DE: "Art. 17 Abs. 1 a DSGVO: nicht mehr notwendig", EN: "Art. 17 (1) a GDPR: no longer necessary"},
	"17-1-b": {DE: "Art. 17 Abs. 1 b DSGVO: Einwilligung widerrufen", EN: "Art. 17 (1) b GDPR: consent withdrawn"},
	"17-1-c": {DE: "Art. 17 Abs. 1 c DSGVO: Widerspruch", EN: "Art. 17 (1) c GDPR: objection"},
	"17-1-d": {DE: "Art. 17 Abs. 1 d DSGVO: unrechtmäßig verarbeitet", EN: "Art. 17 (1) d GDPR: unlawfully processed"},
	"17-1-e": {DE: "Art. 17 Abs. 1 e DSGVO: rechtliche Pflicht zur Löschung", EN: "Art. 17 (1) e GDPR: legal obligation to erase"},
	"17-1-f": {DE: "Art. 17 Abs. 1 f DSGVO: Angebot an ein Kind", EN: "Art. 17 (1) f GDPR: service offered to a child"},
}

// BasisName says a ground of erasure; a word that is none is its own name.
func BasisName(basis, lang string) string {
	if t, ok := basisNames[basis]; ok {
		return t.In(lang)
	}
	return basis
}

// maxFields is how many texts one request may name, so that its entry stays short.
const maxFields = 64

// permitErasing asks the rule of an event about erasure, which holds for rounds and for the register. known is false for
// other events. own tells whether a text is the actor's own.
func (g *Erasing) permitErasing(rec *Record, own func(*Field) bool) (ref *Refusal, known bool) {
	switch e := rec.Event.(type) {
	case *ErasureRequested:
		return g.permitRequest(rec, e, own), true
	case *TextErased:
		return g.permitErasure(rec, e), true
	case *ErasureRefused:
		if !e.has("reason") {
			return refuse("reason_missing", "Art. 12 DSGVO"), true
		}
		_, ref := g.open(rec, e.Request)
		return ref, true
	case *HoldSet:
		if !e.has("reason") {
			return refuse("reason_missing", "Art. 17 DSGVO"), true
		}
		for i := range g.Holds {
			if h := &g.Holds[i]; h.Lifted == 0 && h.Subject == e.Subject {
				return refuse("hold_stands", "Art. 17 DSGVO", "seq", num(h.Seq)), true
			}
		}
		return nil, true
	case *HoldLifted:
		return g.permitLifting(e), true
	}
	return nil, false
}

func (g *Erasing) permitRequest(rec *Record, e *ErasureRequested, own func(*Field) bool) *Refusal {
	if !slices.Contains(Bases(), e.Basis) {
		return refuse("option_unknown", "Art. 17 DSGVO", "field", "basis", "value", e.Basis, "allowed", strings.Join(Bases(), ", "))
	}
	if len(e.Fields) == 0 && e.Person == "" {
		return refuse("erasure_nothing", "Art. 17 DSGVO")
	}
	if len(e.Fields) > maxFields {
		return refuse("erasure_too_much", "record", "have", num(uint64(len(e.Fields))), "limit", num(maxFields))
	}
	for i := range e.Fields {
		if ref := g.permitField(rec, &e.Fields[i]); ref != nil {
			return ref
		}
		if slices.ContainsFunc(e.Fields[:i], func(x Field) bool { return x.Entry == e.Fields[i].Entry }) {
			return inconsistent("field_twice")
		}
	}
	others := slices.ContainsFunc(e.Fields, func(x Field) bool { return !own(&x) }) || e.Person != "" && e.Person != rec.Actor
	if e.As.bit()&byOffice == 0 && others {
		return refuse("erasure_own", "Art. 17 DSGVO")
	}
	if e.Person == "" {
		return nil
	}
	for i := range g.Erasures {
		x := &g.Erasures[i]
		switch {
		case x.Person != e.Person || x.Answer != 0 && !x.Done:
		case x.Done:
			return refuse("erasure_done", "record", "seq", num(x.Answer))
		default:
			return refuse("erasure_asked", "record", "seq", num(x.Seq))
		}
	}
	return nil
}

func (g *Erasing) permitField(rec *Record, x *Field) *Refusal {
	if _, ok := KindOf(x.Type); !ok || x.Entry >= rec.Seq || x.Of == "" {
		return refuse("erasure_no_text", "record", "seq", num(x.Entry), "field", strings.Join(x.Paths, ", "))
	}
	if len(x.Paths) == 0 {
		return refuse("erasure_no_text", "record", "seq", num(x.Entry), "field", "–")
	}
	for _, path := range x.Paths {
		if was := g.Erased(x.Entry, path); was != nil {
			return refuse("erasure_done", "record", "seq", num(was.Answer))
		}
		if g.Asked(x.Entry, path) {
			return refuse("erasure_asked", "record", "seq", num(g.asked(x.Entry, path)))
		}
	}
	return nil
}

func (g *Erasing) asked(entry uint64, path string) uint64 {
	for i := range g.Erasures {
		if x := &g.Erasures[i]; x.Answer == 0 && names(x.Fields, entry, path) {
			return x.Seq
		}
	}
	return 0
}

// open finds a request that has no answer yet. Whoever asked does not answer it.
func (g *Erasing) open(rec *Record, request uint64) (*Erasure, *Refusal) {
	x := g.Erasure(request)
	switch {
	case x == nil:
		return nil, refuse("erasure_unknown", "record", "seq", num(request))
	case x.Answer != 0:
		return nil, refuse("erasure_done", "record", "seq", num(x.Answer))
	case x.By == rec.Actor:
		return nil, refuse("erasure_second_person", "Art. 17 DSGVO")
	}
	return x, nil
}

func (g *Erasing) permitErasure(rec *Record, e *TextErased) *Refusal {
	x, ref := g.open(rec, e.Request)
	if ref != nil {
		return ref
	}
	if e.Asked != x.By || e.Basis != x.Basis || e.Person != x.Person || !slices.EqualFunc(e.Fields, x.Fields, same) {
		return inconsistent("other_request")
	}
	return g.held(e.Fields)
}

func same(a, b Field) bool {
	return a.Entry == b.Entry && a.Of == b.Of && a.Proposal == b.Proposal && a.Type == b.Type && slices.Equal(a.Paths, b.Paths)
}

// held refuses while a hold covers one of the fields.
func (g *Erasing) held(fields []Field) *Refusal {
	for i := range g.Holds {
		h := &g.Holds[i]
		if h.Lifted == 0 && h.Subject == "" || slices.ContainsFunc(fields, func(x Field) bool { return h.Covers(x.Proposal) }) {
			return refuse("erasure_held", "Art. 17 DSGVO", "seq", num(h.Seq))
		}
	}
	return nil
}

func (g *Erasing) permitLifting(e *HoldLifted) *Refusal {
	i := slices.IndexFunc(g.Holds, func(h Hold) bool { return h.Seq == e.Hold && h.Lifted == 0 })
	switch {
	case i < 0:
		return refuse("hold_unknown", "record", "seq", num(e.Hold))
	case !e.has("reason"):
		return refuse("reason_missing", "Art. 17 DSGVO")
	}
	return nil
}

// permitErasingHere asks what a round asks beside: that a hold is on a proposal of the round, that whoever takes part in an
// erasure is not excluded from what it concerns, and that what decisions rest on is kept as long as the policy says.
func (r *Round) permitErasingHere(rec *Record, f *found) (ref *Refusal, known bool) {
	own := func(x *Field) bool { return x.Of == rec.Actor || r.ownLabel(x, f.actor) }
	if ref, known = r.permitErasing(rec, own); ref != nil || !known {
		return ref, known
	}
	switch e := rec.Event.(type) {
	case *HoldSet:
		if e.Subject != "" && r.Proposal(e.Subject) == nil {
			return refuse("proposal_unknown", "lifecycle", "proposal", e.Subject), true
		}
	case *ErasureRequested:
		if e.Person != "" && r.participant(e.Person) < 0 {
			return refuse("not_admitted", "lifecycle"), true
		}
		return r.permitParts(rec, e.Fields, f), true
	case *TextErased:
		if ref := r.permitParts(rec, e.Fields, f); ref != nil {
			return ref, true
		}
		return r.retained(rec.At, e.Fields), true
	}
	return nil, true
}

// ownLabel tells whether the text is the label of the seat that a participant has or had, which may be a name.
func (r *Round) ownLabel(x *Field, participant int) bool {
	seat := r.Seat(participant)
	return seat != nil && seat.Seq == x.Entry && x.Type == kinds[KindSeatCreated].name
}

// permitParts refuses who is excluded from a proposal whose texts are to go, the own texts excepted.
func (r *Round) permitParts(rec *Record, fields []Field, f *found) *Refusal {
	for i := range fields {
		x := &fields[i]
		if x.Proposal == "" || x.Of == rec.Actor {
			continue
		}
		p := r.Proposal(x.Proposal)
		if p == nil {
			return refuse("proposal_unknown", "lifecycle", "proposal", x.Proposal)
		}
		if r.Recused(p, f.actor) != nil {
			return refuse("recused_office", "§ 20 VwVfG")
		}
	}
	return nil
}

// Retained is why texts may not be erased at an instant: the policy keeps what decisions rest on for a time after the round;
// nil where they may be.
func (r *Round) Retained(at ledger.Instant, fields []Field) *Refusal { return r.retained(at, fields) }

func (r *Round) retained(at ledger.Instant, fields []Field) *Refusal {
	months := r.Policy.Retention.Months
	if months == 0 || !slices.ContainsFunc(fields, r.relevant) {
		return nil
	}
	if r.Phase != Concluded && r.Phase != Cancelled {
		return refuse("erasure_retained_open", "Art. 17 DSGVO", "months", num(uint64(months)))
	}
	until := RetainedUntil(r.Since, months)
	if at >= until {
		return nil
	}
	return refuse("erasure_retained", "Art. 17 DSGVO", "months", num(uint64(months)), "until", until.String())
}

// RetainedUntil is the instant a number of months after another one, by the calendar.
func RetainedUntil(from ledger.Instant, months int) ledger.Instant {
	t := from.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
	last := first.AddDate(0, 1, -1).Day() // of that month: 31 January and one month is 28 February
	return ledger.InstantOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}

// relevant tells whether decisions of the round rest on the texts: all that was judged and said of it, and who judged. Contact
// persons, comments and who only handed something in are not part of that.
func (r *Round) relevant(x Field) bool {
	k, _ := KindOf(x.Type)
	switch k {
	case KindCommentMade, KindQuestionAsked, KindQuestionAnswered, KindWishStated, KindAbsenceNoted,
		KindErasureRequested, KindErasureRefused, KindHoldSet, KindHoldLifted:
		return false
	case KindParticipantAdmitted:
		_, p := r.Participant(x.Of)
		return p != nil && (p.caps&(byMember|byOffice)) != 0
	case KindProposalSubmitted, KindProposalResubmitted:
		return slices.ContainsFunc(x.Paths, func(path string) bool { return !strings.HasPrefix(path, "contact/") })
	default:
		return true
	}
}
