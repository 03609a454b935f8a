package web

import (
	"net/http"
	"strings"
	"testing"
)

// Every route × every role: who does not hold a role that the route names is told so, and nobody is asked to sign in.
func TestEveryRouteChecksTheRole(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	who := map[string]role{
		ministry: roleMember | rolePerson, office: roleOffice | rolePerson, auditor: roleAuditor | rolePerson,
		submitter: roleSubmitter | rolePerson, both: roleMember | roleOffice | rolePerson,
	}
	browsers := map[string]*browser{}
	for email := range who {
		browsers[email] = h.signedIn(email)
	}
	for _, r := range h.server.table() {
		method, pattern, _ := strings.Cut(r.pattern, " ")
		at := strings.NewReplacer("{runde}", "2026", "{nummer}", "26-001", "{sitzung}", "1", "{sitz}", ministrySeat, "{$}", "").Replace(pattern)
		if strings.Contains(at, "{") {
			at = at[:strings.Index(at, "{")] + "1"
		}
		if r.need == roleNobody {
			t.Errorf("%s names no role", r.pattern)
		}
		for email, is := range who {
			w := browsers[email].do(method, at, "")
			allowed := is&r.need != 0
			if (w.Code == http.StatusForbidden) == allowed || w.Code >= http.StatusInternalServerError {
				t.Errorf("%s by %s is answered %d", r.pattern, email, w.Code)
			}
		}
		w := h.browser().do(method, at, "")
		if w.Code != http.StatusSeeOther && w.Code != http.StatusUnauthorized {
			t.Errorf("%s by nobody is answered %d", r.pattern, w.Code)
		}
	}
}

func TestWhatOneDoesNotSeeIsNotThere(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	stranger := h.account("fremd@example.org", "Niemand Bekanntes")
	for _, email := range []string{"fremd@example.org", ministry} {
		b := h.signedIn(email)
		at := "/runden/2026/vorschlaege/26-001/bewerten"
		if email == ministry {
			at = "/runden/2027/vorschlaege/26-001/bewerten"
		}
		there, nowhere := b.get(at), b.get("/runden/nirgends/vorschlaege/26-001/bewerten")
		if there.Code != http.StatusNotFound || nowhere.Code != http.StatusNotFound {
			t.Errorf("%s: %d and %d", email, there.Code, nowhere.Code)
		}
	}
	if page := h.signedIn("fremd@example.org").get("/").Body.String(); !strings.Contains(page, "gehören noch keiner Runde an") {
		t.Errorf("%s is not told where to go", stranger.Name)
	}
}

func TestEverybodyBeginsWhereTheirWorkIs(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	for email, want := range map[string]string{
		ministry: "/aufgaben", office: "/runden/2026/steuerung", both: "/runden/2026/steuerung",
		auditor: "/runden/2026/nachvollziehen", submitter: "/meine-vorschlaege",
	} {
		b := h.signedIn(email)
		if at := b.get("/").Header().Get("Location"); at != want {
			t.Errorf("%s begins at %s, want %s", email, at, want)
		}
		page := b.get(want)
		sound(t, page.Body.String())
		if strict := strings.Contains(page.Body.String(), "strengste Sicht"); page.Code != http.StatusOK || strict != (email == both) {
			t.Errorf("%s at %s: %d", email, want, page.Code)
		}
	}
}
