package record

import (
	"errors"
	"fmt"
)

// The failures of an archive whose cause is known and where nothing was kept. Doors answer each in words of its own, and
// the archive's own errors are or wrap these.
var (
	// ErrBusy means that other processes held the database for too long.
	ErrBusy = errors.New("the database is busy")
	// ErrFull means that there is no room left on the disk.
	ErrFull = errors.New("the disk is full")
	// ErrReadOnly means that the file or its folder cannot be written.
	ErrReadOnly = errors.New("the database cannot be written")
	// ErrMissing means that there is no database at that place.
	ErrMissing = errors.New("there is no database")
	// ErrExists means that there is a file already where a new one was to be made.
	ErrExists = errors.New("there is a file already")
	// ErrInUse means that another process works on a database that is needed alone.
	ErrInUse = errors.New("the database is in use")
)

// NewerError means that the database was written by a newer version of the program; nothing in it was touched.
type NewerError struct {
	Have, Know int64 // versions of the schema: of the database, and the newest that this program knows
}

// Error says both versions.
func (e *NewerError) Error() string {
	return fmt.Sprintf("the database has schema version %d, this program knows %d", e.Have, e.Know)
}
