package audit_test

import (
	"strings"
	"testing"
	"time"

	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

// Missing cosignatures are told from a record that does not hold, and from a witness that knows another one.
func TestOnlyCosignaturesAreMissing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*bench, *roundtest.Tape, *audit.Outside)
		want   bool
	}{
		"missing": {func(*bench, *roundtest.Tape, *audit.Outside) {}, true},
		"altered": {func(_ *bench, tape *roundtest.Tape, _ *audit.Outside) { tape.Alter(elsewhere, fork) }, false},
		"contradicted": {func(b *bench, _ *roundtest.Tape, _ *audit.Outside) {
			line, err := b.keys[0].Cosign(proof.Checkpoint{Origin: main, Size: 9, Root: ledger.LeafHash([]byte("other"))}, time.Unix(1, 0))
			if err != nil {
				b.t.Fatal(err)
			}
			b.lines[main] = append(b.lines[main], proof.Cosignature{Origin: main, Size: 9, Key: b.names[0], Line: line})
		}, false},
		"refused": {func(b *bench, _ *roundtest.Tape, out *audit.Outside) {
			for i := range b.names {
				out.Troubles = append(out.Troubles, proof.Trouble{Origin: main, Key: b.names[i], Code: proof.Diverged, Told: 9})
			}
		}, false},
		"nobody named": {func(_ *bench, _ *roundtest.Tape, out *audit.Outside) { out.Rule = proof.Rule{} }, false},
	} {
		b, tape := newBench(t), recorded().Clone()
		out := b.outside()
		c.change(b, tape, out)
		r := check(t, tape, audit.Options{Lang: "de", Outside: out})
		if r.OnlyLacks() != c.want || r.OK != (name == "nobody named") {
			t.Errorf("%s: %v, ok %v", name, r.OnlyLacks(), r.OK)
		}
	}
}

// Witnesses that were just named have time for what was there before; an instant that lies ahead gives none.
func TestNewWitnessesHaveTime(t *testing.T) {
	t.Parallel()
	tape, now := recorded(), time.Date(2031, 5, 4, 12, 0, 0, 0, time.UTC)
	for past, want := range map[time.Duration]audit.Result{
		time.Second: audit.NotChecked, audit.Grace - time.Second: audit.NotChecked, -time.Minute: audit.NotChecked,
		audit.Grace: audit.Failed, -audit.Grace: audit.Failed, -1000 * time.Hour: audit.Failed,
	} {
		out := newBench(t).outside()
		out.Now, out.Since = now, now.Add(-past)
		r := check(t, tape, audit.Options{Lang: "de", Outside: out})
		for i := range r.Ledgers {
			if l := &r.Ledgers[i]; result(l, audit.Witnesses) != want || want == audit.NotChecked && !strings.Contains(why(l), "Noch nicht") {
				t.Errorf("named %v ago, %s: %+v", past, l.Round, l.Steps)
			}
		}
		told := false
		for _, n := range of(t, r, register).Notes {
			told = told || strings.Contains(n.What, "mit denen der Server seit ")
		}
		if !told {
			t.Errorf("named %v ago: not told since when", past)
		}
	}
}
