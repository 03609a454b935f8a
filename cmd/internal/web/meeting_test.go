package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

const meetingsAt = roundAt + "/sitzungen"

// day is a date as a browser sends it, so many days after the house's clock.
func (h *roundHouse) day(after int) string {
	return h.server.speak["de"].Local(h.server.config.Now().AddDate(0, 0, after)).Format(time.DateOnly)
}

// The office invites everybody on the page, and sets the agenda without a script: buttons move items, and what was typed and
// not added joins when the agenda is set.
func TestTheOfficeConvenesAMeeting(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.submit("b")
	o := h.signedIn(office)
	empty := o.get(meetingsAt)
	sound(t, empty.Body.String())
	holds(t, "the empty list", empty.Body.String(), "Noch keine Sitzung einberufen.", "Sitzung einberufen …", "Schriftliches Verfahren einleiten …")
	lacks(t, "a member's list", h.signedIn(ministry).see(meetingsAt), "Sitzung einberufen …")
	form := o.get(meetingsAt + "/neu")
	sound(t, form.Body.String())
	holds(t, "the form", form.Body.String(), "5 Mitglieder laden", "Dr. Henrike Vollmer", `value="1. Sitzung"`, "Ladungsfrist")
	bad := o.send(form, meetingsAt+"/neu", fieldTitle, "", fieldDay, "30.02.", fieldClock, "9")
	sound(t, bad.Body.String())
	holds(t, "a form without a time", bad.Body.String(), "Nennen Sie Tag und Uhrzeit des Beginns.", "Geben Sie der Sitzung eine Bezeichnung")
	soon := o.send(form, meetingsAt+"/neu", fieldTitle, "1. Sitzung", fieldDay, h.day(2), fieldClock, "09:30", fieldVenue, "Berlin")
	sound(t, soon.Body.String())
	if soon.Code == http.StatusSeeOther {
		t.Fatal("a meeting in two days is convened without a reason")
	}
	holds(t, "short notice", soon.Body.String(), "Die Ladungsfrist beträgt 14 Tage", `value="Berlin"`)
	sent := o.send(soon, meetingsAt+"/neu", fieldDay, h.day(20))
	at := meetingsAt + "/1/tagesordnung"
	if sent.Code != http.StatusSeeOther || sent.Header().Get("Location") != at+"?geladen=1" {
		t.Fatalf("convening is answered %d to %s: %s", sent.Code, sent.Header().Get("Location"), sent.Body)
	}
	page := o.get(at + "?geladen=1")
	sound(t, page.Body.String())
	holds(t, "the agenda's form", page.Body.String(), "5 Mitglieder sind geladen", "Noch keine Punkte.", "26-002 Vorschlag b", "Fügen Sie zuerst")
	lacks(t, "the agenda's empty form", page.Body.String(), "0 Punkten", `value="`+actSet+`"`, "So ist die Tagesordnung festgesetzt")
	page = o.send(page, at, fieldAct, actAdd, fieldAdd, "a")
	page = o.send(page, at, fieldAct, actAdd, fieldAdd, "b")
	page = o.send(page, at, fieldAct, actUp+".2", fieldAdd, "")
	sound(t, page.Body.String())
	holds(t, "the changed form", page.Body.String(), "noch nicht festgesetzt")
	if text := page.Body.String(); strings.Index(text, "<b>26-002") > strings.Index(text, "<b>26-001") {
		t.Error("the second item did not move up")
	}
	if len(h.round().Meetings[0].Agenda) > 0 {
		t.Error("arranging sets the agenda")
	}
	done := o.send(page, at, fieldAct, actSet, fieldSubject, "Verschiedenes")
	if done.Code != http.StatusSeeOther {
		t.Fatalf("setting the agenda is answered %d: %s", done.Code, done.Body)
	}
	m := h.round().Meetings[0]
	if len(m.Agenda) != 3 || m.Agenda[0].Proposal != "b" || m.Agenda[2].Proposal != "" {
		t.Errorf("the agenda is %+v", m.Agenda)
	}
	h.everybodySeesTheMeeting()
}

// everybodySeesTheMeeting looks at the first meeting as each of those who may see it.
func (h *roundHouse) everybodySeesTheMeeting() {
	t := h.t
	t.Helper()
	for _, email := range []string{ministry, office, auditor} {
		text := h.signedIn(email).see(meetingsAt + "/1")
		sound(t, text)
		holds(t, email+" at the meeting", text, "Verschiedenes", "26-002 Vorschlag b", "Berlin", "Einberufen")
	}
	holds(t, "the list", h.signedIn(office).see(meetingsAt), "1. Sitzung", "3 Punkte")
	holds(t, "the English page", h.signedIn(office).see(meetingsAt+"/1?lang=en"), "Convened", "Agenda")
	if w := h.signedIn(office).get(meetingsAt + "/9"); w.Code != http.StatusNotFound {
		t.Errorf("a meeting that is not there is answered %d", w.Code)
	}
}

