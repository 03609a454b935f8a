package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"gremium/store/record"
	"gremium/workflow"
)

// writer is the one connection that writes. Its transactions come one after another: first by mine within the process,
// then by the turnstile among processes.
type writer struct {
	db    *DB
	mine  chan struct{}
	conn  *sqlx.Conn
	stmts map[string]*sqlx.Stmt

	change int64 // as the database answered after our last transaction
	sizes  map[string]shelf
	owes   bool // something was erased, and the files are not swept of it
}

// shelf is what the writer knows of a ledger as long as nobody else writes.
type shelf struct {
	number int64
	size   uint64
}

func newWriter(ctx context.Context, db *DB) (*writer, error) {
	conn, err := db.write.Connx(ctx)
	if err != nil {
		return nil, err
	}
	return &writer{db: db, mine: make(chan struct{}, 1), conn: conn, stmts: map[string]*sqlx.Stmt{}, sizes: map[string]shelf{}}, nil
}

func (w *writer) close() error {
	var errs []error
	for _, s := range w.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, w.conn.Close())...)
}

// change runs fn in a writing transaction. Errors are those of Update.
func (db *DB) change(ctx context.Context, fn func(*changes) error) error {
	w := db.writer
	select {
	case w.mine <- struct{}{}:
	case <-ctx.Done():
		return waited(ctx.Err())
	}
	defer func() { <-w.mine }()
	if err := w.begin(ctx); err != nil {
		return err
	}
	steady := context.WithoutCancel(ctx)
	c := &changes{w: w, ctx: steady, until: ctx}
	err := w.look(c)
	if err == nil {
		err = fn(c)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return w.undo(steady, err)
	}
	if err := w.commit(c); err != nil {
		return err
	}
	w.clean(steady, c.erased)
	return nil
}

// How long a commit waits for the sweep of what it has erased, and a later one for what an earlier one could not sweep.
const (
	sweepPatience = 3 * time.Second
	sweepAgain    = 5 * time.Millisecond
)

// clean sweeps the files after something was erased. Where others are in the way it stays owed: the change itself stands, and
// the next one tries again.
func (w *writer) clean(ctx context.Context, erased bool) {
	if !erased && !w.owes {
		return
	}
	limit := sweepAgain
	if erased {
		limit = sweepPatience
	}
	within, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	w.owes = w.sweep(within) != nil
}

// begin waits for its turn and takes the right to write.
func (w *writer) begin(ctx context.Context) error {
	turn := w.db.places.turn
	if err := turn.take(ctx, exclusive); err != nil {
		return waited(err)
	}
	for wait := shortest; ; wait = min(2*wait, longest) {
		_, err := w.conn.ExecContext(context.WithoutCancel(ctx), begin)
		if busy(err) {
			if err = pause(ctx, wait); err == nil {
				continue
			}
		}
		return errors.Join(waited(fault(err)), turn.release())
	}
}

// waited says of a wait that took too long what it waited for.
func waited(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w (%w)", record.ErrBusy, err)
	}
	return err
}

// look forgets what is known of the ledgers when another connection has written.
func (w *writer) look(c *changes) error {
	change := int64(0)
	if err := c.get(&change, selectChange); err != nil {
		return err
	}
	if change != w.change {
		w.change = change
		clear(w.sizes)
	}
	return nil
}

// undo rolls back because of err. A connection that cannot even do that is given up for a new one, which rolls back as well.
func (w *writer) undo(ctx context.Context, err error) error {
	clear(w.sizes)
	if _, e := w.conn.ExecContext(ctx, "ROLLBACK"); e == nil || settled(w.conn) {
		return fault(err)
	}
	if e := w.renew(ctx); e != nil {
		return errors.Join(fault(err), e)
	}
	return fault(err)
}

// renew gives the connection up and opens another one.
func (w *writer) renew(ctx context.Context) error {
	var errs []error
	for _, s := range w.stmts {
		errs = append(errs, s.Close())
	}
	clear(w.stmts)
	_ = w.conn.Raw(func(any) error { return driver.ErrBadConn }) // tells the pool to close it
	conn, err := w.db.write.Connx(ctx)
	if err != nil {
		return errors.Join(append(errs, fmt.Errorf("open the writing connection again: %w", fault(err)))...)
	}
	w.conn = conn
	return errors.Join(errs...)
}

// commit makes the changes last. An error that leaves open whether it did is workflow.ErrUnknown.
func (w *writer) commit(c *changes) error {
	if _, err := w.conn.ExecContext(c.ctx, "COMMIT"); err != nil {
		clear(w.sizes)
		if !settled(w.conn) {
			_, _ = w.conn.ExecContext(c.ctx, "ROLLBACK") // whether it worked is asked next
		}
		if undone(err) && settled(w.conn) {
			return fault(err)
		}
		return fmt.Errorf("%w: %w", workflow.ErrUnknown, err)
	}
	for origin, s := range c.grown {
		w.sizes[origin] = s
	}
	return nil
}

// changes is a writing transaction under way. Statements are prepared once and not interrupted; between them until is
// asked whether somebody still waits for the outcome.
type changes struct {
	w     *writer
	ctx   context.Context
	until context.Context
	grown map[string]shelf

	erased bool // texts or an account
}

// stmt is a prepared statement of the writing connection.
func (c *changes) stmt(text string) (*sqlx.Stmt, error) {
	if s := c.w.stmts[text]; s != nil {
		return s, nil
	}
	s, err := c.w.conn.PreparexContext(c.ctx, c.w.db.write.Rebind(text))
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", text, err)
	}
	c.w.stmts[text] = s
	return s, nil
}

// exec runs a statement.
func (c *changes) exec(text string, args ...any) error {
	s, err := c.stmt(text) //nolint:sqlclosecheck // the writer keeps it, and closes it at its own end
	if err != nil {
		return err
	}
	_, err = s.ExecContext(c.ctx, args...)
	return err
}

// affect runs a statement and answers how many rows it touched.
func (c *changes) affect(text string, args ...any) (int64, error) {
	s, err := c.stmt(text) //nolint:sqlclosecheck // the writer keeps it, and closes it at its own end
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(c.ctx, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// all reads rows.
func (c *changes) all(to any, text string, args ...any) error {
	s, err := c.stmt(text) //nolint:sqlclosecheck // the writer keeps it, and closes it at its own end
	if err != nil {
		return err
	}
	return s.SelectContext(c.ctx, to, args...)
}

// get reads one row.
func (c *changes) get(to any, text string, args ...any) error {
	s, err := c.stmt(text) //nolint:sqlclosecheck // the writer keeps it, and closes it at its own end
	if err != nil {
		return err
	}
	return s.GetContext(c.ctx, to, args...)
}
