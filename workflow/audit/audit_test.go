package audit_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

var (
	main      = roundtest.RoundOrigin(roundtest.Main)
	abandoned = roundtest.RoundOrigin(roundtest.Abandoned)
	elsewhere = roundtest.RoundOrigin(roundtest.Elsewhere)
	register  = roundtest.RoundOrigin("")
)

// recorded is the story as it was written; tests alter clones of it.
var recorded = sync.OnceValue(func() *roundtest.Tape { return write(1) })

func write(seed byte) *roundtest.Tape {
	tape := roundtest.NewTape()
	c := roundtest.New(panicking{}, tape, seed)
	defer c.Close()
	c.Play(roundtest.Story(roundtest.Policy(panicking{}), roundtest.ImportPolicy(panicking{}))...)
	return tape
}

type panicking struct{}

func (panicking) Helper()                           {}
func (panicking) Fatalf(format string, args ...any) { panic(format) }

func check(t testing.TB, tape audit.Source, opt audit.Options) *audit.Report {
	t.Helper()
	report, err := audit.Check(context.Background(), tape, register, strings.TrimSuffix(main, roundtest.Main), opt)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// of is the report on one ledger.
func of(t testing.TB, r *audit.Report, origin string) *audit.Ledger {
	t.Helper()
	name := origin[strings.LastIndex(origin, "/")+1:]
	for i := range r.Ledgers {
		if r.Ledgers[i].Round == name {
			return &r.Ledgers[i]
		}
	}
	t.Fatalf("no report on %s", name)
	return nil
}

func result(l *audit.Ledger, s audit.Step) audit.Result {
	for _, r := range l.Steps {
		if r.Step == s {
			return r.Result
		}
	}
	return ""
}

// The control: nothing is wrong with what was not altered, and what was not checked is not called ok.
func TestUntouchedRecordIsOK(t *testing.T) {
	t.Parallel()
	r := check(t, recorded(), audit.Options{Lang: "de"})
	if !r.OK || len(r.Ledgers) != 5 || r.Ledgers[0].Round != "register" {
		t.Fatalf("%+v", r)
	}
	total := uint64(0)
	for i := range r.Ledgers {
		l := &r.Ledgers[i]
		total += l.Entries
		if len(l.Findings) != 0 || l.FirstBad != nil {
			t.Errorf("%s: %+v", l.Round, l.Findings)
		}
		for _, s := range l.Steps {
			want := audit.OK
			if s.Step == audit.Index || s.Step == audit.Anchored || s.Step == audit.Witnesses || s.Step == audit.Decisions && l.Recorded > 0 {
				want = audit.NotChecked
			}
			if s.Result != want || (s.Why == "") != (want == audit.OK) {
				t.Errorf("%s: %+v", l.Round, s)
			}
		}
	}
	if r.Entries != total || of(t, r, elsewhere).Recorded != 1 || of(t, r, main).Recorded != 0 {
		t.Errorf("%d entries in all, %d recorded elsewhere", r.Entries, of(t, r, elsewhere).Recorded)
	}
	one := check(t, recorded(), audit.Options{Round: roundtest.Elsewhere})
	if len(one.Ledgers) != 2 || !one.OK {
		t.Errorf("one round: %+v", one)
	}
}

// tables is a source of differences.
type tables []audit.Difference

func (d tables) CompareIndex(_ context.Context, state workflow.Ledger) ([]audit.Difference, error) {
	if state.LedgerOrigin() != main {
		return nil, nil
	}
	if len(d) == 0 {
		return nil, errors.New("no table")
	}
	return d, nil
}

func TestTablesAreCompared(t *testing.T) {
	t.Parallel()
	r := check(t, recorded(), audit.Options{Tables: tables{{Way: audit.RowStray, Table: "scores", Key: "s"}, {Way: audit.RowMissing, Table: "votes", Key: "v"}}})
	l := of(t, r, main)
	if r.OK || result(l, audit.Index) != audit.Failed || len(l.Findings) != 2 || result(of(t, r, elsewhere), audit.Index) != audit.OK {
		t.Errorf("%+v", l)
	}
	_, err := audit.Check(t.Context(), recorded(), register, "", audit.Options{Tables: tables{}})
	if err == nil {
		t.Error("tables that cannot be read are no finding")
	}
}

// entry changes the envelope or the data of an entry and keeps its form.
func entry(t testing.TB, b []byte, change func(*ledger.Entry)) []byte {
	t.Helper()
	var e ledger.Entry
	if err := ledger.ParseEntry(b, &e); err != nil {
		t.Fatal(err)
	}
	e.Data = bytes.Clone(e.Data)
	change(&e)
	out, err := ledger.AppendEntry(nil, &e)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// data replaces a piece of an entry's data.
func data(t testing.TB, b []byte, old, with string) []byte {
	t.Helper()
	return entry(t, b, func(e *ledger.Entry) {
		if !bytes.Contains(e.Data, []byte(old)) {
			t.Fatalf("%s does not contain %s", e.Data, old)
		}
		e.Data = bytes.Replace(e.Data, []byte(old), []byte(with), 1)
	})
}

// find is the n-th entry of a type on a proposal, counted from 0.
func find(t testing.TB, entries [][]byte, kind, proposal string, n int) int {
	t.Helper()
	for i, b := range entries {
		var e ledger.Entry
		if err := ledger.ParseEntry(b, &e); err != nil {
			t.Fatal(err)
		}
		if e.Type == kind && e.Proposal == proposal {
			if n--; n < 0 {
				return i
			}
		}
	}
	t.Fatalf("no %s of %q", kind, proposal)
	return 0
}

// renumber gives entries the numbers of their places, so that only the rules can tell.
func renumber(t testing.TB, entries [][]byte) {
	t.Helper()
	for i := range entries {
		entries[i] = entry(t, entries[i], func(e *ledger.Entry) { e.Seq = uint64(i) })
	}
}

// altered is a clone of the record with one ledger changed; with reseal leaves and root are computed anew, as somebody
// would who can write all that is stored.
func altered(origin string, reseal bool, change func(*roundtest.Reel)) *roundtest.Tape {
	tape := recorded().Clone()
	tape.Alter(origin, func(r *roundtest.Reel) {
		change(r)
		if reseal {
			r.Reseal()
		}
	})
	return tape
}

func contains(l *audit.Ledger, seq int, step audit.Step) bool {
	return slices.ContainsFunc(l.Findings, func(f audit.Finding) bool { return f.Seq == int64(seq) && f.Step == step && f.What != "" })
}
