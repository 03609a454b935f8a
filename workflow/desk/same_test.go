package desk_test

import (
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// What changes nothing makes no entry, by whatever door and under whatever id it comes; what changes anything makes one.
func TestWhatChangesNothingMakesNoEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sheet := func(base uint64, remark string, values ...int) *workflow.CastScores {
		c := roundtest.Cast(w.p, "a", 1, base, values...)
		c.Remark = remark
		return c
	}
	ada, max := who(roundtest.Ada), who(roundtest.Max, desk.Operator)
	forAda := roundtest.Pseudonym(roundtest.RoundOrigin(roundtest.Main), roundtest.Ada)
	paper := func(id string, c workflow.Command) workflow.Receipt {
		return carried(t, w, max, workflow.Operator, id, desk.Act{Round: roundtest.Main, For: forAda, Command: c})
	}
	own := func(id string, c workflow.Command) workflow.Receipt {
		return carried(t, w, ada, workflow.Member, id, desk.Act{Round: roundtest.Main, Command: c})
	}
	first := own("s1", sheet(0, "gut", 2, 2, 2, 2))
	for name, r := range map[string]workflow.Receipt{
		"again":        own("s2", sheet(1, "gut", 2, 2, 2, 2)),
		"with blanks":  own("s3", sheet(1, "\r\n gut \n", 2, 2, 2, 2)),
		"from a paper": paper("s4", sheet(1, "gut", 2, 2, 2, 2)),
	} {
		if !r.Unchanged || r.Seq != first.Seq || r.At != first.At || r.Kind != workflow.KindScoresCast || r.Proposal != "a" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if r := own("s1", sheet(0, "gut", 2, 2, 2, 2)); !r.Repeat || r.Unchanged || r.Seq != first.Seq {
		t.Errorf("a repeated command: %+v", r)
	}
	for i, c := range []*workflow.CastScores{sheet(1, "sehr gut", 2, 2, 2, 2), sheet(2, "sehr gut", 2, 2, 2, 1), sheet(3, "", 2, 2, 2, 1)} {
		if r := own(string(rune('a'+i)), c); r.Unchanged || r.Seq <= first.Seq {
			t.Errorf("change %d: %+v", i, r)
		}
	}
	if _, err := w.desk.Execute(t.Context(), ada, workflow.Member, "old", desk.Act{Round: roundtest.Main, Command: sheet(1, "", 2, 2, 2, 1)}); refusal(err) == nil || refusal(err).Code != "stale_sheet" {
		t.Errorf("a sheet from an older version: %v", err)
	}
	w.balloted()
	vote := func(choice policy.Choice, base uint64) *workflow.CastVote {
		return &workflow.CastVote{Proposal: "a", Choice: choice, Base: base}
	}
	yes := own("v1", vote(policy.Yes, 0))
	if r := own("v2", vote(policy.Yes, 1)); !r.Unchanged || r.Seq != yes.Seq {
		t.Errorf("the same vote: %+v", r)
	}
	if r := paper("v3", vote(policy.Yes, 1)); !r.Unchanged || r.Seq != yes.Seq {
		t.Errorf("the same vote from a paper: %+v", r)
	}
	if r := own("v4", vote(policy.No, 1)); r.Unchanged || r.Seq <= yes.Seq {
		t.Errorf("another vote: %+v", r)
	}
	w.office(&workflow.CloseBallot{Proposal: "a"})
	if _, err := w.desk.Execute(t.Context(), ada, workflow.Member, "late", desk.Act{Round: roundtest.Main, Command: vote(policy.No, 2)}); refusal(err) == nil {
		t.Errorf("an unchanged vote after closing: %v", err)
	}
}

// So does an assignment, alone or in a plan.
func TestAnAssignmentThatStandsMakesNoEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	olga := who(roundtest.Olga, desk.Coordinator)
	assign := func(id string, people ...string) workflow.Receipt {
		return carried(t, w, olga, workflow.Coordinator, id, desk.Act{Round: roundtest.Main, Command: roundtest.Assign("b", people...)})
	}
	list := assign("a1", roundtest.Ada, roundtest.Ben, roundtest.Cem)
	if r := assign("a2", roundtest.Cem, roundtest.Ada, roundtest.Ben); !r.Unchanged || r.Seq != list.Seq || r.At != list.At || r.Proposal != "b" {
		t.Errorf("the same assignment: %+v", r)
	}
	if r := assign("a3", roundtest.Ada, roundtest.Ben, roundtest.Dora); r.Unchanged {
		t.Errorf("another assignment: %+v", r)
	}
	acts := []desk.Act{
		{Round: roundtest.Main, Command: roundtest.Assign("a", roundtest.Ada, roundtest.Ben, roundtest.Cem)},
		{Round: roundtest.Main, Command: roundtest.Assign("b", roundtest.Ada, roundtest.Ben, roundtest.Dora)},
	}
	for i, want := range []uint64{2, 0} {
		before := w.Committee.Round(roundtest.Main).Size
		receipts, err := w.desk.Execute(t.Context(), olga, workflow.Coordinator, string(rune('p'+i)), acts...)
		must(t, err)
		if grown := w.Committee.Round(roundtest.Main).Size - before; grown != want || len(receipts) != 2 || receipts[0].Unchanged != (want == 0) {
			t.Errorf("a plan makes %d entries, %+v", grown, receipts)
		}
	}
}

