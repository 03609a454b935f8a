package store

import (
	"bytes"
	"context"
	"fmt"

	"gremium/store/record"
)

// Holdings are all that is kept of an account beside the record: itself, its roles, tokens, drafts and sessions. The error is
// record.ErrNotFound where there is no such account.
func (db *DB) Holdings(ctx context.Context, account string) (record.Holdings, error) {
	var out record.Holdings
	var err error
	if out.Account, err = db.Account(ctx, account); err != nil {
		return out, err
	}
	if out.Roles, err = db.Roles(ctx, account); err != nil {
		return out, err
	}
	if out.Tokens, err = db.tokens(ctx, ownTokens, account); err != nil {
		return out, err
	}
	var rows []draftRow
	if err := db.selectAll(ctx, &rows, `SELECT account, round, proposal, form, body, base, updated FROM drafts
WHERE account = ? ORDER BY updated, round, proposal, form`, account); err != nil {
		return out, fmt.Errorf("drafts: %w", err)
	}
	for i := range rows {
		d, err := rows[i].draft()
		if err != nil {
			return out, err
		}
		out.Drafts = append(out.Drafts, d)
	}
	var sessions []struct {
		Data    []byte `db:"data"`
		Expires string `db:"expires"`
	}
	if err := db.selectAll(ctx, &sessions, `SELECT data, expires FROM sign_ins ORDER BY expires`); err != nil {
		return out, fmt.Errorf("sessions: %w", err)
	}
	for _, s := range sessions {
		if !bytes.Contains(s.Data, []byte(account)) {
			continue
		}
		at, err := instantOf(s.Expires)
		if err != nil {
			return out, err
		}
		out.Sessions = append(out.Sessions, at)
	}
	return out, nil
}
