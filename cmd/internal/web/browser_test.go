package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"gremium/cmd/internal/web/browsertest"
)

// drafts stands in for the address that keeps drafts; it answers with what the test puts into status.
type drafts struct {
	mu     sync.Mutex
	status int
	seen   []string
}

func (d *drafts) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.seen = append(d.seen, r.FormValue("criterion")+"="+r.FormValue("value")+" "+r.FormValue("reason")+" @"+r.FormValue("version"))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(d.status)
	fmt.Fprint(w, `{"version":"2","time":"11:02 Uhr","reason":"Stufe 1 dort, hier 0.","draft":{"value":"1","reason":"dort"}}`)
}

func (d *drafts) answer(status int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.status = status
}

func (d *drafts) last() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.seen) == 0 {
		return ""
	}
	return d.seen[len(d.seen)-1]
}

// serveParts serves the page of parts with an address for drafts beside it.
func serveParts(t *testing.T) (string, *drafts) {
	t.Helper()
	d := &drafts{status: http.StatusOK}
	mux := http.NewServeMux()
	mux.Handle("/", newServer(t, func(c *Config) { c.Demo = true }))
	mux.Handle("POST /bausteine", d)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/bausteine?lang=de", d
}

func TestBrowserPartsAreAccessibleAndFit(t *testing.T) {
	t.Parallel()
	address, _ := serveParts(t)
	p := browsertest.Open(t)
	for _, theme := range []string{"light", "dark"} {
		p.Go(address + "&theme=" + theme)
		for _, width := range []int{320, 360, 768, 1440} {
			p.Size(width, 900)
			if over := p.Overflow(); over > 0 {
				t.Errorf("%s at %d px is %d px too wide", theme, width, over)
			}
		}
		p.Axe()
		p.Screenshot("bausteine", 1440, theme == "dark")
		p.Screenshot("bausteine", 360, theme == "dark")
	}
}

// tableRoles is the one rule of the checker that the pages break on purpose: a table that stacks in a narrow window says its
// roles, because some browsers forget that it is a table once its rows are no longer laid out as rows.
const tableRoles = `element which has a “table” ancestor with no “role” attribute`

func TestMarkupOfParts(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Demo = true })
	mistakes := browsertest.Mistakes(t, map[string]string{
		"bausteine": get(t, s, "/bausteine").Body.String(),
		"parts":     get(t, s, "/bausteine?lang=en&theme=dark").Body.String(),
		"missing":   get(t, s, "/nowhere").Body.String(),
	})
	for _, mistake := range mistakes {
		if !strings.Contains(mistake, tableRoles) {
			t.Error(mistake)
		}
	}
}

func TestBrowserKeepsDrafts(t *testing.T) {
	t.Parallel()
	address, d := serveParts(t)
	p := browsertest.Open(t)
	p.Go(address)

	p.Fill("#nachhaltig-reason", "Zusage des Trägers liegt vor.")
	p.Await("#nachhaltig .inner > .status.good")
	if got := p.Text("#nachhaltig .inner > .status"); got != "Gesichert um 11:02 Uhr" {
		t.Errorf("the status says %q", got)
	}
	if got := d.last(); got != "nachhaltig=3 Zusage des Trägers liegt vor. @1" {
		t.Errorf("sent %q", got)
	}

	d.answer(http.StatusBadGateway)
	p.Fill("#nachhaltig-reason", "Ohne Verbindung geschrieben.")
	p.Await("#nachhaltig .inner > .status.care")
	d.answer(http.StatusOK)
	p.Reload()
	p.Await("#nachhaltig .inner > .status.good")
	if got := p.Value("#nachhaltig-reason"); got != "Ohne Verbindung geschrieben." {
		t.Errorf("after a reload without a connection the field holds %q", got)
	}

	d.answer(http.StatusConflict)
	p.Fill("#nachhaltig-reason", "hier")
	p.Await("#nachhaltig .box.care [data-take]")
	p.Click("#nachhaltig [data-take]")
	if got := p.Value("#nachhaltig-reason"); got != "dort" {
		t.Errorf("taking the other window's text leaves %q", got)
	}

	d.answer(http.StatusUnprocessableEntity)
	p.Fill("#nachhaltig-reason", "zu lang")
	p.Await("#nachhaltig .inner > .status.fault")
	if got := p.Text("#nachhaltig .inner > .status"); got != "Nicht gesichert: Stufe 1 dort, hier 0." {
		t.Errorf("the status says %q", got)
	}
}

func TestBrowserKeysAndBars(t *testing.T) {
	t.Parallel()
	address, _ := serveParts(t)
	p := browsertest.Open(t)
	p.Go(address)

	focus := func() string {
		return browsertest.Eval[string](p, "document.activeElement.id || document.activeElement.value")
	}
	chosen := func() string {
		return browsertest.Eval[string](p, "document.querySelector('#nachhaltig :checked').value")
	}
	p.Press("1")
	if chosen() != "1" || p.Count("[data-owed-now]:not([hidden])") != 0 {
		t.Errorf("1 chooses %s; the justification is owed: %d", chosen(), p.Count("[data-owed-now]:not([hidden])"))
	}
	p.Press("x")
	if chosen() != "na" || p.Count("[data-owed-now]:not([hidden])") != 1 {
		t.Errorf("x chooses %s", chosen())
	}
	p.Press("b")
	if focus() != "nachhaltig-reason" {
		t.Errorf("b leads to %s", focus())
	}
	p.Press("0")
	if chosen() != "na" {
		t.Error("a figure typed into a text chooses a level")
	}
	p.Click("[aria-describedby=button-bar]")
	if focus() != "button-bar" {
		t.Errorf("a barred button leads to %s", focus())
	}
	p.Press("?")
	p.Await("dialog[open]")
}

func TestBrowserReplaysWithTheSlider(t *testing.T) {
	t.Parallel()
	address, _ := serveParts(t)
	p := browsertest.Open(t)
	p.Go(address)
	browsertest.Eval[bool](p, `(() => { const r = document.getElementById('replay-at'); r.value = 120;
		document.querySelector('[data-replay-part=stand]').id = 'old';
		return r.dispatchEvent(new Event('input', {bubbles: true})); })()`)
	p.Await("[data-replay-part=stand]:not(#old)")
	if url := p.URL(); url != address[:len(address)-len("?lang=de")]+"?eintrag=120" {
		t.Errorf("the address is %s", url)
	}
}
