package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gremium/workflow"
)

const assignAt = roundAt + "/zuweisung"

// assigning is a round under review whose policy assigns two members, with the ministry excluded from the first proposal.
func assigning(t *testing.T) *roundHouse {
	t.Helper()
	h := newRound(t, "minimum_scores:", "assignment:\n  per_proposal: 2\n\nminimum_scores:", "per_proposal: 3", "per_proposal: 2", "per_body: 1", "per_body: 0")
	for _, id := range []string{"a", "b"} {
		h.submit(id)
	}
	h.act(h.who[ministry], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "a", InterestKind: h.rules.Interests.Kinds[0].ID})
	return h
}

func (h *roundHouse) assign(id string, emails ...string) {
	h.t.Helper()
	c := &workflow.SetAssignment{Proposal: id}
	for _, email := range emails {
		c.Members = append(c.Members, h.engine.Pseudonym(h.engine.RoundOrigin(roundID), h.who[email].Person))
	}
	h.act(h.who[office], workflow.Coordinator, roundID, c)
}

func TestAPlanIsPreviewedAndTakenOver(t *testing.T) {
	t.Parallel()
	h := assigning(t)
	h.act(h.who[projects], workflow.Member, roundID, &workflow.StateWish{Proposal: "a", Wish: workflow.Wants})
	b := h.signedIn(office)
	page := b.see(assignAt)
	sound(t, page)
	holds(t, "the assignment", page, "mindestens 2 zugewiesene Mitglieder", "2 von 2 Vorschlägen", "Plan übernehmen …", "alle Mitglieder",
		"noch niemand zur Bewertung zugewiesen", "Petra Wiśniewski")
	size := h.entries()
	preview := b.get(assignAt + "/plan")
	sound(t, preview.Body.String())
	holds(t, "the plan", preview.Body.String(), "2 von 2 Vorschlägen ändern sich.", "2 Vorschläge zuweisen", "Anders berechnen")
	if h.entries() != size {
		t.Error("looking writes")
	}

	h.act(h.who[migrants], workflow.Member, roundID, &workflow.StateWish{Proposal: "a", Wish: workflow.Avoids})
	h.assign("b") // the office enters the round
	size = h.entries()
	w := b.send(preview, assignAt)
	sound(t, w.Body.String())
	if w.Code != http.StatusConflict || h.entries() != size {
		t.Errorf("a plan that is out of date is answered %d and makes %d entries", w.Code, h.entries()-size)
	}
	holds(t, "the plan that is out of date", w.Body.String(), "Seit der Vorschau hat sich etwas geändert")

	other := b.get(assignAt + "/plan") // the same plan in a second window
	first := b.send(w, assignAt)
	second := b.send(w, assignAt)
	if late := b.send(other, assignAt); late.Header().Get("Location") != first.Header().Get("Location")+"&"+fieldSame+"=1" || h.entries() != size+2 {
		t.Errorf("a second window that assigns the same is answered %d and makes %d entries", late.Code, h.entries()-size-2)
	}
	if first.Code != http.StatusSeeOther || first.Header().Get("Location") != second.Header().Get("Location") || h.entries() != size+2 {
		t.Fatalf("%d and %d, %d entries", first.Code, second.Code, h.entries()-size)
	}
	page = b.see(first.Header().Get("Location"))
	sound(t, page)
	holds(t, "the receipt", page, "hat festgelegt, wer 26-001 bewertet", "0 von 2 Vorschlägen")
	holds(t, "a plan of what is planned", b.see(assignAt+"/plan"), "An der Zuweisung ändert sich nichts.", "bleibt")
	holds(t, "more than there are", b.see(assignAt+"/plan?je-vorschlag=5"), "Nur 4 von 5 Mitgliedern lassen sich zuweisen.",
		"Yeliz Aydemir möchte nicht bewerten. Sonst lässt sich niemand zuweisen.")
}

