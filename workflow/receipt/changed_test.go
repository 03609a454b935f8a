package receipt_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
	"gremium/workflow/roundtest"
)

// A promise or a record that is signed by the earlier key counts up to the change of the key, where the register says when that was.
func TestEarlierKeyCountsUpToTheChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	secret, public, err := proof.NewKey(rand.NewChaCha8([32]byte{7}), "gremium.example.org")
	must(t, err)
	o.scores(roundtest.Ada, 3)
	entry, _ := o.last(workflow.KindScoresCast)
	early, before := o.promise(entry), o.record(whole)
	next, _ := roundtest.Key("b")
	signature, err := proof.Vouch(o.signer, public, next)
	must(t, err)
	o.Play(roundtest.Unit{{Person: roundtest.Otto, As: workflow.Operator, Command: &workflow.RotateKey{Old: public, New: next, Signature: signature}}})
	o.scores(roundtest.Ben, 2)
	entry, _ = o.last(workflow.KindScoresCast)
	late, after := o.promise(entry), o.record(whole)
	p, err := receipt.Of(entry)
	must(t, err)
	_, present := roundtest.Key("b")
	signer, err := proof.ParseSigner(present)
	must(t, err)
	right, err := proof.SignPromise(p, signer)
	must(t, err)
	verifier, err := proof.ParseVerifier(next)
	must(t, err)
	book, _, err := o.Engine.Register(t.Context())
	must(t, err)
	for name, c := range map[string]struct {
		promise []byte
		in      *receipt.Ledger
		book    *workflow.Register
		want    string
		says    string
	}{
		"both ahead of the change":    {early, before, book, "++++", ""},
		"the record behind it":        {early, after, book, "+-++", "nach dem Schlüsselwechsel unterschrieben"},
		"the promise behind it":       {late, after, book, "--++", "über einen Eintrag nach dem Schlüsselwechsel"},
		"by the present key":          {right, after, book, "+-++", "nach dem Schlüsselwechsel unterschrieben"},
		"control: no register at all": {late, after, nil, "++++", ""},
	} {
		c.in.Book = c.book
		r := o.within(c.promise, c.in, o.key, verifier)
		if came(r) != c.want || r.Broken || !strings.Contains(strings.Join(r.Findings, " "), c.says) {
			t.Errorf("%s: %s, want %s: %v", name, came(r), c.want, r.Findings)
		}
	}
	if proof.NameOf(secret) == proof.NameOf(public) {
		t.Error("a signer is called as its key is")
	}
}

// A promise by an earlier key over an entry that is nowhere proves nothing against the office: its instant is the word of whoever holds that key.
func TestEarlierKeyDatesBack(t *testing.T) {
	t.Parallel()
	o, fork := newOffice(t), newOffice(t)
	_, public, err := proof.NewKey(rand.NewChaCha8([32]byte{7}), "gremium.example.org")
	must(t, err)
	fork.scores(roundtest.Ada, 1)
	invented, _ := fork.last(workflow.KindScoresCast) // of ahead of the change, and not on record
	p, err := receipt.Of(invented)
	must(t, err)
	next, present := roundtest.Key("b")
	signer, err := proof.ParseSigner(present)
	must(t, err)
	verifier, err := proof.ParseVerifier(next)
	must(t, err)
	o.scores(roundtest.Ada, 3)
	o.scores(roundtest.Ben, 2)
	old := o.record(whole)
	early, err := proof.SignPromise(p, o.signer)
	must(t, err)
	right, err := proof.SignPromise(p, signer)
	must(t, err)
	signature, err := proof.Vouch(o.signer, public, next)
	must(t, err)
	o.Play(roundtest.Unit{{Person: roundtest.Otto, As: workflow.Operator, Command: &workflow.RotateKey{Old: public, New: next, Signature: signature}}})
	book, _, err := o.Engine.Register(t.Context())
	must(t, err)
	o.signer = signer
	after := o.record(whole)
	for name, c := range map[string]struct {
		promise []byte
		in      *receipt.Ledger
		book    *workflow.Register
		unheard []string
		keys    []proof.Verifier
		broken  bool
		says    string
	}{
		"the present key":            {right, after, book, nil, []proof.Verifier{o.key, verifier}, true, "gebrochen"},
		"the earlier key":            {early, after, book, nil, []proof.Verifier{o.key, verifier}, false, "zurückdatiert"},
		"the record by the earlier":  {right, old, book, nil, []proof.Verifier{o.key, verifier}, false, "zurückdatiert"},
		"a register without":         {early, old, workflow.NewRegister(book.Origin), []string{proof.NameOf(next)}, []proof.Verifier{o.key, verifier}, false, "weiß nichts vom Schlüssel"},
		"no register, both keys":     {early, old, nil, nil, []proof.Verifier{o.key, verifier}, false, "mehreren Schlüsseln"},
		"control: the only key":      {early, old, nil, nil, []proof.Verifier{o.key}, true, "gebrochen"},
		"control: no change of keys": {early, old, workflow.NewRegister(book.Origin), nil, []proof.Verifier{o.key}, true, "gebrochen"},
	} {
		in := *c.in
		in.Book, in.Unheard = c.book, c.unheard
		r := o.within(c.promise, &in, c.keys...)
		if r.OK || r.Broken != c.broken || !strings.Contains(strings.Join(r.Findings, " "), c.says) {
			t.Errorf("%s: %s, broken %v: %v", name, came(r), r.Broken, r.Findings)
		}
	}
}

// Where entries are withheld, or cannot be read, it is said that nobody can tell how far the file goes, and not that it ends there.
func TestPromiseInARecordThatWithholds(t *testing.T) {
	t.Parallel()
	o, fork := newOffice(t), newOffice(t)
	o.scores(roundtest.Ada, 3)
	entry, _ := o.last(workflow.KindScoresCast)
	promise := o.promise(entry)
	fork.scores(roundtest.Ada, 1)
	fork.scores(roundtest.Ben, 1)
	n := len(fork.entries())
	for name, c := range map[string]struct {
		in   *receipt.Ledger
		want string
		says string
	}{
		"the last ones": {fork.record(func(i int, b []byte) []byte { return keep(i < n-2, b) }), "+...", "die 2 danach"},
		"all":           {fork.record(func(int, []byte) []byte { return nil }), "+...", "Kein Eintrag ist da"},
		"but the last":  {fork.record(func(i int, b []byte) []byte { return keep(i == n-1, b) }), "+-..", "Zusage gebrochen"},
		"damaged at end": {fork.record(func(i int, b []byte) []byte {
			if i == n-1 {
				return []byte("{}")
			}
			return b
		}), "+-..", "nicht den Stand"},
	} {
		r := o.within(promise, c.in, o.key)
		said := strings.Join(r.Findings, " ")
		for _, s := range r.Steps {
			if s.Step == receipt.Inclusion && s.Result == audit.NotChecked {
				said += s.Why
			}
		}
		if came(r) != c.want || !strings.Contains(said, c.says) || strings.Contains(said, "bis  ") {
			t.Errorf("%s: %s, want %s: %s", name, came(r), c.want, said)
		}
	}
}

// keep is b where it is to be kept.
func keep(yes bool, b []byte) []byte {
	if yes {
		return b
	}
	return nil
}
