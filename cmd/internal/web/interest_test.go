package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

const firstInterest = firstAt + "/interesse"

// pseudonym is what somebody is called in the round.
func (h *roundHouse) pseudonym(email string) string {
	return h.engine.Pseudonym(h.engine.RoundOrigin(roundID), h.who[email].Person)
}

// A member declares an interest on the page and is out of the proposal from then on, at every address of it.
func TestAMemberDeclaresAnInterest(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.review("a")
	b := h.signedIn(projects)
	form := b.get(firstInterest)
	sound(t, form.Body.String())
	holds(t, "the form", form.Body.String(), "Eigenes Interesse anzeigen", "eigene Organisation", "Zurücknehmen können Sie die Anzeige nicht")
	empty := b.send(form, firstInterest)
	sound(t, empty.Body.String())
	if empty.Code != http.StatusUnprocessableEntity {
		t.Errorf("an empty form is answered %d", empty.Code)
	}
	holds(t, "the empty form", empty.Body.String(), "Wählen Sie, worin das Interesse besteht.")
	sent := b.send(form, firstInterest, fieldInterest, "organisation", fieldNote, "Wir sind Partner.")
	if sent.Code != http.StatusSeeOther || sent.Header().Get("Location") != firstAt {
		t.Fatalf("declaring is answered %d to %s", sent.Code, sent.Header().Get("Location"))
	}
	page := b.see(firstAt)
	sound(t, page)
	holds(t, "the page in its place", page, "Sie nehmen an diesem Punkt nicht teil", "eigene Organisation", "Vorschlag a", "§ 20 VwVfG")
	lacks(t, "the page in its place", page, "Ein Bedarf", "Kolibri", "koordination")
	for _, at := range []string{"/bewerten", "/abstimmen", "/warum", "/interesse", "/interesse/anzeigen"} {
		w := b.get(firstAt + at)
		sound(t, w.Body.String())
		if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "Sie nehmen an diesem Punkt nicht teil") {
			t.Errorf("%s is answered %d", at, w.Code)
		}
	}
	if w := b.post(firstAt+"/bewerten", fieldCommand, "x"); w.Code != http.StatusForbidden {
		t.Errorf("scores are answered %d", w.Code)
	}
	tasks := b.see("/aufgaben")
	sound(t, tasks)
	holds(t, "the tasks", tasks, "Hier nehmen Sie nicht teil", "26-001 Vorschlag a", "befangen")
	holds(t, "the office's page", h.signedIn(office).see(firstAt), "Petra Wiśniewski", "selbst angezeigt", "ausgeschlossen")
	holds(t, "the English page", h.signedIn(projects).see(firstAt+"?lang=en"), "You take no part in this item", "own organisation")
}

// Somebody else's report waits for the committee's resolution, which the office previews and enters.
func TestTheCommitteeResolvesOnAReport(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.review("a")
	b := h.signedIn(network)
	form := b.get(firstInterest + "/anzeigen")
	sound(t, form.Body.String())
	lacks(t, "the list of people", form.Body.String(), ">Dr. Sanna Okafor</option>")
	about := h.pseudonym(projects)
	if w := b.send(form, firstInterest+"/anzeigen", fieldAbout, about, fieldInterest, "advice"); w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusConflict {
		t.Errorf("a report without a reason is answered %d", w.Code)
	}
	if w := b.send(form, firstInterest+"/anzeigen", fieldAbout, about, fieldInterest, "advice", fieldNote, "Hat das Vorhaben beraten."); w.Code != http.StatusSeeOther {
		t.Fatalf("the report is answered %d: %s", w.Code, w.Body)
	}
	holds(t, "the one concerned", h.signedIn(projects).see(firstAt), "von anderen angezeigt", "Beschluss steht aus")
	o := h.signedIn(office)
	board := o.see(roundAt + "/steuerung")
	holds(t, "the board", board, "Über ein angezeigtes Interesse ist zu beschließen")
	holds(t, "the office's page", o.see(firstAt), "Beschluss eintragen …")
	at := firstInterest + "/beschluss"
	page := o.get(at + "?" + fieldAbout + "=" + about)
	sound(t, page.Body.String())
	lacks(t, "the votes", page.Body.String(), fieldVote+about)
	few := o.send(page, at, fieldVote+h.pseudonym(ministry), "yes")
	holds(t, "a resolution of one", few.Body.String(), "nicht beschlussfähig")
	var votes []string
	for _, m := range []string{ministry, network, migrants} {
		votes = append(votes, fieldVote+h.pseudonym(m), "yes")
	}
	preview := o.send(page, at, votes...)
	sound(t, preview.Body.String())
	holds(t, "the preview", preview.Body.String(), "Angenommen. Petra Wiśniewski nimmt an diesem Vorschlag nicht teil.", "Yeliz Aydemir")
	if h.round().Proposal("a").Interests[0].Excludes {
		t.Fatal("the preview excludes already")
	}
	if w := o.send(preview, at); w.Code != http.StatusSeeOther {
		t.Fatalf("the resolution is answered %d: %s", w.Code, w.Body)
	}
	holds(t, "the member", h.signedIn(projects).see(firstAt), "Das Gremium hat am")
	lifting := o.get(at + "?" + fieldAbout + "=" + about + "&" + fieldLift + "=1")
	o.send(o.send(lifting, at, votes...), at)
	lacks(t, "the member after lifting", h.signedIn(projects).see(firstAt), "Sie nehmen an diesem Punkt nicht teil")
}

