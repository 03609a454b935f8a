package receipt_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
	"gremium/workflow/roundtest"
)

// office is a round under review in whose name promises and checkpoints are signed.
type office struct {
	t *testing.T
	*roundtest.Committee
	tape   *roundtest.Tape
	rules  *policy.Policy
	signer proof.Signer
	key    proof.Verifier
}

// newOffice is a round under review with one proposal. All have the same key.
func newOffice(t *testing.T) *office {
	t.Helper()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	o := &office{t: t, Committee: c, tape: tape, rules: roundtest.Policy(t)}
	secret, public, err := proof.NewKey(rand.NewChaCha8([32]byte{7}), "gremium.example.org")
	must(t, err)
	o.signer, err = proof.ParseSigner(secret)
	must(t, err)
	o.key, err = proof.ParseVerifier(public)
	must(t, err)
	c.Play(append(roundtest.Found(), roundtest.Adopt(o.rules), roundtest.Open(roundtest.Main, o.rules))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	o.by(roundtest.Olga, workflow.Coordinator, roundtest.Move(workflow.KindCallOpened, ""))
	o.by(roundtest.Sam, workflow.Submitter, roundtest.Submit("a"))
	o.by(roundtest.Olga, workflow.Coordinator, roundtest.Check("a", 1), roundtest.Move(workflow.KindReviewStarted, ""), roundtest.Move(workflow.KindReviewOpened, "a"))
	return o
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) by(person string, as workflow.Capacity, commands ...workflow.Command) {
	for _, c := range commands {
		o.Play(roundtest.Unit{{Round: roundtest.Main, Person: person, As: as, Command: c}})
	}
}

func (o *office) scores(person string, level int) {
	o.by(person, workflow.Member, roundtest.Cast(o.rules, "a", 1, 0, level, level, level, level))
}

// ballot takes the proposal to an open ballot.
func (o *office) ballot(mode workflow.Mode) {
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Dora} {
		o.scores(m, 2)
	}
	o.by(roundtest.Olga, workflow.Coordinator, roundtest.Move(workflow.KindScoringClosed, "a"), roundtest.Move(workflow.KindDeliberationStarted, ""),
		&workflow.OpenBallot{Proposal: "a", Mode: mode})
}

func (o *office) entries() (out [][]byte) {
	o.t.Helper()
	for b, err := range o.tape.Entries(o.t.Context(), roundtest.RoundOrigin(roundtest.Main), 0) {
		must(o.t, err)
		out = append(out, bytes.Clone(b))
	}
	return out
}

// last is the last entry of that kind, and its number.
func (o *office) last(kind workflow.Kind) (entry []byte, index uint64) {
	o.t.Helper()
	all := o.entries()
	for i, b := range slices.Backward(all) {
		if bytes.Contains(b, []byte(`"type":"`+kind.Name()+`"`)) {
			return b, uint64(i)
		}
	}
	o.t.Fatalf("there is no %s", kind.Name())
	return nil, 0
}

// promise is the signed promise over an entry.
func (o *office) promise(entry []byte) []byte {
	o.t.Helper()
	p, err := receipt.Of(entry)
	must(o.t, err)
	signed, err := proof.SignPromise(p, o.signer)
	must(o.t, err)
	return signed
}

// proof is the receipt for an entry by the record as it stands.
func (o *office) proof(entry []byte, index uint64) []byte {
	o.t.Helper()
	leaves, signed := o.checkpoint()
	r, err := receipt.Prove(entry, roundtest.RoundOrigin(roundtest.Main), index, leaves, signed)
	must(o.t, err)
	return r.Text()
}

func (o *office) checkpoint() (leaves []ledger.Hash, signed []byte) {
	o.t.Helper()
	var tree ledger.Tree
	for _, b := range o.entries() {
		leaves = append(leaves, ledger.LeafHash(b))
		tree.Append(leaves[len(leaves)-1])
	}
	signed, err := proof.Sign(proof.Checkpoint{Origin: roundtest.RoundOrigin(roundtest.Main), Size: tree.Size(), Root: tree.Root()}, o.signer)
	must(o.t, err)
	return leaves, signed
}

