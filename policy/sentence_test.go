package policy_test

import (
	"math/big"
	"strings"
	"testing"

	"gremium/policy"
	"gremium/policy/cases"
)

func TestSentences(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	d := p.Determine(caseFacts(t, "iq-good-practice/ausgewaehlt.yaml", p))
	for _, c := range []struct{ finding, de, en string }{
		{
			"quorum", "Das Gremium war beschlussfähig | § 90 VwVfG, 10 von 12 Stimmberechtigten anwesend",
			"The committee had a quorum | § 90 VwVfG, 10 of 12 entitled to vote present",
		},
		{"all_invited", "Alle Mitglieder waren geladen | 13 von 13", "All members were invited | 13 of 13"},
		{
			"present_share", "Mehr als die Hälfte der Stimmberechtigten anwesend | 10 von 12, nötig 7",
			"More than half of those entitled to vote present | 10 of 12, needed 7",
		},
		{"present_minimum", "Mindestens 3 Stimmberechtigte anwesend | 10 anwesend", "At least 3 entitled to vote present | 10 present"},
		{"interests", "Niemand Befangenes hat mitgewirkt | §§ 20, 21 VwVfG", "Nobody with an interest has taken part | §§ 20, 21 VwVfG"},
		{
			"recused", "1 Mitglied war ausgeschlossen | nicht unter den Stimmberechtigten",
			"1 member was excluded | not among those entitled to vote",
		},
		{
			"thresholds", "Die Bewertung erreicht die Schwelle in jedem Kriterium | Mittelwert über die Mitglieder; 4 von 4 Kriterien",
			"The scores reach the threshold in every criterion | mean over the members; 4 of 4 criteria",
		},
		{
			"threshold transferable", "transferfähig: Schwelle 2 erreicht | 2,70 (27/10), 10 Bewertungen",
			"transferable: threshold 2 reached | 2.70 (27/10), 10 scores",
		},
		{
			"threshold sustainable",
			"nachhaltig: Schwelle 2 erreicht | 2,11 (19/9), 9 Bewertungen; einmal „nicht beurteilbar“, nicht mitgezählt",
			"sustainable: threshold 2 reached | 2.11 (19/9), 9 scores; once “not assessable”, not counted",
		},
		{
			"minimum_per_body bmas", "Mittelgeber: Mindestzahl erreicht | 2 Bewertungen, nötig 1",
			"Funding ministry: minimum reached | 2 score sheets, needed 1",
		},
		{
			"majority", "Die nötige Mehrheit hat mit Ja gestimmt | § 91 VwVfG, 7 Ja, 2 Nein, 1 Enthaltung",
			"The majority needed voted yes | § 91 VwVfG, 7 yes, 2 no, 1 abstention",
		},
		{
			"votes", "7 Ja, 2 Nein, 1 Enthaltung | Enthaltungen zählen nicht: 7 von 9, nötig 5",
			"7 yes, 2 no, 1 abstention | abstentions do not count: 7 of 9, needed 5",
		},
		{"tie", "Keine Stimmengleichheit | ", "No tie | "},
	} {
		f := cases.Find(d.Findings, c.finding)
		if f == nil {
			t.Errorf("no finding %s", c.finding)
			continue
		}
		for lang, want := range map[string]string{policy.DE: c.de, policy.EN: c.en} {
			if rule, figures := f.Sentence(p, lang); rule+" | "+figures != want {
				t.Errorf("got  %s | %s\nwant %s", rule, figures, want)
			}
		}
	}
}