func TestAssigningByTableAndByHand(t *testing.T) {
	t.Parallel()
	h := assigning(t)
	h.assign("b") // the office enters the round
	b, size := h.signedIn(office), h.entries()
	w := b.post(assignAt+"/plan", "tabelle", "Vorschlag;Mitglied\n26-001;Dr. Sanna Okafor\n26-001;Niemand\n26-009;Petra Wiśniewski")
	sound(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a table that cannot be read is answered %d", w.Code)
	}
	holds(t, "the mistakes", w.Body.String(), "Zeile 3: Ein Mitglied „Niemand“", "Zeile 4: Einen Vorschlag „26-009“", "26-001;Dr. Sanna Okafor")

	w = b.post(assignAt+"/plan", "tabelle", "Vorschlag;Mitglied\n26-001;Dr. Henrike Vollmer\n26-002;*")
	sound(t, w.Body.String())
	holds(t, "a plan that the rules bar", w.Body.String(), "aria-disabled", "Übernommen wird alles oder nichts.", "Dr. Henrike Vollmer")
	if again := b.send(w, assignAt); again.Code < http.StatusBadRequest || h.entries() != size {
		t.Errorf("it is answered %d and makes %d entries", again.Code, h.entries()-size)
	}

	page := b.see(roundAt + "/vorschlaege/26-001/zuweisen")
	sound(t, page)
	holds(t, "the form", page, "Gesperrt, weil ausgeschlossen: Dr. Henrike Vollmer.", "Yeliz Aydemir")
	who := h.engine.Pseudonym(h.engine.RoundOrigin(roundID), h.who[migrants].Person)
	w = b.post(assignAt+"/plan", "wer", "a", "mitglied", who)
	sound(t, w.Body.String())
	holds(t, "the plan by hand", w.Body.String(), "1 Vorschlag zuweisen", "Yeliz Aydemir")
	if done := b.send(w, assignAt); done.Code != http.StatusSeeOther || h.entries() != size+1 {
		t.Errorf("it is answered %d and makes %d entries", done.Code, h.entries()-size)
	}
	holds(t, "one is too few", b.see(assignAt), "Zugewiesene Mitglieder mit Stimme: 1; nötig: 2.")
}

// A table comes as a file as well; what cannot be read of it is put into the field, to be mended there.
func TestAssigningByAFile(t *testing.T) {
	t.Parallel()
	h := assigning(t)
	b := h.signedIn(office)
	holds(t, "the form", b.see(assignAt), `enctype="multipart/form-data"`, `name="datei" type="file" accept=".csv,text/csv"`, "gilt sie statt der Tabelle darüber")
	w := b.attach("Vorschlag;Mitglied\n26-001;Dr. Sanna Okafor\n26-001;Petra Wiśniewski\n")
	sound(t, w.Body.String())
	holds(t, "the plan", w.Body.String(), "1 Vorschlag zuweisen", "Dr. Sanna Okafor und Petra Wiśniewski")
	if done := b.send(w, assignAt); done.Code != http.StatusSeeOther || len(h.round().Proposal("a").Assigned) != 2 {
		t.Errorf("it is answered %d, %v", done.Code, h.round().Proposal("a").Assigned)
	}
	w = b.attach("Vorschlag;Mitglied\n26-001;Niemand\n")
	sound(t, w.Body.String())
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a file that cannot be read is answered %d", w.Code)
	}
	holds(t, "the mistakes", w.Body.String(), "Zeile 2: Ein Mitglied „Niemand“", "26-001;Niemand\n</textarea>")
	w = b.attach("Vorschlag;Mitglied\n26-001;Wi\xb6niewski\n")
	holds(t, "another encoding", w.Body.String(), "Speichern Sie sie in UTF-8")
	w = b.attach(strings.Repeat("26-001;Niemand\n", maxBody/8))
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a file that is too large is answered %d", w.Code)
	}
}

// attach sends the form of the plan with a file, and an empty field beside it.
func (b *browser) attach(content string) *httptest.ResponseRecorder {
	b.h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	field, err := form.CreateFormField(fieldTable)
	if err != nil {
		b.h.t.Fatal(err)
	}
	_, _ = field.Write(nil)
	file, err := form.CreateFormFile(fieldFile, "zuweisung.csv")
	if err != nil {
		b.h.t.Fatal(err)
	}
	_, _ = file.Write([]byte(content))
	if err := form.Close(); err != nil {
		b.h.t.Fatal(err)
	}
	return b.do(http.MethodPost, assignAt+"/plan", body.String(), "Content-Type", form.FormDataContentType())
}

