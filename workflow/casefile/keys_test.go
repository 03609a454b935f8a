package casefile_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/casefile/stranger"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

// rotation is the record of a small installation that has changed its key while a round was open, and goes on, with a case file of it.
type rotation struct {
	signature func(old, next string) string
	unnoted   bool
	seal      byte // the key that signs the manifest; 0 for the new one
	round     byte // the key that signs the round; 0 for the new one
	still     bool // nothing comes behind the change
	bare      bool // there is no change, and the earlier key signs all: of the time before, or written anew by whoever stole it
	thief     bool // the earlier key signs the register too, change and all
	early     bool // the old key has signed the round as it was at the change, and that is there too
}

func (x rotation) file(t *testing.T) []byte {
	t.Helper()
	_, _, old := key(t, 1)
	_, _, next := key(t, 2)
	tape := roundtest.NewTape()
	c := roundtest.New(fatal{}, tape, 1)
	defer c.Close()
	p := roundtest.Policy(t)
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	heads, err := tape.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !x.bare {
		c.Play(roundtest.Unit{{
			Person: roundtest.Otto, As: workflow.Operator,
			Command: &workflow.RotateKey{Old: old, New: next, Signature: x.signature(old, next), Reason: "Turnus", Unnoted: x.unnoted},
		}})
	}
	if !x.still {
		c.Play(roundtest.Seats(roundtest.Main)...)
	}
	contents := contents(t, tape)
	contents.Keys = []string{old, next}
	sign := func(part *casefile.Part, seed byte, h workflow.Head) {
		signer, _, _ := key(t, max(seed, 1))
		if seed == 0 {
			signer, _, _ = key(t, 2)
		}
		signed, err := proof.Sign(proof.Checkpoint{Origin: part.Origin, Size: h.Size, Root: h.Root}, signer)
		if err != nil {
			t.Fatal(err)
		}
		part.Checkpoints[h.Size] = signed
	}
	by := byte(0)
	if x.bare || x.thief {
		by, x.round, x.seal = 1, 1, 1
	}
	sign(&contents.Register, by, contents.Register.Head)
	sign(&contents.Main, x.round, contents.Main.Head)
	if x.early {
		sign(&contents.Main, 1, heads[main])
	}
	contents.Seal = func(text string) ([]byte, error) {
		signer, _, _ := key(t, 2-x.seal)
		return note.Sign(&note.Note{Text: text}, signer)
	}
	return written(t, tape, contents)
}

