package web

import (
	"net/http"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

const (
	seatsAt = roundAt + "/gremium"
	// The seats of the round for tests, called by the beginnings of their holders' addresses.
	ministrySeat = "sitz-vollme"
	networkSeat  = "sitz-okafor"
	projectsSeat = "sitz-wisnie"

	deputy = "vertretung@example.org"
)

func seatStepAt(seat, step string) string { return seatsAt + "/" + seat + "/schritt/" + step }

// take fills in a step's form and sends it; it has to succeed, and answers the page that follows.
func (b *browser) take(at string, fields ...string) string {
	b.h.t.Helper()
	form := b.get(at)
	sound(b.h.t, form.Body.String())
	action, _, _ := strings.Cut(at, "?")
	w := b.send(form, action, fields...)
	if w.Code != http.StatusSeeOther {
		b.h.t.Fatalf("%s is answered %d: %s", at, w.Code, w.Body)
	}
	page := b.see(w.Header().Get("Location"))
	sound(b.h.t, page)
	return page
}

func (h *roundHouse) deputise() {
	h.who[deputy] = h.account(deputy, "Ruth Abendroth")
	page := h.signedIn(office).take(seatStepAt(projectsSeat, stepDeputy), fieldEmail, " Vertretung@Example.org ", fieldReason, "Elternzeit")
	holds(h.t, "the receipt", page, "Ruth Abendroth", "Stellvertretung (V)", "Eingetragen")
}

// The office fills a vacant seat, names a deputy, changes seat and term, and lets somebody leave; each shows on the page.
func TestTheOfficeChangesTheCommittee(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.act(h.operator, workflow.Operator, roundID, &workflow.CreateSeat{Seat: "frei", Body: "bmas", Label: "Mittelgeber 2"})
	o := h.signedIn(office)
	page := o.see(seatsAt)
	sound(t, page)
	holds(t, "the committee", page, "nicht besetzt", "Sitz besetzen: Mittelgeber 2 …", seatStepAt("frei", stepFill))
	at := seatStepAt("frei", stepFill)
	form := o.get(at)
	none := o.send(form, at, fieldReason, "Nachfolge")
	sound(t, none.Body.String())
	holds(t, "a form without a person", none.Body.String(), "Nennen Sie die E-Mail-Adresse", "Nachfolge")
	unknown := o.send(form, at, fieldReason, "", fieldEmail, "niemand@example.org")
	holds(t, "an unknown account", unknown.Body.String(), "niemand@example.org gibt es nicht", "Der Grund fehlt")
	holds(t, "a day that is none", o.send(form, at, fieldCalled, "X", fieldLastDay, "31.2.").Body.String(), "Das ist kein Tag.")
	page = o.take(at, fieldCalled, "Jonas Papier", fieldReason, "Nachfolge", fieldLastDay, h.day(30))
	holds(t, "the seat", page, "Jonas Papier", "hat den Sitz", "bis "+h.server.speak["de"].Day(h.now().AddDate(0, 0, 30)))
	if w := o.get(at); w.Code != http.StatusNotFound {
		t.Errorf("a seat that is held can be filled again: %d", w.Code)
	}
	h.deputise()
	page = o.see(seatsAt)
	holds(t, "the committee", page, "Ruth Abendroth", ">V<", "Stellvertretung", "Jonas Papier")
	page = o.take(seatStepAt(networkSeat, stepChange), fieldRights, rightVice, fieldVotes, "2", fieldReason, "Beschluss")
	holds(t, "the changed seat", page, "stellvertretender Vorsitz, 2 Stimmen")
	holds(t, "a weight of none", o.send(o.get(seatStepAt(networkSeat, stepChange)), seatStepAt(networkSeat, stepChange), fieldVotes, "0").Body.String(),
		"Das Gewicht ist eine ganze Zahl ab 1.")
	who := "?" + fieldAbout + "=" + h.pseudonym(network)
	page = o.take(seatStepAt(networkSeat, stepTerm)+who, fieldBegin, h.day(-3), fieldReason, "Berufung")
	holds(t, "the term", page, "ab "+h.server.speak["de"].Day(h.now().AddDate(0, 0, -3)))
	page = o.take(seatStepAt(networkSeat, stepVacate)+who, fieldReason, "Wechsel des Arbeitgebers")
	holds(t, "the vacated seat", page, "Der Sitz ist nicht besetzt.", "ausgeschieden; Bewertungen und Stimmen bleiben", "Sitz besetzen …")
	holds(t, "in English", o.see(seatsAt+"/"+networkSeat+"?lang=en"), "has left; scores and votes stay", "Fill the seat …")
}

// A form that is older than a change of the seat overwrites nothing.
func TestAStaleSeatFormOverwritesNothing(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	o := h.signedIn(office)
	at := seatStepAt(networkSeat, stepChange)
	form := o.get(at)
	h.act(h.operator, workflow.Operator, roundID, &workflow.ChangeSeat{Seat: networkSeat, Weight: 3, Reason: "r"})
	w := o.send(form, at, fieldVotes, "2", fieldReason, "Beschluss")
	sound(t, w.Body.String())
	holds(t, "the stale form", w.Body.String(), "Der Sitz hat sich geändert", "3 Stimmen", `value="2"`, "Beschluss")
	if w.Code != http.StatusConflict || h.round().Seats[1].Weight != 3 {
		t.Errorf("it is answered %d, and the weight is %d", w.Code, h.round().Seats[1].Weight)
	}
	if w := o.send(w, at); w.Code != http.StatusSeeOther || h.round().Seats[1].Weight != 2 {
		t.Errorf("sent again it is answered %d", w.Code)
	}
}

// A member notes the own absence, the deputy is told to act and scores and votes for the seat, and the member comes back.
func TestADeputyActsDuringAnAbsence(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.review("a")
	h.deputise()
	m, d := h.signedIn(projects), h.signedIn(deputy)
	tasks := d.see("/aufgaben")
	sound(t, tasks)
	holds(t, "the deputy's tasks", tasks, "Sie handeln zurzeit nicht für den Sitz", "Petra Wiśniewski", "Keine offenen Aufgaben")
	barred := d.see(firstAt + "/bewerten")
	sound(t, barred)
	holds(t, "the deputy's form", barred, "Petra Wiśniewski", "nur, solange")
	if w := d.post(firstAt + "/bewerten"); w.Code == http.StatusSeeOther {
		t.Error("a deputy scores while the holder is there")
	}
	holds(t, "the member's committee", m.see(seatsAt), "Eigene Abwesenheit eintragen …")
	page := m.take(seatsAt+"/"+projectsSeat+"/abwesenheit", fieldReason, "Kur in Bad Beispiel")
	holds(t, "the absence", page, "abwesend seit ", "Petra Wiśniewski")
	holds(t, "the member's tasks", m.see("/aufgaben"), "ist eine Abwesenheit eingetragen. So lange handelt", "Solange handelt Ruth Abendroth für den Sitz.")
	tasks = d.see("/aufgaben")
	sound(t, tasks)
	holds(t, "the deputy's tasks now", tasks, "Sie vertreten den Sitz", "Petra Wiśniewski ist abwesend.", "26-001")
	lacks(t, "the deputy's own", tasks, "von einer anderen Person des Sitzes")
	h.scoreAs(deputy, "a", "3")
	holds(t, "the member's tasks after that", m.see("/aufgaben"), "von einer anderen Person des Sitzes")
	back := m.get(seatsAt + "/" + projectsSeat + "/abwesenheit")
	sound(t, back.Body.String())
	holds(t, "the form", back.Body.String(), "Eingetragene Abwesenheiten", "Abwesenheit beenden")
	if w := m.send(back, seatsAt+"/"+projectsSeat+"/abwesenheit"); w.Code != http.StatusSeeOther { // the first form ends it
		t.Fatalf("ending is answered %d: %s", w.Code, w.Body)
	}
	form := m.get(firstAt + "/bewerten")
	sound(t, form.Body.String())
	holds(t, "the sheet of the deputy", form.Body.String(), "Für Ihren Sitz hat schon eine andere Person bewertet", "Grund der Änderung")
	w := m.send(form, firstAt+"/bewerten", fieldReason, "")
	holds(t, "a sheet without a reason", w.Body.String(), "Ruth Abendroth", "gibt eine Begründung an")
	if w := m.send(form, firstAt+"/bewerten", fieldReason, "Selbst gelesen", "k2", "2"); w.Code != http.StatusSeeOther {
		t.Fatalf("replacing is answered %d: %s", w.Code, w.Body)
	}
	p := h.round().Proposal("a")
	if s := p.Sheet(2); s.Version != 2 || s.Deputy || len(s.Was) != 1 || !s.Was[0].Deputy {
		t.Errorf("the sheet is %+v", s)
	}
}

// Why somebody is absent is for them and the office.
func TestReasonsOfAbsenceArePrivate(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	h.signedIn(projects).take(seatsAt+"/"+projectsSeat+"/abwesenheit", fieldReason, "Kur in Bad Beispiel", fieldLastDay, h.day(9))
	seq := h.round().Size - 1
	for email, reads := range map[string]bool{projects: true, office: true, ministry: false, migrants: false, auditor: false, both: true} {
		b := h.signedIn(email)
		for _, at := range []string{seatsAt, seatsAt + "/" + projectsSeat, "/aufgaben"} {
			if w := b.get(at); strings.Contains(w.Body.String(), "Bad Beispiel") {
				t.Errorf("%s reads the reason at %s", email, at)
			}
		}
		who := h.who[email]
		v, err := h.desk.Round(t.Context(), roundID, &who)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.MayRead(seq, "reason"); got != reads {
			t.Errorf("%s may read the reason: %v", email, got)
		}
	}
	if w := h.signedIn(ministry).get(seatsAt + "/" + projectsSeat + "/abwesenheit?" + fieldAbout + "=" + h.pseudonym(projects)); w.Code == http.StatusOK {
		t.Error("a member gets the form for somebody else's absence")
	}
}

// Who has left signs in, sees what could be seen until then and nothing later, and acts no more.
func TestAFormerMemberSeesWhatTheySaw(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	before := h.signedIn(projects).see(firstAt)
	holds(t, "the proposal", before, "Vorschlag a")
	h.act(h.operator, workflow.Operator, roundID, &workflow.VacateSeat{Participant: h.pseudonym(projects), Reason: "Wechsel"})
	h.submit("later")
	b := h.signedIn(projects)
	list := b.see(roundAt + "/vorschlaege")
	sound(t, list)
	holds(t, "the list", list, "Vorschlag a")
	lacks(t, "the list", list, "Vorschlag later")
	if w := b.get(roundAt + "/vorschlaege/26-002"); w.Code != http.StatusNotFound {
		t.Errorf("a later proposal is answered %d", w.Code)
	}
	holds(t, "the tasks", b.see("/aufgaben"), "Sie gehören dem Sitz „"+h.who[projects].Name+"“ nicht mehr an", "nicht mehr für ihn handeln")
	lacks(t, "the tasks", b.see("/aufgaben"), "„"+projectsSeat+"“")
	who := h.who[projects]
	v, err := h.desk.Round(t.Context(), roundID, &who)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []workflow.Command{
		&workflow.CastScores{Proposal: "a", Seen: 1}, &workflow.CastVote{Proposal: "a", Choice: policy.Yes},
		&workflow.MakeComment{Proposal: "a", Text: "t"}, &workflow.StateWish{Proposal: "a", Wish: workflow.Wants},
	} {
		if ref := v.Try(workflow.Member, c); ref == nil || ref.Code != "seat_left" {
			t.Errorf("%T: %v", c, ref)
		}
	}
	if v.Place.Barred == nil || v.Place.Barred.Code != "seat_left" || v.Seats()[2].Member != -1 {
		t.Errorf("the place is %+v", v.Place)
	}
}

// Where a deputy has voted the member reads who has, and a deputy who does not act reads why.
func TestASeatVotesOnce(t *testing.T) {
	t.Parallel()
	h := newRound(t)
	h.submit("a")
	h.review("a")
	h.deputise()
	for _, m := range []string{ministry, network, projects} {
		h.scoreAs(m, "a", "3")
	}
	h.move(workflow.KindScoringClosed, "a")
	h.move(workflow.KindDeliberationStarted, "")
	h.act(h.operator, workflow.Operator, roundID, &workflow.OpenBallot{Proposal: "a"})
	page := h.signedIn(deputy).see(firstAt + "/abstimmen")
	sound(t, page)
	holds(t, "the deputy's page", page, "Für den Sitz stimmen zurzeit nicht Sie ab", "Petra Wiśniewski", "nur, solange")
	h.act(h.who[projects], workflow.Member, roundID, &workflow.NoteAbsence{Participant: h.pseudonym(projects)})
	h.act(h.who[deputy], workflow.Member, roundID, &workflow.CastVote{Proposal: "a", Choice: policy.Yes})
	_, p := h.round().Participant(h.pseudonym(projects))
	h.act(h.who[projects], workflow.Member, roundID, &workflow.NoteAbsence{Participant: h.pseudonym(projects), Ends: p.Absences[0].Seq})
	page = h.signedIn(projects).see(firstAt + "/abstimmen")
	sound(t, page)
	holds(t, "the member's page", page, "hat Ruth Abendroth schon abgestimmt", "Ein Sitz stimmt einmal ab.")
	lacks(t, "the member's page", page, "Sie beraten ohne Stimme", `name="stimme"`)
}

// The office creates a seat on a page: what is refused keeps what was typed, and the receipt leads to who holds the seat.
func TestTheOfficeCreatesASeat(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	o, at := h.signedIn(office), roundAt+"/"+seatsNew
	holds(t, "the committee", o.see(seatsAt), `href="`+at+`"`, "Sitz anlegen …")
	form := o.get(at)
	holds(t, "the form", form.Body.String(), "Vorhaben Kolibri", `value="network/projects"`, `value="bmas"`, `value="1"`)
	none := o.send(form, at, fieldVotes, "0", fieldRights, rightVice, fieldBelongs, "kolibri")
	sound(t, none.Body.String())
	holds(t, "a form without a part and a label", none.Body.String(), "Wählen Sie den Teil des Gremiums", "Die Bezeichnung fehlt", `href="#`+fieldVotes+`"`,
		`value="0"`, `value="kolibri" selected`, `value="`+rightVice+`" checked`)
	heavy := o.send(none, at, fieldUnit, "network/projects", fieldHeadline, "Vorhaben 2", fieldVotes, "1001")
	sound(t, heavy.Body.String())
	holds(t, "a weight beyond all", heavy.Body.String(), "zwischen 1 und 1000", `value="network/projects" selected`, `value="Vorhaben 2"`)
	forged := o.send(form, at, fieldUnit, "network/niemand", fieldBelongs, "fremd", fieldHeadline, "X")
	holds(t, "forged choices", forged.Body.String(), "Wählen Sie den Teil", "nicht registriert")
	if len(h.round().Seats) != 5 || none.Code != http.StatusUnprocessableEntity || forged.Code != http.StatusUnprocessableEntity {
		t.Fatalf("%d seats after refusals, answered %d and %d", len(h.round().Seats), none.Code, forged.Code)
	}
	made := o.send(heavy, at, fieldVotes, "2")
	to := made.Header().Get("Location")
	page := o.see(to)
	holds(t, "the receipt", page, "Eingetragen", "Sitz „Vorhaben 2“ ist noch nicht besetzt", seatStepAt("sitz-6", stepFill), "stellvertretender Vorsitz, 2 Stimmen", "Vorhaben Kolibri")
	holds(t, "in English", h.signedIn(office).see(to+"&lang=en"), "Nobody holds the seat “Vorhaben 2” yet.", "Fill the seat …")
	s := h.round().Seats[5]
	if s.ID != "sitz-6" || s.Body != "network" || s.Group != "projects" || s.Organisation != "kolibri" || s.Weight != 2 || !s.Vice || s.Chair || s.Advisory {
		t.Errorf("the seat is %+v", s)
	}
	if w := o.send(heavy, at, fieldVotes, "2"); w.Header().Get("Location") != to || len(h.round().Seats) != 6 {
		t.Errorf("sent twice it is answered %d, and there are %d seats", w.Code, len(h.round().Seats))
	}
	outrun := o.send(form, at, fieldUnit, "bmas", fieldHeadline, "Mittelgeber 2")
	holds(t, "a form outrun by another", outrun.Body.String(), "ein anderer Sitz angelegt", `value="Mittelgeber 2"`)
	if w := o.send(outrun, at); outrun.Code != http.StatusConflict || w.Code != http.StatusSeeOther || len(h.round().Seats) != 7 {
		t.Errorf("outrun it is answered %d, and sent again %d", outrun.Code, w.Code)
	}
}

// Nobody but the office is led to the form or gets it, and the office only while the round runs.
func TestOnlyTheOfficeCreatesSeats(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	at := roundAt + "/" + seatsNew
	for email, may := range map[string]bool{ministry: false, auditor: false, office: true, both: true} {
		b := h.signedIn(email)
		if leads := strings.Contains(b.see(seatsAt), at); leads != may {
			t.Errorf("%s is led to the form: %v", email, leads)
		}
		want := http.StatusForbidden
		if may {
			want = http.StatusOK
		}
		if w := b.get(at); w.Code != want {
			t.Errorf("%s is answered %d", email, w.Code)
		}
		if w := b.post(at, fieldCommand, "x"); may != (w.Code == http.StatusUnprocessableEntity) {
			t.Errorf("%s sends and is answered %d", email, w.Code)
		}
	}
	h.act(h.operator, workflow.Operator, roundID, &workflow.Move{Transition: workflow.KindRoundCancelled, Reason: "r"})
	o := h.signedIn(office)
	lacks(t, "the committee of a cancelled round", o.see(seatsAt), at)
	if w := o.get(at); w.Code != http.StatusConflict {
		t.Errorf("in a cancelled round the form is answered %d", w.Code)
	}
}
