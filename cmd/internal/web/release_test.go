package web

import (
	"net/http"
	"testing"
)

// What is decided waits for the office to release it, all together after a preview; until then nothing is published, and the
// committee is told that nobody else knows.
func TestReleasingTogether(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	b, at := h.signedIn(office), roundAt+"/steuerung/alle/freigeben"
	board := b.see(roundAt + "/steuerung")
	holds(t, "the board", board, "1 Entscheidung ist noch nicht freigegeben", at)
	kept := b.see(firstAt)
	sound(t, kept)
	holds(t, "the proposal", kept, "Noch nicht freigegeben: Wer eingereicht hat", "Die Entscheidung ist noch nicht freigegeben. Geben Sie sie zuerst frei.",
		stepAtPath("freigeben"))
	for _, email := range []string{office, ministry} {
		holds(t, "why, for "+email, h.signedIn(email).see(firstAt+"/warum"), "Noch nicht freigegeben")
	}
	preview := b.get(at)
	sound(t, preview.Body.String())
	holds(t, "the preview", preview.Body.String(), "1 von 1 Vorschlägen", "1 Entscheidung freigeben", "freigegeben")
	size := h.entries()
	first := b.send(preview, at)
	second := b.send(preview, at)
	if first.Code != http.StatusSeeOther || second.Code != http.StatusSeeOther || h.entries() != size+1 {
		t.Errorf("releasing is answered %d, %d and makes %d entries", first.Code, second.Code, h.entries()-size)
	}
	holds(t, "the receipt", b.see(first.Header().Get("Location")), "hat die Entscheidung über 26-001")
	lacks(t, "why, afterwards", b.see(firstAt+"/warum"), "Noch nicht freigegeben")
	holds(t, "the submitter", h.signedIn(submitter).see(firstAt+"/warum"), "Das Ergebnis: ausgewählt.")
	holds(t, "what is left", b.see(at), "Hier ist gerade nichts zu tun.")
}
