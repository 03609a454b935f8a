package desk_test

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/roundtest"
)

// The versions of a proposal come with what each was returned for, to those who may read it, and to nobody else.
func TestVersionsAreKept(t *testing.T) {
	t.Parallel()
	tape := roundtest.NewTape()
	c := roundtest.New(t, tape, 1)
	t.Cleanup(c.Close)
	w := &world{Committee: c, desk: &desk.Desk{Engine: c.Engine, Log: tape}, p: roundtest.Policy(t)}
	c.Play(append(roundtest.Found(), roundtest.Adopt(w.p), roundtest.Open(roundtest.Main, w.p))...)
	w.office(roundtest.Move(workflow.KindCallOpened, ""))
	w.by(roundtest.Sam, workflow.Submitter, roundtest.Submit("a"))
	w.office(&workflow.ReturnProposal{Proposal: "a", Missing: []string{"success"}, Note: "Bitte belegen"})
	again := roundtest.Submit("a")
	again.Again, again.Base, again.Texts["success"] = true, 1, "Zwei Häuser bestätigen es schriftlich."
	w.by(roundtest.Sam, workflow.Submitter, again)
	for _, x := range []struct {
		who  *desk.Who
		want int
	}{
		{who(roundtest.Sam, desk.Submitter), 2}, {who(roundtest.Olga, desk.Coordinator), 2}, {who(roundtest.Sue, desk.Submitter), 0},
	} {
		v, err := w.desk.Round(t.Context(), roundtest.Main, x.who)
		must(t, err)
		got, err := w.desk.Versions(t.Context(), v, "a")
		must(t, err)
		if len(got) != x.want {
			t.Fatalf("%s reads %d versions", x.who.Name, len(got))
		}
		if x.want == 0 {
			continue
		}
		if r := got[0].Returned; r == nil || len(r.Missing) != 1 || r.Missing[0] != "success" || got[1].Returned != nil {
			t.Errorf("returned: %+v, %+v", got[0].Returned, got[1].Returned)
		}
		if got[1].Number != 2 || got[1].Entry == got[0].Entry || got[1].Content == got[0].Content {
			t.Errorf("versions: %+v", got)
		}
		texts, err := w.desk.Texts(t.Context(), v, got[0].Entry)
		must(t, err)
		if texts["success"] == again.Texts["success"] || texts["success"] == "" {
			t.Errorf("the first version reads %q", texts["success"])
		}
	}
}
