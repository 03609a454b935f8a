// Package record holds the plain structs of what the archive keeps beside the ledgers: accounts with their roles, sign-in
// sessions and drafts. It imports nothing of ours, so that every door may speak of them without knowing the archive.
package record

import (
	"errors"
	"time"
)

var (
	// ErrNotFound means that there is no such record.
	ErrNotFound = errors.New("no such record")
	// ErrTaken means that the e-mail address or the id belongs to another account.
	ErrTaken = errors.New("the address or the id is taken")
)

// Account is a person who may sign in.
type Account struct {
	ID       string
	Email    string // unique, upper and lower case are the same
	Name     string
	Language string    // de or en
	Password string    // PHC string; empty: nobody can sign in
	Created  time.Time // UTC
	Disabled time.Time // zero while the account is in use
}

// Role is a role that an account holds in a programme; an empty Programme means every programme.
type Role struct {
	Account, Programme, Role string
}

// SignIn is a session of somebody who is signed in. Token is the SHA-256 of what the browser holds.
type SignIn struct {
	Token   string
	Data    []byte
	Expires time.Time
}
