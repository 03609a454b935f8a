package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestSigningInReturnsToWhereOneWas(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.browser()
	w := b.get("/konto?x=1")
	if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || at != "/anmelden?weiter="+url.QueryEscape("/konto?x=1") {
		t.Fatalf("%d %s", w.Code, at)
	}
	page := b.get(w.Header().Get("Location"))
	sound(t, page.Body.String())
	w = b.send(page, "/anmelden", "email", ministry, "password", h.password[ministry])
	if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || at != "/konto?x=1" {
		t.Errorf("%d %s", w.Code, at)
	}
	w = b.send(b.get("/konto"), "/abmelden")
	if at := w.Header().Get("Location"); at != "/anmelden?abgemeldet=1" || b.get("/konto").Code != http.StatusSeeOther {
		t.Errorf("after signing out: %s", at)
	}
}

func TestSigningInFailsWithOneText(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	texts := map[string]bool{}
	for _, fields := range [][]string{
		{"email", ministry, "password", "wrong"}, {"email", "nobody@example.org", "password", "wrong"}, {"email", "", "password", ""},
	} {
		w := h.browser().post("/anmelden", fields...)
		if w.Code != http.StatusUnprocessableEntity || len(w.Result().Cookies()) > 0 {
			t.Errorf("%v is answered %d %v", fields, w.Code, w.Result().Cookies())
		}
		for _, n := range elements(t, w.Body.String()) {
			if strings.HasPrefix(attr(n, "class"), "box") {
				texts[text(n)] = true
			}
		}
	}
	if len(texts) != 1 {
		t.Errorf("the causes can be told apart: %v", texts)
	}
}

func TestTooManyAttemptsAreToldToWait(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.browser()
	for range 8 {
		b.post("/anmelden", "email", ministry, "password", "wrong")
	}
	w := b.post("/anmelden", "email", ministry, "password", "wrong")
	if at := w.Header().Get("Retry-After"); w.Code != http.StatusTooManyRequests || at != "900" {
		t.Errorf("answered %d, Retry-After %q", w.Code, at)
	}
	if !strings.Contains(w.Body.String(), "in 15 Minuten noch einmal") {
		t.Error("the page does not say how long to wait")
	}
	sound(t, w.Body.String())
}

func TestAddressesOfOtherSitesAreNoWayBack(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	for _, at := range []string{"https://example.com/", "//example.com", `/\example.com`, "javascript:alert(1)", "konto"} {
		w := h.browser().post("/anmelden", "email", ministry, "password", h.password[ministry], "weiter", at)
		if to := w.Header().Get("Location"); to != "/" {
			t.Errorf("%s leads to %s", at, to)
		}
	}
}

func TestAnInputOutlivesItsSession(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(ministry)
	page := b.get(scorePath)
	h.expire()
	w := b.get(scorePath)
	if at := w.Header().Get("Location"); !strings.Contains(at, "abgelaufen=1") {
		t.Fatalf("the end of the session is not told: %s", at)
	}
	if text := b.get(w.Header().Get("Location")).Body.String(); !strings.Contains(text, "nach 30 Minuten abgemeldet") {
		t.Error("the page does not say that the session is over")
	}
	w = b.send(page, scorePath, fillIn("3")...)
	if w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), "ist erhalten") {
		t.Fatalf("%d", w.Code)
	}
	w = b.send(w, "/anmelden", "email", ministry, "password", h.password[ministry])
	if w.Code != http.StatusOK {
		t.Fatalf("signing in with a kept input is answered %d", w.Code)
	}
	sound(t, w.Body.String())
	if w = b.send(w, scorePath); w.Code != http.StatusSeeOther || sheetOf(t, h) != "3 2 2 2" {
		t.Errorf("the kept input is answered %d %s", w.Code, w.Body.String())
	}
}

func TestPasswordsAreNotKept(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.signedIn(ministry)
	page := b.get("/konto")
	h.expire()
	w := b.send(page, "/konto", "was", "geheim eins", "becomes", "geheim zwei", "again", "geheim zwei")
	if w.Code != http.StatusSeeOther || strings.Contains(w.Body.String(), "geheim") {
		t.Errorf("%d %s", w.Code, w.Body.String())
	}
}

func TestPasswordsChangeOnlyWithTheOldOne(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	b := h.signedIn(ministry)
	for _, c := range []struct{ was, becomes, again, at string }{
		{"wrong", "ein langes neues Passwort", "ein langes neues Passwort", "was"},
		{h.password[ministry], "kurz", "kurz", "becomes"},
		{h.password[ministry], "ein langes neues Passwort", "ein anderes neues Passwort", "again"},
	} {
		w := b.send(b.get("/konto"), "/konto", "was", c.was, "becomes", c.becomes, "again", c.again)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `id="`+c.at+`-error"`) {
			t.Errorf("%v is answered %d", c, w.Code)
		}
		sound(t, w.Body.String())
	}
}
