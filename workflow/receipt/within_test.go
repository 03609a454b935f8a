package receipt_test

import (
	"bytes"
	"errors"
	"iter"
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
	"gremium/workflow/roundtest"
)

// record is the whole ledger as somebody has got it, each entry as change has it; nil for one that is not there.
func (o *office) record(change func(i int, b []byte) []byte) *receipt.Ledger {
	o.t.Helper()
	all := o.entries()
	_, signed := o.checkpoint()
	return &receipt.Ledger{Origin: roundtest.RoundOrigin(roundtest.Main), Note: signed, Entries: iter.Seq2[audit.StoredEntry, error](func(yield func(audit.StoredEntry, error) bool) {
		for i, b := range all {
			if !yield(audit.StoredEntry{Bytes: change(i, b), Leaf: ledger.LeafHash(b)}, nil) {
				return
			}
		}
	})}
}

func whole(_ int, b []byte) []byte { return b }

func (o *office) within(promise []byte, in *receipt.Ledger, keys ...proof.Verifier) *receipt.Report {
	o.t.Helper()
	r, err := receipt.CheckWithin(promise, in, receipt.Options{Lang: "de", Keys: keys})
	must(o.t, err)
	return r
}

// In the whole record a promised entry is found, or is missing, which breaks the promise where both are signed and the record goes further.
func TestPromiseWithinTheRecord(t *testing.T) {
	t.Parallel()
	o, fork := newOffice(t), newOffice(t)
	short := o.record(whole)
	o.scores(roundtest.Ada, 3)
	entry, index := o.last(workflow.KindScoresCast)
	promise := o.promise(entry)
	o.scores(roundtest.Ben, 2)
	fork.scores(roundtest.Ada, 1)
	fork.scores(roundtest.Ben, 1)
	for what, c := range map[string]struct {
		report *receipt.Report
		want   string
		broken bool
	}{
		"it is there":               {o.within(promise, o.record(whole), o.key), "++++", false},
		"without a key":             {o.within(promise, o.record(whole)), "..++", false},
		"hashes alone":              {o.within(promise, o.record(func(int, []byte) []byte { return nil }), o.key), "++..", false},
		"the record ends before it": {o.within(promise, short, o.key), "+...", false},
		"a fork":                    {fork.within(promise, fork.record(whole), o.key), "+-..", true},
		"a fork, without a key":     {fork.within(promise, fork.record(whole)), ".-..", false},
		"a record that was altered": {o.within(promise, o.record(func(i int, b []byte) []byte {
			if i == int(index) {
				return bytes.Replace(b, []byte(`"3"`), []byte(`"1"`), 1)
			}
			return b
		}), o.key), "+-..", false},
	} {
		if got := came(c.report); got != c.want || c.report.Broken != c.broken || c.report.OK == strings.Contains(c.want, "-") {
			t.Errorf("%s: %s, want %s; broken %v: %v", what, got, c.want, c.report.Broken, c.report.Findings)
		}
	}
	p, err := receipt.Of(entry)
	must(t, err)
	p.Version = 7
	claims, err := proof.SignPromise(p, o.signer)
	must(t, err)
	if r := o.within(claims, o.record(whole), o.key); came(r) != "+++-" || r.Broken {
		t.Errorf("a promise that says other things of the entry: %s", came(r))
	}
	p.Origin = "gremium.example.org/round/other"
	other, err := proof.SignPromise(p, o.signer)
	must(t, err)
	if r := o.within(other, o.record(whole), o.key); came(r) != "+-.." || r.Broken {
		t.Errorf("a promise about another record: %s", came(r))
	}
	if _, err := receipt.CheckWithin([]byte("x"), o.record(whole), receipt.Options{}); !errors.Is(err, proof.ErrPromise) {
		t.Errorf("%v", err)
	}
	in := o.record(whole)
	in.Note = nil
	if _, err := receipt.CheckWithin(promise, in, receipt.Options{}); !errors.Is(err, proof.ErrCheckpoint) {
		t.Errorf("%v", err)
	}
}
