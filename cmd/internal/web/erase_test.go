package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gremium/policy"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
)

const eraseAt = "/runden/2026/loeschen"

// commented is a round under review with a comment by the ministry, and a second person in the office. It answers the number of
// the comment's entry.
func commented(t *testing.T, replace ...string) (h *roundHouse, entry string) {
	t.Helper()
	h = scoredRound(t, replace...)
	h.who["zweite@example.org"] = h.account("zweite@example.org", "Zweite Person", desk.Grant{Role: desk.Coordinator})
	h.score(ministry, "a")
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Herr Geheim wohnt im Vogelweg."})
	who := h.who[office]
	v, err := h.desk.Round(t.Context(), roundID, &who)
	if err != nil {
		t.Fatal(err)
	}
	return h, strconv.FormatUint(v.Replayed()-1, 10)
}

// The office asks for the erasure of a comment, a second person reads it word by word and approves; it is gone, and the pages
// say so.
func TestTextIsErasedByTwoPersons(t *testing.T) {
	t.Parallel()
	h, entry := commented(t)
	first, second := h.signedIn(office), h.signedIn("zweite@example.org")
	ask := eraseAt + "/antrag?eintrag=" + entry
	page := first.get(ask)
	sound(t, page.Body.String())
	w := first.send(page, eraseAt+"/antrag", fieldBasis, "17-1-d", fieldReason, "nennt eine Adresse")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("asking is answered %d: %s", w.Code, w.Body.String())
	}
	list := first.get(w.Header().Get("Location")).Body.String()
	sound(t, list)
	one := eraseAt + "/antraege/1"
	own := first.get(one).Body.String()
	sound(t, own)
	if !strings.Contains(own, "Herr Geheim wohnt im Vogelweg.") || !strings.Contains(own, "andere Person") {
		t.Error("who asked does not see what is asked for, or why they cannot approve it")
	}
	if w := first.send(first.get(one), one, fieldDo, doApprove); w.Code != http.StatusConflict && w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusForbidden {
		t.Errorf("who asked approves: %d", w.Code)
	}
	if w := second.send(second.get(one), one, fieldDo, doApprove); w.Code != http.StatusSeeOther {
		t.Fatalf("the second person is answered %d: %s", w.Code, w.Body.String())
	}
	for _, at := range []string{one, "/runden/2026/vorschlaege/26-001", "/runden/2026/nachvollziehen?eintrag=" + entry} {
		after := second.get(at).Body.String()
		sound(t, after)
		if strings.Contains(after, "Vogelweg") || !strings.Contains(after, "Art. 17 DSGVO, Eintrag") {
			t.Errorf("%s does not say that the text is gone", at)
		}
	}
	if none := first.get(ask).Body.String(); !strings.Contains(none, "keinen Text, der sich löschen lässt") {
		t.Error("an entry without texts offers some")
	}
}

// A hold bars an erasure until it is lifted; both are on record, and a refusal keeps what was typed.
func TestHoldBarsErasure(t *testing.T) {
	t.Parallel()
	h, entry := commented(t)
	first, second := h.signedIn(office), h.signedIn("zweite@example.org")
	w := first.send(first.get(eraseAt+"/antrag?eintrag="+entry), eraseAt+"/antrag", fieldBasis, "17-1-a")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("asking is answered %d", w.Code)
	}
	if w := first.send(first.get(eraseAt), eraseAt, fieldDo, doHold, fieldHeld, "26-001"); w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusConflict {
		t.Errorf("a hold without a reason is answered %d", w.Code)
	}
	if w := first.send(first.get(eraseAt), eraseAt, fieldDo, doHold, fieldHeld, "26-001", fieldReason, "Klage"); w.Code != http.StatusSeeOther {
		t.Fatalf("a hold is answered %d: %s", w.Code, w.Body.String())
	}
	one := eraseAt + "/antraege/1"
	if page := second.get(one).Body.String(); !strings.Contains(page, "Löschverbot") {
		t.Error("the page does not say that a hold bars it")
	}
	if w := second.send(second.get(one), one, fieldDo, doApprove); w.Code == http.StatusSeeOther {
		t.Fatal("a hold bars nothing")
	}
	if w := second.send(second.get(eraseAt), eraseAt, fieldDo, doLift, fieldHold, "1", fieldReason, "Vergleich"); w.Code != http.StatusSeeOther {
		t.Fatalf("lifting is answered %d: %s", w.Code, w.Body.String())
	}
	if w := second.send(second.get(one), one, fieldDo, doRefuse, fieldReason, "Der Kommentar bleibt"); w.Code != http.StatusSeeOther {
		t.Errorf("a refusal with a reason is answered %d", w.Code)
	}
	if page := first.get(one).Body.String(); !strings.Contains(page, "abgelehnt am") {
		t.Error("who asked is not told of the refusal")
	}
}

