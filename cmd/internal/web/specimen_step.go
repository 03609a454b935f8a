package web

import "gremium/cmd/internal/web/part"

// Offers are steps as the office meets them.
func (specimen) Offers() []part.Offer {
	return []part.Offer{
		{Button: part.Button{Text: "Bewertung eröffnen"}, Action: "/bausteine"},
		{Button: part.Button{Text: "Zurückgeben …", Href: "#main"}},
	}
}

// Points are points of an eligibility check.
func (specimen) Points() []part.Point {
	return []part.Point{{Holds: true, Text: "Handlungsbedarf und Lösung sind benannt"}, {Text: "Der Erfolg ist nachgewiesen"}, {Open: true, Text: "Der Transfer ist beschrieben"}}
}
