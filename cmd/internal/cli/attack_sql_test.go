package cli

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gremium/store/attack"
	"gremium/workflow/audit"
)

// statement is a piece of SQL that somebody runs who goes around Gremium.
type statement struct {
	text string
	args []any
}

func (s statement) String() string {
	parts := make([]string, len(s.args))
	for i, a := range s.args {
		parts[i] = fmt.Sprintf("%v", a)
		if b, ok := a.([]byte); ok {
			parts[i] = fmt.Sprintf("x'%x'", b)
		}
	}
	return s.text + " -- " + strings.Join(parts, ", ")
}

// edit is one attack on the database.
type edit struct {
	kind       string
	statements []statement
	touches    []string     // the tables that it changes; none where it changes what the database consists of
	steps      []audit.Step // of which one at least must fail
	origin     string       // the ledger that must be said to be wrong; empty where any may be
	rebuild    bool         // make the index tables from the altered entries, where these can be played
	reopen     bool         // the installation has to be opened anew to see it
	sealed     int64        // first altered entry of what has hashes that fit together, -1 otherwise
	exits      bool         // ask the command itself as well
	code       int          // how it ended then
	bad        *int64       // the entry that must be named as the first bad one; nil where it need not be
}

// tried runs an edit, asks for a check and takes the edit back. The report is nil where the database does not let it happen,
// or nothing is altered by it.
func (w *world) tried(e *edit, tables []*rowset) *audit.Report {
	w.t.Helper()
	defer w.restore()
	altered := func(s *rowset) bool { return slices.Contains(e.touches, s.name) && s.altered(w) }
	if w.run(e) != nil || len(e.touches) > 0 && !slices.ContainsFunc(tables, altered) {
		return nil
	}
	if e.rebuild {
		_ = w.house.db.Rebuild(w.t.Context()) // which refuses entries that the rules forbid: an attacker gives up there
	}
	if e.reopen {
		w.must(w.house.Close())
		defer func() {
			if w.house != nil {
				w.must(w.house.Close())
			}
			w.restore()
			w.must(w.enter())
		}()
		if w.enter() != nil {
			w.house = nil
			return &audit.Report{} // there is nothing that could be checked
		}
	}
	if e.exits {
		e.code, _ = w.command("log", "verify")
	}
	return w.verify()
}

// run carries the statements out, with the guards out of the way and put back behind.
func (w *world) run(e *edit) (err error) {
	ctx := w.t.Context()
	tx, err := w.raw.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			w.must(tx.Rollback())
		}
	}()
	var all []statement
	if slices.ContainsFunc(e.touches, func(t string) bool { return strings.Contains("entries segments documents installation", t) }) {
		for _, g := range w.guards {
			all = append(all, statement{text: "DROP TRIGGER " + strings.Fields(g)[2]})
		}
		all = append(all, e.statements...)
		for _, g := range w.guards {
			all = append(all, statement{text: g})
		}
	} else {
		all = e.statements
	}
	for _, s := range all {
		if _, err := tx.ExecContext(ctx, s.text, s.args...); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return tx.Commit()
}

// wrong is what is wrong with how an edit came out; empty where it was found as it must be.
func (w *world) wrong(e *edit, r *audit.Report) string {
	switch {
	case r.OK:
		return "not found"
	case e.reopen && len(r.Ledgers) == 0:
		return ""
	case e.origin != "" && of(r, e.origin).OK():
		return "not found in " + e.origin
	case e.exits && e.code != 4:
		return fmt.Sprintf("the command ends with %d", e.code)
	case !fails(r, e.steps...):
		return fmt.Sprintf("none of %v failed", e.steps)
	}
	l := of(r, e.origin)
	if e.bad != nil && (l.FirstBad == nil || *l.FirstBad != *e.bad) {
		return fmt.Sprintf("entry %d is not named first", *e.bad)
	}
	if e.sealed >= 0 && l.Altered != nil && (uint64(e.sealed) < l.Altered.From || uint64(e.sealed) > l.Altered.To) { //nolint:gosec // A number of an entry.
		return fmt.Sprintf("entry %d is not between %d and %d", e.sealed, l.Altered.From, l.Altered.To)
	}
	for _, f := range l.Findings { // texts can be missed at an earlier entry whose erasure is gone
		if f.Seq >= 0 && f.Seq < e.sealed && f.Step != audit.Texts {
			return fmt.Sprintf("entry %d is named before the first altered one, %d", f.Seq, e.sealed)
		}
	}
	return ""
}

// TestAttackByEdits makes random edits of the database, with hashes computed again where an attacker would, and lets the check
// of `gremium log verify` look at each.
func TestAttackByEdits(t *testing.T) {
	t.Parallel()
	byEdits(newWorld(t), "random edits of the database", attack.Tries(100, 10_000))
}

// TestAttackByEditsOfSegments is the same where entries of the round stand in segments.
func TestAttackByEditsOfSegments(t *testing.T) {
	t.Parallel()
	byEdits(newSealedWorld(t), "random edits of the database with segments", attack.Tries(60, 3_000))
}

// byEdits makes so many edits.
func byEdits(w *world, name string, tries int) {
	t := w.t
	t.Helper()
	if r := w.verify(); !r.OK {
		t.Fatalf("untouched: %+v", r)
	}
	o := attack.Outcome{Name: name, Control: "the same in the window behind the lock file"}
	kinds := map[string]int{}
	seed, n := attack.Seed(t), uint64(tries) //nolint:gosec // A number of tries.
	from := uint64(0)
	if alone, ok := attack.Case(t); ok {
		from, n = alone, 1
	}
	a := newArsenal(w)
	for i := from; i < from+n; i++ {
		chance := rand.New(rand.NewPCG(seed, i))
		e, r := a.next(chance, i%20 == 0)
		o.Tries++
		if what := w.wrong(e, r); what != "" {
			t.Errorf("GREMIUM_ATTACK_SEED=%d GREMIUM_ATTACK_CASE=%d, %s: %s\n%s", seed, i, e.kind, what, sqlOf(e))
			continue
		}
		o.Found++
		kinds[e.kind]++
	}
	t.Logf("%v", kinds)
	if r := w.verify(); !r.OK {
		t.Fatalf("after all was taken back: %+v", r)
	}
	for i := range uint64(attack.Tries(12, 200)) {
		e := a.window(rand.New(rand.NewPCG(seed, 1<<32+i)))
		if r := w.tried(e, a.tables); r != nil {
			if o.Blind++; r.OK {
				o.Missed++
			}
		}
	}
	o.Report(t)
}

func sqlOf(e *edit) string {
	var b strings.Builder
	for i, s := range e.statements {
		if i == 12 {
			fmt.Fprintf(&b, "… and %d more\n", len(e.statements)-i)
			break
		}
		line := s.String()
		fmt.Fprintln(&b, line[:min(len(line), 400)])
	}
	return b.String()
}
