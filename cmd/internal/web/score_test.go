package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"gremium/workflow"
)

const scorePath = "/runden/2026/vorschlaege/26-001/bewerten"

// fillIn gives a score for every criterion.
func fillIn(value string) []string {
	return []string{"k1", value, "k1-reason", "weil es so ist", "k2", "2", "k3", "2", "k4", "2"}
}

func scoredRound(t *testing.T, replace ...string) *roundHouse {
	t.Helper()
	h := newRound(t, replace...)
	h.submit("a")
	h.submit("b")
	h.review("a", "b")
	return h
}

// sheetOf is what the record holds of the ministry's scores for the first proposal.
func sheetOf(t *testing.T, h *roundHouse) string {
	t.Helper()
	who := h.who[ministry]
	v, err := h.desk.Round(t.Context(), roundID, &who)
	if err != nil {
		t.Fatal(err)
	}
	p := v.Proposal("a")
	if p.OwnSheet == nil {
		return ""
	}
	var out []string
	for _, x := range p.OwnSheet.Values {
		out = append(out, valueText(x))
	}
	return strings.Join(out, " ")
}

func TestScoringLeadsToTheNextProposal(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	page := b.get(scorePath)
	sound(t, page.Body.String())
	w := b.send(page, scorePath, fillIn("3")...)
	if at := w.Header().Get("Location"); at != "/runden/2026/vorschlaege/26-002/bewerten?abgegeben=26-001" {
		t.Fatalf("%d %s %s", w.Code, at, w.Body.String())
	}
	if got := sheetOf(t, h); got != "3 2 2 2" {
		t.Errorf("the record holds %q", got)
	}
	next := b.get(w.Header().Get("Location")).Body.String()
	sound(t, next)
	if !strings.Contains(next, "Bewertung zu 26-001 abgegeben") {
		t.Error("there is no receipt")
	}
	again := b.send(page, scorePath, fillIn("3")...)
	if again.Code != http.StatusSeeOther {
		t.Errorf("the same form sent twice is answered %d", again.Code)
	}
	who := h.who[ministry]
	v, err := h.desk.Round(t.Context(), roundID, &who)
	if err != nil || v.Proposal("a").OwnSheet.Version != 1 {
		t.Errorf("the same form sent twice has two effects: %v", err)
	}
	last := b.send(b.get("/runden/2026/vorschlaege/26-002/bewerten"), "/runden/2026/vorschlaege/26-002/bewerten", fillIn("2")...)
	if at := last.Header().Get("Location"); at != "/aufgaben?abgegeben=26-002" {
		t.Errorf("after the last proposal: %s", at)
	}
}

func TestRefusalsStandAtTheirFieldsAndNothingIsLost(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	w := b.send(b.get(scorePath), scorePath, "k1", "3", "k2", "2", "k2-reason", "eine Begründung", "k3", "7")
	page := w.Body.String()
	sound(t, page)
	if w.Code != http.StatusUnprocessableEntity || sheetOf(t, h) != "" {
		t.Errorf("answered %d", w.Code)
	}
	for _, want := range []string{`href="#k1-reason"`, `href="#k3"`, `href="#k4"`, `id="k1-reason-error"`, "eine Begründung"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if got := formOf(t, page, scorePath); got.Get("k1") != "3" || got.Get("k2") != "2" {
		t.Errorf("the form lost %v", got)
	}
	if got := formOf(t, b.get(scorePath).Body.String(), scorePath); got.Get("k2-reason") != "eine Begründung" {
		t.Error("what was refused is not kept as a draft")
	}
}

func TestAStaleSheetShowsBothVersions(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	first, second := h.signedIn(ministry), h.signedIn(ministry)
	there, here := first.get(scorePath), second.get(scorePath)
	if w := first.send(there, scorePath, fillIn("3")...); w.Code != http.StatusSeeOther {
		t.Fatal(w.Code)
	}
	w := second.send(here, scorePath, fillIn("1")...)
	page := w.Body.String()
	sound(t, page)
	if w.Code != http.StatusConflict || !strings.Contains(page, "haben Sie 3 gewählt, hier 1") {
		t.Fatalf("answered %d", w.Code)
	}
	if got := sheetOf(t, h); got != "3 2 2 2" {
		t.Errorf("the stale form changed the record: %q", got)
	}
	if got := formOf(t, page, scorePath); got.Get("k1") != "1" || got.Get("base") != "1" {
		t.Errorf("the form holds %v", got)
	}
	taken := second.send(w, scorePath, "nehmen", "k1")
	if got := formOf(t, taken.Body.String(), scorePath); taken.Code != http.StatusOK || got.Get("k1") != "3" {
		t.Errorf("taking over is answered %d with %s", taken.Code, got.Get("k1"))
	}
	if w := second.send(w, scorePath); w.Code != http.StatusSeeOther || sheetOf(t, h) != "1 2 2 2" {
		t.Errorf("keeping one's own is answered %d", w.Code)
	}
}

func TestGoingBackToASentFormIsNoticed(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	page := b.get(scorePath)
	b.send(page, scorePath, fillIn("3")...)
	if w := b.send(page, scorePath, fillIn("1")...); w.Code != http.StatusConflict || sheetOf(t, h) != "3 2 2 2" {
		t.Errorf("answered %d", w.Code)
	}
}

func answered(t *testing.T, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	out := map[string]any{}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body.String(), err)
	}
	return out
}

