package auth

import (
	"sync"
	"time"
)

const (
	failuresAllowed = 8
	failureWindow   = 15 * time.Minute
	failuresKept    = 10_000 // addresses; more are only tried by somebody who guesses them
)

// failures counts attempts for an address that did not succeed. It is kept in memory: a restart forgives.
type failures struct {
	mu sync.Mutex
	at map[string][]time.Time
}

func newFailures() *failures { return &failures{at: map[string][]time.Time{}} }

// begin notes an attempt and answers how long to wait instead, 0 when it may go on. An attempt counts from its beginning,
// so that many at once are no way round.
func (f *failures) begin(email string, now time.Time) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	recent := since(f.at[email], now.Add(-failureWindow))
	if len(recent) >= failuresAllowed {
		return recent[len(recent)-failuresAllowed].Add(failureWindow).Sub(now)
	}
	if _, known := f.at[email]; !known && len(f.at) >= failuresKept {
		f.sweep(now)
	}
	f.at[email] = append(recent, now)
	return 0
}

// forget clears an address after a success.
func (f *failures) forget(email string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.at, email)
}

// sweep drops what no longer counts, and everything where that is not enough.
func (f *failures) sweep(now time.Time) {
	for email, at := range f.at {
		if len(since(at, now.Add(-failureWindow))) == 0 {
			delete(f.at, email)
		}
	}
	if len(f.at) >= failuresKept {
		clear(f.at)
	}
}

// since are the instants after the limit; they are in order.
func since(at []time.Time, limit time.Time) []time.Time {
	for len(at) > 0 && !at[0].After(limit) {
		at = at[1:]
	}
	return at
}
