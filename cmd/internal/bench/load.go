package bench

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"gremium/policy"
	"gremium/workflow"
)

// act makes the command of a member on a proposal that follows on base earlier ones.
type act func(id string, base uint64) workflow.Command

func vote(id string, base uint64) workflow.Command {
	choice := policy.Yes
	if base%2 == 1 {
		choice = policy.No
	}
	return &workflow.CastVote{Proposal: id, Choice: choice, Base: base}
}

// rationale is a justification of common length: 151 bytes.
const rationale = "Das Vorgehen ist beschrieben, erprobt und ohne neue Mittel zu übernehmen; zwei Häuser haben es bereits getan, und die " +
	"Belege dafür liegen vor."

func sheet(p *policy.Policy) act {
	return func(id string, base uint64) workflow.Command {
		c := &workflow.CastScores{Proposal: id, Seen: 1, Base: base, Justifications: map[string]string{p.Criteria[0].ID: rationale}}
		for i := range p.Criteria {
			values := p.Criteria[i].Values
			v := values[(int(base)+i)%len(values)] //nolint:gosec // Counts stay small.
			c.Scores = append(c.Scores, policy.CriterionValue{Criterion: p.Criteria[i].ID, Value: policy.Value{Decimal: v}})
		}
		return c
	}
}

// load lets 64 callers act one after the other each, for about that long. Each caller has members and proposals of its own,
// so that nobody is refused for a vote that somebody else has overtaken. base counts what was done before.
type load struct {
	m      *run
	h      *House
	rounds []string
	act    act
	done   [][]uint64 // by caller and pair: how often it acted
}

func (m *run) newLoad(h *House, a act, rounds ...string) *load {
	l := &load{m: m, h: h, rounds: rounds, act: a, done: make([][]uint64, callers)}
	for i := range l.done {
		l.done[i] = make([]uint64, proposals*members/callers)
	}
	return l
}

// run answers acts per second and how long each took.
func (l *load) run(ctx context.Context, long time.Duration) (rate float64, took []time.Duration, err error) {
	began := l.m.Now()
	times, errs := make([][]time.Duration, callers), make([]error, callers)
	var wait sync.WaitGroup
	for c := range callers {
		wait.Go(func() { times[c], errs[c] = l.caller(ctx, c, began, long) })
	}
	wait.Wait()
	all := l.m.Now().Sub(began).Seconds()
	for c := range callers {
		if errs[c] != nil {
			return 0, nil, fmt.Errorf("bench: %w", errs[c])
		}
		took = append(took, times[c]...)
	}
	return float64(len(took)) / all, took, nil
}

// caller acts until the time is over.
func (l *load) caller(ctx context.Context, c int, began time.Time, long time.Duration) (took []time.Duration, err error) {
	round := l.rounds[c%len(l.rounds)]
	origin := l.h.Engine.RoundOrigin(round)
	took = make([]time.Duration, 0, 1<<14)
	for start := l.m.Now(); start.Sub(began) < long; {
		pair := len(took) % len(l.done[c])
		number := c*len(l.done[c]) + pair
		base := l.done[c][pair]
		who := person(number % members)
		_, err := l.h.Engine.Execute(ctx, workflow.Request{
			Origin: origin, Actor: workflow.Actor{Person: who, Name: who, As: workflow.Member},
			ID:      strconv.Itoa(number) + "." + strconv.FormatUint(base, 10),
			Command: l.act(proposal(round, number/members), base),
		})
		if err != nil {
			return nil, err
		}
		l.done[c][pair]++
		now := l.m.Now()
		took = append(took, now.Sub(start))
		start = now
	}
	return took, nil
}
