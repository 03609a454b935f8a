package auth

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gremium/store/record"
)

// SignIns keeps sessions. What is not there is record.ErrNotFound; deleting it is none the less done. Tokens are
// kept as their SHA-256 only.
type SignIns interface {
	SignIn(ctx context.Context, token [32]byte) (record.SignIn, error)
	SaveSignIn(ctx context.Context, s record.SignIn) error
	DeleteSignIn(ctx context.Context, token [32]byte) error
	DeleteExpiredSignIns(ctx context.Context, now time.Time) error
}

// signIns is the store that scs asks.
type signIns struct {
	archive SignIns
	now     func() time.Time
}

// refreshed is how far an expiry must have moved to be written: a page that is read costs no write.
const refreshed = time.Minute

// hashed is what is kept of a token.
func hashed(token string) [32]byte { return sha256.Sum256([]byte(token)) }

// FindCtx finds a session that has not expired.
func (s *signIns) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	found, err := s.archive.SignIn(ctx, hashed(token))
	switch {
	case errors.Is(err, record.ErrNotFound), err == nil && !s.now().Before(found.Expires):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("read session: %w", err)
	}
	return found.Data, true, nil
}

// CommitCtx keeps a session.
func (s *signIns) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	key := hashed(token)
	old, err := s.archive.SignIn(ctx, key)
	switch {
	case err == nil && bytes.Equal(old.Data, data) && expiry.Sub(old.Expires).Abs() < refreshed:
		return nil
	case errors.Is(err, record.ErrNotFound):
		if err := s.archive.DeleteExpiredSignIns(ctx, s.now()); err != nil {
			return fmt.Errorf("delete expired sessions: %w", err)
		}
	case err != nil:
		return fmt.Errorf("read session: %w", err)
	}
	if err := s.archive.SaveSignIn(ctx, record.SignIn{Token: key, Data: data, Expires: expiry.UTC()}); err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return nil
}

// DeleteCtx ends a session.
func (s *signIns) DeleteCtx(ctx context.Context, token string) error {
	if err := s.archive.DeleteSignIn(ctx, hashed(token)); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// Find is FindCtx for callers without a context, of whom there are none.
func (s *signIns) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context, of whom there are none.
func (s *signIns) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx for callers without a context, of whom there are none.
func (s *signIns) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// codec writes sessions as JSON, in one form for one content. Values are texts.
type codec struct{}

type sessionForm struct {
	Deadline time.Time      `json:"deadline"`
	Values   map[string]any `json:"values"`
}

// Encode writes a session.
func (codec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	b, err := json.Marshal(sessionForm{Deadline: deadline.UTC(), Values: values})
	if err != nil {
		return nil, fmt.Errorf("write session: %w", err)
	}
	return b, nil
}

// Decode reads a session.
func (codec) Decode(b []byte) (time.Time, map[string]any, error) {
	var f sessionForm
	if err := json.Unmarshal(b, &f); err != nil {
		return time.Time{}, nil, fmt.Errorf("read session: %w", err)
	}
	if f.Values == nil {
		f.Values = map[string]any{}
	}
	return f.Deadline, f.Values, nil
}
