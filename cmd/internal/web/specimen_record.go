package web

import (
	"math/big"

	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
)

func (b *specimen) fillHeat() {
	names := []string{"transferfähig", "innovativ", "nachhaltig", "effizient"}
	cell := func(i int, num int64, mean string, low, high float64, span string) *part.HeatCell {
		return &part.HeatCell{
			Criterion: names[i], Step: part.HeatStep(big.NewRat(num, 11), big.NewRat(0, 1), big.NewRat(3, 1)),
			Mean: mean, Low: num < 22, Whisker: picture.Whisker(low/3, high/3), Span: span,
		}
	}
	b.Heat = part.Heat{
		Caption: "Mittelwerte je Vorschlag und Kriterium, Stufen 0 bis 3", Criteria: names,
		Columns: []string{"Vorschlag", "Stand", "Bewertungen"},
		Rows: []part.HeatRow{
			{Number: "26-003", Title: "Schon gewusst? … IQ Zeit", Href: "#main", State: "scored", Count: "11 von 11", Cells: []*part.HeatCell{
				cell(0, 26, "2,36", 1, 3, "von 1 bis 3"), cell(1, 16, "1,45", 0, 3, "von 0 bis 3"),
				cell(2, 0, "0,00", 0, 0, "von 0 bis 0"), cell(3, 33, "3,00", 3, 3, "von 3 bis 3"),
			}},
			{Number: "26-008", Title: "MigraWiki", Href: "#main", State: "scored", Count: "11 von 11", Cells: []*part.HeatCell{
				cell(0, 6, "0,55", 0, 1, "von 0 bis 1"), cell(1, 11, "1,00", 0, 2, "von 0 bis 2"),
				{Criterion: names[2], None: true},
				cell(3, 24, "2,18", 1, 3, "von 1 bis 3"),
			}},
			{Number: "26-014", Title: "IQ Minis", Href: "#main", State: "under_review", Veil: &part.Veil{
				Icon: "lock", Text: "Verdeckt, bis Ihre eigene Bewertung vorliegt.", Link: &part.Link{Text: "Jetzt bewerten", Href: "#main"},
			}},
			{Number: "26-017", Title: "Materialien für Ehrenamtliche", Veil: &part.Veil{
				Icon: "recused", Text: "Befangen nach § 20 VwVfG.",
			}},
		},
		Legend: part.Legend{
			Steps: []string{"0", "0,5", "1", "1,5", "2", "2,5", "3"}, Threshold: "unter der Schwelle 2",
			Assume: "Schwelle 2: Annahme, vom Gremium zu beschließen",
		},
	}
}

func (b *specimen) fillRecord() {
	b.Verdict = "Das Beratungsgremium hat den Vorschlag am 12. November 2026 mit 7 Ja- gegen 2 Nein-Stimmen bei 1 Enthaltung " +
		"ausgewählt. Das Regelwerk hatte dasselbe Ergebnis vorgeschlagen."
	b.Stamps = []part.Stamp{
		{State: "selected", When: "12.11.2026, 11:26 Uhr", Entry: "Eintrag 398"},
		{State: "not_selected", When: "12.11.2026, 11:40 Uhr", Entry: "Eintrag 401"},
		{State: "deferred", When: "12.11.2026, 11:52 Uhr", Entry: "Eintrag 404"},
	}
	b.Findings = part.Examine(exampleFindings())
	b.Timeline = exampleTimeline()
	b.Minutes, b.Changes = exampleMinutes()
	b.Entries = []part.Entry{
		{Seq: 297, Text: "Bewertung abgegeben", Href: "#main", Note: "26-012, Uta Feddersen, 27.10., 11:15"},
		{Seq: 298, Text: "Bewertung geändert", Href: "#main", Note: "26-012, Dr. Sanna Okafor, 27.10., 14:08", Current: true},
		{Seq: 299, Text: "Bewertung abgegeben", Href: "#main", Note: "26-007, Rosa Quispe-Maier, 27.10., 15:30"},
	}
	b.Facts = part.Facts{
		{Name: "Art", Text: "scores.cast/1", Code: true},
		{Name: "Zeit", Text: "27. Oktober 2026, 14:08 Uhr"},
		{Name: "Blattwert", Text: "9f2c 41d7 e0b8 6a15 3cc2 97f4 08de b51a", Code: true},
		{Name: "Nachweis", Text: "im Baum der Größe 412 enthalten", Good: true},
	}
}