// Somebody reads and downloads all about themselves, and asks for erasure; two approvals later name and account are gone, and
// the scores still count.
func TestPersonLeaves(t *testing.T) {
	t.Parallel()
	h, _ := commented(t, keepingNothing(t)...)
	me, second := h.signedIn(ministry), h.signedIn("zweite@example.org")
	page := me.get("/konto/daten")
	text := page.Body.String()
	sound(t, text)
	for _, want := range []string{"Herr Geheim wohnt im Vogelweg.", "Archiv des Bundes", ministry, "Nicht enthalten", "geheimen Abstimmungen"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page of one's own data does not say %q", want)
		}
	}
	file := me.get("/konto/daten/datei")
	if file.Header().Get("Content-Type") != "application/json; charset=utf-8" || !strings.Contains(file.Body.String(), `"type": "scores.cast/1"`) {
		t.Errorf("the file is %s", file.Body.String())
	}
	w := me.send(page, "/konto/daten", fieldBasis, "17-1-b", fieldReason, "Ich höre auf")
	if w.Code != http.StatusSeeOther {
		t.Fatalf("asking is answered %d: %s", w.Code, w.Body.String())
	}
	sound(t, me.get(w.Header().Get("Location")).Body.String())
	one := eraseAt + "/antraege/1"
	if w := second.send(second.get(one), one, fieldDo, doApprove); w.Code != http.StatusSeeOther {
		t.Fatalf("approving in the round is answered %d: %s", w.Code, w.Body.String())
	}
	accounts := second.see("/loeschen")
	sound(t, accounts)
	const request = "/loeschen/antraege/1"
	holds(t, "the list", accounts, ">Löschung eines Kontos, Antrag ", `href="`+request+`"`, ministry, "offen")
	asked := second.get(request)
	sound(t, asked.Body.String())
	holds(t, "the request", asked.Body.String(), ministry, "die Person selbst", "Ich höre auf", "Einwilligung widerrufen")
	if w := second.send(asked, request, fieldDo, doApprove); w.Code != http.StatusSeeOther {
		t.Fatalf("approving in the register is answered %d: %s", w.Code, w.Body.String())
	}
	holds(t, "the request afterwards", second.see(request), "gelöscht am", "In den Dateien der Datenbank steht er nicht mehr")
	name := h.who[ministry].Name
	for _, at := range []string{"/runden/2026/gremium", eraseAt, "/runden/2026/nachvollziehen"} {
		if page := second.get(at).Body.String(); strings.Contains(page, name) {
			t.Errorf("%s still names %s: %s", at, name, page[max(0, strings.Index(page, name)-300):strings.Index(page, name)+60])
		}
	}
	who := h.who[office]
	v, err := h.desk.Round(t.Context(), roundID, &who)
	if err != nil || v.Proposal("a").Given != 1 {
		t.Errorf("the scores do not count any more: %v", err)
	}
}

// keepingNothing takes the section out of the policy that keeps what decisions rest on.
func keepingNothing(t *testing.T) []string {
	t.Helper()
	src, _ := policy.BuiltIn("iq-good-practice")
	section, _, ok := strings.Cut(string(src[strings.Index(string(src), "\nretention:"):]), "\n\n")
	if !ok {
		t.Fatal("the policy keeps nothing")
	}
	return []string{section, ""}
}

// between is what stands between two texts.
func between(text, from, to string) string {
	_, rest, _ := strings.Cut(text, from)
	out, _, _ := strings.Cut(rest, to)
	return out
}

