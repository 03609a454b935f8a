package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gremium/store/record"
)

// SignIns keeps the sessions of who is signed in. It is a scs.CtxStore. Only a hash of the token is kept, so that a copy of
// the database signs nobody in; and so it cannot list tokens, as a scs.IterableStore would.
type SignIns struct {
	db  *DB
	now func() time.Time
}

// SignIns returns the sessions; now is the clock that says which have expired.
func (db *DB) SignIns(now func() time.Time) *SignIns { return &SignIns{db: db, now: now} }

func hashed(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// FindCtx answers the data of a session that has not expired.
func (s *SignIns) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data []byte
	err := s.db.read.GetContext(ctx, &data, s.db.read.Rebind(`SELECT data FROM sign_ins WHERE token = ? AND expires > ?`),
		hashed(token), instant(s.now()))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find the session: %w", fault(err))
	}
	return data, true, nil
}

// CommitCtx keeps a session, and lets those go that have expired.
func (s *SignIns) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	return s.db.change(ctx, func(c *changes) error {
		if err := c.exec(`DELETE FROM sign_ins WHERE expires <= ?`, instant(s.now())); err != nil {
			return err
		}
		return c.exec(`INSERT INTO sign_ins (token, data, expires) VALUES (?, ?, ?)
ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires = excluded.expires`, hashed(token), append([]byte{}, data...), instant(expires))
	})
}

// DeleteCtx ends a session; that there is none is no error.
func (s *SignIns) DeleteCtx(ctx context.Context, token string) error {
	return s.db.change(ctx, func(c *changes) error { return c.exec(`DELETE FROM sign_ins WHERE token = ?`, hashed(token)) })
}

// Find is FindCtx without a context.
func (s *SignIns) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *SignIns) Commit(token string, data []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expires)
}

// Delete is DeleteCtx without a context.
func (s *SignIns) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// List are the sessions that have not expired, for ending them by what their data says.
func (s *SignIns) List(ctx context.Context) ([]record.SignIn, error) {
	var rows []struct {
		Token   []byte `db:"token"`
		Data    []byte `db:"data"`
		Expires string `db:"expires"`
	}
	err := s.db.selectAll(ctx, &rows, `SELECT token, data, expires FROM sign_ins WHERE expires > ? ORDER BY expires`, instant(s.now()))
	if err != nil {
		return nil, fmt.Errorf("sessions: %w", err)
	}
	out := make([]record.SignIn, len(rows))
	for i, r := range rows {
		copy(out[i].Token[:], r.Token)
		out[i].Data = r.Data
		if out[i].Expires, err = instantOf(r.Expires); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// End ends a session by the hash of its token.
func (s *SignIns) End(ctx context.Context, token [32]byte) error {
	return s.db.change(ctx, func(c *changes) error { return c.exec(`DELETE FROM sign_ins WHERE token = ?`, token[:]) })
}
