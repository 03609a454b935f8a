package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gremium/store/record"
)

// NoteBackup remembers that a backup was written to a file, so that whoever erases a text is told where it may still be.
func (db *DB) NoteBackup(ctx context.Context, path string, at time.Time) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	return db.change(ctx, func(c *changes) error {
		return c.exec(`INSERT INTO backups (path, made) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET made = excluded.made`, full, instant(at))
	})
}

// KnownBackups are the backups that were written and are still there, oldest first, and the database that a restore has put
// aside.
func (db *DB) KnownBackups(ctx context.Context) ([]record.Backup, error) {
	var rows []struct {
		Path string `db:"path"`
		Made string `db:"made"`
	}
	if err := db.selectAll(ctx, &rows, `SELECT path, made FROM backups ORDER BY made, path`); err != nil {
		return nil, err
	}
	var out []record.Backup
	for _, r := range rows {
		if _, err := os.Stat(r.Path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		at, err := instantOf(r.Made)
		if err != nil {
			return nil, err
		}
		out = append(out, record.Backup{Path: r.Path, Made: at})
	}
	if info, err := os.Stat(db.path + replacedSuffix); err == nil {
		out = append(out, record.Backup{Path: db.path + replacedSuffix, Made: info.ModTime().UTC()})
	}
	return out, nil
}

// replacedSuffix ends the name of the database that a restore has put aside.
const replacedSuffix = ".replaced"
