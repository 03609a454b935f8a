package web

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/desk"
)

// An auditor takes the record along and finds in it, elsewhere, how the round came to where it stands.
func TestTakeTheRecordAlong(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.submit("b")
	b, at := h.signedIn(auditor), roundAt+"/pruefung"
	page := b.see(at)
	holds(t, "the page", page, "Akte mitnehmen", "Akte herunterladen", "gremium log verify akte-2026.zip --key SCHLÜSSEL", "nur von ")
	sound(t, page)
	for of, withheld := range map[string]bool{"": false, "a": true} {
		answer := b.get(at + "/akte?vorschlag=" + of)
		file := answer.Body.Bytes()
		if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "application/zip" || !strings.Contains(answer.Header().Get("Content-Disposition"), "akte-2026.zip") {
			t.Fatalf("%d %v", answer.Code, answer.Header())
		}
		f, err := casefile.Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		report, err := casefile.Check(t.Context(), f, casefile.Options{Lang: "de"})
		if err != nil || !report.OK {
			t.Fatalf("%v %+v", err, report)
		}
		if got := f.Manifest.Ledgers[1].Withheld > 0; got != withheld || f.Manifest.Proposal != of {
			t.Errorf("%q: %+v", of, f.Manifest.Ledgers)
		}
	}
	if answer := b.get(at + "/akte?vorschlag=none"); answer.Code != http.StatusNotFound {
		t.Errorf("of a proposal that there is none of: %d", answer.Code)
	}
}

// Who holds a seat does not get the whole record, whatever other role they have, and the page tells them why. While a ballot is
// open the file ends at its opening, and a vote changes nothing in it.
func TestRecordIsForWhoReadsAll(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	const double = "doppelt@example.org"
	h.seat(double, "Ruth Lindqvist", "bmas", "", false, desk.Grant{Programme: "iq", Role: desk.Auditor})
	b, at := h.signedIn(double), roundAt+"/pruefung"
	holds(t, "the page", b.see(at), "Die ganze Akte als Datei erhält nur, wer sie ganz lesen darf.", `aria-disabled="true"`)
	if answer := b.get(at + "/akte"); answer.Code != http.StatusForbidden || answer.Header().Get("Content-Disposition") != "" {
		t.Errorf("%d", answer.Code)
	}
	h.submit("a")
	h.review("a")
	for _, email := range []string{ministry, network, projects, double} {
		h.score(email, "a")
	}
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	h.move(workflow.KindBallotOpened, "a")
	reader := h.signedIn(auditor)
	holds(t, "the page", reader.see(at), "In dieser Runde läuft eine Abstimmung.")
	before := reader.get(at + "/akte").Body.Bytes()
	h.vote(ministry, policy.Yes)
	after := reader.get(at + "/akte").Body.Bytes()
	size := func(b []byte) uint64 {
		f, err := casefile.Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		return f.Manifest.Ledgers[1].Size
	}
	if len(before) != len(after) || size(before) != size(after) || bytes.Contains(after, []byte(`"type":"vote.cast/1"`)) {
		t.Errorf("a file of %d entries before a vote, of %d after it", size(before), size(after))
	}
}

// The page about the check says what no check proves, in the words of the command line.
func TestTheAuditSaysWhatItDoesNotProve(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	holds(t, "the page", h.signedIn(auditor).see("/runden/2026/pruefung"), audit.UnprovenHere("de")...)
	holds(t, "the page in English", h.signedIn(auditor).see("/runden/2026/pruefung?lang=en"), audit.UnprovenHere("en")...)
}

// Once the round is over, who reads all of it chooses whom the file is for; before, the page says from when on, and nobody is named.
func TestTakeAlongForSomebodyElse(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	const double = "doppelt@example.org"
	h.seat(double, "Ruth Lindqvist", "bmas", "", false, desk.Grant{Programme: "iq", Role: desk.Auditor})
	b, at := h.signedIn(auditor), roundAt+"/pruefung"
	page := b.see(at)
	holds(t, "while it goes on", page, "Auszüge für Mitglieder und andere Beteiligte gibt es hier, sobald die Runde abgeschlossen")
	lacks(t, "while it goes on", page, "darf</option>", `name="fuer"`)
	h.act(h.operator, workflow.Operator, roundID, &workflow.Move{Transition: workflow.KindRoundCancelled, Reason: "Mittel gestrichen"})
	page = b.see(at)
	sound(t, page)
	holds(t, "the page", page, "für die Prüfung: die ganze Akte", `<option value="`+h.pseudonym(ministry)+`">nur, was Dr. Henrike Vollmer sehen darf</option>`)
	lacks(t, "the page", page, "gibt es hier, sobald")
	answer := b.get(at + "/akte?fuer=" + h.pseudonym(ministry))
	if answer.Code != http.StatusNotFound || !strings.Contains(answer.Body.String(), "Für "+h.pseudonym(ministry)+" gibt es keinen Auszug.") {
		t.Errorf("the verifier is asked for somebody else: %d", answer.Code)
	}
	lacks(t, "the page of who holds a seat", h.signedIn(double).see(at), `name="fuer"`)
	if answer := h.signedIn(ministry).get(at + "/akte?fuer=" + h.pseudonym(ministry)); answer.Code != http.StatusForbidden {
		t.Errorf("a member is answered %d", answer.Code)
	}
}
