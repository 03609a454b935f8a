package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gremium/workflow"
	"gremium/workflow/view"
)

// Gone is a text that a request for erasure names, as it stands: where it is, and its value, empty where the viewer may not read
// it or it is erased already.
type Gone struct {
	Field workflow.Field
	Path  string
	Value string
}

// Previewed are the texts that a request names, one by one, so that whoever grants it reads what will be gone.
func (d *Desk) Previewed(ctx context.Context, v *view.Round, x *workflow.Erasure) ([]Gone, error) {
	var out []Gone
	for _, f := range x.Fields {
		texts, err := d.Texts(ctx, v, f.Entry)
		if err != nil {
			return nil, err
		}
		for _, path := range f.Paths {
			out = append(out, Gone{Field: f, Path: path, Value: texts[path]})
		}
	}
	return out, nil
}

// PersonFields are the texts of a round that lead to a person: name, account and ref of every admission, and the person as
// contact of a proposal, known by the e-mail address. What was erased or is asked for already is left out, and so is what
// belongs to proposals that the viewer takes no part in. The pseudonym is the person's in the round; there are none for who
// does not take part in it.
func (d *Desk) PersonFields(ctx context.Context, v *view.Round, person, email string) (pseudonym string, fields []workflow.Field, err error) {
	pseudonym = d.Engine.Pseudonym(v.Origin, person)
	fields, err = d.leading(ctx, v, pseudonym, email)
	return pseudonym, fields, err
}

// LeadingFields are PersonFields of who is known by the pseudonym alone.
func (d *Desk) LeadingFields(ctx context.Context, v *view.Round, pseudonym string) ([]workflow.Field, error) {
	return d.leading(ctx, v, pseudonym, "")
}

func (d *Desk) leading(ctx context.Context, v *view.Round, pseudonym, email string) ([]workflow.Field, error) {
	name, err := d.nameOf(ctx, v, pseudonym)
	if err != nil {
		return nil, err
	}
	var out []workflow.Field
	var dec workflow.Decoder
	for b, err := range d.Log.Entries(ctx, v.Origin, 0) {
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", v.Origin, err)
		}
		rec, err := dec.Decode(b)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", workflow.ErrCorrupt, err)
		}
		var paths []string
		switch e := rec.Event.(type) {
		case *workflow.ParticipantAdmitted:
			if e.Participant != pseudonym {
				continue
			}
			paths = []string{"name", "person", "ref"}
		case *workflow.SeatCreated:
			if paths, err = d.labelOf(ctx, v, rec, name); err != nil {
				return nil, err
			}
		case *workflow.ProposalSubmitted:
			p := v.Proposal(rec.Proposal)
			if email == "" || len(e.Contacts) == 0 || p == nil || p.Exclusion != nil {
				continue
			}
			if paths, err = d.contactOf(ctx, v, rec, email); err != nil {
				return nil, err
			}
		default:
			continue
		}
		if f, ok := d.left(v, rec, paths); ok {
			out = append(out, f)
		}
	}
	return out, nil
}

// nameOf is what a participant is called, empty where that was erased.
func (d *Desk) nameOf(ctx context.Context, v *view.Round, pseudonym string) (string, error) {
	entry, ok := v.NameEntry(pseudonym)
	if !ok {
		return "", nil
	}
	texts, err := d.Log.Texts(ctx, v.Origin, entry)
	if err != nil {
		return "", fmt.Errorf("texts of entry %d: %w", entry, err)
	}
	for _, t := range texts {
		if t.Path == "name" {
			return t.Value, nil
		}
	}
	return "", nil
}

// labelOf is the path of a seat's label that is somebody's name.
func (d *Desk) labelOf(ctx context.Context, v *view.Round, rec *workflow.Record, name string) ([]string, error) {
	texts, err := d.Log.Texts(ctx, v.Origin, rec.Seq)
	if err != nil {
		return nil, fmt.Errorf("texts of entry %d: %w", rec.Seq, err)
	}
	for _, t := range texts {
		if t.Path == "label" && name != "" && strings.Contains(t.Value, name) {
			return []string{"label"}, nil
		}
	}
	return nil, nil
}

