package web

import (
	"net/http"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// deferredRound is a round in which the first proposal was deferred, and a later round whose call is open.
func deferredRound(t *testing.T, released bool) *roundHouse {
	t.Helper()
	h := votedRound(t)
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.TakeDecision{
		Proposal: "a", Outcome: policy.Deferred, Rationale: "Es fehlen Zahlen.", Deviation: "Die Zahlen kommen im Herbst.",
	})
	if released {
		h.move(workflow.KindDecisionReleased, "a")
	}
	_, err := h.desk.Execute(t.Context(), &h.operator, workflow.Operator, h.id(),
		desk.Act{Round: "2027", Command: &workflow.OpenRound{Programme: "iq", Policy: h.rules.Digest(), Prefix: "27", Title: "Auswahlrunde 2027"}},
		desk.Act{Command: &workflow.ListRound{Round: "2027", Programme: "iq", Policy: h.rules.Digest(), Origin: h.engine.RoundOrigin("2027")}})
	if err != nil {
		t.Fatal(err)
	}
	h.act(h.operator, workflow.Operator, "2027", &workflow.Move{Transition: workflow.KindCallOpened})
	return h
}

const laterPath = "/runden/2027/einreichen"

// A deferred proposal is handed in anew in a later round: its form begins with what it said, and the new one refers to the
// old one as its round stood.
func TestADeferredProposalIsHandedInAnew(t *testing.T) {
	t.Parallel()
	h := deferredRound(t, true)
	b := h.signedIn(submitter)
	page := b.see(firstAt)
	sound(t, page)
	holds(t, "the deferred proposal", page, "Neu einreichen: Auswahlrunde 2027", `href="`+laterPath+"?previous=2026%2Fa")
	holds(t, "the own proposals, before", b.see("/meine-vorschlaege"), "Neu einreichen: Auswahlrunde 2027")
	form := b.get(laterPath + "?previous=2026%2Fa")
	sound(t, form.Body.String())
	holds(t, "the form", form.Body.String(), "Zwei Häuser bestätigen es.", "Knüpft an einen vertagten Vorschlag an", "26-001 „Vorschlag a“, Auswahlrunde 2026",
		`value="2026/a" checked`)
	holds(t, "the form, read again without the address", b.see(laterPath), "Zwei Häuser bestätigen es.", `value="2026/a" checked`, "Gesichert um")
	holds(t, "the own proposals", b.see("/meine-vorschlaege"), "Vorschlag a")
	preview := b.send(form, laterPath, "success", "Jetzt mit Zahlen.", "ende", "vorschau")
	sound(t, preview.Body.String())
	holds(t, "the preview", preview.Body.String(), "Jetzt mit Zahlen.", "26-001 „Vorschlag a“, Auswahlrunde 2026")
	sent := b.send(preview, laterPath, "ende", "einreichen")
	if again := b.send(preview, laterPath, "ende", "einreichen"); sent.Code != http.StatusSeeOther || again.Header().Get("Location") != sent.Header().Get("Location") {
		t.Fatalf("handing in is answered %d, again %d %s", sent.Code, again.Code, again.Body.String())
	}
	r, _, err := h.engine.Round(t.Context(), "2027")
	if err != nil || len(r.Proposals) != 1 {
		t.Fatal(err)
	}
	old, _, err := h.engine.Round(t.Context(), roundID)
	if err != nil {
		t.Fatal(err)
	}
	released := old.Proposal("a").Released
	_, head, err := h.engine.Replay(t.Context(), roundID, released+1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Proposals[0].Content.Previous, (workflow.Link{Round: roundID, Proposal: "a", Size: released + 1, Root: head.Root}); got == nil || *got != want {
		t.Errorf("the link is %+v, want %+v", got, want)
	}
	at := "/runden/2027/vorschlaege/27-001"
	for _, email := range []string{submitter, office} {
		holds(t, "the new proposal, for "+email, h.signedIn(email).see(at), "26-001 „Vorschlag a“, Auswahlrunde 2026", `href="`+firstAt+`"`)
	}
}

// Before the deferral is released nobody can tell from the forms that it was taken; what was begun is never written over.
func TestOnlyKnownDeferralsAreTakenUp(t *testing.T) {
	t.Parallel()
	h := deferredRound(t, false)
	b := h.signedIn(submitter)
	lacks(t, "the proposal", b.see(firstAt), "Neu einreichen")
	form := b.get(laterPath + "?previous=2026%2Fa")
	lacks(t, "the form", form.Body.String(), "Zwei Häuser", "Knüpft an")
	preview := b.send(form, laterPath, "title", "Neu", "kind", "product", "owner", "kolibri", "need", "a", "solution", "b", "experience", "c",
		"success", "d", "transfer", "e", "summary", "f", fieldPrevious, "2026/a", "ende", "vorschau")
	sent := b.send(preview, laterPath, "ende", "einreichen")
	if sent.Code < 400 || sent.Code > 499 || !strings.Contains(sent.Body.String(), "Neu einreichen lässt sich nur, was vertagt ist") {
		t.Errorf("answered %d", sent.Code)
	}
	h.move(workflow.KindDecisionReleased, "a")
	begun := b.get(laterPath + "?previous=2026%2Fa").Body.String()
	holds(t, "the form that was begun", begun, `value="Neu"`)
	lacks(t, "the form that was begun", begun, "Zwei Häuser")
}
