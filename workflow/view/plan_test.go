package view_test

import (
	"slices"
	"testing"

	"gremium/workflow"
	"gremium/workflow/assign"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// panel is a round under review with two proposals, of which Ada takes no part in a.
func panel(t *testing.T, more ...roundtest.Unit) *roundtest.Committee {
	t.Helper()
	c := roundtest.New(t, roundtest.NewTape(), 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t, "per_proposal: 3", "per_proposal: 2", "per_body: 1", "per_body: 0")
	c.Play(append(roundtest.Found(), roundtest.Adopt(p), roundtest.Open(roundtest.Main, p))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	act := func(person string, as workflow.Capacity, command workflow.Command) roundtest.Unit {
		return roundtest.Unit{{Round: roundtest.Main, Person: person, As: as, Command: command}}
	}
	c.Play(act(roundtest.Olga, workflow.Coordinator, roundtest.Move(workflow.KindCallOpened, "")),
		act(roundtest.Olga, workflow.Coordinator, roundtest.Submit("a")), act(roundtest.Olga, workflow.Coordinator, roundtest.Submit("b")),
		act(roundtest.Ada, workflow.Member, &workflow.DeclareInterest{Proposal: "a", InterestKind: p.Interests.Kinds[0].ID}))
	c.Play(more...)
	return c
}

func seenBy(t *testing.T, c *roundtest.Committee, person string, viewer view.Viewer) *view.Round {
	t.Helper()
	r, head, err := c.Engine.Round(t.Context(), roundtest.Main)
	if err != nil {
		t.Fatal(err)
	}
	viewer.Pseudonym = roundtest.Pseudonym(r.Origin, person)
	return view.Of(r, head, viewer)
}

var office = view.Viewer{Coordinator: true}

func wish(person, id string, w workflow.Preference) roundtest.Unit {
	return roundtest.Unit{{Round: roundtest.Main, Person: person, As: workflow.Member, Command: &workflow.StateWish{Proposal: id, Wish: w}}}
}

// names are the persons of a list.
func names(v *view.Round, members []int) (out []string) {
	for _, m := range members {
		for _, person := range roundtest.Members() {
			if roundtest.Pseudonym(v.Origin, person) == v.Members[m].Pseudonym {
				out = append(out, person)
			}
		}
	}
	return out
}

func TestPlanAll(t *testing.T) {
	t.Parallel()
	c := panel(t, wish(roundtest.Dora, "b", workflow.Avoids), wish(roundtest.Cem, "a", workflow.Wants), wish(roundtest.Eva, "a", workflow.Wants))
	v := seenBy(t, c, roundtest.Olga, office)
	plan := v.PlanAll(view.PlanBy{})
	got := map[string][]string{}
	for i := range plan.Rows {
		row := &plan.Rows[i]
		got[row.Proposal.ID] = names(v, row.Then)
		if row.Barred != nil || len(row.Gaps) > 0 || len(row.Unmet) > 0 {
			t.Errorf("%s: %+v", row.Proposal.ID, row)
		}
		if slices.ContainsFunc(row.Then, func(m int) bool { return v.Members[m].Advisory }) {
			t.Errorf("%s: a seat without a vote is assigned", row.Proposal.ID)
		}
	}
	if !slices.Equal(got["a"], []string{roundtest.Cem, roundtest.Dora}) || !slices.Equal(got["b"], []string{roundtest.Ada, roundtest.Ben}) {
		t.Errorf("%v", got)
	}
	for i := range plan.Rows {
		c.Play(roundtest.Unit{{Round: roundtest.Main, Person: roundtest.Olga, As: workflow.Coordinator, Command: v.Assignment(&plan.Rows[i])}})
	}
	v = seenBy(t, c, roundtest.Olga, office)
	again := v.PlanAll(view.PlanBy{})
	if again.Mark == plan.Mark || again.Rows[0].Changes() || again.Rows[1].Changes() {
		t.Errorf("%+v", again)
	}
	more := v.PlanAll(view.PlanBy{PerProposal: 4})
	if row := &more.Rows[0]; len(row.Then) != 3 || len(row.Gaps) != 1 || row.Gaps[0] != (view.PlanGap{Have: 3, Needed: 4}) {
		t.Errorf("%+v", row)
	}
	if row := &more.Rows[1]; len(row.Unmet) != 1 || row.Unmet[0].Why != assign.NobodyElse || row.Unmet[0].Wants {
		t.Errorf("%+v", row)
	}
}

// Lists made by hand are held against the rules before they are taken over.
func TestPlanLists(t *testing.T) {
	t.Parallel()
	v := seenBy(t, panel(t), roundtest.Olga, office)
	plan := v.PlanLists([]view.List{{Proposal: v.Proposal("a"), Members: []int{2, 0, 2}}, {Proposal: v.Proposal("b")}})
	if row := &plan.Rows[0]; row.Barred == nil || row.Barred.Code != "assignee_recused" || !slices.Equal(row.Then, []int{0, 2}) {
		t.Errorf("%+v", row)
	}
	if row := &plan.Rows[1]; row.Changes() || row.Barred != nil {
		t.Errorf("%+v", row)
	}
}

// Whoever of the office takes no part in a proposal assigns nothing there; members are shown no plan and no wishes of others.
func TestPlansAreForTheOffice(t *testing.T) {
	t.Parallel()
	c := panel(t, wish(roundtest.Cem, "b", workflow.Wants))
	ada := seenBy(t, c, roundtest.Ada, office)
	if rows := ada.PlanAll(view.PlanBy{}).Rows; len(rows) != 1 || rows[0].Proposal.ID != "b" {
		t.Errorf("%+v", rows)
	}
	if a := ada.Proposal("a"); ada.Assignable(a, 1) || ada.WishOf(a, 1) != workflow.NoPreference || len(a.Assigned) > 0 {
		t.Error("who is excluded sees who is assigned")
	}
	ben := seenBy(t, c, roundtest.Ben, view.Viewer{})
	if len(ben.PlanAll(view.PlanBy{}).Rows) != 0 || ben.WishOf(ben.Proposal("b"), 2) != workflow.NoPreference || ben.Assignable(ben.Proposal("b"), 2) {
		t.Error("a member sees a plan, or the wish of another")
	}
	if cem := seenBy(t, c, roundtest.Cem, view.Viewer{}); cem.Proposal("b").Wish != workflow.Wants {
		t.Error("the own wish is hidden")
	}
}

// Two worlds that differ only in the wish of another member look alike to a member.
func TestWishesOfOthersAreHidden(t *testing.T) {
	t.Parallel()
	worlds := [2][]view.Step{}
	for i, w := range []workflow.Preference{workflow.Wants, workflow.Avoids} {
		c := panel(t, wish(roundtest.Cem, "b", w), wish(roundtest.Ben, "b", workflow.Avoids))
		v := seenBy(t, c, roundtest.Ben, view.Viewer{})
		var all view.Chronicle
		if _, _, err := c.Engine.Replay(t.Context(), roundtest.Main, v.Replayed(), all.Note); err != nil {
			t.Fatal(err)
		}
		worlds[i] = v.Steps(&all, "")
		if !slices.ContainsFunc(worlds[i], func(s view.Step) bool { return s.Kind == workflow.KindWishStated }) {
			t.Error("the own wish is not in the history")
		}
	}
	if !slices.EqualFunc(worlds[0], worlds[1], func(a, b view.Step) bool {
		return a.Kind == b.Kind && a.Actor == b.Actor && slices.Equal(a.Changes, b.Changes)
	}) {
		t.Errorf("%+v\n%+v", worlds[0], worlds[1])
	}
}
