package workflow_test

import (
	"fmt"
	"slices"
	"testing"

	"gremium/workflow"
	"gremium/workflow/roundtest"
)

func ids(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("proposal-%d", i)
	}
	return out
}

// TestOrderIsReplayed asks for the order of a member live, and of a state that was read from the entries.
func TestOrderIsReplayed(t *testing.T) {
	t.Parallel()
	b := story()
	r := b.phase(t, workflow.Reviewing)
	ada := r.Order(pseudonym(roundtest.Ada), ids(12))
	last := b.states[len(b.states)-1]
	if again := last.Order(pseudonym(roundtest.Ada), ids(12)); !slices.Equal(ada, again) {
		t.Errorf("%q, later %q", ada, again)
	}
	if ben := r.Order(pseudonym(roundtest.Ben), ids(12)); slices.Equal(ada, ben) {
		t.Error("two members have the same order")
	}
	if before := b.phase(t, workflow.Calling).Order(pseudonym(roundtest.Ada), ids(12)); !slices.Equal(before, ids(12)) {
		t.Errorf("before the review the order is %q", before)
	}
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	defer c.Close()
	c.Play(roundtest.Story(roundtest.Policy(t), roundtest.ImportPolicy(t))...)
	if live := c.Round(roundtest.Main).Order(pseudonym(roundtest.Ada), ids(12)); !slices.Equal(live, ada) {
		t.Errorf("live %q, replayed %q", live, ada)
	}
}

// TestOrderStaysWhenProposalsCome adds proposals, from which the order of the others must not change.
func TestOrderStaysWhenProposalsCome(t *testing.T) {
	t.Parallel()
	r := story().phase(t, workflow.Reviewing)
	few, many := r.Order("p", ids(8)), r.Order("p", ids(20))
	kept := slices.DeleteFunc(slices.Clone(many), func(id string) bool { return !slices.Contains(few, id) })
	if !slices.Equal(few, kept) {
		t.Errorf("%q became %q", few, kept)
	}
	if turned := ids(8); !slices.Equal(few, r.Order("p", append(turned[4:], turned[:4]...))) {
		t.Error("the order follows that of the list")
	}
}

// TestOrderIsBalanced counts over many members how often each proposal has each place. With chance alone the sum of squared
// deviations over the expected is χ² with 49 degrees of freedom: it exceeds 85.35 in one of a thousand draws, and the draw is
// always the same.
func TestOrderIsBalanced(t *testing.T) {
	t.Parallel()
	const members, proposals = 4000, 8
	r := story().phase(t, workflow.Reviewing)
	counts := map[string]*[proposals]int{}
	for _, id := range ids(proposals) {
		counts[id] = &[proposals]int{}
	}
	for m := range members {
		for place, id := range r.Order(fmt.Sprintf("member-%d", m), ids(proposals)) {
			counts[id][place]++
		}
	}
	chi := 0.0
	for _, c := range counts {
		for _, n := range c {
			d := float64(n) - members/proposals
			chi += d * d / (members / proposals)
		}
	}
	if chi > 85.35 {
		t.Errorf("χ² is %.1f", chi)
	}
}
