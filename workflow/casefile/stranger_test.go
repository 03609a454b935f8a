package casefile_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/casefile/stranger"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

// The second verifier knows nothing of ours: that is what makes it one.
func TestStrangerImportsNothingOfOurs(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("stranger/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range f.Imports {
			if first, _, _ := strings.Cut(strings.Trim(x.Path.Value, `"`), "/"); strings.Contains(first, ".") || first == "gremium" {
				t.Errorf("%s imports %s", name, x.Path.Value)
			}
		}
	}
}

// Somebody else's verifier, written from FORMAT.md, finds the same as ours: tree, signatures, commitments, decisions. It does so
// too in the round in which a deputy votes, terms are over, a meeting ballots openly and in secret, and a lot decides.
func TestStrangerAgrees(t *testing.T) {
	t.Parallel()
	_, trusted, public := key(t, 1)
	for _, round := range []string{roundtest.Main, roundtest.Drawn} {
		b := written(t, recorded(), contentsOf(t, recorded(), round))
		got, err := stranger.Verify(bytes.NewReader(b), int64(len(b)), public)
		if err != nil || len(got.Wrong) > 0 || got.NotDerived != "" {
			t.Fatalf("%s: %v %+v", round, err, got)
		}
		ours := checked(t, b, trusted)
		if len(got.Decisions) != len(ours.Decisions) || len(got.Decisions) < 3 || got.Entries != int(ours.Record.Ledgers[1].Entries) || got.Closed == 0 || got.Minutes == 0 {
			t.Fatalf("%s: %d and %d decisions", round, len(got.Decisions), len(ours.Decisions))
		}
		l := ours.Manifest.Ledgers
		if got.Texts != int(l[0].Texts+l[1].Texts) || got.Withheld != 0 {
			t.Errorf("%s: %d texts and %d withheld", round, got.Texts, got.Withheld)
		}
		for _, d := range ours.Decisions {
			if !slices.ContainsFunc(got.Decisions, func(x stranger.Decision) bool {
				return x.Entry == int(d.Entry) && x.Proposed == d.Proposed && x.Proposal == d.Proposal
			}) {
				t.Errorf("%s: %+v", round, d)
			}
		}
	}
}

// Where a score, a vote, a text, a leaf or a signature is altered, both verifiers say so, and both name the entry.
func TestStrangerFindsTheSame(t *testing.T) {
	t.Parallel()
	_, trusted, public := key(t, 1)
	good := written(t, recorded(), contents(t, recorded()))
	for name, c := range map[string][2]string{
		"a score":     {`"criterion":"innovative","value":"2"`, `"criterion":"innovative","value":"3"`},
		"a vote":      {`"choice":"yes"`, `"choice":"yea"`},
		"an outcome":  {`"outcome":"not_selected"`, `"outcome":"not_selecteD"`},
		"an instant":  {`"at":"2026-03-02T09:00:4`, `"at":"2026-03-02T09:00:9`},
		"a signature": {"— gremium.example.org ", "— gremium.example.orG "},
	} {
		b := bytes.Replace(good, []byte(c[0]), []byte(c[1]), 1)
		if bytes.Equal(b, good) {
			t.Fatalf("%s: nothing to alter", name)
		}
		theirs, err := stranger.Verify(bytes.NewReader(b), int64(len(b)), public)
		if err != nil {
			t.Fatal(err)
		}
		ours := checked(t, b, trusted)
		if len(theirs.Wrong) == 0 || ours.OK {
			t.Errorf("%s: %v, %t", name, theirs.Wrong, ours.OK)
		}
		first := ours.Record.Ledgers[1].FirstBad
		if (theirs.FirstBad < 0) != (first == nil) || first != nil && *first != int64(theirs.FirstBad) {
			t.Errorf("%s: entry %d and %v", name, theirs.FirstBad, first)
		}
	}
}

