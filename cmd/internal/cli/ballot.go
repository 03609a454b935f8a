package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

func newBallot(e *env) *cobra.Command {
	return e.group("ballot", text{"Abstimmungen: eröffnen, schließen, zeigen", "ballots: open, close, show"},
		newBallotOpen(e), newSecrecy(e), newBallotClose(e), newBallotShow(e))
}

func newBallotClose(e *env) *cobra.Command {
	w, blank := &writing{}, false
	cmd := e.command(spec{
		use: "close ROUND PROPOSAL...", short: text{"schließt die Abstimmung über Vorschläge oder Anträge und zählt aus", "closes the ballot on proposals or motions and counts"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			acts := make([]desk.Act, len(args)-1)
			for i, name := range args[1:] {
				on, err := d.subject(name)
				if err != nil {
					return err
				}
				acts[i] = desk.Act{Round: d.ID, Command: &workflow.CloseBallot{Proposal: on.proposal, Motion: on.motion, Uncounted: blank}}
			}
			return h.act(ctx, w, acts...)
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	cmd.Flags().BoolVar(&blank, "uncounted", false, e.say("geheime Abstimmung ohne Auszählung schließen, wo zu wenige abgestimmt haben", "close a secret ballot without a tally where too few have voted"))
	return cmd
}

// choice says a vote.
func (e *env) choice(c policy.Choice) string {
	switch c {
	case policy.Yes:
		return e.say("Ja", "yes")
	case policy.No:
		return e.say("Nein", "no")
	case policy.Abstain:
		return e.say("Enthaltung", "abstained")
	case policy.Sealed:
		return e.say("geheim abgestimmt", "voted in secret")
	}
	return string(c)
}

// subject is what a ballot is on: a proposal, or a motion.
type subject struct {
	proposal, motion string
	ballot           *view.Ballot
}

// subject finds a proposal by id, number or ref, or else a motion by its id.
func (d *docket) subject(name string) (*subject, error) {
	if p := d.Proposal(name); p != nil {
		return &subject{proposal: p.ID, ballot: p.Ballot}, nil
	}
	if x := d.Motion(name); x != nil {
		return &subject{motion: x.ID, ballot: x.Ballot}, nil
	}
	_, err := d.proposal(name)
	return nil, err
}

// subjectOf opens a round and finds in it what a ballot is on, as subject does.
func (h *house) subjectOf(ctx context.Context, round, name string) (*docket, *subject, error) {
	d, err := h.round(ctx, round)
	if err != nil {
		return nil, nil, err
	}
	on, err := d.subject(name)
	return d, on, err
}

func newBallotOpen(e *env) *cobra.Command {
	mode, meeting, reason := "", "", ""
	w := &writing{}
	cmd := e.command(spec{
		use: "open ROUND PROPOSAL...", short: text{"eröffnet die Abstimmung über Vorschläge oder Anträge (eine weitere mit Grund)", "opens the ballot on proposals or motions (a further one with a reason)"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if !slices.Contains([]string{"", "open", "named", "secret"}, mode) {
				return usagef("„%s“ ist nicht möglich. Möglich sind open, named und secret.", "\"%s\" is not possible. Possible are open, named and secret.", mode)
			}
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			acts := make([]desk.Act, len(args)-1)
			for i, name := range args[1:] {
				on, err := d.subject(name)
				if err != nil {
					return err
				}
				c := &workflow.OpenBallot{Proposal: on.proposal, Motion: on.motion, Meeting: meeting, Mode: workflow.Mode(mode), Reason: reason}
				if mode == "open" {
					c.Mode = workflow.ModeOpen
				}
				acts[i] = desk.Act{Round: d.ID, Command: c}
			}
			return h.act(ctx, w, acts...)
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	f := cmd.Flags()
	f.StringVar(&mode, "mode", "", e.say("open (sonst), named (mit Namensaufruf) oder secret (geheim)", "open (else), named (each called by name) or secret"))
	f.StringVar(&meeting, "meeting", "", e.say("Sitzung oder schriftliches Verfahren (sonst die eröffnete Sitzung mit diesem Punkt)", "meeting or written procedure (else the open meeting with this item)"))
	f.StringVar(&reason, "reason", "", e.say("Grund; er steht danach in der Akte", "reason; it will stand in the record"))
	return cmd
}

func newSecrecy(e *env) *cobra.Command {
	member := ""
	w := &writing{}
	cmd := e.command(spec{
		use: "secret ROUND PROPOSAL --for MEMBER", need: []string{"for"},
		short: text{"trägt ein, dass ein Mitglied geheime Abstimmung verlangt, vor der ersten Stimme", "enters that a member demands a secret ballot, ahead of the first vote"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, on, err := h.subjectOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			who, err := h.person(ctx, d, member)
			if err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, For: who, Command: &workflow.DemandSecrecy{Proposal: on.proposal, Motion: on.motion}})
		}),
	})
	w.flags(e, cmd)
	cmd.Flags().StringVar(&member, "for", "", e.say("Mitglied: Kennung, E-Mail-Adresse, Name oder Ref", "member: id, e-mail address, name or ref"))
	return cmd
}
