package desk_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

func TestSubmitterSeesTheOwnOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	decisions(w, false)
	sam := w.gives(t, who(roundtest.Sam, desk.Submitter))
	a := sam.Round.Proposal("a")
	if len(sam.Round.Proposals) != 1 || a == nil || !a.Own || len(sam.Titles) != 1 {
		t.Fatalf("sees %v", sam.Titles)
	}
	if a.State != workflow.Scored || a.Outcome != "" || a.Decision != nil || a.Veil != view.VeilNot || a.Ballot != nil || a.Entries != nil {
		t.Errorf("before the release: %+v", a)
	}
	if sam.Round.Members != nil || sam.Round.Moves != nil || sam.Seats != nil || len(sam.Names) != 1 || len(sam.Findings) != 0 {
		t.Errorf("the committee is shown to a submitter: %+v", sam)
	}
	for seq, texts := range sam.Texts {
		if _, sheet := texts["remark"]; sheet || texts["person"] != "" || texts["rationale"] != "" || texts["title"] == "Vorschlag b" {
			t.Errorf("entry %d: %v", seq, texts)
		}
	}
	conclude(w)
	a = w.gives(t, who(roundtest.Sam, desk.Submitter)).Round.Proposal("a")
	if a.State != workflow.Decided || a.Outcome != string(policy.Selected) || a.Decision != nil {
		t.Errorf("after the release: %+v", a)
	}
}

// Who has no business with a round gets the same answer as for one that does not exist.
func TestStrangersLearnNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	max := who(roundtest.Max)
	_, there := w.desk.Round(t.Context(), roundtest.Main, max)
	_, missing := w.desk.Round(t.Context(), "none", max)
	a, b := refusal(there), refusal(missing)
	if a == nil || b == nil || a.Code != b.Code || a.Detail["round"] != roundtest.Main || b.Detail["round"] != "none" {
		t.Errorf("%v and %v", there, missing)
	}
	if rounds, err := w.desk.Rounds(t.Context(), max); err != nil || len(rounds) != 0 {
		t.Errorf("%d rounds, %v", len(rounds), err)
	}
	if rounds, err := w.desk.Rounds(t.Context(), who(roundtest.Ada)); err != nil || len(rounds) != 1 {
		t.Errorf("a member: %d rounds, %v", len(rounds), err)
	}
	if rounds, err := w.desk.Rounds(t.Context(), who(roundtest.Max, desk.Submitter)); err != nil || len(rounds) != 1 {
		t.Errorf("somebody who may hand in: %d rounds, %v", len(rounds), err)
	}
	if names, err := w.desk.Organisations(t.Context()); err != nil || names["org-a"] != "Vorhaben A" {
		t.Errorf("%v, %v", names, err)
	}
}

