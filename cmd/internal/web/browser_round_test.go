package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"gremium/cmd/internal/web/browsertest"
)

// person is somebody at a browser.
type person struct {
	*browsertest.Page
	t    *testing.T
	h    *roundHouse
	base string
}

// sit gives somebody a browser of their own; they sign in.
func sit(t *testing.T, h *roundHouse, base, email string) *person {
	t.Helper()
	p := &person{browsertest.Open(t), t, h, base}
	p.signIn(email)
	return p
}

func (p *person) signIn(email string) {
	p.t.Helper()
	p.Go(p.base + "/anmelden?lang=de")
	p.says("h1", "Anmelden")
	p.Fill("#email", email)
	p.Fill("#password", p.h.password[email])
	p.Follow("form .btn.primary")
}

// leave signs out and lets somebody else sit down.
func (p *person) leave(email string) {
	p.t.Helper()
	p.Follow(".leave button")
	p.says(".box.good", "Sie sind abgemeldet")
	p.signIn(email)
}

// see holds the page against the rules that every page keeps, and takes its picture.
func (p *person) see(name string) {
	p.t.Helper()
	p.Axe()
	p.Size(360, 900)
	if over := p.Overflow(); over > 0 {
		p.t.Errorf("%s is %d px too wide at 360 px", name, over)
	}
	p.Size(1280, 900)
	for _, width := range []int{1440, 360} {
		p.Screenshot(name, width, false)
		p.Screenshot(name, width, true)
	}
}

func (p *person) says(css, want string) {
	p.t.Helper()
	if got := p.Text(css); !strings.Contains(got, want) {
		p.t.Errorf("%s: %s says %q, not %q", p.URL(), css, got, want)
	}
}

// score fills in the sheet by keyboard: a level for each criterion.
func (p *person) score(levels string) {
	p.t.Helper()
	for i, level := range levels {
		p.Click("#" + criterionField(i) + " legend")
		p.Press(string(level))
		browsertest.Eval[bool](p.Page, "document.activeElement.closest('#"+criterionField(i)+"') !== null")
	}
}

func TestBrowserWholeRound(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	server := httptest.NewServer(h.server)
	t.Cleanup(server.Close)

	p := sit(t, h, server.URL, submitter)
	p.Go(server.URL + "/konto")
	p.see("konto")
	p.Go(server.URL)
	submitsInTheBrowser(p)
	h.submit("b") // a second proposal, so that there is a next one
	p.leave(office)
	opensReviewInTheBrowser(p)
	p.leave(ministry)
	scoresInTheBrowser(p)
	second := sit(t, h, server.URL, network)
	overtakesInTheBrowser(p, sit(t, h, server.URL, network), second)
	talksInTheBrowser(second)
	for _, email := range []string{projects, migrants, both} {
		h.score(email, theFirst(h))
	}
	p.leave(office)
	closesScoringInTheBrowser(p)
	for _, email := range []string{ministry, network, projects, migrants, both} {
		p.leave(email)
		votesInTheBrowser(p)
	}
	p.leave(office)
	decidesInTheBrowser(p)
	p.leave(auditor)
	replaysInTheBrowser(p)
}

// theFirst is the id of the proposal that was handed in first.
func theFirst(h *roundHouse) string {
	h.t.Helper()
	who := h.who[office]
	v, err := h.desk.Round(h.t.Context(), roundID, &who)
	if err != nil {
		h.t.Fatal(err)
	}
	return v.Proposals[0].ID
}

func submitsInTheBrowser(p *person) {
	p.t.Helper()
	p.says("h1", "Meine Vorschläge")
	p.see("meine-leer")
	p.Follow(".head .btn.primary")
	p.Fill("#title", "IQ Minis: Online-Seminare im Kompaktformat")
	p.Fill("#need", "Fachkräfte in Jobcentern brauchen Wissen über Anerkennung. Für ganztägige Fortbildungen werden sie selten freigestellt.")
	p.Await("#idea > .inner > .status.good")
	p.see("einreichen")
	if status := p.Follow(".actbar .btn.primary"); status != http.StatusUnprocessableEntity {
		p.t.Errorf("an unfinished proposal is answered %d", status)
	}
	p.says(".box.fault h2", "Angaben fehlen")
	p.see("einreichen-fehlt")
	p.Click("#kind input[value=event_format]")
	p.Click("#land input[value=ST]")
	p.Choose("#owner-1", "kolibri")
	for field, words := range map[string]string{
		"solution": "Online-Seminare von 90 Minuten, jedes zu einer Frage aus der Praxis.", "experience": "Seit 2024, 41 Termine.",
		"success": "Zwei Jobcenter haben die Reihe übernommen.", "transfer": "Eine Fassung für Jobcenter liegt vor.",
		"summary": "Seminare von 90 Minuten zu je einer Frage.",
	} {
		p.Fill("#"+field, words)
	}
	p.Click("#institution input[value=jobcentre]")
	p.Follow(".actbar .btn.primary")
	p.says("h1", "IQ Minis")
	p.see("vorschau")
	p.Follow("form .btn.primary")
	p.says(".box.good b", "ist eingereicht")
	p.see("meine")
}

func opensReviewInTheBrowser(p *person) {
	p.t.Helper()
	p.says(".head", "Auswahlrunde 2026")
	p.see("steuerung-anfang")
	p.Go(p.base + "/runden/2026/steuerung/schritt/bewertung-beginnen")
	p.Follow("main form .btn.primary")
	for _, number := range []string{"26-001", "26-002"} {
		at := p.base + "/runden/2026/vorschlaege/" + number
		p.Go(at + "/schritt/pruefen")
		if number == "26-001" {
			p.see("pruefen")
		}
		browsertest.Eval[int](p.Page, `[...document.querySelectorAll('input[type=radio][value=ja]')].map(i => i.click()).length`)
		p.Follow("main form .btn.primary")
		p.says(".box.good", "Eintrag")
		p.Follow(`main form[action$="bewertung-oeffnen"] .btn`)
		p.says(".ref", "in Bewertung")
	}
	p.see("vorschlag-in-bewertung")
}

