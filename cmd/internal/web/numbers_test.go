package web

import (
	"strings"
	"testing"

	"gremium/workflow"
	"gremium/workflow/desk"
)

// An auditor who holds a seat learns neither how much the record holds nor what it looks like while scores are hidden, and
// both afterwards.
func TestACheckTellsAMemberNothing(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	const double = "doppelt@example.org"
	h.seat(double, "Ruth Lindqvist", "bmas", "", false, desk.Grant{Programme: "iq", Role: desk.Auditor})
	h.submit("a")
	h.review("a")
	at := roundAt + "/pruefung"
	check := func(email string) string {
		b := h.signedIn(email)
		page := b.send(b.get(at), at).Body.String()
		sound(t, page)
		return page
	}
	root := func() string {
		who := h.who[auditor]
		v, err := h.desk.Round(t.Context(), roundID, &who)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(v.Root.String(), "+", "&#43;")
	}
	before := check(double)
	holds(t, "the check", before, "Die Akte stimmt<", "Sie haben in dieser Runde einen Sitz")
	lacks(t, "the check", before, root(), "Einträge geprüft")
	holds(t, "the check of somebody without a seat", check(auditor), root(), "Einträge geprüft")
	h.score(projects, "a")
	if after := check(double); after != before {
		t.Error("the check tells that somebody has scored")
	}
	for _, email := range []string{ministry, network, double} {
		h.score(email, "a")
	}
	h.move(workflow.KindScoringClosed, "a")
	holds(t, "the check after scoring", check(double), root(), "Einträge geprüft")
}

// Two submitters' receipts would tell how many entries came between them.
func TestReceiptsOfSubmittersHaveNoNumbers(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	page := h.signedIn(submitter).see("/meine-vorschlaege?runde=2026&eingereicht=a")
	holds(t, "the receipt", page, "ist eingereicht", "Die Koordination prüft jetzt")
	lacks(t, "the receipt", page, "Eintrag ")
	h.review("a")
	for _, email := range []string{ministry, network, projects} {
		h.score(email, "a")
	}
	h.move(workflow.KindScoringClosed, "a")
	lacks(t, "the proposal", h.signedIn(submitter).see(firstAt), "Eintrag ")
}
