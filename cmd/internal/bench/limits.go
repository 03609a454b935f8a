package bench

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// disk measures F and its p99.
func (m *run) disk(ctx context.Context) (err error) {
	m.say(F)
	f, err := os.Create(filepath.Join(m.Dir, "flush"))
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	page, took := make([]byte, 4096), make([]time.Duration, 0, 1000)
	for range cap(took) {
		began := m.Now()
		if _, err := f.Write(page); err != nil {
			return fmt.Errorf("bench: %w", err)
		}
		if err := flush(f); err != nil {
			return fmt.Errorf("bench: %w", err)
		}
		took = append(took, m.Now().Sub(began))
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	m.add(Figure{Name: F, Value: milliseconds(quantile(took, 50)), Unit: "ms"})
	m.add(Figure{Name: F99, Value: milliseconds(quantile(took, 99)), Unit: "ms", Of: F})
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// quantile is the p-th of a hundred parts of the durations, which it sorts.
func quantile(d []time.Duration, p int) time.Duration {
	if len(d) == 0 {
		return 0
	}
	slices.Sort(d)
	return d[min(len(d)*p/100, len(d)-1)]
}

// chain measures C once on one core: events per second.
func (m *run) chain() float64 {
	defer cores(1)()
	const events = 300_000
	var event [32 + 300]byte
	began := m.Now()
	for range events {
		sum := sha256.Sum256(event[:])
		copy(event[:], sum[:])
	}
	return events / m.Now().Sub(began).Seconds()
}

// cores lets that many run at once until the answer is called.
func cores(n int) func() {
	was := runtime.GOMAXPROCS(min(n, runtime.NumCPU()))
	return func() { runtime.GOMAXPROCS(was) }
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
