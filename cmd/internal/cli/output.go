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
func (e *env) object(v any) error { return encode(e.out, v) }

// encode writes a value as JSON.
func encode(to io.Writer, v any) error {
	enc := json.NewEncoder(to)
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
		for _, r := range t.rows {
			for i, cell := range r {
				if i > 0 {
					b.WriteByte('\t')
				}
				b.WriteString(oneLine(cell))
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
	cell = oneLine(cell)
	if r := []rune(cell); len(r) > widest {
		return string(r[:widest-1]) + "…"
	}
	return cell
}

func isTerminal(w io.Writer) bool {
	f, ok := bare(w).(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// field is one line of a sheet: what it is, and what it says.
type field struct {
	name  text
	value string
}

// fields prints a sheet; empty ones are left out.
func (e *env) fields(all ...field) error {
	width := 0
	for _, f := range all {
		if f.value != "" {
			width = max(width, utf8.RuneCountInString(e.word(f.name)))
		}
	}
	var b strings.Builder
	for _, f := range all {
		if f.value == "" {
			continue
		}
		name := e.word(f.name)
		b.WriteString(name + ":" + strings.Repeat(" ", width-utf8.RuneCountInString(name)+1))
		b.WriteString(strings.ReplaceAll(strings.TrimSpace(f.value), "\n", "\n"+strings.Repeat(" ", width+2)) + "\n")
	}
	if _, err := io.WriteString(e.out, b.String()); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

// largest is the most that is read from a file given by hand.
const largest = 4 << 20

// readAll reads what a person gives, up to a limit.
func readAll(r io.Reader, name string) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil {
		return nil, unreadable(name, err)
	}
	if len(b) > largest {
		return nil, usagef("„%s“ ist größer als 4 MiB.", "\"%s\" is larger than 4 MiB.", name)
	}
	return b, nil
}
