package policy

import (
	"slices"
	"strings"
)

func (p *Policy) scaleText() Text {
	return p.perCriterion(func(c *Criterion, lang Lang) string {
		s := p.Allowed(c.ID, lang)
		if c.Better == Lower {
			s += Text{" (niedriger ist besser)", " (lower is better)"}.In(lang)
		}
		if c.NotAssessable {
			s += Text{" oder nicht beurteilbar", " or not assessable"}.In(lang)
		}
		return s
	}, Text{"Werte in jedem Kriterium: ", "Values in every criterion: "})
}

func (p *Policy) weightsText() Text {
	return p.perCriterion(func(c *Criterion, lang Lang) string {
		if lang == EN {
			return c.Weight.String()
		}
		return german(c.Weight.String())
	}, Text{"Gewicht in jedem Kriterium: ", "Weight in every criterion: "})
}

func (p *Policy) thresholdsText() Text {
	if !slices.ContainsFunc(p.Criteria, func(c Criterion) bool { return c.Threshold != nil }) {
		return Text{}
	}
	return p.perCriterion(func(c *Criterion, lang Lang) string {
		if c.Threshold == nil {
			return Text{"keine", "none"}.In(lang)
		}
		t := c.Threshold.String()
		if lang != EN {
			t = german(t)
		}
		if c.Better == Lower {
			return Text{"höchstens ", "at most "}.In(lang) + t
		}
		return Text{"mindestens ", "at least "}.In(lang) + t
	}, Text{"Schwelle in jedem Kriterium: ", "Threshold in every criterion: "})
}

// perCriterion says one thing for all criteria, or for each where they differ.
func (p *Policy) perCriterion(of func(*Criterion, Lang) string, whole Text) Text {
	one := func(lang Lang) string {
		first, each, same := "", make([]string, len(p.Criteria)), true
		for i := range p.Criteria {
			v := of(&p.Criteria[i], lang)
			if i == 0 {
				first = v
			}
			same = same && v == first
			each[i] = p.Criteria[i].Label.In(lang) + ": " + v
		}
		if same {
			return whole.In(lang) + first + "."
		}
		return strings.Join(each, "; ") + "."
	}
	return Text{one(DE), one(EN)}
}

func (m Minimum) text() Text {
	var each, body Text
	if m.PerProposal > 0 {
		each = say("Bewertungen je Vorschlag: mindestens %d.", "Score sheets per proposal: at least %d.", m.PerProposal)
	}
	if m.PerBody > 0 {
		body = say("Bewertungen je Gremiumsteil: mindestens %d.", "Score sheets per body: at least %d.", m.PerBody)
	}
	return sentences(each, body)
}

func (a Assignment) text() Text {
	if a.None() {
		return Text{}
	}
	each := say("Jeden Vorschlag bewerten mindestens %d Mitglieder mit Stimme, denen er zugewiesen ist.",
		"Each proposal is scored by at least %d members with a vote to whom it is assigned.", a.PerProposal)
	if a.PerBody == 0 {
		return each
	}
	return sentences(each, say("Aus jedem Gremiumsteil sind es mindestens %d.", "From each body there are at least %d.", a.PerBody))
}

func (j Justification) text() Text {
	owed := map[string]Text{
		OwedAlways: {"Jede Bewertung ist zu begründen.", "Every score is to be justified."},
		OwedAtEnds: {
			"Der niedrigste und der höchste Wert sind zu begründen.", "The lowest and the highest value are to be justified.",
		},
	}[j.Owed]
	if j.NotAssessable {
		return sentences(owed, Text{"„Nicht beurteilbar“ ist zu begründen.", "“Not assessable” is to be justified."})
	}
	return owed
}

func (b Blindness) text() Text {
	return map[string]Text{
		BlindUntilOwn: {
			"Mitglieder sehen die Bewertungen anderer, sobald ihre eigene vorliegt.",
			"Members see the scores of others once their own are in.",
		},
		BlindUntilClosed: {
			"Mitglieder sehen die Bewertungen anderer, sobald die Bewertung geschlossen ist.",
			"Members see the scores of others once scoring is closed.",
		},
		BlindNever: {"Mitglieder sehen alle Bewertungen.", "Members see all scores."},
	}[b.Until]
}