// checked is the report on files.
func (o *office) checked(file, promise []byte, keys ...proof.Verifier) *receipt.Report {
	o.t.Helper()
	r, err := receipt.Check(file, promise, receipt.Options{Lang: "de", Keys: keys})
	must(o.t, err)
	return r
}

// came is how the steps came out, in order: + ok, - failed, . not checked.
func came(r *receipt.Report) (out string) {
	for _, s := range r.Steps {
		if s.Step == audit.Witnesses {
			continue
		}
		out += map[audit.Result]string{audit.OK: "+", audit.Failed: "-", audit.NotChecked: "."}[s.Result]
		if (s.Why == "") == (s.Result == audit.NotChecked) {
			out += "?"
		}
	}
	return out
}

// From the promise to the proof: what is checked is ok, what is not says why.
func TestPromiseBecomesProof(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.scores(roundtest.Ada, 2)
	entry, index := o.last(workflow.KindScoresCast)
	promise := o.promise(entry)
	o.scores(roundtest.Ben, 1)
	if !bytes.Equal(promise, o.promise(entry)) {
		t.Error("made again it is another one")
	}
	shown := o.proof(entry, index)
	for what, c := range map[string]struct {
		report *receipt.Report
		want   string
	}{
		"a promise":                    {o.checked(promise, nil, o.key), "+..."},
		"a promise without a key":      {o.checked(promise, nil), "...."},
		"a proof":                      {o.checked(shown, nil, o.key), "+++."},
		"a proof with its promise":     {o.checked(shown, promise, o.key), "++++"},
		"a proof without a key":        {o.checked(shown, promise), ".++."},
		"a proof that lacks the entry": {o.checked(bare(t, shown), nil, o.key), "+..."},
		"the same with the promise":    {o.checked(bare(t, shown), promise, o.key), "++.+"},
	} {
		if got := came(c.report); got != c.want || !c.report.OK || c.report.Broken {
			t.Errorf("%s: %s, want %s: %v", what, got, c.want, c.report.Findings)
		}
	}
	r := o.checked(shown, promise, o.key)
	if r.Entry == nil || *r.Entry.Entry != index || r.Entry.Values["innovative"] != "2" || r.Entry.Leaf != r.Promise.Leaf || r.Size != index+2 {
		t.Errorf("%+v", r.Entry)
	}
}

// bare is a proof without the entry.
func bare(t *testing.T, text []byte) []byte {
	t.Helper()
	r, err := proof.ParseReceipt(text)
	must(t, err)
	r.Entry = nil
	return r.Text()
}

// A promise tells nothing but its owner's own: neither number nor size, nor salt, nor what was given. In a world in which others have acted
// before and in between, only the hash is another one.
func TestPromiseTellsNothing(t *testing.T) {
	t.Parallel()
	one, two := newOffice(t), newOffice(t)
	two.scores(roundtest.Ben, 1)
	two.scores(roundtest.Dora, 3)
	var texts [2]string
	for i, o := range []*office{one, two} {
		o.scores(roundtest.Ada, 2)
		entry, _ := o.last(workflow.KindScoresCast)
		p, err := receipt.Of(entry)
		must(t, err)
		signed := o.promise(entry)
		o.scores(roundtest.Eva, 1)
		if !bytes.Equal(signed, o.promise(entry)) {
			t.Error("what others do changes a promise")
		}
		p.Leaf, p.At = ledger.Hash{}, "2027-01-01T00:00:00.000000Z" // the clock of the test goes with every entry
		texts[i], err = p.Text()
		must(t, err)
	}
	if texts[0] != texts[1] {
		t.Errorf("%s\nand in the other world\n%s", texts[0], texts[1])
	}
}

