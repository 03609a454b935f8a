package desk_test

import (
	"slices"
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// excerpts is the story up to some unit of it, with a desk and the records of the round by lot.
func excerpts(t *testing.T, upTo func(roundtest.Unit) bool) (*desk.Desk, []*workflow.Record) {
	t.Helper()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	units := roundtest.Story(roundtest.Policy(t), roundtest.ImportPolicy(t))
	if end := slices.IndexFunc(units, upTo); end >= 0 {
		units = units[:end]
	}
	c.Play(units...)
	var out []*workflow.Record
	for _, b := range tape.Bytes(roundtest.RoundOrigin(roundtest.Drawn)) {
		rec, err := new(workflow.Decoder).Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rec)
	}
	return &desk.Desk{Engine: c.Engine, Log: tape}, out
}

func never(roundtest.Unit) bool { return false }

// A person's file of a round that is over holds what they see: a member all but what is the office's and other people's own, who is
// excluded from a proposal and who handed one in nothing but the own entries, and nobody a proposal in which they take no part.
func TestExcerptOfARoundThatIsOver(t *testing.T) {
	t.Parallel()
	d, records := excerpts(t, never)
	me := func(person string) string { return roundtest.Pseudonym(roundtest.RoundOrigin(roundtest.Drawn), person) }
	for _, c := range []struct {
		who *desk.Who
		all bool
	}{
		{who(roundtest.Ada), true},
		{who(roundtest.Dora), false},
		{who(roundtest.Sue, desk.Submitter), false},
		{who(roundtest.Dora, desk.Auditor), false},
		{who(roundtest.Sue), false},
	} {
		v, err := d.Round(t.Context(), roundtest.Drawn, c.who)
		if err != nil {
			t.Fatal(err)
		}
		s, over, err := d.Excerpt(t.Context(), v, "")
		if err != nil || !over {
			t.Fatalf("%s: over %t, %v", c.who.Person, over, err)
		}
		own, others := 0, 0
		for _, rec := range records[1:] {
			if !s.Shows(rec) {
				if s.MayRead(rec, "reason") {
					t.Errorf("%s: a text of entry %d that is not there", c.who.Person, rec.Seq)
				}
				continue
			}
			if rec.Actor == me(c.who.Person) || rec.For == me(c.who.Person) {
				own++
			} else if others++; !c.all {
				t.Errorf("%s: entry %d, %s of %s", c.who.Person, rec.Seq, rec.Event.Kind().Name(), rec.Actor)
			}
			if c.who.Person == roundtest.Dora && (rec.Proposal == "b" || rec.Proposal == "c") {
				t.Errorf("%s: entry %d about %s, from which she is excluded", c.who.Person, rec.Seq, rec.Proposal)
			}
		}
		if own == 0 || c.all && others < len(records)/2 {
			t.Errorf("%s: %d own entries and %d of others", c.who.Person, own, others)
		}
		if v.Reader || !s.Shows(records[0]) {
			t.Errorf("%s: without the opening", c.who.Person)
		}
	}
}

// While the round goes on nobody gets such a file, and who has no business with it never does.
func TestExcerptIsNoDoor(t *testing.T) {
	t.Parallel()
	d, _ := excerpts(t, func(u roundtest.Unit) bool {
		return u[0].Round == roundtest.Drawn && u[0].Command.Kind() == workflow.KindDecisionTaken
	})
	v, err := d.Round(t.Context(), roundtest.Drawn, who(roundtest.Ada))
	if err != nil {
		t.Fatal(err)
	}
	if _, over, err := d.Excerpt(t.Context(), v, ""); over || err != nil {
		t.Errorf("while it goes on: over %t, %v", over, err)
	}
	if _, _, err := d.Excerpt(t.Context(), v, "none"); refusal(err) == nil || refusal(err).Code != "proposal_unknown" {
		t.Errorf("of a proposal that is not there: %v", err)
	}
	if s, _, err := d.Excerpt(t.Context(), v, "a"); err != nil || s.Shows(&workflow.Record{Seq: 1, Proposal: "b"}) {
		t.Errorf("of one proposal: %v", err)
	}
	if v, err = d.Round(t.Context(), roundtest.Drawn, who(roundtest.Max)); err == nil {
		_, _, err = d.Excerpt(t.Context(), v, "")
	}
	if refusal(err) == nil {
		t.Errorf("who has no business with it: %v", err)
	}
}

// Whoever left while the round went on gets their file once it is over, with what they saw until then.
func TestExcerptOfWhoLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.office(&workflow.VacateSeat{Participant: w.of(roundtest.Dora), Reason: "r"})
	for _, want := range []bool{false, true} {
		v, err := w.desk.Round(t.Context(), roundtest.Main, who(roundtest.Dora))
		must(t, err)
		s, over, err := w.desk.Excerpt(t.Context(), v, "")
		must(t, err)
		if over != want || s.Size != v.Replayed() {
			t.Errorf("over %t, %d of %d entries", over, s.Size, v.Replayed())
		}
		if !want {
			w.office(&workflow.Move{Transition: workflow.KindRoundCancelled, Reason: "r"})
		}
	}
}
