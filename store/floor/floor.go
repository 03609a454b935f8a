// Package floor measures what SQLite alone can do on this machine, with nothing of ours around it: the limits that the
// archive's own speed is compared with.
package floor

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver
)

const (
	rowSize   = 300 // bytes, of an entry without text
	batchSize = 256 // rows that share one commit at most
)

// open makes a database of one table with the archive's own pragmas for writing.
func open(ctx context.Context, path string) (*sql.DB, error) {
	v := url.Values{"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: v.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("open: %w", err)
	}
	db.SetMaxOpenConns(1)
	for _, q := range []string{"PRAGMA wal_autocheckpoint = 10000", "CREATE TABLE entries (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT"} {
		if _, err := db.ExecContext(ctx, q); err != nil {
			return nil, errors.Join(fmt.Errorf("prepare: %w", err), db.Close())
		}
	}
	return db, nil
}

const insert = "INSERT INTO entries (bytes) VALUES (?)"

// Single commits rows of 300 bytes one by one for about that long and answers how many per second.
func Single(ctx context.Context, path string, long time.Duration, now func() time.Time) (rate float64, err error) {
	db, err := open(ctx, path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	stmt, err := db.PrepareContext(ctx, insert)
	if err != nil {
		return 0, fmt.Errorf("prepare: %w", err)
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	row, began, n := make([]byte, rowSize), now(), 0
	for now().Sub(began) < long {
		if _, err := stmt.ExecContext(ctx, row); err != nil {
			return 0, fmt.Errorf("insert: %w", err)
		}
		n++
	}
	return float64(n) / now().Sub(began).Seconds(), nil
}

// Group lets that many callers each commit rows of 300 bytes one after the other for about that long, through one writer
// that takes what waits, at most 256, into one transaction and answers after the commit. The answer is rows per second.
func Group(ctx context.Context, path string, callers int, long time.Duration, now func() time.Time) (rate float64, err error) {
	db, err := open(ctx, path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	queue, failed := make(chan chan error, batchSize), make(chan error, 1)
	go func() { failed <- write(ctx, db, queue) }()
	began := now()
	var wait sync.WaitGroup
	counts := make([]int, callers)
	for i := range callers {
		wait.Go(func() {
			ready := make(chan error, 1)
			for now().Sub(began) < long {
				queue <- ready
				if <-ready != nil {
					return
				}
				counts[i]++
			}
		})
	}
	wait.Wait()
	took := now().Sub(began).Seconds()
	close(queue)
	total := 0
	for _, n := range counts {
		total += n
	}
	return float64(total) / took, <-failed
}

// write is the one writer. After a fault it refuses what still comes.
func write(ctx context.Context, db *sql.DB, queue <-chan chan error) error {
	stmt, err := db.PrepareContext(ctx, insert)
	if err != nil {
		err = fmt.Errorf("prepare: %w", err)
	} else {
		defer func() { _ = stmt.Close() }()
	}
	row, batch := make([]byte, rowSize), make([]chan error, 0, batchSize)
	for first := range queue {
		batch = drain(append(batch[:0], first), queue)
		if err == nil {
			err = commit(ctx, db, stmt, row, len(batch))
		}
		for _, ready := range batch {
			ready <- err
		}
	}
	return err
}

// drain takes what waits.
func drain(batch []chan error, queue <-chan chan error) []chan error {
	for len(batch) < batchSize {
		select {
		case next, open := <-queue:
			if !open {
				return batch
			}
			batch = append(batch, next)
		default:
			return batch
		}
	}
	return batch
}

func commit(ctx context.Context, db *sql.DB, stmt *sql.Stmt, row []byte, n int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	insert := tx.StmtContext(ctx, stmt)
	defer func() { _ = insert.Close() }()
	for range n {
		if _, err := insert.ExecContext(ctx, row); err != nil {
			return fmt.Errorf("insert: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}
