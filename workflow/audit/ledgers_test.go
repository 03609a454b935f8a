package audit_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

func TestLedgersAreAccountedFor(t *testing.T) {
	t.Parallel()
	digest := roundtest.Policy(t).Digest()
	added := roundtest.RoundOrigin("r9")
	for name, c := range map[string]struct {
		change func(*roundtest.Tape)
		in     string // the ledger that is said to be wrong
		failed audit.Step
	}{
		"a round removed":  {func(tape *roundtest.Tape) { tape.Remove(abandoned) }, register, audit.Tree},
		"a round emptied":  {func(tape *roundtest.Tape) { tape.Alter(abandoned, empty) }, abandoned, audit.Tree},
		"the register":     {func(tape *roundtest.Tape) { tape.Remove(register) }, main, audit.Tree},
		"a round added":    {func(tape *roundtest.Tape) { add(t, tape, added) }, added, audit.Tree},
		"another opening":  {func(tape *roundtest.Tape) { tape.Alter(abandoned, exchange(write(7))) }, abandoned, audit.Tree},
		"no policy":        {func(tape *roundtest.Tape) { tape.SetDocument(digest, nil) }, register, audit.Rules},
		"another policy":   {func(tape *roundtest.Tape) { tape.SetDocument(digest, roundtest.ImportPolicy(t).Canonical()) }, main, audit.Rules},
		"an edited policy": {func(tape *roundtest.Tape) { tape.SetDocument(digest, edited(t)) }, main, audit.Rules},
		"no JSON":          {func(tape *roundtest.Tape) { tape.SetDocument(digest, []byte("{")) }, main, audit.Rules},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tape := recorded().Clone()
			c.change(tape)
			r := check(t, tape, audit.Options{Lang: "de"})
			if l := of(t, r, c.in); r.OK || result(l, c.failed) != audit.Failed {
				t.Errorf("not found: %+v", l)
			}
			for i := range r.Ledgers {
				for _, f := range r.Ledgers[i].Findings {
					if f.What == "" || strings.Contains(f.What, "%!") {
						t.Errorf("badly said: %+v", f)
					}
				}
			}
		})
	}
}

func empty(r *roundtest.Reel) { *r = roundtest.Reel{} }

func exchange(with *roundtest.Tape) func(*roundtest.Reel) {
	return func(r *roundtest.Reel) { with.Alter(abandoned, func(other *roundtest.Reel) { *r = *other }) }
}

// add puts a round behind the register's back, with every entry in order.
func add(t *testing.T, tape *roundtest.Tape, origin string) {
	t.Helper()
	entries := tape.Bytes(abandoned)
	tape.Alter(origin, func(r *roundtest.Reel) {
		for _, b := range entries {
			r.Entries = append(r.Entries, entry(t, b, func(e *ledger.Entry) { e.Origin = origin }))
		}
		r.Reseal()
	})
}

// edited is a valid policy that is not the one adopted.
func edited(t *testing.T) []byte {
	t.Helper()
	return roundtest.Policy(t, "per_proposal: 3", "per_proposal: 2").Canonical()
}

func flip(b []byte, at, bit int) []byte {
	out := bytes.Clone(b)
	out[at] ^= 1 << bit
	return out
}

// The report says the same however the work falls on the cores: every ledger is damaged, in places far apart.
func TestReportIsAlwaysTheSame(t *testing.T) {
	t.Parallel()
	tape := recorded().Clone()
	for _, origin := range tape.Origins() {
		tape.Alter(origin, func(r *roundtest.Reel) {
			for i := 0; i < len(r.Leaves); i += 7 {
				r.Leaves[i][0] ^= 1
			}
			for i := 0; i < len(r.Texts); i += 3 {
				r.Texts[i].Value += "!"
			}
			r.Head.Size++
		})
	}
	var first []byte
	for range 12 {
		got, err := json.Marshal(check(t, tape, audit.Options{Lang: "de"}))
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = got
		}
		if !bytes.Equal(got, first) {
			t.Fatalf("at first\n%s\nand then\n%s", first, got)
		}
	}
}
