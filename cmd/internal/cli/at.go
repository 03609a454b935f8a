package cli

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// past is a round as it stood after some number of entries.
type past struct {
	*workflow.Round
	head workflow.Head
}

// at replays a round from its bytes as it stood after a number of entries, or after the last entry not later than a time.
// An empty when is now.
func (h *house) at(ctx context.Context, d *docket, when string) (*past, error) {
	if _, err := d.state(); err != nil {
		return nil, err
	}
	size, err := h.sizeAt(ctx, d, when)
	if err != nil {
		return nil, err
	}
	state, head, err := h.engine.Replay(ctx, d.ID, size, nil)
	if err != nil {
		return nil, err
	}
	return &past{state, head}, nil
}

// sizeAt reads --at: a number of entries, or a time.
func (h *house) sizeAt(ctx context.Context, d *docket, when string) (uint64, error) {
	if when == "" {
		return d.Size, nil
	}
	if n, err := strconv.ParseUint(when, 10, 64); err == nil {
		if n < 1 || n > d.Size {
			return 0, usagef("Die Akte hat %[1]d Einträge; --at %[2]d gibt es nicht. Möglich ist 1 bis %[1]d.", "The record has %[1]d entries; there is no --at %[2]d. Possible is 1 to %[1]d.", d.Size, n)
		}
		return n, nil
	}
	t, ok := h.e.parseTime(when)
	if !ok {
		return 0, usagef("„%s“ ist weder eine Zahl von Einträgen noch ein Zeitpunkt. Schreiben Sie etwa 40, 2026-11-23 oder 2026-11-23T18:00.", "\"%s\" is neither a number of entries nor a time. Write 40, 2026-11-23 or 2026-11-23T18:00.", when)
	}
	n, err := h.entriesUntil(ctx, d.Origin, t)
	if err == nil && n == 0 {
		err = usagef("Zu diesem Zeitpunkt gab es die Runde noch nicht.", "The round did not exist at that time.")
	}
	return n, err
}

// after says how far a record was read: how many entries, and which was the last, because entries count from 0.
func (e *env) after(size uint64) string {
	if size == 1 {
		return e.say("nach 1 Eintrag (Eintrag 0)", "after 1 entry (entry 0)")
	}
	return e.say("nach %d Einträgen (letzter: Eintrag %d)", "after %d entries (the last: entry %d)", size, size-1)
}

// parseTime reads a time. Without a zone it is the time of the committee; a day alone means its end.
func (e *env) parseTime(s string) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, true
	}
	zone := e.loc.Local(time.Unix(0, 0)).Location()
	for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(form, s, zone); err == nil {
			return t, true
		}
	}
	t, err := time.ParseInLocation(time.DateOnly, s, zone)
	return t.AddDate(0, 0, 1).Add(-time.Microsecond), err == nil
}

// entriesUntil counts the entries of a ledger that are not later than a time.
func (h *house) entriesUntil(ctx context.Context, origin string, t time.Time) (uint64, error) {
	until, n := ledger.InstantOf(t), uint64(0)
	var dec workflow.Decoder
	for b, err := range h.desk.Log.Entries(ctx, origin, 0) {
		if err != nil {
			return 0, fmt.Errorf("read %s: %w", origin, err)
		}
		rec, err := dec.Decode(b)
		if err != nil {
			return 0, fmt.Errorf("%w: %w", workflow.ErrCorrupt, err)
		}
		if rec.At > until {
			break
		}
		n++
	}
	return n, nil
}
