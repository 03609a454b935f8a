package web

import "gremium/cmd/internal/web/part"

func (b *specimen) fillForm() {
	b.Fields = []part.Field{
		{ID: "title", Name: "title", Label: "Titel", Hint: "so, wie er im Katalog stehen soll", Value: "IQ Minis", Max: 120},
		{ID: "land", Name: "land", Label: "Land", Value: "Sachsn", Error: "Dieses Land gibt es nicht. Meinten Sie „Sachsen“?"},
		{ID: "kind", Name: "kind", Label: "Art", Options: []part.Option{
			{Value: "product", Text: "Produkt"}, {Value: "event", Text: "Veranstaltungsformat", Chosen: true},
		}},
		{ID: "note", Name: "note", Label: "Anmerkung", Rows: 3, Optional: true},
	}
	b.Choices = part.Choices{ID: "audience", Name: "audience", Legend: "Zielgruppen", Many: true, Options: []part.Option{
		{Value: "advice", Text: "Beratungsstellen", Chosen: true}, {Value: "companies", Text: "Unternehmen und Betriebe"},
	}}
	b.Criterion = part.Criterion{
		ID: "nachhaltig", Name: "sustainable", Number: 3, Title: "nachhaltig",
		Aspects: []string{"die Strukturen des Angebots bestehen langfristig", "die Wirkungen halten an"},
		Levels: []part.Level{
			{Value: "0", Figure: "0", Label: "nicht erfüllt", Anchor: "Endet mit der Förderung.", Owes: true},
			{Value: "1", Figure: "1", Label: "teilweise erfüllt", Anchor: "Fortführung angestrebt, nicht gesichert."},
			{Value: "2", Figure: "2", Label: "überwiegend erfüllt", Anchor: "Strukturen oder Wirkungen gesichert."},
			{
				Value: "3", Figure: "3", Label: "voll erfüllt", Anchor: "Strukturen und Wirkungen dauerhaft gesichert.",
				Owes: true, Chosen: true,
			},
			{
				Value: "na", Figure: "–", Label: "nicht beurteilbar", Anchor: "Zählt nicht, auch nicht als 0.",
				Owes: true, None: true,
			},
		},
		Owed: "0 3 na", Hint: "bei 0, 3 und „nicht beurteilbar“ erforderlich", Max: 4000,
		Missing: "Die Begründung fehlt. Sie ist nötig, weil Stufe 3 gewählt ist.",
		Status:  part.Status{ID: "nachhaltig-status", Kind: part.Good, Text: "Gesichert um 10:42 Uhr"},
	}
	b.Draft = part.Draft{URL: "/bausteine", Version: "1", Key: "specimen"}
	b.ActBar = part.ActBar{
		Done: 3, Total: 4, Missing: []part.Link{{Text: "4 effizient", Href: "#nachhaltig"}},
		Buttons: []part.Button{{Text: "Später weiter", Quiet: true}, {Text: "Abgeben und weiter"}},
	}
	b.Ballot = part.Ballot{Legend: "Ihre Stimme", Name: "choice", Choices: []part.Option{
		{Value: "yes", Text: "Ja", Chosen: true}, {Value: "no", Text: "Nein"}, {Value: "abstain", Text: "Enthaltung"},
	}}
}

func (b *specimen) fillTables() {
	state := func(code string) part.Cell { return part.Cell{State: code} }
	row := func(number, title string, then part.Cell) part.Row {
		return part.Row{Head: part.Cell{Number: number, Text: title}, Cells: []part.Cell{state("under_review"), then}}
	}
	b.Preview = part.Preview{
		Table: part.Table{
			Caption: "2 von 3 Vorschlägen werden geschlossen, 1 bleibt offen.",
			Columns: []part.Column{{Title: "Vorschlag"}, {Title: "jetzt"}, {Title: "danach"}},
			Rows: []part.Row{
				row("26-001", "Handbuch IQ Café", state("scored")),
				row("26-005", "Fachkräftesicherung", state("scored")),
				row("26-009", "B2-Prüfungsformat Pflege", part.Cell{Note: "bleibt: 3 Bewertungen fehlen"}),
			},
		},
		Confirm: part.Button{Text: "2 Vorschläge schließen"}, Cancel: part.Button{Text: "Abbrechen", Quiet: true, Href: "#main"},
	}
	votes := func(body string, figures ...string) part.Row {
		r := part.Row{Head: part.Cell{Text: body}}
		for _, f := range figures {
			r.Cells = append(r.Cells, part.Cell{Text: f})
		}
		return r
	}
	total := votes("Gremium", "7", "2", "1")
	b.Votes = part.Table{
		Caption: "Stimmen je Gremiumsteil", Quiet: true, Narrow: 3,
		Columns: []part.Column{
			{Title: "Gremiumsteil"}, {Title: "Ja", Numeric: true}, {Title: "Nein", Numeric: true}, {Title: "Enthaltung", Numeric: true},
		},
		Rows: []part.Row{
			votes("Mittelgeber", "2", "–", "–"), votes("Vernetzungsprojekt", "2", "1", "–"), votes("Netzwerk", "3", "1", "1"),
		},
		Foot: &total,
	}
	b.Change = part.Table{
		Caption: "Unterschied, den dieser eine Eintrag macht",
		Columns: []part.Column{{Title: "Angabe"}, {Title: "vorher"}, {Title: "nachher"}},
		Rows: []part.Row{
			{Head: part.Cell{Text: "innovativ"}, Cells: []part.Cell{{Text: "3"}, {Text: "3"}}},
			{Head: part.Cell{Text: "nachhaltig"}, Cells: []part.Cell{{Was: "3"}, {Is: "1"}}, Hit: true},
		},
	}
	b.Diff = part.Diff("Seit Frühjahr 2024 in drei Landkreisen eingesetzt: 30 Termine.",
		"Seit Frühjahr 2024 in vier Landkreisen eingesetzt: 41 Termine, 612 Teilnehmende, davon 228 aus Jobcentern.")
}
