package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// haltedHouse is a house with a round whose ledger was cut off, as the start has found.
func haltedHouse(t *testing.T) *roundHouse {
	t.Helper()
	h := scoredRound(t)
	config := h.server.config
	config.Halted = func() error {
		return &record.BreachError{Breaches: []record.Breach{
			{Way: record.Truncated, Origin: h.engine.RoundOrigin(roundID), Known: 7411, Have: 7409, Sound: 7409},
			{Way: record.Forked, Origin: h.engine.RoundOrigin("elsewhere"), Known: 7421, Have: 7421, Sound: 7420},
		}}
	}
	var err error
	if h.server, err = New(config); err != nil {
		t.Fatal(err)
	}
	return h
}

// Every page says that it is only read; those who must not know how far the record goes are not told.
func TestEveryPageSaysThatNothingCanBeEntered(t *testing.T) {
	t.Parallel()
	h := haltedHouse(t)
	pages := 0
	for _, email := range []string{ministry, office, auditor, submitter, both} {
		b := h.signedIn(email)
		for _, r := range h.server.table() {
			method, pattern, _ := strings.Cut(r.pattern, " ")
			if method != http.MethodGet || strings.Contains(pattern, eventsPath) {
				continue
			}
			w := b.get(strings.NewReplacer("{runde}", "2026", "{nummer}", "26-001", "{sitzung}", "1", "{sitz}", ministrySeat, "{$}", "", "{stufe}", "scoring", "{schritt}", "zurueckziehen", "{loeschantrag}", "1").Replace(pattern))
			page := w.Body.String()
			if !strings.Contains(w.Header().Get("Content-Type"), "text/html") || w.Code == http.StatusSeeOther {
				continue
			}
			pages++
			if !strings.Contains(page, "Es wird nur noch gelesen") {
				t.Errorf("%s of %s does not say it: %d", pattern, email, w.Code)
			}
			if told := strings.Contains(page, "bekannt waren 7411. Es fehlen die ab Eintrag 7409"); told != (email == office || email == auditor) && w.Code != http.StatusNotFound {
				t.Errorf("%s of %s: since which entry is told: %t", pattern, email, told)
			}
			named := strings.Contains(page, "Runde 2026: Die Akte ist nicht mehr die, die hier zuletzt stand")
			if named != (email == both) && w.Code != http.StatusNotFound || named && strings.Contains(page, "7411") {
				t.Errorf("%s of %s: that the round is another one is told without sizes: %t", pattern, email, named)
			}
			if strings.Contains(page, "742") {
				t.Errorf("%s of %s tells of a round that is not theirs", pattern, email)
			}
		}
	}
	if pages < 100 {
		t.Errorf("only %d pages were looked at", pages)
	}
	holds(t, "the page for signing in", h.browser().get("/anmelden").Body.String(), "Es wird nur noch gelesen")
	holds(t, "the office in English", h.signedIn(office).get("/runden?lang=en").Body.String(), "Those from entry 7409 on are missing", "Change nothing", "Further ledgers that are not the same any more: 1")
}

// Of a round that cannot be read nobody can tell who holds a seat: it is named, and not how far it goes.
func TestADamagedRoundIsNamedWithoutItsSize(t *testing.T) {
	t.Parallel()
	h := haltedHouse(t)
	config := h.server.config
	config.Desk = damagedDesk{Desk: h.desk, alone: true}
	config.Halted = func() error {
		return &record.BreachError{Breaches: []record.Breach{{Way: record.Forked, Origin: h.engine.RoundOrigin("2019"), Known: 7411, Have: 7411, Sound: 7409}}}
	}
	var err error
	if h.server, err = New(config); err != nil {
		t.Fatal(err)
	}
	page := h.signedIn(office).get("/konto").Body.String()
	holds(t, "the office's page", page, "Runde 2019: Die Akte ist nicht mehr die, die hier zuletzt stand. Einzelheiten sieht")
	lacks(t, "the office's page", page, "7411", "7409")
	holds(t, "in English", h.signedIn(office).get("/konto?lang=en").Body.String(), "Details are shown to those without a seat")
}

