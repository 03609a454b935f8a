package web

import "gremium/cmd/internal/web/part"

// exampleMinutes are minutes of one item, and what a correction changes in it.
func exampleMinutes() (part.Minutes, part.Changes) {
	item := "1. 26-014 IQ Minis"
	return part.Minutes{
		Facts: part.Facts{{Name: "Ort", Text: "Berlin"}, {Name: "Tag", Text: "12. November 2026"}},
		Sections: []part.MinutesSection{
			{Title: item, Blocks: []part.MinutesBlock{
				{Prose: []string{"Abstimmung: Ja 7, Nein 2, Enthaltung 1."}, Points: []string{"Beschlussfähig (10 von 12)."}},
				{Label: "Begründung", Prose: []string{"Das Angebot ist erprobt und lässt sich leicht übernehmen."}},
			}},
			{Title: "2. 26-017 Materialien für Ehrenamtliche", Closed: true, Blocks: []part.MinutesBlock{
				{Prose: []string{"An diesem Punkt nehmen Sie wegen Befangenheit nicht teil (§ 20 VwVfG)."}},
			}},
		},
		Signed: []string{"Vorsitz", "Schriftführung"},
	}, part.Changes{Title: item, Lines: [][]part.Run{part.Diff("Ja 7, Nein 2, Enthaltung 1.", "Ja 7, Nein 3, Enthaltung 0.")}}
}
