package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gremium/store/record"
)

// Backup writes a copy of the database, as it is at one instant, to a new file that only its owner can read, while others
// go on reading and writing. The error is record.ErrExists where the file exists. What was begun is removed on failure.
func (db *DB) Backup(ctx context.Context, path string) error {
	if err := copyTo(ctx, db.path, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}

// copyTo copies the database at from into a new file, through the database, so that nothing in the log of changes is lost.
func copyTo(ctx context.Context, from, to string) (err error) {
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return record.ErrExists
	}
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, remove(to))
		}
	}()
	if err := f.Close(); err != nil {
		return err
	}
	db := connect(from, Options{}, copying)
	_, err = db.ExecContext(ctx, copyStatement, to)
	if err = errors.Join(fault(err), db.Close()); err != nil {
		return err
	}
	return settleFile(to)
}

// settleFile makes a file and its name last.
func settleFile(path string) error {
	for _, name := range []string{path, filepath.Dir(path)} {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// Restore puts the backup at from in the place of the database at to. The backup is copied beside it, brought to this
// version, and checked: its form first, then by verify, which may be nil. Only then does it take the place, in one step. A
// database that was there is kept under the name that is answered, empty where there was none; one kept earlier goes.
//
// The error is a *record.BackupError where from is no backup that can be restored, record.ErrSame where it is the database at
// to itself, by whatever name, or the file beside it that is worked on, record.ErrInUse where somebody uses the
// database at to, and verify's own. Nothing has changed then.
func Restore(ctx context.Context, from, to string, verify func(context.Context, *DB) error) (kept string, err error) {
	if from, err = pathOf(from); err != nil {
		return "", err
	}
	if to, err = pathOf(to); err != nil {
		return "", err
	}
	if err := find(from, false); err != nil {
		return "", fmt.Errorf("restore: %w", ofBackup(from, err))
	}
	part := to + ".part"
	if same(from, to) || same(from, part) {
		return "", fmt.Errorf("restore to %s: %w", to, record.ErrSame)
	}
	p, err := newPlaces(to)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, p.leave()) }()
	if err := p.alone(); err != nil {
		return "", fmt.Errorf("restore to %s: %w", to, err)
	}
	if err := remove(part); err != nil { // of a restore that was cut short
		return "", err
	}
	if err := copyTo(ctx, from, part); err != nil {
		return "", fmt.Errorf("copy: %w", ofBackup(from, err))
	}
	defer func() { err = errors.Join(err, remove(part), remove(part+".lock"), remove(part+".turn")) }()
	if err := check(ctx, part, verify); err != nil {
		return "", fmt.Errorf("check: %w", ofBackup(from, err))
	}
	return replace(to, part)
}

// same tells whether two paths lead to one file.
func same(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// ofBackup says of an error that the backup is to blame, where it is: what it lacks does not lie with the database.
func ofBackup(path string, err error) error {
	for _, cause := range []error{record.ErrMissing, record.ErrForeign, record.ErrDamaged, record.ErrUnfounded} {
		if errors.Is(err, cause) {
			return &record.BackupError{Path: path, Cause: err}
		}
	}
	return fmt.Errorf("%s: %w", path, err)
}

// check opens a copy and asks whether it is whole.
func check(ctx context.Context, path string, verify func(context.Context, *DB) error) (err error) {
	db, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var found []string
	if err := db.selectAll(ctx, &found, checkStatement); err != nil {
		return err
	}
	if len(found) != 1 || found[0] != "ok" {
		return fmt.Errorf("%w: %v", record.ErrDamaged, found)
	}
	if verify == nil {
		return nil
	}
	return verify(ctx, db)
}

// replace moves the file part to the place of a database that nobody uses. What was there keeps its log of changes and gets
// another name first: a link, so that at no instant there is nothing at all.
func replace(to, part string) (kept string, err error) {
	if _, err := os.Stat(to); err == nil {
		kept = to + replacedSuffix
		if err := remove(kept); err != nil {
			return "", err
		}
		if err := os.Link(to, kept); err != nil {
			return "", fmt.Errorf("keep the old database: %w", err)
		}
		if err := os.Rename(to+changesSuffix, kept+changesSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("keep the old database: %w", err)
		}
		if err := os.Remove(to + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	if err := os.Rename(part, to); err != nil {
		return kept, fmt.Errorf("put the backup in its place: %w", err)
	}
	return kept, settleFile(to)
}