// Whatever is sent is refused in words and comes back, in every form of the site; drafts go on, and the check of the record.
func TestNothingThatIsSentIsLost(t *testing.T) {
	t.Parallel()
	h := haltedHouse(t)
	_, before, err := h.engine.Round(t.Context(), roundID)
	if err != nil {
		t.Fatal(err)
	}
	const typed = "Was ich dazu zu sagen habe"
	who := map[string]role{ministry: roleMember, office: roleOffice, auditor: roleAuditor, submitter: roleSubmitter}
	sent := 0
	for email, is := range who {
		b := h.signedIn(email)
		for _, r := range h.server.table() {
			method, pattern, _ := strings.Cut(r.pattern, " ")
			if method != http.MethodPost || r.need&(is|rolePerson) == 0 {
				continue
			}
			at := strings.NewReplacer("{runde}", "2026", "{nummer}", "26-001", "{sitzung}", "1", "{sitz}", ministrySeat, "{stufe}", "scoring", "{schritt}", "zurueckziehen", "{loeschantrag}", "1").Replace(pattern)
			w := b.post(at, "befehl", "c-1", "wort", typed)
			page := w.Body.String()
			sent++
			switch free := strings.HasSuffix(at, "/entwurf") || strings.HasSuffix(at, "/pruefung") || strings.HasSuffix(at, "/zuweisung/plan"); {
			case free:
				if strings.Contains(page, "Nichts wurde eingetragen") {
					t.Errorf("%s by %s is refused", r.pattern, email)
				}
			case w.Code != http.StatusUnprocessableEntity || !strings.Contains(page, "Nichts wurde eingetragen"):
				t.Errorf("%s by %s is answered %d", r.pattern, email, w.Code)
			case strings.Contains(page, typed) == (pattern == "/konto"):
				t.Errorf("%s by %s: what was typed is not kept, or a password is", r.pattern, email)
			default:
				sound(t, page)
			}
		}
	}
	if _, after, err := h.engine.Round(t.Context(), roundID); err != nil || after != before || sent < 50 {
		t.Errorf("%d forms, and the record went from %d to %d, %v", sent, before.Size, after.Size, err)
	}
}

// What was sent stands in the answer as a form that sends the same again, under the same id.
func TestWhatWasSentCanBeSentAgain(t *testing.T) {
	t.Parallel()
	h := haltedHouse(t)
	const at = "/runden/2026/vorschlaege/26-001/zurueckziehen"
	b := h.signedIn(submitter)
	page := b.post(at, "befehl", "c-7", "grund", "Wir ziehen <um>")
	form := formOf(t, page.Body.String(), at)
	if form.Get(fieldCommand) != "c-7" || form.Get("grund") != "Wir ziehen <um>" {
		t.Errorf("the form holds %v", form)
	}
	h.server.config.Halted = func() error { return nil }
	if w := b.send(page, at); w.Code != http.StatusSeeOther {
		t.Errorf("sent again it is answered %d %s", w.Code, w.Body.String())
	}
}

// What stops the writing while a form is on its way is answered on the same page.
func TestFoundWhileAFormWasSent(t *testing.T) {
	t.Parallel()
	h := haltedHouse(t)
	halted := h.server.config.Halted
	asked := 0
	h.server.config.Halted = func() error { // the look before the form is taken up finds nothing yet
		if asked++; asked == 1 {
			return nil
		}
		return halted()
	}
	h.server.config.Desk = stopped{h.server.config.Desk, halted()}
	w := h.signedIn(office).post("/runden/2026/vorschlaege/26-001/schritt/zurueckgeben", "befehl", "c-8", "gesehen", "under_review.1.1.0.0", "note", "Es fehlt etwas", "missing", "x")
	holds(t, "the answer", w.Body.String(), "Nichts wurde eingetragen", "Es fehlt etwas")
}

// stopped is a desk that enters nothing.
type stopped struct {
	Desk
	why error
}

func (s stopped) Execute(context.Context, *desk.Who, workflow.Capacity, string, ...desk.Act) ([]workflow.Receipt, error) {
	return nil, s.why
}

// Who is excluded in a round is told as little of how far it goes as on the page that checks the record.
func TestWhoIsExcludedIsToldNoSizes(t *testing.T) {
	t.Parallel()
	h := haltedHouse(t)
	holds(t, "before", h.signedIn(office).get("/konto").Body.String(), "7411")
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
	who := h.who[office]
	if v, err := h.desk.Round(t.Context(), roundID, &who); err != nil || v.Numbers || v.Me != nil {
		t.Fatalf("the office is not excluded: %v", err)
	}
	page := h.signedIn(office).get("/konto").Body.String()
	holds(t, "the page of who is excluded", page, "Runde 2026: Die Akte ist nicht mehr die, die hier zuletzt stand")
	lacks(t, "the page of who is excluded", page, "7411", "7409")
}
