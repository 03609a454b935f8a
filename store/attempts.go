package store

import (
	"context"
	"time"

	"gremium/store/record"
)

// BeginAttempt notes an attempt to sign in, unless wait answers more than 0: then it answers that, and the attempt does not count.
// wait gets the instants of the earlier attempts on the address since an instant, in order: those at the same place, and those at
// all places that are not known. Reading and noting are one transaction, so that many at once are no way round. What is older is
// forgotten.
func (db *DB) BeginAttempt(
	ctx context.Context, a record.Attempt, since time.Time, wait func(place, address []time.Time) time.Duration,
) (time.Duration, error) {
	var out time.Duration
	err := db.change(ctx, func(c *changes) error {
		if err := c.exec(`DELETE FROM sign_in_attempts WHERE at <= ?`, instant(since)); err != nil {
			return err
		}
		place, err := c.instants(`SELECT at FROM sign_in_attempts WHERE place = ? ORDER BY at`, a.Place[:])
		if err != nil {
			return err
		}
		address, err := c.instants(`SELECT at FROM sign_in_attempts WHERE address = ? AND known = 0 ORDER BY at`, a.Address[:])
		if err != nil {
			return err
		}
		if out = wait(place, address); out > 0 {
			return nil
		}
		known := 0
		if a.Known {
			known = 1
		}
		return c.exec(`INSERT INTO sign_in_attempts (address, place, known, at) VALUES (?, ?, ?, ?)`, a.Address[:], a.Place[:], known, instant(a.At))
	})
	return out, err
}

// ForgetAttempts forgets the attempts that came from a place, after a success there; that there are none is no error.
func (db *DB) ForgetAttempts(ctx context.Context, place [32]byte) error {
	return db.change(ctx, func(c *changes) error { return c.exec(`DELETE FROM sign_in_attempts WHERE place = ?`, place[:]) })
}

func (c *changes) instants(text string, args ...any) ([]time.Time, error) {
	var rows []string
	if err := c.all(&rows, text, args...); err != nil {
		return nil, err
	}
	out := make([]time.Time, len(rows))
	for i, row := range rows {
		var err error
		if out[i], err = instantOf(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}