// A written procedure asks for a deadline and no place.
func TestTheOfficeBeginsAWrittenProcedure(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	o := h.signedIn(office)
	form := o.get(meetingsAt + "/neu?" + fieldSort + "=" + sortWritten)
	sound(t, form.Body.String())
	lacks(t, "the form", form.Body.String(), "Ladungsfrist", `name="`+fieldVenue+`"`)
	sent := o.send(form, meetingsAt+"/neu", fieldDay, h.day(5), fieldClock, "18:00")
	if sent.Code != http.StatusSeeOther {
		t.Fatalf("it is answered %d: %s", sent.Code, sent.Body)
	}
	if m := h.round().Meetings[0]; !m.Written || m.Stage != workflow.StageConvened || m.Deadline == 0 {
		t.Errorf("it stands as %+v", m)
	}
	holds(t, "the list", o.see(meetingsAt), "Umlauf 1", "Frist: ", "Angekündigt")
}

// No meeting gets an id whose address is that of a page: the office is told so where it convenes one.
func TestAMeetingIsNotCalledLikeAPage(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	o := h.signedIn(office)
	pages := 0
	for _, r := range h.server.meetingRoutes() {
		_, id, _ := strings.Cut(r.pattern, "/sitzungen/")
		if id, _, _ = strings.Cut(id, "/"); id == "" || strings.HasPrefix(id, "{") {
			continue
		}
		pages++
		form := o.get(meetingsAt + "/neu")
		sent := o.send(form, meetingsAt+"/neu", fieldMeeting, id, fieldDay, h.day(20), fieldClock, "09:30")
		holds(t, r.pattern, sent.Body.String(), "Die Kennung „"+id+"“ kann keine Sitzung haben")
	}
	if pages == 0 || len(h.round().Meetings) > 0 {
		t.Errorf("of %d pages, meetings: %+v", pages, h.round().Meetings)
	}
}

// A form sent twice convenes one meeting; so does one that is made anew on the way back and sent with the same time.
func TestAMeetingIsConvenedOnce(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	o := h.signedIn(office)
	form := o.get(meetingsAt + "/neu")
	for range 2 {
		if w := o.send(form, meetingsAt+"/neu", fieldDay, h.day(20), fieldClock, "09:30"); w.Code != http.StatusSeeOther {
			t.Fatalf("the form is answered %d: %s", w.Code, w.Body)
		}
	}
	back := o.send(o.get(meetingsAt+"/neu"), meetingsAt+"/neu", fieldDay, h.day(20), fieldClock, "09:30")
	sound(t, back.Body.String())
	holds(t, "the form made anew", back.Body.String(), "Für diesen Zeitpunkt ist schon eine Sitzung einberufen")
	if n := len(h.round().Meetings); n != 1 {
		t.Errorf("%d meetings are convened", n)
	}
	other := o.send(back, meetingsAt+"/neu", fieldClock, "14:00")
	if other.Code != http.StatusSeeOther || len(h.round().Meetings) != 2 {
		t.Errorf("another time is answered %d", other.Code)
	}
}

// Who takes no part in an item finds its place on the agenda settled, without a button that moves it or what stands before it,
// and no proposal to add in which they take no part.
func TestWhoTakesNoPartDoesNotArrangeTheItem(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	for _, id := range []string{"a", "b", "c"} {
		h.submit(id)
	}
	lead := func(c ...workflow.Command) { h.act(h.operator, workflow.Operator, roundID, c...) }
	recuse(h, office)
	lead(&workflow.Convene{Meeting: "1", Starts: ledger.InstantOf(h.now().AddDate(0, 0, 20)), Title: "1. Sitzung", Place: "Berlin"},
		&workflow.SetAgenda{Meeting: "1", Items: []workflow.Item{{ID: "1", Proposal: "b"}}})
	at, o := meetingsAt+"/1/tagesordnung", h.signedIn(office)
	lacks(t, "what can be added", o.get(at).Body.String(), `<option value="a"`)
	lead(&workflow.SetAgenda{Meeting: "1", Items: []workflow.Item{{ID: "1", Proposal: "b"}, {ID: "2", Proposal: "a"}, {ID: "3", Proposal: "c"}}})
	page := o.get(at)
	sound(t, page.Body.String())
	holds(t, "the form", page.Body.String(), "an dem Sie als befangen nicht teilnehmen", `value="`+actOut+`.3"`)
	lacks(t, "the form", page.Body.String(), `value="`+actOut+`.2"`, `value="`+actOut+`.1"`, `value="`+actUp+`.3"`, `value="`+actDown+`.1"`)
	page = o.send(page, at, fieldAct, actOut+".2")
	refused := o.send(page, at, fieldAct, actSet)
	sound(t, refused.Body.String())
	holds(t, "an agenda without the item", refused.Body.String(), "Bei einem dieser Vorschläge sind Sie als befangen ausgeschlossen")
	if n := len(h.round().Meetings[0].Agenda); n != 3 {
		t.Errorf("the agenda has %d items", n)
	}
	holds(t, "the form on another day", o.get(at).Body.String(), "noch nicht festgesetzt")
	if w := o.send(o.get(at), at, fieldAct, actDrop); w.Code != http.StatusSeeOther {
		t.Fatalf("taking the changes back is answered %d", w.Code)
	}
	if done := o.send(o.get(at), at, fieldAct, actOut+".3"); o.send(done, at, fieldAct, actSet).Code != http.StatusSeeOther {
		t.Error("what stands behind the item cannot be taken off")
	}
}
