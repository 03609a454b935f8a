package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

const whatIfAt = statsAt + "/was-waere-wenn"

// twoDecided is a round with three results: a is selected, b misses a threshold, and c is scored and not voted on; d is under
// review. The first member of the office that holds a seat has scored none.
func twoDecided(t *testing.T) *roundHouse {
	t.Helper()
	h := newRound(t)
	ids := []string{"a", "b", "c", "d"}
	for _, id := range ids {
		h.submit(id)
	}
	h.review(ids...)
	for i, id := range ids[:3] {
		for _, email := range []string{ministry, network, projects, migrants} {
			h.sheet(email, id, []string{"3222", "2221", "2222"}[i])
		}
		h.move(workflow.KindScoringClosed, id)
	}
	h.move(workflow.KindDeliberationStarted, "")
	for _, id := range ids[:2] {
		h.move(workflow.KindBallotOpened, id)
		for _, email := range []string{ministry, network, projects} {
			h.act(h.who[email], workflow.Member, roundID, &workflow.CastVote{Proposal: id, Choice: policy.Yes})
		}
		h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: id},
			&workflow.TakeDecision{Proposal: id, Rationale: "Grund"})
	}
	return h
}

func TestWhatIf(t *testing.T) {
	t.Parallel()
	h := twoDecided(t)
	size := h.entries()
	b := h.signedIn(auditor)
	form := b.see(whatIfAt)
	holds(t, "the form", form, "das der Runde (iq-good-practice)", "im Regelwerk 2; „ohne“ hebt sie auf", "Dr. Sanna Okafor", "Mittelgeber", "Vergleichen")
	lacks(t, "the form", form, "Angenommen:")
	holds(t, "the rules", b.see(roundAt+"/regelwerk"), "Unterschied ansehen …", whatIfAt)
	lacks(t, "the rules for a member", h.signedIn(ministry).see(roundAt+"/regelwerk"), whatIfAt)
	ask := func(fields ...string) string {
		q := url.Values{}
		for i := 0; i < len(fields); i += 2 {
			q.Set(fields[i], fields[i+1])
		}
		return b.see(whatIfAt + "?" + q.Encode())
	}
	holds(t, "a lower threshold", ask("schwelle-efficient", "1,0"), "Ein Ergebnis von 3 ändert sich.", "effizient: Schwelle 1 statt 2.",
		"Vorschlag b", "<del>", "effizient: Schwelle 1 erreicht – 1,00, 4 Bewertungen.", "--threshold efficient=1", "?schwelle-efficient=1%2C0")
	lacks(t, "a lower threshold", ask("schwelle-efficient", "1"), `/vorschlaege/26-001"`)
	holds(t, "no threshold", ask("schwelle-efficient", "ohne"), "Entfällt: effizient: Schwelle 2 nicht erreicht.", "--threshold efficient=none")
	holds(t, "without a body", ask("ohne-teil", "bmas"), "hätte keine Sitze.", "nicht entscheidbar", "2 von 4, nötig 3", "--without-body bmas")
	holds(t, "without a member", ask("ohne-mitglied", h.pseudonym(migrants)), "Yeliz Aydemir hätte keinen Sitz.", "Kein Ergebnis ändert sich. Verglichen: 3.")
	holds(t, "another weight", ask("gewicht-efficient", "1.5", "zusammenfassung", "median"), "effizient: Gewicht 1,5 statt 1.", "durch: Median.",
		"Kein Ergebnis ändert sich.", "gremium replay 2026 --aggregate median --weight efficient=1.5")
	holds(t, "the same policy", ask("regelwerk", "iq-good-practice"), "Kein Ergebnis ändert sich.", "Es gälte das Regelwerk iq-good-practice")
	holds(t, "in English", b.see(whatIfAt+"?lang=en&ohne-teil=bmas"), "had no seats.", "not to be decided")
	b.get("/?lang=de")
	if h.entries() != size {
		t.Errorf("comparing makes %d entries", h.entries()-size)
	}
}

// What cannot be understood is named beside its field, and nothing is computed.
func TestWhatIfThatCannotBeRead(t *testing.T) {
	t.Parallel()
	h := twoDecided(t)
	b := h.signedIn(office)
	for query, want := range map[string]string{
		"gewicht-efficient=0":           "„0“ ist kein Gewicht.",
		"gewicht-efficient=1e9999":      "„1e9999“ ist kein Gewicht.",
		"schwelle-efficient=viel":       "„viel“ ist keine Schwelle.",
		"gewicht-schön=2":               "Ein Kriterium „schön“ hat das gewählte Regelwerk nicht",
		"regelwerk=anders":              "Ein Regelwerk „anders“ gibt es hier nicht.",
		"regelwerk=../../etc/passwd":    "gibt es hier nicht.",
		"regelwerk=z.AAAA":              "Das Regelwerk in der Adresse ist unvollständig.",
		"regelwerk=z.!":                 "Das Regelwerk in der Adresse ist unvollständig.",
		"zusammenfassung=viel":          "Das steht nicht zur Wahl.",
		"ohne-mitglied=p-000000000000":  "Das steht nicht zur Wahl.",
		"ohne-teil=niemand":             "Das steht nicht zur Wahl.",
		"ohne-teil=x&ohne-mitglied=abc": "2 Angaben sind nicht lesbar",
	} {
		w := b.get(whatIfAt + "?" + query)
		sound(t, w.Body.String())
		if w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s is answered %d", query, w.Code)
		}
		holds(t, query, w.Body.String(), want)
		lacks(t, query, w.Body.String(), "Angenommen:")
	}
}

