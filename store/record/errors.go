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
