package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gremium/store/record"
)

// draftRow is a row of the table of drafts.
type draftRow struct {
	Account  string `db:"account"`
	Round    string `db:"round"`
	Proposal string `db:"proposal"`
	Form     string `db:"form"`
	Body     string `db:"body"`
	Base     uint64 `db:"base"`
	Updated  string `db:"updated"`
}

const selectDraft = `SELECT account, round, proposal, form, body, base, updated FROM drafts
WHERE account = ? AND round = ? AND proposal = ? AND form = ?`

func (r *draftRow) draft() (record.Draft, error) {
	at, err := instantOf(r.Updated)
	return record.Draft{
		Account: r.Account, Round: r.Round, Proposal: r.Proposal, Form: r.Form, Body: r.Body, Base: r.Base, Updated: at,
	}, err
}

// SaveDraft keeps a draft whose last save the form saw at seen, the zero time for a draft that it did not know. Where
// somebody, in another tab, has saved since, nothing is written: the answer is that version, with record.ErrStaleDraft.
// What was saved is answered otherwise. d.Updated is the instant of this save; it is moved on where two saves share one.
func (db *DB) SaveDraft(ctx context.Context, d record.Draft, seen time.Time) (record.Draft, error) {
	var out record.Draft
	err := db.change(ctx, func(c *changes) error {
		var row draftRow
		err := c.get(&row, selectDraft, d.Account, d.Round, d.Proposal, d.Form)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			row.Updated = ""
		case err != nil:
			return err
		}
		if err := stale(&row, seen); err != nil {
			out, err = row.draft()
			return errors.Join(record.ErrStaleDraft, err)
		}
		at := instant(d.Updated)
		if at <= row.Updated {
			last, err := instantOf(row.Updated)
			if err != nil {
				return err
			}
			at = instant(last.Add(time.Microsecond))
		}
		if out, err = (&draftRow{d.Account, d.Round, d.Proposal, d.Form, d.Body, d.Base, at}).draft(); err != nil {
			return err
		}
		return c.exec(`INSERT INTO drafts (account, round, proposal, form, body, base, updated) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (account, round, proposal, form) DO UPDATE SET body = excluded.body, base = excluded.base, updated = excluded.updated`,
			d.Account, d.Round, d.Proposal, d.Form, d.Body, d.Base, at)
	})
	return out, err
}

// stale compares the last save with the one that the form saw. A draft that has gone since was sent, or thrown away in
// another tab: saving it again is what the person does now.
func stale(row *draftRow, seen time.Time) error {
	if row.Updated == "" || !seen.IsZero() && instant(seen) == row.Updated {
		return nil
	}
	return record.ErrStaleDraft
}

// Draft is what an account has begun in a form, or record.ErrNotFound.
func (db *DB) Draft(ctx context.Context, account, round, proposal, form string) (record.Draft, error) {
	var row draftRow
	err := db.read.GetContext(ctx, &row, db.read.Rebind(selectDraft), account, round, proposal, form)
	if errors.Is(err, sql.ErrNoRows) {
		return record.Draft{}, fmt.Errorf("draft: %w", record.ErrNotFound)
	}
	if err != nil {
		return record.Draft{}, fmt.Errorf("draft: %w", fault(err))
	}
	return row.draft()
}

// Drafts are all drafts of an account in a round, latest first.
func (db *DB) Drafts(ctx context.Context, account, round string) ([]record.Draft, error) {
	var rows []draftRow
	err := db.selectAll(ctx, &rows, `SELECT account, round, proposal, form, body, base, updated FROM drafts
WHERE account = ? AND round = ? ORDER BY updated DESC, proposal, form`, account, round)
	if err != nil {
		return nil, fmt.Errorf("drafts: %w", err)
	}
	out := make([]record.Draft, len(rows))
	for i := range rows {
		if out[i], err = rows[i].draft(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// DeleteDraft lets a draft go, once it was sent or thrown away; that there is none is no error.
func (db *DB) DeleteDraft(ctx context.Context, account, round, proposal, form string) error {
	return db.change(ctx, func(c *changes) error {
		return c.exec(`DELETE FROM drafts WHERE account = ? AND round = ? AND proposal = ? AND form = ?`, account, round, proposal, form)
	})
}
