package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gremium/workflow"
	"gremium/workflow/audit"
)

// CompareIndex answers where the index tables differ from a ledger's state: a row that is missing or too many
// by table and key, and a value that differs by table, key and column. With the register it also looks for rows, entries,
// texts and documents that belong to nothing, and at what the database consists of. Where a table or an index is not the
// one it should be, that is all that is answered: what it holds cannot be compared.
func (s *Snapshot) CompareIndex(ctx context.Context, state workflow.Ledger) ([]audit.Difference, error) {
	c := sceneOf(state, nil)
	form, readable, err := s.structure(ctx)
	if err != nil || !readable {
		return form, err
	}
	var out []audit.Difference
	if c.register != nil {
		out = append(out, form...)
	}
	for i := range tables {
		t := &tables[i]
		if !t.owns(c) {
			continue
		}
		d, err := s.compare(ctx, t, c)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", t.name, err)
		}
		out = append(out, d...)
	}
	d, err := s.place(ctx, state)
	if err != nil {
		return nil, err
	}
	out = append(out, d...)
	if c.register == nil {
		return out, nil
	}
	d, err = s.strays(ctx, c.register)
	return append(out, d...), err
}

// compare compares the rows of one table that belong to the scene.
func (s *Snapshot) compare(ctx context.Context, t *table, c *scene) ([]audit.Difference, error) {
	want := map[string][]any{}
	err := t.rows(c, func(row ...any) error {
		want[t.keyOf(row)] = row
		return nil
	})
	if err != nil {
		return nil, err
	}
	have, err := s.stored(ctx, t, c)
	if err != nil {
		return nil, err
	}
	var out []audit.Difference
	for _, key := range slices.Sorted(maps.Keys(want)) {
		row, ok := have[key]
		if !ok {
			out = append(out, audit.Difference{Way: audit.RowMissing, Table: t.name, Key: key})
			continue
		}
		for i, column := range t.names() {
			if value(row[i]) != value(want[key][i]) {
				out = append(out, audit.Difference{
					Way: audit.ValueDiffers, Table: t.name, Key: key, Column: column, Have: value(row[i]), Want: value(want[key][i]),
				})
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		if _, ok := want[key]; !ok {
			out = append(out, audit.Difference{Way: audit.RowStray, Table: t.name, Key: key})
		}
	}
	return out, nil
}

// stored reads the rows of a table that belong to the scene, by key.
func (s *Snapshot) stored(ctx context.Context, t *table, c *scene) (map[string][]any, error) {
	query, args := "SELECT "+strings.Join(t.names(), ", ")+" FROM "+t.name, []any(nil)
	if c.round != nil {
		query += " WHERE " + t.keys()[0] + " = ?"
		args = append(args, c.round.ID)
	}
	rows, err := s.tx.QueryxContext(ctx, s.tx.Rebind(query), args...)
	if err != nil {
		return nil, fault(err)
	}
	defer rows.Close()
	out := map[string][]any{}
	for rows.Next() {
		row, err := rows.SliceScan()
		if err != nil {
			return nil, fault(err)
		}
		out[t.keyOf(row)] = row
	}
	return out, fault(rows.Err())
}

// keyOf is a row's primary key as findings name it.
func (t *table) keyOf(row []any) string {
	var parts []string
	for _, k := range t.keys() {
		parts = append(parts, value(row[slices.Index(t.names(), k)]))
	}
	return strings.Join(parts, " ")
}

// value writes a value so that equal texts are equal values: nothing for NULL, numbers bare, texts quoted, bytes in hex.
func value(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return fmt.Sprintf("%q", x)
	case []byte:
		return fmt.Sprintf("%x", x)
	default:
		return fmt.Sprint(x)
	}
}

// place compares how the ledger and its entries are kept with what they are: its kind, a number for each entry that is
// the one it has, and texts that are kept a second time.
func (s *Snapshot) place(ctx context.Context, state workflow.Ledger) ([]audit.Difference, error) {
	var rows []ledgerRow
	if err := s.selectAll(ctx, &rows, selectLedger, state.LedgerOrigin()); err != nil {
		return nil, fmt.Errorf("table ledgers: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	r := &rows[0]
	var out []audit.Difference
	if r.Kind != kindOf(state) {
		out = append(out, audit.Difference{
			Way: audit.ValueDiffers, Table: "ledgers", Key: value(r.Origin), Column: "kind", Have: value(r.Kind), Want: value(kindOf(state)),
		})
	}
	n, err := s.numbered(ctx, r.Number, sizeOf(state))
	if err != nil {
		return nil, fmt.Errorf("table entries: %w", err)
	}
	if n != sizeOf(state) {
		out = append(out, audit.Difference{
			Way: audit.OtherNumbers, Table: "entries", Key: r.Origin, Column: "id", Have: value(sizeOf(state) - n),
		})
	}
	d, err := s.segments(ctx, r.Number)
	if err != nil {
		return nil, err
	}
	out = append(out, d...)
	d, err = s.copies(ctx, r.Number)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", copiesIndex, err)
	}
	out = append(out, d...)
	d, err = s.choices(ctx, r.Number, state)
	return append(out, d...), err
}

const (
	// selectEnds gives the first key and the last one of a ledger's entries, wherever they stand.
	selectEnds = `SELECT
(SELECT MIN(id) FROM (SELECT MIN(id) AS id FROM entries WHERE id >= ? AND id < ? UNION ALL SELECT MIN(id) FROM segments WHERE id >= ? AND id < ?)) AS first,
(SELECT MAX(id) FROM (SELECT MAX(id) AS id FROM entries WHERE id >= ? AND id < ? UNION ALL SELECT MAX(id) + 255 FROM segments WHERE id >= ? AND id < ?)) AS last`
	// selectNumbered counts the keys of entries between two.
	selectNumbered = `SELECT (SELECT COUNT(*) FROM entries WHERE id >= ? AND id < ?) +
(SELECT COALESCE(SUM(MIN(256, ? - id)), 0) FROM segments WHERE id > ? AND id < ?)`
	// selectOddSegments gives segments that are not in a place for one, or have not so many leaf hashes.
	selectOddSegments = `SELECT CAST(id AS TEXT) FROM segments WHERE id > ? AND id < ? AND (id % 256 <> 0 OR length(leaves) <> 8192) ORDER BY id`
	// selectTwice gives the first entry in the place of each segment that is a row as well.
	selectTwice = `SELECT CAST(twice AS TEXT) FROM (SELECT id, (SELECT MIN(e.id) FROM entries e WHERE e.id >= s.id AND e.id < s.id + 256) AS twice
FROM segments s WHERE s.id > ? AND s.id < ?) WHERE twice IS NOT NULL ORDER BY twice`
)

// segments finds segments of a ledger that are none, and entries that are kept twice.
func (s *Snapshot) segments(ctx context.Context, number int64) ([]audit.Difference, error) {
	var out []audit.Difference
	for _, l := range []struct {
		query, table string
		way          audit.Way
	}{
		{selectOddSegments, "segments", audit.SegmentOdd},
		{selectTwice, "entries", audit.EntryTwice},
	} {
		var found []string
		if err := s.selectAll(ctx, &found, l.query, number<<ledgerBits-segmentSize, (number+1)<<ledgerBits); err != nil {
			return nil, fmt.Errorf("table %s: %w", l.table, err)
		}
		for _, id := range found {
			out = append(out, audit.Difference{Way: l.way, Table: l.table, Key: "id = " + id})
		}
	}
	return out, nil
}

// numbered is how many of so many entries of a ledger have a number below that, which is all of them where none is missing. A
// state of that size comes from as many entries; where they begin at the first number and end at the last one, there is no
// need to count them.
func (s *Snapshot) numbered(ctx context.Context, number int64, size uint64) (n uint64, err error) {
	first, end := number<<ledgerBits, (number+1)<<ledgerBits
	var ends struct {
		First *int64 `db:"first"`
		Last  *int64 `db:"last"`
	}
	err = s.tx.GetContext(ctx, &ends, s.tx.Rebind(selectEnds), first, end, first, end, first, end, first, end)
	if err != nil {
		return 0, fault(err)
	}
	if ends.First != nil && ends.Last != nil && *ends.First == first && *ends.Last == first+int64(size)-1 {
		return size, nil
	}
	end = first + int64(size)
	err = s.tx.GetContext(ctx, &n, s.tx.Rebind(selectNumbered), first, end, end, first-segmentSize, end)
	return n, fault(err)
}

func sizeOf(state workflow.Ledger) uint64 {
	switch l := state.(type) {
	case *workflow.Register:
		return l.Size
	case *workflow.Round:
		return l.Size
	}
	return 0
}

// Entries and texts of no ledger are looked for from ledger to ledger: what lies within one that there is, is passed over.
const (
	selectStrayEntries = `WITH RECURSIVE at(id) AS (SELECT MIN(id) FROM entries UNION ALL
SELECT (SELECT MIN(e.id) FROM entries e WHERE e.id >= CASE
WHEN EXISTS (SELECT 1 FROM ledgers WHERE number = at.id / 4294967296) THEN (at.id / 4294967296 + 1) * 4294967296
ELSE at.id + 1 END) FROM at WHERE at.id IS NOT NULL)
SELECT CAST(at.id AS TEXT) FROM at LEFT JOIN ledgers l ON l.number = at.id / 4294967296
WHERE at.id IS NOT NULL AND l.number IS NULL ORDER BY at.id`
	selectStraySegments = `SELECT CAST(id AS TEXT) FROM segments WHERE NOT EXISTS (SELECT 1 FROM ledgers WHERE number = id >> 32) ORDER BY id`
	selectStrayTexts    = `WITH RECURSIVE at(ledger) AS (SELECT MIN(ledger) FROM texts UNION ALL
SELECT (SELECT MIN(t.ledger) FROM texts t WHERE t.ledger > at.ledger) FROM at WHERE at.ledger IS NOT NULL)
SELECT CAST(at.ledger AS TEXT) FROM at LEFT JOIN ledgers l ON l.number = at.ledger
WHERE at.ledger IS NOT NULL AND l.number IS NULL ORDER BY 1`
	selectStrayNotes = `SELECT DISTINCT origin FROM checkpoints WHERE origin NOT IN (SELECT origin FROM ledgers) ORDER BY origin`
)

// strays finds what belongs to nothing that the register lists.
func (s *Snapshot) strays(ctx context.Context, g *workflow.Register) ([]audit.Difference, error) {
	var out []audit.Difference
	look := func(table, column, query string, known func(string) bool) error {
		var found []string
		if err := s.selectAll(ctx, &found, query); err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
		for _, id := range found {
			if !known(id) {
				out = append(out, audit.Difference{Way: audit.RowStray, Table: table, Key: column + " = " + id})
			}
		}
		return nil
	}
	round := func(id string) bool { return g.Round(id) != nil }
	document := func(digest string) bool {
		return slices.ContainsFunc(g.Policies, func(p workflow.AdoptedPolicy) bool { return p.Digest == digest })
	}
	none := func(string) bool { return false }
	for i := range tables {
		if t := &tables[i]; !t.register {
			query := "SELECT DISTINCT " + t.keys()[0] + " FROM " + t.name + " ORDER BY 1"
			if err := look(t.name, t.keys()[0], query, round); err != nil {
				return nil, err
			}
		}
	}
	for _, l := range []struct {
		table, column, query string
		known                func(string) bool
	}{
		{"documents", "digest", `SELECT digest FROM documents ORDER BY digest`, document},
		{"entries", "id", selectStrayEntries, none},
		{"segments", "id", selectStraySegments, none},
		{"texts", "ledger", selectStrayTexts, none},
		{"checkpoints", "origin", selectStrayNotes, none},
		{"installation", "one", `SELECT CAST(one AS TEXT) FROM installation WHERE one <> 1`, none},
	} {
		if err := look(l.table, l.column, l.query, l.known); err != nil {
			return nil, err
		}
	}
	return out, nil
}
