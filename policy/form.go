package policy

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// form reads one mapping of a document, or writes it: the same description of keys serves both, so that what is written
// can be read again.
type form struct {
	doc    *document
	path   string
	values map[string]*yaml.Node // reading: nil when writing
	known  []string              // reading: keys asked for
	whole  bool                  // reading: the mapping itself is sound
	out    map[string]any        // writing: nil when reading
}

func (f *form) reading() bool { return f.out == nil }

func (f *form) at(key string) string {
	if f.path == "" {
		return key
	}
	return f.path + "." + key
}

// open begins to read a mapping.
func (d *document) open(path string, n *yaml.Node) *form {
	f := &form{doc: d, path: path, values: map[string]*yaml.Node{}}
	d.places[path] = place{n.Line, n.Column}
	if n.Kind != yaml.MappingNode {
		d.add(path, wrongType(n, "eine Zuordnung von Schlüsseln zu Werten", "a mapping of keys to values"))
		return f
	}
	f.whole = true
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		at := f.at(key.Value)
		if _, twice := f.values[key.Value]; twice {
			d.note(Mistake{key.Line, key.Column, at, say(
				"Der Schlüssel „%s“ steht hier zweimal. Lassen Sie einen der beiden stehen.",
				"The key %q is here twice. Keep one of the two.", key.Value)})
			continue
		}
		f.values[key.Value] = value
		d.places[at] = place{value.Line, value.Column}
		if key.Kind != yaml.ScalarNode {
			d.add(at, wrongType(key, "ein Wort als Schlüssel", "a word as key"))
		}
	}
	return f
}

// close ends the reading of a mapping: what nobody asked for is unknown.
func (f *form) close(n *yaml.Node) {
	for i := 0; f.whole && i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if slices.Contains(f.known, key.Value) {
			continue
		}
		text := say("Den Schlüssel „%s“ gibt es hier nicht.", "There is no key %q here.", key.Value)
		if near := nearest(key.Value, f.known); near != "" {
			guess := say(" Gemeint ist vermutlich „%s“.", " Perhaps %q is meant.", near)
			text = Text{text.DE + guess.DE, text.EN + guess.EN}
		}
		list := strings.Join(f.known, ", ")
		text = Text{text.DE + " Erlaubt sind: " + list + ".", text.EN + " Allowed are: " + list + "."}
		f.doc.note(Mistake{key.Line, key.Column, f.at(key.Value), text})
	}
}

// value is the node at key, nil where there is none that could be read.
func (f *form) value(key string, required bool) *yaml.Node {
	f.known = append(f.known, key)
	n := f.values[key]
	switch {
	case n == nil && required && f.whole:
		f.doc.add(f.at(key), say("„%s“ fehlt. Tragen Sie den Wert hier ein.", "%q is missing. Enter it here.", key))
	case n != nil && n.Kind == yaml.AliasNode:
		f.doc.add(f.at(key), say("Verweise (*%s) sind nicht erlaubt. Schreiben Sie den Wert aus.",
			"References (*%s) are not allowed. Write the value out.", n.Value))
		return nil
	}
	return n
}

func (f *form) scalar(key string, required bool, de, en string, tags ...string) (string, bool) {
	n := f.value(key, required)
	if n == nil {
		return "", false
	}
	if n.Kind != yaml.ScalarNode || !slices.Contains(tags, n.ShortTag()) {
		f.doc.add(f.at(key), wrongType(n, de, en))
		return "", false
	}
	return n.Value, true
}

// id is what the mapping is known by.
func (f *form) id(s *string) {
	if !f.reading() {
		put(f, "id", *s)
		return
	}
	if v, ok := f.scalar("id", true, aText.DE, aText.EN, "!!str"); ok {
		*s = f.clean("id", v, false)
	}
}

// text is a mapping of the languages.
func (f *form) text(key string, t *Text, required bool) {
	f.object(key, required, func(f *form) {
		for _, lang := range []struct {
			key string
			s   *string
		}{{DE, &t.DE}, {EN, &t.EN}} {
			if !f.reading() {
				put(f, lang.key, *lang.s)
			} else if v, ok := f.scalar(lang.key, false, aText.DE, aText.EN, "!!str"); ok {
				*lang.s = f.clean(lang.key, v, true)
			}
		}
		if f.reading() && f.whole && t.Empty() && !f.doc.spoilt(f.path) {
			f.doc.add(f.path, Text{
				"Der Text ist leer. Schreiben Sie ihn unter „de“, „en“ oder beiden.",
				"The text is empty. Write it under \"de\", \"en\" or both.",
			})
		}
	})
}

