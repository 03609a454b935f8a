package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"gremium/store/record"
)

// accountRow is a row of the table of accounts.
type accountRow struct {
	ID       string         `db:"id"`
	Email    string         `db:"email"`
	Name     string         `db:"name"`
	Language string         `db:"language"`
	Password string         `db:"password"`
	Created  string         `db:"created"`
	Disabled sql.NullString `db:"disabled"`
}

const selectAccount = `SELECT id, email, name, language, password, created, disabled FROM accounts`

func (r *accountRow) account() (record.Account, error) {
	a := record.Account{ID: r.ID, Email: r.Email, Name: r.Name, Language: r.Language, Password: r.Password}
	var err error
	if a.Created, err = instantOf(r.Created); err != nil {
		return a, err
	}
	if r.Disabled.Valid {
		at, err := instantOf(r.Disabled.String)
		if err != nil {
			return a, err
		}
		a.Disabled = &at
	}
	return a, nil
}

// fold is an address as two of them are compared.
func fold(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// CreateAccount adds an account. The error is record.ErrEmailTaken where another one has the address.
func (db *DB) CreateAccount(ctx context.Context, a record.Account) error {
	err := db.change(ctx, func(c *changes) error {
		return c.exec(`INSERT INTO accounts (id, email, folded, name, language, password, created, disabled) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			a.ID, a.Email, fold(a.Email), a.Name, a.Language, a.Password, instant(a.Created), disabled(a.Disabled))
	})
	if taken(err) {
		return fmt.Errorf("%s: %w", a.Email, record.ErrEmailTaken)
	}
	return err
}

func disabled(at *time.Time) any {
	if at == nil {
		return nil
	}
	return instant(*at)
}

// Account is the account of that id, or record.ErrNotFound.
func (db *DB) Account(ctx context.Context, id string) (record.Account, error) {
	return db.oneAccount(ctx, selectAccount+` WHERE id = ?`, id)
}

// AccountByEmail is the account with that address, whatever its case, or record.ErrNotFound.
func (db *DB) AccountByEmail(ctx context.Context, email string) (record.Account, error) {
	return db.oneAccount(ctx, selectAccount+` WHERE folded = ?`, fold(email))
}

func (db *DB) oneAccount(ctx context.Context, query, arg string) (record.Account, error) {
	var row accountRow
	err := db.read.GetContext(ctx, &row, db.read.Rebind(query), arg)
	if errors.Is(err, sql.ErrNoRows) {
		return record.Account{}, fmt.Errorf("account %s: %w", arg, record.ErrNotFound)
	}
	if err != nil {
		return record.Account{}, fmt.Errorf("account %s: %w", arg, fault(err))
	}
	return row.account()
}

// Accounts are all accounts, by name.
func (db *DB) Accounts(ctx context.Context) ([]record.Account, error) {
	var rows []accountRow
	if err := db.selectAll(ctx, &rows, selectAccount+` ORDER BY name, id`); err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	out := make([]record.Account, len(rows))
	for i := range rows {
		var err error
		if out[i], err = rows[i].account(); err != nil {
			return nil, fmt.Errorf("account %s: %w", rows[i].ID, err)
		}
	}
	return out, nil
}

// SetPassword replaces an account's password, a PHC string. The error is record.ErrNotFound where there is no such account.
func (db *DB) SetPassword(ctx context.Context, id, phc string) error {
	return db.editAccount(ctx, id, `UPDATE accounts SET password = ? WHERE id = ?`, phc)
}

// SetLanguage replaces an account's language.
func (db *DB) SetLanguage(ctx context.Context, id, language string) error {
	return db.editAccount(ctx, id, `UPDATE accounts SET language = ? WHERE id = ?`, language)
}

// Disable shuts an account out from an instant on, or lets it in again (nil). Nothing of what it did goes away.
func (db *DB) Disable(ctx context.Context, id string, at *time.Time) error {
	return db.editAccount(ctx, id, `UPDATE accounts SET disabled = ? WHERE id = ?`, disabled(at))
}

func (db *DB) editAccount(ctx context.Context, id, query string, value any) error {
	return db.change(ctx, func(c *changes) error {
		n, err := c.affect(query, value, id)
		if err == nil && n == 0 {
			return fmt.Errorf("account %s: %w", id, record.ErrNotFound)
		}
		return err
	})
}
