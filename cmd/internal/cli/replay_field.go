package cli

import "fmt"

// fields are what view.Change calls the things that an entry changes.
var fields = map[string]text{
	"phase": {"Phase", "phase"}, "state": {"Stand", "state"}, "outcome": {"Ergebnis", "outcome"}, "version": {"Fassung", "version"},
	"score": {"Bewertung", "score"}, "sheet": {"Fassung der Bewertung", "version of the scores"}, "mean": {"Mittelwert", "mean"},
	"vote": {"Stimme", "vote"}, "ballot": {"Abstimmung", "ballot"}, "wish": {"Wunsch", "wish"}, "assigned": {"bewerten sollen", "to be scored by"},
	"released": {"freigegeben", "released"}, "published": {"veröffentlicht", "published"}, "interest": {"Interesse", "interest"},
	"created": {"Sitz angelegt", "seat created"}, "seat": {"Sitz von", "seat of"}, "capacity": {"Eigenschaft von", "capacity of"},
	"left": {"Ausgeschieden", "left"}, "weight": {"Gewicht", "weight"}, "advisory": {"beratend", "advisory"}, "chair": {"Vorsitz", "chair"},
	"vice": {"stellvertretender Vorsitz", "vice chair"}, "from": {"Amtszeit ab", "term from"}, "until": {"Amtszeit bis", "term until"},
	"absent_from": {"abwesend ab", "absent from"}, "absent_until": {"abwesend bis", "absent until"}, "absence_end": {"Ende der Abwesenheit", "end of absence"},
	"deadline": {"Frist", "deadline"}, "comment": {"Kommentar", "comment"}, "answer": {"Antwort", "answer"}, "stage": {"Sitzung", "meeting"},
	"attendance": {"Anwesenheit", "attendance"}, "item": {"aufgerufener Punkt der Sitzung", "item called in meeting"},
	"agenda": {"Tagesordnung der Sitzung", "agenda of meeting"}, "lot": {"Los", "lot"},
}

// field is what one of them is called: its code where it has no words.
func (e *env) field(code string) string {
	if t, ok := fields[code]; ok {
		return e.word(t)
	}
	return code
}

// ballotSide is how a ballot stood, as view.Change writes it.
func (e *env) ballotSide(value string) string {
	var yes, no, abstain int
	if _, err := fmt.Sscanf(value, "closed %d %d %d", &yes, &no, &abstain); err == nil {
		return e.say("%d Ja, %d Nein, %d Enth.", "%d yes, %d no, %d abst.", yes, no, abstain)
	}
	if value == "uncounted" {
		return e.say("ohne Auszählung geschlossen", "closed without a count")
	}
	return e.say("läuft", "open")
}
