package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// idForm is the form of ids in documents that people write.
var idForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,63}$`)

// maxID is the longest id of an imported round, in characters.
const maxID = 200

// check holds the meaning of a policy against its rules; what the reading already refused is left alone.
func (d *document) check(p *Policy) {
	d.id("id", p.ID, false)
	ids(d, "criteria", p.Criteria, p.Imported, func(c Criterion) string { return c.ID })
	ids(d, "bodies", p.Bodies, p.Imported, func(b Body) string { return b.ID })
	for i := range p.Criteria {
		d.criterion(&p.Criteria[i], fmt.Sprintf("criteria[%d]", i))
	}
	for i := range p.Bodies {
		ids(d, fmt.Sprintf("bodies[%d].groups", i), p.Bodies[i].Groups, false, optionID)
	}
	ids(d, "kinds", p.Kinds, false, optionID)
	ids(d, "audiences", p.Audiences, false, optionID)
	ids(d, "institutions", p.Institutions, false, optionID)
	ids(d, "interests.kinds", p.Interests.Kinds, false, optionID)
	ids(d, "questions", p.Questions, false, func(q Question) string { return q.ID })
	ids(d, "eligibility", p.Eligibility, false, func(p Point) string { return p.ID })
	d.members("required", p.Required, TextNames())
	bodies := make([]string, len(p.Bodies))
	for i, b := range p.Bodies {
		bodies[i] = b.ID
	}
	d.members("majority.consent", p.Majority.Consent, bodies)
	interests := make([]string, len(p.Interests.Kinds))
	for i, k := range p.Interests.Kinds {
		interests[i] = k.ID
	}
	d.members("interests.of_seat", p.Interests.OfSeat, interests)
	d.members("deadlines.binding", p.Deadlines.Binding, Stages())
	d.members("deadlines.late", p.Deadlines.Late, Stages())
	d.majority(&p.Majority)
	p.Selected.check(d)
	p.Discussion.check(d, &p.Majority)
	if p.Quorum.MoreThan.Den != 0 && p.Quorum.MoreThan.Num == p.Quorum.MoreThan.Den {
		d.fresh("quorum.more_than", Text{
			"Mehr als alle können nicht anwesend sein. Erlaubt ist ein Anteil unter 1/1.",
			"More than all cannot be present. Allowed is a share below 1/1.",
		})
	}
	if p.Assignment.PerBody > 0 && p.Assignment.PerProposal == 0 {
		d.fresh("assignment.per_body", Text{
			"„per_body“ gilt nur zusammen mit „per_proposal“. Tragen Sie ein, wie viele Mitglieder jeden Vorschlag bewerten.",
			"\"per_body\" holds only together with \"per_proposal\". Enter how many members score each proposal.",
		})
	}
	if p.Aggregation.Trim > 0 && p.Aggregation.Method != Trimmed {
		d.fresh("aggregation.trim", say("„trim“ gehört zur Methode „%s“. Ändern Sie die Methode oder entfernen Sie „trim“.",
			"\"trim\" belongs to the method %q. Change the method or remove \"trim\".", Trimmed))
	}
}

// fresh notes a mistake where none is noted yet.
func (d *document) fresh(path string, text Text) {
	if !d.spoilt(path) {
		d.add(path, text)
	}
}

func optionID(o Option) string { return o.ID }

func (d *document) id(path, id string, free bool) {
	if free && id != "" && utf8.RuneCountInString(id) <= maxID || idForm.MatchString(id) {
		return
	}
	d.fresh(path, say(
		"„%s“ ist keine Kennung. Erlaubt sind Kleinbuchstaben a–z, Ziffern, - und _, am Anfang ein Buchstabe, höchstens 64 Zeichen.",
		"%q is no id. Allowed are small letters a–z, digits, - and _, with a letter first, at most 64 characters.", id))
}

func ids[T any](d *document, path string, all []T, free bool, id func(T) string) {
	seen := map[string]int{}
	for i, one := range all {
		at := fmt.Sprintf("%s[%d].id", path, i)
		d.id(at, id(one), free)
		if first, twice := seen[id(one)]; twice {
			d.fresh(at, say("Die Kennung „%s“ hat schon %s[%d]. Jede Kennung steht nur einmal; wählen Sie eine andere.",
				"The id %[1]q belongs to %[2]s[%[3]d] already. Every id is there once only; choose another.", id(one), path, first))
			continue
		}
		seen[id(one)] = i
	}
}

// members checks that every word is one of the allowed and is there once.
func (d *document) members(path string, words, allowed []string) {
	for i, w := range words {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case len(allowed) == 0:
			// The list of what is allowed is itself wrong, and said so.
		case !slices.Contains(allowed, w):
			list := strings.Join(allowed, ", ")
			d.fresh(at, say("„%s“ gibt es hier nicht. Erlaubt sind: %s.", "%q does not exist here. Allowed are: %s.", w, list))
		case slices.Contains(words[:i], w):
			d.fresh(at, say("„%s“ steht schon in der Liste. Entfernen Sie es hier.", "%q is in the list already. Remove it here.", w))
		}
	}
}

func (d *document) majority(m *Majority) {
	var zero Fraction
	switch half := (Fraction{1, 2}); {
	case m.MoreThan != zero && m.AtLeast != zero:
		d.fresh("majority.at_least", Text{
			"„more_than“ und „at_least“ schließen einander aus. Lassen Sie eines von beiden stehen.",
			"\"more_than\" and \"at_least\" exclude each other. Keep one of the two.",
		})
	case m.MoreThan != zero && m.MoreThan.Num == m.MoreThan.Den:
		d.fresh("majority.more_than", Text{
			"Mehr als alle Stimmen gibt es nicht. Für Einstimmigkeit schreiben Sie „at_least: 1/1“.",
			"There are no more than all votes. For unanimity write \"at_least: 1/1\".",
		})
	case m.AtLeast != zero && m.AtLeast.Num == 0:
		d.fresh("majority.at_least", Text{
			"Eine Mehrheit ohne eine Ja-Stimme gibt es nicht. Erlaubt ist ein Anteil über 0/1.",
			"There is no majority without a yes. Allowed is a share above 0/1.",
		})
	case m.Tie == TieChair && m.MoreThan != half:
		d.fresh("majority.tie", Text{
			"Der Vorsitz entscheidet nur bei einfacher Mehrheit („more_than: 1/2“). Sonst schreiben Sie „tie: rejects“.",
			"The chair decides only where a simple majority does (\"more_than: 1/2\"). Otherwise write \"tie: rejects\".",
		})
	case m.None() && (m.EachBody || len(m.Consent) > 0):
		d.fresh("majority.more_than", Text{
			"Ohne „more_than“ oder „at_least“ gibt es keine Abstimmung, also auch keine Mehrheit in einem Gremiumsteil.",
			"Without \"more_than\" or \"at_least\" there is no ballot, and so no majority within a body.",
		})
	}
}