// left are those of the paths that the entry has, and that are neither erased nor asked for.
func (d *Desk) left(v *view.Round, rec *workflow.Record, paths []string) (workflow.Field, bool) {
	has := *rec.Event.Commitments()
	paths = slices.DeleteFunc(paths, func(path string) bool {
		there := slices.ContainsFunc(has, func(c workflow.Commitment) bool { return c.Path == path })
		return !there || !v.Erasable(rec.Seq, path)
	})
	if len(paths) == 0 {
		return workflow.Field{}, false
	}
	return workflow.Located(rec, paths), true
}

// contactOf are the paths of the contact persons of a version with an e-mail address.
func (d *Desk) contactOf(ctx context.Context, v *view.Round, rec *workflow.Record, email string) ([]string, error) {
	texts, err := d.Log.Texts(ctx, v.Origin, rec.Seq)
	if err != nil {
		return nil, fmt.Errorf("texts of entry %d: %w", rec.Seq, err)
	}
	var paths []string
	for _, t := range texts {
		at, ok := strings.CutSuffix(t.Path, "/email")
		if !ok || !strings.EqualFold(strings.TrimSpace(t.Value), strings.TrimSpace(email)) {
			continue
		}
		for _, x := range texts {
			if strings.HasPrefix(x.Path, at+"/") {
				paths = append(paths, x.Path)
			}
		}
	}
	return paths, nil
}

// forgotten fills in which account goes with the erasure of a person in the register.
func (d *Desk) forgotten(ctx context.Context, a *Act) error {
	c, ok := a.Command.(*workflow.EraseText)
	if !ok || a.Round != "" || d.Account == nil {
		return nil
	}
	g, err := d.Register(ctx)
	if err != nil {
		return err
	}
	x := g.Erasure(c.Request)
	if x == nil || x.Person == "" {
		return nil
	}
	erasing := *c
	if erasing.Account, err = d.Account(ctx, x.Person); err != nil {
		return fmt.Errorf("the account of %s: %w", x.Person, err)
	}
	a.Command = &erasing
	return nil
}

// Forgetting are the acts that ask for the erasure of a person: in each round where something leads to them, and in the
// register for the account. who asks; person and email are whose erasure it is.
func (d *Desk) Forgetting(ctx context.Context, who *Who, person, email, basis, reason string) ([]Act, error) {
	rounds, err := d.Rounds(ctx, who)
	if err != nil {
		return nil, err
	}
	var acts []Act
	for _, v := range rounds {
		pseudonym, fields, err := d.PersonFields(ctx, v, person, email)
		if err != nil {
			return nil, err
		}
		if person == who.Person && !who.Has(Coordinator, v.Programme) && !who.Has(Operator, v.Programme) {
			fields = slices.DeleteFunc(fields, func(f workflow.Field) bool { return f.Of != pseudonym && f.Type != workflow.KindSeatCreated.Name() })
		}
		if len(fields) == 0 {
			continue
		}
		if !v.TakesPart(pseudonym) { // named as a contact only
			pseudonym = ""
		}
		acts = append(acts, Act{Round: v.ID, Command: &workflow.RequestErasure{Basis: basis, Reason: reason, Person: pseudonym, Fields: fields}})
	}
	g, err := d.Register(ctx)
	if err != nil {
		return nil, err
	}
	me := d.Engine.Pseudonym(g.Origin, person)
	if slices.ContainsFunc(g.Erasures, func(x workflow.Erasure) bool { return x.Person == me && (x.Answer == 0 || x.Done) }) {
		return acts, nil
	}
	return append(acts, Act{Command: &workflow.RequestErasure{Basis: basis, Reason: reason, Person: me}}), nil
}
