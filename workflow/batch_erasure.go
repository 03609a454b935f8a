package workflow

import (
	"errors"
	"slices"
)

// Place is where a text stands in its ledger.
type Place struct {
	Seq  uint64
	Path string
}

// filled is the order with what lies outside of the state: the tally of a secret ballot that it closes, the seed of a lot, what it erases.
func (b *batch) filled(d *draft, o *Order) (*Order, error) {
	o, err := b.counted(d, o)
	if err == nil {
		o, err = b.lotted(o)
	}
	if err != nil {
		return nil, err
	}
	return b.located(d, o)
}

// located is the order with what its fields are, taken from the entries that they name; a request for a text that is not there
// is refused.
func (b *batch) located(d *draft, o *Order) (*Order, error) {
	switch c := o.Command.(type) {
	case *RequestErasure:
		asking, order := *c, *o
		asking.Fields = make([]Field, len(c.Fields))
		for i := range c.Fields {
			f, err := b.locate(d, &c.Fields[i])
			if err != nil {
				return nil, err
			}
			asking.Fields[i] = f
		}
		order.Command = &asking
		return &order, nil
	case *EraseText:
		erasing, order := *c, *o
		erasing.asked = d.erasing().Erasure(c.Request)
		order.Command = &erasing
		return &order, nil
	}
	return o, nil
}

// erasing is what the ledger's future knows of erasures.
func (d *draft) erasing() *Erasing {
	if d.round != nil {
		return &d.round.Erasing
	}
	return &d.register.Erasing
}

// locate reads the entry that a field names.
func (b *batch) locate(d *draft, f *Field) (Field, error) {
	none := func(path string) error {
		return refuse("erasure_no_text", "record", "seq", num(f.Entry), "field", path)
	}
	var rec *Record
	var texts []Text
	switch {
	case f.Entry >= d.tree.Size():
		return Field{}, none("–")
	case len(d.sealed) > 0 && f.Entry >= d.sealed[0].Record.Seq:
		s := d.sealed[f.Entry-d.sealed[0].Record.Seq]
		rec, texts = s.Record, s.Texts
	default:
		var err error
		if rec, _, texts, err = b.stored(d, f.Entry); err != nil {
			return Field{}, err
		}
	}
	out := Located(rec, f.Paths)
	if len(f.Paths) == 0 { // what is left of them
		out.Paths = slices.DeleteFunc(out.Paths, func(path string) bool { return d.erasing().Erased(f.Entry, path) != nil })
	}
	for _, path := range out.Paths {
		there := slices.ContainsFunc(texts, func(t Text) bool { return t.Path == path })
		if !there && d.erasing().Erased(f.Entry, path) == nil {
			return Field{}, none(path)
		}
	}
	return out, nil
}

// erases says which texts go with a sealed erasure, and whose account.
func (b *batch) erases(d *draft, o *Order, s *Sealed) error {
	e, ok := s.Record.Event.(*TextErased)
	if !ok {
		return nil
	}
	for i := range e.Fields {
		for _, path := range e.Fields[i].Paths {
			s.Erased = append(s.Erased, Place{e.Fields[i].Entry, path})
		}
	}
	c, ok := o.Command.(*EraseText)
	if !ok || c.Account == "" {
		return nil
	}
	if d.register == nil || b.e.cfg.Pseudonym(s.Record.Origin, c.Account) != e.Person {
		return errors.New("the account to be erased is not that of the person of the request")
	}
	s.Forgotten = c.Account
	return nil
}
