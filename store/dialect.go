package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/mattn/go-sqlite3"
	"github.com/pressly/goose/v3"

	"gremium/store/record"
)

// What differs between databases stands in this file: how to connect, how to take the right to write, what to ask to
// learn that others have written, and what an error means. All other SQL is shared: "?" and Rebind, CAST, ON CONFLICT.

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

const (
	dialect       = "sqlite3"
	gooseDialect  = goose.DialectSQLite3
	migrationsDir = "migrations/sqlite"

	begin = "BEGIN IMMEDIATE" // takes the right to write, or is refused at once
	// version changes whenever another connection has written.
	selectChange = "PRAGMA data_version"
	// pinStatement reads: a transaction sees what was committed before its first reading, not before it began.
	pinStatement = "SELECT COUNT(*) FROM ledgers"
	// copyStatement writes the database as it is at one instant into an empty file.
	copyStatement = "VACUUM INTO ?"
	// vacuumStatement writes the database anew: only that leaves nothing of what was deleted between its rows. In the log of
	// changes older pages stay until truncateStatement empties it; that answers whether somebody was in the way.
	vacuumStatement   = "VACUUM"
	truncateStatement = "PRAGMA wal_checkpoint(TRUNCATE)"
	// settleStatement brings as much of the log of changes into the file as can be without being in anybody's way.
	settleStatement = "PRAGMA wal_checkpoint(PASSIVE)"
	// mapStatement maps as much of the file into memory as SQLite allows, which is 2 GiB where it was built as usual.
	mapStatement = "PRAGMA mmap_size = 1099511627776"
	// checkStatement answers "ok", or what is wrong with the form of the file.
	checkStatement = "PRAGMA integrity_check"

	// orphansStatement answers the tables with rows that belong to nothing, one for each such row.
	orphansStatement = `SELECT "table" FROM pragma_foreign_key_check`

	// journalStatement answers how changes are kept until they are in the file; they lie beside it then, under its name with
	// changesSuffix at the end.
	journalStatement = "PRAGMA journal_mode"
	changesSuffix    = "-wal"
	// manyEntries gives many entries in one row: how many, how many with a sound leaf, and the entries with a line feed
	// between them. manyLeaves gives their leaves on end besides.
	//
	// A range of keys is read in their order without asking for it: there is no other way through the table. Asking would
	// copy each entry once more. Whoever plays entries checks their numbers, so that another order would be noticed.
	manyEntries = `SELECT count(*), count(*), CAST(string_agg(bytes, char(10)) AS BLOB), NULL
FROM entries WHERE id >= ? AND id < ?`
	manyLeaves = `SELECT count(*), count(*) FILTER (WHERE length(leaf) = 32),
CAST(string_agg(bytes, char(10)) AS BLOB), CAST(string_agg(leaf, '') AS BLOB)
FROM entries WHERE id >= ? AND id < ?`
	// copiesIndex is the index that holds short texts a second time. selectCopies reads them from it and from nothing else,
	// selectOriginals from the table itself: left to choose, SQLite reads the index, because it is shorter.
	copiesIndex  = "texts_listed"
	selectCopies = `SELECT seq, path, value FROM texts INDEXED BY texts_listed
WHERE ledger = ? AND path IN ('title', 'name', 'label', 'ref') ORDER BY seq, path`
	selectOriginals = `SELECT seq, path, value FROM texts INDEXED BY sqlite_autoindex_texts_1
WHERE ledger = ? AND path IN ('title', 'name', 'label', 'ref') ORDER BY seq, path`
	// renewStatement makes that index again from the table.
	renewStatement = "REINDEX texts_listed"
	// selectObjects gives all that a database consists of, but for what SQLite makes by itself.
	selectObjects = `SELECT type, name, tbl_name, COALESCE(sql, '') AS sql FROM sqlite_schema
WHERE NOT (type IN ('table', 'index') AND name LIKE 'sqlite\_%' ESCAPE '\')`
	// packed is an entry's key: the ledger's number and the entry's.
	ledgerBits = 32

	// checkpointPages is after how many pages of changes they are brought into the file: more is faster, and makes the
	// slowest commit slower.
	checkpointPages = 10000
)

// purpose is what a connection is for.
type purpose int

