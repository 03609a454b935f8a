package web

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"gremium/cmd/internal/locale"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
)

const replayAt = roundAt + "/nachvollziehen"

// An auditor sees what a member could see at the time, beside what the record held; others are not asked for it.
func TestReplayShowsWhatSomebodyCouldSee(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	b := h.signedIn(auditor)
	sheets := stepsOf(t, h)[workflow.KindScoresCast]
	member := h.pseudonym(projects) // who scores third
	at := func(seq uint64, of string) string {
		return replayAt + "?vorschlag=26-001&eintrag=" + strconv.FormatUint(seq, 10) + "&sicht=" + of
	}
	blind := b.see(at(sheets[1].Seq, member))
	holds(t, "before the own scores", blind, "Was Petra Wiśniewski damals sehen konnte", "verdeckt, bis die eigene Bewertung vorliegt", "nicht sichtbar")
	open := b.see(at(sheets[2].Seq, member))
	lacks(t, "after the own scores", open, "verdeckt, bis die eigene Bewertung vorliegt")
	holds(t, "after the own scores", open, "sichtbar für Petra Wiśniewski", "Dr. Henrike Vollmer, Dr. Sanna Okafor und Petra Wiśniewski")
	outside := b.see(replayAt + "?eintrag=1&sicht=" + member)
	holds(t, "before they came", outside, "Gehörte damals nicht zur Runde")
	holds(t, "the whole round", b.see(replayAt+"?sicht="+member), "Ausgeschlossen von", "Bewertungen anderer verdeckt bei")
	if w := b.get(replayAt + "?sicht=p-nobody"); w.Code != http.StatusNotFound {
		t.Errorf("the sight of nobody is answered %d", w.Code)
	}
	for _, email := range []string{office, ministry} {
		if w := h.signedIn(email).get(replayAt + "?sicht=" + member); w.Code != http.StatusForbidden {
			t.Errorf("%s asks for the sight of another and is answered %d", email, w.Code)
		}
		lacks(t, email, h.signedIn(email).see(replayAt), "Sicht von")
	}
}

// While a ballot runs nobody learns of its votes by looking through the eyes of who voted.
func TestSightOfOthersTellsNoRunningVotes(t *testing.T) {
	t.Parallel()
	h := ballotRound(t)
	h.act(h.who[network], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.No})
	page := h.signedIn(auditor).see(replayAt + "?vorschlag=26-001&sicht=" + h.pseudonym(network))
	holds(t, "the page", page, "Die Abstimmung läuft noch; solange zeigt diese Seite nichts davon.")
	lacks(t, "the page", page, "abgestimmt")
	count := "ein Eintrag einer laufenden Abstimmung wird erst nach ihrem Ende gezeigt"
	holds(t, "the page", page, count)
	holds(t, "the whole round", h.signedIn(auditor).see(replayAt), count)
	lacks(t, "the office's page", h.signedIn(office).see(replayAt), "laufenden Abstimmung")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.CloseBallot{Proposal: "a"})
	lacks(t, "the page after its end", h.signedIn(auditor).see(replayAt), "laufenden Abstimmung")
}

// A moment is found by its number, its day or its instant, and its own address leads back to it.
func TestReplayLeadsToMoments(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	b := h.signedIn(auditor)
	first, last := b.see(replayAt+"?eintrag=0"), b.see(replayAt)
	lacks(t, "the first", first, `rel="prev"`)
	holds(t, "the first", first, `rel="next"`, ">letzter</a>", "Das Bild als Tabelle", "Einträge je Zeitraum", `min="0"`)
	lacks(t, "the last", last, `rel="next"`)
	holds(t, "the last", last, ">erster</a>", "Mit einem anderen Moment vergleichen", "iq-good-practice, Fassung")
	holds(t, "a day", b.see(replayAt+"?zeit="+h.now().Add(-48*time.Hour).Format(time.DateOnly)), "Zu diesem Zeitpunkt gab es hier noch keinen Eintrag")
	holds(t, "a day to come", b.see(replayAt+"?zeit="+h.now().Add(48*time.Hour).Format("2.1.2006")), "eingetragen: ausgewählt.")
	holds(t, "no day", b.see(replayAt+"?zeit=gestern"), "ist kein Zeitpunkt")
	for _, email := range []string{auditor, migrants} { // who scores, knows no numbers
		b := h.signedIn(email)
		page := b.see(replayAt + "?vorschlag=26-001")
		link := linkTo(t, page, "Link zu diesem Moment")
		if again := b.see(link); happenedOf(t, again) != happenedOf(t, page) {
			t.Errorf("%s is led to another moment by %s", email, link)
		}
	}
}

