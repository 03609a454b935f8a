package auth

import (
	"slices"
	"sync"
	"time"
)

const (
	failureWindow   = 15 * time.Minute
	failuresAllowed = 8                // within the window, for an address from one place
	failuresInAll   = 24               // within the window, for an address from all places nobody has signed in at; more go slowly
	longestDelay    = 30 * time.Second // between two attempts from such places
	failuresKept    = 10_000           // keys; more are only tried by somebody who guesses them
)

// failures counts attempts that did not succeed. Each place has its own for an address, so that nobody locks somebody else
// out; and because places are cheap to come by, all of them together are slowed down. A device that has signed in before
// (see Keeper.Device) is a place of its own and is never slowed down by others. It is kept in memory: a restart forgives.
type failures struct {
	mu     sync.Mutex
	own    tally // by address and place
	common tally // by address
}

// place is where an attempt comes from.
type place struct {
	name  string
	known bool // whoever is there has signed in before
}

func newFailures() *failures { return &failures{own: tally{}, common: tally{}} }

// begin notes an attempt and answers how long to wait instead, 0 when it may go on. An attempt counts from its beginning,
// so that many at once are no way round.
func (f *failures) begin(email string, at place, now time.Time) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := email + "\x00" + at.name
	own, all := f.own.recent(key, now), f.common.recent(email, now)
	if len(own) >= failuresAllowed {
		return own[len(own)-failuresAllowed].Add(failureWindow).Sub(now)
	}
	if !at.known {
		if over := len(all) - failuresInAll; over >= 0 {
			if wait := all[len(all)-1].Add(min(time.Second<<min(over, 8), longestDelay)).Sub(now); wait > 0 {
				return wait
			}
		}
		f.common.keep(email, append(all, now), now)
	}
	f.own.keep(key, append(own, now), now)
	return 0
}

// forget clears what came from a place after a success there.
func (f *failures) forget(email string, at place) {
	f.mu.Lock()
	defer f.mu.Unlock()
	key := email + "\x00" + at.name
	if !at.known {
		f.common[email] = slices.DeleteFunc(f.common[email], func(t time.Time) bool { return slices.Contains(f.own[key], t) })
	}
	delete(f.own, key)
}

// tally are instants by key, in order.
type tally map[string][]time.Time

// recent are the instants that still count.
func (t tally) recent(key string, now time.Time) []time.Time {
	return since(t[key], now.Add(-failureWindow))
}

// keep keeps a key's instants. Where there are too many keys, what no longer counts goes, and everything where that is not
// enough.
func (t tally) keep(key string, at []time.Time, now time.Time) {
	if _, known := t[key]; !known && len(t) >= failuresKept {
		for k := range t {
			if len(t.recent(k, now)) == 0 {
				delete(t, k)
			}
		}
		if len(t) >= failuresKept {
			clear(t)
		}
	}
	t[key] = at
}

// since are the instants after the limit; they are in order.
func since(at []time.Time, limit time.Time) []time.Time {
	for len(at) > 0 && !at[0].After(limit) {
		at = at[1:]
	}
	return at
}
