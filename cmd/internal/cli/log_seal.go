package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/store/record"
)

const (
	sealRest  = 20 * time.Millisecond // between two segments, so that whoever writes comes first
	sealEvery = time.Minute           // how often a server looks for rounds that have ended
)

func newLogSeal(e *env) *cobra.Command {
	return e.command(spec{
		use: "seal [ROUND]", short: text{"packt die Einträge beendeter Runden in Segmente von 256, die schneller zu lesen sind", "packs the entries of rounds that have ended into segments of 256, which are faster to read"},
		long: text{
			"Die Akte ändert sich dadurch nicht: Die Segmente enthalten dieselben Bytes und Prüfsummen, und jede Prüfung ergibt dasselbe wie\nvorher. Solange eine Runde läuft, bleiben ihre Einträge einzeln. Ein Server packt beendete Runden von selbst; diesen Befehl braucht es\nnur, wo keiner läuft. Er kann jederzeit abgebrochen und wiederholt werden.",
			"The record does not change by that: the segments hold the same bytes and leaf hashes, and every check gives what it gave before.\nAs long as a round goes on, its entries stay apart. A server packs rounds that have ended by itself; this command is needed only where\nnone runs. It can be stopped and repeated at any time.",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if wrong := h.anchor.Allowed(); wrong != nil {
				return wrong
			}
			ended, err := h.db.Ended(ctx)
			if err != nil {
				return err
			}
			if len(args) > 0 {
				if ended, err = h.endedRound(ctx, ended, args[0]); err != nil {
					return err
				}
			}
			return h.seal(ctx, ended)
		}),
	})
}

// endedRound is the ledger of a round that is named, if it is among those that have ended.
func (h *house) endedRound(ctx context.Context, ended []string, name string) ([]string, error) {
	d, err := h.round(ctx, name)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(ended, d.Origin) {
		return nil, reply.New(reply.Conflict, "round_not_ended",
			fmt.Sprintf("Die Runde %s läuft noch. Gepackt wird, wenn sie abgeschlossen oder abgebrochen ist.", d.ID),
			fmt.Sprintf("The round %s goes on. It is packed once it is concluded or cancelled.", d.ID))
	}
	return []string{d.Origin}, nil
}

// sealedJSON is what was packed of a round, as --json tells it.
type sealedJSON struct {
	Round    string `json:"round"`
	Segments int    `json:"segments"`
}

// seal packs ledgers, and says what it packed.
func (h *house) seal(ctx context.Context, origins []string) error {
	out := []sealedJSON{}
	for _, origin := range origins {
		n, err := h.db.Seal(ctx, origin, 0, h.anchor.Allowed)
		if err != nil {
			return err
		}
		round := strings.TrimPrefix(origin, h.engine.RoundOrigin(""))
		if out = append(out, sealedJSON{round, n}); n > 0 {
			h.e.tell("Runde %s: %d Einträge gepackt.", "Round %s: %d entries packed.", round, n*256)
		}
	}
	if h.e.json {
		return list(h.e, out)
	}
	if !slices.ContainsFunc(out, func(s sealedJSON) bool { return s.Segments > 0 }) {
		h.e.tell("Zu packen ist nichts: Keine beendete Runde hat 256 Einträge, die noch einzeln stehen.", "There is nothing to pack: no round that has ended has 256 entries that stand apart.")
	}
	return nil
}

// sealing packs what has ended, now and then, until the answer is called. It gives way to everybody else.
func (h *house) sealing(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for said := ""; ; {
			if err := h.sealEnded(ctx); err != nil && ctx.Err() == nil && !errors.As(err, new(*record.BreachError)) && err.Error() != said {
				said = err.Error() // once is enough
				fmt.Fprintln(h.e.errs, "gremium:", h.e.wrong(err))
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(sealEvery):
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

// sealEnded packs what has ended and is not packed, unless nothing is written any more, which the server has said at its start.
func (h *house) sealEnded(ctx context.Context) error {
	var ended []string
	var err error
	if h.anchor.Allowed() == nil {
		ended, err = h.db.Ended(ctx)
	}
	for _, origin := range ended { // what cannot be packed keeps no other from it
		if ctx.Err() != nil || h.anchor.Allowed() != nil {
			break
		}
		_, fault := h.db.Seal(ctx, origin, sealRest, h.anchor.Allowed)
		err = errors.Join(err, fault)
	}
	return err
}
