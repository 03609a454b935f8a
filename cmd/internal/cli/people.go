package cli

import (
	"context"
	"errors"
	"fmt"

	"gremium/cmd/internal/reply"
	"gremium/store/record"
)

// account finds an account by its e-mail address.
func (h *house) account(ctx context.Context, email string) (record.Account, error) {
	a, err := h.db.AccountByEmail(ctx, email)
	if errors.Is(err, record.ErrNotFound) {
		return a, reply.New(reply.NotFound, "account_unknown",
			fmt.Sprintf("Ein Konto mit der Adresse „%s“ gibt es nicht. Legen Sie es an: gremium account add --help", email),
			fmt.Sprintf("There is no account with the address \"%s\". Create it: gremium account add --help", email))
	}
	return a, err
}
