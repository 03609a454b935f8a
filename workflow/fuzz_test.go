package workflow_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// goldenEntries are the lines of all golden ledgers.
func goldenEntries(tb testing.TB) [][]byte {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(goldenDir, "*.jsonl"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("%d files, %v", len(files), err)
	}
	var all [][]byte
	for _, file := range files {
		all = append(all, bytes.Split(bytes.TrimSpace(readFile(tb, filepath.Base(file))), []byte("\n"))...)
	}
	return all
}

// FuzzDecode asks that whatever is decoded is written back byte for byte, and that asking the rules for it and
// applying what they allow never breaks, in whatever state the round is.
func FuzzDecode(f *testing.F) {
	for _, b := range goldenEntries(f) {
		f.Add(b, uint8(len(b)))
	}
	states := fuzzStates(f)
	f.Fuzz(func(t *testing.T, b []byte, pick uint8) {
		var dec workflow.Decoder
		rec, err := dec.Decode(b)
		if err != nil {
			return
		}
		var e ledger.Entry
		if err := ledger.ParseEntry(b, &e); err != nil {
			t.Fatalf("decoded, but not parsed: %v", err)
		}
		again, err := workflow.Encode(rec, e.Salt)
		if err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%v\nread  %s\nwrote %s", err, b, again)
		}
		at := states[int(pick)%len(states)]
		round := at.Fork()
		rec.Origin, rec.Seq, rec.At = round.Origin, round.Size, max(round.Last, rec.At)
		if ref := round.Permit(rec); ref != nil {
			if ref.Text("de", nil) == "" || ref.Text("en", nil) == "" {
				t.Fatalf("%s says nothing", ref.Code)
			}
			return
		}
		round.Apply(rec)
		if round.Size != at.Size+1 {
			t.Fatalf("size %d after %d", round.Size, at.Size)
		}
	})
}

// fuzzStates are the round of the story after each of its entries.
func fuzzStates(f *testing.F) []*workflow.Round {
	p, imported := roundtest.Policy(f), roundtest.ImportPolicy(f)
	tape := roundtest.NewTape()
	c := roundtest.New(f, tape, 1)
	f.Cleanup(c.Close)
	c.Play(roundtest.Story(p, imported)...)
	rules := func(d string) *policy.Policy {
		return map[string]*policy.Policy{p.Digest(): p, imported.Digest(): imported}[d]
	}
	states := []*workflow.Round{}
	var dec workflow.Decoder
	for _, id := range []string{roundtest.Main, roundtest.Elsewhere} {
		state := workflow.NewRound(roundtest.RoundOrigin(id), id, rules)
		for _, b := range tape.Bytes(state.Origin) {
			states = append(states, state)
			state = state.Fork()
			rec, err := dec.Decode(b)
			if err != nil {
				f.Fatal(err)
			}
			state.Apply(rec)
		}
		states = append(states, state)
	}
	return states
}
