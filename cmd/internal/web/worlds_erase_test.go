package web

import (
	"testing"
	"time"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/race"
)

const secondPerson = "zweite@example.org"

// commentedOn lets the ministry score the first proposal and say something of it, and a second person enter the office.
func commentedOn(h *roundHouse, _ string) {
	h.who[secondPerson] = h.account(secondPerson, "Zweite Person", desk.Grant{Role: desk.Coordinator})
	h.score(ministry, "a")
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Herr Geheim wohnt im Vogelweg."})
	h.act(h.who[secondPerson], workflow.Coordinator, roundID, &workflow.SetHold{Subject: "b", Reason: "Klage"})
	h.deadline(policy.StageScoring, 30*24*time.Hour)
}

// erasedOrNot erases what was said, by two persons, in the other world.
func erasedOrNot(h *roundHouse, _ string, other bool) {
	if !other {
		return
	}
	who := h.who[office]
	v, err := h.desk.Round(h.t.Context(), roundID, &who)
	if err != nil {
		h.t.Fatal(err)
	}
	said := v.Proposal("a").Comments[0].Versions[0].Entry
	h.act(who, workflow.Coordinator, roundID, &workflow.RequestErasure{Basis: "17-1-d", Fields: []workflow.Field{{Entry: said}}, Reason: "nennt eine Adresse"})
	if v, err = h.desk.Round(h.t.Context(), roundID, &who); err != nil {
		h.t.Fatal(err)
	}
	h.act(h.who[secondPerson], workflow.Coordinator, roundID, &workflow.EraseText{Request: v.Erasures()[0].Seq})
}

// recusedFrom excludes somebody from the first proposal, which others have talked about.
func recusedFrom(h *roundHouse, who string) {
	commentedOn(h, who)
	recuse(h, who)
}

// readmittedAndScored lets somebody in again, who then scores, and so sees what others say.
func readmittedAndScored(h *roundHouse, who string) {
	readmit(h, who)
	ownScore(h, who)
}

// TestErasureTellsNothing holds that who may not know what is said of a proposal does not learn either that some of it was
// erased.
func TestErasureTellsNothing(t *testing.T) {
	t.Parallel()
	for name, p := range race.Some(map[string]pairOfWorlds{
		"a member before own scores":  {who: projects, before: commentedOn, secret: erasedOrNot, lift: ownScore},
		"a coordinator who scores":    {who: both, before: commentedOn, secret: erasedOrNot, lift: ownScore},
		"a member who is excluded":    {who: projects, before: recusedFrom, secret: erasedOrNot, lift: readmittedAndScored},
		"the submitter":               {who: submitter, before: commentedOn, secret: erasedOrNot},
		"the office that is excluded": {who: both, before: recusedFrom, secret: erasedOrNot, lift: readmittedAndScored},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p.hides(t)
		})
	}
}
