package locale

import (
	"fmt"
	"strings"
)

// message is a text with blanks to fill, or with one form for a count of one and another for all others. What can do more is left
// to the library that reads the catalogues; pages say hundreds of these.
type message struct {
	one, other pieces
	plain      bool // its forms hold no more than blanks
}

// pieces are words and blanks by turns, words first.
type pieces []string

// messageOf reads the forms of a message.
func messageOf(one, other string) message {
	var m message
	var fills [2]bool
	m.one, fills[0] = piecesOf(one)
	m.other, fills[1] = piecesOf(other)
	m.plain = fills[0] && fills[1]
	return m
}

// form is what is said of a count; nil where nothing is counted.
func (m *message) form(count any) pieces {
	if n, ok := count.(int); ok && (n == 1 || n == -1) { // in German and in English
		return m.one
	}
	return m.other
}

// piecesOf divides a text; false where it holds something else than words and blanks such as {{.Name}}.
func piecesOf(text string) (pieces, bool) {
	var out pieces
	for {
		words, rest, found := strings.Cut(text, "{{")
		out = append(out, words)
		if !found {
			return out, true
		}
		blank, after, closed := strings.Cut(rest, "}}")
		name, dotted := strings.CutPrefix(strings.TrimSpace(blank), ".")
		if !closed || !dotted || name == "" || strings.ContainsAny(name, " .|()-") {
			return nil, false
		}
		out, text = append(out, name), after
	}
}

// fill says a message with these pairs of names and values; false where one of the names is missing.
func (p pieces) fill(l *Locale, pairs []any) (string, bool) {
	if len(p) == 1 {
		return p[0], true
	}
	var space [8]string
	filled := append(space[:0], p...)
	for i := 1; i < len(p); i += 2 {
		var ok bool
		if filled[i], ok = l.value(pairs, p[i]); !ok {
			return "", false
		}
	}
	return strings.Join(filled, ""), true
}

// value is what one of the pairs says; false where none has the name.
func (l *Locale) value(pairs []any, name string) (string, bool) {
	for i := len(pairs) - 2; i >= 0; i -= 2 {
		if pairs[i] != name {
			continue
		}
		switch v := pairs[i+1].(type) {
		case string:
			return v, true
		case int:
			return l.Int(v), true
		default:
			return fmt.Sprint(v), true
		}
	}
	return "", false
}
