package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestClosingSeveral(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	for _, id := range []string{"a", "b", "c"} {
		h.submit(id)
	}
	h.review("a", "b", "c")
	for _, id := range []string{"a", "b"} {
		for _, email := range []string{ministry, network, projects} {
			h.score(email, id)
		}
	}
	b, at := h.signedIn(office), roundAt+"/steuerung/alle/bewertung-schliessen"
	preview := b.get(at)
	sound(t, preview.Body.String())
	holds(t, "the preview", preview.Body.String(), "2 von 3 Vorschlägen ändern sich.", "2 Vorschläge schließen", "bleibt: 3 von 3 Bewertungen fehlen")

	h.score(migrants, "b")
	size := h.entries()
	w := b.send(preview, at)
	sound(t, w.Body.String())
	if w.Code != http.StatusConflict || h.entries() != size {
		t.Errorf("an old preview is answered %d and makes %d entries", w.Code, h.entries()-size)
	}
	holds(t, "the old preview", w.Body.String(), "Seit der Vorschau hat sich etwas geändert: 26-002.")

	first := b.send(w, at)
	second := b.send(w, at)
	if first.Code != http.StatusSeeOther || first.Header().Get("Location") != second.Header().Get("Location") || h.entries() != size+2 {
		t.Errorf("%d, %d and %d entries", first.Code, second.Code, h.entries()-size)
	}
	page := b.see(first.Header().Get("Location"))
	if n := strings.Count(page, "hat die Bewertung von 26-00"); n < 2 {
		t.Errorf("the receipt names %d entries", n)
	}
	holds(t, "what is left", b.see(at), "Hier ist gerade nichts zu tun.")
	if w := b.get(roundAt + "/steuerung/alle/entscheiden"); w.Code != http.StatusNotFound {
		t.Errorf("deciding on several is answered %d", w.Code)
	}
	if w := b.post(at, "vorschlag", "z.0.0"); w.Code != http.StatusConflict {
		t.Errorf("a form about nothing is answered %d", w.Code)
	}
}

// A policy that asks for more than the committee has members is said on the page of the committee, and keeps scoring open.
func TestACommitteeTooSmallForItsPolicy(t *testing.T) {
	t.Parallel()
	h := newRound(t, "per_body: 1", "per_body: 2")
	h.submit("a")
	h.review("a")
	b := h.signedIn(office)
	page := b.see(roundAt + "/gremium")
	sound(t, page)
	holds(t, "the committee", page, "So kann das Gremium nicht entscheiden", "Der Gremiumsteil „Mittelgeber“ ist für das Regelwerk zu klein.",
		"nötig: 2; Mitglieder mit Stimme: 1; es fehlen: 1")
	lacks(t, "a member's page of the committee", h.signedIn(ministry).see(roundAt+"/gremium"), "zu klein")
	holds(t, "closing", b.see(stepAtPath("bewertung-schliessen")), "Der Gremiumsteil „Mittelgeber“ ist für das Regelwerk zu klein.")
	lacks(t, "a committee that is large enough", newRound(t).signedIn(office).see(roundAt+"/gremium"), "zu klein")
}

func TestOpeningAndClosingBallots(t *testing.T) {
	t.Parallel()
	h := votedRound(t)
	b := h.signedIn(office)
	open := roundAt + "/steuerung/alle/abstimmung-oeffnen"
	holds(t, "ballots on what nobody has voted on yet", b.see(open), "Hier ist gerade nichts zu tun.")
	open = roundAt + "/steuerung/alle/erneut-abstimmen"
	preview := b.get(open)
	sound(t, preview.Body.String())
	size := h.entries()
	w := b.send(preview, open)
	sound(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity || h.entries() != size {
		t.Errorf("a further ballot without a reason is answered %d and makes %d entries", w.Code, h.entries()-size)
	}
	holds(t, "the refused preview", w.Body.String(), `id="reason-error"`, "Eine weitere Abstimmung braucht eine Begründung.")
	w = b.send(w, open, "reason", strings.Repeat("ä", 5000))
	holds(t, "the long reason", w.Body.String(), `id="reason-error"`, "ääää</textarea>")
	first := b.send(w, open, "reason", "Drei waren krank.")
	second := b.send(w, open, "reason", "Drei waren krank.")
	if first.Code != http.StatusSeeOther || second.Code != http.StatusSeeOther || h.entries() != size+1 {
		t.Errorf("opening is answered %d, %d and makes %d entries", first.Code, second.Code, h.entries()-size)
	}
	end := roundAt + "/steuerung/alle/abstimmung-schliessen"
	page := b.get(end)
	holds(t, "the preview", page.Body.String(), "0 von 5", "ausgezählt", "Eine Abstimmung schließen")
	if w := b.send(page, end); w.Code != http.StatusSeeOther {
		t.Errorf("closing is answered %d", w.Code)
	}
}
