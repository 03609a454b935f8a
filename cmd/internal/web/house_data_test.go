package web

import (
	"context"

	"gremium/store/record"
)

// Holdings are an account with its roles, and a token.
func (a *archive) Holdings(_ context.Context, account string) (record.Holdings, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := record.Holdings{Account: a.accounts[account]}
	if out.Account.ID == "" {
		return out, record.ErrNotFound
	}
	for _, r := range a.roles {
		if r.Account == account {
			out.Roles = append(out.Roles, r)
		}
	}
	out.Tokens = []record.Token{{ID: "t-1", Label: "Archiv des Bundes", Hash: [32]byte{1}, Created: out.Account.Created, Expires: out.Account.Created.AddDate(0, 1, 0)}}
	return out, nil
}

// KnownBackups are those that the test knows of.
func (a *archive) KnownBackups(context.Context) ([]record.Backup, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.backups, nil
}

// SweepOwed tells what the test says.
func (a *archive) SweepOwed(context.Context) (bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.owed, nil
}

// accountOf is the account of who has that pseudonym in the register.
func (h *house) accountOf(_ context.Context, pseudonym string) (string, error) {
	h.archive.mu.Lock()
	defer h.archive.mu.Unlock()
	for id := range h.archive.accounts {
		if h.engine.Pseudonym(h.engine.RegisterOrigin(), id) == pseudonym {
			return id, nil
		}
	}
	return "", nil
}
