package web

import (
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
)

// Who is to approve that texts of the register go reads which, and nothing of a person; who asked is told from the operator once
// their account is gone.
func TestTextsOfTheRegisterAreShownBeforeTheyGo(t *testing.T) {
	t.Parallel()
	h, _ := commented(t, keepingNothing(t)...)
	second := h.who["zweite@example.org"]
	house := desk.Who{Person: "operator", Name: "Betrieb", Grants: []desk.Grant{{Role: desk.Operator}}}
	h.act(second, workflow.Coordinator, "", &workflow.SetHold{Reason: "Klage von Berta Beispiel"})
	g, head, err := h.engine.Register(t.Context())
	if err != nil || len(g.Holds) != 1 {
		t.Fatal(g, head, err)
	}
	seq := g.Holds[0].Seq
	h.act(second, workflow.Coordinator, "", &workflow.LiftHold{Hold: seq, Reason: "erledigt"})
	h.act(house, workflow.Operator, "", &workflow.RequestErasure{Basis: "17-1-d", Reason: "nennt jemanden", Fields: []workflow.Field{{Entry: seq}}})
	h.act(second, workflow.Coordinator, "", &workflow.RequestErasure{Basis: "17-1-d", Reason: "nennt auch jemanden", Fields: []workflow.Field{{Entry: seq + 1}}})
	b := h.signedIn(office)
	page := b.see("/loeschen/antraege/1")
	sound(t, page)
	holds(t, "the request", page, "Klage von Berta Beispiel", "Betrieb, ", "enthalten die Texte noch", "nennt jemanden")
	lacks(t, "the request", page, "Konto nicht mehr vorhanden", "nicht mehr anmelden")
	lacks(t, "all requests", b.see("/loeschen"), "Konto nicht mehr vorhanden")

	holds(t, "another's request", b.see("/loeschen/antraege/2"), "erledigt", second.Name)
	h.archive.mu.Lock()
	delete(h.archive.accounts, second.Person)
	h.archive.mu.Unlock()
	page = b.see("/loeschen/antraege/2")
	holds(t, "of an account that is gone", page, "Konto nicht mehr vorhanden, ")
	lacks(t, "of an account that is gone", page, "Betrieb, ")
}
