package web

import (
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"gremium/cmd/internal/web/browsertest"
	"gremium/workflow"
)

// The pages of office and audit that the story of a whole round does not come by.
func TestBrowserCommitteePages(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	h.act(h.who[network], workflow.Member, roundID, &workflow.ReportInterest{
		Proposal: "b", About: h.pseudonym(migrants), InterestKind: "advice", Note: "Hat das Vorhaben beraten.",
	})
	h.minuted("Anmerkung")
	h.minuted("Berichtigung")
	shown := newTiles(t, h)
	server := httptest.NewServer(shown)
	t.Cleanup(server.Close)
	at := server.URL + roundAt

	p := sit(t, h, server.URL, office)
	for _, x := range officePages(h) {
		p.Go(at + x.path)
		p.see(x.name)
	}
	p.Go(server.URL + "/runden")
	p.see("runden")
	approves(p, at+"/niederschrift")
	p.Go(server.URL + "/konto/daten")
	p.see("meine-daten")
	other := h.signedIn(ministry)
	other.send(other.get("/konto/daten"), "/konto/daten", fieldBasis, "17-1-b", fieldReason, "Ich höre auf")
	for name, path := range map[string]string{"konten": registerEraseAt, "konto-loeschen": registerEraseAt + "/antraege/1"} {
		p.Go(server.URL + path)
		p.see(name)
	}

	p.Go(at + "/vorschlaege/26-001/schritt/erneut-beraten-beantragen")
	p.Follow("main form .btn.primary")
	p.says("[role=alert]", "Dafür ist eine Begründung nötig")
	p.see("abgewiesen")
	p.Go(at + "/vorschlaege/26-002/schritt/zurueckziehen")
	h.move(workflow.KindProposalWithdrawn, "b")
	p.Follow("main form .btn.primary")
	p.says("[role=alert]", "Inzwischen hat sich etwas geändert")
	p.see("ueberholt")

	p.leave(projects)
	p.Go(at + "/wuensche")
	p.see("wuensche")
	declaresByKeyboard(p, at+"/vorschlaege/26-001")
	p.leave(auditor)
	p.Go(at + "/pruefung")
	p.Follow("main form .btn.primary")
	p.says(".box.good", "Die Akte stimmt")
	shown.workOut(p)
	p.see("pruefung")
	p.Go(at + "/nachvollziehen/roh?eintrag=1")
	p.see("roh")
	slides(p, at, stepsOf(t, h)[workflow.KindScoresCast][4].Seq)
}

// approves compares two versions of the minutes and approves the latter with the keys.
func approves(p *person, minutes string) {
	p.t.Helper()
	p.Go(minutes + "/unterschied?fassung=2")
	p.see("niederschrift-unterschied")
	p.Go(minutes + "/genehmigen")
	p.see("niederschrift-genehmigen")
	browsertest.Eval[bool](p.Page, `(document.querySelector("main form .btn.primary").focus(), true)`)
	p.Press(kb.Enter)
	p.Await(".box.good")
	p.says("main", "Genehmigt und in Kraft.")
	p.see("niederschrift-genehmigt")
}

// declaresByKeyboard declares an interest with nothing but keys, and gets the page that stands in the proposal's place.
func declaresByKeyboard(p *person, proposal string) {
	p.t.Helper()
	p.Go(proposal + "/interesse")
	p.see("interesse")
	browsertest.Eval[bool](p.Page, `(document.querySelector("main input[type=radio]").focus(), true)`)
	p.Press(" ")
	p.Press(kb.Tab)
	p.Press("Wir sind Partner.")
	p.Press(kb.Tab)
	if on := browsertest.Eval[string](p.Page, "document.activeElement.tagName + document.activeElement.className"); !strings.Contains(on, "BUTTONbtn primary") {
		p.t.Errorf("after the reason the keys lead to %s", on)
	}
	p.Press(kb.Enter)
	p.Await(".box.veil")
	p.says(".box.veil", "Sie nehmen an diesem Punkt nicht teil")
	p.see("befangen")
}

// officePages are further pages of the office, by name.
func officePages(h *roundHouse) []struct{ name, path string } {
	return []struct{ name, path string }{
		{"vorschlaege", "/vorschlaege?stand=under_review"},
		{"vorschau", "/steuerung/alle/bewertung-schliessen"},
		{"regelwerk", "/regelwerk"},
		{"gremium", "/gremium"},
		{"niederschrift", "/niederschrift"},
		{"niederschrift-geben", "/niederschrift/entwerfen"},
		{"sitz-anlegen", "/" + seatsNew},
		{"sitz", "/gremium/" + networkSeat},
		{"sitz-besetzen", "/gremium/" + networkSeat + "/schritt/vertretung"},
		{"sitz-aendern", "/gremium/" + networkSeat + "/schritt/aendern"},
		{"vergleichen", "/nachvollziehen/unterschied?" + fieldWhose + "=26-001"},
		{"statistik", "/statistik"},
		{"was-waere-wenn", "/statistik/was-waere-wenn?schwelle-efficient=3"},
		{"was-waere-wenn-fehler", "/statistik/was-waere-wenn?schwelle-efficient=viel"},
		{"frist", "/steuerung/frist/nachreichen"},
		{"zuweisung", "/zuweisung"},
		{"zuweisung-plan", "/zuweisung/plan?je-vorschlag=2"},
		{"zuweisen", "/vorschlaege/26-002/zuweisen"},
		{"interesse-anzeigen", "/vorschlaege/26-002/interesse/anzeigen"},
		{"interesse-beschluss", "/vorschlaege/26-002/interesse/beschluss?" + fieldAbout + "=" + h.pseudonym(migrants)},
		{"abbrechen", "/steuerung/schritt/abbrechen"},
		{"los", "/steuerung/schritt/los-ziehen"},
		{"veroeffentlichen", "/vorschlaege/26-001/schritt/veroeffentlichen"},
		{"loeschen", "/loeschen"},
		{"loeschen-antrag", "/loeschen/antrag?eintrag=0"},
	}
}

// slides moves the slider to an entry and goes on with the keys.
func slides(p *person, at string, entry uint64) {
	p.t.Helper()
	p.Go(at + "/nachvollziehen")
	n := strconv.FormatUint(entry, 10)
	browsertest.Eval[bool](p.Page, `(() => { const r = document.getElementById('replay-at'); r.value = `+n+`;
		document.querySelector('[data-replay-part=happened]').id = 'old';
		return r.dispatchEvent(new Event('input', {bubbles: true})); })()`)
	p.Await("[data-replay-part=happened]:not(#old)")
	p.says(".verdict", "die eigene Bewertung zu 26-001 geändert")
	if url := p.URL(); !strings.HasSuffix(url, "eintrag="+n) {
		p.t.Errorf("the address is %s", url)
	}
	p.see("schieber")
}
