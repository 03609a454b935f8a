package view_test

import (
	"slices"
	"testing"

	"gremium/workflow"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// A draft in another form than this program makes cannot be held against the record, and is not offered for approval.
func TestDraftOfAnotherForm(t *testing.T) {
	t.Parallel()
	c := roundtest.New(t, roundtest.NewTape(), 1)
	t.Cleanup(c.Close)
	for _, u := range roundtest.Story(roundtest.Policy(t), roundtest.ImportPolicy(t)) {
		if _, approval := u[0].Command.(*workflow.ApproveMinutes); approval {
			break
		}
		c.Play(u)
	}
	r, head, err := c.Engine.Round(t.Context(), roundtest.Main)
	if err != nil {
		t.Fatal(err)
	}
	state := *r
	state.Minutes = slices.Clone(r.Minutes)
	paul := view.Viewer{Pseudonym: roundtest.Pseudonym(r.Origin, roundtest.Paul), Coordinator: true}
	for form, code := range map[uint64]string{workflow.MinutesForm: "", workflow.MinutesForm + 1: "minutes_form"} {
		state.Minutes[0].Form = form
		v := view.Of(&state, head, paul)
		got := ""
		if ref := v.MayApprove(workflow.Coordinator, ""); ref != nil {
			got = ref.Code
		}
		if got != code || v.MinutesForm("", 1) != form {
			t.Errorf("form %d: %q", form, got)
		}
	}
}