// Of a secret vote nothing can be read in any file: in two worlds that differ in the choice alone all are the same, byte for byte.
func TestSecretChoiceIsInNoReceipt(t *testing.T) {
	t.Parallel()
	var files [2][]byte
	for i, choice := range []policy.Choice{policy.Yes, policy.No} {
		o := newOffice(t)
		o.ballot(workflow.ModeSecret)
		o.by(roundtest.Ada, workflow.Member, &workflow.CastSecretVote{Proposal: "a", Choice: choice})
		entry, index := o.last(workflow.KindBallotVoted)
		files[i] = slices.Concat(o.promise(entry), o.proof(entry, index))
		r := o.checked(o.proof(entry, index), o.promise(entry), o.key)
		if came(r) != "++++" || r.Entry.Values != nil || r.Entry.Version != 0 {
			t.Errorf("%s %+v", came(r), r.Entry)
		}
		for _, word := range []string{"yes", `"no"`, "abstain", "choice"} {
			if bytes.Contains(entry, []byte(word)) {
				t.Errorf("the entry holds %q", word)
			}
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Errorf("the choice changes a receipt:\n%s\n%s", files[0], files[1])
	}
	o := newOffice(t) // the control: an open vote is in its own proof, and not in the promise
	o.ballot(workflow.ModeOpen)
	o.by(roundtest.Ada, workflow.Member, roundtest.Vote("a", policy.No))
	entry, index := o.last(workflow.KindVoteCast)
	if r := o.checked(o.proof(entry, index), nil, o.key); r.Entry.Values["vote"] != "no" {
		t.Errorf("%+v", r.Entry)
	}
	if bytes.Contains(o.promise(entry), []byte("no\n")) {
		t.Error("a promise tells the vote")
	}
}

// A server that forks its ledger behind a promise signs the proof of its own breach.
func TestForkBreaksThePromise(t *testing.T) {
	t.Parallel()
	one, two := newOffice(t), newOffice(t)
	one.scores(roundtest.Ada, 3)
	entry, _ := one.last(workflow.KindScoresCast)
	promise := one.promise(entry)
	two.scores(roundtest.Ada, 1)
	other, index := two.last(workflow.KindScoresCast)
	r := two.checked(two.proof(other, index), promise, two.key)
	if came(r) != "+++-" || r.OK || !r.Broken || !strings.Contains(r.Findings[0], "Die Stelle hat ihre Zusage gebrochen") {
		t.Errorf("%s %+v", came(r), r)
	}
	if r := two.checked(bare(t, two.proof(other, index)), promise, two.key); came(r) != "+-.+" || r.OK {
		t.Errorf("without the entry: %s", came(r))
	}
	if r := two.checked(two.proof(other, index), promise); came(r) != ".++-" || r.Broken || !strings.Contains(r.Findings[0], "nicht geprüft") {
		t.Errorf("without a key nobody is accused: %s %+v", came(r), r.Findings)
	}
	next, _ := roundtest.Key("b")
	second, err := proof.ParseVerifier(next)
	must(t, err)
	if r := two.checked(two.proof(other, index), promise, two.key, second); r.OK || r.Broken || !strings.Contains(r.Findings[0], "mehreren Schlüsseln") {
		t.Errorf("of two keys nobody knows which is in force: %s %+v", came(r), r.Findings)
	}
	_, witness, err := proof.NewCosigner(rand.NewChaCha8([32]byte{9}), "witness.example.org")
	must(t, err)
	rule, err := proof.NewRule(1, witness)
	must(t, err)
	alone, err := receipt.Check(two.proof(other, index), promise, receipt.Options{Lang: "de", Keys: []proof.Verifier{two.key}, Rule: rule})
	if must(t, err); came(alone) != "+++-" || !alone.Broken {
		t.Errorf("too few witnesses excuse a breach: %s %+v", came(alone), alone.Findings)
	}
	leaves, signed := two.checkpoint() // a server that has no such entry cannot make the proof
	if _, err := receipt.Prove(entry, roundtest.RoundOrigin(roundtest.Main), index, leaves, signed); !errors.Is(err, proof.ErrInclusion) {
		t.Errorf("%v", err)
	}
}

// Files that do not belong together accuse nobody.
func TestOtherPromiseIsNoBreach(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.scores(roundtest.Ada, 3)
	first, _ := o.last(workflow.KindScoresCast)
	o.by(roundtest.Ada, workflow.Member, roundtest.Cast(o.rules, "a", 1, 1, 2, 2, 2, 2))
	second, index := o.last(workflow.KindScoresCast)
	r := o.checked(o.proof(second, index), o.promise(first), o.key)
	if came(r) != "+++-" || r.Broken || !strings.Contains(r.Findings[0], "verschiedene Einträge") {
		t.Errorf("%s %+v", came(r), r.Findings)
	}
	forged := bytes.Replace(o.promise(second), []byte("version 2"), []byte("version 3"), 1)
	if r := o.checked(o.proof(second, index), forged, o.key); came(r) != "+++-" || r.Broken {
		t.Errorf("a promise that was altered: %s %v", came(r), r.Findings)
	}
}

// What can be wrong with a proof is named at its step.
func TestWrongProofs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.scores(roundtest.Ada, 3)
	entry, index := o.last(workflow.KindScoresCast)
	good := o.proof(entry, index)
	change := func(f func(r *proof.Receipt)) []byte {
		r, err := proof.ParseReceipt(good)
		must(t, err)
		f(r)
		return r.Text()
	}
	size := func(n uint64) []byte { return fmt.Appendf(nil, "\n%d\n", n) }
	_, public, err := proof.NewKey(rand.NewChaCha8([32]byte{9}), "gremium.example.org")
	must(t, err)
	stranger, err := proof.ParseVerifier(public)
	must(t, err)
	for what, c := range map[string]struct {
		file []byte
		keys []proof.Verifier
		want string
	}{
		"another key":       {good, []proof.Verifier{stranger}, "-++."},
		"another number":    {change(func(r *proof.Receipt) { r.Index-- }), []proof.Verifier{o.key}, "+--."},
		"no path":           {change(func(r *proof.Receipt) { r.Path = nil }), []proof.Verifier{o.key}, "+-+."},
		"an altered entry":  {change(func(r *proof.Receipt) { r.Entry = bytes.Replace(r.Entry, []byte(`"3"`), []byte(`"1"`), 1) }), []proof.Verifier{o.key}, "+-+."},
		"an altered size":   {change(func(r *proof.Receipt) { r.Note = bytes.Replace(r.Note, size(index+1), size(index+9), 1) }), []proof.Verifier{o.key}, "--+."},
		"another ledger's":  {change(func(r *proof.Receipt) { r.Note = bytes.Replace(r.Note, []byte("/round/"), []byte("/runde/"), 1) }), []proof.Verifier{o.key}, "-+-."},
		"not checked by it": {good, nil, ".++."},
	} {
		r := o.checked(c.file, nil, c.keys...)
		if got := came(r); got != c.want || r.OK != !strings.Contains(got, "-") || len(r.Findings) != strings.Count(got, "-") {
			t.Errorf("%s: %s, want %s: %v", what, got, c.want, r.Findings)
		}
	}
	admitted := o.entries()[1]
	if _, err := receipt.Of(admitted); !errors.Is(err, receipt.ErrKind) {
		t.Errorf("a promise over another kind of entry: %v", err)
	}
	other := change(func(r *proof.Receipt) { r.Entry = admitted })
	if _, err := receipt.Check(other, nil, receipt.Options{}); !errors.Is(err, proof.ErrReceipt) {
		t.Errorf("a receipt for another kind of entry: %v", err)
	}
	for _, b := range [][]byte{nil, []byte("x"), good[:40], good[:len(good)-30]} {
		if r, err := receipt.Check(b, nil, receipt.Options{}); err == nil {
			t.Errorf("%q is checked: %+v", b, r)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(proof.ReceiptLine+"\nextra e30=\nindex 0\n\no/1\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— o AAAAAAAA\n"), []byte(proof.PromiseLine+"\n"))
	f.Fuzz(func(t *testing.T, file, promise []byte) {
		r, err := receipt.Check(file, promise, receipt.Options{Lang: "en"})
		known := errors.Is(err, proof.ErrReceipt) || errors.Is(err, proof.ErrPromise) || errors.Is(err, proof.ErrCheckpoint)
		if err != nil && !known || err == nil && len(r.Steps) < 4 {
			t.Errorf("%v %+v", err, r)
		}
	})
}
