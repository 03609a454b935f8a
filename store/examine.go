package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"gremium/store/record"
)

// Examine looks at the file of the database at url, through a connection that cannot write, while others go on using it.
// The error is record.ErrMissing where there is none, record.ErrForeign where the file is something else, and
// record.ErrDamaged where it cannot even be asked.
func Examine(ctx context.Context, url string) (c record.Condition, err error) {
	if c.Path, err = pathOf(url); err != nil {
		return c, err
	}
	if err := find(c.Path, false); err != nil {
		return c, err
	}
	if c.Know, err = known(); err != nil {
		return c, err
	}
	if c.Have, err = versionOf(ctx, c.Path); err != nil {
		return c, err
	}
	if c.Size, err = bytesOf(c.Path); err != nil {
		return c, err
	}
	if c.Changes, err = bytesOf(c.Path + changesSuffix); err != nil {
		return c, err
	}
	db := connect(c.Path, Options{}, probing)
	defer func() { err = errors.Join(err, db.Close()) }()
	for text, to := range map[string]any{checkStatement: &c.Form, orphansStatement: &c.Orphans} {
		if err := db.SelectContext(ctx, to, text); err != nil {
			return c, fault(err)
		}
	}
	if len(c.Form) == 1 && c.Form[0] == "ok" {
		c.Form = nil
	}
	return c, fault(db.GetContext(ctx, &c.Journal, journalStatement))
}

// bytesOf is the size of a file in bytes, 0 where there is none.
func bytesOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("size: %w", err)
	}
	return info.Size(), nil
}
