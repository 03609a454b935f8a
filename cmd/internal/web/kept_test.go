package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"gremium/workflow"
)

// keptRound is a round in whose meeting an item was called, with a written procedure beside it that runs.
func keptRound(t *testing.T) *roundHouse {
	t.Helper()
	h := sittingRound(t)
	h.lead(
		&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "1"}, &workflow.CallItem{Meeting: "1", Item: "1"},
		&workflow.Convene{Meeting: "2", Written: true, Title: "Umlauf", Deadline: h.round().Last + 86400e6},
		&workflow.SetAgenda{Meeting: "2", Items: []workflow.Item{{ID: "1", Proposal: "b"}}},
		&workflow.Convene{Meeting: "3", Title: "Übernächste", Starts: h.round().Last + 30*86400e6},
	)
	h.lead(&workflow.MoveMeeting{Transition: workflow.KindMeetingOpened, Meeting: "2"})
	return h
}

// keptCase is a form that keeps what is typed: where it is shown and sent, what is typed into it, what the record refuses, and what
// it takes.
type keptCase struct {
	email, page, action string
	typed               []string // field and value
	bad, good           []string // further fields
}

// with are the fields that are typed, and further ones, which come in the place of those of the same name.
func (c *keptCase) with(more []string) []string {
	out := slices.Clone(more)
	if !slices.Contains(more, c.typed[0]) {
		out = append(out, c.typed...)
	}
	return out
}

// kept is what the form holds after it was refused.
func (c *keptCase) kept() string {
	kept := c.typed[1]
	for i := 0; i+1 < len(c.bad); i += 2 {
		if c.bad[i] == c.typed[0] {
			kept = c.bad[i+1]
		}
	}
	return strings.TrimSpace(kept)
}

func keptCases(h *roundHouse) map[string]keptCase {
	long := strings.Repeat("lang ", 2000)
	who := "?" + fieldAbout + "=" + h.pseudonym(network)
	term := seatStepAt(networkSeat, stepTerm)
	away, own := seatsAt+"/"+projectsSeat+"/abwesenheit", "?"+fieldAbout+"="+h.pseudonym(projects)
	return map[string]keptCase{
		"meeting": {
			office, meetingsAt + "/neu", meetingsAt + "/neu", []string{fieldVenue, "Im Saal Spree"}, nil, []string{fieldDay, h.day(40), fieldClock, "10:00"},
		},
		"procedure": {
			office, meetingsAt + "/neu?" + fieldSort + "=" + sortWritten, meetingsAt + "/neu",
			[]string{fieldTitle, "Zweiter Umlauf"},
			nil,
			[]string{fieldDay, h.day(9), fieldClock, "10:00"},
		},
		"agenda": {
			office, meetingsAt + "/3/tagesordnung", meetingsAt + "/3/tagesordnung",
			[]string{fieldSubject, "Verschiedenes"},
			[]string{fieldAct, actSet, fieldSubject, long},
			[]string{fieldAct, actSet, fieldName + "1", "Termine"},
		},
		"motion": {
			office, sittingAt, sittingAt + "/antrag", []string{fieldText, "Zuerst beraten"}, []string{fieldText, long}, nil,
		},
		"cancelling": {
			office, meetingsAt + "/3/absagen", meetingsAt + "/3/absagen", []string{fieldReason, "Der Saal ist belegt"}, []string{fieldReason, long}, nil,
		},
		"objection": {
			ministry, meetingsAt + "/2/widerspruch", meetingsAt + "/2/widerspruch",
			[]string{fieldReason, "Das gehört in eine Sitzung"},
			[]string{fieldReason, long},
			nil,
		},
		"new seat": {
			office, roundAt + "/" + seatsNew, roundAt + "/" + seatsNew, []string{fieldHeadline, "Neuer Platz"}, nil, []string{fieldUnit, "bmas"},
		},
		"deputy": {
			office, seatStepAt(networkSeat, stepDeputy), seatStepAt(networkSeat, stepDeputy),
			[]string{fieldCalled, "Jonas Papier"},
			[]string{fieldReason, ""},
			[]string{fieldReason, "Elternzeit"},
		},
		"term": {office, term + who, term, []string{fieldReason, "Neu berufen"}, []string{fieldBegin, "bald"}, []string{fieldBegin, h.day(-2)}},
		"absence": {
			projects, away + own, away, []string{fieldReason, "Kur in Bad Beispiel"}, []string{fieldBegin, "bald"}, []string{fieldBegin, "", fieldLastDay, h.day(9)},
		},
	}
}

// Nothing that is typed is lost: not while it is typed, with a script or without, not on a refusal, not on signing out; once it is
// sent it is gone from the form.
func TestFormsKeepWhatIsTyped(t *testing.T) {
	t.Parallel()
	for name, c := range keptCases(keptRound(t)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := keptRound(t)
			b := h.signedIn(c.email)
			h.keeps(b, &c)
			first := b.get(c.page)
			if w := b.send(first, c.action, c.with(c.bad)...); w.Code < 400 || w.Code >= 500 {
				t.Fatalf("a form with a mistake is answered %d", w.Code)
			}
			holds(t, "the form after a refusal", b.see(c.page), c.kept())
			size := h.entries()
			w := b.send(b.get(c.page), c.action, c.with(c.good)...)
			if w.Code != http.StatusSeeOther || h.entries() <= size {
				t.Fatalf("the form is answered %d: %s", w.Code, w.Body)
			}
			if after := b.get(c.page); after.Code == http.StatusOK {
				if form := formOf(t, after.Body.String(), c.action); form.Get(c.typed[0]) == c.typed[1] && name != "agenda" {
					t.Errorf("after it was sent the form holds %v", form)
				}
			}
		})
	}
}

