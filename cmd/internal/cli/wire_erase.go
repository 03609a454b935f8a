package cli

import "context"

// accountOf is the account of who has that pseudonym in the register; empty where nobody has.
func (h *house) accountOf(ctx context.Context, pseudonym string) (string, error) {
	all, err := h.db.Accounts(ctx)
	if err != nil {
		return "", err
	}
	for i := range all {
		if all[i].ID != operatorID && h.engine.Pseudonym(h.engine.RegisterOrigin(), all[i].ID) == pseudonym {
			return all[i].ID, nil
		}
	}
	return "", nil
}