// A member has one of their own texts erased: it is chosen from what is held about them, and a second person decides.
func TestAMemberHasOneTextErased(t *testing.T) {
	t.Parallel()
	h, _ := commented(t)
	me, second := h.signedIn(ministry), h.signedIn("zweite@example.org")
	links := regexp.MustCompile(`/konto/daten\?runde=2026&amp;stelle=[0-9]+`).FindAllString(me.see("/konto/daten"), -1)
	at := ""
	for _, link := range links {
		link = strings.ReplaceAll(link, "&amp;", "&")
		if page := me.see(link); strings.Contains(page, "Einen Text löschen lassen") && strings.Contains(page, "text: „Herr Geheim wohnt im Vogelweg.“") || strings.Contains(page, "„Herr Geheim wohnt im Vogelweg.“") {
			at = link
		}
	}
	if at == "" {
		t.Fatalf("no link of %d leads to the text", len(links))
	}
	page := me.get(at)
	sound(t, page.Body.String())
	none := me.send(page, "/konto/daten", fieldBasis, "17-1-a", fieldPath, "-", fieldReason, "Das wollte ich nicht sagen")
	if none.Code != http.StatusUnprocessableEntity || !strings.Contains(none.Body.String(), "Das wollte ich nicht sagen") {
		t.Errorf("nothing chosen is answered %d", none.Code)
	}
	if w := me.send(me.get(at), "/konto/daten", fieldBasis, "17-1-a", fieldPath, "nirgends"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a text that is not there is answered %d", w.Code)
	}
	kept := me.get(at)
	if !strings.Contains(kept.Body.String(), "Das wollte ich nicht sagen") {
		t.Error("the reason is lost")
	}
	if w := me.send(kept, "/konto/daten", fieldPath, formOf(t, page.Body.String(), "/konto/daten").Get(fieldPath)); w.Code != http.StatusSeeOther {
		t.Fatalf("asking is answered %d: %s", w.Code, w.Body.String())
	}
	if strings.Contains(me.see(at), "Das wollte ich nicht sagen</textarea>") {
		t.Error("the draft stays")
	}
	const one = "/runden/2026/loeschen/antraege/1"
	holds(t, "the second person's page", second.see(one), "Herr Geheim wohnt im Vogelweg.", "Das wollte ich nicht sagen")
	if w := second.send(second.get(one), one, fieldDo, doApprove); w.Code != http.StatusSeeOther {
		t.Fatalf("approving is answered %d: %s", w.Code, w.Body.String())
	}
	h.archive.backups = []record.Backup{
		{Path: "/sicherung/alt.db", Made: h.now().Add(-time.Hour)}, {Path: "/sicherung/neu.db", Made: h.now().Add(time.Hour)},
	}
	left := second.see(one)
	holds(t, "after the erasure", left, "In den Dateien der Datenbank steht er nicht mehr", "Diese Sicherungen sind älter", "/sicherung/alt.db, vom ")
	lacks(t, "after the erasure", left, "neu.db", "erase sweep")
	h.archive.backups, h.archive.owed = nil, true
	holds(t, "with traces", second.see(one), "gremium erase sweep", "Ältere Sicherungen sind hier keine bekannt")
	lacks(t, "the auditor's page", h.signedIn(auditor).see(one), "erase sweep")
	after := me.see("/konto/daten")
	lacks(t, "one's own data", after, "Herr Geheim wohnt im Vogelweg.")
	holds(t, "one's own data", after, "Dr. Henrike Vollmer", "gelöscht")
}

// What is typed into the forms about erasing is kept: by the script, by the button without one, and when it is refused.
func TestFormsAboutErasingKeepWhatIsTyped(t *testing.T) {
	t.Parallel()
	h, _ := commented(t)
	h.signedIn(ministry).send(h.signedIn(ministry).get("/konto/daten"), "/konto/daten", fieldBasis, "17-1-b")
	b := h.signedIn("zweite@example.org")
	for _, at := range []string{"/runden/2026/loeschen", "/runden/2026/loeschen/antrag?eintrag=1&wen=", "/runden/2026/loeschen/antraege/1", "/konto/daten", "/loeschen", "/loeschen/antraege/1"} {
		path, query, _ := strings.Cut(at, "?")
		if query != "" {
			query = "?" + query
		}
		words := "Getippt in " + path
		w := b.post(path+"/entwurf"+query, "criterion", stepPart, "version", "0", "value", url.Values{fieldReason: {words}}.Encode())
		if w.Code != http.StatusOK {
			t.Errorf("%s: the script is answered %d %s", at, w.Code, w.Body.String())
		}
		if page := b.see(at); strings.Count(page, words) == 0 || !strings.Contains(page, `data-draft="`+path+`/entwurf`) {
			t.Errorf("%s has lost what was typed", at)
		}
		if w := b.post(path+"/entwurf"+query, fieldReason, words+" ohne Skript"); w.Code != http.StatusSeeOther {
			t.Errorf("%s: the button is answered %d", at, w.Code)
		}
		holds(t, at, b.see(at), words+" ohne Skript")
	}
}

