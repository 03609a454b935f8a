package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

const (
	turns = 3 // limits and votes are measured by turns, so that both see the same machine
	stint = 1500 * time.Millisecond
)

// votes measures S1, G0, V and its p99, by turns.
func (m *run) votes(ctx context.Context) (err error) {
	h, err := m.Open(ctx, filepath.Join(m.Dir, "votes.db"))
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if err := h.prepare(ctx, true, "one"); err != nil {
		return err
	}
	l := m.newLoad(h, vote, "one")
	if _, _, err := l.run(ctx, stint); err != nil { // so that every vote that counts is one cast again
		return err
	}
	var s1, g16, g64, v []float64
	var took []time.Duration
	for turn := range turns {
		m.say(fmt.Sprintf("%s, %s, %s, %s (%d/%d)", S1, G16, G64, V, turn+1, turns))
		rates, err := m.limits(ctx, turn)
		if err != nil {
			return err
		}
		s1, g16, g64 = append(s1, rates[0]), append(g16, rates[1]), append(g64, rates[2])
		rate, times, err := l.run(ctx, stint)
		if err != nil {
			return err
		}
		v, took = append(v, rate), append(took, times...)
	}
	m.add(Figure{Name: S1, Value: median(s1), Unit: "commits/s"})
	m.add(Figure{Name: G16, Value: median(g16), Unit: "rows/s"})
	m.add(Figure{Name: G64, Value: median(g64), Unit: "rows/s"})
	m.add(Figure{Name: V, Value: median(v), Unit: "votes/s", Of: G64, Goal: 0.50})
	m.add(Figure{Name: VS1, Value: median(v), Unit: "votes/s", Of: S1, Goal: 10})
	m.add(Figure{Name: P99, Value: milliseconds(quantile(took, 99)), Unit: "ms", Of: F, Goal: 10, Most: true})
	return nil
}

// limits measures S1, G0(16) and G0(64) once.
func (m *run) limits(ctx context.Context, turn int) (rates [3]float64, err error) {
	path := func(name string) string { return filepath.Join(m.Dir, fmt.Sprintf("%s-%d.db", name, turn)) }
	if rates[0], err = m.Single(ctx, path("s1"), stint/2); err != nil {
		return rates, fmt.Errorf("bench: %w", err)
	}
	for i, n := range []int{16, 64} {
		if rates[i+1], err = m.Group(ctx, path(fmt.Sprintf("g%d", n)), n, stint); err != nil {
			return rates, fmt.Errorf("bench: %w", err)
		}
	}
	return rates, nil
}

// texts measures V in four rounds, and score sheets with a justification in each.
func (m *run) texts(ctx context.Context) (err error) {
	four := []string{"r1", "r2", "r3", "r4"}
	m.say(V4)
	rate, err := m.once(ctx, "four.db", true, nil, four...)
	if err != nil {
		return err
	}
	m.add(Figure{Name: V4, Value: rate, Unit: "votes/s", Of: G64})
	m.say(VText)
	p, err := rules()
	if err != nil {
		return err
	}
	if rate, err = m.once(ctx, "texts.db", false, sheet(p), "one"); err != nil {
		return err
	}
	m.add(Figure{Name: VText, Value: rate, Unit: "sheets/s", Of: G64})
	return nil
}

// once measures one load on a house of its own, after a stint that does not count.
func (m *run) once(ctx context.Context, file string, ballots bool, a act, rounds ...string) (rate float64, err error) {
	if a == nil {
		a = vote
	}
	h, err := m.Open(ctx, filepath.Join(m.Dir, file))
	if err != nil {
		return 0, fmt.Errorf("bench: %w", err)
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	if err := h.prepare(ctx, ballots, rounds...); err != nil {
		return 0, err
	}
	l := m.newLoad(h, a, rounds...)
	var rates []float64
	for range turns + 1 {
		if rate, _, err = l.run(ctx, stint/2); err != nil {
			return 0, err
		}
		rates = append(rates, rate)
	}
	return median(rates[1:]), nil
}