func TestDraftsOfTwoWindows(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	keep := func(criterion, value, reason, version string) *httptest.ResponseRecorder {
		return b.post(scorePath+"/entwurf", "criterion", criterion, "value", value, "reason", reason, "version", version)
	}
	w := keep("k1", "2", "von hier", "0")
	if w.Code != http.StatusOK || answered(t, w)["version"] != "1" || answered(t, w)["time"] != h.server.speak["de"].Clock(h.now()) {
		t.Fatalf("%d %s", w.Code, w.Body.String())
	}
	if w := keep("k2", "1", "", "0"); w.Code != http.StatusOK {
		t.Errorf("another part from another window is answered %d", w.Code)
	}
	w = keep("k1", "0", "von dort", "0")
	said := answered(t, w)
	if w.Code != http.StatusConflict || said["version"] != "1" || !strings.Contains(said["reason"].(string), "„transferfähig“") {
		t.Errorf("the same part from another window is answered %d %v", w.Code, said)
	}
	if w := keep("k1", "0", "von dort", said["version"].(string)); w.Code != http.StatusOK {
		t.Errorf("deciding for this window is answered %d", w.Code)
	}
	if w := keep("k1", "0", strings.Repeat("ä", 4001), "9"); w.Code != http.StatusUnprocessableEntity ||
		!strings.Contains(answered(t, w)["reason"].(string), "4.001") {
		t.Errorf("a text that is too long is answered %d %s", w.Code, w.Body.String())
	}
	if w := keep("k9", "0", "", "0"); w.Code != http.StatusBadRequest {
		t.Errorf("a field of no form is answered %d", w.Code)
	}
	form := formOf(t, b.get(scorePath).Body.String(), scorePath)
	if form.Get("k1") != "0" || form.Get("k1-reason") != "von dort" || form.Get("k2") != "1" {
		t.Errorf("the page shows %v", form)
	}
	if w := h.browser().post(scorePath+"/entwurf", "criterion", "k1"); w.Code != http.StatusUnauthorized || answered(t, w)["reason"] == "" {
		t.Errorf("a draft of nobody is answered %d", w.Code)
	}
}

func TestDraftsWithoutAScript(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	form := formOf(t, b.get(scorePath).Body.String(), scorePath)
	form.Set("k3", "2")
	w := b.do(http.MethodPost, scorePath+"/entwurf", form.Encode())
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != scorePath {
		t.Errorf("%d %s", w.Code, w.Body.String())
	}
	if got := formOf(t, b.get(scorePath).Body.String(), scorePath).Get("k3"); got != "2" {
		t.Errorf("the draft holds %q", got)
	}
}

// stripped leaves out what differs at every request.
func stripped(page string) string {
	return regexp.MustCompile(`name="befehl" value="[^"]*"`).ReplaceAllString(page, "")
}

// stamps are the times of entries, which tests do not set.
var stamps = regexp.MustCompile(`\d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr|\d+\. \pL+ \d{4}, \d\d:\d\d Uhr|/quittungen/\pL+/[^"]+`)

// The scores of others are hidden until one's own are in: the page is the same, byte for byte, whether there are any.
func TestScoresOfOthersLeaveNoTrace(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	page := func() string {
		text := h.signedIn(ministry).get(scorePath).Body.String()
		if !strings.Contains(text, "sobald Ihre eigene vorliegt") {
			t.Error("the veil is missing")
		}
		return stripped(text)
	}
	before := page()
	h.score(network, "a")
	if page() != before {
		t.Error("the page tells whether others have scored")
	}
}

// What a member is told of the own sheet and of own steps, while scoring is open, does not count the sheets of others.
func TestReceiptsLeaveNoTraceOfOthers(t *testing.T) {
	t.Parallel()
	pages := func(others, closed bool) string {
		h := scoredRound(t)
		for _, email := range []string{network, projects, migrants} {
			if others || closed {
				h.score(email, "a")
			}
		}
		h.score(ministry, "a")
		if closed {
			for _, email := range []string{network, projects, ministry} {
				h.score(email, "b")
			}
			h.move(workflow.KindScoringClosed, "a")
			h.move(workflow.KindScoringClosed, "b") // or the numbers about a would tell of the sheets on b
		}
		b, out := h.signedIn(ministry), ""
		for _, at := range []string{"/aufgaben?abgegeben=26-001", scorePath + "?abgegeben=26-001"} {
			out += stripped(stamps.ReplaceAllString(b.see(at), ""))
		}
		return out
	}
	if pages(true, false) != pages(false, false) {
		t.Error("a receipt tells whether others have scored before")
	}
	holds(t, "the receipt", pages(true, false), "Fassung 1. Änderbar")
	lacks(t, "the receipt", pages(true, false), "Eintrag ")
	holds(t, "the receipt of a closed scoring", pages(true, true), "Eintrag ")
}