// A record in which everything is hashed and signed anew by whoever holds the key, after a score was changed: only the
// decisions and the end that the register has tell, and both verifiers see it.
func TestStrangerDerivesDecisions(t *testing.T) {
	t.Parallel()
	_, trusted, public := key(t, 1)
	tape := recorded().Clone()
	tape.Alter(main, func(r *roundtest.Reel) {
		old, with := []byte(`{"criterion":"transferable","value":"1"}`), []byte(`{"criterion":"transferable","value":"2"}`)
		for i, b := range r.Entries {
			if altered := bytes.Replace(b, old, with, 1); !bytes.Equal(altered, b) {
				r.Entries[i] = altered
				break
			}
		}
		r.Reseal()
	})
	b := written(t, tape, contents(t, tape))
	theirs, err := stranger.Verify(bytes.NewReader(b), int64(len(b)), public)
	if err != nil {
		t.Fatal(err)
	}
	ours := checked(t, b, trusted)
	l := &ours.Record.Ledgers[1]
	if theirs.FirstBad < 0 || l.FirstBad == nil || *l.FirstBad != int64(theirs.FirstBad) || result(l.Steps, audit.Decisions).Result != audit.Failed {
		t.Errorf("%+v and %+v", theirs.Wrong, l.Findings)
	}
	if result(ours.Steps, casefile.Signatures).Result != audit.OK {
		t.Errorf("%+v", ours.Steps)
	}
}

// A round of which texts were erased on record holds in both.
func TestErasedOnRecord(t *testing.T) {
	t.Parallel()
	s, trusted, public := key(t, 1)
	c, origin := contents(t, recorded()), roundtest.RoundOrigin(roundtest.Abandoned)
	heads, err := recorded().Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h := heads[origin]
	signed, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: h.Size, Root: h.Root}, s)
	if err != nil {
		t.Fatal(err)
	}
	c.Round, c.Main = roundtest.Abandoned, casefile.Part{Origin: origin, Head: h, Checkpoints: map[uint64][]byte{h.Size: signed}}
	b := written(t, recorded(), c)
	ours := checked(t, b, trusted)
	theirs, err := stranger.Verify(bytes.NewReader(b), int64(len(b)), public)
	if err != nil || len(theirs.Wrong) > 0 || !ours.OK || ours.Record.Ledgers[1].Erased == 0 {
		t.Errorf("%v %+v %+v", err, theirs, ours.Record.Ledgers[1])
	}
}

// Whoever holds the key hashes and signs everything anew after one change; what follows from the change both verifiers find.
func TestStrangerDerivesTheWholeRound(t *testing.T) {
	t.Parallel()
	_, trusted, public := key(t, 1)
	origin := roundtest.RoundOrigin(roundtest.Drawn)
	who := func(person string) string { return roundtest.Pseudonym(origin, person) }
	for name, c := range map[string][3]string{ // what the entry holds, and what becomes of it
		"a deputy's score":     {`"actor":"` + who(roundtest.Fay), `"criterion":"innovative","value":"2"`, `"criterion":"innovative","value":"1"`},
		"who is in a meeting":  {`"attendance":"present","meeting":"s1","participant":"` + who(roundtest.Dora), `"attendance":"present"`, `"attendance":"absent"`},
		"a term that is over":  {`"participant":"` + who(roundtest.Hal) + `","until"`, `1970-01-01`, `2070-01-01`},
		"the tally in secret":  {`"counts":`, `"no":3,"voters":3,"yes":1}`, `"no":1,"voters":3,"yes":3}`},
		"the voters in secret": {`"counts":`, `"voters":3`, `"voters":2`},
		"the seed of the lot":  {`"lot.drawn/1"`, `"seed":"v`, `"seed":"A`},
		"the order of the lot": {`"lot.drawn/1"`, `"order":["a","b"]`, `"order":["b","a"]`},
		"an exclusion":         {`"interest.declared/1"`, `"proposal":"c"`, `"proposal":"a"`},
	} {
		tape, altered := recorded().Clone(), -1
		tape.Alter(origin, func(r *roundtest.Reel) {
			for i, b := range r.Entries {
				if with := bytes.Replace(b, []byte(c[1]), []byte(c[2]), 1); altered < 0 && bytes.Contains(b, []byte(c[0])) && !bytes.Equal(with, b) {
					r.Entries[i], altered = with, i
				}
			}
			r.Reseal()
		})
		if altered < 0 {
			t.Fatalf("%s: nothing to alter", name)
		}
		b := written(t, tape, contentsOf(t, tape, roundtest.Drawn))
		theirs, err := stranger.Verify(bytes.NewReader(b), int64(len(b)), public)
		if err != nil {
			t.Fatal(err)
		}
		ours := checked(t, b, trusted)
		l := &ours.Record.Ledgers[1]
		if len(theirs.Wrong) == 0 || ours.OK || theirs.FirstBad < altered || l.FirstBad == nil {
			t.Errorf("%s at %d: %v, ours %t %+v", name, altered, theirs.Wrong, ours.OK, l.Findings)
		}
	}
}
