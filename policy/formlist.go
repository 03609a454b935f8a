package policy

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// object is a mapping inside the mapping. Where it is absent, part is not called.
func (f *form) object(key string, required bool, part func(*form)) {
	if !f.reading() {
		inner := &form{out: map[string]any{}}
		part(inner)
		if required || len(inner.out) > 0 {
			f.out[key] = inner.out
		}
		return
	}
	if n := f.value(key, required); n != nil {
		inner := f.doc.open(f.at(key), n)
		part(inner)
		inner.close(n)
	}
}

// items gives the elements of a list.
func (f *form) items(key string, required bool) []*yaml.Node {
	n := f.value(key, required)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		f.doc.add(f.at(key), wrongType(n, "eine Liste", "a list"))
		return nil
	}
	if required && len(n.Content) == 0 {
		f.doc.add(f.at(key), Text{
			"Die Liste ist leer. Tragen Sie mindestens einen Eintrag ein.", "The list is empty. Enter at least one item.",
		})
	}
	for i, item := range n.Content {
		f.doc.places[fmt.Sprintf("%s[%d]", f.at(key), i)] = place{item.Line, item.Column}
	}
	return n.Content
}

// list is a list of mappings.
func list[T any](f *form, key string, all *[]T, required bool, part func(*T, *form)) {
	if !f.reading() {
		if len(*all) == 0 {
			return
		}
		out := make([]any, len(*all))
		for i := range *all {
			inner := &form{out: map[string]any{}}
			part(&(*all)[i], inner)
			out[i] = inner.out
		}
		f.out[key] = out
		return
	}
	for i, n := range f.items(key, required) {
		if f.doc.full() {
			return
		}
		var one T
		if n.Kind == yaml.AliasNode {
			n = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: n.Line, Column: n.Column}
		}
		inner := f.doc.open(fmt.Sprintf("%s[%d]", f.at(key), i), n)
		part(&one, inner)
		inner.close(n)
		*all = append(*all, one)
	}
}

// words is a list of words.
func (f *form) words(key string, all *[]string) {
	f.scalars(key, all, func(string) error { return nil }, "ein Wort", "a word", "!!str")
}

// decimals is a list of decimals.
func (f *form) decimals(key string, all *[]Decimal) {
	texts := make([]string, len(*all))
	for i, d := range *all {
		texts[i] = d.String()
	}
	f.scalars(key, &texts, func(s string) error {
		d, err := ParseDecimal(s)
		*all = append(*all, d)
		return err
	}, "eine Zahl", "a number", "!!int", "!!float", "!!str")
}

func (f *form) scalars(key string, all *[]string, check func(string) error, de, en string, tags ...string) {
	if !f.reading() {
		if len(*all) > 0 {
			f.out[key] = *all
		}
		return
	}
	for i, n := range f.items(key, false) {
		at := fmt.Sprintf("%s[%d]", key, i)
		one := &form{doc: f.doc, path: f.path, values: map[string]*yaml.Node{at: n}}
		v, ok := one.scalar(at, true, de, en, tags...)
		if !ok {
			continue
		}
		*all = append(*all, v)
		if check(v) != nil {
			f.doc.add(f.at(at), badDecimal(v))
		}
	}
}

// decimal is a number; it may stand in quotation marks, and the canonical form has them.
func (f *form) decimal(key string, d *Decimal, required bool) bool {
	if !f.reading() {
		f.out[key] = d.String()
		return true
	}
	v, ok := f.scalar(key, required, "eine Zahl", "a number", "!!int", "!!float", "!!str")
	if !ok {
		return false
	}
	var err error
	if *d, err = ParseDecimal(v); err != nil {
		f.doc.add(f.at(key), badDecimal(v))
		return false
	}
	return true
}

// maybe is a number that may be absent.
func (f *form) maybe(key string, d **Decimal) {
	if !f.reading() {
		if *d != nil {
			f.decimal(key, *d, false)
		}
		return
	}
	var v Decimal
	if f.decimal(key, &v, false) {
		*d = &v
	}
}

func badDecimal(v string) Text {
	de, en := "", ""
	if plain := strings.Replace(v, ",", ".", 1); plain != v {
		de, en = " Schreiben Sie einen Punkt statt des Kommas.", " Write a point instead of the comma."
	}
	t := say("„%s“ geht hier nicht. Erlaubt ist eine Zahl wie 2, 0.5 oder -1: höchstens 15 Ziffern, ohne Nullen am Rand.",
		"%q does not do here. Allowed is a number such as 2, 0.5 or -1: at most 15 digits, no zeros at the ends.", v)
	return Text{t.DE + de, t.EN + en}
}

// share is a part of a whole, such as 1/2.
func (f *form) share(key string, s *Fraction) {
	if !f.reading() {
		if *s != (Fraction{}) {
			f.out[key] = s.String()
		}
		return
	}
	v, ok := f.scalar(key, false, "ein Anteil wie 1/2", "a share such as 1/2", "!!str")
	if !ok {
		return
	}
	var err error
	if *s, err = ParseFraction(v); err != nil {
		f.doc.add(f.at(key), say("„%s“ geht hier nicht. Erlaubt ist ein gekürzter Anteil von 0/1 bis 1/1, wie 1/2 oder 2/3.",
			"%q does not do here. Allowed is a share in lowest terms from 0/1 to 1/1, such as 1/2 or 2/3.", v))
	}
}
