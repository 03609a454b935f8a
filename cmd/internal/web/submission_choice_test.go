package web

import (
	"net/http"
	"strings"
	"testing"

	"gremium/workflow"
)

const reworkPath = firstAt + "/einreichen"

// outrunDraft is a round with a returned proposal of version 2, and a draft that was begun from version 1.
func outrunDraft(t *testing.T) (*roundHouse, *browser) {
	t.Helper()
	h := newRound(t)
	back := &workflow.ReturnProposal{Proposal: "a", Missing: []string{"success"}, Note: "Wer bestätigt es?"}
	h.submit("a")
	h.act(h.who[office], workflow.Coordinator, roundID, back)
	b := h.signedIn(submitter)
	form := b.get(reworkPath)
	preview := b.send(form, reworkPath, "success", "Drei Häuser bestätigen es.", "ende", "vorschau")
	if w := b.send(preview, reworkPath, "ende", "einreichen"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body.String())
	}
	stale := b.send(form, reworkPath, "success", "Vier Häuser.", "kind", "event_format", "ende", "vorschau")
	if stale.Code != http.StatusConflict {
		t.Errorf("a stale form is answered %d", stale.Code)
	}
	h.act(h.who[office], workflow.Coordinator, roundID, back)
	return h, b
}

func TestADraftOfAnOlderVersionIsAChoice(t *testing.T) {
	t.Parallel()
	for end, want := range map[string]string{"fassung": "Drei Häuser bestätigen es.", "entwurf": "Vier Häuser."} {
		_, b := outrunDraft(t)
		page := b.get(reworkPath)
		sound(t, page.Body.String())
		holds(t, "the choice", page.Body.String(), "In der Akte steht inzwischen Fassung 2", "Drei Häuser bestätigen es.", "Vier Häuser.", "Ihr Entwurf")
		lacks(t, "the choice", page.Body.String(), "Rechnen Sie mit 20 Minuten")
		if strings.Contains(page.Body.String(), `name="success"`) {
			t.Error("the draft is laid over the recorded version before anybody has chosen")
		}
		if w := b.send(page, reworkPath, "ende", end); w.Code != http.StatusSeeOther {
			t.Errorf("choosing is answered %d", w.Code)
		}
		got := formOf(t, b.get(reworkPath).Body.String(), reworkPath)
		if got.Get("success") != want || got.Get("base") != "2" {
			t.Errorf("after %s the form holds %q from version %s", end, got.Get("success"), got.Get("base"))
		}
	}
}
