package web

import (
	"mime"
	"net/http"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

const (
	minutesAt = roundAt + "/niederschrift"
	draftAt   = minutesAt + "/entwerfen"
	approveAt = minutesAt + "/genehmigen"
)

// The office drafts the minutes from the record, the chair approves them, a correction owes its reason and shows what differs.
func TestMinutesFromDraftToCorrection(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	o, chair, m := h.signedIn(office), h.signedIn(ministry), h.signedIn(migrants)
	now := o.see(minutesAt)
	sound(t, now)
	holds(t, "the office, before a draft", now, "Niederschrift: Auswahlrunde 2026", "Festgehalten ist dieser Stand noch nicht", "Zur Genehmigung geben …",
		"Ja 2, Nein 1, Enthaltung 1.", "Ein Vorbild.", "Dr. Henrike Vollmer", "mit Stimme, Vorsitz", "Wurzel ist")
	none := m.see(minutesAt)
	sound(t, none)
	holds(t, "a member, before a draft", none, "Noch keine Niederschrift.")
	lacks(t, "a member, before a draft", none, "Ein Vorbild.")
	form := o.get(draftAt)
	sound(t, form.Body.String())
	lacks(t, "the first form", form.Body.String(), "Warum diese neue Fassung?")
	sent := o.send(form, draftAt, fieldWhere, "Berlin", fieldNote, "Beginn um 10 Uhr.")
	if sent.Code != http.StatusSeeOther || !strings.HasPrefix(sent.Header().Get("Location"), minutesAt+"?eintrag=") {
		t.Fatalf("the draft is answered %d to %s", sent.Code, sent.Header().Get("Location"))
	}
	draft := o.see(sent.Header().Get("Location"))
	sound(t, draft)
	holds(t, "the draft", draft, "hat die Niederschrift entworfen", "Berlin", "Beginn um 10 Uhr.", "Ein Entwurf.", "Prüfsumme der Niederschrift: sha256:",
		"Genehmigen muss die Niederschrift eine andere Person")
	holds(t, "the board", o.see(roundAt+"/steuerung"), "Die Niederschrift, Fassung 1, wartet auf die Genehmigung")
	holds(t, "a member", m.see(minutesAt), "Ein Entwurf.", "Ein Vorbild.")
	lacks(t, "a member", m.see(minutesAt), "Eintrag ", "sha256:", "genehmigen …")
	barred := m.get(approveAt)
	sound(t, barred.Body.String())
	holds(t, "a member who approves", barred.Body.String(), "Die Niederschrift genehmigt der Vorsitz")
	if w := m.post(approveAt, fieldCommand, "x", fieldMinutes, "1"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a member's approval is answered %d", w.Code)
	}
	holds(t, "the chair's tasks", chair.see("/aufgaben"), "Die Niederschrift, Fassung 1, wartet auf die Genehmigung", approveAt)
	page := chair.get(approveAt)
	sound(t, page.Body.String())
	if w := chair.send(page, approveAt); w.Code != http.StatusSeeOther {
		t.Fatalf("the approval is answered %d: %s", w.Code, w.Body)
	}
	if w := chair.send(page, approveAt); w.Code != http.StatusSeeOther || h.round().Minutes[0].Approved == 0 {
		t.Errorf("the same approval again is answered %d", w.Code)
	}
	holds(t, "the approved minutes", h.signedIn(auditor).see(minutesAt), "Genehmigt und in Kraft.", "genehmigt von Dr. Henrike Vollmer", "Eintrag ")
	h.corrected(o)
}

// corrected goes on with a correction of the approved minutes.
func (h *roundHouse) corrected(o *browser) {
	t := h.t
	t.Helper()
	lacks(t, "the office, with nothing new", o.see(minutesAt), "ist etwas hinzugekommen")
	h.move(workflow.KindDecisionReleased, "a")
	holds(t, "the office, with something new", o.see(minutesAt), "Seit Fassung 1 ist etwas hinzugekommen", "Berichtigung entwerfen …")
	form := o.get(draftAt)
	sound(t, form.Body.String())
	holds(t, "the form of a correction", form.Body.String(), `value="Berlin"`, "Beginn um 10 Uhr.", "<ins>", "Die Entscheidung wurde freigegeben.")
	bare := o.send(form, draftAt)
	sound(t, bare.Body.String())
	if bare.Code != http.StatusUnprocessableEntity {
		t.Errorf("a correction without a reason is answered %d", bare.Code)
	}
	holds(t, "a correction without a reason", bare.Body.String(), "Begründung", `href="#reason"`, `value="Berlin"`)
	if w := o.send(bare, draftAt, fieldReason, "Die Freigabe fehlte."); w.Code != http.StatusSeeOther {
		t.Fatalf("the correction is answered %d: %s", w.Code, w.Body)
	}
	list := o.see(minutesAt)
	holds(t, "the versions", list, "Die Freigabe fehlte.", "zu Fassung 1", "noch nicht", "fassung=1")
	diff := o.see(minutesAt + "/unterschied?fassung=2")
	sound(t, diff)
	holds(t, "the difference", diff, "Fassung 2 gegenüber Fassung 1", "<ins>", "Die Entscheidung wurde freigegeben.", "Berichtigt, weil: Die Freigabe fehlte.")
	holds(t, "the earlier version", o.see(minutesAt+"?fassung=1"), "Eine frühere Fassung. Die neueste ist Fassung 2.")
	english := o.see(minutesAt + "?lang=en")
	sound(t, english)
	holds(t, "the English page", english, "Minutes: Auswahlrunde 2026", "Correct", "Decision of")
}

// Files carry their form and version in their names, and what is not there is said not to be.
func TestMinutesAsFiles(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	o := h.signedIn(office)
	o.send(o.get(draftAt), draftAt, fieldWhere, "Berlin", fieldNote, "Kolibri <b>war</b> dabei.")
	for query, want := range map[string][]string{
		"form=md":                      {"niederschrift-2026-fassung-1.md", "text/markdown; charset=utf-8", "# Niederschrift: Auswahlrunde 2026"},
		"form=html":                    {"niederschrift-2026-fassung-1.html", "text/html; charset=utf-8", "Kolibri &lt;b&gt;war"},
		"form=md&fassung=akte":         {"niederschrift-2026-stand-der-akte.md", "text/markdown; charset=utf-8", "- **Tag:**"},
		"form=md&namen=ohne":           {"niederschrift-2026-fassung-1-ohne-namen.md", "text/markdown; charset=utf-8", "Mitglied 1 (Mittelgeber)"},
		"namen=ohne&form=html&english": {"minutes-2026-version-1-without-names.html", "text/html; charset=utf-8", "Member 1 (Funding ministry)"},
	} {
		lang := map[bool]string{true: "en", false: "de"}[strings.Contains(query, "english")]
		w := o.get(minutesAt + "/datei?" + query + "&lang=" + lang)
		_, name, err := mime.ParseMediaType(w.Header().Get("Content-Disposition"))
		if err != nil || w.Code != http.StatusOK || name["filename"] != want[0] || w.Header().Get("Content-Type") != want[1] {
			t.Errorf("%s: %d %v %v", query, w.Code, w.Header(), err)
		}
		holds(t, query, w.Body.String(), want[2])
		if strings.Contains(query, "ohne") {
			lacks(t, query, w.Body.String(), "Vollmer", "Castellani", "Kolibri")
		}
	}
	for _, at := range []string{"?fassung=2", "?fassung=x", "/unterschied?fassung=1", "/unterschied", "/datei?fassung=0"} {
		w := o.get(minutesAt + at)
		sound(t, w.Body.String())
		if w.Code != http.StatusNotFound {
			t.Errorf("%s is answered %d", at, w.Code)
		}
	}
}

// A draft that says something else than the record cannot be approved, and the check of the record names it.
func TestForgedMinutesAreNotApproved(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	who := h.who[office]
	v, err := h.desk.Round(t.Context(), roundID, &who)
	if err != nil {
		t.Fatal(err)
	}
	c, err := h.desk.MinutesDraft(t.Context(), v, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	c.Digest = "sha256:" + strings.Repeat("0", 64)
	h.act(who, workflow.Coordinator, roundID, c)
	chair := h.signedIn(ministry)
	w := chair.send(chair.get(approveAt), approveAt)
	sound(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity || h.round().Minutes[0].Approved > 0 {
		t.Errorf("the approval is answered %d", w.Code)
	}
	holds(t, "the refusal", w.Body.String(), "sagt nicht, was die Akte ergibt")
	a := h.signedIn(auditor)
	report := a.send(a.get(roundAt+"/pruefung"), roundAt+"/pruefung")
	if report.Code == http.StatusSeeOther {
		report = a.get(report.Header().Get("Location"))
	}
	sound(t, report.Body.String())
	holds(t, "the audit", report.Body.String(), "Jede Niederschrift sagt, was die Akte ergibt", "Die Niederschrift ist nicht die, die sich aus den ersten", "Die Akte stimmt nicht")
	lacks(t, "the audit", report.Body.String(), "Die Akte stimmt:")
}

// Two worlds that differ in what others did about a proposal give who is excluded from it the same minutes, byte by byte, in
// every version and form.
func TestTheExcludedGetTheSameMinutes(t *testing.T) {
	t.Parallel()
	for _, email := range []string{projects, office, both} {
		pages := func(level string, choice policy.Choice) map[string]string {
			h := newRound(t)
			h.submit("a")
			h.submit("b")
			h.review("a", "b")
			as := workflow.Member
			if email == office {
				as = workflow.Coordinator
			}
			h.act(h.who[email], as, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: "relative"})
			h.decided(level, choice, email)
			h.minuted("Über a: " + level)
			if choice == policy.Yes {
				h.act(h.operator, workflow.Operator, roundID, &workflow.Move{Transition: workflow.KindDecisionReleased, Proposal: "a"})
			}
			h.minuted("Noch einmal a: " + level)
			b, out := h.signedIn(email), map[string]string{}
			for _, at := range []string{
				"", "?fassung=1", "?fassung=2", "?fassung=akte", "?namen=ohne", "/unterschied?fassung=2", "/datei?form=md", "/datei?form=html&fassung=1",
				"/datei?namen=ohne&form=md", "/entwerfen", "/genehmigen",
			} {
				out[at] = b.get(minutesAt + at).Body.String()
			}
			lacks(t, email, strings.Join([]string{out[""], out["?fassung=akte"]}, ""), "Grund 3", "Über a", "sha256:")
			return out
		}
		one, two := pages("3", policy.Yes), pages("1", policy.No)
		for at, page := range one {
			if unlike := difference(page, two[at]); unlike != "" {
				t.Errorf("%s learns at %s: %s", email, at, unlike)
			}
		}
	}
}

// minuted enters a version of the minutes for the office.
func (h *roundHouse) minuted(note string) {
	h.t.Helper()
	v, err := h.desk.Round(h.t.Context(), roundID, &h.operator)
	if err != nil {
		h.t.Fatal(err)
	}
	c, err := h.desk.MinutesDraft(h.t.Context(), v, "", 0)
	if err != nil {
		h.t.Fatal(err)
	}
	c.Place, c.Note, c.Reason = "Berlin", note, note
	h.act(h.operator, workflow.Operator, roundID, c)
}

// While a proposal is scored again, who has yet to score reads its item without what was found before.
func TestMinutesOfWhatIsScoredAgain(t *testing.T) {
	t.Parallel()
	h := decidedRound(t)
	h.minuted("Anmerkung")
	at := minutesAt + "?fassung=1"
	late := h.signedIn(both)
	holds(t, "before", late.see(at), "Ein Vorbild.", "Die Bewertung erreicht die Schwelle")
	move := func(who string, k workflow.Kind) {
		h.act(h.who[who], workflow.Coordinator, roundID, &workflow.Move{Transition: k, Proposal: "a", Reason: "Neue Zahlen"})
	}
	move(office, workflow.KindReconsiderationRequested)
	h.act(h.operator, workflow.Operator, roundID, &workflow.Move{Transition: workflow.KindDecisionReconsidered, Proposal: "a", Reason: "Neue Zahlen"})
	move(office, workflow.KindScoringReopened)
	page := late.see(at)
	sound(t, page)
	holds(t, "while it is scored again", page, "<span class=\"nb\">26-001</span> Vorschlag a", "Verdeckt, bis Ihre eigene Bewertung vorliegt")
	lacks(t, "while it is scored again", page, "Ein Vorbild.", "erreicht die Schwelle", "sha256:")
	holds(t, "who has scored", h.signedIn(network).see(at), "Ein Vorbild.")
	holds(t, "the file", late.get(minutesAt+"/datei?form=md").Body.String(), "Verdeckt, bis Ihre eigene Bewertung vorliegt")
}
