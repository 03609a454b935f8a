package cli

import (
	"bufio"
	"context"

	"gremium/cmd/internal/auth"
	"gremium/store"
	"gremium/store/record"
)

// keeper lets people in, over the accounts of this installation.
func (h *house) keeper() (*auth.Keeper, error) {
	return auth.New(auth.Config{Archive: accounts{h.db}, Now: h.now, Random: bufio.NewReader(h.random)})
}

// accounts are the accounts of the archive as auth asks for them.
type accounts struct{ *store.DB }

// AccountByID finds an account.
func (a accounts) AccountByID(ctx context.Context, id string) (record.Account, error) {
	return a.Account(ctx, id)
}
