package web

import (
	"net/http"

	"gremium/cmd/internal/web/part"
)

// specimen is the page that shows every part once, for those who build pages. Its texts stand for texts of a record, so they
// are in German whatever the language of the page; all persons are invented.
type specimen struct {
	Ref      part.Ref
	Paper    part.Paper
	States   []string
	Slip     part.Slip
	Tally    part.Tally
	Queue    part.Queue
	Buttons  []part.Button
	Barred   part.Button
	Statuses []part.Status
	Due      part.Due
	Clash    part.Box
	Errors   part.Errors
	Boxes    []part.Box
	Empty    part.Empty
	Fields   []part.Field
	Choices  part.Choices

	Criterion part.Criterion
	Draft     part.Draft
	ActBar    part.ActBar
	Ballot    part.Ballot
	Tasks     []part.Task
	Preview   part.Preview
	Heat      part.Heat
	Votes     part.Table
	Change    part.Table
	Diff      []part.Run

	Verdict  string
	Stamps   []part.Stamp
	Findings []part.Finding
	Timeline part.Timeline
	Entries  []part.Entry
	Facts    part.Facts
	Plots    []part.Plot
	Gauge    part.Gauge
	Seats    []part.Group
	Agenda   part.Agenda
	Minutes  part.Minutes
	Changes  part.Changes
}

// showSpecimen shows every part.
func (s *Server) showSpecimen(w http.ResponseWriter, r *http.Request) {
	frame := s.frame(r, s.words(r).T("specimen.title"))
	frame.Nav = []part.Link{{Text: frame.Title, Href: "/bausteine", Current: true}}
	frame.Person = &Person{Name: "Yeliz Aydemir", Roles: "Netzwerk, Migrant*innenorganisationen", Leave: "/bausteine"}
	frame.Record = &Position{Entry: 412, When: s.config.Now()}
	frame.Policy = &part.Link{Text: "iq-good-practice, Fassung 3", Href: "#main"}
	body := newSpecimen()
	body.Ref.Facts = []string{s.words(r).T("specimen.only")}
	show(s, w, r, s.pages.specimen, http.StatusOK, frame, body)
}

func newSpecimen() specimen {
	var b specimen
	b.fillStates()
	b.fillMessages()
	b.fillForm()
	b.fillTables()
	b.fillHeat()
	b.fillRecord()
	b.fillMeeting()
	return b
}

func (b *specimen) fillStates() {
	b.Ref = part.Ref{Number: "26-014", State: "under_review"}
	b.Paper = part.Paper{Label: "Vorschlag", Parts: []part.PaperPart{
		{Title: "Handlungsbedarf", Prose: []string{"Fachkräfte in Jobcentern brauchen Wissen über Anerkennung und Aufenthalt."}},
		{Title: "Träger", Names: []string{"Auslandsgesellschaft Sachsen-Anhalt e. V."}, Note: "aus dem Register"},
	}}
	b.States = []string{
		"submitted", "returned", "under_review", "scored", "selected", "not_selected", "deferred",
		"withdrawn", "published", "recused",
	}
	b.Slip = part.Slip{
		{Icon: "submitted", Word: "eingereicht", Note: "12. August 2026", At: part.Done},
		{Icon: "tick", Word: "zulässig", Note: "20. August, 5 von 5", At: part.Done},
		{Icon: "under_review", Word: "in Bewertung", Note: "7 von 11 abgegeben", At: part.Now},
		{Icon: "scored", Word: "bewertet", Note: "bis 4. Dezember", At: part.Todo},
		{Icon: "open", Word: "entschieden", Note: "Sitzung am 10. Dezember", At: part.Todo},
		{Icon: "published", Word: "veröffentlicht", At: part.Todo},
	}
	b.Tally.Label = "Vorschläge nach Stand"
	for i, n := range []int{2, 1, 6, 7, 3, 0, 2, 1} {
		b.Tally.Items = append(b.Tally.Items, part.Count{State: b.States[i], N: n, Href: "#main", Current: i == 3})
	}
	b.Queue.Label = "Meine Vorschläge"
	for i := range 20 {
		b.Queue.Items = append(b.Queue.Items, part.Ticket{
			Number: i + 1, Href: "#main", Title: "Vorschlag", Done: i < 6, Current: i == 6, Recused: i == 10,
		})
	}
	b.Tasks = []part.Task{
		{
			Title: "2 Vorschläge warten auf die Zulässigkeit", Note: "26-021, 26-022. Ältester Eingang vor 9 Tagen.",
			Button: &part.Button{Text: "Zulässigkeit prüfen", Href: "#main"},
		},
		{
			Title: "Bewertung von 5 Vorschlägen schließen", Note: "1 ist vollständig, 4 sind es nicht.",
			Button: &part.Button{Text: "Alle 5 schließen", Bar: &part.Bar{
				ID: "task-bar", Reason: "11 von 55 Bewertungen fehlen, darunter die des Mittelgebers zu 26-009.",
				Way: &part.Link{Text: "Nur 26-001 schließen …", Href: "#main"},
			}},
		},
	}
}