// linkTo is where the link with that text leads.
func linkTo(t *testing.T, page, words string) string {
	t.Helper()
	for _, n := range elements(t, page) {
		if n.Data == "a" && text(n) == words {
			return attr(n, "href")
		}
	}
	t.Fatalf("nothing is called %s", words)
	return ""
}

func happenedOf(t *testing.T, page string) string {
	t.Helper()
	for _, n := range elements(t, page) {
		if attr(n, "class") == "verdict" {
			return text(n)
		}
	}
	t.Fatal("no verdict")
	return ""
}

// Between two moments stands what is otherwise, with the entry that made it so, in either order.
func TestBetweenTwoMoments(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	b := h.signedIn(auditor)
	sheets := stepsOf(t, h)[workflow.KindScoresCast]
	from, to := strconv.FormatUint(sheets[3].Seq, 10), strconv.FormatUint(sheets[4].Seq, 10)
	at := replayAt + "/unterschied?vorschlag=26-001&von=" + from + "&bis=" + to
	page := b.see(at)
	holds(t, "a changed sheet", page, "Bewertung, Dr. Sanna Okafor", "innovativ 3", "innovativ 2", "Dazwischen liegt ein Eintrag.", "geändert mit",
		"2,75 (11/4)", "Begründung zu „innovativ“, Dr. Sanna Okafor", "Bewertungen, geändert")
	lacks(t, "a changed sheet", page, "transferfähig 3") // it stayed
	holds(t, "the handles", page, `data-handle="compare-from"`, `data-handle="compare-to"`, `min="`+strconv.FormatUint(stepsOf(t, h)[workflow.KindProposalSubmitted][0].Seq-1, 10)+`"`)
	for _, words := range []string{"← einen Schritt früher", "einen Schritt später →"} { // of the first end
		if again := b.see(linkTo(t, page, words)); again == page || !strings.Contains(again, "Dazwischen lieg") {
			t.Errorf("%s leads nowhere", words)
		}
	}
	shown := b.see(replayAt + "?vorschlag=26-001&eintrag=" + to)
	if only := b.see(linkTo(t, shown, "Nur dieser Eintrag")); !strings.Contains(only, "Dazwischen liegt ein Eintrag.") {
		t.Error("the difference of this entry alone is another one")
	}
	holds(t, "since then", b.see(linkTo(t, shown, "Was seither geschah")), "entschieden")
	holds(t, "until then", b.see(linkTo(t, shown, "Was bis hierher geschah")), "vor dem ersten Eintrag")
	holds(t, "the other way round", b.see(replayAt+"/unterschied?vorschlag=26-001&von="+to+"&bis="+from), "nach Eintrag "+from, "innovativ 2")
	whole := b.see(replayAt + "/unterschied")
	holds(t, "the whole round", whole, "vor dem ersten Eintrag", "Runde und Gremium", "Phase der Runde", "26-001", "entschieden", "2 Ja, 1 Nein, eine Enthaltung",
		"Bewertungen, erste Abgabe")
	lacks(t, "the whole round", whole, "Bewertung, Dr.")
	holds(t, "one moment", b.see(replayAt+"/unterschied?von=5&bis=5"), "Kein Unterschied.")
	holds(t, "no number", b.see(replayAt+"/unterschied?von=viel"), "ist keine Nummer eines Eintrags")
	holds(t, "in English", b.see(replayAt+"/unterschied?lang=en&vorschlag=26-001"), "before the first entry", "Scores, Dr. Sanna Okafor")
	if w := b.get(replayAt + "/unterschied?vorschlag=99"); w.Code != http.StatusNotFound {
		t.Errorf("a proposal that is none is answered %d", w.Code)
	}
}

// A member reads the history by their own sight: nothing that is hidden now, and how things stood as the steps tell it.
func TestReplayByAMember(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.score(ministry, "a")
	page := h.signedIn(projects).see(replayAt + "?vorschlag=26-001")
	lacks(t, "a member who has not scored", page, "Dr. Henrike Vollmer hat 26-001 bewertet", "Mittelwert", "Blattwert", "Rohfassung")
	holds(t, "a member who has not scored", page, "Stand danach", "in Bewertung", "Erlaubt durch")
	h.score(projects, "a")
	page = h.signedIn(projects).see(replayAt + "?vorschlag=26-001")
	holds(t, "a member who has scored", page, "Dr. Henrike Vollmer hat 26-001 bewertet", "Mittelwert")
}

