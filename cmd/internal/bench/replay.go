package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
)

// replays is how often a ledger is checked; the median counts. C is measured by turns with it, so that both see the same
// machine.
const replays = 5

// replay measures C, and R: the votes of one round checked from the file by one core, and by two; and what is live while they
// are. The round is checked as it is while it is open, and as it is once it has ended: in segments.
func (m *run) replay(ctx context.Context) (err error) {
	m.say(C + ", " + R)
	h, err := m.Open(ctx, filepath.Join(m.Dir, "votes.db"))
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	open, err := m.checked(ctx, h, 1)
	if err != nil {
		return err
	}
	n, err := h.Verify(ctx, "one", func() {})
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	began := m.Now()
	if err := h.Seal(ctx, "one"); err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	packed := float64(n) / m.Now().Sub(began).Seconds()
	sealed, err := m.checked(ctx, h, 1, 2)
	if err != nil {
		return err
	}
	m.add(Figure{Name: C, Value: median(sealed[0]), Unit: "events/s"})
	m.add(Figure{Name: R, Value: median(sealed[1]), Unit: "entries/s", Of: C, Goal: 0.40})
	m.add(Figure{Name: R2, Value: median(sealed[2]), Unit: "entries/s", Of: C, Goal: 0.80})
	m.add(Figure{Name: COpen, Value: median(open[0]), Unit: "events/s"})
	m.add(Figure{Name: ROpen, Value: median(open[1]), Unit: "entries/s", Of: COpen})
	m.add(Figure{Name: Sealing, Value: packed, Unit: "entries/s"})
	return m.memory(ctx, h)
}

// checked measures C, and checks the round on so many cores each, by turns: C and then entries per second in all of them.
func (m *run) checked(ctx context.Context, h *House, on ...int) ([][]float64, error) {
	out := make([][]float64, 1+len(on))
	for turn := range replays + 1 {
		rates := []float64{m.chain()}
		for _, n := range on {
			rate, err := m.verified(ctx, h, n)
			if err != nil {
				return nil, err
			}
			rates = append(rates, rate)
		}
		for i := range out {
			if turn > 0 { // the first turn also brings the file into memory
				out[i] = append(out[i], rates[i])
			}
		}
	}
	return out, nil
}

// verified checks the round once on that many cores: entries per second.
func (m *run) verified(ctx context.Context, h *House, on int) (float64, error) {
	defer cores(on)()
	began := m.Now()
	n, err := h.Verify(ctx, "one", func() {})
	if err != nil {
		return 0, fmt.Errorf("bench: %w", err)
	}
	return float64(n) / m.Now().Sub(began).Seconds(), nil
}

// memory measures what the check of the round keeps alive. Every entry but the first thousands is a vote cast again, so that the
// round holds the same after a quarter of them as at the end.
func (m *run) memory(ctx context.Context, h *House) error {
	_, head, err := h.Engine.Round(ctx, "one")
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	steps, quarter := int(head.Size)/ahead, 0.0 //nolint:gosec // It is no more than memory holds.
	done, last, base := 0, 0.0, live()
	_, err = h.Verify(ctx, "one", func() {
		switch done++; done {
		case steps / 4:
			quarter = live() - base
		case steps - 1:
			last = live() - base
		}
	})
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	m.add(Figure{Name: Early, Value: quarter / (1 << 20), Unit: "MiB"})
	m.add(Figure{Name: Live, Value: last / (1 << 20), Unit: "MiB", Of: Early, Goal: 1.1, Most: true})
	return nil
}

// ahead is after how many entries the verifier tells progress.
const ahead = 256

// live is how many bytes are in use once what is not has been collected.
func live() float64 {
	var s runtime.MemStats
	runtime.GC()
	runtime.GC() // what the first one finds in pools is let go of by the second
	runtime.ReadMemStats(&s)
	return float64(s.HeapAlloc)
}