func (q Quorum) text() Text {
	var share, least, invited Text
	if q.MoreThan.Den != 0 {
		share = shared("Das Gremium ist beschlussfähig, wenn mehr als % der Stimmberechtigten anwesend sind.",
			"The committee has a quorum when more than % of those entitled to vote are present.", q.MoreThan)
	}
	if q.Minimum > 0 {
		least = say("Mindestens %d Stimmberechtigte müssen anwesend sein.", "At least %d entitled to vote must be present.", q.Minimum)
	}
	if q.AllInvited {
		invited = Text{"Alle Mitglieder müssen geladen sein.", "All members must have been invited."}
	}
	if q.Second {
		return sentences(share, least, invited, Text{
			"Eine zweite Sitzung über denselben Gegenstand braucht das nicht, wenn die Ladung darauf hinweist.",
			"A second meeting on the same subject does not need this, where the invitation says so.",
		})
	}
	return sentences(share, least, invited)
}

func (b Ballots) text() Text {
	var requires, secrecy Text
	if b.Requires == RequiresMeeting {
		requires = Text{
			"Abgestimmt wird in einer Sitzung oder im schriftlichen Verfahren.", "Ballots are held in a meeting or in a written procedure.",
		}
	}
	if b.Secrecy == SecrecyOnDemand {
		secrecy = Text{
			"Auf Verlangen eines Mitglieds wird geheim abgestimmt.", "A ballot is secret where one member demands it.",
		}
	}
	if b.SecretAtLeast == 0 {
		return sentences(requires, secrecy)
	}
	return sentences(requires, secrecy, say(
		"Geheim abgestimmt und ausgezählt wird nur, wo je Stimmgewicht mindestens %d Stimmen zusammenkommen, damit die Auszählung keine einzelne verrät.",
		"A secret ballot is held and counted only where at least %d votes of each weight come together, so that the tally gives away no single one.",
		b.SecretAtLeast))
}

// shared puts a share in words where the texts have a %.
func shared(de, en string, f Fraction) Text {
	return Text{
		strings.Replace(de, "%", shareWords(f.String(), DE), 1), strings.Replace(en, "%", shareWords(f.String(), EN), 1),
	}
}

func (p *Policy) majorityText() Text {
	m := p.Majority
	if m.None() {
		return Text{}
	}
	parts := []Text{shared("Ein Vorschlag ist angenommen, wenn mehr als % der Stimmen Ja lauten.",
		"A proposal is carried when more than % of the votes are yes.", m.MoreThan)}
	if m.AtLeast.Den != 0 {
		parts[0] = shared("Ein Vorschlag ist angenommen, wenn mindestens % der Stimmen Ja lauten.",
			"A proposal is carried when at least % of the votes are yes.", m.AtLeast)
	}
	abstentions := Text{"Enthaltungen zählen nicht.", "Abstentions do not count."}
	if m.Abstentions == AbstentionsAsNo {
		abstentions = Text{"Enthaltungen zählen als Nein.", "Abstentions count as no."}
	}
	tie := Text{"Stimmengleichheit gilt als Ablehnung.", "A tie counts as a rejection."}
	if m.Tie == TieChair {
		tie = Text{"Bei Stimmengleichheit entscheidet die Stimme des Vorsitzes.", "In a tie the vote of the chair decides."}
	}
	parts = append(parts, abstentions, tie)
	if m.EachBody {
		parts = append(parts, Text{"Die Mehrheit ist auch in jedem Gremiumsteil nötig.", "The majority is needed in every body as well."})
	}
	for _, b := range m.Consent {
		parts = append(parts, Text{
			"Zustimmen muss auch: " + p.bodyLabel(b, DE) + ".", "Consent is needed from: " + p.bodyLabel(b, EN) + ".",
		})
	}
	return sentences(parts...)
}

func (i *Interests) text() Text {
	if i.DecidedBy == "" {
		return Text{}
	}
	declared := Text{"Wer ein eigenes Interesse anzeigt, ist ausgeschlossen.", "Who declares an interest of their own is excluded."}
	base := Text{
		"Ausgeschlossene zählen für die Beschlussfähigkeit nicht zu den Stimmberechtigten.",
		"For the quorum the excluded are not among those entitled to vote.",
	}
	if i.QuorumBase == BaseIncluded {
		base = Text{
			"Ausgeschlossene zählen für die Beschlussfähigkeit zu den Stimmberechtigten, aber nicht als anwesend.",
			"For the quorum the excluded are among those entitled to vote, but not present.",
		}
	}
	reported := map[string]Text{
		DecidedByCommittee: {
			"Über andere angezeigte Interessen entscheidet das Gremium, ohne das betroffene Mitglied.",
			"On interests that others report the committee decides, without the member concerned.",
		},
		DecidedByCoordinator: {
			"Über andere angezeigte Interessen entscheidet die koordinierende Stelle.",
			"On interests that others report the coordinating office decides.",
		},
	}[i.DecidedBy]
	if reported.Empty() {
		return sentences(declared, base)
	}
	return sentences(declared, reported, base)
}
