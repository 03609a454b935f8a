package cli

import (
	"fmt"
	"math/big"
	"strings"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

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

// of names what a field is of, with a blank before it: a criterion by the label that the policy gives it; nothing where it is of nothing.
func (d *docket) of(field, id string) string {
	switch {
	case id == "":
		return ""
	case field == "score", field == "mean":
		return " " + d.label(id).In(d.h.e.lang)
	case field == "deadline":
		return " " + workflow.Word(id, d.h.e.lang)
	}
	return " " + d.h.e.name(id)
}

// side is one side of a difference, in the words and figures of the pages; a dash where there was nothing.
func (h *house) side(d *docket, field, value string) string {
	e := h.e
	switch {
	case value == "":
		return "–"
	case field == "assigned":
		names := strings.Fields(value)
		for i, who := range names {
			names[i] = e.name(who)
		}
		return strings.Join(names, ", ")
	case field == "item", field == "agenda":
		return h.items(d, value)
	case field == "ballot":
		return e.ballotSide(value)
	case field == "score":
		return e.scoreSide(value)
	case field == "interest", field == "attendance":
		return e.loc.T(field + "." + value)
	case field == "created" && d.Policy.Body(value) != nil:
		return e.label(d.Policy.Body(value).Label)
	case field == "seat":
		return e.name(value)
	}
	return e.figureSide(field, value)
}

// scoreSide is a score.
func (e *env) scoreSide(value string) string {
	if value == "na" {
		return e.say("nicht beurteilbar", "not assessable")
	}
	return e.loc.Decimal(value)
}

// figureSide is a mean, an instant or a word.
func (e *env) figureSide(field, value string) string {
	switch field {
	case "mean":
		if r, ok := new(big.Rat).SetString(value); ok {
			return policy.Exact(r, e.lang)
		}
	case "deadline", "from", "until", "absent_from", "absent_until", "absence_end":
		if at, err := ledger.ParseInstant(value); err == nil {
			return e.loc.Moment(at.Time())
		}
	case "published", "released", "deputy", "advisory", "chair", "vice":
		return e.say("ja", "yes")
	}
	return workflow.Word(value, e.lang)
}
