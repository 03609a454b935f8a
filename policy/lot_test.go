package policy_test

import (
	"slices"
	"testing"

	"gremium/policy"
	"gremium/policy/cases"
)

// drawn gives candidates their places in lots, by id.
func drawn(all []policy.Candidate, lot uint64, order ...string) []policy.Candidate {
	for i := range all {
		if at := slices.Index(order, all[i].ID); at >= 0 {
			all[i].Facts.Lot = policy.Drawn{Lot: lot, Place: at + 1}
		}
	}
	return all
}

// Where a lot decides a tie at the limit, nothing is decided on those who are tied before it is drawn; then who is drawn first gets
// the place, whichever is decided on first. Who is not tied does not wait.
func TestALotDecidesTheTie(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		field string
		lots  [][]string // the latest last
		want  map[string]policy.Outcome
		tied  string // among whom a lot is due
	}{
		"not drawn":           {"a 9, b 8, c 8, d 7", nil, map[string]policy.Outcome{"a": "selected", "b": "", "c": "", "d": "not_selected"}, "bc"},
		"drawn":               {"a 9, b 8, c 8, d 7", [][]string{{"c", "b"}}, map[string]policy.Outcome{"a": "selected", "b": "not_selected", "c": "selected"}, ""},
		"two places":          {"a 8, b 8, c 8", [][]string{{"c", "a", "b"}}, map[string]policy.Outcome{"a": "selected", "b": "not_selected", "c": "selected"}, ""},
		"the winner decided":  {"a 9, b 8, c 8 selected", [][]string{{"c", "b"}}, map[string]policy.Outcome{"b": "not_selected"}, ""},
		"the loser decided":   {"a 9, b 8 not_selected, c 8", [][]string{{"c", "b"}}, map[string]policy.Outcome{"c": "selected"}, ""},
		"the winner deferred": {"a 9, b 8, c 8 deferred, d 8", [][]string{{"c", "b", "d"}}, map[string]policy.Outcome{"b": "selected", "d": "not_selected"}, ""},
		"somebody joins":      {"a 9, b 8, c 8, d 8", [][]string{{"c", "b"}}, map[string]policy.Outcome{"a": "selected", "b": "", "c": "", "d": ""}, "bcd"},
		"drawn again":         {"a 9, b 8, c 8, d 8", [][]string{{"c", "b"}, {"d", "b", "c"}}, map[string]policy.Outcome{"b": "not_selected", "c": "not_selected", "d": "selected"}, ""},
		"one is open":         {"a 9, b 8, c 8, d open", nil, map[string]policy.Outcome{"b": "", "c": ""}, ""},
		"no tie":              {"a 9, b 8, c 7", nil, map[string]policy.Outcome{"a": "selected", "b": "selected", "c": "not_selected"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := awards(t, 2, policy.LimitLot)
			all := field(t, p, c.field)
			for i, order := range c.lots {
				all = drawn(all, uint64(i)+1, order...)
			}
			for id, want := range c.want {
				got := of(p, all, id)
				if got.Outcome != want {
					t.Errorf("%s: %q, want %q: %+v", id, got.Outcome, want, cases.Find(got.Findings, policy.RuleSelectedLimit))
				}
			}
			tied, free := p.Tied(p.Rivals(all))
			names := ""
			for _, id := range tied {
				names += id
			}
			if names != c.tied || (free > 0) != (c.tied != "") {
				t.Errorf("a lot is due among %q for %d places", names, free)
			}
		})
	}
	if tied, _ := awards(t, 2, policy.LimitCommittee).Tied(nil); tied != nil {
		t.Errorf("where the committee resolves a lot is due among %v", tied)
	}
}

// A finding says the place that the lot gave.
func TestAFindingSaysTheLot(t *testing.T) {
	t.Parallel()
	p := awards(t, 2, policy.LimitLot)
	all := drawn(field(t, p, "a 9, b 8, c 8"), 1, "c", "b")
	f := cases.Find(of(p, all, "b").Findings, policy.RuleLimitTie)
	if _, figures := f.Sentence(p, policy.DE); f.Holds != policy.HoldsNo || figures != "im Los an Stelle 2" {
		t.Errorf("%s: %s", f.Holds, figures)
	}
	f = cases.Find(of(p, all, "c").Findings, policy.RuleLimitTie)
	if _, figures := f.Sentence(p, policy.EN); f.Holds != policy.HoldsYes || figures != "drawn by lot as number 1" {
		t.Errorf("%s: %s", f.Holds, figures)
	}
}
