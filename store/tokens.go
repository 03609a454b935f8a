package store

import (
	"context"
	"fmt"
	"time"

	"gremium/store/record"
)

const (
	insertToken  = `INSERT INTO tokens (id, account, label, hash, created, expires) VALUES (?, ?, ?, ?, ?, ?)`
	selectTokens = `SELECT id, account, label, hash, created, expires FROM tokens`
	listTokens   = selectTokens + ` WHERE expires > ? ORDER BY created, id`
	ownTokens    = selectTokens + ` WHERE account = ? ORDER BY created, id`
	findToken    = selectTokens + ` WHERE hash = ? AND expires > ?`
)

// tokenRow is a row of the table of tokens.
type tokenRow struct {
	ID      string `db:"id"`
	Account string `db:"account"`
	Label   string `db:"label"`
	Hash    []byte `db:"hash"`
	Created string `db:"created"`
	Expires string `db:"expires"`
}

func (r *tokenRow) token() (t record.Token, err error) {
	t = record.Token{ID: r.ID, Account: r.Account, Label: r.Label}
	copy(t.Hash[:], r.Hash)
	if t.Created, err = instantOf(r.Created); err != nil {
		return t, err
	}
	t.Expires, err = instantOf(r.Expires)
	return t, err
}

// CreateToken keeps a token, and lets those go that have expired.
func (db *DB) CreateToken(ctx context.Context, t record.Token) error {
	err := db.change(ctx, func(c *changes) error {
		if err := c.exec(`DELETE FROM tokens WHERE expires <= ?`, instant(t.Created)); err != nil {
			return err
		}
		return c.exec(insertToken, t.ID, t.Account, t.Label, t.Hash[:], instant(t.Created), instant(t.Expires))
	})
	if err != nil {
		return fmt.Errorf("keep the token: %w", err)
	}
	return nil
}

// Tokens are the tokens that have not expired, oldest first.
func (db *DB) Tokens(ctx context.Context, now time.Time) ([]record.Token, error) {
	return db.tokens(ctx, listTokens, instant(now))
}

// TokenByHash is the token of that hash. The error is record.ErrNotFound where there is none, or it has expired.
func (db *DB) TokenByHash(ctx context.Context, hash [32]byte, now time.Time) (record.Token, error) {
	all, err := db.tokens(ctx, findToken, hash[:], instant(now))
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("token: %w", record.ErrNotFound)
	}
	if err != nil {
		return record.Token{}, err
	}
	return all[0], nil
}

func (db *DB) tokens(ctx context.Context, query string, args ...any) ([]record.Token, error) {
	var rows []tokenRow
	if err := db.selectAll(ctx, &rows, query, args...); err != nil {
		return nil, fmt.Errorf("tokens: %w", err)
	}
	out := make([]record.Token, len(rows))
	for i := range rows {
		var err error
		if out[i], err = rows[i].token(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// DeleteToken ends a token. The error is record.ErrNotFound where there is none.
func (db *DB) DeleteToken(ctx context.Context, id string) error {
	return db.change(ctx, func(c *changes) error {
		n, err := c.affect(`DELETE FROM tokens WHERE id = ?`, id)
		if err == nil && n == 0 {
			err = fmt.Errorf("token %s: %w", id, record.ErrNotFound)
		}
		return err
	})
}