// keeps types into a form, with a script and without, and looks for it again.
func (h *roundHouse) keeps(b *browser, c *keptCase) {
	t := h.t
	t.Helper()
	at, query, _ := strings.Cut(c.page, "?")
	if c.page == sittingAt {
		at, query = c.action, fieldItem+"=1"
	}
	at += "/" + draftPath
	page := b.get(c.page)
	sound(t, page.Body.String())
	holds(t, "the form", page.Body.String(), `data-draft="`+strings.ReplaceAll(strings.TrimSuffix(at+"?"+query, "?"), "&", "&amp;")+`"`)
	typed := url.Values{c.typed[0]: {c.typed[1]}}
	w := b.post(strings.TrimSuffix(at+"?"+query, "?"), "criterion", stepPart, "value", typed.Encode(), "reason", "", "version", "0")
	if w.Code != http.StatusOK {
		t.Fatalf("keeping is answered %d: %s", w.Code, w.Body)
	}
	b.post("/abmelden")
	*b = *h.signedIn(c.email)
	kept := b.get(c.page)
	sound(t, kept.Body.String())
	holds(t, "the form after signing in again", kept.Body.String(), c.typed[1], "Gesichert um ", "Entwurf speichern")
	if other := h.signedIn(both).get(c.page); strings.Contains(other.Body.String(), c.typed[1]) {
		t.Error("somebody else gets what was typed")
	}
	form := formOf(t, kept.Body.String(), c.action)
	form.Set(c.typed[0], c.typed[1]+" ohne Skript")
	if w := b.do(http.MethodPost, strings.TrimSuffix(at+"?"+query, "?"), form.Encode()); w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), strings.TrimSuffix(at, "/"+draftPath)) {
		t.Errorf("keeping without a script is answered %d to %s", w.Code, w.Header().Get("Location"))
	}
	holds(t, "the form without a script", b.see(c.page), c.typed[1]+" ohne Skript")
}

// The arrangement of an agenda is kept with every button, and can be taken back.
func TestAnAgendaKeepsItsArrangement(t *testing.T) {
	t.Parallel()
	h := sittingRound(t)
	at, o := sittingAt+"/tagesordnung", h.signedIn(office)
	lacks(t, "the agenda in force", o.see(at), "Änderungen verwerfen")
	o.send(o.get(at), at, fieldAct, actDown+".1", fieldSubject, "Termine")
	page := o.get(at)
	sound(t, page.Body.String())
	holds(t, "the form", page.Body.String(), "noch nicht festgesetzt", "Änderungen verwerfen", `value="Termine"`)
	if text := page.Body.String(); strings.Index(text, "<b>26-002") > strings.Index(text, "<b>26-001") {
		t.Error("the order is lost")
	}
	o.send(page, at, fieldAct, actDrop)
	lacks(t, "the form afterwards", o.see(at), "noch nicht festgesetzt", "Termine")
	size := h.entries()
	done := o.send(o.get(at), at, fieldAct, actSet)
	if done.Code != http.StatusSeeOther || h.entries() != size {
		t.Errorf("the agenda as it stands is answered %d and makes %d entries", done.Code, h.entries()-size)
	}
	holds(t, "the meeting", o.see(done.Header().Get("Location")), "So steht es schon in der Akte")
}

// A written procedure is begun once, too: sent twice, or made anew on the way back and sent again. Another one with the same deadline
// needs another title.
func TestAProcedureIsBegunOnce(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	o, at := h.signedIn(office), meetingsAt+"/neu"
	written := at + "?" + fieldSort + "=" + sortWritten
	form := o.get(written)
	begin := func(title string) int {
		return o.send(o.get(written), at, fieldTitle, title, fieldDay, h.day(5), fieldClock, "18:00").Code
	}
	for range 2 {
		if w := o.send(form, at, fieldTitle, "Umlauf", fieldDay, h.day(5), fieldClock, "18:00"); w.Code != http.StatusSeeOther {
			t.Fatalf("the form is answered %d: %s", w.Code, w.Body)
		}
	}
	back := o.send(o.get(written), at, fieldDay, h.day(5), fieldClock, "18:00")
	sound(t, back.Body.String())
	holds(t, "the form made anew", back.Body.String(), "Mit dieser Frist ist schon ein schriftliches Verfahren eingeleitet", `href="`+meetingsAt+`/1"`)
	h.lead(&workflow.SetAgenda{Meeting: "1", Items: []workflow.Item{{ID: "1", Proposal: "a"}}})
	if code := begin("Umlauf"); code != http.StatusUnprocessableEntity || len(h.round().Meetings) != 1 {
		t.Errorf("the same title is answered %d", code)
	}
	if code := begin("Umlauf zur Satzung"); code != http.StatusSeeOther || len(h.round().Meetings) != 2 {
		t.Errorf("another title is answered %d", code)
	}
}
