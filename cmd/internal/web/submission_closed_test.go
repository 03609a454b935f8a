package web

import (
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
)

// A round that takes no proposals shows no form, leads to one that does, and keeps the draft readable.
func TestARoundThatTakesNoProposalsHasNoForm(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.signedIn(submitter)
	b.send(b.get(submitPath), submitPath, "need", "Das bleibt lesbar.", "ende", "vorschau")
	h.submit("a")
	h.move(workflow.KindReviewStarted, "")
	closed := b.see(submitPath)
	holds(t, "the page", closed, "Die Einreichung ist geschlossen", "Das bleibt lesbar.", `<a href="/meine-vorschlaege">Meine Vorschläge</a>`)
	lacks(t, "the page", closed, `name="title"`, "ist als Entwurf gesichert", "Einreichen in: ")

	digest, id := h.rules.Digest(), "2027"
	_, err := h.desk.Execute(t.Context(), &h.operator, workflow.Operator, h.id(),
		desk.Act{Round: id, Command: &workflow.OpenRound{Programme: "iq", Policy: digest, Prefix: "27", Title: "Auswahlrunde 2027"}},
		desk.Act{Command: &workflow.ListRound{Round: id, Programme: "iq", Policy: digest, Origin: h.engine.RoundOrigin(id)}})
	if err != nil {
		t.Fatal(err)
	}
	h.act(h.operator, workflow.Operator, id, &workflow.Move{Transition: workflow.KindCallOpened})
	if page := b.see(submitPath); !strings.Contains(page, `href="/runden/2027/einreichen">Einreichen in: Auswahlrunde 2027</a>`) {
		t.Error("the page does not lead to the round whose call is open")
	}
}