const (
	writing purpose = iota
	reading
	probing // looks and changes nothing, whatever it finds
	copying // reads a whole database
	trying  // an empty database in memory, which goes with its one connection
)

// pathOf is the path of a database's URL.
func pathOf(u string) (string, error) {
	if scheme, rest, ok := strings.Cut(u, ":"); ok && len(scheme) > 1 && !strings.ContainsAny(scheme, "/.\\") {
		if scheme == "sqlite" && rest != "" {
			return strings.TrimPrefix(rest, "//"), nil
		}
		return "", fmt.Errorf("database %q: only a path to a SQLite file is known here", scheme+":…")
	}
	if u == "" {
		return "", errors.New("no path of a database was given")
	}
	return u, nil
}

// connect makes the pool for a purpose. The pragmas are part of the address, so that every connection has them.
func connect(path string, opts Options, p purpose) *sqlx.DB {
	v := url.Values{"_foreign_keys": {"1"}, "_busy_timeout": {"5000"}, "mode": {"rw"}}
	after := []string{}
	readers := max(opts.Readers, 1)
	if opts.Readers == 0 {
		readers = 4
	}
	switch p {
	case writing:
		v.Set("_journal_mode", "WAL")
		v.Set("_synchronous", "FULL")
		v.Set("_txlock", "immediate")
		v.Set("_secure_delete", "1")
		v.Set("_busy_timeout", "20") // waiting is the turnstile's business
		after = append(after, "PRAGMA wal_autocheckpoint = "+strconv.Itoa(checkpointPages))
		if opts.pages > 0 {
			after = append(after, "PRAGMA max_page_count = "+strconv.Itoa(opts.pages))
		}
		readers = 1
	case reading:
		v.Set("_query_only", "1")
		if opts.Mapped {
			after = append(after, mapStatement)
		}
	case probing:
		v.Set("mode", "ro")
		readers = 1
	case copying:
		readers = 1
	case trying:
		v.Set("mode", "memory")
		readers = 1
	}
	if opts.readOnly {
		v.Set("mode", "ro")
		v.Del("_journal_mode")
	}
	name := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: v.Encode()}).String()
	db := sqlx.NewDb(sql.OpenDB(&connector{name: name, after: after}), dialect)
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	return db
}

// connector opens connections with pragmas that the address cannot carry.
type connector struct {
	driver sqlite3.SQLiteDriver
	name   string
	after  []string
}

// Connect opens a connection.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.name)
	if err != nil {
		return nil, err
	}
	for _, pragma := range c.after {
		if _, err := conn.(driver.ExecerContext).ExecContext(context.WithoutCancel(ctx), pragma, nil); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return conn, nil
}

// Driver is the driver of the connections.
func (c *connector) Driver() driver.Driver { return &c.driver }

// settled tells whether the connection is outside a transaction.
func settled(conn *sqlx.Conn) bool {
	ok := false
	err := conn.Raw(func(c any) error {
		if s, is := c.(*sqlite3.SQLiteConn); is {
			ok = s.AutoCommit()
		}
		return nil
	})
	return err == nil && ok
}

// fault gives an error of the database its meaning; what is none of its errors stays as it is.
func fault(err error) error {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return err
	}
	meaning := map[sqlite3.ErrNo]error{
		sqlite3.ErrBusy: record.ErrBusy, sqlite3.ErrLocked: record.ErrBusy, sqlite3.ErrFull: record.ErrFull,
		sqlite3.ErrReadonly: record.ErrReadOnly, sqlite3.ErrPerm: record.ErrReadOnly, sqlite3.ErrCantOpen: record.ErrReadOnly,
		sqlite3.ErrIoErr: record.ErrDisk, sqlite3.ErrCorrupt: record.ErrDamaged, sqlite3.ErrNotADB: record.ErrForeign,
	}[e.Code]
	if meaning == nil || errors.Is(err, meaning) {
		return err
	}
	return fmt.Errorf("%w (%w)", meaning, err)
}

// busy tells whether somebody else is writing.
func busy(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrBusy
}

// taken tells whether a unique key is taken.
func taken(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) &&
		(e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// undone tells whether a commit that failed in this way has left nothing behind, once the rollback is confirmed. An error
// of the disk is none of them: what was written before it may be found at the next start.
func undone(err error) bool {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrFull, sqlite3.ErrReadonly:
		return true
	}
	return false
}
