package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gremium/policy"
	"gremium/workflow"
)

const roundAt = "/runden/2026"

// holds fails for every text that a page lacks.
func holds(t *testing.T, name, page string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(page, want) {
			t.Errorf("%s lacks %q", name, want)
		}
	}
}

// lacks fails for every text that a page holds and must not.
func lacks(t *testing.T, name, page string, not ...string) {
	t.Helper()
	for _, x := range not {
		if strings.Contains(page, x) {
			t.Errorf("%s tells %q", name, x)
		}
	}
}

// see opens a page that must be there and sound.
func (b *browser) see(at string) string {
	b.h.t.Helper()
	w := b.get(at)
	if w.Code != http.StatusOK {
		b.h.t.Fatalf("%s is answered %d", at, w.Code)
	}
	sound(b.h.t, w.Body.String())
	return w.Body.String()
}

func TestBoardSaysWhatHangs(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.signedIn(office)
	holds(t, "the empty board", b.see(roundAt+"/steuerung"), "Noch kein Vorschlag eingereicht.", "Bewertung beginnen …")
	h.submit("a")
	h.submit("b")
	h.submit("c")
	holds(t, "the board", b.see(roundAt+"/steuerung"), "3 Vorschläge warten auf die Zulässigkeit", "26-001: Zulässigkeit prüfen …")
	h.review("a", "b")
	for _, email := range []string{ministry, network, projects} {
		h.score(email, "a")
	}
	h.score(ministry, "b")
	page := b.see(roundAt + "/steuerung")
	holds(
		t, "the board", page, "2 Vorschläge sind in Bewertung", "Bei 0 von 2 haben alle bewertet",
		"Bewertung schließen: nur ein Vorschlag …", "2 von 3 Bewertungen fehlen: Dr. Sanna Okafor", "3 von 5", "1 von 5", "3,00",
		"unter der Schwelle 2", "Yeliz Aydemir", "Beratung beginnen …",
	)
	if strings.Contains(page, "p-") && strings.Contains(page, "Pseudonym") {
		t.Error("the board shows pseudonyms")
	}
	english := b.see(roundAt + "/steuerung?lang=en")
	holds(t, "the English board", english, "2 proposals are under review", "below the threshold 2")
	b.get("/?lang=de")
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	holds(t, "the board", b.see(roundAt+"/steuerung"), "Über einen Vorschlag ist abzustimmen", "Abstimmung eröffnen: ein Vorschlag …")
	h.move(workflow.KindBallotOpened, "a")
	h.act(h.who[network], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.Yes})
	holds(t, "the board", b.see(roundAt+"/steuerung"), "Eine Abstimmung läuft", "26-001: 1 von 5 Stimmen.", "Es fehlen: Dr. Henrike Vollmer")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
	lacks(t, "the board", b.see(roundAt+"/steuerung"), "Eine Abstimmung läuft")
}

// Who coordinates and scores sees who is missing, but no values before the own ones are in: the pages are the same, byte for
// byte, whatever others have given.
func TestStrictestSightOnTheBoard(t *testing.T) {
	t.Parallel()
	pages := func(level string) string {
		h := scoredRound(t)
		h.scoreAs(network, "a", level)
		b := h.signedIn(both)
		out := ""
		for _, at := range []string{
			"/steuerung", "/vorschlaege", "/vorschlaege/26-001", "/vorschlaege/26-001/warum", "/nachvollziehen",
			"/nachvollziehen?vorschlag=26-001", "/vorschlaege/26-001/schritt/bewertung-schliessen", "/steuerung/alle/bewertung-schliessen",
		} {
			out += b.see(roundAt + at)
		}
		return exact.ReplaceAllString(stamps.ReplaceAllString(stripped(out), ""), "")
	}
	low, high := pages("0"), pages("3")
	if d := cmp.Diff(low, high); d != "" {
		t.Errorf("the pages tell what others have given:\n%s", d)
	}
	holds(t, "the veiled board", low, "Verdeckt, bis Ihre eigene Bewertung vorliegt.", "Jetzt bewerten", "Koordination und Mitglied")
}

// exact are times to the microsecond, in markup and in the particulars of an entry.
var exact = regexp.MustCompile(`\d{4}-\d\d-\d\dT(?:[0-9:.]|%3A)+(Z|[+-]\d\d:\d\d)`)

// scoreAs casts a member's scores, the same level everywhere.
func (h *roundHouse) scoreAs(email, id, level string) {
	h.t.Helper()
	c := &workflow.CastScores{Proposal: id, Seen: 1, Justifications: map[string]string{}}
	d, err := policy.ParseDecimal(level)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, k := range h.rules.Criteria {
		c.Scores = append(c.Scores, policy.CriterionValue{Criterion: k.ID, Value: policy.Value{Decimal: d}})
		c.Justifications[k.ID] = "Begründung zu Stufe"
	}
	h.act(h.who[email], workflow.Member, roundID, c)
}

// A row that is veiled comes last, in the order of its number.
func TestVeiledRowsComeLast(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.score(both, "b")
	h.score(network, "a")
	page := h.signedIn(both).see(roundAt + "/steuerung")
	heat := page[strings.Index(page, `<table class="heat`):]
	seen, veiled := strings.Index(heat, "26-002"), strings.Index(heat, "26-001")
	if seen < 0 || veiled < seen {
		t.Errorf("26-002 stands at %d and the veiled 26-001 at %d", seen, veiled)
	}
}

func TestListOfProposals(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	page := b.see(roundAt + "/vorschlaege")
	holds(t, "the list", page, "2 von 2 Vorschlägen", "Vorschlag a", "Produkt", "noch verdeckt")
	page = b.see(roundAt + "/vorschlaege?stand=submitted")
	holds(t, "the filtered list", page, "Hier ist kein Vorschlag.", "alle zeigen")
	holds(t, "a list with a filter that is none", b.see(roundAt+"/vorschlaege?stand=%22%3E"), "2 von 2 Vorschlägen")
}