// vouch is by whom a change of the key is vouched for.
func vouch(t *testing.T, by proof.Signer) func(old, next string) string {
	return func(old, next string) string {
		s, err := proof.Vouch(by, old, next)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// Whoever holds the earlier key signs nothing that came behind the change, neither a round nor a file. Somebody else's verifier says the same.
func TestStolenKey(t *testing.T) {
	t.Parallel()
	holder, first, old := key(t, 1)
	_, second, next := key(t, 2)
	by := vouch(t, holder)
	for name, c := range map[string]struct {
		file rotation
		step audit.Step // that fails; none: all is well
	}{
		"the new key signs":                 {rotation{signature: by}, ""},
		"the old key signed ahead of it":    {rotation{signature: by, early: true}, ""},
		"the old key, and nothing came":     {rotation{signature: by, round: 1, still: true}, ""},
		"the old key signs the round":       {rotation{signature: by, round: 1}, casefile.Signatures},
		"the old key signs the file":        {rotation{signature: by, seal: 1}, casefile.Seal},
		"control: nothing was noted":        {rotation{signature: by, round: 1, unnoted: true}, ""},
		"control: nothing was noted, seals": {rotation{signature: by, seal: 1, unnoted: true}, ""},
	} {
		b := c.file.file(t)
		for _, trusted := range [][]proof.Verifier{{first}, {first, second}} {
			r := checked(t, b, trusted...)
			said := slices.ContainsFunc(r.Findings, func(f string) bool { return strings.Contains(f, "nach dem Schlüsselwechsel unterschrieben") })
			if r.OK != (c.step == "") || said != (c.step != "") || c.step != "" && result(r.Steps, c.step).Result != audit.Failed {
				t.Errorf("%s, trusting %d: %+v %v", name, len(trusted), r.Steps, r.Findings)
			}
			if led := strings.Contains(r.Keys[0], "zählt nach dem Schlüsselwechsel nur bis dahin"); led == c.file.unnoted {
				t.Errorf("%s: %v", name, r.Keys)
			}
		}
		if r := checked(t, b, second); r.OK != (c.step == "") {
			t.Errorf("%s, trusting the new one: %+v", name, r.Steps)
		}
		for _, public := range []string{old, next} {
			theirs, err := stranger.Verify(bytes.NewReader(b), int64(len(b)), public)
			if control := (c.file.unnoted || c.file.still) && public == next; err != nil || !control && (len(theirs.Wrong) == 0) != (c.step == "") {
				t.Errorf("%s, the second verifier: %v, %v", name, theirs.Wrong, err)
			}
		}
	}
}

// Whoever trusts a key of before beside the present one is not told ok where the earlier one signs a register that was written without the change, or
// with one that limits nothing: nothing shows that the holder of the present key knows of it. Nor is an old file of the time before it called ok.
func TestStolenKeyOnARegisterWithoutTheChange(t *testing.T) {
	t.Parallel()
	holder, first, old := key(t, 1)
	_, second, next := key(t, 2)
	by := vouch(t, holder)
	for name, c := range map[string]struct {
		file   rotation
		keys   []proof.Verifier
		public []string
		want   audit.Result
	}{
		"without the change":                 {rotation{bare: true}, []proof.Verifier{first, second}, []string{old, next}, audit.NotChecked},
		"without the change, the other way":  {rotation{bare: true}, []proof.Verifier{second, first}, []string{next, old}, audit.NotChecked},
		"with one that limits nothing":       {rotation{signature: by, unnoted: true, thief: true}, []proof.Verifier{first, second}, []string{old, next}, audit.NotChecked},
		"the same, trusting the earlier one": {rotation{signature: by, unnoted: true, thief: true}, []proof.Verifier{first}, []string{old}, audit.NotChecked},
		"control: the earlier key alone":     {rotation{bare: true}, []proof.Verifier{first}, []string{old}, audit.OK},
		"control: the change":                {rotation{signature: by}, []proof.Verifier{first, second}, []string{old, next}, audit.OK},
		"control: the present key alone":     {rotation{signature: by}, []proof.Verifier{second}, []string{next}, audit.OK},
		"forged, trusting the present one":   {rotation{bare: true}, []proof.Verifier{second}, []string{next}, audit.Failed},
	} {
		b := c.file.file(t)
		r := checked(t, b, c.keys...)
		for _, s := range []audit.Step{casefile.Seal, casefile.Signatures} {
			got := result(r.Steps, s)
			if got.Result != c.want || (got.Result == audit.NotChecked) != strings.Contains(got.Why, "weiß nichts vom Schlüssel "+proof.NameOf(next)) {
				t.Errorf("%s: %+v %v", name, got, r.Findings)
			}
		}
		theirs, err := stranger.Verify(bytes.NewReader(b), int64(len(b)), c.public...)
		if err != nil || (len(theirs.Unheard) > 0) != (c.want == audit.NotChecked) || (len(theirs.Wrong) > 0) != (c.want == audit.Failed) {
			t.Errorf("%s, the second verifier: %v %v, %v", name, theirs.Unheard, theirs.Wrong, err)
		}
	}
}

// Whoever trusts a key trusts the one that its holder vouches for; a change that nobody vouches for is trusted by nobody.
func TestKeyChange(t *testing.T) {
	t.Parallel()
	holder, trusted, _ := key(t, 1)
	other, _, _ := key(t, 3)
	r := checked(t, rotation{signature: vouch(t, holder)}.file(t), trusted)
	said := slices.ContainsFunc(r.Keys, func(k string) bool { return strings.Contains(k, "für den der Schlüssel davor bürgt") })
	if !r.OK || !said || result(r.Steps, casefile.Signatures).Result != audit.OK || result(r.Steps, casefile.Seal).Result != audit.OK {
		t.Errorf("vouched for: %+v %v", r.Steps, r.Keys)
	}
	for name, signature := range map[string]func(old, next string) string{
		"by nobody": func(string, string) string { return "" }, "by another": vouch(t, other),
	} {
		r := checked(t, rotation{signature: signature}.file(t), trusted)
		if r.OK || result(r.Steps, casefile.Signatures).Result != audit.Failed {
			t.Errorf("%s: %+v", name, r.Steps)
		}
	}
}

// A round's end that the register tells otherwise is found, though everything is hashed and signed anew.
func TestClosings(t *testing.T) {
	t.Parallel()
	_, trusted, _ := key(t, 1)
	tape := recorded().Clone()
	closed := 0
	tape.Alter(register, func(r *roundtest.Reel) {
		for i, b := range r.Entries {
			if bytes.Contains(b, []byte(`"type":"round.closed/1"`)) && bytes.Contains(b, []byte(`"origin":"`+main+`"`)) {
				at := bytes.Index(b, []byte(`"root":"`)) + len(`"root":"`)
				r.Entries[i] = slices.Concat(b[:at], []byte("AAAA"), b[at+4:])
				closed++
			}
		}
		r.Reseal()
	})
	r := checked(t, written(t, tape, contents(t, tape)), trusted)
	if closed == 0 || r.OK || result(r.Steps, casefile.Checkpoints).Result != audit.Failed {
		t.Errorf("%d closings: %+v %+v", closed, r.Steps, r.Findings)
	}
}

// The register of a file tells whoever trusts one key the others, and is believed only where it is signed.
func TestBookOfAFile(t *testing.T) {
	t.Parallel()
	holder, first, _ := key(t, 1)
	_, second, _ := key(t, 2)
	_, stranger, _ := key(t, 3)
	b := rotation{signature: vouch(t, holder)}.file(t)
	for name, c := range map[string]struct {
		trusted proof.Verifier
		keys    int // 0: it is not believed
	}{"the earlier key": {first, 2}, "the present key": {second, 2}, "a stranger's": {stranger, 0}} {
		book, keys, err := opened(t, b).Book(t.Context(), []proof.Verifier{c.trusted})
		if (err == nil) != (c.keys > 0) || len(keys) != c.keys {
			t.Errorf("%s: %d keys, %v", name, len(keys), err)
			continue
		}
		if c.keys > 0 && (len(book.Keys) != 1 || len(book.Keys[0].Noted) != 1) {
			t.Errorf("%s: %+v", name, book.Keys)
		}
	}
}
