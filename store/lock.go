package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"
)

// lock is a file that processes lock to keep out of each other's way. Where it cannot be made, because folder or disk are
// read-only, nothing is kept out and nothing can be written either.
type lock struct{ file *os.File }

const (
	shared    = syscall.LOCK_SH
	exclusive = syscall.LOCK_EX
)

// newLock opens the lock file at path.
func newLock(path string) (*lock, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		f, err = os.Open(path)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			return &lock{}, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("lock file: %w", err)
	}
	return &lock{file: f}, nil
}

// try takes the lock in a mode if it is free, and tells whether it was. A lock held in another mode is given up first.
func (l *lock) try(mode int) (bool, error) {
	if l.file == nil {
		return true, nil
	}
	err := syscall.Flock(int(l.file.Fd()), mode|syscall.LOCK_NB)
	for errors.Is(err, syscall.EINTR) {
		err = syscall.Flock(int(l.file.Fd()), mode|syscall.LOCK_NB)
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("lock %s: %w", l.file.Name(), err)
	}
	return true, nil
}

// take waits for the lock as long as ctx allows.
func (l *lock) take(ctx context.Context, mode int) error {
	for wait := shortest; ; wait = min(2*wait, longest) {
		ok, err := l.try(mode)
		if ok || err != nil {
			return err
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}

func (l *lock) release() error {
	if l.file == nil {
		return nil
	}
	return syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN)
}

func (l *lock) close() error {
	if l == nil || l.file == nil {
		return nil
	}
	return l.file.Close()
}

// How long to wait between two attempts.
const (
	shortest = 100 * time.Microsecond
	longest  = 2 * time.Millisecond
)

// pause waits, or answers ctx's error.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