func scoresInTheBrowser(p *person) {
	p.t.Helper()
	p.says("h1", "Aufgaben")
	p.see("aufgaben")
	p.Follow(".head .btn.primary")
	p.says(".ref", "26-00") // which one is first is each member's own order
	p.Go(p.base + scorePath)
	p.score("322")
	p.Await("#k3 > .inner > .status.good")
	p.says(".actbar .status", "2 von 4.")
	p.see("bewerten")
	if status := p.Follow(".actbar .btn.primary"); status != http.StatusUnprocessableEntity {
		p.t.Errorf("an unfinished sheet is answered %d", status)
	}
	p.says(".box.fault h2", "2 Angaben")
	p.see("bewerten-fehlt")
	p.Go(p.base + scorePath + "?lang=en")
	p.says(".actbar .status", "2 of 4.")
	p.see("bewerten-englisch")
	p.Go(p.base + scorePath + "?lang=de")
	p.Fill("#k1-reason", "Ablauf und Unterlagen sind so dokumentiert, dass zwei Jobcenter die Reihe schon eigenständig durchführen.")
	p.Click("#k4 .levels label:nth-child(3)")
	p.Follow(".actbar .btn.primary")
	p.says(".box.good b", "Bewertung zu 26-001 abgegeben")
	p.says(".ref", "26-002")
	p.see("bewerten-quittung")
	p.Go(p.base + receiptsAt)
	p.says("main", "Zusage laden")
	p.see("quittungen")
}

// overtakesInTheBrowser is one member with two windows.
func overtakesInTheBrowser(p, first, second *person) {
	p.t.Helper()
	at := p.base + scorePath
	first.Go(at)
	second.Go(at)
	for _, one := range []*person{first, second} {
		level := map[*person]string{first: "2", second: "1"}[one]
		for i := range 4 {
			one.Click("#" + criterionField(i) + " .levels label:nth-child(" + map[string]string{"1": "2", "2": "3"}[level] + ")")
		}
		if one == first {
			one.Follow(".actbar .btn.primary")
			continue
		}
		if status := one.Follow(".actbar .btn.primary"); status != http.StatusConflict {
			p.t.Errorf("the second window is answered %d", status)
		}
	}
	second.says("#k1 .box.care", "haben Sie 2 gewählt, hier 1")
	second.see("bewerten-zwei-fenster")
	second.Follow("#k1 .box.care .btn")
	if got := second.Value("#k1 input:checked"); got != "2" {
		p.t.Errorf("taking over gives %s", got)
	}
	second.Follow(".actbar .btn.primary")
	second.says(".box.good b", "Bewertung zu 26-001 abgegeben")
}

func closesScoringInTheBrowser(p *person) {
	p.t.Helper()
	p.see("steuerung")
	at := p.base + "/runden/2026/vorschlaege/26-001"
	p.Go(at + "/schritt/bewertung-schliessen")
	p.Follow("main form .btn.primary")
	p.Go(p.base + "/runden/2026/steuerung/schritt/beratung-beginnen")
	p.Follow("main form .btn.primary")
	p.Go(at)
	p.Follow(`main form[action$="abstimmung-oeffnen"] .btn`)
	p.says(".box.good", "Eintrag")
	p.see("vorschlag-abstimmung")
}

func votesInTheBrowser(p *person) {
	p.t.Helper()
	if at := p.URL(); strings.HasSuffix(at, "/steuerung") { // who also coordinates
		p.Go(p.base + "/aufgaben")
	}
	p.Follow(".tasks .btn")
	p.Click(".ballot label:nth-child(1)")
	p.see("abstimmen")
	p.Follow("form .btn.primary")
	p.says(".box.good b", "Ihre Stimme ist eingetragen: Ja")
}

func decidesInTheBrowser(p *person) {
	p.t.Helper()
	at := p.base + "/runden/2026/vorschlaege/26-001"
	p.Go(at + "/schritt/abstimmung-schliessen")
	p.Follow("main form .btn.primary")
	p.Go(at + "/schritt/entscheiden")
	p.see("entscheiden")
	p.Fill("textarea[name=rationale]", "Das Gremium hält den Ansatz für vorbildlich.")
	p.Follow("main form .btn.primary")
	p.says(".ref", "ausgewählt")
	p.see("vorschlag")
	p.Go(at + "/warum")
	p.says(".verdict", "ausgewählt")
	p.see("warum")
}

func replaysInTheBrowser(p *person) {
	p.t.Helper()
	p.Go(p.base + "/runden/2026/nachvollziehen?eintrag=20")
	p.says("h1", "Nachvollziehen")
	p.see("nachvollziehen")
	for key, at := range map[string]string{kb.ArrowLeft: "19", kb.Home: "0"} {
		p.Go(p.base + "/runden/2026/nachvollziehen?eintrag=20")
		browsertest.Eval[bool](p.Page, `!!(document.querySelector('[data-replay-part=happened]').id = 'old')`)
		p.Press(key)
		p.Await("[data-replay-part=happened]:not(#old)")
		p.says(".stand", "Stand nach Eintrag "+at)
	}
	sight := browsertest.Eval[string](p.Page, `document.querySelector('#as option:last-child').value`)
	p.Go(p.base + "/runden/2026/nachvollziehen?vorschlag=26-001&sicht=" + sight)
	p.says("h1", "Nachvollziehen: 26-001")
	p.see("nachvollziehen-sicht")
}
