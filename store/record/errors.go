package record

import (
	"errors"
	"fmt"
)

// The faults of an archive that have a cause of their own, and so words of their own. Each says what to do about it.
var (
	// ErrBusy means that other processes held the database for too long. Nothing was written.
	ErrBusy = errors.New("another process holds the database; try again")
	// ErrFull means that there is no room left. Nothing was written.
	ErrFull = errors.New("the disk is full, nothing was saved; make room and try again")
	// ErrReadOnly means that the database cannot be written to. Nothing was written.
	ErrReadOnly = errors.New("the database is read-only, nothing was saved; check the rights of the file and of its folder")
	// ErrDisk means that reading or writing the disk failed. Nothing was written.
	ErrDisk = errors.New("the disk reports an error, nothing was saved; check it before you go on")
	// ErrDamaged means that the file does not have the form of a database.
	ErrDamaged = errors.New("the database is damaged; restore a backup")
	// ErrMissing means that there is no database where one was asked for.
	ErrMissing = errors.New("there is no database; check the path, or make one with gremium init")
	// ErrExists means that a file is there that would be overwritten.
	ErrExists = errors.New("a file of this name exists; choose another name")
	// ErrSame means that a backup is the very database whose place it was to take. Nothing was touched.
	ErrSame = errors.New("the backup is the database itself; name another backup or another database")
	// ErrForeign means that the file is not a database of Gremium.
	ErrForeign = errors.New("this is not a database of Gremium; check the path")
	// ErrInUse means that another process uses a database that has to be had alone.
	ErrInUse = errors.New("another process uses the database; stop it and try again")
	// ErrFounded means that the installation has its name and its key already.
	ErrFounded = errors.New("the installation has been set up already")
	// ErrUnfounded means that the database has not been set up.
	ErrUnfounded = errors.New("the installation has not been set up; run gremium init")
	// ErrNotFound means that there is no such account, role or draft.
	ErrNotFound = errors.New("there is no such record")
	// ErrEmailTaken means that another account has this e-mail address.
	ErrEmailTaken = errors.New("another account has this e-mail address")
	// ErrKeyMissing means that the key is not there with which checkpoints are signed.
	ErrKeyMissing = errors.New("the signing key is missing; put the key file back, or make a new key with gremium log key new")
	// ErrKeyOpen means that others than its owner can read the key file.
	ErrKeyOpen = errors.New("others can read the key file; take the right from them, chmod 600")
	// ErrKeyBad means that the key file does not read.
	ErrKeyBad = errors.New("the key file does not read; put a sound copy in its place")
	// ErrKeyOther means that the key file holds another key than the one that signed the checkpoints.
	ErrKeyOther = errors.New("the key file holds another key than the one in force; put the right one back")
	// ErrSizesMissing means that the lock file is not there, which knows how far the ledgers go.
	ErrSizesMissing = errors.New("the lock file is missing; put it back, or accept the record as it is with gremium log accept")
	// ErrSizesBad means that the lock file does not read.
	ErrSizesBad = errors.New("the lock file does not read; put a sound copy in its place, or accept the record as it is with gremium log accept")
	// ErrAnchor means that what was entered is saved, and that lock file and checkpoint could not follow.
	ErrAnchor = errors.New("what was entered is saved, but lock file or checkpoint could not follow")
	// ErrStaleDraft means that the draft was saved elsewhere in the meantime.
	ErrStaleDraft = errors.New("the draft was saved elsewhere in the meantime")
)

// ErrNewer means that the database was written by a newer program. Nothing was touched.
type ErrNewer struct {
	Have int64 // version of the database
	Know int64 // latest version that this program knows
}

// Error names both versions.
func (e *ErrNewer) Error() string {
	return fmt.Sprintf("the database has version %d and this program knows versions up to %d; use the newer program", e.Have, e.Know)
}

// BackupError means that a backup cannot be restored. The database whose place it was to take is as it was.
type BackupError struct {
	Path  string // of the backup
	Cause error  // ErrMissing, ErrForeign, ErrDamaged or ErrUnfounded
}

// Error names the backup and says what is wrong with it.
func (e *BackupError) Error() string { return fmt.Sprintf("backup %s: %v", e.Path, e.Cause) }

// Unwrap gives the cause.
func (e *BackupError) Unwrap() error { return e.Cause }

// BreachError means that ledgers are not what they were known to be. Nothing is written until somebody has decided.
type BreachError struct{ Breaches []Breach }

// Error names the first ledger and how many there are.
func (e *BreachError) Error() string {
	if len(e.Breaches) == 0 {
		return "the record is not what it was known to be"
	}
	b := &e.Breaches[0]
	return fmt.Sprintf("%s: %s, known with %d entries, found with %d (%d ledgers in all)", b.Origin, b.Way, b.Known, b.Have, len(e.Breaches))
}
