package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"gremium/store/record"
)

// places are the locks beside a database. users is shared by everybody who has it open, and exclusive for who must have
// it alone. turn is the turnstile of the writers: whoever wants to write holds it while waiting for the one who writes,
// so that the one who writes cannot overtake when it comes again.
type places struct{ users, turn *lock }

// patience bounds how long opening waits for others.
const patience = 5 * time.Second

func newPlaces(path string) (*places, error) {
	users, err := newLock(path + ".lock")
	if err != nil {
		return nil, err
	}
	turn, err := newLock(path + ".turn")
	if err != nil {
		return nil, errors.Join(err, users.close())
	}
	return &places{users: users, turn: turn}, nil
}

func (p *places) leave() error { return errors.Join(p.users.close(), p.turn.close()) }

// alone takes the database for oneself at once, or answers record.ErrInUse.
func (p *places) alone() error {
	ok, err := p.users.try(exclusive)
	if err == nil && !ok {
		return record.ErrInUse
	}
	return err
}

// enter finds the database, or makes it, brings it to this program's version, and answers its locks, shared.
func enter(ctx context.Context, path string, opts Options) (*places, error) {
	if err := find(path, opts.Create); err != nil {
		return nil, err
	}
	p, err := newPlaces(path)
	if err != nil {
		return nil, err
	}
	within, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := p.settle(ctx, within, path, opts); err != nil {
		if within.Err() != nil && ctx.Err() == nil {
			err = record.ErrInUse
		}
		return nil, errors.Join(err, p.leave())
	}
	return p, nil
}

// find looks whether there is a file to open.
func find(path string, create bool) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && info.Size() == 0 && info.Mode().IsRegular():
		if !create {
			return record.ErrMissing
		}
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return record.ErrForeign
	}
	return nil
}

// settle waits, within a bound, until the database has this program's version, bringing it there when nobody else uses it.
func (p *places) settle(ctx, within context.Context, path string, opts Options) error {
	for {
		if err := p.users.take(within, shared); err != nil {
			return err
		}
		done, err := current(ctx, path)
		if done || err != nil {
			return err
		}
		alone, err := p.users.try(exclusive)
		if err != nil {
			return err
		}
		if alone {
			return p.migrateAlone(ctx, path, opts)
		}
		if err := errors.Join(p.users.release(), pause(within, longest)); err != nil {
			return err
		}
	}
}

// migrateAlone brings the database to this program's version, and shares it again. A file that was made for this and
// could not be filled goes again.
func (p *places) migrateAlone(ctx context.Context, path string, opts Options) error {
	done, err := current(ctx, path)
	if err != nil {
		return err
	}
	if !done {
		made, err := makeFile(path)
		if err != nil {
			return err
		}
		if err := migrate(ctx, path, opts); err != nil {
			if made {
				err = errors.Join(err, remove(path))
			}
			return err
		}
	}
	return p.users.take(ctx, shared)
}

// makeFile makes an empty file that only its owner can read, and tells whether it was made.
func makeFile(path string) (bool, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("make the file: %w", err)
	}
	return true, f.Close()
}

// remove removes a database with the files that belong to it, its locks excepted.
func remove(path string) error {
	var errs []error
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + suffix); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
