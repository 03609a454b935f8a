package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Mistake is one thing that is wrong in a policy document. Line and Column count from 1; 0 means that the place is not
// known. Path leads to the value, such as "criteria[0].weight". Text says what is wrong, what is allowed and what to do.
type Mistake struct {
	Line, Column int
	Path         string
	Text         Text
}

// In gives the mistake as one line in lang: "12:5 criteria[0].weight: …".
func (m Mistake) In(lang Lang) string {
	place := m.Path
	if place != "" {
		place += ": "
	}
	if m.Line > 0 {
		place = fmt.Sprintf("%d:%d %s", m.Line, m.Column, place)
	}
	return place + m.Text.In(lang)
}

// Mistakes are all mistakes of a document, in the order of their places.
type Mistakes []Mistake

// Error gives one English line for each mistake.
func (ms Mistakes) Error() string { return ms.In(EN) }

// In gives one line in lang for each mistake.
func (ms Mistakes) In(lang Lang) string {
	lines := make([]string, len(ms))
	for i, m := range ms {
		lines[i] = m.In(lang)
	}
	return strings.Join(lines, "\n")
}

// say makes a text from two formats that take the same arguments.
func say(de, en string, args ...any) Text {
	return Text{fmt.Sprintf(de, args...), fmt.Sprintf(en, args...)}
}

type place struct{ line, column int }

// document is one reading: where every value stands, and what is wrong.
type document struct {
	places   map[string]place
	mistakes Mistakes
	pinned   bool // read from canonical JSON, not from what a person wrote
}

// maxMistakes is how many mistakes one reading names; nobody reads on after that many.
const maxMistakes = 500

// full tells whether no more mistakes are noted.
func (d *document) full() bool { return len(d.mistakes) >= maxMistakes }

// note adds a mistake.
func (d *document) note(m Mistake) {
	if !d.full() {
		d.mistakes = append(d.mistakes, m)
	}
}

// add notes a mistake at path, or at the nearest place around it.
func (d *document) add(path string, text Text) {
	at, around := d.places[path], path
	for at.line == 0 && around != "" {
		around = around[:max(strings.LastIndexAny(around, ".["), 0)]
		at = d.places[around]
	}
	d.note(Mistake{at.line, at.column, path, text})
}

// spoilt tells whether a mistake was found at path, below or above it: then nothing can be said about its meaning, and
// neither can it where too much else is wrong.
func (d *document) spoilt(path string) bool {
	return d.full() || slices.ContainsFunc(d.mistakes, func(m Mistake) bool { return within(m.Path, path) || within(path, m.Path) })
}

func within(path, around string) bool {
	rest, found := strings.CutPrefix(path, around)
	return found && (rest == "" || around == "" || rest[0] == '.' || rest[0] == '[')
}

func (d *document) sorted() Mistakes {
	slices.SortStableFunc(d.mistakes, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Path, b.Path))
	})
	return d.mistakes
}

// nearest is the allowed word that looks most like word, empty where none does.
func nearest(word string, allowed []string) string {
	best, least := "", len(word)/2+1
	for _, a := range allowed {
		if n := edits(word, a); n < least {
			best, least = a, n
		}
	}
	return best
}

// edits is the Levenshtein distance of two words, in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
