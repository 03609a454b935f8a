package policy

import (
	"fmt"
	"math/big"
	"strings"
)

// Sentence says a finding in plain words of lang: the rule as it came out, and beside it the figures it rests on.
// Fractions read "2,70 (27/10)" in German and "2.70 (27/10)" in English. A finding of a rule that this program does not
// know reads as its names and values.
func (f Finding) Sentence(p *Policy, lang Lang) (rule, figures string) {
	s := speaker{p, &f, lang}
	switch f.Rule {
	case RuleQuorum, RuleInvited, RulePresentShare, RulePresentMinimum, RuleSecondMeeting, RuleNotice:
		return s.presence()
	case RuleInterests, RuleRecused, RuleNotCounted:
		return s.interests()
	case RuleFormer:
		return s.many("sheets", "Bewertung stammt von jemandem, der dem Sitz nicht mehr angehört", "Bewertungen stammen von Mitgliedern, die ihrem Sitz nicht mehr angehören",
				"score sheet is from somebody who has left the seat", "score sheets are from members who have left their seats"),
			s.say("sie bleiben und zählen", "they stay and count")
	case RuleMinimum, RuleMinimumProposal, RuleMinimumBody:
		return s.minimum()
	case RuleThresholds, RuleThreshold:
		return s.thresholds()
	case RuleBallot, RuleMajority, RuleVotes, RuleTie, RuleSecret:
		return s.ballot()
	case RuleMajorityBody, RuleConsent:
		return s.body()
	case RuleSelectedLimit, RuleStandingComplete, RulePlace, RuleLimitTie:
		return s.limit()
	}
	words := make([]string, len(f.Figures))
	for i, g := range f.Figures {
		words[i] = g.Name + " " + g.Value
	}
	return f.Rule, strings.Join(words, ", ")
}

// AssumptionNote says in lang what it means that a finding or rule is an assumption.
func AssumptionNote(lang Lang) string {
	return Text{"Annahme, vom Gremium zu beschließen", "Assumption, for the committee to adopt"}.In(lang)
}

// Round2 writes a fraction with two decimals and the decimal mark of lang, halves rounded away from zero: for people to
// read, never to compute with.
func Round2(r *big.Rat, lang Lang) string {
	if lang == EN {
		return r.FloatString(2)
	}
	return german(r.FloatString(2))
}

// Exact writes a fraction rounded, and behind it the fraction itself: "2,70 (27/10)"; a whole number has no fraction.
func Exact(r *big.Rat, lang Lang) string {
	if r.IsInt() {
		return Round2(r, lang)
	}
	return Round2(r, lang) + " (" + r.RatString() + ")"
}

// Name says in lang how scores become one figure: "Mittelwert über die Mitglieder".
func (a Aggregation) Name(lang Lang) string {
	method := Text{"Mittelwert", "mean"}
	switch a.Method {
	case Median:
		method = Text{"Median", "median"}
	case Trimmed:
		method = say("Mittelwert ohne die %d niedrigsten und höchsten Werte", "mean without the %d lowest and highest values",
			max(a.Trim, 1))
		if a.Trim <= 1 {
			method = Text{"Mittelwert ohne den niedrigsten und den höchsten Wert", "mean without the lowest and the highest value"}
		}
	}
	over := Text{" über die Mitglieder", " over the members"}
	if a.Over == OverBodies {
		over = Text{" je Gremiumsteil, dann über die Gremiumsteile", " within each body, then over the bodies"}
	}
	return method.In(lang) + over.In(lang)
}

// speaker says one finding.
type speaker struct {
	p    *Policy
	f    *Finding
	lang Lang
}

func (s speaker) say(de, en string, args ...any) string {
	if s.lang == EN {
		return fmt.Sprintf(en, args...)
	}
	return fmt.Sprintf(de, args...)
}

// either says the rule as it holds, or as it does not.
func (s speaker) either(de, en, notDE, notEN string) string {
	if s.f.Holds == HoldsNo {
		return Text{notDE, notEN}.In(s.lang)
	}
	return Text{de, en}.In(s.lang)
}

// n is a figure as it reads; a dash where it is not there.
func (s speaker) n(name string) string {
	v := s.f.Figure(name)
	switch {
	case v == "":
		return "–"
	case s.lang == EN:
		return v
	}
	return german(v)
}

// many says a count with the right form of its noun.
func (s speaker) many(name, oneDE, manyDE, oneEN, manyEN string) string {
	n := s.n(name)
	if n == "1" {
		return n + " " + Text{oneDE, oneEN}.In(s.lang)
	}
	return n + " " + Text{manyDE, manyEN}.In(s.lang)
}

// with puts the source of a rule before its figures.
func (s speaker) with(b Basis, figures string) string {
	if b.Source.Empty() || figures == "" {
		return b.Source.In(s.lang) + figures
	}
	return b.Source.In(s.lang) + ", " + figures
}

// shareWords says a share in words where there are some.
func shareWords(share string, lang Lang) string {
	switch share {
	case "1/2":
		return Text{"die Hälfte", "half"}.In(lang)
	case "2/3":
		return Text{"zwei Drittel", "two thirds"}.In(lang)
	case "3/4":
		return Text{"drei Viertel", "three quarters"}.In(lang)
	}
	return share
}