// A hold on the register keeps accounts from being erased until it is lifted; who sets one without a reason loses nothing, and who asked
// for an account to go sees at once that another one has to answer.
func TestAHoldOnTheRegister(t *testing.T) {
	t.Parallel()
	h, _ := commented(t, keepingNothing(t)...)
	me, second := h.signedIn(ministry), h.signedIn("zweite@example.org")
	me.send(me.get("/konto/daten"), "/konto/daten", fieldBasis, "17-1-b")
	const at, one = "/loeschen", "/loeschen/antraege/1"
	page := second.get(at)
	sound(t, page.Body.String())
	holds(t, "the page", page.Body.String(), "Es besteht kein Löschverbot.", "Solange das Verbot besteht, wird kein Konto gelöscht")
	if w := second.send(page, at, fieldDo, doHold, fieldReason, ""); w.Code == http.StatusSeeOther || !strings.Contains(w.Body.String(), "Das ist nicht möglich") {
		t.Errorf("a hold without a reason is answered %d", w.Code)
	}
	if w := second.send(second.get(at), at, fieldDo, doHold, fieldReason, "Klage angekündigt"); w.Code != http.StatusSeeOther {
		t.Fatalf("a hold is answered %d: %s", w.Code, w.Body.String())
	}
	page = second.get(at)
	sound(t, page.Body.String())
	holds(t, "with a hold", page.Body.String(), "Konten und Texte des Registers, seit", "Aufheben")
	lacks(t, "with a hold", page.Body.String(), "Es besteht kein Löschverbot.", "Klage angekündigt</textarea>")
	if w := second.send(page, at, fieldDo, doHold, fieldReason, "Noch eine Klage"); w.Code == http.StatusSeeOther || !strings.Contains(w.Body.String(), "Noch eine Klage</textarea>") {
		t.Errorf("a second hold is answered %d, or its reason is lost", w.Code)
	}
	asked := second.get(one)
	holds(t, "the request", asked.Body.String(), `aria-disabled="true"`, "bar-approve")
	if w := second.send(asked, one, fieldDo, doApprove); w.Code == http.StatusSeeOther {
		t.Error("an account is erased under a hold")
	}
	hold := between(page.Body.String(), `name="verbot" value="`, `"`)
	if w := second.send(second.get(at), at, fieldDo, doLift, fieldHold, hold, fieldReason, ""); w.Code == http.StatusSeeOther {
		t.Error("a hold is lifted without a reason")
	}
	if w := second.send(second.get(at), at, fieldDo, doLift, fieldHold, hold, fieldReason, "Klage zurückgenommen"); w.Code != http.StatusSeeOther {
		t.Fatalf("lifting is answered %d: %s", w.Code, w.Body.String())
	}
	holds(t, "without the hold", second.see(at), "Es besteht kein Löschverbot.")
	lacks(t, "the request without the hold", second.see(one), "bar-approve")
	if w := second.send(second.get(one), one, fieldDo, doRefuse, fieldReason, ""); w.Code == http.StatusSeeOther {
		t.Error("a request is refused without a reason")
	}
	if w := second.get("/loeschen/antraege/7"); w.Code != http.StatusNotFound {
		t.Errorf("a request that there is not is answered %d", w.Code)
	}
	if w := me.get(one); w.Code != http.StatusForbidden {
		t.Errorf("a member reads requests: %d", w.Code)
	}
}

// Who asks for their own account to go, and coordinates, is told that somebody else has to answer.
func TestOwnAccountIsAnsweredBySomebodyElse(t *testing.T) {
	t.Parallel()
	h, _ := commented(t, keepingNothing(t)...)
	b := h.signedIn("zweite@example.org")
	b.send(b.get("/konto/daten"), "/konto/daten", fieldBasis, "17-1-b")
	page := b.see("/loeschen/antraege/1")
	sound(t, page)
	holds(t, "the own request", page, "bar-approve", "bar-refuse", "die Person selbst")
}
