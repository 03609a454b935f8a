package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"

	"gremium/store/record"
)

// versions is the table of the versions that a database has gone through.
const versions = "versions"

// provider makes goose's provider for a database. Migrations go forward only.
func provider(db *sqlx.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, migrationsDir)
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	p, err := goose.NewProvider(gooseDialect, db.DB, files, goose.WithTableName(versions), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	return p, nil
}

// known is the latest version that this program knows.
func known() (int64, error) {
	files, err := migrations.ReadDir(migrationsDir)
	if err != nil {
		return 0, fmt.Errorf("migrations: %w", err)
	}
	latest := int64(0)
	for _, f := range files {
		version, err := goose.NumericComponent(f.Name())
		if err != nil {
			return 0, fmt.Errorf("migration %s: %w", f.Name(), err)
		}
		latest = max(latest, version)
	}
	return latest, nil
}

// current tells whether the database has this program's version, looking only. The error is *record.ErrNewer where it has
// a newer one, and record.ErrForeign where it is something else.
func current(ctx context.Context, path string) (bool, error) {
	know, err := known()
	if err != nil {
		return false, err
	}
	have, err := versionOf(ctx, path)
	if err != nil {
		return false, err
	}
	if have > know {
		return false, &record.ErrNewer{Have: have, Know: know}
	}
	return have == know, nil
}

// versionOf is the version of the database at path, 0 where there is none yet.
func versionOf(ctx context.Context, path string) (version int64, err error) {
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return 0, nil
	}
	db := connect(path, Options{}, probing)
	defer func() { err = errors.Join(err, db.Close()) }()
	var tables []string
	if err := db.SelectContext(ctx, &tables, `SELECT name FROM sqlite_master WHERE type = 'table'`); err != nil {
		return 0, fault(err)
	}
	if len(tables) == 0 {
		return 0, nil
	}
	for _, t := range tables {
		if t == versions {
			err := db.GetContext(ctx, &version, `SELECT COALESCE(MAX(version_id), 0) FROM `+versions)
			return version, fault(err)
		}
	}
	return 0, record.ErrForeign
}

// migrate brings the database to this program's version. Whoever calls it has the database alone.
func migrate(ctx context.Context, path string, opts Options) (err error) {
	db := connect(path, opts, writing)
	defer func() { err = errors.Join(err, db.Close()) }()
	p, err := provider(db)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the database to this version: %w", fault(err))
	}
	return nil
}