func exampleFindings() []part.Finding {
	return []part.Finding{
		{Verdict: part.Holds, Rule: "Das Gremium war beschlussfähig", Figures: "§ 90 VwVfG", Under: []part.Finding{
			{Verdict: part.Holds, Rule: "Mehr als die Hälfte war anwesend", Figures: "10 anwesend, nötig mehr als 12 / 2, also 7"},
			{Verdict: part.Notes, Rule: "Dr. Ilse Tannhoff war ausgeschlossen", Figures: "zählt nicht zu den Stimmberechtigten"},
		}},
		{
			Verdict: part.Fails, Rule: "Die Bewertung erreicht die Schwelle in allen Kriterien", Figures: "Mittelwert mindestens 2.",
			Assume: "Annahme, vom Gremium zu beschließen", Under: []part.Finding{
				{Verdict: part.Holds, Rule: "transferfähig: 2,70", Figures: "27 / 10, zehn Bewertungen"},
				{Verdict: part.Fails, Rule: "nachhaltig: 1,89", Figures: "17 / 9, neun Bewertungen", Under: []part.Finding{
					{Verdict: part.Notes, Rule: "einmal „nicht beurteilbar“", Figures: "nicht mitgezählt"},
				}},
			},
		},
	}
}

func exampleTimeline() part.Timeline {
	bars := make([]int, 84)
	for i := range bars {
		bars[i] = (i*i*7+i*13)%9 + 1
		if i > 35 && i < 60 {
			bars[i] += 16
		}
	}
	line := picture.Timeline{
		Says: "Einträge der Runde über die Zeit; gewählt ist Eintrag 298 von 412", Bars: bars, Now: 59, NowText: "Eintrag 298",
		Phases: []picture.Span{
			{Name: "Einreichung", From: 0, To: 16},
			{Name: "Prüfung", From: 17, To: 35},
			{Name: "Bewertung", From: 36, To: 67},
			{Name: "Beratung", From: 68, To: 83},
		},
		Class: "wide", Width: 1240,
	}
	wide := line.Draw()
	line.Class, line.Width = "narrow", 360
	return part.Timeline{
		Label: "Zeitpunkt wählen", Action: "/bausteine", Wide: wide, Narrow: line.Draw(), At: 298, Size: 412,
		Says: "Eintrag 298, 27. Oktober 2026, 14:08 Uhr", Previous: "?eintrag=297", Next: "?eintrag=299", When: "27. Oktober 2026, 14:08 Uhr",
	}
}

func (b *specimen) fillMeeting() {
	b.Plots = []part.Plot{examplePlot("transferfähig", 2.7, "2,70"), examplePlot("innovativ", 2.11, "2,11")}
	b.Gauge = part.Gauge{
		Status: part.Status{Kind: part.Good, Text: "Beschlussfähig: 10 von 12 Stimmberechtigten sind da, nötig sind 7."},
		Picture: picture.Gauge{
			Says: "10 von 12 Stimmberechtigten anwesend, nötig sind 7; ein Mitglied ist befangen", Present: 9, Deputed: 1, Absent: 2,
			Recused: 1, Need: 7, NeedWord: "nötig:", PresentWord: "anwesend und stimmberechtigt", RecusedWord: "befangen", DeputyMark: "V",
		}.Draw(),
	}
	b.Seats = []part.Group{
		{Title: "Mittelgeber", Seats: []part.Seat{
			{State: "present", Name: "Dr. Henrike Vollmer", Note: "Vorsitz"}, {State: "present", Name: "Jonas Achterberg"},
		}},
		{Title: "Netzwerk, Vorhaben", Seats: []part.Seat{
			{State: "deputy", Name: "Dr. Ngozi Brandt", Note: "vertreten durch A. Sow"},
			{State: "barred", Name: "Karim Haddad-Lenz", Note: "befangen"},
			{State: "absent", Name: "Uta Feddersen", Note: "entschuldigt"},
		}},
	}
	b.Agenda = part.Agenda{
		{Number: 1, Title: "Eröffnung, Ladung, Beschlussfähigkeit", Note: "09:30 bis 09:41", Past: true},
		{Number: 2, Title: "26-015 Interkulturelle Botschafter*innen", Note: "Abstimmung läuft", Now: true},
		{Number: 3, Title: "Verschiedenes"},
	}
}

func examplePlot(title string, mean float64, figure string) part.Plot {
	return part.Plot{
		Title: title, Count: "10 Bewertungen",
		Picture: picture.Strip{
			Says: title + ": Mittelwert " + figure + ". Einzelwerte in der Tabelle darunter.", Levels: []string{"0", "1", "2", "3"},
			Bodies: []picture.Row{
				{Name: "Mittelgeber", Scores: []float64{2, 3}},
				{Name: "Vernetzung", Scores: []float64{2, 3, 3}},
				{Name: "Netzwerk", Scores: []float64{1, 2, 3, 3, 3}},
			},
			Mean: mean, MeanText: figure, Threshold: 2, HasLimit: true,
		}.Draw(),
		Rows: []part.Fact{{Name: "Mittelgeber", Text: "2, 3"}, {Name: "Vernetzung", Text: "2, 3, 3"}, {Name: "Netzwerk", Text: "1, 2, 3, 3, 3"}},
	}
}
