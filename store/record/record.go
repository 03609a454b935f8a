// Package record is what the archive keeps beside the ledgers, as plain structs: accounts, roles, sign-ins and drafts.
// Doors that do not know the archive speak of it with these, and tell its faults apart by the errors here.
package record

import "time"

// Installation is what makes one installation: the name that its ledgers begin with, and the key that pseudonyms are
// made with.
type Installation struct {
	Authority string
	Key       [32]byte
	Created   time.Time
}

// Account is a person who may sign in. Email is kept as it was given and compared without regard to case.
type Account struct {
	ID       string
	Email    string
	Name     string
	Language string     // "de" or "en"
	Password string     // PHC string; empty: no sign-in by password
	Created  time.Time  // UTC, microseconds
	Disabled *time.Time // nil while the account may be used
}

// Role is a role of an account in a programme; an empty Programme means every programme.
type Role struct {
	Account   string
	Programme string
	Role      string // coordinator, auditor, submitter, operator
}

// SignIn is a session of somebody who is signed in. The token itself is known to the browser alone.
type SignIn struct {
	Token   [32]byte // SHA-256 of the token
	Data    []byte
	Expires time.Time
}

// Draft is what somebody has begun to write in a form and not sent. Base is the version of the sheet or proposal that
// the form was opened on, Updated the instant of the last save, which is also the draft's own version.
type Draft struct {
	Account  string
	Round    string
	Proposal string // empty for a proposal that does not exist yet
	Form     string
	Body     string // JSON
	Base     uint64
	Updated  time.Time
}

// Attempt is an attempt to sign in. Address and Place are digests: of the e-mail address that was tried, and of it together with
// where the attempt came from. Known tells that whoever is there had signed in before.
type Attempt struct {
	Address, Place [32]byte
	Known          bool
	At             time.Time
}

// Backup is a copy of the database that was written at an instant.
type Backup struct {
	Path string
	Made time.Time
}

// Condition is how the file of a database is found, without its being changed.
type Condition struct {
	Path       string
	Have, Know int64    // the version of the database, and the latest that the program knows
	Size       int64    // of the file, in bytes
	Changes    int64    // of what is written and not in the file yet, in bytes
	Journal    string   // how that is kept: wal is how it should be
	Form       []string // what is wrong with the form of the file, empty where nothing is
	Orphans    []string // a table for each row that belongs to nothing
}

// Breach is a ledger that is not what it was known to be.
type Breach struct {
	Way    BreachWay
	Origin string // of the ledger
	Known  uint64 // entries that it was known to have, with the root KnownRoot
	Have   uint64 // entries that it has
	Sound  uint64 // so many of them are the ones that were known, as far as that can be told

	KnownRoot [32]byte
}

// BreachWay is in which way a ledger is not what it was.
type BreachWay string

// The ways.
const (
	RolledBack BreachWay = "rolled_back" // an earlier state, sound in itself
	Truncated  BreachWay = "truncated"   // entries at the end are gone, and the database itself knows of more
	Forked     BreachWay = "forked"      // other entries in the place of those that were known
	Vanished   BreachWay = "vanished"    // the whole ledger is gone
)

// Token lets a program read the record for an account that may. The token itself is known to its holder alone.
type Token struct {
	ID      string
	Account string
	Label   string // what it is for
	Hash    [32]byte
	Created time.Time
	Expires time.Time
}

// Holdings are all that is kept of an account beside the record.
type Holdings struct {
	Account  Account
	Roles    []Role
	Drafts   []Draft
	Sessions []time.Time // when each ends
	Tokens   []Token     // expired ones go when another is made
}
