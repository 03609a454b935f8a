package desk_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// TestWhoLeadsLearnsNothingOfAMaskedItem tries everything that somebody can who leads meetings and takes no part in one item, in
// two worlds: in one of them nothing was done about the item, in the other a ballot is open on it and a motion is made.
func TestWhoLeadsLearnsNothingOfAMaskedItem(t *testing.T) {
	t.Parallel()
	for _, called := range []string{"a", "subject"} {
		for name, leader := range map[string]*desk.Who{
			"chair": who(roundtest.Ben), "coordinator": who(roundtest.Olga, desk.Coordinator), "chair who coordinates": who(roundtest.Ben, desk.Coordinator),
		} {
			t.Run(name+", "+called, func(t *testing.T) {
				t.Parallel()
				one, two := meets(t, leader, called), meets(t, leader, called)
				two.paul(&workflow.MakeMotion{Meeting: "m", Motion: "x", Item: "a", Text: "t"}, &workflow.OpenBallot{Proposal: "a", Meeting: "m"})
				if diff := cmp.Diff(one.leading(t, leader), two.leading(t, leader)); diff != "" {
					t.Errorf("the item shows:\n%s", diff)
				}
			})
		}
	}
}

// items are an agenda in an order.
func items(ids ...string) *workflow.SetAgenda {
	c := &workflow.SetAgenda{Meeting: "m", Titles: map[string]string{"subject": "Verschiedenes"}}
	for _, id := range ids {
		i := workflow.Item{ID: id, Proposal: id}
		if id == "subject" {
			i.Proposal = ""
		}
		c.Items = append(c.Items, i)
	}
	return c
}

// meets is a meeting on another subject and on a, from which who leads it is excluded, with one of the items called.
func meets(t *testing.T, leader *desk.Who, called string) *world {
	t.Helper()
	w := newWorld(t, "  invitation: 14\n", "")
	scoring := []string{roundtest.Ada, roundtest.Cem, roundtest.Dora}
	if leader.Person != roundtest.Ben {
		scoring = append(scoring, roundtest.Ben)
	}
	for _, m := range scoring {
		w.score(m, 0, "gut", 2, 2, 2, 3)
	}
	as := workflow.Coordinator
	if leader.Person == roundtest.Ben {
		as = workflow.Member
	}
	w.by(leader.Person, as, roundtest.Declare("a", "relative"))
	w.paul(roundtest.Move(workflow.KindScoringClosed, "a"), roundtest.Move(workflow.KindDeliberationStarted, ""), roundtest.Convene("m"), items("subject", "b", "a"),
		roundtest.InMeeting(workflow.KindMeetingOpened, "m"))
	for _, m := range []string{roundtest.Ada, roundtest.Ben, roundtest.Cem, roundtest.Dora} {
		w.paul(roundtest.Attend("m", m, workflow.Present, ""))
	}
	w.paul(&workflow.CallItem{Meeting: "m", Item: called})
	return w
}

// leading is what somebody sees of meetings, and is answered to each act that leads them.
func (w *world) leading(t *testing.T, leader *desk.Who) map[string]string {
	t.Helper()
	v, err := w.desk.Round(t.Context(), roundtest.Main, leader)
	must(t, err)
	as, leads := v.Leads()
	if !leads {
		t.Fatal("they do not lead the meeting")
	}
	out := map[string]string{}
	for name, c := range map[string]workflow.Command{
		"call b": &workflow.CallItem{Meeting: "m", Item: "b"}, "call a": &workflow.CallItem{Meeting: "m", Item: "a"},
		"call subject": &workflow.CallItem{Meeting: "m", Item: "subject"},
		"close":        roundtest.InMeeting(workflow.KindMeetingClosed, "m"), "cancel": roundtest.InMeeting(workflow.KindMeetingCancelled, "m"),
		"take a off": items("subject", "b"), "a ahead of b": items("subject", "a", "b"), "take b off": items("subject", "a"),
		"as it is": items("subject", "b", "a"),
		"weight":   &workflow.ChangeSeat{Seat: "bmas-1", Weight: 2, Reason: "r"}, "vice": &workflow.ChangeSeat{Seat: "bmas-1", Weight: 1, Vice: true, Reason: "r"},
		"open": &workflow.OpenBallot{Proposal: "a"}, "count": &workflow.CloseBallot{Proposal: "a"},
		"leaves": roundtest.Attend("m", roundtest.Dora, workflow.Left, ""), "leaves for a": roundtest.Attend("m", roundtest.Dora, workflow.Left, "a"),
	} {
		if ref := v.Try(as, c); ref != nil {
			out[name] = ref.Text("de", nil)
		}
	}
	out["meetings"] = cmp.Diff([]*view.Meeting(nil), v.Meetings(), cmp.AllowUnexported(workflow.Refusal{}), cmp.FilterPath(func(p cmp.Path) bool {
		f, ok := p.Last().(cmp.StructField)
		return ok && f.Name() == "Proposal"
	}, cmp.Ignore()))
	return out
}
