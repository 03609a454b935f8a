// Package store is the archive: ledgers with their texts and documents, the index tables that are made from them, and
// beside them accounts, sign-ins and drafts. It keeps what workflow decides and decides nothing.
//
// One connection writes, a pool of connections reads. Several processes may use one database: they take turns at a file
// lock beside it, because SQLite's own waiting lets a busy writer starve the others. Everything that differs between
// databases stands in dialect.go.
package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"gremium/store/record"
)

// Options adjust Open. The zero value opens a database that exists.
type Options struct {
	Create  bool // make the database where there is none
	Readers int  // most connections that read at once; 0 means 4
	// Mapped lets readers take the file from where it lies in memory instead of asking for it page by page, which is faster where
	// all of it is read. A file that somebody cuts short meanwhile, past SQLite, or a disk that fails then ends the
	// process instead of being an error: it is for a command that checks and does nothing else.
	Mapped bool

	pages    int  // most pages the file may have, for tests; 0 means no limit
	readOnly bool // open without the right to write, for tests that run with every right
}

// DB is an open database. It is safe for use by several goroutines.
type DB struct {
	path    string
	opts    Options
	places  *places
	write   *sqlx.DB // one connection
	read    *sqlx.DB
	writer  *writer
	entries bulk // of a ledger from one on
	size    *sqlx.Stmt
	texts   *sqlx.Stmt
	intent  intent
}

// Open opens the database at url, a path or "sqlite:" and a path, and brings it to the version this program knows.
//
// The error is record.ErrMissing where there is no file and none is to be made, record.ErrForeign where the file is
// something else, *record.ErrNewer where a newer program wrote it (nothing is touched then), record.ErrInUse where it has
// to be brought to this version while others use it, and record.ErrReadOnly where that is not allowed.
func Open(ctx context.Context, url string, opts Options) (*DB, error) {
	path, err := pathOf(url)
	if err != nil {
		return nil, err
	}
	p, err := enter(ctx, path, opts)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db := &DB{path: path, opts: opts, places: p}
	if err := db.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return db, nil
}

// start opens the connections and prepares what is asked often.
func (db *DB) start(ctx context.Context) error {
	db.write = connect(db.path, db.opts, writing)
	db.read = connect(db.path, db.opts, reading)
	if err := db.prepare(ctx); err != nil {
		return fault(err)
	}
	w, err := newWriter(ctx, db)
	if err != nil {
		return fault(err)
	}
	db.writer = w
	return nil
}

// prepare prepares the statements of the readers.
func (db *DB) prepare(ctx context.Context) error {
	for text, to := range map[string]**sqlx.Stmt{
		selectEntries: &db.entries.each, manyEntries: &db.entries.many, selectSegments: &db.entries.sealed,
		selectSize: &db.size, selectTexts: &db.texts,
	} {
		s, err := db.read.PreparexContext(ctx, db.read.Rebind(text)) //nolint:sqlclosecheck // Close closes it
		if err != nil {
			return fmt.Errorf("prepare %q: %w", text, err)
		}
		*to = s
	}
	return nil
}

// Path is where the database lies.
func (db *DB) Path() string { return db.path }

// Close closes the database. The last one to close it brings what was written from the log of changes into the file.
func (db *DB) Close() error {
	var errs []error
	for _, s := range []*sqlx.Stmt{db.entries.each, db.entries.many, db.entries.sealed, db.size, db.texts} {
		if s != nil {
			errs = append(errs, s.Close())
		}
	}
	if db.read != nil {
		errs = append(errs, db.read.Close())
	}
	if db.writer != nil {
		errs = append(errs, db.writer.close())
	}
	if db.write != nil {
		errs = append(errs, db.write.Close())
	}
	return errors.Join(append(errs, db.places.leave())...)
}

// Found gives the installation its name and its key, once.
func (db *DB) Found(ctx context.Context, i record.Installation) error {
	return db.change(ctx, func(c *changes) error {
		var n int
		if err := c.get(&n, `SELECT COUNT(*) FROM installation`); err != nil {
			return err
		}
		if n > 0 {
			return record.ErrFounded
		}
		return c.exec(`INSERT INTO installation (one, authority, pseudonym_key, created) VALUES (1, ?, ?, ?)`,
			i.Authority, i.Key[:], instant(i.Created))
	})
}

// Installation is the installation's name and key; the error is record.ErrUnfounded before Found.
func (db *DB) Installation(ctx context.Context) (record.Installation, error) {
	var rows []struct {
		Authority string `db:"authority"`
		Key       []byte `db:"pseudonym_key"`
		Created   string `db:"created"`
	}
	if err := db.selectAll(ctx, &rows, `SELECT authority, pseudonym_key, created FROM installation`); err != nil {
		return record.Installation{}, err
	}
	if len(rows) == 0 {
		return record.Installation{}, record.ErrUnfounded
	}
	at, err := instantOf(rows[0].Created)
	if err != nil {
		return record.Installation{}, err
	}
	i := record.Installation{Authority: rows[0].Authority, Created: at}
	copy(i.Key[:], rows[0].Key)
	return i, nil
}
