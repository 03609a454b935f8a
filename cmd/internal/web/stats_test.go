package web

import (
	"strings"
	"testing"

	"gremium/policy"
	"gremium/workflow"
)

const statsAt = roundAt + "/statistik"

// sheet casts a member's scores, one digit for each criterion.
func (h *roundHouse) sheet(email, id, levels string) {
	h.t.Helper()
	c := &workflow.CastScores{Proposal: id, Seen: 1, Justifications: map[string]string{}}
	for i, k := range h.rules.Criteria {
		d, err := policy.ParseDecimal(levels[i : i+1])
		if err != nil {
			h.t.Fatal(err)
		}
		c.Scores = append(c.Scores, policy.CriterionValue{Criterion: k.ID, Value: policy.Value{Decimal: d}})
		c.Justifications[k.ID] = "Begründung"
	}
	h.act(h.who[email], workflow.Member, roundID, c)
}

// panel is a round with six proposals under review, scored by four members: the ministry is a level below the others, and
// on f the thresholds hinge on single members. Who coordinates and holds a seat has not scored.
func panel(t *testing.T) *roundHouse {
	t.Helper()
	h := newRound(t)
	ids := []string{"a", "b", "c", "d", "e", "f"}
	for _, id := range ids {
		h.submit(id)
	}
	h.review(ids...)
	for i, id := range ids {
		lower := []string{"2222", "1111", "0000", "2121", "1212", "1222"}[i]
		usual := []string{"3333", "2222", "1111", "3232", "2323", "2222"}[i]
		h.sheet(ministry, id, lower)
		h.sheet(network, id, usual)
		h.sheet(projects, id, usual)
		if id == "f" {
			usual = "3222"
		}
		h.sheet(migrants, id, usual)
	}
	return h
}

func TestStatistics(t *testing.T) {
	t.Parallel()
	h := panel(t)
	size := h.entries()
	page := h.signedIn(office).see(statsAt)
	holds(t, "the statistics", page, "Gerechnet auf 6 Vorschlägen mit Bewertungen von 4 Mitgliedern",
		"24 Bewertungen, Mittel 1,96", "Alpha, Stufen", "Kendalls W", "Die 4 Mitglieder bringen die Vorschläge in",
		"Dr. Henrike Vollmer", "Strenger als die anderen.", "Sie sehen alle Mitglieder",
		"Ohne die Bewertung eines von 4 Mitgliedern läge", firstAt, "gremium stats 2026 --at ", "statistik/was-waere-wenn")
	english := h.signedIn(auditor).see(statsAt + "?lang=en")
	holds(t, "the English statistics", english, "Computed on 6 proposals", "More severe than the others.", "Discuss first", "Standing")
	member := h.signedIn(ministry).see(statsAt)
	holds(t, "a member's page", member, "Den eigenen Wert sehen Sie", "Dr. Henrike Vollmer", "Gerechnet auf 6")
	lacks(t, "a member's page", member, "Dr. Sanna Okafor", "was-waere-wenn")
	if h.entries() != size {
		t.Error("looking writes")
	}
	if h.signedIn(office).see(statsAt) != page {
		t.Error("the same record gives other figures")
	}
}

// Too little data says so, and no figure.
func TestStatisticsOfTooLittle(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	b := h.signedIn(office)
	page := b.see(statsAt)
	holds(t, "without scores", page, "Zu wenige Bewertungen für eine Aussage")
	lacks(t, "without scores", page, "Kendalls W")
	h.score(ministry, "a")
	h.score(network, "a")
	page = b.see(statsAt)
	holds(t, "with two scores", page, "Zu wenige Bewertungen für eine Aussage", "nötig sind 5 gemeinsame Vorschläge", "Kein Vorschlag sticht hervor.")
	lacks(t, "with two scores", page, "Kendalls W", "Strenger als")
	h.score(projects, "a")
	page = b.see(statsAt)
	holds(t, "with three scores of one proposal", page, "Nicht bestimmbar: Kein Vorschlag ist zweimal bewertet, oder alle Bewertungen sind gleich.")
}

// What is hidden from a visitor moves none of the figures they get: two worlds that differ in it give the same page.
func TestStatisticsTellNothingHidden(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		email string
		clear string // what the visitor may see all the same
	}{
		"who coordinates and has not scored": {both, "Zu wenige Bewertungen für eine Aussage"},
		"who has scored two":                 {migrants, "Gerechnet auf 2 Vorschlägen"},
		"an office with an interest":         {office, "Gerechnet auf 3 Vorschlägen"},
		"a member with an interest":          {ministry, "Gerechnet auf 3 Vorschlägen"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			world := func(levels string, last bool) string {
				h := newRound(t)
				ids := []string{"a", "b", "c", "d"}
				for _, id := range ids {
					h.submit(id)
				}
				h.review(ids...)
				for i, id := range ids[:3] {
					for j, email := range []string{ministry, network, projects} {
						h.sheet(email, id, []string{"2222", "1212", "3123"}[(i+j)%3])
					}
				}
				h.sheet(migrants, "a", "2322")
				h.sheet(migrants, "b", "2322")
				switch c.email {
				case office:
					h.act(h.who[office], workflow.Coordinator, roundID, &workflow.DeclareInterest{Proposal: "d", InterestKind: "relative"})
				case ministry:
					h.act(h.who[ministry], workflow.Member, roundID, &workflow.DeclareInterest{Proposal: "d", InterestKind: "relative"})
				case migrants:
					h.sheet(network, "d", levels)
					return h.signedIn(migrants).see(statsAt)
				}
				h.sheet(network, "d", levels)
				if last {
					h.sheet(projects, "d", levels)
				}
				return h.signedIn(c.email).see(statsAt)
			}
			one, two := world("3333", true), world("0000", false)
			if unlike := difference(one, two); unlike != "" {
				t.Errorf("%s learns: %s", c.email, unlike)
			}
			holds(t, "the page", one, c.clear)
			if c.email == office || c.email == ministry {
				holds(t, "the page", one, "26-004")
			}
		})
	}
}

// The pages of statistics lead from the navigation of everybody in the committee, and from nobody else's.
func TestStatisticsAreInTheNavigation(t *testing.T) {
	t.Parallel()
	h := scoredRound(t)
	for email, there := range map[string]bool{office: true, ministry: true, auditor: true, submitter: false} {
		page := h.signedIn(email).get("/konto").Body.String()
		if strings.Contains(page, `href="`+statsAt+`"`) != there {
			t.Errorf("%s: in the navigation is %v, want %v", email, !there, there)
		}
	}
}
