package cli

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gremium/workflow/audit"
)

// rowset is a table as it was.
type rowset struct {
	name    string
	columns []string
	key     []int // columns of the primary key
	free    []int // columns that may be attacked
	rows    [][]any
}

// rowsets reads all tables but those of which nothing is proven.
func (w *world) rowsets() []*rowset {
	w.t.Helper()
	names, err := columnOf[string](w, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`)
	w.must(err)
	var out []*rowset
	for _, name := range names {
		if unproven()[name] == "" {
			out = append(out, w.rowset(name))
		}
	}
	return out
}

func columnOf[T any](w *world, query string, args ...any) (out []T, err error) {
	rows, err := w.clean.QueryContext(w.t.Context(), query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

func (w *world) rowset(name string) *rowset {
	w.t.Helper()
	s := &rowset{name: name}
	var err error
	s.columns, err = columnOf[string](w, `SELECT name FROM pragma_table_info(?) ORDER BY cid`, name)
	w.must(err)
	keys, err := columnOf[string](w, `SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk`, name)
	w.must(err)
	if len(keys) == 0 {
		w.t.Fatalf("table %s has no key", name)
	}
	for i, c := range s.columns {
		if slices.Contains(keys, c) {
			s.key = append(s.key, i)
		}
		if unproven()[name+"."+c] == "" {
			s.free = append(s.free, i)
		}
	}
	s.read(w, w.clean)
	return s
}

// read reads the rows of a table, in order of its key.
func (s *rowset) read(w *world, db *sql.DB) {
	w.t.Helper()
	var keys []string
	for _, k := range s.key {
		keys = append(keys, s.columns[k])
	}
	rows, err := db.QueryContext(w.t.Context(), "SELECT "+strings.Join(s.columns, ", ")+" FROM "+s.name+" ORDER BY "+strings.Join(keys, ", "))
	w.must(err)
	defer rows.Close()
	s.rows = nil
	for rows.Next() {
		w.must(s.scan(rows))
	}
	w.must(rows.Err())
}

// altered tells whether a table holds anything else than it did. Of signed checkpoints some may be gone: they are witnesses,
// and one less says no more than before, but nothing else.
func (s *rowset) altered(w *world) bool {
	w.t.Helper()
	now := *s
	now.read(w, w.raw)
	was, is := s.content(), now.content()
	if s.name == "checkpoints" {
		return slices.ContainsFunc(is, func(row string) bool { return !slices.Contains(was, row) })
	}
	return !slices.Equal(is, was)
}

func (s *rowset) scan(rows *sql.Rows) error {
	row, to := make([]any, len(s.columns)), make([]any, len(s.columns))
	for i := range row {
		to[i] = &row[i]
	}
	if err := rows.Scan(to...); err != nil {
		return err
	}
	for i := range row {
		if b, ok := row[i].([]byte); ok {
			row[i] = bytes.Clone(b)
		}
	}
	s.rows = append(s.rows, row)
	return nil
}

// where picks a row by its key.
func (s *rowset) where(row []any) (text string, args []any) {
	var parts []string
	for _, k := range s.key {
		parts, args = append(parts, s.columns[k]+" = ?"), append(args, row[k])
	}
	return " WHERE " + strings.Join(parts, " AND "), args
}

func (s *rowset) set(row []any, column int, v any) statement {
	where, args := s.where(row)
	return statement{"UPDATE OR REPLACE " + s.name + " SET " + s.columns[column] + " = ?" + where, append([]any{v}, args...)}
}

func (s *rowset) remove(row []any) statement {
	where, args := s.where(row)
	return statement{"DELETE FROM " + s.name + where, args}
}

func (s *rowset) insert(row []any) statement {
	return statement{
		"INSERT OR REPLACE INTO " + s.name + " (" + strings.Join(s.columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(row)-1) + ")", row,
	}
}

// edit is a random edit of one or two rows, nil where the table has none.
func (s *rowset) edit(chance *rand.Rand) *edit {
	if len(s.rows) == 0 {
		return nil
	}
	e := &edit{touches: []string{s.name}, steps: stepsOf(s.name), sealed: -1, reopen: s.name == "installation"}
	row, other := s.rows[chance.IntN(len(s.rows))], s.rows[chance.IntN(len(s.rows))]
	column := s.free[chance.IntN(len(s.free))]
	switch chance.IntN(8) {
	default:
		e.kind = "update"
		e.statements = []statement{s.set(row, column, s.plausible(chance, row[column], column))}
	case 4:
		e.kind, e.statements = "delete", []statement{s.remove(row)}
	case 5:
		copied := slices.Clone(row)
		for range 1 + chance.IntN(2) { // or it would be the same row
			k := s.key[chance.IntN(len(s.key))]
			copied[k] = s.plausible(chance, copied[k], k)
		}
		e.kind, e.statements = "insert a copy", []statement{s.insert(copied)}
	case 6: // the values of one column
		e.kind, e.statements = "exchange a column of two rows", []statement{s.set(row, column, other[column]), s.set(other, column, row[column])}
		if slices.Contains(s.key, column) {
			e.statements = s.exchanged(row, other, func(i int) bool { return i == column })
		}
	case 7: // all but the keys
		e.kind, e.statements = "exchange two rows", s.exchanged(row, other, func(i int) bool { return !slices.Contains(s.key, i) })
	}
	return e
}

// exchanged exchanges columns of two rows.
func (s *rowset) exchanged(a, b []any, moves func(column int) bool) []statement {
	x, y := slices.Clone(a), slices.Clone(b)
	for i := range s.columns {
		if moves(i) && slices.Contains(s.free, i) {
			x[i], y[i] = b[i], a[i]
		}
	}
	return []statement{s.remove(a), s.remove(b), s.insert(x), s.insert(y)}
}

// content is what a table holds in the columns that may be attacked, in an order that says nothing.
func (s *rowset) content() []string {
	out := make([]string, len(s.rows))
	for i, row := range s.rows {
		for _, c := range s.free {
			out[i] += fmt.Sprintf("%T %v\x00", row[c], row[c])
		}
	}
	slices.Sort(out)
	return out
}

// plausible is another value of the same type.
func (s *rowset) plausible(chance *rand.Rand, v any, column int) any {
	for range 8 {
		if next := s.another(chance, v, column); !reflect.DeepEqual(next, v) {
			return next
		}
	}
	switch x := v.(type) {
	case int64:
		return x + 1
	case []byte:
		return append(bytes.Clone(x), 0)
	case nil:
		return int64(1)
	}
	return fmt.Sprint(v, "x")
}

func (s *rowset) another(chance *rand.Rand, v any, column int) any {
	if chance.IntN(2) == 0 {
		return s.rows[chance.IntN(len(s.rows))][column]
	}
	switch x := v.(type) {
	case int64:
		return []any{x + 1, x - 1, -x, x ^ 1<<chance.IntN(20), nil}[chance.IntN(5)]
	case string:
		return []any{norm.NFD.String(x), x + " ", x + "\u00a0", strings.ToUpper(x), strings.TrimSpace(x + "\u200b"), "", nil}[chance.IntN(7)]
	case []byte:
		b := bytes.Clone(x)
		if len(b) > 0 {
			b[chance.IntN(len(b))] ^= 1 << chance.IntN(8)
		}
		return b
	}
	return v
}

// stepsOf are the steps of which one must fail where a table was altered.
func stepsOf(table string) []audit.Step {
	switch table {
	case "entries", "segments":
		return []audit.Step{audit.Entries, audit.Tree, audit.Index}
	case "ledgers":
		return []audit.Step{audit.Entries, audit.Tree, audit.Index, audit.Anchored}
	case "texts":
		return []audit.Step{audit.Texts, audit.Index}
	case "documents":
		return []audit.Step{audit.Rules, audit.Index}
	case "checkpoints":
		return []audit.Step{audit.Anchored, audit.Index}
	case "installation":
		return []audit.Step{audit.Tree, audit.Texts, audit.Anchored, audit.Index}
	}
	return []audit.Step{audit.Index}
}