// round is the state of the round.
func (h *roundHouse) round() *workflow.Round {
	h.t.Helper()
	r, _, err := h.engine.Round(h.t.Context(), roundID)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

// everyPage is what somebody gets at every address that can be opened, of the first proposal and of the second.
func (h *roundHouse) everyPage(email string) map[string]string {
	h.t.Helper()
	b, out := h.signedIn(email), map[string]string{}
	for _, r := range h.server.table() {
		method, pattern, _ := strings.Cut(r.pattern, " ")
		if method != http.MethodGet || strings.HasPrefix(pattern, "/konto") {
			continue
		}
		at := strings.NewReplacer("{runde}", roundID, "{nummer}", "26-001", "{sitzung}", "1", "{sitz}", projectsSeat, "{$}", "", "{schritt}", "abschliessen", "{stelle}", "1").Replace(pattern)
		w := b.do(method, at, "")
		out[at] = w.Header().Get("ETag") + w.Body.String()
	}
	for _, q := range []string{
		"/nachvollziehen?vorschlag=26-001", "/nachvollziehen?eintrag=30", "/vorschlaege?stand=selected", "/vorschlaege/26-002",
		"/vorschlaege/26-002/warum", "/vorschlaege/26-001?kommentar=1", "/vorschlaege/26-001?frage=1", "/vorschlaege/26-001/fassungen?von=1&bis=2",
	} {
		out[q] = b.get(roundAt + q).Body.String()
	}
	return out
}

// decided takes proposal a to its decision, by those who are not left out; the second coordinator stands in for the office.
func (h *roundHouse) decided(level string, choice policy.Choice, without string) {
	h.t.Helper()
	stand := h.operator
	do := func(c workflow.Command) { h.act(stand, workflow.Operator, roundID, c) }
	var members []string
	for _, m := range []string{ministry, network, projects, migrants} {
		if m != without && len(members) < 3 {
			members = append(members, m)
		}
	}
	d, err := policy.ParseDecimal(level)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, m := range members {
		c := &workflow.CastScores{Proposal: "a", Seen: 1, Justifications: map[string]string{}}
		for _, k := range h.rules.Criteria {
			c.Scores = append(c.Scores, policy.CriterionValue{Criterion: k.ID, Value: policy.Value{Decimal: d}})
			c.Justifications[k.ID] = "Begründung " + level
		}
		h.act(h.who[m], workflow.Member, roundID, c)
	}
	do(&workflow.Move{Transition: workflow.KindScoringClosed, Proposal: "a"})
	h.act(h.who[members[0]], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", Text: "Kommentar " + level})
	if level == "3" { // the worlds differ in how much was said as well
		do(&workflow.AskQuestion{Proposal: "a", Text: "Frage " + level})
		h.act(h.who[members[1]], workflow.Member, roundID, &workflow.MakeComment{Proposal: "a", ReplyTo: 1, Text: "Antwort"})
	}
	do(&workflow.Move{Transition: workflow.KindDeliberationStarted})
	do(&workflow.Move{Transition: workflow.KindBallotOpened, Proposal: "a"})
	for _, m := range members {
		h.act(h.who[m], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: choice})
	}
	do(&workflow.CloseBallot{Proposal: "a"})
	do(&workflow.TakeDecision{Proposal: "a", Rationale: "Grund " + level})
}

// clockwork are the instants of a house that begins when its test does.
var clockwork = regexp.MustCompile(`\d{4}-\d\d-\d\dT(?:[0-9:.]|%3A)+Z|\d\d:\d\d Uhr`)

// difference is where two pages part, without what every request draws anew and the time of day of the test.
func difference(a, b string) string {
	x, y := strings.Split(clockwork.ReplaceAllString(a, ""), "\n"), strings.Split(clockwork.ReplaceAllString(b, ""), "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] && !strings.Contains(x[i], `name="`+url.QueryEscape(fieldCommand)+`"`) {
			return x[i]
		}
	}
	if len(x) != len(y) {
		return "more lines"
	}
	return ""
}