// clean trims a text and refuses characters nobody can see.
func (f *form) clean(key, s string, lines bool) string {
	s = strings.TrimSpace(s)
	for _, r := range s {
		if r == '\n' && lines || unicode.IsPrint(r) || unicode.Is(unicode.Zs, r) || r == '\u00ad' || r == '\u200d' {
			continue
		}
		f.doc.add(f.at(key), say("Das Zeichen %U ist hier nicht erlaubt. Entfernen Sie es.",
			"The character %U is not allowed here. Remove it.", r))
		return ""
	}
	if s == "" {
		f.doc.add(f.at(key), Text{"Der Text ist leer. Tragen Sie ihn ein.", "The text is empty. Enter it."})
	}
	return s
}

// choice is one of the allowed words.
func (f *form) choice(key string, s *string, allowed ...string) { f.oneOf(key, s, true, allowed) }

// maybeChoice is one of the allowed words, or absent.
func (f *form) maybeChoice(key string, s *string, allowed ...string) { f.oneOf(key, s, false, allowed) }

func (f *form) oneOf(key string, s *string, required bool, allowed []string) {
	if !f.reading() {
		put(f, key, *s)
		return
	}
	list := strings.Join(allowed, ", ")
	v, ok := f.scalar(key, required, "eines der Wörter "+list, "one of the words "+list, "!!str")
	if !ok {
		return
	}
	if *s = v; !slices.Contains(allowed, v) {
		f.doc.add(f.at(key), say("„%s“ gibt es hier nicht. Erlaubt sind: %s.",
			"%q does not exist here. Allowed are: %s.", v, list))
	}
}

func (f *form) flag(key string, b *bool) {
	if !f.reading() {
		put(f, key, *b)
		return
	}
	if v, ok := f.scalar(key, false, "true oder false", "true or false", "!!bool"); ok {
		*b = strings.EqualFold(v, "true")
	}
}

// count is a whole number from low to 1 000 000.
func (f *form) count(key string, n *int, low int, required bool) {
	if !f.reading() {
		put(f, key, *n)
		return
	}
	de, en := "eine ganze Zahl ohne Anführungszeichen", "a whole number without quotation marks"
	v, ok := f.scalar(key, required, de, en, "!!int")
	if !ok {
		return
	}
	m, err := strconv.Atoi(v)
	if err != nil || m < low || m > 1_000_000 || strconv.Itoa(m) != v {
		f.doc.add(f.at(key), say("„%s“ geht hier nicht. Erlaubt ist eine ganze Zahl von %d bis 1000000.",
			"%q does not do here. Allowed is a whole number from %d to 1000000.", v, low))
		return
	}
	*n = m
}

// put writes a value, unless it is its type's zero value: where a key is required that is no valid value.
func put[T comparable](f *form, key string, v T) {
	var zero T
	if v != zero {
		f.out[key] = v
	}
}

// aText names what a line of text is.
var aText = Text{"ein Text", "a text"}

func wrongType(n *yaml.Node, de, en string) Text {
	isDE, isEN := "etwas anderes", "something else"
	switch {
	case n.Kind == yaml.MappingNode:
		isDE, isEN = "eine Zuordnung", "a mapping"
	case n.Kind == yaml.SequenceNode:
		isDE, isEN = "eine Liste", "a list"
	case n.ShortTag() == "!!null":
		isDE, isEN = "nichts", "nothing"
	case n.ShortTag() == "!!str":
		isDE, isEN = "ein Text", "a text"
	case n.ShortTag() == "!!int", n.ShortTag() == "!!float":
		isDE, isEN = "eine Zahl", "a number"
	case n.ShortTag() == "!!bool":
		isDE, isEN = "ein Wahrheitswert", "a truth value"
	}
	t := Text{"Hier steht " + isDE + ", nötig ist " + de + ".", "Here is " + isEN + ", needed is " + en + "."}
	if en == aText.EN && n.Kind == yaml.ScalarNode && n.ShortTag() != "!!null" {
		t.DE += " Setzen Sie den Text in Anführungszeichen."
		t.EN += " Put the text in quotation marks."
	}
	return t
}
