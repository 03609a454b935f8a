package web

import (
	"net/http"
	"testing"
)

func TestAnUnchangedSheetMakesNoEntry(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	b.send(b.get(scorePath), scorePath, "k1", "3", "k1-reason", "Zeile eins\r\nZeile zwei", "k2", "2", "k3", "2", "k4", "2")
	before := h.entries()
	w := b.send(b.get(scorePath), scorePath)
	if w.Code != http.StatusSeeOther || h.entries() != before {
		t.Errorf("answered %d, with %d new entries", w.Code, h.entries()-before)
	}
	page := b.see(w.Header().Get("Location"))
	holds(t, "the next page", page, "Nichts geändert: 26-001")
	lacks(t, "the next page", page, "Bewertung zu 26-001 abgegeben")
	if b.send(b.get(scorePath), scorePath, "k2", "1"); h.entries() != before+1 {
		t.Error("a changed sheet makes no entry")
	}
}
