package policy

import (
	"math/big"
	"strings"
)

func (s speaker) presence() (rule, figures string) {
	switch s.f.Rule {
	case RuleQuorum:
		return s.either("Das Gremium war beschlussfähig", "The committee had a quorum",
				"Das Gremium war nicht beschlussfähig", "The committee had no quorum"),
			s.with(s.p.Quorum.Basis, s.say("%s von %s Stimmberechtigten anwesend", "%s of %s entitled to vote present",
				s.n("present"), s.n("entitled")))
	case RuleInvited:
		return s.either("Alle Mitglieder waren geladen", "All members were invited",
				"Nicht alle Mitglieder waren geladen", "Not all members were invited"),
			s.say("%s von %s", "%s of %s", s.n("invited"), s.n("members"))
	case RuleSecondMeeting:
		return Text{"Zweite Sitzung, die Ladung weist darauf hin", "Second meeting, and the invitation says so"}.In(s.lang),
			Text{"beschlussfähig ohne Rücksicht auf die Zahl der Anwesenden", "a quorum whatever the number present"}.In(s.lang)
	case RuleNotice:
		return s.either("Ladungsfrist unterschritten, aber alle Stimmberechtigten anwesend", "Invited at short notice, but all those entitled to vote are present",
				"Ladungsfrist unterschritten, und nicht alle Stimmberechtigten anwesend", "Invited at short notice, and not all those entitled to vote are present"),
			s.say("%s von %s", "%s of %s", s.n("present"), s.n("entitled"))
	case RulePresentShare:
		share := shareWords(s.f.Figure("more_than"), s.lang)
		return s.either("Mehr als "+share+" der Stimmberechtigten anwesend", "More than "+share+" of those entitled to vote present",
				"Nicht mehr als "+share+" der Stimmberechtigten anwesend", "Not more than "+share+" of those entitled to vote present"),
			s.say("%s von %s, nötig %s", "%s of %s, needed %s", s.n("present"), s.n("entitled"), s.n("needed"))
	}
	need := s.n("needed")
	return s.either("Mindestens "+need+" Stimmberechtigte anwesend", "At least "+need+" entitled to vote present",
			"Weniger als "+need+" Stimmberechtigte anwesend", "Fewer than "+need+" entitled to vote present"),
		s.say("%s anwesend", "%s present", s.n("present"))
}

func (s speaker) interests() (rule, figures string) {
	switch s.f.Rule {
	case RuleInterests:
		return s.either("Niemand Befangenes hat mitgewirkt", "Nobody with an interest has taken part",
			"Befangene haben mitgewirkt", "Somebody with an interest has taken part"), s.with(s.p.Interests.Basis, "")
	case RuleRecused:
		return s.many("recused", "Mitglied war ausgeschlossen", "Mitglieder waren ausgeschlossen",
				"member was excluded", "members were excluded"),
			s.base().In(s.lang)
	}
	sheets := s.many("sheets_set_aside", "Bewertung", "Bewertungen", "score sheet", "score sheets")
	votes := s.many("votes_set_aside", "Stimme", "Stimmen", "vote", "votes")
	return s.either("Von Ausgeschlossenen ist keine Bewertung und keine Stimme eingeflossen",
			"No score and no vote of the excluded has counted",
			"Von Ausgeschlossenen ist etwas eingeflossen", "Something of the excluded has counted"),
		s.say("außer Betracht: %s, %s", "set aside: %s, %s", sheets, votes)
}

// base says what the excluded are to the quorum.
func (s speaker) base() Text {
	if s.p.Interests.QuorumBase == BaseIncluded {
		return Text{"unter den Stimmberechtigten, aber nicht anwesend", "among those entitled to vote, but not present"}
	}
	return Text{"nicht unter den Stimmberechtigten", "not among those entitled to vote"}
}

func (s speaker) minimum() (rule, figures string) {
	sheets := s.many("sheets", "Bewertung", "Bewertungen", "score sheet", "score sheets")
	need := s.n("needed")
	switch s.f.Rule {
	case RuleMinimum:
		return s.either("Genug Bewertungen liegen vor", "Enough score sheets are in",
			"Es liegen nicht genug Bewertungen vor", "Not enough score sheets are in"), sheets
	case RuleMinimumProposal:
		return s.either("Mindestzahl je Vorschlag erreicht", "Minimum per proposal reached",
				"Mindestzahl je Vorschlag nicht erreicht", "Minimum per proposal not reached"),
			s.say("%s, nötig %s", "%s, needed %s", sheets, need)
	}
	body := s.p.bodyLabel(s.f.Figure("body"), s.lang)
	if s.f.Holds == HoldsInfo {
		return s.nobody(body), sheets
	}
	return s.either(body+": Mindestzahl erreicht", body+": minimum reached",
			body+": Mindestzahl nicht erreicht", body+": minimum not reached"),
		s.say("%s, nötig %s", "%s, needed %s", sheets, need)
}

// nobody says why a rule about a body decides nothing.
func (s speaker) nobody(body string) string {
	return s.say("%s: niemand ist stimmberechtigt, die Regel entfällt", "%s: nobody is entitled to vote, the rule is left out", body)
}

func (s speaker) thresholds() (rule, figures string) {
	if s.f.Rule == RuleThresholds {
		reached := 0
		for i := range s.f.Findings {
			if s.f.Findings[i].Holds == HoldsYes {
				reached++
			}
		}
		return s.either("Die Bewertung erreicht die Schwelle in jedem Kriterium", "The scores reach the threshold in every criterion",
				"Die Bewertung erreicht die Schwelle nicht in jedem Kriterium", "The scores do not reach the threshold in every criterion"),
			s.with(s.p.Thresholds, s.say("%s; %d von %d Kriterien", "%s; %d of %d criteria",
				s.p.Aggregation.Name(s.lang), reached, len(s.f.Findings)))
	}
	name, at := s.p.label(s.f.Figure("criterion"), s.lang), s.n("threshold")
	rule = s.either(name+": Schwelle "+at+" erreicht", name+": threshold "+at+" reached",
		name+": Schwelle "+at+" nicht erreicht", name+": threshold "+at+" not reached")
	scores := s.many("scores", "Bewertung", "Bewertungen", "score", "scores")
	if mean := fraction(s.f.Figure("mean")); mean != nil {
		scores = Exact(mean, s.lang) + ", " + scores
	} else {
		scores = Text{"keine Bewertung, die zählt", "no score that counts"}.In(s.lang)
	}
	switch na := s.f.Figure("not_assessable"); na {
	case "", "0":
	case "1":
		scores += s.say("; einmal „nicht beurteilbar“, nicht mitgezählt", "; once “not assessable”, not counted")
	default:
		scores += s.say("; %s-mal „nicht beurteilbar“, nicht mitgezählt", "; “not assessable” %s times, not counted", na)
	}
	return rule, scores
}

// fraction reads the figure of a finding, which may come from a record; nil where it is none.
func fraction(s string) *big.Rat {
	if len(s) > 200 || s == "" || strings.Trim(s, "-/0123456789") != "" {
		return nil
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return r
}