// Every rule reads differently in both languages, and differently where it fails.
func TestEveryRuleHasWords(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	for _, rule := range []string{
		policy.RuleQuorum, policy.RuleInvited, policy.RulePresentShare, policy.RulePresentMinimum, policy.RuleInterests,
		policy.RuleNotCounted, policy.RuleMinimum, policy.RuleMinimumProposal, policy.RuleMinimumBody,
		policy.RuleThresholds, policy.RuleThreshold, policy.RuleMajority, policy.RuleMajorityBody, policy.RuleConsent,
		policy.RuleSelectedLimit, policy.RuleStandingComplete, policy.RulePlace, policy.RuleLimitTie, policy.RuleBallot, policy.RuleRecused, policy.RuleVotes, policy.RuleTie,
	} {
		said := map[string]bool{}
		for _, lang := range []string{policy.DE, policy.EN} {
			for _, holds := range []policy.Holds{policy.HoldsYes, policy.HoldsNo} {
				words, figures := policy.Finding{Rule: rule, Holds: holds}.Sentence(p, lang)
				if words == "" || words == rule || strings.Contains(words+figures, "%!") {
					t.Errorf("%s in %s: %q, %q", rule, lang, words, figures)
				}
				said[words] = true
			}
		}
		alike := map[string]bool{policy.RuleBallot: true, policy.RuleRecused: true, policy.RuleVotes: true, policy.RuleTie: true, policy.RuleLimitTie: true}[rule]
		if want := map[bool]int{true: 2, false: 4}[alike]; len(said) != want {
			t.Errorf("%s is said in %d ways, want %d: %v", rule, len(said), want, said)
		}
	}
}

func TestSentencesOfOtherCases(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	fig := func(pairs ...string) (all []policy.Figure) {
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, policy.Figure{Name: pairs[i], Value: pairs[i+1]})
		}
		return all
	}
	for _, c := range []struct {
		f    policy.Finding
		want string
	}{
		{
			policy.Finding{Rule: policy.RuleMinimumBody, Holds: policy.HoldsInfo, Figures: fig("body", "bmas", "sheets", "0", "needed", "1")},
			"Mittelgeber: niemand ist stimmberechtigt, die Regel entfällt | 0 Bewertungen",
		},
		{
			policy.Finding{Rule: policy.RuleThreshold, Holds: policy.HoldsNo, Figures: fig("criterion", "efficient", "threshold", "2.5", "not_assessable", "3")},
			"effizient: Schwelle 2,5 nicht erreicht | keine Bewertung, die zählt; 3-mal „nicht beurteilbar“, nicht mitgezählt",
		},
		{
			policy.Finding{Rule: policy.RuleTie, Holds: policy.HoldsInfo, Figures: fig("tie", "chair", "chair", "yes")},
			"Stimmengleichheit | der Vorsitz hat mit Ja den Ausschlag gegeben",
		},
		{
			policy.Finding{Rule: policy.RuleTie, Holds: policy.HoldsInfo, Figures: fig("tie", "rejects")},
			"Stimmengleichheit | sie gilt als Ablehnung",
		},
		{
			policy.Finding{Rule: policy.RuleThreshold, Holds: policy.HoldsYes, Figures: fig("criterion", "x", "mean", "1e999999999", "threshold", "2", "scores", "1")},
			"x: Schwelle 2 erreicht | keine Bewertung, die zählt",
		},
		{policy.Finding{Rule: "later", Holds: policy.HoldsYes, Figures: fig("a", "1", "b", "2")}, "later | a 1, b 2"},
	} {
		if rule, figures := c.f.Sentence(p, policy.DE); rule+" | "+figures != c.want {
			t.Errorf("got  %s | %s\nwant %s", rule, figures, c.want)
		}
	}
}

func TestFractionsAreRoundedForPeopleOnly(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"27/10": "2,70 (27/10)", "399/200": "2,00 (399/200)", "2": "2,00", "1/8": "0,13 (1/8)", "-1/8": "-0,13 (-1/8)",
		"1/3": "0,33 (1/3)", "29/4": "7,25 (29/4)",
	} {
		r, _ := new(big.Rat).SetString(in)
		if got := policy.Exact(r, policy.DE); got != want {
			t.Errorf("%s reads %s, want %s", in, got, want)
		}
		if got := policy.Exact(r, policy.EN); got != strings.Replace(want, ",", ".", 1) {
			t.Errorf("%s reads %s in English", in, got)
		}
	}
}
