package receipt_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
	"gremium/workflow/roundtest"
)

// Cosignatures go along with the checkpoint, and count against the rule of whoever checks.
func TestWitnessesOfAProof(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.scores(roundtest.Ada, 3)
	entry, index := o.last(workflow.KindScoresCast)
	leaves, signed := o.checkpoint()
	c, err := proof.Read(signed, roundtest.RoundOrigin(roundtest.Main))
	must(t, err)
	var keys []string
	for seed := range byte(3) {
		text, public, err := proof.NewCosigner(rand.NewChaCha8([32]byte{20 + seed}), fmt.Sprintf("zeuge%d.example.org", seed))
		must(t, err)
		keys = append(keys, public)
		w, err := proof.ParseCosigner(text)
		must(t, err)
		if seed == 2 {
			break // has not cosigned
		}
		line, err := w.Cosign(c, time.Unix(1_800_000_000, 0))
		must(t, err)
		signed = append(signed, line...)
	}
	r, err := receipt.Prove(entry, c.Origin, index, leaves, signed)
	must(t, err)
	for want, quorum := range map[audit.Result]int{audit.OK: 2, audit.Failed: 3} {
		rule, err := proof.NewRule(quorum, keys...)
		must(t, err)
		got, err := receipt.Check(r.Text(), nil, receipt.Options{Lang: "de", Keys: []proof.Verifier{o.key}, Rule: rule})
		must(t, err)
		if s := got.Steps[len(got.Steps)-1]; s.Step != audit.Witnesses || s.Result != want || got.OK != (want == audit.OK) {
			t.Errorf("%d of 3: %+v %v", quorum, s, got.Findings)
		}
	}
	if got := o.checked(r.Text(), nil, o.key); got.Steps[4].Result != audit.NotChecked || got.Steps[4].Why == "" || came(got) != "+++." {
		t.Errorf("%+v", got.Steps)
	}
}
