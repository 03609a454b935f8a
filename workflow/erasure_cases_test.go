package workflow_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/roundtest"
)

// texts of the entry of a comment, and of the proposal a as it was handed in: what the engine takes from the entries.
func commentOf(r *workflow.Round) workflow.Field {
	p := r.Proposal("a")
	return workflow.Field{
		Entry: p.Comments[0].Versions[0].Seq, Of: pseudonym(roundtest.Ada), Paths: []string{"comment"}, Proposal: "a", Type: "comment.made/1",
	}
}

func needOf(r *workflow.Round) workflow.Field {
	return workflow.Field{
		Entry: r.Proposal("a").Versions[0], Of: pseudonym(roundtest.Sam), Paths: []string{"need"}, Proposal: "a", Type: "proposal.submitted/1",
	}
}

func asking(fields ...workflow.Field) *workflow.RequestErasure {
	return &workflow.RequestErasure{Basis: "17-1-a", Fields: fields, Reason: "Grund"}
}

// erasureRefusals are about erasing texts and about holds: asked for by Olga, granted by Paul.
func erasureRefusals(t *testing.T) map[string]refusing {
	b := story()
	r := b.when(t, func(r *workflow.Round) bool { p := r.Proposal("a"); return p != nil && len(p.Comments) > 0 })
	over := b.phase(t, workflow.Concluded)
	asked := then(t, r, asking(commentOf(r)))
	request := r.Size
	paul := &workflow.Order{At: asked.Last, Actor: pseudonym(roundtest.Paul), As: coordinator, ID: "in", Command: &workflow.Admit{
		Participant: pseudonym(roundtest.Paul), Capacity: coordinator, Person: roundtest.Paul, Name: "Paul",
	}}
	in := thenBy(t, asked, paul)
	gone := thenBy(t, in, order(in, roundtest.Paul, coordinator, &workflow.EraseText{Request: request}))
	held := then(t, in, &workflow.SetHold{Subject: "a", Reason: "Klage"})
	kept := readStory(t, "  months: 60", "  months: 13")
	running := kept.when(t, func(r *workflow.Round) bool { p := r.Proposal("a"); return p != nil && len(p.Comments) > 0 })
	retained := thenBy(t, then(t, running, asking(needOf(running))), paul)
	ended := kept.phase(t, workflow.Concluded)
	late := then(t, ended, asking(needOf(ended)))
	nowhere := commentOf(r)
	nowhere.Entry = 100000
	many := make([]workflow.Field, 65)
	return map[string]refusing{
		"erasure_nothing":           {r, roundtest.Olga, coordinator, asking(), "nicht gesagt"},
		"erasure_no_text":           {r, roundtest.Olga, coordinator, asking(nowhere), "100000"},
		"erasure_too_much":          {r, roundtest.Olga, coordinator, asking(many...), "64"},
		"erasure_own":               {r, roundtest.Ben, member, asking(commentOf(r)), "eigenen Texte"},
		"erasure_asked":             {asked, roundtest.Ada, member, asking(commentOf(r)), "schon beantragt"},
		"erasure_unknown":           {asked, roundtest.Olga, coordinator, &workflow.EraseText{Request: 1}, "Löschantrag"},
		"erasure_second_person":     {asked, roundtest.Olga, coordinator, &workflow.EraseText{Request: request}, "andere Person"},
		"erasure_second_person no":  {asked, roundtest.Olga, coordinator, &workflow.RefuseErasure{Request: request, Reason: "r"}, "andere Person"},
		"erasure_done":              {gone, roundtest.Olga, coordinator, asking(commentOf(r)), "schon entschieden"},
		"erasure_done once more":    {gone, roundtest.Paul, coordinator, &workflow.EraseText{Request: request}, "schon entschieden"},
		"erasure_held":              {held, roundtest.Paul, coordinator, &workflow.EraseText{Request: request}, "Löschverbot"},
		"erasure_retained_open":     {retained, roundtest.Paul, coordinator, &workflow.EraseText{Request: running.Size}, "13 Monate"},
		"erasure_retained":          {late, roundtest.Paul, coordinator, &workflow.EraseText{Request: ended.Size}, "bis "},
		"hold_stands":               {held, roundtest.Olga, coordinator, &workflow.SetHold{Subject: "a", Reason: "r"}, "besteht schon"},
		"hold_unknown":              {r, roundtest.Olga, coordinator, &workflow.LiftHold{Hold: 1, Reason: "r"}, "bestehendes Löschverbot"},
		"reason_missing a hold":     {r, roundtest.Olga, coordinator, &workflow.SetHold{}, "Begründung"},
		"reason_missing refusing":   {in, roundtest.Paul, coordinator, &workflow.RefuseErasure{Request: request}, "Begründung"},
		"option_unknown basis":      {r, roundtest.Olga, coordinator, &workflow.RequestErasure{Basis: "art. 99"}, "art. 99"},
		"capacity_missing erasing":  {asked, roundtest.Ben, member, &workflow.EraseText{Request: request}, "Koordination"},
		"proposal_unknown and held": {over, roundtest.Olga, coordinator, &workflow.SetHold{Subject: "z", Reason: "r"}, "z"},
	}
}

// TestRetentionEndsByTheInstant grants a request in the last microsecond of the retention and in the one after it.
func TestRetentionEndsByTheInstant(t *testing.T) {
	t.Parallel()
	kept := readStory(t, "  months: 60", "  months: 13")
	r := kept.phase(t, workflow.Concluded)
	until := workflow.RetainedUntil(r.Since, 13)
	late := then(t, r, asking(needOf(r)))
	for at, code := range map[ledger.Instant]string{until - 1: "erasure_retained", until: ""} {
		ref := late.Try(at, pseudonym(roundtest.Paul), coordinator, &workflow.EraseText{Request: r.Size})
		switch {
		case (ref == nil) != (code == ""), ref != nil && ref.Code != code:
			t.Errorf("at %s: %v, want %q", at, ref, code)
		case ref != nil && ref.Detail["until"] != until.String():
			t.Errorf("kept until %s, want %s", ref.Detail["until"], until)
		}
	}
	contact := needOf(r)
	contact.Paths = []string{"contact/0/email", "contact/0/name"}
	free := then(t, r, asking(contact))
	if ref := free.Try(r.Last, pseudonym(roundtest.Paul), coordinator, &workflow.EraseText{Request: r.Size}); ref != nil {
		t.Errorf("a contact person is kept: %v", ref)
	}
}

func TestRetainedUntil(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from   string
		months int
		until  string
	}{
		{"2026-01-31T10:00:00.000000Z", 1, "2026-02-28T10:00:00.000000Z"},
		{"2027-12-31T10:00:00.000001Z", 2, "2028-02-29T10:00:00.000001Z"},
		{"2026-05-15T00:00:00.000000Z", 120, "2036-05-15T00:00:00.000000Z"},
	} {
		from, err := ledger.ParseInstant(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := workflow.RetainedUntil(from, c.months).String(); got != c.until {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.months, got, c.until)
		}
	}
}