// However much an address asks for, the answer stays short.
func TestWhatIfIsBounded(t *testing.T) {
	t.Parallel()
	h := twoDecided(t)
	var query strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&query, "&gewicht-%d=2", i)
	}
	b := h.signedIn(office)
	for _, q := range []string{query.String(), "&regelwerk=z." + strings.Repeat("A", 200_000)} {
		w := b.get(whatIfAt + "?" + q[1:])
		if w.Code != http.StatusUnprocessableEntity || w.Body.Len() > 40_000+6*len(q) { // links to other languages and themes repeat the address
			t.Errorf("%.20s is answered %d in %d bytes", q, w.Code, w.Body.Len())
		}
	}
	if w := b.post(whatIfAt, "text", strings.Repeat("x", maxBody)); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a form that is too large is answered %d", w.Code)
	}
}

// A policy that somebody pastes is compared, stands in the address, and is kept nowhere.
func TestWhatIfWithAPastedPolicy(t *testing.T) {
	t.Parallel()
	h := twoDecided(t)
	size := h.entries()
	b := h.signedIn(office)
	src, _ := policy.BuiltIn("iq-good-practice")
	strict := strings.ReplaceAll(string(src), "threshold: 2", "threshold: 3")
	w := b.send(b.get(whatIfAt), whatIfAt, "text", strict)
	at := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || len(at) > 8000 {
		t.Fatalf("it is answered %d with an address of %d bytes: %s", w.Code, len(at), w.Body)
	}
	page := b.see(at)
	holds(t, "the comparison", page, "eingefügt: iq-good-practice", "Ein Ergebnis von 3 ändert sich.", "Vorschlag a", "--policy DATEI", "Schwelle 3 nicht erreicht")
	if other := h.signedIn(auditor).see(at); !strings.Contains(other, "Ein Ergebnis von 3 ändert sich.") {
		t.Error("the address shows the auditor something else")
	}
	for text, want := range map[string]string{
		"":                                    "Das Feld ist leer.",
		"format: 1\nid: [":                    "Zeile 2",
		strings.Repeat("# leer\n", 10_000):    "zu lang",
		strings.Replace(strict, "id:", "", 1): "nicht verwendbar",
	} {
		w := b.post(whatIfAt, "text", text)
		sound(t, w.Body.String())
		if w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%.20q is answered %d", text, w.Code)
		}
		holds(t, "what cannot be used", w.Body.String(), want)
	}
	if h.entries() != size || len(h.archive.drafts) > 0 {
		t.Errorf("%d entries and %d drafts", h.entries()-size, len(h.archive.drafts))
	}
}

// What is hidden from a visitor moves no result of theirs: two worlds that differ in it give the same comparison.
func TestWhatIfTellsNothingHidden(t *testing.T) {
	t.Parallel()
	for _, email := range []string{office, both} {
		world := func(level string, choice policy.Choice) string {
			h := newRound(t)
			h.submit("a")
			h.submit("b")
			h.review("a", "b")
			as := workflow.Member
			if email == office {
				as = workflow.Coordinator
			}
			h.act(h.who[email], as, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
			for _, m := range []string{ministry, network, projects} {
				h.sheet(m, "b", "2221")
			}
			h.act(h.operator, workflow.Operator, roundID, &workflow.Move{Transition: workflow.KindScoringClosed, Proposal: "b"})
			h.decided(level, choice, email)
			b := h.signedIn(email)
			out := ""
			for _, q := range []string{"", "?ohne-teil=bmas", "?zusammenfassung=median", "?schwelle-efficient=1", "?ohne-mitglied=" + h.pseudonym(network)} {
				out += b.see(whatIfAt + q)
			}
			return out
		}
		one, two := world("3", policy.Yes), world("1", policy.No)
		if unlike := difference(one, two); unlike != "" {
			t.Errorf("%s learns: %s", email, unlike)
		}
		holds(t, "the page", one, "Kein Ergebnis ändert sich. Verglichen: 1.", "26-001")
	}
}
