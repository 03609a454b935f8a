package store

import (
	"context"
	"fmt"

	"gremium/store/record"
)

// GrantRole gives an account a role; giving it twice changes nothing. The error is record.ErrNotFound where there is no
// such account.
func (db *DB) GrantRole(ctx context.Context, r record.Role) error {
	return db.change(ctx, func(c *changes) error {
		var n int
		if err := c.get(&n, `SELECT COUNT(*) FROM accounts WHERE id = ?`, r.Account); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("account %s: %w", r.Account, record.ErrNotFound)
		}
		return c.exec(`INSERT INTO roles (account, programme, role) VALUES (?, ?, ?) ON CONFLICT (account, programme, role) DO NOTHING`,
			r.Account, r.Programme, r.Role)
	})
}

// RevokeRole takes a role from an account. The error is record.ErrNotFound where it does not have it.
func (db *DB) RevokeRole(ctx context.Context, r record.Role) error {
	return db.change(ctx, func(c *changes) error {
		n, err := c.affect(`DELETE FROM roles WHERE account = ? AND programme = ? AND role = ?`, r.Account, r.Programme, r.Role)
		if err == nil && n == 0 {
			return fmt.Errorf("role %s of account %s: %w", r.Role, r.Account, record.ErrNotFound)
		}
		return err
	})
}

// Roles are the roles of an account; of all accounts where account is empty.
func (db *DB) Roles(ctx context.Context, account string) ([]record.Role, error) {
	var rows []record.Role
	err := db.selectAll(ctx, &rows, `SELECT account, programme, role FROM roles WHERE CAST(? AS TEXT) IN ('', account)
ORDER BY account, programme, role`, account)
	if err != nil {
		return nil, fmt.Errorf("roles: %w", err)
	}
	return rows, nil
}
