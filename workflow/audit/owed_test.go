package audit_test

import (
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
