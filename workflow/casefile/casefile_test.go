package casefile_test

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/ledger"
	"gremium/workflow/minutes"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

var (
	register = roundtest.RoundOrigin("")
	main     = roundtest.RoundOrigin(roundtest.Main)
)

// recorded is the story on tape.
var recorded = sync.OnceValue(func() *roundtest.Tape {
	t := fatal{}
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	defer c.Close()
	c.Play(roundtest.Story(roundtest.Policy(t), roundtest.ImportPolicy(t))...)
	return tape
})

// fatal is a test that has no name: what goes wrong while the story is told ends the run.
type fatal struct{}

func (fatal) Helper()                   {}
func (fatal) Fatal(args ...any)         { panic(args) }
func (fatal) Fatalf(f string, a ...any) { panic([]any{f, a}) }

// key is a key of the installation; 1 is the one that is in force in the end of the story.
func key(t testing.TB, seed byte) (proof.Signer, proof.Verifier, string) {
	t.Helper()
	verifier, signer := roundtest.Key(map[byte]string{1: "b", 2: "c", 3: "d"}[seed])
	s, err := proof.ParseSigner(signer)
	if err != nil {
		t.Fatal(err)
	}
	v, err := proof.ParseVerifier(verifier)
	if err != nil {
		t.Fatal(err)
	}
	return s, v, verifier
}

// contents is the main round of a tape, signed.
func contents(t testing.TB, tape *roundtest.Tape) *casefile.Contents {
	t.Helper()
	return contentsOf(t, tape, roundtest.Main)
}

// contentsOf is a round of a tape, signed, with its minutes.
func contentsOf(t testing.TB, tape *roundtest.Tape, round string) *casefile.Contents {
	t.Helper()
	s, _, public := key(t, 1)
	heads, err := tape.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	part := func(origin string) casefile.Part {
		h := heads[origin]
		signed, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: h.Size, Root: h.Root}, s)
		if err != nil {
			t.Fatal(err)
		}
		return casefile.Part{Origin: origin, Head: h, Checkpoints: map[uint64][]byte{h.Size: signed}}
	}
	return &casefile.Contents{
		Made: ledger.Instant(1_800_000_000_000_000), Holder: "auditor", Round: round, Keys: []string{public},
		Register: part(register), Main: part(roundtest.RoundOrigin(round)),
		Documents: minuteBook(t, recorded(), round),
		Seal:      func(text string) ([]byte, error) { return note.Sign(&note.Note{Text: text}, s) },
	}
}

// minuteBook are the minutes on record.
func minuteBook(t testing.TB, tape *roundtest.Tape, round string) map[string][]byte {
	t.Helper()
	c, out := roundtest.New(t, tape.Clone(), 2), map[string][]byte{}
	defer c.Close()
	for _, x := range c.Round(round).Minutes {
		taker := minutes.NewTaker()
		state, head, err := c.Engine.Replay(t.Context(), round, x.Size, taker.Note)
		if err != nil {
			t.Fatal(err)
		}
		m := taker.Minutes(state, head, x.Meeting)
		b, err := m.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		out[casefile.MinutesName(x.Seq)] = b
	}
	return out
}

