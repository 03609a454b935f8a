// Package auth makes sure who stands at the door: accounts, passwords, sign-in and the sessions of the pages.
//
// Passwords are kept as argon2id hashes in the PHC format. Every cause for which somebody is not let in has the same words
// and costs the same work, so that an answer does not tell whether an address is known.
package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"gremium/store/record"
	"gremium/workflow/desk"
)

// Archive keeps the accounts. What is not there is record.ErrNotFound, an address in use record.ErrEmailTaken.
type Archive interface {
	CreateAccount(ctx context.Context, a record.Account) error
	AccountByEmail(ctx context.Context, email string) (record.Account, error)
	AccountByID(ctx context.Context, id string) (record.Account, error)
	SetPassword(ctx context.Context, account, phc string) error
	Roles(ctx context.Context, account string) ([]record.Role, error)
	// BeginAttempt notes an attempt to sign in, unless wait answers more than 0, given the earlier ones on the address since an
	// instant, in order: those at the same place, and those at all places that are not known. It answers what wait does.
	BeginAttempt(ctx context.Context, a record.Attempt, since time.Time, wait func(place, address []time.Time) time.Duration) (time.Duration, error)
	// ForgetAttempts forgets those that came from a place.
	ForgetAttempts(ctx context.Context, place [32]byte) error
}

// Config is what a Keeper needs from outside.
type Config struct {
	Archive Archive
	Now     func() time.Time // for the waiting time after wrong passwords
	Random  io.Reader        // of salts and passwords
	Cost    Cost             // of a hash; the zero Cost is what OWASP recommends
}

// Keeper lets people in. It may be used by several goroutines at once.
type Keeper struct {
	archive Archive
	now     func() time.Time
	random  *source
	hasher  hasher
	nobody  string // hash of a password that nobody has
}

// New makes a Keeper. The error tells that no hash can have such a cost, or is one of the source of randomness.
func New(c Config) (*Keeper, error) {
	h, err := newHasher(c.Cost)
	if err != nil {
		return nil, err
	}
	k := &Keeper{archive: c.Archive, now: c.Now, random: &source{from: c.Random}, hasher: h}
	password, err := k.Password()
	if err != nil {
		return nil, err
	}
	salt := make([]byte, saltSize)
	if err := k.random.read(salt); err != nil {
		return nil, err
	}
	k.nobody = k.hasher.phc(salt, k.hasher.cost.derive(password, salt, keySize))
	return k, nil
}

// SignIn tells who has this address and password. The error is a *Refusal: ErrDenied, whatever the cause, or one with the
// code "too_many" where the address has failed too often there, or everywhere together; otherwise a fault.
func (k *Keeper) SignIn(ctx context.Context, t Attempt) (desk.Who, error) {
	a, err := k.check(ctx, &t, false)
	if err != nil {
		return desk.Who{}, err
	}
	return k.who(ctx, &a)
}

// check is the account with this address and password. inside tells that whoever tries is signed in to it.
func (k *Keeper) check(ctx context.Context, t *Attempt, inside bool) (record.Account, error) {
	email := fold(t.Email)
	a, err := k.archive.AccountByEmail(ctx, email)
	known := err == nil
	if err != nil && !errors.Is(err, record.ErrNotFound) {
		return a, fmt.Errorf("account: %w", err)
	}
	at := placeOf(&a, t)
	if inside {
		at = place{name: "inside", known: true}
	}
	try := attempt(email, at, k.now())
	if wait, err := k.begin(ctx, &try); err != nil {
		return record.Account{}, err
	} else if wait > 0 {
		return record.Account{}, tooMany(wait)
	}
	phc := a.Password
	if !known || phc == "" {
		phc = k.nobody
	}
	ok, err := k.hasher.verify(ctx, phc, t.Password)
	switch {
	case err != nil:
		return a, err
	case !ok, !known, a.Password == "", a.Disabled != nil:
		return a, ErrDenied
	}
	if err := k.archive.ForgetAttempts(ctx, try.Place); err != nil {
		return a, fmt.Errorf("attempts: %w", err)
	}
	return a, nil
}

// Who is the person of an account that is in use, with the roles as they stand now. The error is ErrDenied where there is
// none.
func (k *Keeper) Who(ctx context.Context, account string) (desk.Who, error) {
	a, err := k.Account(ctx, account)
	if err != nil {
		return desk.Who{}, err
	}
	return k.who(ctx, &a)
}

// Find is the person of the account in use that has an e-mail address, without roles. The error is ErrDenied where there is
// none.
func (k *Keeper) Find(ctx context.Context, email string) (desk.Who, error) {
	a, err := k.archive.AccountByEmail(ctx, fold(email))
	switch {
	case errors.Is(err, record.ErrNotFound), err == nil && a.Disabled != nil:
		return desk.Who{}, ErrDenied
	case err != nil:
		return desk.Who{}, fmt.Errorf("account: %w", err)
	}
	return desk.Who{Person: a.ID, Name: a.Name}, nil
}

// Account is an account that is in use. The error is ErrDenied where there is none.
func (k *Keeper) Account(ctx context.Context, id string) (record.Account, error) {
	a, err := k.archive.AccountByID(ctx, id)
	switch {
	case errors.Is(err, record.ErrNotFound), err == nil && a.Disabled != nil:
		return record.Account{}, ErrDenied
	case err != nil:
		return record.Account{}, fmt.Errorf("account: %w", err)
	}
	return a, nil
}

func (k *Keeper) who(ctx context.Context, a *record.Account) (desk.Who, error) {
	roles, err := k.archive.Roles(ctx, a.ID)
	if err != nil {
		return desk.Who{}, fmt.Errorf("roles: %w", err)
	}
	w := desk.Who{Person: a.ID, Name: a.Name}
	for _, r := range roles {
		w.Grants = append(w.Grants, desk.Grant{Programme: r.Programme, Role: desk.Role(r.Role)})
	}
	return w, nil
}

// fold brings an address into the form in which addresses are compared.
func fold(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
