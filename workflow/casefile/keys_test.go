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
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

// rotated is the record of a small installation that has changed its key, with a case file of it: signed by the new key. An
// auditor has only the old one.
func rotated(t *testing.T, signature func(old, next string) string) []byte {
	t.Helper()
	_, _, old := key(t, 1)
	signer, _, next := key(t, 2)
	tape := roundtest.NewTape()
	c := roundtest.New(fatal{}, tape, 1)
	defer c.Close()
	p := roundtest.Policy(t)
	units := append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))
	c.Play(append(units, roundtest.Unit{{
		Person: roundtest.Otto, As: workflow.Operator,
		Command: &workflow.RotateKey{Old: old, New: next, Signature: signature(old, next), Reason: "Turnus"},
	}})...)
	contents := contents(t, tape)
	for _, part := range []*casefile.Part{&contents.Register, &contents.Main} {
		signed, err := proof.Sign(proof.Checkpoint{Origin: part.Origin, Size: part.Head.Size, Root: part.Head.Root}, signer)
		if err != nil {
			t.Fatal(err)
		}
		part.Checkpoints[part.Head.Size] = signed
	}
	contents.Seal = func(text string) ([]byte, error) { return note.Sign(&note.Note{Text: text}, signer) }
	return written(t, tape, contents)
}

// Whoever trusts a key trusts the one that its holder vouches for; a change that nobody vouches for is trusted by nobody.
func TestKeyChange(t *testing.T) {
	t.Parallel()
	holder, trusted, _ := key(t, 1)
	other, _, _ := key(t, 3)
	vouch := func(by proof.Signer) func(old, next string) string {
		return func(old, next string) string {
			s, err := proof.Vouch(by, old, next)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	}
	r := checked(t, rotated(t, vouch(holder)), trusted)
	said := slices.ContainsFunc(r.Keys, func(k string) bool { return strings.Contains(k, "für den der Schlüssel davor bürgt") })
	if !r.OK || !said || result(r.Steps, casefile.Signatures).Result != audit.OK || result(r.Steps, casefile.Seal).Result != audit.OK {
		t.Errorf("vouched for: %+v %v", r.Steps, r.Keys)
	}
	for name, signature := range map[string]func(old, next string) string{
		"by nobody": func(string, string) string { return "" }, "by another": vouch(other),
	} {
		r := checked(t, rotated(t, signature), trusted)
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
