package web

import (
	"net/http"
	"strings"
	"testing"

	"gremium/workflow"
)

const submitPath = "/runden/2026/einreichen"

// writeAll fills in everything that a proposal needs.
func writeAll(more ...string) []string {
	return append([]string{
		"title", "IQ Minis", "kind", "product", "land", "SN", "owner", "kolibri", "need", "Ein Bedarf.", "solution", "Eine Lösung.",
		"experience", "Seit 2024.", "success", "Zwei Häuser.", "transfer", "Für Jobcenter.", "summary", "Kurz gesagt.",
		"audience", "companies", "institution", "jobcentre", "contact-name", "Leonie Ahrensfeld", "contact-email", submitter,
		"contact-role", "", "contact-agreed", "0",
	}, more...)
}

func ownView(t *testing.T, h *roundHouse) []string {
	t.Helper()
	who := h.who[submitter]
	v, err := h.desk.Round(t.Context(), roundID, &who)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range v.Proposals {
		out = append(out, p.Number+" "+string(p.State))
	}
	return out
}

func TestSubmittingAProposal(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.signedIn(submitter)
	if at := b.get("/").Header().Get("Location"); at != "/meine-vorschlaege" {
		t.Errorf("a submitter begins at %s", at)
	}
	sound(t, b.get("/meine-vorschlaege").Body.String())
	form := b.get(submitPath)
	sound(t, form.Body.String())
	preview := b.send(form, submitPath, writeAll("ende", "vorschau")...)
	if preview.Code != http.StatusOK || !strings.Contains(preview.Body.String(), "Danach prüft die Koordination") {
		t.Fatalf("%d %s", preview.Code, preview.Body.String())
	}
	sound(t, preview.Body.String())
	if back := b.send(preview, submitPath, "ende", "bearbeiten"); formOf(t, back.Body.String(), submitPath).Get("need") != "Ein Bedarf." {
		t.Error("going back to the form loses what was typed")
	}
	w := b.send(preview, submitPath, "ende", "einreichen")
	at := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(at, "/meine-vorschlaege?") {
		t.Fatalf("%d %s", w.Code, w.Body.String())
	}
	if again := b.send(preview, submitPath, "ende", "einreichen"); again.Header().Get("Location") != at {
		t.Errorf("sending the preview twice is answered %d %s", again.Code, again.Body.String())
	}
	mine := b.get(at).Body.String()
	sound(t, mine)
	if !strings.Contains(mine, "26-001 „IQ Minis“ ist eingereicht") || len(ownView(t, h)) != 1 {
		t.Errorf("%v", ownView(t, h))
	}
}

func TestEverythingMissingIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.signedIn(submitter)
	w := b.send(b.get(submitPath), submitPath, "title", strings.Repeat("ä", 201), "need", "Das bleibt.", "ende", "vorschau")
	page := w.Body.String()
	sound(t, page)
	if w.Code != http.StatusUnprocessableEntity || len(ownView(t, h)) != 0 {
		t.Errorf("answered %d", w.Code)
	}
	for _, field := range []string{"#title", "#kind", "#owner-1", "#solution", "#experience", "#success", "#transfer", "#summary"} {
		if strings.Count(page, `href="`+field+`"`) != 2 { // in the summary and in the bar
			t.Errorf("%s is not said twice", field)
		}
	}
	if got := formOf(t, b.get(submitPath).Body.String(), submitPath).Get("need"); got != "Das bleibt." {
		t.Errorf("the draft holds %q", got)
	}
}

func TestRowsAndDraftsOfSections(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.signedIn(submitter)
	w := b.send(b.get(submitPath), submitPath, "owner", "kolibri", "owner", "ankerplatz", "mehr", "owner")
	form := formOf(t, w.Body.String(), submitPath)
	if got := strings.Join(form["owner"], ","); got != "kolibri,ankerplatz," {
		t.Errorf("the owners are %s", got)
	}
	keep := b.post(submitPath+"/entwurf", "criterion", "idea", "value", "need=von+hier&solution=", "reason", "", "version", "99")
	if keep.Code != http.StatusOK {
		t.Errorf("%d %s", keep.Code, keep.Body.String())
	}
	form = formOf(t, b.get(submitPath).Body.String(), submitPath)
	if form.Get("need") != "von hier" || strings.Join(form["owner"], ",") != "kolibri,ankerplatz" {
		t.Errorf("the draft holds %v", form)
	}
	if page := b.get("/meine-vorschlaege").Body.String(); !strings.Contains(page, "Noch ohne Titel") {
		t.Error("the draft is not listed")
	}
}

func TestReworkingAndWithdrawing(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.ReturnProposal{
		Proposal: "a", Missing: []string{"success"}, Note: "Wer bestätigt es?",
	})
	b := h.signedIn(submitter)
	if page := b.get("/meine-vorschlaege").Body.String(); !strings.Contains(page, "1 Punkt fehlt") {
		t.Error("what was returned is not marked")
	}
	at := "/runden/2026/vorschlaege/26-001/einreichen"
	form := b.get(at)
	sound(t, form.Body.String())
	for _, want := range []string{"Erfolg ist nachgewiesen", "Wer bestätigt es?", "Zwei Häuser bestätigen es."} {
		if !strings.Contains(form.Body.String(), want) {
			t.Errorf("the form lacks %q", want)
		}
	}
	preview := b.send(form, at, "success", "Drei Häuser bestätigen es.", "ende", "vorschau")
	if w := b.send(preview, at, "ende", "einreichen"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body.String())
	}
	stale := b.send(form, at, "success", "Vier Häuser.", "ende", "vorschau")
	if stale.Code < 400 || !strings.Contains(stale.Body.String(), "Vier Häuser.") || !strings.Contains(stale.Body.String(), "Drei Häuser bestätigen es.") {
		t.Errorf("a stale form is answered %d without both versions", stale.Code)
	}
	sound(t, stale.Body.String())
	gone := "/runden/2026/vorschlaege/26-001/zurueckziehen"
	page := b.get(gone)
	sound(t, page.Body.String())
	if w := b.send(page, gone, "grund", "Wir reichen neu ein."); w.Code != http.StatusSeeOther {
		t.Errorf("%d", w.Code)
	}
	if got := strings.Join(ownView(t, h), ""); got != "26-001 withdrawn" {
		t.Error(got)
	}
	if w := b.send(page, gone, "befehl", "another"); w.Code < 400 {
		t.Errorf("withdrawing twice is answered %d", w.Code)
	}
}
