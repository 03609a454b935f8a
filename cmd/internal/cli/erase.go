package cli

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"gremium/workflow"
	"gremium/workflow/desk"
)

// registerName is what the register is called where a round could stand.
const registerName = "register"

func newErase(e *env) *cobra.Command {
	return e.group("erase", text{"Löschen nach Art. 17 DSGVO: beantragen, genehmigen, ablehnen; Löschverbote", "erasure under Art. 17 GDPR: ask for it, approve, refuse; legal holds"},
		newEraseRequest(e), newErasePerson(e), newEraseApprove(e), newEraseRefuse(e), newEraseList(e), newEraseShow(e),
		newEraseHold(e), newEraseLift(e), newEraseSweep(e))
}

// eraseWhy are the flags that say why.
type eraseWhy struct{ basis, reason string }

func (f *eraseWhy) flags(e *env, cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.basis, "basis", "", e.say("Rechtsgrund nach Art. 17 Abs. 1 DSGVO: 17-1-a bis 17-1-f", "legal basis, Art. 17 (1) GDPR: 17-1-a to 17-1-f"))
	reasonFlag(e, cmd, &f.reason)
}

func reasonFlag(e *env, cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "reason", "", e.say("Begründung", "reason"))
}

func newEraseRequest(e *env) *cobra.Command {
	f, w := &eraseWhy{}, &writing{}
	var entry uint64
	var paths []string
	cmd := e.command(spec{
		use: "request ROUND --entry N [--path PATH …] --basis BASIS", need: []string{"entry", "basis"},
		short: text{"beantragt, Texte eines Eintrags zu löschen; eine zweite Person genehmigt es", "asks for the erasure of texts of an entry; a second person approves it"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			return h.act(ctx, w, desk.Act{Round: ledgerOf(args[0]), Command: &workflow.RequestErasure{
				Basis: f.basis, Reason: f.reason, Fields: []workflow.Field{{Entry: entry, Paths: paths}},
			}})
		}),
	})
	w.flags(e, cmd)
	f.flags(e, cmd)
	cmd.Flags().Uint64Var(&entry, "entry", 0, e.say("Nummer des Eintrags, dessen Texte gelöscht werden sollen", "number of the entry whose texts are to be erased"))
	cmd.Flags().StringSliceVar(&paths, "path", nil, e.say("nur dieser Text, etwa rationale oder justification/innovative (mehrmals möglich; sonst alle)", "only this text, such as rationale or justification/innovative (may be repeated; else all)"))
	return cmd
}

// ledgerOf is the round that is meant, empty for the register.
func ledgerOf(name string) string {
	if name == registerName {
		return ""
	}
	return name
}

func newErasePerson(e *env) *cobra.Command {
	f, w := &eraseWhy{}, &writing{}
	cmd := e.command(spec{
		use: "person EMAIL --basis BASIS", need: []string{"basis"},
		short: text{"beantragt, eine Person zu löschen: Name und Zuordnung in jeder Runde, und das Konto", "asks for the erasure of a person: name and what leads to it in every round, and the account"},
		long: text{
			"Jede Runde, an der die Person teilnimmt, und das Register bekommen einen eigenen Antrag; jeden genehmigt eine zweite Person.\nBewertungen und Stimmen bleiben und zählen weiter, ohne Namen.",
			"Each round that the person takes part in, and the register, get a request of their own; a second person approves each.\nScores and votes stay and count, without a name.",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			a, err := h.personal(ctx, args[0])
			if err != nil {
				return err
			}
			acts, err := h.desk.Forgetting(ctx, &h.operator, a.ID, a.Email, f.basis, f.reason)
			if err != nil {
				return err
			}
			return h.act(ctx, w, acts...)
		}),
	})
	w.flags(e, cmd)
	f.flags(e, cmd)
	return cmd
}

// entryArg reads the number of an entry.
func entryArg(arg string) (uint64, error) {
	n, err := strconv.ParseUint(arg, 10, 64)
	if err != nil {
		return 0, usagef("„%s“ ist keine Nummer eines Eintrags.", "\"%s\" is no number of an entry.", arg)
	}
	return n, nil
}

func newEraseApprove(e *env) *cobra.Command {
	w := &writing{}
	cmd := e.command(spec{
		use:   "approve ROUND REQUEST",
		short: text{"genehmigt einen Antrag als zweite Person und löscht", "approves a request as the second person, and erases"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			n, err := entryArg(args[1])
			if err != nil {
				return err
			}
			c := &workflow.EraseText{Request: n}
			if err := h.act(ctx, w, desk.Act{Round: ledgerOf(args[0]), Command: c}); err != nil || w.dry {
				return err
			}
			return h.swept(ctx)
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	return cmd
}

func newEraseRefuse(e *env) *cobra.Command {
	w := &writing{}
	var reason string
	cmd := e.command(spec{
		use: "refuse ROUND REQUEST --reason TEXT", need: []string{"reason"},
		short: text{"lehnt einen Antrag mit Begründung ab", "refuses a request, with the reason"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			n, err := entryArg(args[1])
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: ledgerOf(args[0]), Command: &workflow.RefuseErasure{Request: n, Reason: reason}})
		}),
	})
	w.flags(e, cmd)
	reasonFlag(e, cmd, &reason)
	return cmd
}

func newEraseHold(e *env) *cobra.Command {
	w := &writing{}
	var reason string
	cmd := e.command(spec{
		use: "hold ROUND [PROPOSAL] --reason TEXT", need: []string{"reason"},
		short: text{"setzt ein Löschverbot für die Runde oder einen Vorschlag", "sets a legal hold on the round or on a proposal"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			c := &workflow.SetHold{Reason: reason}
			if len(args) > 1 {
				_, p, err := h.proposalOf(ctx, args[0], args[1])
				if err != nil {
					return err
				}
				c.Subject = p.ID
			}
			return h.act(ctx, w, desk.Act{Round: ledgerOf(args[0]), Command: c})
		}),
	})
	w.flags(e, cmd)
	reasonFlag(e, cmd, &reason)
	return cmd
}

func newEraseLift(e *env) *cobra.Command {
	w := &writing{}
	var reason string
	cmd := e.command(spec{
		use: "lift ROUND HOLD --reason TEXT", need: []string{"reason"},
		short: text{"hebt ein Löschverbot auf", "lifts a legal hold"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			n, err := entryArg(args[1])
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: ledgerOf(args[0]), Command: &workflow.LiftHold{Hold: n, Reason: reason}})
		}),
	})
	w.flags(e, cmd)
	reasonFlag(e, cmd, &reason)
	return cmd
}