func (b *specimen) fillMessages() {
	b.Buttons = []part.Button{
		{Text: "Abgeben und weiter", Primary: true},
		{Text: "Entwurf speichern"},
		{Text: "Abbrechen", Quiet: true},
		{Text: "Springen", Small: true},
	}
	b.Barred = part.Button{Text: "Bewertung schließen", Bar: &part.Bar{
		ID: "button-bar", Reason: "2 von 7 Bewertungen fehlen: Jonas Achterberg, Petra Wiśniewski.",
		Way: &part.Link{Text: "Beide erinnern …", Href: "#main"},
	}}
	b.Due = part.Due{
		Kind: part.Care, Label: "Bewerten bis", When: "Freitag, 4. Dezember 2026, 18:00 Uhr", ISO: "2026-12-04T18:00:00+01:00", Left: "noch 2 Tage",
	}
	b.Statuses = []part.Status{
		{Kind: part.Idle, Text: "Noch nichts eingetragen"},
		{Kind: part.Busy, Text: "Wird gesichert …"},
		{Kind: part.Good, Text: "Gesichert um 10:42 Uhr"},
		{Kind: part.Care, Text: "Ohne Verbindung. Auf diesem Gerät gesichert; wird übertragen, sobald die Verbindung steht."},
		{Kind: part.Fault, Text: "Nicht gesichert: Die Begründung hat 4.120 Zeichen, erlaubt sind 4.000."},
	}
	b.Clash = part.Box{
		Kind: part.BoxCare, Title: "Diese Bewertung wurde in einem anderen Fenster geändert",
		Lines:   []string{"„innovativ“: hier 2, dort 3 (10:51 Uhr). Nichts ist verloren."},
		Buttons: []part.Button{{Text: "2 behalten", Small: true}, {Text: "3 übernehmen", Small: true}},
	}
	b.Errors = part.Errors{Title: "2 Angaben fehlen", Items: []part.Link{
		{Text: "4 effizient: Stufe wählen", Href: "#nachhaltig"},
		{Text: "1 transferfähig: Begründung, weil Stufe 3 gewählt ist", Href: "#nachhaltig"},
	}}
	b.Boxes = []part.Box{
		{
			Kind: part.BoxGood, Title: "Bewertung zu 26-014 abgegeben",
			Lines: []string{"Eintrag 413, 23. November 2026, 10:58 Uhr. Änderbar, bis die Bewertung schließt."},
			Links: []part.Link{{Text: "Quittung herunterladen", Href: "#main", Note: "Text, 1 kB"}},
		},
		{
			Kind: part.BoxVeil, Icon: "lock", Title: "Noch verdeckt",
			Lines: []string{"Die Bewertungen der anderen sehen Sie, sobald Ihre eigene vorliegt."},
		},
		{Kind: part.BoxPlain, Title: "Diese Runde ist übernommen", Lines: []string{"Anderswo festgehalten, hier nicht hergeleitet."}},
	}
	b.Empty = part.Empty{
		Title: "Keine offenen Aufgaben.", Text: "Alle 20 Bewertungen sind abgegeben; die Sitzung ist am 10. Dezember.",
		Button: &part.Button{Text: "Tagesordnung ansehen", Href: "#main"},
	}
}
