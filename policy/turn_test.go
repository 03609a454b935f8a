package policy_test

import (
	"fmt"
	"reflect"
	"testing"

	"gremium/policy"
)

// told is "rule before>after" of turns, with a dash where a rule was not asked.
func told(turns []policy.Turn) []string {
	side := func(f *policy.Finding) string {
		if f == nil {
			return "-"
		}
		return string(f.Holds)
	}
	out := []string{}
	for _, t := range turns {
		f := t.After
		if f == nil {
			f = t.Before
		}
		out = append(out, fmt.Sprintf("%s%s %s>%s", f.Rule, f.Figure("criterion"), side(t.Before), side(t.After)))
	}
	return out
}

func TestTurns(t *testing.T) {
	t.Parallel()
	p := builtIn(t, "iq-good-practice")
	one, first := dec(t, "1"), p.Criteria[0].ID
	thresholds := func(d *policy.Decimal) map[string]*policy.Decimal {
		out := map[string]*policy.Decimal{}
		for i := range p.Criteria {
			out[p.Criteria[i].ID] = d
		}
		return out
	}
	low := three(t)[1:2]
	for m := range low[0].Facts.Members {
		for i := 1; i < 4; i++ {
			low[0].Facts.Members[m].Values[i] = policy.Value{Decimal: dec(t, "3")}
		}
	}
	for name, c := range map[string]struct {
		cases []policy.Case
		s     policy.Supposition
		want  []string
	}{
		"a threshold that is reached":  {low, policy.Supposition{Thresholds: thresholds(&one)}, []string{"threshold" + first + " no>yes"}},
		"a threshold that is gone":     {low, policy.Supposition{Thresholds: map[string]*policy.Decimal{first: nil}}, []string{"threshold" + first + " no>-"}},
		"no threshold at all":          {low, policy.Supposition{Thresholds: thresholds(nil)}, []string{"threshold" + first + " no>-"}},
		"a quorum that is missed":      {three(t)[:1], policy.Supposition{WithoutBody: "bmas"}, []string{"present_minimum yes>no", "minimum_per_proposal yes>no"}},
		"what stands as it stood":      {three(t)[:1], policy.Supposition{}, nil},
		"a threshold that is not met":  {three(t)[:1], policy.Supposition{Thresholds: map[string]*policy.Decimal{first: ptr(dec(t, "4"))}}, []string{"threshold" + first + " yes>no"}},
		"another threshold, also held": {three(t)[:1], policy.Supposition{Thresholds: thresholds(&one)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changes := p.WhatIf(c.cases, p, &c.s)
			if c.want == nil && len(changes) == 0 {
				return
			}
			if len(changes) != 1 {
				t.Fatalf("%d changes, want 1", len(changes))
			}
			if got := told(changes[0].Turns()); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func ptr[T any](x T) *T { return &x }