func written(t testing.TB, src audit.Source, c *casefile.Contents) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := casefile.Write(t.Context(), &b, src, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, b []byte) *casefile.File {
	t.Helper()
	f, err := casefile.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func checked(t *testing.T, b []byte, keys ...proof.Verifier) *casefile.Report {
	t.Helper()
	r, err := casefile.Check(t.Context(), opened(t, b), casefile.Options{Lang: "de", Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func result(steps []audit.StepResult, step audit.Step) audit.StepResult {
	for _, s := range steps {
		if s.Step == step {
			return s
		}
	}
	return audit.StepResult{}
}

// A whole round that is signed holds in every step that a file can be asked for, and says how each decision came about.
func TestWholeRound(t *testing.T) {
	t.Parallel()
	_, trusted, _ := key(t, 1)
	r := checked(t, written(t, recorded(), contents(t, recorded())), trusted)
	if !r.OK || len(r.Findings) > 0 {
		t.Fatalf("%+v %+v", r.Findings, r.Record.Ledgers)
	}
	for _, s := range r.Steps {
		if named := s.Step != audit.Witnesses; (s.Result == audit.OK) != named {
			t.Errorf("%+v", s)
		}
	}
	for i := range r.Record.Ledgers {
		for _, s := range r.Record.Ledgers[i].Steps {
			if want := s.Step != audit.Index; (s.Result == audit.OK) != want {
				t.Errorf("%s: %+v", r.Record.Ledgers[i].Round, s)
			}
		}
	}
	if len(r.Decisions) < 4 || len(r.Unproven) < 3 {
		t.Fatalf("%d decisions, %d words on what is not proven", len(r.Decisions), len(r.Unproven))
	}
	for _, d := range r.Decisions {
		if d.Result != audit.OK || d.Title == "" || d.Rationale == "" || len(d.Findings) == 0 || d.Findings[0].Sentence == "" {
			t.Errorf("%+v", d)
		}
	}
}

// Without a key that whoever checks trusts, no signature is called ok, and nothing is called wrong.
func TestNoKey(t *testing.T) {
	t.Parallel()
	r := checked(t, written(t, recorded(), contents(t, recorded())))
	for _, step := range []audit.Step{casefile.Seal, casefile.Signatures} {
		if s := result(r.Steps, step); s.Result != audit.NotChecked || s.Why == "" {
			t.Errorf("%+v", s)
		}
	}
	if !r.OK {
		t.Errorf("%+v", r.Findings)
	}
}

// With another key than the one that signed, the signatures fail.
func TestOtherKey(t *testing.T) {
	t.Parallel()
	_, other, _ := key(t, 2)
	r := checked(t, written(t, recorded(), contents(t, recorded())), other)
	for _, step := range []audit.Step{casefile.Seal, casefile.Signatures} {
		if s := result(r.Steps, step); s.Result != audit.Failed {
			t.Errorf("%+v", s)
		}
	}
	if r.OK {
		t.Error("another key is taken")
	}
}

// Of texts that are withheld the file has no word; the check counts them and does not call the texts ok.
func TestWithheld(t *testing.T) {
	t.Parallel()
	c := contents(t, recorded())
	c.Proposal = "a"
	c.Main.MayRead = func(rec *workflow.Record, _ string) bool { return rec.Proposal == "" || rec.Proposal == "a" }
	b := written(t, recorded(), c)
	_, trusted, _ := key(t, 1)
	r := checked(t, b, trusted)
	round := &r.Record.Ledgers[1]
	if s := result(round.Steps, audit.Texts); !r.OK || s.Result != audit.NotChecked || r.Manifest.Ledgers[1].Withheld == 0 {
		t.Errorf("%+v %+v", s, r.Manifest.Ledgers)
	}
	for _, step := range []audit.Step{audit.Complete, audit.Rules, audit.Decisions} {
		if s := result(round.Steps, step); s.Result != audit.OK {
			t.Errorf("%+v", s)
		}
	}
	for _, d := range r.Decisions {
		if (d.Proposal == "a") != (d.Title != "") || (d.Proposal == "a") != (d.Rationale != "") {
			t.Errorf("%+v", d)
		}
	}
	for _, text := range tapeTexts(t, main) {
		if len(text.Value) > 12 && !mentions(t, text) && bytes.Contains(b, []byte(text.Value)) {
			t.Errorf("entry %d: the file holds %q", text.Seq, text.Value)
		}
	}
}

// mentions tells whether a text may be in the file of proposal a.
func mentions(t *testing.T, x audit.EntryText) bool {
	t.Helper()
	rec, err := (&workflow.Decoder{}).Decode(recorded().Bytes(main)[x.Seq])
	if err != nil {
		t.Fatal(err)
	}
	if rec.Proposal == "" || rec.Proposal == "a" {
		return true
	}
	for _, other := range tapeTexts(t, main) { // the same words said elsewhere
		rec, err := (&workflow.Decoder{}).Decode(recorded().Bytes(main)[other.Seq])
		if err == nil && (rec.Proposal == "" || rec.Proposal == "a") && bytes.Contains([]byte(other.Value), []byte(x.Value)) {
			return true
		}
	}
	return false
}

func tapeTexts(t *testing.T, origin string) []audit.EntryText {
	t.Helper()
	var out []audit.EntryText
	for x, err := range recorded().AllTexts(t.Context(), origin) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

// A file that has the entries of one proposal alone proves that they are in the tree, and calls nothing checked that would
// need the others.
func TestOneProposalAlone(t *testing.T) {
	t.Parallel()
	c := contents(t, recorded())
	c.Proposal = "a"
	c.Main.Shows = func(rec *workflow.Record) bool { return rec.Proposal == "" || rec.Proposal == "a" }
	_, trusted, _ := key(t, 1)
	r := checked(t, written(t, recorded(), c), trusted)
	round := &r.Record.Ledgers[1]
	if !r.OK {
		t.Fatalf("%+v", round)
	}
	for step, want := range map[audit.Step]audit.Result{
		audit.Entries: audit.OK, audit.Tree: audit.OK, audit.Texts: audit.OK, audit.Complete: audit.NotChecked,
		audit.Rules: audit.NotChecked, audit.Decisions: audit.NotChecked, audit.Minutes: audit.NotChecked,
	} {
		if s := result(round.Steps, step); s.Result != want {
			t.Errorf("%+v", s)
		}
	}
}

// Minutes that lie in the file are those that the record commits to, or are said not to be.
func TestMinutesInTheFile(t *testing.T) {
	t.Parallel()
	_, trusted, _ := key(t, 1)
	var drafted uint64
	for i, b := range recorded().Bytes(main) {
		if bytes.Contains(b, []byte(`"type":"minutes.drafted/1"`)) {
			drafted = uint64(i)
		}
	}
	c := contents(t, recorded())
	c.Documents = map[string][]byte{casefile.MinutesName(drafted): []byte("{}")}
	r := checked(t, written(t, recorded(), c), trusted)
	if drafted == 0 || r.OK || len(r.Findings) != 1 || !strings.Contains(r.Findings[0], "nicht die Niederschrift") {
		t.Errorf("entry %d: %+v", drafted, r.Findings)
	}
}

// A text that an entry behind the file's end has erased is called withheld, and not missing; in a file that goes to the end of
// the ledger it is missing.
func TestErasedLater(t *testing.T) {
	t.Parallel()
	_, trusted, _ := key(t, 1)
	tape := recorded().Clone()
	tape.Alter(main, func(r *roundtest.Reel) {
		r.Texts = slices.DeleteFunc(r.Texts, func(x audit.EntryText) bool { return x.Path == "comment" })
	})
	for later, want := range map[bool]audit.Result{true: audit.NotChecked, false: audit.Failed} {
		c := contents(t, tape)
		head, err := casefile.HeadAt(t.Context(), tape, main, 100)
		if err != nil {
			t.Fatal(err)
		}
		s, _, _ := key(t, 1)
		signed, err := proof.Sign(proof.Checkpoint{Origin: main, Size: 100, Root: head.Root}, s)
		if err != nil {
			t.Fatal(err)
		}
		c.Main = casefile.Part{Origin: main, Head: head, Later: later, Checkpoints: map[uint64][]byte{100: signed}}
		r := checked(t, written(t, tape, c), trusted)
		if got := result(r.Record.Ledgers[1].Steps, audit.Texts); got.Result != want || r.OK != later {
			t.Errorf("later %t: %+v %+v", later, got, r.Findings)
		}
	}
}