func TestGrants(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := roundtest.Policy(t, "per_proposal: 3", "per_proposal: 4")
	adopt := roundtest.Adopt(p)[0].Command
	open := roundtest.Open("r7", p)
	opening := []desk.Act{
		{Round: "r7", Command: open[0].Command},
		{Command: open[1].Command},
		{Round: "r7", Command: &workflow.CreateSeat{Seat: "s", Body: "bmas"}},
	}
	elsewhere := &desk.Who{Person: "x", Name: "X", Grants: []desk.Grant{{Programme: "other", Role: desk.Coordinator}}}
	register := &workflow.RegisterOrganisation{Organisation: "org-c", OrganisationKind: "project", Name: "C"}
	for i, c := range []struct {
		who  *desk.Who
		as   workflow.Capacity
		acts []desk.Act
		code string
	}{
		{who(roundtest.Max), workflow.Coordinator, []desk.Act{{Round: roundtest.Main, Command: roundtest.Check("a", 1)}}, "capacity_missing"},
		{who(roundtest.Max, desk.Submitter), workflow.Coordinator, []desk.Act{{Command: adopt}}, "capacity_missing"},
		{elsewhere, workflow.Coordinator, []desk.Act{{Command: adopt}}, "capacity_missing"},
		{elsewhere, workflow.Coordinator, opening, "capacity_missing"},
		{elsewhere, workflow.Coordinator, []desk.Act{{Command: &workflow.CreateProgramme{Programme: "x", Title: "X"}}}, "capacity_missing"},
		{elsewhere, workflow.Coordinator, []desk.Act{{Command: register}}, ""},
		{who(roundtest.Max), workflow.Member, []desk.Act{{Round: roundtest.Main, Command: roundtest.Vote("a", policy.Yes)}}, "not_admitted"},
		{who(roundtest.Max), workflow.Member, opening, "capacity_missing"},
		{who(roundtest.Sam, desk.Submitter), workflow.Submitter, []desk.Act{{Round: roundtest.Main, Command: &workflow.Admit{
			Participant: roundtest.Pseudonym(roundtest.RoundOrigin(roundtest.Main), roundtest.Max), Capacity: workflow.Member, Seat: "bmas-1",
			Person: "max", Name: "Max",
		}}}, "capacity_missing"},
		{who(roundtest.Paul, desk.Coordinator), workflow.Coordinator, []desk.Act{{Command: adopt}}, ""},
		{who(roundtest.Paul, desk.Coordinator), workflow.Coordinator, opening[:1], "round_unlisted"},
		{who(roundtest.Paul, desk.Coordinator), workflow.Coordinator, opening, ""},
		{who(roundtest.Paul, desk.Coordinator), workflow.Coordinator, []desk.Act{{Round: "none", Command: roundtest.Check("a", 1)}}, "round_unknown"},
	} {
		receipts, err := w.desk.Execute(t.Context(), c.who, c.as, string(rune('a'+i)), c.acts...)
		ref := refusal(err)
		switch {
		case c.code == "" && (err != nil || len(receipts) != len(c.acts)):
			t.Errorf("%d: %v, %d receipts", i, err, len(receipts))
		case c.code != "" && (ref == nil || ref.Code != c.code):
			t.Errorf("%d: %v is not %s", i, err, c.code)
		}
	}
	_, err := w.desk.Execute(t.Context(), who(roundtest.Max), workflow.Coordinator, "z", desk.Act{Command: adopt})
	want := "Dafür brauchen Sie die Rolle „Koordination“. Koordination oder Betrieb können sie Ihnen geben."
	if got := refusal(err).Text("de", nil); got != want {
		t.Errorf("%q", got)
	}
}

// A repeated list of acts has one effect.
func TestActsAreRepeatable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	paul := who(roundtest.Paul, desk.Coordinator)
	acts := []desk.Act{
		{Round: roundtest.Main, Command: roundtest.Move(workflow.KindDeliberationStarted, "")},
		{Round: roundtest.Main, Command: &workflow.CreateSeat{Seat: "new", Body: "bmas"}},
	}
	first, err := w.desk.Execute(t.Context(), paul, workflow.Coordinator, "once", acts...)
	must(t, err)
	size := w.Committee.Round(roundtest.Main).Size
	again, err := w.desk.Execute(t.Context(), paul, workflow.Coordinator, "once", acts...)
	must(t, err)
	for i := range first {
		if first[i].Repeat || !again[i].Repeat || first[i].Seq != again[i].Seq {
			t.Errorf("%+v, %+v", first[i], again[i])
		}
	}
	if now := w.Committee.Round(roundtest.Main).Size; now != size || first[0].Seq != size-2 {
		t.Errorf("size %d after %d, first at %d", now, size, first[0].Seq)
	}
}

// A reader looks at the round as it stood, and at no entry that is not there.
func TestReadersLookBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v, err := w.desk.Round(t.Context(), roundtest.Main, who(roundtest.Max, desk.Auditor))
	must(t, err)
	then, err := w.desk.At(t.Context(), v, 13)
	if err != nil || then.Size != 13 || len(then.Proposals) != 0 {
		t.Errorf("%+v, %v", then, err)
	}
	if _, err := w.desk.Entry(t.Context(), v, v.Size); refusal(err) == nil {
		t.Errorf("an entry that is not there: %v", err)
	}
	if found, ok := desk.Determine(v, v.Proposal("a")); ok || found.Outcome != "" {
		t.Errorf("determined before a ballot: %+v", found)
	}
}