// So does a deadline or an agenda that is set as it stands, without the reason that a change owes.
func TestWhatIsSetAsItStandsMakesNoEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	olga := who(roundtest.Olga, desk.Coordinator)
	set := func(id string, c workflow.Command) workflow.Receipt {
		return carried(t, w, olga, workflow.Coordinator, id, desk.Act{Round: roundtest.Main, Command: c})
	}
	first := set("f1", &workflow.SetDeadline{Stage: policy.StageScoring, Until: roundtest.Later, Reason: "Ferien"})
	for id, reason := range map[string]string{"f2": "", "f3": "Ferien", "f4": "Feiertage"} {
		r := set(id, &workflow.SetDeadline{Stage: policy.StageScoring, Until: roundtest.Later, Reason: reason})
		if !r.Unchanged || r.Seq != first.Seq || r.At != first.At || r.Kind != workflow.KindDeadlineSet {
			t.Errorf("the same deadline for %q: %+v", reason, r)
		}
	}
	if r := set("f1", &workflow.SetDeadline{Stage: policy.StageScoring, Until: roundtest.Later, Reason: "Ferien"}); !r.Repeat || r.Unchanged {
		t.Errorf("a repeated command: %+v", r)
	}
	if r := set("f5", &workflow.SetDeadline{Stage: policy.StageScoring, Until: roundtest.Later + 1, Reason: "Ferien"}); r.Unchanged {
		t.Errorf("another deadline: %+v", r)
	}
	set("m", &workflow.Convene{Meeting: "1", Title: "Sitzung", Starts: roundtest.Later})
	agenda := func(id, title string, items ...workflow.Item) workflow.Receipt {
		return set(id, &workflow.SetAgenda{Meeting: "1", Items: items, Titles: map[string]string{"2": title}})
	}
	one, two := workflow.Item{ID: "1", Proposal: "a"}, workflow.Item{ID: "2"}
	now := agenda("t1", "Verfahren", one, two)
	if r := agenda("t2", "Verfahren", one, two); !r.Unchanged || r.Seq != now.Seq || r.At != now.At {
		t.Errorf("the same agenda: %+v", r)
	}
	for id, r := range map[string]workflow.Receipt{"order": agenda("t3", "Verfahren", two, one), "title": agenda("t4", "Termine", two, one)} {
		if r.Unchanged {
			t.Errorf("an agenda with another %s: %+v", id, r)
		}
	}
}

// balloted takes a to its ballot after Ada has scored.
func (w *world) balloted() {
	for _, m := range []string{roundtest.Ben, roundtest.Dora} {
		w.score(m, 0, "gut", 2, 2, 2, 3)
	}
	w.office(roundtest.Move(workflow.KindScoringClosed, "a"), roundtest.Move(workflow.KindDeliberationStarted, ""),
		roundtest.Move(workflow.KindBallotOpened, "a"))
}

// carried carries out one act that must be allowed, and checks that the record grows only where the receipt says so.
func carried(t *testing.T, w *world, who *desk.Who, as workflow.Capacity, id string, a desk.Act) workflow.Receipt {
	t.Helper()
	before := w.Committee.Round(a.Round).Size
	receipts, err := w.desk.Execute(t.Context(), who, as, id, a)
	must(t, err)
	grown := w.Committee.Round(a.Round).Size - before
	if r := receipts[0]; (grown > 0) == (r.Unchanged || r.Repeat) {
		t.Errorf("%s: %d entries more for %+v", id, grown, r)
	}
	return receipts[0]
}

// A comment or an answer that is changed into what it says already makes no entry.
func TestWordsThatStayMakeNoEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.score(roundtest.Ada, 0, "gut", 2, 2, 3, 3)
	ada, sam := who(roundtest.Ada), who(roundtest.Sam, desk.Submitter)
	say := func(id string, c *workflow.MakeComment) workflow.Receipt {
		c.Proposal = "a"
		return carried(t, w, ada, workflow.Member, id, desk.Act{Round: roundtest.Main, Command: c})
	}
	first := say("k1", &workflow.MakeComment{Text: "Das trägt."})
	if r := say("k2", &workflow.MakeComment{Edits: 1, Base: 1, Text: "\r\nDas trägt. "}); !r.Unchanged || r.Seq != first.Seq {
		t.Errorf("the same words: %+v", r)
	}
	changed := say("k3", &workflow.MakeComment{Edits: 1, Base: 1, Text: "Das trägt weit."})
	if changed.Unchanged || changed.Seq == first.Seq {
		t.Errorf("other words: %+v", changed)
	}
	if r := say("k4", &workflow.MakeComment{Edits: 1, Base: 2, Text: "Das trägt weit."}); !r.Unchanged || r.Seq != changed.Seq {
		t.Errorf("the words of the second version: %+v", r)
	}
	if r := say("k5", &workflow.MakeComment{Text: "Das trägt weit."}); r.Unchanged {
		t.Errorf("another comment in the same words: %+v", r)
	}
	w.office(&workflow.AskQuestion{Proposal: "a", Text: "Wie viele?"})
	answer := func(id, text string, base uint64) workflow.Receipt {
		return carried(t, w, sam, workflow.Submitter, id, desk.Act{
			Round: roundtest.Main, Command: &workflow.AnswerQuestion{Proposal: "a", Question: 1, Base: base, Text: text},
		})
	}
	given := answer("a1", "Zwölf.", 0)
	if r := answer("a2", "Zwölf.", 1); !r.Unchanged || r.Seq != given.Seq {
		t.Errorf("the same answer: %+v", r)
	}
	if r := answer("a3", "Dreizehn.", 1); r.Unchanged {
		t.Errorf("another answer: %+v", r)
	}
}
