package receipt_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
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

// cosigner is a witness, with its public key.
func cosigner(t *testing.T, seed byte) (*proof.Cosigner, string) {
	t.Helper()
	text, public, err := proof.NewCosigner(rand.NewChaCha8([32]byte{seed}), "zeuge.example.org")
	must(t, err)
	w, err := proof.ParseCosigner(text)
	must(t, err)
	return w, public
}

// Whoever names witnesses with a promise and the whole record learns whether they have cosigned the record; with a promise alone that
// nothing could be asked.
func TestWitnessesOfARecord(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.scores(roundtest.Ada, 3)
	entry, _ := o.last(workflow.KindScoresCast)
	promise := o.promise(entry)
	w, public := cosigner(t, 30)
	_, other := cosigner(t, 31)
	in := o.record(whole)
	c, err := proof.Read(in.Note, in.Origin)
	must(t, err)
	line, err := w.Cosign(c, time.Unix(1_800_000_000, 0))
	must(t, err)
	signed := in.Note
	for name, x := range map[string]struct {
		note []byte
		keys []string
		want audit.Result
		says string
	}{
		"cosigned":   {append(bytes.Clone(signed), line...), []string{public}, audit.OK, "1 von 1 Zeugen haben den Prüfpunkt"},
		"by another": {append(bytes.Clone(signed), line...), []string{other}, audit.Failed, "0 von 1 Zeugen"},
		"by nobody":  {signed, []string{public}, audit.Failed, "Verlangen Sie eine neuere Akte."},
		"forged":     {append(bytes.Clone(signed), bytes.Replace(line, []byte("AAAA"), []byte("AAAB"), 1)...), []string{public}, audit.Failed, "gefälscht"},
		"unasked":    {signed, nil, audit.NotChecked, "Nennen Sie sie mit --witness"},
	} {
		rule, err := proof.NewRule(len(x.keys), x.keys...)
		must(t, err)
		in.Note = x.note
		r, err := receipt.CheckWithin(promise, in, receipt.Options{Lang: "de", Keys: []proof.Verifier{o.key}, Rule: rule})
		must(t, err)
		s := r.Steps[len(r.Steps)-1]
		said := s.Why + strings.Join(r.Findings, " ")
		if s.Step != audit.Witnesses || s.Result != x.want || r.OK == (x.want == audit.Failed) || !strings.Contains(said, x.says) || came(r) != "++++" {
			t.Errorf("%s: %+v %s", name, s, said)
		}
		alone, err := receipt.Check(promise, nil, receipt.Options{Lang: "de", Keys: []proof.Verifier{o.key}, Rule: rule})
		must(t, err)
		if s := alone.Steps[len(alone.Steps)-1]; s.Step != audit.Witnesses || s.Result != audit.NotChecked || !strings.Contains(s.Why, "Eine Zusage enthält keinen Prüfpunkt") || !alone.OK {
			t.Errorf("%s, the promise alone: %+v", name, s)
		}
	}
}