// What a check has found stands on top of the history, with the first bad entry, for readers of the record.
func TestReplayTellsWhatACheckHasFound(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	b := h.signedIn(auditor)
	holds(t, "before a check", b.see(replayAt), "seit dem Start des Servers nicht geprüft")
	h.server.checks.keep(roundID, &audit.Report{OK: true}, h.now())
	holds(t, "after a good one", b.see(replayAt), "kein Befund")
	bad := int64(7)
	h.server.checks.keep(roundID, &audit.Report{Ledgers: []audit.Ledger{{
		Round: roundID, FirstBad: &bad, Findings: []audit.Finding{{Seq: 7, What: "Der Blattwert stimmt nicht."}, {Seq: 9, What: "Auch hier."}},
	}}}, h.now())
	page := b.see(replayAt)
	holds(t, "after a bad one", page, `class="box fault"`, "Der Blattwert stimmt nicht.", "Erster schlechter Eintrag: 7", "Und 1 weitere")
	if at := linkTo(t, page, "Erster schlechter Eintrag: 7"); at != replayAt+"?eintrag=7" {
		t.Errorf("the first bad entry is shown at %s", at)
	}
	lacks(t, "the office's history", h.signedIn(office).see(replayAt), "Der Blattwert stimmt nicht.", "kein Befund")
}

// Every transition has the sentence of its rule in both languages.
func TestEveryTransitionHasItsRule(t *testing.T) {
	t.Parallel()
	catalogue, err := locale.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range workflow.Kinds() {
		for _, lang := range locale.Languages() {
			if k.Transition() != "" && !catalogue.Has(lang, "allowed."+k.Transition()) {
				t.Errorf("%s: no rule is said for %s in %s", k.Name(), k.Transition(), lang)
			}
		}
	}
}

// A text that was erased is said to be, with the entry that did it; the same page shows it before.
func TestReplayTellsErasedTexts(t *testing.T) {
	t.Parallel()
	h := decidedRound(t, keepingNothing(t)...)
	sheet := stepsOf(t, h)[workflow.KindScoresCast][0]
	b, at := h.signedIn(auditor), replayAt+"?eintrag="+strconv.FormatUint(sheet.Seq, 10)
	lacks(t, "before", b.see(at), "gelöscht am")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.RequestErasure{
		Basis: "17-1-a", Fields: []workflow.Field{{Entry: sheet.Seq}}, Reason: "Der Zweck ist entfallen.",
	})
	asked := stepsOf(t, h)[workflow.KindErasureRequested][0].Seq
	h.act(h.who[both], workflow.Coordinator, roundID, &workflow.EraseText{Request: asked})
	erased := stepsOf(t, h)[workflow.KindTextErased][0].Seq
	holds(t, "after", b.see(at), "gelöscht am ", "Art. 17 DSGVO, Eintrag "+strconv.FormatUint(erased, 10))
}

// Steps and differences about meetings name the meeting, and the items of its agenda as they are called there.
func TestReplayNamesMeetingsAndItems(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	chair := h.signedIn(ministry)
	page := chair.press(chair.get(sittingAt), "eroeffnen")
	chair.press(page, "aufrufen", fieldItem, "1")
	title := chair.see(sittingAt)
	b := h.signedIn(auditor)
	steps := stepsOf(t, h)
	at := func(k workflow.Kind) string {
		return b.see(replayAt + "?eintrag=" + strconv.FormatUint(steps[k][0].Seq, 10))
	}
	for _, k := range []workflow.Kind{workflow.KindMeetingConvened, workflow.KindAgendaSet, workflow.KindMeetingOpened, workflow.KindItemCalled} {
		said := happenedOf(t, at(k))
		_, name, named := strings.Cut(said, "(„")
		if name, _, _ = strings.Cut(name, "“)"); !named || !strings.Contains(title, name) {
			t.Errorf("%s: %s names no meeting", k.Name(), said)
		}
	}
	holds(t, "the agenda", at(workflow.KindAgendaSet), "Tagesordnung: „", "26-001")
	holds(t, "the item", at(workflow.KindItemCalled), "aufgerufener Punkt: „", "26-001")
	whole := b.see(replayAt + "/unterschied")
	holds(t, "the difference", whole, "Tagesordnung: „", "aufgerufener Punkt: „", "Stand: „")
	lacks(t, "the difference", whole, "=a")
}
