package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gremium/workflow"
	"gremium/workflow/view"
)

// PersonRound is what a round's record holds about a person (Art. 15 and 20 DSGVO): who they are there, what they did, what
// was entered about them, and where they are named as a contact.
type PersonRound struct {
	Round      string        `json:"round"`
	Title      string        `json:"title"`
	Pseudonym  string        `json:"pseudonym"`
	Capacities []string      `json:"capacities"`
	Seat       string        `json:"seat,omitempty"`
	Entries    []PersonEntry `json:"entries"`
}

// PersonEntry is one entry of a person's own, or about them. The number is left out where the person may not know numbers.
type PersonEntry struct {
	Entry    *uint64           `json:"entry,omitempty"`
	At       string            `json:"at"`
	Type     string            `json:"type"`
	About    bool              `json:"about,omitempty"` // somebody else entered it about the person
	For      bool              `json:"for,omitempty"`   // entered by somebody else for the person
	Proposal string            `json:"proposal,omitempty"`
	Values   map[string]string `json:"values,omitempty"` // scores by criterion, or the vote
	Texts    map[string]string `json:"texts,omitempty"`
	Erased   []string          `json:"erased,omitempty"`   // paths of texts that were erased
	Withheld []string          `json:"withheld,omitempty"` // paths of texts by others

	Seq uint64 `json:"-"` // of the entry, whether the person may know it or not: for asking, never for telling
}

// OfPerson gathers what the record holds about who, round by round, whatever may be hidden from them otherwise of what others
// did. What others wrote about them is named and withheld: it is also the others' own (Art. 15 (4) DSGVO).
func (d *Desk) OfPerson(ctx context.Context, who *Who, email string) ([]PersonRound, error) {
	rounds, err := d.Rounds(ctx, who)
	if err != nil {
		return nil, err
	}
	out := []PersonRound{}
	for _, v := range rounds {
		one, err := d.ofPerson(ctx, v, who, email)
		if err != nil {
			return nil, err
		}
		if len(one.Capacities)+len(one.Entries) > 0 {
			out = append(out, one)
		}
	}
	return out, nil
}

func (d *Desk) ofPerson(ctx context.Context, v *view.Round, who *Who, email string) (PersonRound, error) {
	out := PersonRound{Round: v.ID, Pseudonym: d.Pseudonym(v, who.Person), Capacities: []string{}, Entries: []PersonEntry{}}
	var err error
	if out.Title, err = d.Title(ctx, v); err != nil {
		return out, err
	}
	for _, c := range v.CapacitiesOf(out.Pseudonym) {
		out.Capacities = append(out.Capacities, string(c))
	}
	if v.Me != nil {
		out.Seat = v.Me.Seat
	}
	var dec workflow.Decoder
	for b, err := range d.Log.Entries(ctx, v.Origin, 0) {
		if err != nil {
			return out, fmt.Errorf("read %s: %w", v.Origin, err)
		}
		rec, err := dec.Decode(b)
		if err != nil {
			return out, fmt.Errorf("%w: %w", workflow.ErrCorrupt, err)
		}
		e, err := d.personEntry(ctx, v, rec, out.Pseudonym, email)
		if err != nil {
			return out, err
		}
		if e != nil {
			out.Entries = append(out.Entries, *e)
		}
	}
	return out, nil
}

// personEntry is an entry as it concerns a person, nil where it does not.
func (d *Desk) personEntry(ctx context.Context, v *view.Round, rec *workflow.Record, me, email string) (*PersonEntry, error) {
	about := aboutOf(rec.Event) == me
	mine := rec.Actor == me && rec.For == "" || rec.For == me
	submitted, _ := rec.Event.(*workflow.ProposalSubmitted)
	if !mine && !about && (submitted == nil || email == "") {
		return nil, nil
	}
	texts, err := d.Log.Texts(ctx, v.Origin, rec.Seq)
	if err != nil {
		return nil, fmt.Errorf("texts of entry %d: %w", rec.Seq, err)
	}
	all := map[string]string{}
	for _, t := range texts {
		all[t.Path] = t.Value
	}
	e := &PersonEntry{Seq: rec.Seq, At: rec.At.String(), Type: rec.Event.Kind().Name(), About: about && !mine, For: rec.For == me, Values: workflow.Given(rec.Event)}
	if v.Numbers {
		e.Entry = &rec.Seq
	}
	if p := v.Proposal(rec.Proposal); p != nil {
		e.Proposal = p.Number
	}
	if !mine && !about { // named as a contact, or not at all
		paths, err := d.contactOf(ctx, v, rec, email)
		if err != nil || len(paths) == 0 {
			return nil, err
		}
		e.About = true
		maps.DeleteFunc(all, func(path, _ string) bool { return !slices.Contains(paths, path) })
		e.Texts = all
		return e, nil
	}
	e.sort(rec, all)
	return e, nil
}

// sort puts the texts of an entry where they belong: given, erased, or withheld.
func (e *PersonEntry) sort(rec *workflow.Record, all map[string]string) {
	_, admitted := rec.Event.(*workflow.ParticipantAdmitted)
	for _, c := range *rec.Event.Commitments() {
		value, there := all[c.Path]
		switch {
		case !there:
			e.Erased = append(e.Erased, c.Path)
		case e.About && (!admitted || c.Path == "reason"):
			e.Withheld = append(e.Withheld, c.Path)
		default:
			if e.Texts == nil {
				e.Texts = map[string]string{}
			}
			e.Texts[c.Path] = value
		}
	}
}

// aboutOf is whom an event is about, empty where it is about nobody but who acts.
func aboutOf(event workflow.Event) string {
	switch e := event.(type) {
	case *workflow.ParticipantAdmitted:
		return e.Participant
	case *workflow.InterestReported:
		return e.About
	case *workflow.InterestResolved:
		return e.About
	case *workflow.AbsenceNoted:
		return e.Participant
	case *workflow.TermSet:
		return e.Participant
	case *workflow.SeatVacated:
		return e.Participant
	case *workflow.AttendanceRecorded:
		return e.Participant
	case *workflow.ErasureRequested:
		return e.Person
	case *workflow.TextErased:
		return e.Person
	}
	return ""
}

// Ask gives requests for erasure as the person whom they are about, each in a capacity that the person has there. One that is
// refused leaves those before it standing.
func (d *Desk) Ask(ctx context.Context, who *Who, id string, acts []Act) ([]workflow.Receipt, error) {
	var out []workflow.Receipt
	for i, a := range acts {
		as := workflow.Member
		if a.Round != "" {
			v, err := d.Round(ctx, a.Round, who)
			if err != nil {
				return out, err
			}
			if has := v.CapacitiesOf(d.Pseudonym(v, who.Person)); len(has) > 0 {
				as = has[0]
			}
		}
		receipts, err := d.Execute(ctx, who, as, fmt.Sprintf("%s.%d", id, i), a)
		if err != nil {
			return out, err
		}
		out = append(out, receipts...)
	}
	return out, nil
}
