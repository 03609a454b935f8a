package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// object prints a value as JSON.
func (e *env) object(v any) error {
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

// list prints a list as JSON; an empty one is [], not null.
func list[T any](e *env, items []T) error {
	if items == nil {
		items = []T{}
	}
	return e.object(items)
}

// table is a list for people: aligned on a terminal, with tabs between the columns where another program reads.
type table struct {
	e    *env
	rows [][]string
}

func (e *env) table(columns ...text) *table {
	t := &table{e: e}
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = e.word(c)
	}
	t.rows = append(t.rows, head)
	return t
}

func (t *table) row(cells ...string) { t.rows = append(t.rows, cells) }

// print writes the table.
func (t *table) print() error {
	var b strings.Builder
	if isTerminal(t.e.out) {
		t.aligned(&b)
	} else {
		clean := strings.NewReplacer("\t", " ", "\n", " ")
		for _, r := range t.rows {
			for i, cell := range r {
				if i > 0 {
					b.WriteByte('\t')
				}
				b.WriteString(clean.Replace(cell))
			}
			b.WriteByte('\n')
		}
	}
	if _, err := io.WriteString(t.e.out, b.String()); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// widest is where a cell is cut on a terminal.
const widest = 60

func (t *table) aligned(b *strings.Builder) {
	widths := make([]int, len(t.rows[0]))
	for _, r := range t.rows {
		for i := range r {
			r[i] = shorten(r[i])
			widths[i] = max(widths[i], utf8.RuneCountInString(r[i]))
		}
	}
	for _, r := range t.rows {
		line := ""
		for i, cell := range r {
			line += cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

func shorten(cell string) string {
	cell = strings.ReplaceAll(cell, "\n", " ")
	if r := []rune(cell); len(r) > widest {
		return string(r[:widest-1]) + "…"
	}
	return cell
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
