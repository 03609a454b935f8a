package web

import (
	"net/http"
	"strings"
	"testing"
)

// Every address that takes a form × one that is too large: it is told apart from all that is wrong with a form, and what
// was typed is not lost.
func TestAFormThatIsTooLargeIsToldSo(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	people := map[role]*browser{
		roleMember: h.signedIn(ministry), roleOffice: h.signedIn(office), roleAuditor: h.signedIn(auditor),
		roleSubmitter: h.signedIn(submitter), rolePerson: h.signedIn(ministry), roleNobody: h.browser(),
	}
	whoMay := func(need role) *browser {
		if b := people[need]; b != nil {
			return b
		}
		for _, one := range []role{roleOffice, roleMember, roleAuditor, roleSubmitter} {
			if need&one != 0 {
				return people[one]
			}
		}
		return people[rolePerson]
	}
	all := h.server.table()
	for pattern := range h.server.open() {
		all = append(all, route{pattern: pattern})
	}
	large := "grund=" + strings.Repeat("x", maxSignIn)
	tried := 0
	for _, r := range all {
		method, pattern, _ := strings.Cut(r.pattern, " ")
		if method != http.MethodPost {
			continue
		}
		tried++
		at := strings.NewReplacer("{runde}", "2026", "{nummer}", "26-001", "{schritt}", "abschliessen").Replace(pattern)
		before := len(h.archive.drafts)
		w := whoMay(r.need).do(method, at, large)
		page := w.Body.String()
		if w.Code != http.StatusRequestEntityTooLarge || len(h.archive.drafts) != before {
			t.Errorf("%s is answered %d, with %d drafts more", r.pattern, w.Code, len(h.archive.drafts)-before)
		}
		for _, want := range []string{"größer als", " KB", "Nichts davon wurde eingetragen", "Kürzen Sie sie"} {
			if !strings.Contains(page, want) {
				t.Errorf("%s does not say %q: %s", r.pattern, want, page)
			}
		}
		if json := strings.HasPrefix(page, "{"); json != strings.HasSuffix(pattern, "/"+draftPath) {
			t.Errorf("%s is answered in another form than its reader knows: %s", r.pattern, page)
		} else if !json {
			sound(t, page)
		}
		if w := whoMay(r.need).do(method, at, "grund=%zz"); w.Code != http.StatusBadRequest {
			t.Errorf("%s answers a form that is none with %d", r.pattern, w.Code)
		}
	}
	if tried < 16 {
		t.Errorf("only %d addresses take a form", tried)
	}
}

// What a session's end has kept comes back at signing in, though it is larger there.
func TestWhatWasKeptFitsThroughSigningIn(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	at := "/runden/2026/vorschlaege/26-001/bewerten"
	sent := "a=" + strings.Repeat("+", maxBody-3)
	page := h.browser().do(http.MethodPost, at, sent)
	if page.Code != http.StatusUnauthorized {
		t.Fatalf("without a session the form is answered %d", page.Code)
	}
	w := h.browser().send(page, "/anmelden", "email", ministry, "password", h.password[ministry])
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Eingabe jetzt absenden") {
		t.Errorf("what was kept is answered %d", w.Code)
	}
}

// Without a script the page of a draft is a page, also when it is refused.
func TestADraftWithoutAScriptIsRefusedOnAPage(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	at := "/runden/2026/vorschlaege/26-001/bewerten/entwurf"
	w := h.signedIn(ministry).do(http.MethodPost, at, "grund="+strings.Repeat("x", maxBody), "Accept", "text/html,*/*;q=0.8")
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("it is answered %d", w.Code)
	}
	sound(t, w.Body.String())
}
