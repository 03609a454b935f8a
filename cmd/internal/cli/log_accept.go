package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"gremium/store"
	"gremium/store/anchor"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
)

func newLogAccept(e *env) *cobra.Command {
	var reason string
	w := &writing{}
	cmd := e.command(spec{
		use: "accept", need: []string{"reason"}, short: text{"nimmt die Akte an, wie sie ist, etwa nach einer wiederhergestellten Sicherung", "accepts the record as it is, as after a backup was restored"},
		long: text{
			"Reicht die Akte nicht mehr so weit, wie die Sperrdatei es kennt, wird sie nur noch gelesen. Haben Sie selbst eine ältere Sicherung wiederhergestellt, nehmen Sie mit diesem Befehl den Stand an: Er steht mit Ihrem Grund im Register, und jede Prüfung weist darauf hin. Haben Sie es nicht selbst getan, rufen Sie diesen Befehl nicht auf, sondern sichern Sie die Dateien.",
			"Where the record does not go as far as the lock file knows, it is only read. If you restored an older backup yourself, accept the state with this command: it stands in the register with your reason, and every check points to it. If it was not you, do not give this command, but keep the files.",
		},
		run: func(ctx context.Context, _ []string) error { return e.accept(ctx, w, reason) },
	})
	w.flags(e, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", e.say("Grund; er steht danach im Register", "reason; it will stand in the register"))
	return cmd
}

// accept puts on record that ledgers go on as they are, and lets the lock file follow.
func (e *env) accept(ctx context.Context, w *writing, reason string) (err error) {
	db, err := store.Open(ctx, e.url, store.Options{})
	if err != nil {
		return err
	}
	var found error
	h, err := e.enterNow(ctx, db, func(ctx context.Context, db *store.DB, authority string) (*anchor.Anchor, error) {
		cfg := e.moored(db, authority)
		if _, err := anchor.LoadKeys(cfg.KeyFile); errors.Is(err, record.ErrKeyMissing) {
			cfg.KeyMissing = true // the record goes first: a lost key goes on record in what was accepted
		}
		first, err := anchor.Open(ctx, cfg)
		if err != nil {
			return nil, err
		}
		found = first.Allowed()
		if err := first.Close(); err != nil {
			return nil, err
		}
		cfg.Accept = true
		return anchor.Open(ctx, cfg)
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	acts, err := h.acceptances(ctx, found, reason)
	if err != nil {
		return err
	}
	if len(acts) == 0 {
		if e.json {
			return e.object(map[string]bool{"accepted": false})
		}
		e.tell("Die Akte ist die, die zuletzt bekannt war. Anzunehmen ist nichts.", "The record is the one that was last known. There is nothing to accept.")
		return nil
	}
	if err := h.act(ctx, w, acts...); err != nil {
		return err
	}
	if err := h.anchor.Settle(ctx); err != nil {
		return err
	}
	if _, err := anchor.LoadKeys(e.keyFileOf(db.Path())); errors.Is(err, record.ErrKeyMissing) {
		e.tell("Es fehlt noch der Schlüssel. Legen Sie die Schlüsseldatei wieder an ihren Platz; ist sie verloren: gremium log key new --lost GRUND.",
			"The key is still missing. Put the key file back in its place; if it is lost: gremium log key new --lost REASON.")
		return nil
	}
	e.tellOn()
	return nil
}

// tellOn says how to go on after the record was put in order.
func (e *env) tellOn() {
	e.tell("Jetzt wird wieder geschrieben. Einen Server, der schon läuft, starten Sie neu. Prüfen Sie die Akte: gremium log verify.",
		"The record is written to again. Restart a server that runs already. Check the record: gremium log verify.")
}

// acceptances are the commands that what was found calls for: one for each ledger, and one for the register where the lock
// file is lost. Any other hindrance is the error.
func (h *house) acceptances(ctx context.Context, found error, reason string) ([]desk.Act, error) {
	heads, err := h.db.Heads(ctx)
	if err != nil {
		return nil, err
	}
	act := func(origin string, known workflow.Head) desk.Act {
		return desk.Act{Command: &workflow.AcceptLedger{Origin: origin, Known: known, Head: heads[origin], Reason: reason}}
	}
	var acts []desk.Act
	breach, is := errors.AsType[*record.BreachError](found)
	switch {
	case is:
		for i := range breach.Breaches {
			b := &breach.Breaches[i]
			acts = append(acts, act(b.Origin, workflow.Head{Size: b.Known, Root: b.KnownRoot}))
		}
	case errors.Is(found, record.ErrSizesMissing), errors.Is(found, record.ErrSizesBad):
		acts = append(acts, act(h.engine.RegisterOrigin(), workflow.Head{}))
	default:
		return nil, found
	}
	return acts, nil
}
