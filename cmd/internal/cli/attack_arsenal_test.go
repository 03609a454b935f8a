package cli

import (
	"bytes"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

// arsenal draws attacks on a world.
type arsenal struct {
	w       *world
	tables  []*rowset
	full    []*rowset // those of the tables that hold something
	ledgers map[string]*stored
	people  []string // pseudonyms
}

func newArsenal(w *world) *arsenal {
	w.t.Helper()
	a := &arsenal{w: w, tables: w.rowsets(), ledgers: map[string]*stored{}}
	for _, s := range a.tables {
		if len(s.rows) > 0 {
			a.full = append(a.full, s)
		}
	}
	for _, origin := range []string{registerOrigin, roundOrigin} {
		a.ledgers[origin] = w.ledgerOf(origin)
	}
	var err error
	a.people, err = columnOf[string](w, `SELECT pseudonym FROM participants ORDER BY pseudonym`)
	w.must(err)
	return a
}

// next makes an attack that changes something, and answers what the check says of it. With exits the command itself is asked
// as well.
func (a *arsenal) next(chance *rand.Rand, exits bool) (*edit, *audit.Report) {
	a.w.t.Helper()
	for {
		e := a.draw(chance)
		if e == nil {
			continue
		}
		e.exits = exits
		if r := a.w.tried(e, a.tables); r != nil {
			return e, r
		}
	}
}

// draw draws an attack: on rows, often on those of the record's own tables; on bits; or on a whole ledger, with hashes.
func (a *arsenal) draw(chance *rand.Rand) *edit {
	switch chance.IntN(17) {
	case 0:
		return a.build(chance)
	case 1, 2, 3, 4:
		return a.full[chance.IntN(len(a.full))].edit(chance)
	case 5, 6, 7, 8:
		name := []string{"entries", "texts", "ledgers", "documents", "checkpoints", "installation", "choices", "segments"}[chance.IntN(a.own())]
		return a.full[slices.IndexFunc(a.full, func(s *rowset) bool { return s.name == name })].edit(chance)
	case 9, 10:
		return a.bits(chance)
	}
	origin := roundOrigin
	if chance.IntN(4) == 0 {
		origin = registerOrigin
	}
	return a.forge(chance, origin, 0, int(a.w.held[origin].Size)) //nolint:gosec // A size in a database.
}

// own is how many tables are the record's own: with segments, or without where there are none.
func (a *arsenal) own() int {
	if a.ledgers[roundOrigin].sealed > 0 {
		return 8
	}
	return 7
}

// build alters what the database consists of: guards, views, indexes.
func (a *arsenal) build(chance *rand.Rand) *edit {
	s := a.full[chance.IntN(len(a.full))]
	column := s.columns[chance.IntN(len(s.columns))]
	guard := strings.Fields(a.w.guards[chance.IntN(len(a.w.guards))])[2]
	return &edit{
		kind: "build", steps: []audit.Step{audit.Index}, sealed: -1,
		statements: []statement{{text: []string{
			"DROP TRIGGER " + guard,
			"CREATE TRIGGER later AFTER UPDATE ON " + s.name + " BEGIN SELECT 1; END",
			"CREATE TABLE " + s.name + "_old AS SELECT * FROM " + s.name,
			"CREATE VIEW " + s.name + "_all AS SELECT " + column + " FROM " + s.name,
			"CREATE INDEX more ON " + s.name + " (" + column + ")",
			"ALTER TABLE " + s.name + " ADD COLUMN more TEXT",
			"DROP VIEW readable_votes", "DROP VIEW tallies", "DROP INDEX texts_listed",
		}[chance.IntN(9)]}},
	}
}

// window is a forgery behind what the lock file knows, of the round's last entries, by somebody who takes every care.
func (a *arsenal) window(chance *rand.Rand) *edit {
	for {
		e := a.forge(chance, roundOrigin, int(a.w.held[roundOrigin].Size), len(a.ledgers[roundOrigin].items)) //nolint:gosec // A size in a database.
		if e != nil {
			e.rebuild = true
			return e
		}
	}
}

// bits alters a bit of an entry where it lies, or a byte, and nothing else.
func (a *arsenal) bits(chance *rand.Rand) *edit {
	l := a.ledgers[[]string{registerOrigin, roundOrigin}[chance.IntN(2)]]
	i := chance.IntN(len(l.items))
	b := bytes.Clone(l.items[i].bytes)
	at := chance.IntN(len(b))
	if b[at] ^= 1 << chance.IntN(8); chance.IntN(4) == 0 {
		b[at] = []byte{'\n', 0, 0xff}[chance.IntN(3)] // what reading many entries at a time could stumble over
	}
	bad := int64(i)
	e := &edit{
		kind: "a bit", touches: []string{"entries"}, origin: l.origin, steps: []audit.Step{audit.Tree}, sealed: -1, bad: &bad,
		statements: []statement{{`UPDATE entries SET bytes = ? WHERE id = ?`, []any{b, l.number<<32 | int64(i)}}},
	}
	if i < l.sealed {
		now := l.copy()
		now.items[i].bytes = b
		args := now.segment(i &^ 255).args
		e.kind, e.touches, e.statements = "a bit of a segment", []string{"segments"}, []statement{{`UPDATE segments SET bytes = ? WHERE id = ?`, []any{args[2], args[0]}}}
	}
	return e
}

// forge alters a ledger between two of its entries, with all that follows from it: commitments, leaf hashes, root, what the
// register says of the round, and often the index tables and the checkpoints that would tell. Nil where nothing comes of it.
func (a *arsenal) forge(chance *rand.Rand, origin string, from, to int) *edit {
	was := a.ledgers[origin]
	now := was.copy()
	e := &edit{touches: []string{"entries", "segments", "ledgers"}, origin: origin, steps: []audit.Step{audit.Anchored}, rebuild: chance.IntN(2) == 0}
	at := from + chance.IntN(to-from)
	e.kind = a.alter(chance, now, at, to)
	first := now.parts(was)
	if e.kind == "" || first < 0 || first >= to {
		return nil
	}
	e.sealed = int64(first)
	e.statements = now.insert(first)
	if chance.IntN(2) == 0 {
		e.statements = append(e.statements, statement{`DELETE FROM checkpoints WHERE origin = ? AND size > ?`, []any{origin, first}})
	}
	if origin == roundOrigin {
		before := a.ledgers[registerOrigin]
		register := before.copy()
		a.w.must(register.follow(was, now))
		if at := register.parts(before); at >= 0 {
			e.statements = append(e.statements, register.insert(at)...)
		}
	}
	return e
}

// alter alters entries from a place on, those behind `to` only in their numbers, and answers how; empty where it did not.
func (a *arsenal) alter(chance *rand.Rand, l *stored, at, to int) (kind string) {
	other := at + 1 + chance.IntN(3)
	switch n := chance.IntN(9); {
	case n == 0:
		l.items = l.items[:at]
		return "forge: truncate"
	case n == 1:
		l.items = slices.Delete(l.items, at, at+1)
		kind = "forge: leave out"
	case n == 2 && other < to:
		l.items[at], l.items[other] = l.items[other], l.items[at]
		kind = "forge: exchange two entries"
	case n == 3:
		l.items = slices.Insert(l.items, at, l.items[at])
		kind = "forge: enter twice"
	case n <= 5:
		return a.retext(chance, l, at, other)
	default:
		l.items[at].bytes = a.rewrite(chance, l.items[at].bytes)
		return "forge: alter an entry"
	}
	l.renumber()
	return kind
}

// retext puts another text in the place of one, or exchanges the texts of two entries, such as the persons of two
// participants, with commitments that they open.
func (a *arsenal) retext(chance *rand.Rand, l *stored, at, other int) string {
	x := &l.items[at]
	if len(x.texts) == 0 {
		return ""
	}
	if other < len(l.items) && len(l.items[other].texts) > 0 && chance.IntN(2) == 0 {
		y := &l.items[other]
		x.texts, y.texts = slices.Clone(x.texts), slices.Clone(y.texts)
		i, j := chance.IntN(len(x.texts)), chance.IntN(len(y.texts))
		s, t := x.texts[i], y.texts[j]
		x.texts[i].Value, y.texts[j].Value = t.Value, s.Value
		l.recommit(at, s, x.texts[i])
		l.recommit(other, t, y.texts[j])
		return "forge: exchange texts with their commitments"
	}
	x.texts = slices.Clone(x.texts)
	t := &x.texts[chance.IntN(len(x.texts))]
	was := *t
	t.Value, t.Nonce[0] = t.Value+" anders", t.Nonce[0]^1
	l.recommit(at, was, *t)
	return "forge: another text with its commitment"
}

// recommit lets an entry commit to a text in the place of another.
func (l *stored) recommit(at int, was, now workflow.Text) {
	l.items[at].bytes = changed(l.items[at].bytes, func(e *ledger.Entry) { e.Data = l.recommitted(e.Data, e.Seq, e.Seq, was, now) })
}

var number = regexp.MustCompile(`:([0-9]+)`)

// rewrite alters an entry as somebody would who wants it to pass.
func (a *arsenal) rewrite(chance *rand.Rand, b []byte) []byte {
	return changed(b, func(e *ledger.Entry) {
		switch chance.IntN(6) {
		case 0:
			e.Salt[chance.IntN(32)] ^= 1
		case 1:
			e.At++
		case 2:
			e.Command += "x"
		case 3:
			e.Actor = a.people[chance.IntN(len(a.people))]
		case 4: // a number in it
			all := number.FindAllSubmatchIndex(e.Data, -1)
			if len(all) == 0 {
				e.Salt[0] ^= 2
				return
			}
			x := all[chance.IntN(len(all))]
			n, err := strconv.Atoi(string(e.Data[x[2]:x[3]]))
			if err != nil {
				return
			}
			e.Data = slices.Concat(e.Data[:x[2]], []byte(strconv.Itoa(n+1)), e.Data[x[3]:])
		default: // a word in it
			e.Data = []byte(words[chance.IntN(len(words))].Replace(string(e.Data)))
		}
	})
}

// words are exchanged for others that may stand in their places.
var words = []*strings.Replacer{
	strings.NewReplacer(`"yes"`, `"no"`, `"no"`, `"yes"`, `"abstain"`, `"yes"`),
	strings.NewReplacer(`"selected"`, `"not_selected"`, `"not_selected"`, `"selected"`),
	strings.NewReplacer(`"value":"0"`, `"value":"4"`, `"value":"1"`, `"value":"2"`, `"value":"2"`, `"value":"1"`, `"value":"3"`, `"value":"0"`),
	strings.NewReplacer(`"as":"coordinator"`, `"as":"operator"`, `"as":"operator"`, `"as":"coordinator"`, `"as":"member"`, `"as":"coordinator"`),
}
