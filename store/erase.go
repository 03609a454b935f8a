package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gremium/workflow"
)

// shortText is the length in characters from which on a text is looked for inside of longer ones. Shorter ones stand in every
// draft by chance.
const shortText = 4

// erase deletes the texts that an entry erases, drafts that hold them, and the account that it forgets. The files are swept
// after the commit; until that is done a row says that it is owed.
func (c *changes) erase(number int64, e *workflow.Sealed) error {
	if len(e.Erased) == 0 && e.Forgotten == "" {
		return nil
	}
	var values []string
	for _, at := range e.Erased {
		var value string
		if err := c.get(&value, `SELECT value FROM texts WHERE ledger = ? AND seq = ? AND path = ?`, number, at.Seq, at.Path); err != nil {
			return fmt.Errorf("text %s of entry %d: %w", at.Path, at.Seq, err)
		}
		values = append(values, value)
		if err := c.exec(`DELETE FROM texts WHERE ledger = ? AND seq = ? AND path = ?`, number, at.Seq, at.Path); err != nil {
			return fmt.Errorf("text %s of entry %d: %w", at.Path, at.Seq, err)
		}
	}
	if err := c.forget(e.Forgotten); err != nil {
		return err
	}
	if err := c.eraseDrafts(values); err != nil {
		return err
	}
	c.erased = true
	return c.exec(`INSERT INTO sweeps (one, since) VALUES (1, ?) ON CONFLICT (one) DO NOTHING`, e.Record.At.String())
}

// forget deletes an account with its roles, sessions and drafts. Attempts to sign in name nobody, so all of them go: they count for a
// quarter of an hour only.
func (c *changes) forget(account string) error {
	if account == "" {
		return nil
	}
	for _, statement := range []string{
		`DELETE FROM drafts WHERE account = ?`,
		`DELETE FROM roles WHERE account = ?`,
		`DELETE FROM sign_ins WHERE instr(data, CAST(? AS BLOB)) > 0`,
		`DELETE FROM accounts WHERE id = ?`,
	} {
		if err := c.exec(statement, account); err != nil {
			return fmt.Errorf("forget the account: %w", err)
		}
	}
	if err := c.exec(`DELETE FROM sign_in_attempts`); err != nil {
		return fmt.Errorf("forget the account: %w", err)
	}
	return nil
}

// eraseDrafts deletes every draft that holds one of the texts.
func (c *changes) eraseDrafts(values []string) error {
	var rows []draftRow
	if err := c.all(&rows, `SELECT account, round, proposal, form, body, base, updated FROM drafts`); err != nil {
		return fmt.Errorf("drafts: %w", err)
	}
	for i := range rows {
		d := &rows[i]
		for _, value := range values {
			if !draftHolds(d.Body, value) {
				continue
			}
			err := c.exec(`DELETE FROM drafts WHERE account = ? AND round = ? AND proposal = ? AND form = ?`, d.Account, d.Round, d.Proposal, d.Form)
			if err != nil {
				return fmt.Errorf("draft: %w", err)
			}
			break
		}
	}
	return nil
}

// draftHolds tells whether a draft, as JSON, has a text in it.
func draftHolds(body, value string) bool {
	var parsed any
	if err := json.Unmarshal([]byte(body), &parsed); err != nil {
		return textHolds(body, value)
	}
	return anyHolds(parsed, value)
}

func anyHolds(v any, value string) bool {
	switch x := v.(type) {
	case string:
		return textHolds(x, value)
	case []any:
		for _, item := range x {
			if anyHolds(item, value) {
				return true
			}
		}
	case map[string]any:
		for key, item := range x {
			if textHolds(key, value) || anyHolds(item, value) {
				return true
			}
		}
	}
	return false
}

func textHolds(text, value string) bool {
	text, value = strings.ReplaceAll(text, "\r\n", "\n"), strings.TrimSpace(value)
	if utf8.RuneCountInString(value) < shortText {
		return value != "" && strings.TrimSpace(text) == value
	}
	return strings.Contains(text, value)
}

// Sweep rewrites the database, so that nothing that was deleted is left in free pages or behind the rows, and empties the log
// of changes. It waits for who reads and writes as long as ctx allows; the error is record.ErrBusy after that, and the sweep
// stays owed.
func (db *DB) Sweep(ctx context.Context) error {
	w := db.writer
	select {
	case w.mine <- struct{}{}:
	case <-ctx.Done():
		return waited(ctx.Err())
	}
	defer func() { <-w.mine }()
	return w.sweep(ctx)
}

// SweepOwed tells whether something was erased whose traces may still be in the files.
func (db *DB) SweepOwed(ctx context.Context) (bool, error) {
	var since []string
	err := db.selectAll(ctx, &since, `SELECT since FROM sweeps`)
	return len(since) > 0, err
}

// sweep does it. The right to write within the process is taken.
func (w *writer) sweep(ctx context.Context) error {
	steady := context.WithoutCancel(ctx)
	if err := w.insist(ctx, func() error {
		_, err := w.conn.ExecContext(steady, vacuumStatement)
		return err
	}); err != nil {
		return fmt.Errorf("rewrite the database: %w", err)
	}
	if err := w.truncate(ctx); err != nil {
		return err
	}
	if err := w.insist(ctx, func() error {
		_, err := w.conn.ExecContext(steady, `DELETE FROM sweeps`)
		return err
	}); err != nil {
		return fmt.Errorf("note that the files are swept: %w", err)
	}
	w.owes = false
	return nil
}

// errReaders means that somebody still reads what the log of changes holds.
var errReaders = errors.New("somebody is reading")

// truncate brings the log of changes into the file and empties it.
func (w *writer) truncate(ctx context.Context) error {
	steady := context.WithoutCancel(ctx)
	err := w.insist(ctx, func() error {
		var left, frames, moved int
		if err := w.conn.QueryRowxContext(steady, truncateStatement).Scan(&left, &frames, &moved); err != nil {
			return err
		}
		if left != 0 {
			return errReaders
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("empty the log of changes: %w", err)
	}
	return nil
}

// insist does something again as long as others are in the way and ctx allows.
func (w *writer) insist(ctx context.Context, do func() error) error {
	for wait := shortest; ; wait = min(2*wait, longest) {
		err := do()
		if !busy(err) && !errors.Is(err, errReaders) {
			return fault(err)
		}
		if err := pause(ctx, wait); err != nil {
			return waited(err)
		}
	}
}
