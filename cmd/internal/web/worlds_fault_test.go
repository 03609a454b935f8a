package web

import (
	"context"
	"testing"
	"time"

	"gremium/workflow/desk"
	"gremium/workflow/race"
	"gremium/workflow/view"
)

// leaky is a desk with a planted fault: spill has the view that somebody gets, and the one that nothing is hidden from.
type leaky struct {
	Desk
	reader desk.Who
	spill  func(v, whole *view.Round)
}

func (l *leaky) Round(ctx context.Context, id string, who *desk.Who) (*view.Round, error) {
	v, err := l.Desk.Round(ctx, id, who)
	if err != nil {
		return nil, err
	}
	whole, err := l.Desk.Round(ctx, id, &l.reader)
	if err == nil {
		l.spill(v, whole)
	}
	return v, err
}

// leak is a fault that shows somebody what is hidden from them.
type leak struct {
	pair  pairOfWorlds
	spill func(v, whole *view.Round)
}

func leaks() map[string]leak {
	return map[string]leak{
		// The proposal itself stays masked. But the averages over all proposals count it in, and whoever knows the others
		// reckons what is left.
		"a conflicted coordinator infers scores from averages": {
			pairOfWorlds{who: office, before: recuse, secret: decidedSoOrSo},
			func(v, _ *view.Round) {
				for _, p := range v.Proposals {
					if p.Masked() {
						p.Veil = ""
					}
				}
			},
		},
		"a member sees averages before own scores": {
			pairOfWorlds{who: ministry, before: nothing, secret: othersThink},
			func(v, whole *view.Round) {
				for i, p := range v.Proposals {
					p.Means, p.Veil = whole.Proposals[i].Means, ""
				}
			},
		},
		"a coordinator who scores infers scores from averages": {
			pairOfWorlds{who: both, before: nothing, secret: othersThink},
			func(v, whole *view.Round) {
				for i, p := range v.Proposals {
					if v.Office {
						p.Means, p.Veil = whole.Proposals[i].Means, ""
					}
				}
			},
		},
		"the number of sheets is told": {
			pairOfWorlds{who: ministry, before: nothing, secret: anotherScores},
			func(v, whole *view.Round) {
				for i, p := range v.Proposals {
					p.Given = whole.Proposals[i].Given
				}
			},
		},
		"a state shows through a mask": {
			pairOfWorlds{who: projects, before: recuse, secret: scoredOrNot},
			func(v, whole *view.Round) {
				for i, p := range v.Proposals {
					p.State = whole.Proposals[i].State
				}
			},
		},
		"the record's size is told": {
			pairOfWorlds{who: ministry, before: nothing, secret: anotherScores},
			func(v, whole *view.Round) { v.Size, v.Last, v.Numbers = whole.Size, whole.Last, true },
		},
	}
}

// The pairs of worlds find what they are there to find.
func TestThePairsOfWorldsFindLeaks(t *testing.T) {
	t.Parallel()
	for name, c := range race.Some(leaks()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := time.Now().UTC()
			walk := func(other, faulty bool) answers {
				h := c.pair.build(t, at, other)
				if faulty {
					h.server.config.Desk = &leaky{h.desk, h.who[auditor], c.spill}
				}
				return h.walk(t, c.pair.who, false)
			}
			if apart := walk(false, false).apart(walk(true, false)); len(apart) > 0 {
				t.Fatalf("without the fault the worlds differ at %v", apart)
			}
			apart := walk(false, true).apart(walk(true, true))
			if len(apart) == 0 {
				t.Error("the fault is not found")
			}
			for i, a := range apart {
				if i < 2 {
					t.Logf("found at %.200s", a)
				}
			}
		})
	}
}
