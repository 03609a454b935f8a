package web

import (
	"net/http"
	"net/url"
	"testing"

	"gremium/workflow"
)

// What is typed into a step's form is kept, with a script or without, until the step is taken.
func TestStepsKeepDrafts(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	b := h.signedIn(office)
	back := stepAtPath("zurueckgeben")
	typed := url.Values{"note": {"Ergänzen Sie den Nachweis."}, "missing": {"kind", "success"}}.Encode()
	w := b.post(back+"/entwurf", "criterion", stepPart, "value", typed, "reason", "", "version", "0")
	if w.Code != http.StatusOK {
		t.Fatalf("keeping is answered %d: %s", w.Code, w.Body.String())
	}
	page := b.see(back)
	holds(t, "the form", page, "Ergänzen Sie den Nachweis.", `value="success" checked`, "Gesichert um ", "Entwurf speichern")
	if w = b.post(back+"/entwurf", "criterion", stepPart, "value", "note=anders", "version", "0"); w.Code != http.StatusConflict {
		t.Errorf("another window is answered %d", w.Code)
	}
	if w = b.post(back+"/entwurf", "criterion", "k1", "value", "x", "version", "0"); w.Code != http.StatusBadRequest {
		t.Errorf("a part that the form lacks is answered %d", w.Code)
	}
	form := formOf(t, b.get(back).Body.String(), back)
	form.Set("note", "Ohne Skript geschrieben.")
	if w = b.do(http.MethodPost, back+"/entwurf", form.Encode()); w.Code != http.StatusSeeOther {
		t.Errorf("keeping without a script is answered %d", w.Code)
	}
	holds(t, "the form", b.see(back), "Ohne Skript geschrieben.")
	if w = b.send(b.get(back), back); w.Code != http.StatusSeeOther {
		t.Fatalf("the step is answered %d", w.Code)
	}
	c := proposalCommand("a")
	c.Again, c.Base = true, 1
	h.act(h.who[submitter], workflow.Submitter, roundID, c)
	lacks(t, "the form after the step", b.see(back), "Ohne Skript", "Ergänzen Sie")
}
