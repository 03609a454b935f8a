package web

import "gremium/cmd/internal/web/part"

// Remarks are a discussion: a comment that was changed, and a reply to it.
func (specimen) Remarks() []part.Remark {
	return []part.Remark{{
		ID: "kommentar-1", Number: 1, Who: "Dr. Sanna Okafor", Note: "Mitglied, 12. Oktober 2026, 10:42 Uhr",
		Text: []string{"Die Zahl der Häuser ist belegt, die Wirkung noch nicht."}, Edited: "geändert am 12. Oktober 2026, 11:05 Uhr; frühere Fassung lesen",
		Earlier: []part.Earlier{{
			Title: "Fassung 1 vom 12. Oktober 2026, 10:42 Uhr",
			Text:  part.Diff("Die Zahl der Häuser ist belegt.", "Die Zahl der Häuser ist belegt, die Wirkung noch nicht."),
		}},
		Ways: []part.Link{{Text: "Antworten", Note: "auf Kommentar 1", Href: "#kommentar-1"}},
		Under: []part.Remark{{
			ID: "kommentar-2", Number: 2, Who: "Petra Wiśniewski", Note: "Mitglied, 13. Oktober 2026, 08:10 Uhr",
			Text: []string{"Dazu sollten wir nachfragen."}, Status: &part.Status{Kind: part.Care, Text: "Noch nicht beantwortet"},
		}},
	}}
}

// Say is the form for a comment.
func (specimen) Say() part.Say {
	return part.Say{
		Label: "Kommentar schreiben", Action: "/bausteine", Keep: "/bausteine",
		Draft:  part.Draft{URL: "/bausteine", Version: "0", Key: "bausteine say"},
		Field:  part.Field{ID: fieldText, Name: fieldText, Label: "Neuer Kommentar", Hint: "Frühere Fassungen bleiben lesbar.", Rows: 3},
		Status: part.Status{ID: stepPart + "-status", Text: "Noch nichts eingetragen"}, Send: part.Button{Text: "Kommentar eintragen"},
	}
}
