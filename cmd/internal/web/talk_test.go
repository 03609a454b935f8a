package web

import (
	"net/http"
	"strings"
	"testing"

	"gremium/workflow"
)

const (
	talkPath = firstAt + "/diskussion"
	askPath  = firstAt + "/fragen"
)

// reviewed is a round with two proposals under review, of which the ministry has scored the first.
func reviewed(t *testing.T) *roundHouse {
	t.Helper()
	h := newRound(t)
	h.submit("a")
	h.submit("b")
	h.review("a", "b")
	h.score(ministry, "a")
	return h
}

// said sends a text and answers the address of the page after it.
func (b *browser) said(page, text string) string {
	b.h.t.Helper()
	w := b.send(b.get(page), page, fieldText, text)
	if w.Code != http.StatusSeeOther {
		b.h.t.Fatalf("%s is answered %d: %s", page, w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// Members comment, reply and change what they said on the page of the proposal; what was said before stays readable.
func TestMembersTalkOnThePage(t *testing.T) {
	t.Parallel()
	h := reviewed(t)
	b := h.signedIn(ministry)
	page := b.get(firstAt)
	sound(t, page.Body.String())
	holds(t, "the page", page.Body.String(), "Noch kein Kommentar.", "Neuer Kommentar", `action="`+talkPath+`"`)
	sent := b.send(page, talkPath, fieldText, "Das trägt weit.\r\n\r\nAuch im Jobcenter.")
	after := sent.Header().Get("Location")
	if sent.Code != http.StatusSeeOther || after != firstAt+"?kommentar=1#diskussion" {
		t.Fatalf("a comment is answered %d to %s", sent.Code, after)
	}
	first := b.see(strings.TrimSuffix(after, "#diskussion"))
	sound(t, first)
	holds(t, "the receipt", first, "Kommentar 1 ist eingetragen", "<p>Das trägt weit.</p><p>Auch im Jobcenter.</p>", talkPath+"/aendern/1")
	lacks(t, "the receipt", first, "eingetragen</b>\n<p>Eintrag")

	o := h.signedIn(office)
	o.said(talkPath+"/antworten/1", "Womit ist das belegt?")
	h.score(network, "a")
	n := h.signedIn(network)
	n.said(talkPath+"/antworten/2", "Mit der Statistik des Hauses.")
	thread := n.see(firstAt)
	sound(t, thread)
	holds(t, "the thread", thread, `id="kommentar-3"`, "Antwort auf 2", `href="#kommentar-2"`, "Miriam Castellani", "Dr. Henrike Vollmer")
	lacks(t, "another's page", thread, talkPath+"/aendern/1", "geändert am")

	form := b.get(talkPath + "/aendern/1")
	sound(t, form.Body.String())
	holds(t, "the form", form.Body.String(), "Das trägt weit.", "Kommentar 1 zu 26-001")
	b.said(talkPath+"/aendern/1", "Das trägt nicht weit.")
	changed := n.see(firstAt)
	holds(t, "the changed comment", changed, "geändert am", "frühere Fassung lesen", "Das trägt <ins>", "Auch im Jobcenter.</del>")
	sound(t, changed)
	holds(t, "the auditor's page", h.signedIn(auditor).see(firstAt), "Womit ist das belegt?")
	lacks(t, "the auditor's page", h.signedIn(auditor).see(firstAt), "Neuer Kommentar", talkPath)
	holds(t, "the English page", n.see(firstAt+"?lang=en"), "read the earlier version", "Enter comment")
	lacks(t, "the submitter's page", h.signedIn(submitter).see(firstAt), "Womit ist das belegt?", "Diskussion", "kommentar")
}

// What is said anew in the same words makes no entry, and what is sent twice stands once.
func TestSayingNothingNewMakesNoEntry(t *testing.T) {
	t.Parallel()
	h := reviewed(t)
	b := h.signedIn(ministry)
	form := b.get(firstAt)
	for range 2 {
		b.send(form, talkPath, fieldText, "Einmal gesagt.")
	}
	if n := len(h.round().Proposal("a").Comments); n != 1 {
		t.Fatalf("%d comments", n)
	}
	size := h.round().Size
	at := b.said(talkPath+"/aendern/1", "Einmal gesagt.")
	if h.round().Size != size || !strings.Contains(at, "unveraendert=1") {
		t.Errorf("an unchanged comment leads to %s and %d entries", at, h.round().Size-size)
	}
	holds(t, "the page", b.see(at[:strings.Index(at, "#")]), "Nichts geändert")
	empty := b.send(b.get(firstAt), talkPath, fieldText, " ")
	sound(t, empty.Body.String())
	if empty.Code < 400 || h.round().Size != size {
		t.Errorf("nothing is taken for something: %d", empty.Code)
	}
	holds(t, "the empty form", empty.Body.String(), "So kann der Text nicht eingetragen werden", `href="#text"`)
}

// Who changes a comment that another window has changed meanwhile gets both texts, and loses none.
func TestAStaleCommentLosesNothing(t *testing.T) {
	t.Parallel()
	h := reviewed(t)
	b := h.signedIn(ministry)
	b.said(talkPath, "Erste Fassung.")
	at := talkPath + "/aendern/1"
	old := b.get(at)
	b.said(at, "Zweite Fassung.")
	stale := b.send(old, at, fieldText, "Dritte Fassung aus dem alten Fenster.")
	page := stale.Body.String()
	sound(t, page)
	if stale.Code != http.StatusConflict {
		t.Errorf("a stale form is answered %d", stale.Code)
	}
	holds(t, "the comparison", page, "Inzwischen steht eine andere Fassung", "Zweite", "aus dem alten Fenster.</ins>", "Dritte Fassung aus dem alten Fenster.</textarea>")
	again := b.get(at)
	holds(t, "the draft", again.Body.String(), "Dritte Fassung aus dem alten Fenster.</textarea>", "Ihr Entwurf ging von einer früheren Fassung aus")
	if w := b.send(stale, at); w.Code != http.StatusSeeOther {
		t.Fatalf("sending it all the same is answered %d", w.Code)
	}
	if v := h.round().Proposal("a").Comments[0].Versions; len(v) != 3 {
		t.Errorf("%d versions", len(v))
	}
	other := h.signedIn(network)
	h.score(network, "a")
	foreign := other.get(at)
	sound(t, foreign.Body.String())
	holds(t, "another's comment", foreign.Body.String(), "Diesen Kommentar hat jemand anderes geschrieben")
	lacks(t, "another's comment", foreign.Body.String(), "<textarea")
	for _, path := range []string{talkPath + "/antworten/9", talkPath + "/aendern/0", talkPath + "/antworten/x", askPath + "/1"} {
		if w := b.get(path); w.Code != http.StatusNotFound && w.Code != http.StatusForbidden {
			t.Errorf("%s is answered %d", path, w.Code)
		}
	}
}

// A draft is kept as it is typed, on the page of the proposal and on that of a reply, each for itself.
func TestSpeechIsKeptAsItIsTyped(t *testing.T) {
	t.Parallel()
	h := reviewed(t)
	b := h.signedIn(ministry)
	b.said(talkPath, "Erstens.")
	keep := func(path, text, version string) int {
		return b.post(path+"/entwurf?base=0", "criterion", stepPart, "value", "text="+text, "reason", "", "version", version).Code
	}
	if a, c := keep(talkPath, "neu", "0"), keep(talkPath+"/antworten/1", "antwort", "0"); a != http.StatusOK || c != http.StatusOK {
		t.Fatalf("drafts are answered %d and %d", a, c)
	}
	if code := keep(talkPath, "anders", "0"); code != http.StatusConflict {
		t.Errorf("another window is answered %d", code)
	}
	holds(t, "the page", b.see(firstAt), "neu</textarea>", "Gesichert um")
	holds(t, "the reply", b.see(talkPath+"/antworten/1"), "antwort</textarea>")
	if w := b.send(b.get(firstAt), talkPath+"", fieldText, "ohne Skript"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d", w.Code)
	}
	lacks(t, "the page after it", b.see(firstAt), "neu</textarea>")
	if w := b.post(talkPath+"/entwurf", fieldText, "ohne Skript gesichert"); w.Code != http.StatusSeeOther {
		t.Errorf("keeping without a script is answered %d", w.Code)
	}
	holds(t, "the form", b.see(talkPath), "ohne Skript gesichert</textarea>")
}

// The office asks, the submitter is told and answers, and the committee reads both. The submitter does not learn who asked.
func TestTheSubmitterAnswersAQuestion(t *testing.T) {
	t.Parallel()
	h := reviewed(t)
	o, s := h.signedIn(office), h.signedIn(submitter)
	holds(t, "the office's page", o.see(firstAt), "Einreichende Person fragen …")
	form := o.get(askPath)
	sound(t, form.Body.String())
	at := o.said(askPath, "Wie viele Häuser nutzen es?")
	asked := o.see(at[:strings.Index(at, "#")])
	sound(t, asked)
	holds(t, "the receipt", asked, "Frage 1 ist gestellt", "Eintrag ", "Noch nicht beantwortet")
	holds(t, "the board", o.see(roundAt+"/steuerung"), "Eine Frage an eine einreichende Person ist noch nicht beantwortet")
	mine := s.see("/meine-vorschlaege")
	sound(t, mine)
	holds(t, "the list", mine, "Eine Frage wartet auf Ihre Antwort", `href="`+askPath+`/1"`)
	page := s.see(firstAt)
	sound(t, page)
	holds(t, "the submitter's page", page, "Wie viele Häuser nutzen es?", "Koordination", "Antworten …")
	lacks(t, "the submitter's page", page, "Miriam Castellani", "Einreichende Person fragen")
	answer := s.get(askPath + "/1")
	sound(t, answer.Body.String())
	at = s.said(askPath+"/1", "Zwölf Häuser.")
	done := s.see(at[:strings.Index(at, "#")])
	sound(t, done)
	holds(t, "the receipt", done, "Die Antwort auf Frage 1 ist eingetragen", "Zwölf Häuser.", "Antwort ändern …")
	lacks(t, "the board after it", o.see(roundAt+"/steuerung"), "noch nicht beantwortet")
	lacks(t, "the list after it", s.see("/meine-vorschlaege"), "wartet auf Ihre Antwort")
	for _, email := range []string{ministry, network, office, auditor} {
		holds(t, email, h.signedIn(email).see(firstAt), "Wie viele Häuser nutzen es?", "Zwölf Häuser.", "Miriam Castellani")
	}
	holds(t, "who scores", h.signedIn(network).see(firstAt+"/bewerten"), "Zwölf Häuser.")
	s.said(askPath+"/1", "Dreizehn Häuser.")
	entered := o.get(askPath + "/1")
	sound(t, entered.Body.String())
	holds(t, "the office's form", entered.Body.String(), "Tragen Sie ein, was die einreichende Person", "Dreizehn Häuser.</textarea>")
	if w := o.send(entered, askPath+"/1", fieldText, "Vierzehn Häuser, am Telefon am 3. Mai."); w.Code != http.StatusSeeOther {
		t.Errorf("an answer that the office enters is answered %d", w.Code)
	}
	holds(t, "the changed answer", o.see(firstAt), "Dreizehn", "2 frühere Fassungen lesen")
	if q := h.round().Proposal("a").Questions; len(q) != 1 || len(q[0].Answers) != 3 {
		t.Errorf("questions: %+v", q)
	}
}

// Who has not scored yet reads why the discussion is hidden, and cannot write.
func TestTheDiscussionIsVeiled(t *testing.T) {
	t.Parallel()
	h := reviewed(t)
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Geheimes"})
	b := h.signedIn(network)
	page := b.see(firstAt)
	sound(t, page)
	holds(t, "the page", page, "Diskussion verdeckt", "sobald Ihre Bewertung vorliegt", `href="`+firstAt+`/bewerten"`)
	lacks(t, "the page", page, "Geheimes", "<textarea", "Noch kein Kommentar")
	for _, path := range []string{talkPath, talkPath + "/antworten/1", talkPath + "/aendern/1"} {
		closed := b.see(path)
		sound(t, closed)
		holds(t, path, closed, "sobald Ihre eigene Bewertung vorliegt")
		lacks(t, path, closed, "Geheimes", "<textarea")
	}
	sent := b.post(talkPath, fieldCommand, "x", fieldText, "Vorab gesagt")
	if sent.Code < 400 || len(h.round().Proposal("a").Comments) != 1 {
		t.Errorf("a comment before scoring is answered %d", sent.Code)
	}
	holds(t, "what was typed", sent.Body.String(), "Vorab gesagt</textarea>")
	h.score(network, "a")
	holds(t, "the page after scoring", b.see(firstAt), "Geheimes", "Vorab gesagt</textarea>")
	closed := newRound(t, "until: own_scores", "until: scoring_closed")
	closed.submit("a")
	closed.review("a")
	closed.score(ministry, "a")
	holds(t, "until scoring is closed", closed.signedIn(ministry).see(firstAt), "sobald die Bewertung dieses Vorschlags geschlossen ist")
}

// What somebody said stays when they are excluded, and says that they were.
func TestCommentsOfTheExcludedSaySo(t *testing.T) {
	t.Parallel()
	h := reviewed(t)
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Das trägt weit."})
	o := h.signedIn(office)
	lacks(t, "before", o.see(firstAt), "inzwischen als befangen ausgeschlossen")
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
	holds(t, "after", o.see(firstAt), "Das trägt weit.", "inzwischen als befangen ausgeschlossen")
	if w := h.signedIn(ministry).get(talkPath); w.Code != http.StatusForbidden {
		t.Errorf("the excluded are answered %d", w.Code)
	}
}

// Who votes is led to what was said, and reads what was asked.
func TestWhoVotesReadsWhatWasSaid(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.review("a")
	for _, email := range []string{ministry, network, projects} {
		h.score(email, "a")
	}
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.AskQuestion{Proposal: "a", Text: "Wie viele Häuser?"})
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Das trägt weit."})
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	h.move(workflow.KindBallotOpened, "a")
	holds(t, "the ballot", h.signedIn(network).see(firstAt+"/abstimmen"), "Wie viele Häuser?", "Einen Kommentar lesen", `href="`+firstAt+`#diskussion"`)
}