// Whoever has left their seat is never assigned: not by the plan, not by hand, and not by a table.
func TestAVacatedSeatIsNeverAssigned(t *testing.T) {
	t.Parallel()
	h := assigning(t)
	h.act(h.who[office], workflow.Coordinator, roundID, &workflow.VacateSeat{Participant: h.pseudonym(migrants), Reason: "Neue Stelle"})
	b := h.signedIn(office)
	lacks(t, "the assignment", b.see(assignAt), "Yeliz Aydemir")
	lacks(t, "the plan of all", b.see(assignAt+"/plan?je-vorschlag=5"), "Yeliz Aydemir")
	form := b.see(roundAt + "/vorschlaege/26-002/zuweisen")
	sound(t, form)
	lacks(t, "the form", form, "Yeliz Aydemir")
	size := h.entries()
	w := b.post(assignAt+"/plan", "tabelle", "Vorschlag;Mitglied\n26-002;Yeliz Aydemir")
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a table that names her is answered %d", w.Code)
	}
	holds(t, "the table", w.Body.String(), "Zeile 2: Yeliz Aydemir hat den Sitz verlassen")
	w = b.post(assignAt+"/plan", "wer", "b", "mitglied", h.pseudonym(migrants))
	holds(t, "the plan by hand", w.Body.String(), "aria-disabled")
	if again := b.send(w, assignAt); h.entries() != size {
		t.Errorf("it is answered %d and makes %d entries", again.Code, h.entries()-size)
	}
}

// Only who is assigned is asked to score; the others are told, and stay blind until scoring is closed.
func TestOnlyTheAssignedScore(t *testing.T) {
	t.Parallel()
	h := assigning(t)
	h.assign("a", network, projects)
	h.assign("b", network, migrants)
	h.review("a", "b")
	h.score(network, "a")
	m := h.signedIn(migrants)
	tasks := m.see("/aufgaben")
	sound(t, tasks)
	holds(t, "the tasks", tasks, "26-002", "Wünsche ansehen (eingetragen: 0)")
	lacks(t, "the tasks", tasks, "26-001")
	page := m.see(roundAt + "/vorschlaege/26-001/bewerten")
	sound(t, page)
	holds(t, "another's proposal", page, "Diesen Vorschlag bewerten andere", "sobald die Bewertung geschlossen ist")
	lacks(t, "another's proposal", page, `type="radio"`)
	holds(t, "the board", h.signedIn(office).see(roundAt+"/steuerung"), "1 von 2")
}

func TestWishes(t *testing.T) {
	t.Parallel()
	h := assigning(t)
	b := h.signedIn(migrants)
	form := b.get(roundAt + "/wuensche")
	sound(t, form.Body.String())
	size := h.entries()
	w := b.send(form, roundAt+"/wuensche", "wunsch-a", "avoids", "wunsch-b", "none")
	if w.Code != http.StatusSeeOther || h.entries() != size+1 {
		t.Fatalf("%d, %d entries", w.Code, h.entries()-size)
	}
	page := b.see(w.Header().Get("Location"))
	sound(t, page)
	holds(t, "the wishes", page, "ein Wunsch hat sich geändert", `value="avoids" checked`)
	if again := b.send(b.get(roundAt+"/wuensche"), roundAt+"/wuensche"); again.Code != http.StatusSeeOther || h.entries() != size+1 {
		t.Errorf("the same once more: %d, %d entries", again.Code, h.entries()-size)
	}
	holds(t, "the office", h.signedIn(office).see(roundAt+"/vorschlaege/26-001/zuweisen"), "Yeliz Aydemir · Netzwerk", "möchte nicht bewerten")
	lacks(t, "another member's page", h.signedIn(projects).see(roundAt+"/wuensche"), `value="avoids" checked`)
	lacks(t, "what the ministry can wish for", h.signedIn(ministry).see(roundAt+"/wuensche"), "26-001")
}
