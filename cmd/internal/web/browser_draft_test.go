package web

import (
	"net/http/httptest"
	"strings"
	"testing"

	"gremium/cmd/internal/web/browsertest"
)

// served is a round with two proposals under review, for browsers.
func served(t *testing.T) (*roundHouse, string) {
	t.Helper()
	h := scoredRound(t)
	server := httptest.NewServer(h.server)
	t.Cleanup(server.Close)
	return h, server.URL
}

func TestBrowserScoresWithoutAScript(t *testing.T) {
	t.Parallel()
	h, base := served(t)
	p := sit(t, h, base, ministry)
	p.Scripts(false)
	p.Go(base + scorePath)
	p.Click("#k1 .levels label:nth-child(3)")
	p.Fill("#k2-reason", "ohne Skript geschrieben")
	p.Follow("noscript .btn")
	if got := p.Value("#k2-reason"); got != "ohne Skript geschrieben" || p.Count("#k1 input[value='2']:checked") != 1 {
		t.Errorf("the draft holds %q", got)
	}
	p.says("#k1 .status", "Gesichert um")
	for i := 1; i < 4; i++ {
		p.Click("#" + criterionField(i) + " .levels label:nth-child(3)")
	}
	p.Follow(".actbar .btn.primary")
	p.says(".box.good b", "Bewertung zu 26-001 abgegeben")
	if got := sheetOf(t, h); got != "2 2 2 2" {
		t.Errorf("the record holds %q", got)
	}
}

// What is typed after the session is over stays on the device, and comes back with the next sign-in.
func TestBrowserKeepsWhatIsTypedWhenTheSessionIsOver(t *testing.T) {
	t.Parallel()
	h, base := served(t)
	p := sit(t, h, base, ministry)
	p.Go(base + scorePath)
	h.expire()
	p.Fill("#k1-reason", "nach der Abmeldung geschrieben")
	p.Await("#k1 .inner > .status.fault")
	p.says("#k1 .inner > .status", "nach 30 Minuten abgemeldet")
	p.Reload()
	p.says(".box.care b", "Sie wurden nach 30 Minuten abgemeldet")
	p.Fill("#email", ministry)
	p.Fill("#password", h.password[ministry])
	p.Follow("form .btn.primary")
	if !strings.HasSuffix(p.URL(), scorePath) {
		t.Errorf("after signing in the page is %s", p.URL())
	}
	p.Await("#k1 .inner > .status.good")
	if got := p.Value("#k1-reason"); got != "nach der Abmeldung geschrieben" {
		t.Errorf("the field holds %q", got)
	}
}

// Two windows of one member: what differs is shown beside the field, and the reader chooses.
func TestBrowserShowsTheOtherWindowsDraft(t *testing.T) {
	t.Parallel()
	h, base := served(t)
	first, second := sit(t, h, base, ministry), sit(t, h, base, ministry)
	first.Go(base + scorePath)
	second.Go(base + scorePath)
	first.Fill("#k1-reason", "aus dem ersten Fenster")
	first.Await("#k1 .inner > .status.good")
	second.Fill("#k2-reason", "aus dem zweiten Fenster")
	second.Await("#k2 .inner > .status.good")
	second.Fill("#k1-reason", "auch aus dem zweiten")
	second.Await("#k1 .box.care [data-take]")
	second.Click("#k1 [data-take]")
	if got := second.Value("#k1-reason"); got != "aus dem ersten Fenster" {
		t.Errorf("taking over gives %q", got)
	}
}

func TestBrowserAnnouncesTheEndOfASession(t *testing.T) {
	t.Parallel()
	h, base := served(t)
	p := sit(t, h, base, ministry)
	p.Go(base + scorePath)
	if p.Count("[data-idle-soon][hidden]") != 1 || p.Count("[data-idle='1800']") != 1 {
		t.Error("the end of the session is announced at once, or never")
	}
	browsertest.Eval[bool](p.Page, "idle(document.querySelector('[data-idle]'), 300.3), true")
	p.Await("[data-idle-stay]")
	p.Axe()
	p.Click("[data-idle-stay]")
	p.Await("[data-idle-soon]") // it begins anew, and after the shortened time is announced again
	if p.Count("[data-idle-over]:not([hidden])") != 0 {
		t.Error("the session is said to be over")
	}
	const soon = "all('[data-ends]').map((d) => { d.dataset.ends = new Date(Date.now() + 300).toISOString(); }).length"
	if n := browsertest.Eval[int](p.Page, soon+" + (wireDue() ?? 0)"); n != 1 || p.Count("[data-over][hidden]") != 1 {
		t.Errorf("%d deadlines are told, or one before its time", n)
	}
	p.Await("[data-over]:not([hidden])")
	p.says("[data-over]", "Die Frist ist eben abgelaufen.")
}

// What a late sheet owes is kept like the rest, and told among what is missing.
func TestBrowserKeepsTheReasonOfALateSheet(t *testing.T) {
	t.Parallel()
	h := lateAndDiscussed(t)
	server := httptest.NewServer(h.server)
	t.Cleanup(server.Close)
	p := sit(t, h, server.URL, ministry)
	p.Go(server.URL + scorePath)
	p.says(".actbar .status", "4 von 4. Es fehlt: Grund der Änderung, Grund der Verspätung")
	p.Fill("#late", "Der Bogen lag auf dem anderen Schreibtisch")
	p.Await("#gruende .inner > .status.good")
	p.says(".actbar .status", "4 von 4. Es fehlt: Grund der Änderung")
	p.Reload()
	if got := p.Value("#late"); got != "Der Bogen lag auf dem anderen Schreibtisch" {
		t.Errorf("the draft holds %q", got)
	}
	p.Fill("#reason", "Überzeugt")
	p.Follow(".actbar .btn.primary")
	if n := h.entries(); h.round().Proposal("a").Sheet(0).Version != 2 {
		t.Errorf("a sheet that changes nothing makes entry %d", n)
	}
}
