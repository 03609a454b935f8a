package web

import (
	"strings"
	"testing"

	"gremium/workflow"
)

func TestWhy(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	for _, email := range []string{office, ministry, auditor} {
		page := h.signedIn(email).see(firstAt + "/warum")
		if numbers := strings.Contains(page, "gremium why 2026 26-001 --at "); numbers == (email == ministry) || strings.Contains(page, "Eintrag ") != numbers {
			t.Errorf("%s, from whom b's scores are hidden or not, is told numbers: %v", email, numbers)
		}
		holds(
			t, "why by "+email, page, "Warum wurde „Vorschlag a“ ausgewählt?", "mit 2 Ja- gegen eine Nein-Stimme bei einer Enthaltung ausgewählt.",
			"Das Regelwerk hatte dasselbe Ergebnis vorgeschlagen.", "Das Gremium war beschlussfähig", "2,75 (11/4)",
			"Annahme, vom Gremium zu beschließen", "Ein Vorbild.", "Netzwerk, Vorhaben", "Stimmen im Einzelnen",
		)
	}
	english := h.signedIn(auditor).see(firstAt + "/warum?lang=en")
	holds(t, "why in English", english, "with 2 votes for and one against and one abstention: selected.", "The committee had a quorum")
}

func TestWhatIsMissingForADecision(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(office)
	page := b.see(firstAt + "/warum")
	holds(t, "before scoring is closed", page, "noch nicht entschieden", "Bewertungen fehlen", "noch nicht zu Ende abgestimmt")
	lacks(t, "before scoring is closed", page, "Die Bewertung erreicht die Schwelle")
	for _, email := range []string{ministry, network, projects} {
		h.score(email, "a")
	}
	h.move(workflow.KindScoringClosed, "a")
	holds(t, "before the ballot", b.see(firstAt+"/warum"), "Die Bewertung erreicht die Schwelle in jedem Kriterium", "Es wurde noch nicht abgestimmt")
	h.move(workflow.KindDeliberationStarted, "")
	h.move(workflow.KindBallotOpened, "a")
	lacks(t, "while the ballot runs", b.see(firstAt+"/warum"), "Die nötige Mehrheit", "Das Gremium war")
}

// Whoever handed a proposal in learns the outcome when it is released, and never the scores.
func TestOutcomeIsReleasedToTheSubmitter(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	b := h.signedIn(submitter)
	for _, at := range []string{firstAt, firstAt + "/warum"} {
		lacks(t, at, b.see(at), "ausgewählt?", `state selected`, "3,00", "2,75", "Ein Vorbild.", "Sanna", "Enthaltung")
	}
	holds(t, "before the release", b.see(firstAt+"/warum"), "wenn es freigegeben ist")
	h.move(workflow.KindDecisionReleased, "a")
	page := b.see(firstAt + "/warum")
	holds(t, "after the release", page, "Das Ergebnis: ausgewählt.", "Ein Vorbild.")
	lacks(t, "after the release", page, "2,75", "Sanna", "Enthaltung", "noch verdeckt")
	holds(t, "the proposal", b.see(firstAt), firstAt+"/warum")
}

// The stations of a proposal carry the days that a reader may know: whoever handed it in learns neither when it was checked
// nor when scoring was closed, and of the decision when it is released.
func TestStationsHaveDays(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	days := func(email string) int {
		page := h.signedIn(email).see(firstAt)
		slip, _, _ := strings.Cut(page[strings.Index(page, `class="slip"`):], "</ol>")
		return strings.Count(slip, h.server.speak["de"].Day(h.now()))
	}
	for email, want := range map[string]int{submitter: 2, ministry: 5, office: 5} {
		if got := days(email); got != want {
			t.Errorf("%s is told %d days, want %d", email, got, want)
		}
	}
	h.move(workflow.KindDecisionReleased, "a")
	h.move(workflow.KindSummaryPublished, "a")
	for email, want := range map[string]int{submitter: 4, ministry: 6} {
		if got := days(email); got != want {
			t.Errorf("%s is told %d days after publishing, want %d", email, got, want)
		}
	}
}

func TestRulesAndCommittee(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.act(h.operator, workflow.Operator, roundID, &workflow.CreateSeat{Seat: "frei", Body: "bmas", Label: "Mittelgeber 2"},
		&workflow.CreateSeat{Seat: "rat", Body: "network", Group: "projects", Organisation: "kolibri", Advisory: true})
	b := h.signedIn(ministry)
	rules := b.see(roundAt + "/regelwerk")
	holds(t, "the rules", rules, "Regelwerk: IQ Good Practice", "Regeln sind Annahmen", "Annahme, vom Gremium zu beschließen", "§ 90 VwVfG",
		"voll erfüllt", "kann Vorbild für neue Vorhaben sein", h.rules.Digest())
	if n := strings.Count(rules, `class="assume"`); n < 10 {
		t.Errorf("%d assumptions are marked", n)
	}
	page := b.see(roundAt + "/gremium")
	holds(t, "the committee", page, "Mittelgeber 2", "nicht besetzt", "Dr. Henrike Vollmer", ">Sie<", "Vorsitz, eine Stimme",
		"Migrant*innenorganisationen", "beratend, ohne Stimme", "Vorhaben Kolibri", "7 Sitze; besetzt sind 5.")
	holds(t, "the rounds", b.see("/runden"), "Auswahlrunde 2026", "/runden/2026/vorschlaege", "Bewertung")
	for email, to := range map[string]string{office: "/steuerung", auditor: "/nachvollziehen", ministry: "/vorschlaege"} {
		if at := h.signedIn(email).get(roundAt).Header().Get("Location"); at != roundAt+to {
			t.Errorf("%s begins at %s", email, at)
		}
	}
}

// Contacts are for the office and whoever handed them in.
func TestContactsAreForTheOffice(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	for email, sees := range map[string]bool{office: true, submitter: true, ministry: false} {
		page := h.signedIn(email).see(firstAt)
		if strings.Contains(page, "Ansprechpersonen") != sees || strings.Contains(page, submitter) != sees {
			t.Errorf("%s sees contacts: want %v", email, sees)
		}
	}
}
