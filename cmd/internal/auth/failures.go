package auth

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"gremium/store/record"
)

const (
	failureWindow   = 15 * time.Minute
	failuresAllowed = 8                // within the window, for an address from one place
	failuresInAll   = 24               // within the window, for an address from all places nobody has signed in at; more go slowly
	longestDelay    = 30 * time.Second // between two attempts from such places
)

// place is where an attempt comes from.
type place struct {
	name  string
	known bool // whoever is there has signed in before
}

// attempt is an attempt on an address as the archive keeps it.
func attempt(email string, at place, now time.Time) record.Attempt {
	return record.Attempt{Address: sha256.Sum256([]byte(email)), Place: sha256.Sum256([]byte(email + "\x00" + at.name)), Known: at.known, At: now}
}

// begin notes an attempt and answers how long to wait instead, 0 when it may go on. An attempt counts from its beginning,
// so that many at once are no way round, and until one from that place succeeds, whatever restarts meanwhile.
func (k *Keeper) begin(ctx context.Context, a *record.Attempt) (time.Duration, error) {
	wait, err := k.archive.BeginAttempt(ctx, *a, a.At.Add(-failureWindow), func(own, all []time.Time) time.Duration {
		return delay(own, all, a.Known, a.At)
	})
	if err != nil {
		return 0, fmt.Errorf("attempt: %w", err)
	}
	return wait, nil
}

// delay is how long to wait after the earlier attempts on an address within the window: own from the same place, all from places
// nobody has signed in at. Each place has its own for an address, so that nobody locks somebody else out; and because places are
// cheap to come by, all of them together are slowed down. A device that has signed in before (see Keeper.Device) is a place of its
// own and is never slowed down by others.
func delay(own, all []time.Time, known bool, now time.Time) time.Duration {
	if len(own) >= failuresAllowed {
		return own[len(own)-failuresAllowed].Add(failureWindow).Sub(now)
	}
	if over := len(all) - failuresInAll; !known && over >= 0 {
		return max(all[len(all)-1].Add(min(time.Second<<min(over, 8), longestDelay)).Sub(now), 0)
	}
	return 0
}
