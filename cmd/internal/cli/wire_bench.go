package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"gremium/cmd/internal/bench"
	"gremium/store"
	"gremium/store/floor"
	"gremium/store/record"
	"gremium/workflow/audit"
)

// rig puts together what is measured: the archive and the engine of every day.
func (e *env) rig(folder string) *bench.Rig {
	silent := *e
	silent.out, silent.errs, silent.json = io.Discard, io.Discard, false
	r := &bench.Rig{
		Dir: folder, Now: time.Now,
		Single: func(ctx context.Context, path string, long time.Duration) (float64, error) {
			return floor.Single(ctx, path, long, time.Now)
		},
		Group: func(ctx context.Context, path string, callers int, long time.Duration) (float64, error) {
			return floor.Group(ctx, path, callers, long, time.Now)
		},
		Open: silent.benchHouse,
		Import: func(ctx context.Context, dir, database string) error {
			into := silent
			into.url = database
			return into.importFolder(ctx, dir, &importing{})
		},
	}
	if isTerminal(e.errs) {
		r.Say = func(what string) { fmt.Fprintf(bare(e.errs), "\r\033[K%s …", what) }
	}
	return r
}

func (e *env) benchHouse(ctx context.Context, path string) (*bench.House, error) {
	db, err := store.Open(ctx, path, store.Options{Create: true})
	if err != nil {
		return nil, err
	}
	if err := establish(ctx, db, authorityBench); err != nil && !errors.Is(err, record.ErrFounded) {
		return nil, errors.Join(err, db.Close())
	}
	h, err := e.enter(ctx, db, time.Now, e.moor)
	if err != nil {
		return nil, err
	}
	d := &desks{h: h}
	c := &checker{e: e, path: path}
	return &bench.House{
		Engine: h.engine, Account: d.account, Verify: c.verify, Close: func() error { return errors.Join(c.close(), h.Close()) },
		Seal: func(ctx context.Context, round string) error {
			_, err := h.db.Seal(ctx, h.engine.RoundOrigin(round), 0, h.anchor.Allowed)
			return err
		},
	}, nil
}

// checker checks an installation that is measured as `gremium log verify` does, which opens it for itself.
type checker struct {
	e    *env
	path string
	h    *house // nil before the first check
}

func (c *checker) close() error {
	if c.h == nil {
		return nil
	}
	return c.h.Close()
}

// verify checks a round, but for the tables beside the record.
func (c *checker) verify(ctx context.Context, round string, progress func()) (uint64, error) {
	if c.h == nil {
		into := *c.e
		into.url = c.path
		var err error
		if c.h, err = into.openAs(ctx, store.Options{Mapped: true}); err != nil {
			return 0, err
		}
	}
	opt := audit.Options{Lang: c.e.lang, Round: round}
	report, err := c.h.verify(ctx, nil, opt, false, func(int) func(int) { return func(int) { progress() } })
	if err == nil && !report.OK {
		err = errDamaged
	}
	if err != nil {
		return 0, err
	}
	return report.Entries, nil
}

// errDamaged means that what was written a moment ago does not hold.
var errDamaged = errors.New("the record that was measured does not hold")

// authorityBench names installations that are only measured.
const authorityBench = "bench"
