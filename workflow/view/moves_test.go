package view_test

import (
	"slices"
	"testing"

	"gremium/workflow"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// board is what the office is offered on a proposal: "+kind" for what is allowed, "code kind" for what is barred.
func board(t *testing.T, c *roundtest.Committee, id string) []string {
	t.Helper()
	r, head, err := c.Engine.Round(t.Context(), roundtest.Main)
	if err != nil {
		t.Fatal(err)
	}
	v := view.Of(r, head, view.Viewer{Pseudonym: roundtest.Pseudonym(r.Origin, roundtest.Olga), Coordinator: true})
	moves := v.Moves
	if id != "" {
		moves = v.Proposal(id).Moves.All()
	}
	var out []string
	for _, m := range moves {
		if m.Barred != nil {
			out = append(out, m.Barred.Code+" "+m.Kind.Transition())
			continue
		}
		out = append(out, "+"+m.Kind.Transition())
	}
	slices.Sort(out)
	return out
}

// TestBoard asks on the way of a proposal what is offered: every legal move, and those that a guard bars with the reason.
func TestBoard(t *testing.T) {
	t.Parallel()
	c := roundtest.New(t, roundtest.NewTape(), 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t)
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	olga := func(cmd workflow.Command) roundtest.Unit {
		return roundtest.Unit{{Round: roundtest.Main, Person: roundtest.Olga, As: workflow.Coordinator, Command: cmd}}
	}
	member := func(person string, cmd workflow.Command) roundtest.Unit {
		return roundtest.Unit{{Round: roundtest.Main, Person: person, As: workflow.Member, Command: cmd}}
	}
	for i, step := range []struct {
		do   []roundtest.Unit
		of   string
		want []string
	}{
		{nil, "", []string{"+cancel", "+open_call"}},
		{[]roundtest.Unit{olga(roundtest.Move(workflow.KindCallOpened, ""))}, "", []string{"+cancel", "+start_review"}},
		{[]roundtest.Unit{olga(roundtest.Submit("a"))}, "a", []string{"+check", "+return", "+withdraw"}},
		{[]roundtest.Unit{olga(roundtest.Move(workflow.KindReviewStarted, ""))}, "a", []string{"+check", "+return", "+withdraw", "check_missing open_review"}},
		{[]roundtest.Unit{olga(roundtest.Check("a", 1))}, "a", []string{"+check", "+open_review", "+return", "+withdraw"}},
		{[]roundtest.Unit{olga(roundtest.Move(workflow.KindReviewOpened, "a"))}, "a", []string{"+return", "+withdraw", "scoring_incomplete close_scoring"}},
		{[]roundtest.Unit{
			member(roundtest.Ada, roundtest.Cast(p, "a", 1, 0, 2, 2, 2, 2)), member(roundtest.Ben, roundtest.Cast(p, "a", 1, 0, 2, 2, 2, 2)),
			member(roundtest.Cem, roundtest.Cast(p, "a", 1, 0, 2, 2, 2, 2)),
		}, "a", []string{"+close_scoring", "+return", "+withdraw"}},
		{
			[]roundtest.Unit{olga(roundtest.Move(workflow.KindScoringClosed, "a")), olga(roundtest.Move(workflow.KindDeliberationStarted, ""))},
			"a",
			[]string{"+open_ballot", "+reopen_scoring", "+withdraw", "ballot_missing decide"},
		},
		{[]roundtest.Unit{olga(roundtest.Move(workflow.KindBallotOpened, "a"))}, "a", []string{
			"+close_ballot", "ballot_open decide", "ballot_open open_ballot", "ballot_open reopen_scoring", "ballot_open withdraw",
		}},
		{nil, "", []string{"+cancel", "proposals_open conclude"}},
	} {
		c.Play(step.do...)
		if got := board(t, c, step.of); !slices.Equal(got, step.want) {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}
}

// The office is told early which demands of the policy its committee is too small for.
func TestShortfalls(t *testing.T) {
	t.Parallel()
	c := roundtest.New(t, roundtest.NewTape(), 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t, "per_body: 1", "per_body: 2")
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	told := func(viewer view.Viewer) []string {
		r, head, err := c.Engine.Round(t.Context(), roundtest.Main)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, ref := range view.Of(r, head, viewer).Shortfalls {
			out = append(out, ref.Code+" "+ref.Detail["body"])
		}
		return out
	}
	if got := told(view.Viewer{Coordinator: true}); got != nil {
		t.Errorf("of a committee that is not there yet: %q", got)
	}
	c.Play(roundtest.Seats(roundtest.Main)...)
	if got := told(view.Viewer{Coordinator: true}); !slices.Equal(got, []string{"body_too_small bmas", "body_too_small vp-iq-ebb"}) {
		t.Errorf("%q", got)
	}
	if got := told(view.Viewer{Auditor: true}); got != nil {
		t.Errorf("an auditor is told %q", got)
	}
	for _, body := range []string{"bmas", "vp-iq-ebb"} {
		c.Play(roundtest.Seat(roundtest.Main, "zweite-"+body, workflow.CreateSeat{Seat: body + "-2", Body: body}))
	}
	if got := told(view.Viewer{Coordinator: true}); got != nil {
		t.Errorf("of a committee that is large enough: %q", got)
	}
}
