package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
)

// lotLine is a lot as `round show --json` tells it.
type lotLine struct {
	Order []string `json:"order"` // numbers of the proposals, the first drawn first
	By    string   `json:"by"`
	Entry uint64   `json:"entry"`
}

func newRoundLot(e *env) *cobra.Command {
	w := &writing{}
	cmd := e.command(spec{
		use: "lot ROUND", short: text{"zieht das Los zwischen Vorschlägen, die an der Grenze der Plätze gleich stehen", "draws the lot among proposals that are tied where the places end"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			if err := h.act(ctx, w, desk.Act{Round: d.ID, Command: &workflow.DrawLot{Among: d.among()}}); err != nil || e.json || w.dry {
				return err
			}
			if d, err = h.round(ctx, args[0]); err != nil {
				return err
			}
			lots := d.lots()
			e.tell("Reihenfolge: %s", "Order: %s", strings.Join(lots[len(lots)-1].Order, ", "))
			return nil
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	return cmd
}

// among are the proposals among whom a lot is due; where the latest one has been drawn, those it was drawn among, so that the same
// command sent again says the same.
func (d *docket) among() []string {
	if tied, _ := d.Tied(); len(tied) > 0 {
		return tied
	}
	if lots := d.Lots(); len(lots) > 0 {
		return lots[len(lots)-1].Order
	}
	return nil
}

// lots are the lots that were drawn.
func (d *docket) lots() []lotLine {
	out := []lotLine{}
	for _, l := range d.Lots() {
		line := lotLine{By: l.By, Entry: l.Entry}
		for _, id := range l.Order {
			line.Order = append(line.Order, d.Proposal(id).Number)
		}
		out = append(out, line)
	}
	return out
}
