package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/ledger"
)

// lookInside opens the database, as every command does, and writes nothing.
func (d *diagnosis) lookInside(ctx context.Context) {
	db, err := store.Open(ctx, d.e.url, store.Options{})
	if err != nil {
		d.wrong("inside", err)
		return
	}
	h, err := d.e.enterNow(ctx, db, func(ctx context.Context, db *store.DB, authority string) (*anchor.Anchor, error) {
		return anchor.Open(ctx, d.e.moored(db, authority)) // which makes no key
	})
	if err != nil {
		d.wrong("inside", err)
		return
	}
	for _, l := range []struct {
		check string
		look  func(context.Context, *house) error
	}{
		{"clock", d.lookClock},
		{"key", d.lookAnchor},
		{"register", d.lookRegister},
		{"signed", d.lookSigned},
		{"backup", d.lookBackups},
		{"erased", d.lookErased},
		{"accounts", d.lookAccounts},
		{"tokens", d.lookTokens},
		{"witnesses", d.lookWitnesses},
	} {
		if err := l.look(ctx, h); err != nil {
			d.wrong(l.check, err)
		}
	}
	if err := h.Close(); err != nil {
		d.wrong("inside", err)
	}
}

// clockSlack is by how much clocks of two machines may differ.
const clockSlack = 2 * time.Minute

// lookClock compares the clock with the last entry of every ledger: entries never go back in time, so a clock that is slow lets
// them stand still, and one that was fast leaves entries in the future.
func (d *diagnosis) lookClock(ctx context.Context, h *house) error {
	heads, err := h.db.Heads(ctx)
	if err != nil {
		return err
	}
	var last ledger.Instant
	for origin, head := range heads {
		if head.Size == 0 {
			continue
		}
		at, err := lastOf(ctx, h, origin, head.Size)
		if err != nil {
			return err
		}
		last = max(last, at)
	}
	i, err := h.db.Installation(ctx)
	if err != nil {
		return err
	}
	now, known := d.now(), i.Created
	if last.Time().After(known) {
		known = last.Time()
	}
	if now.Add(clockSlack).Before(known) {
		d.add("clock", faulty, d.e.say("hier ist es %s, aber schon eingetragen wurde am %s", "here it is %s, but there is an entry of %s", d.e.loc.Moment(now), d.e.loc.Moment(known)),
			d.e.say("Stellen Sie die Uhr, am besten über das Netz (NTP). Bis dahin tragen alle Einträge die spätere Zeit.", "Set the clock, best over the network (NTP). Until then all entries bear the later time."))
		return nil
	}
	d.good("clock", "%s", "%s", d.e.loc.Moment(now))
	return nil
}

// lastOf is the time of a ledger's last entry, 0 where it is not there.
func lastOf(ctx context.Context, h *house, origin string, size uint64) (ledger.Instant, error) {
	for b, err := range h.db.Entries(ctx, origin, size-1) {
		if err != nil {
			return 0, err
		}
		var dec workflow.Decoder
		rec, err := dec.Decode(b)
		if err != nil {
			return 0, errors.Join(workflow.ErrCorrupt, err)
		}
		return rec.At, nil
	}
	return 0, nil
}

// lookAnchor compares key file and lock file with the record.
func (d *diagnosis) lookAnchor(_ context.Context, h *house) error {
	path := h.e.keyFileOf(h.db.Path())
	wrong := h.anchor.Allowed()
	sizes := wrong != nil && (errors.As(wrong, new(*record.BreachError)) || errors.Is(wrong, record.ErrSizesMissing) || errors.Is(wrong, record.ErrSizesBad))
	_, err := anchor.LoadKeys(path)
	switch {
	case err != nil:
		d.wrong("key", err)
	case wrong != nil && !sizes:
		d.wrong("key", wrong)
	default:
		d.good("key", "%s passt zur Akte", "%s fits the record", path)
	}
	if sizes {
		d.wrong("lock_file", wrong)
	} else if wrong == nil {
		d.good("lock_file", "die Akte reicht so weit, wie %s es kennt", "the record goes as far as %s knows", h.e.sizesFileOf(h.db.Path()))
	} else {
		d.add("lock_file", unlooked, d.e.say("dafür braucht es den Schlüssel", "that needs the key"), "")
	}
	return nil
}

// lookRegister replays the register and every round that it lists.
func (d *diagnosis) lookRegister(ctx context.Context, h *house) error {
	g, _, err := h.engine.Register(ctx)
	if err != nil {
		return err
	}
	damaged, err := h.desk.Damaged(ctx, &h.operator)
	if err != nil {
		return err
	}
	if wrong := h.anchor.Allowed(); errors.As(wrong, new(*record.BreachError)) && len(damaged) == 0 && !d.any(disproved) { // found by reading
		d.wrong("lock_file", wrong)
	}
	if len(damaged) > 0 {
		d.add("register", disproved, d.e.say("nicht zu lesen: Runde %s", "cannot be read: round %s", strings.Join(damaged, ", ")),
			d.e.say("Prüfen Sie: gremium log verify. Stellen Sie eine Sicherung wieder her: gremium restore DATEI", "Check: gremium log verify. Restore a backup: gremium restore FILE"))
		return nil
	}
	d.good("register", "%d Runden, alle lesbar", "%d rounds, all of them can be read", len(g.Rounds))
	return nil
}

// lookSigned compares how far the checkpoints go with how far the ledgers do.
func (d *diagnosis) lookSigned(ctx context.Context, h *house) error {
	heads, err := h.db.Heads(ctx)
	if err != nil {
		return err
	}
	notes, err := h.db.LatestCheckpoints(ctx)
	if err != nil {
		return err
	}
	signed := map[string]uint64{}
	for _, n := range notes {
		signed[n.Origin] = n.Size
	}
	behind := 0
	for origin, head := range heads {
		if head.Size > signed[origin] {
			behind += int(head.Size - signed[origin]) //nolint:gosec // a number of entries
		}
	}
	if behind > 0 {
		d.add("signed", warned, d.e.say("%d Einträge sind noch nicht unterschrieben", "%d entries are not signed yet", behind),
			d.e.say("Läuft ein Server, geschieht das in Sekunden; sonst beim nächsten Start. Bleibt es dabei, prüfen Sie Schlüssel und Platz.", "With a running server this takes seconds; else it happens at the next start. If it stays so, check key and room."))
		return nil
	}
	d.good("signed", "jeder Eintrag ist unterschrieben", "every entry is signed")
	return nil
}
