package cli

import (
	"bytes"
	"context"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gremium/store"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// stored is a ledger as it lies in the database.
type stored struct {
	origin string
	number int64
	sealed int // so many of them stand in segments
	items  []item
}

// item is an entry with its texts.
type item struct {
	bytes []byte
	texts []workflow.Text
}

// ledgerOf reads a ledger as it was.
func (w *world) ledgerOf(origin string) *stored {
	w.t.Helper()
	l := &stored{origin: origin}
	w.must(w.clean.QueryRowContext(w.t.Context(), `SELECT number FROM ledgers WHERE origin = ?`, origin).Scan(&l.number))
	for _, query := range []string{
		`SELECT bytes FROM segments WHERE id >= ? AND id < ? ORDER BY id`, `SELECT bytes FROM entries WHERE id >= ? AND id < ? ORDER BY id`,
	} {
		l.sealed = len(l.items)
		blobs, err := columnOf[[]byte](w, query, l.number<<32, (l.number+1)<<32)
		w.must(err)
		for _, b := range bytes.Split(bytes.Join(blobs, []byte{'\n'}), []byte{'\n'}) {
			if len(b) > 0 {
				l.items = append(l.items, item{bytes: b})
			}
		}
	}
	rows, err := w.clean.QueryContext(w.t.Context(), `SELECT seq, path, nonce, value FROM texts WHERE ledger = ? ORDER BY seq, path`, l.number)
	w.must(err)
	defer rows.Close()
	for rows.Next() {
		var seq int
		var x workflow.Text
		var nonce []byte
		w.must(rows.Scan(&seq, &x.Path, &nonce, &x.Value))
		x.Nonce = [32]byte(nonce)
		l.items[seq].texts = append(l.items[seq].texts, x)
	}
	w.must(rows.Err())
	return l
}

// copy is a ledger to be altered.
func (l *stored) copy() *stored {
	return &stored{origin: l.origin, number: l.number, sealed: l.sealed, items: slices.Clone(l.items)}
}

// leaves are the leaf hashes of the entries.
func (l *stored) leaves() iter.Seq2[ledger.Hash, error] {
	return func(yield func(ledger.Hash, error) bool) {
		for _, x := range l.items {
			if !yield(ledger.LeafHash(x.bytes), nil) {
				return
			}
		}
	}
}

func leavesOf(ctx context.Context, db *store.DB, origin string) iter.Seq2[ledger.Hash, error] {
	return db.Leaves(ctx, origin, 0, 1<<32-1)
}

// rootsOf are the roots of a ledger by its sizes, from 0 on.
func rootsOf(leaves iter.Seq2[ledger.Hash, error]) ([]ledger.Hash, error) {
	var tree ledger.Tree
	out := []ledger.Hash{tree.Root()}
	for leaf, err := range leaves {
		if err != nil {
			return nil, err
		}
		tree.Append(leaf)
		out = append(out, tree.Root())
	}
	return out, nil
}

// parts is the first entry in which two ledgers differ, -1 where they are the same.
func (l *stored) parts(from *stored) int {
	for i := range max(len(l.items), len(from.items)) {
		if i >= len(l.items) || i >= len(from.items) || !bytes.Equal(l.items[i].bytes, from.items[i].bytes) {
			return i
		}
	}
	return -1
}

// insert are the statements that put entries and texts in the place of those of the ledger from one on, with leaf hashes,
// size and root computed again. Where entries stand in segments, those that follow are put into segments again, or left as
// rows: by turns, as an attacker may.
func (l *stored) insert(from int) []statement {
	begin := from
	if from < l.sealed {
		begin = from &^ 255
	}
	out := []statement{
		{`DELETE FROM entries WHERE id >= ? AND id < ?`, []any{l.number<<32 | int64(begin), (l.number + 1) << 32}},
		{`DELETE FROM segments WHERE id >= ? AND id < ?`, []any{l.number<<32 | int64(begin), (l.number + 1) << 32}},
		{`DELETE FROM texts WHERE ledger = ? AND seq >= ?`, []any{l.number, from}},
	}
	again := 0
	if from%2 == 0 {
		again = min(l.sealed, len(l.items)&^255)
	}
	for at := begin; at < again; at += 256 {
		out = append(out, l.segment(at))
	}
	var tree ledger.Tree
	for i, x := range l.items {
		leaf := ledger.LeafHash(x.bytes)
		tree.Append(leaf)
		if i >= max(begin, again) {
			out = append(out, statement{`INSERT INTO entries (id, leaf, bytes) VALUES (?, ?, ?)`, []any{l.number<<32 | int64(i), leaf[:], x.bytes}})
		}
		if i < from {
			continue
		}
		for _, t := range x.texts {
			out = append(out, statement{`INSERT INTO texts (ledger, seq, path, nonce, value) VALUES (?, ?, ?, ?, ?)`, []any{l.number, i, t.Path, t.Nonce[:], t.Value}})
		}
	}
	root := tree.Root()
	return append(out, statement{`UPDATE ledgers SET size = ?, root = ? WHERE number = ?`, []any{int64(tree.Size()), root[:], l.number}}) //nolint:gosec // A size in a database.
}

// segment is the statement that makes a segment of 256 entries from one on.
func (l *stored) segment(at int) statement {
	var leaves []byte
	var entries [][]byte
	for _, x := range l.items[at : at+256] {
		leaf := ledger.LeafHash(x.bytes)
		leaves, entries = append(leaves, leaf[:]...), append(entries, x.bytes)
	}
	return statement{`INSERT INTO segments (id, leaves, bytes) VALUES (?, ?, ?)`, []any{l.number<<32 | int64(at), leaves, bytes.Join(entries, []byte{'\n'})}}
}

// changed changes an entry and keeps its form; where that cannot be, it stays.
func changed(b []byte, change func(*ledger.Entry)) []byte {
	var e ledger.Entry
	if ledger.ParseEntry(b, &e) != nil {
		return b
	}
	e.Data = bytes.Clone(e.Data)
	change(&e)
	out, err := ledger.AppendEntry(nil, &e)
	if err != nil {
		return b
	}
	return out
}

// renumber gives entries the numbers of their places, times that go on, and commitments to their texts at these places.
func (l *stored) renumber() {
	var last ledger.Instant
	for i := range l.items {
		x := &l.items[i]
		x.bytes = changed(x.bytes, func(e *ledger.Entry) {
			for _, t := range x.texts {
				e.Data = l.recommitted(e.Data, e.Seq, uint64(i), t, t) //nolint:gosec // A number of an entry.
			}
			e.Seq, e.At = uint64(i), max(e.At, last) //nolint:gosec // A number of an entry.
			last = e.At
		})
	}
}

// recommitted is data that commits to a text at a number in the place of another text at another number.
func (l *stored) recommitted(data []byte, from, to uint64, was, now workflow.Text) []byte {
	a := ledger.Hash(ledger.Commit(&was.Nonce, l.origin, from, was.Path, was.Value))
	b := ledger.Hash(ledger.Commit(&now.Nonce, l.origin, to, now.Path, now.Value))
	return bytes.ReplaceAll(data, []byte(a.String()), []byte(b.String()))
}

var closedAt = regexp.MustCompile(`"size":([0-9]+)\}`)

// follow lets the register say of a round what is true of it now: its first entry, and its root at each size. What it says
// of sizes that the round no longer has goes.
func (l *stored) follow(was, now *stored) error {
	old, err := rootsOf(was.leaves())
	if err != nil {
		return err
	}
	next, err := rootsOf(now.leaves())
	if err != nil {
		return err
	}
	var pairs []string
	for i := range min(len(old), len(next)) {
		if i > 0 && old[i] != next[i] {
			pairs = append(pairs, old[i].String(), next[i].String())
		}
	}
	if len(now.items) > 0 {
		pairs = append(pairs, ledger.LeafHash(was.items[0].bytes).String(), ledger.LeafHash(now.items[0].bytes).String())
	}
	r := strings.NewReplacer(pairs...)
	l.items = slices.DeleteFunc(l.items, func(x item) bool {
		m := closedAt.FindSubmatch(x.bytes)
		if m == nil || !bytes.Contains(x.bytes, []byte(`"type":"round.closed/1"`)) {
			return false
		}
		size, err := strconv.Atoi(string(m[1]))
		return err == nil && size > len(now.items)
	})
	for i := range l.items {
		l.items[i].bytes = []byte(r.Replace(string(l.items[i].bytes)))
	}
	l.renumber()
	return nil
}
