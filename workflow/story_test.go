package workflow_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/roundtest"
)

// TestStory plays everything that can happen, and asks that it did.
func TestStory(t *testing.T) {
	t.Parallel()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	c.Play(roundtest.Story(roundtest.Policy(t), roundtest.ImportPolicy(t))...)
	seen := map[workflow.Kind]bool{}
	var dec workflow.Decoder
	for _, origin := range tape.Origins() {
		for i, b := range tape.Bytes(origin) {
			rec, err := dec.Decode(b)
			if err != nil {
				t.Fatalf("entry %d of %s: %v", i, origin, err)
			}
			seen[rec.Event.Kind()] = true
		}
	}
	for _, k := range workflow.Kinds() {
		if !seen[k] {
			t.Errorf("no %s", k.Name())
		}
	}
	r := c.Round(roundtest.Main)
	for id, want := range map[string]string{"a": "selected", "b": "not_selected", "c": "", "d": "deferred"} {
		if got := r.Proposal(id).Outcome; got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	if a := r.Proposal("a"); !a.Published || len(a.Decisions) != 1 || a.Decisions[0].SetAside == 0 {
		t.Errorf("a is not the reconsidered and published proposal: %+v", a)
	}
}
