package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
)

func newVote(e *env) *cobra.Command {
	return e.group("vote", text{"Stimmen: vom Papierbogen eintragen", "votes: enter from a paper form"}, newVoteCast(e))
}

func newVoteCast(e *env) *cobra.Command {
	var member string
	var base uint64
	w, receipt := &writing{}, &handing{}
	var cmd *cobra.Command
	cmd = e.command(spec{
		use: "cast ROUND PROPOSAL yes|no|abstain --for MEMBER", need: []string{"for"},
		short: text{"trägt die Stimme eines Mitglieds ein, mit beiden Namen in der Akte", "enters a member's vote, with both names on record"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			choice, err := parseChoice(args[2])
			if err == nil {
				err = receipt.free()
			}
			if err != nil {
				return err
			}
			d, on, err := h.subjectOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			who, err := h.person(ctx, d, member)
			if err != nil {
				return err
			}
			a := desk.Act{Round: d.ID, For: who}
			if on.ballot != nil && on.ballot.Mode == workflow.ModeSecret {
				a.Command = &workflow.CastSecretVote{Proposal: on.proposal, Motion: on.motion, Choice: choice}
			} else {
				if !cmd.Flags().Changed("base") {
					if base, err = h.voteBase(ctx, w, d, on, who); err != nil {
						return err
					}
				}
				a.Command = &workflow.CastVote{Proposal: on.proposal, Motion: on.motion, Choice: choice, Base: base}
			}
			made, err := h.carryOut(ctx, w, a)
			if err != nil {
				return err
			}
			return receipt.give(ctx, h, d.ID, args[1], made)
		}),
	})
	w.flags(e, cmd)
	receipt.flags(e, cmd)
	cmd.Flags().StringVar(&member, "for", "", e.say("Mitglied: Kennung, E-Mail-Adresse, Name oder Ref", "member: id, e-mail address, name or ref"))
	cmd.Flags().Uint64Var(&base, "base", 0, e.say("Fassung der eigenen Stimme, die ersetzt wird (sonst die neueste)", "version of the own vote that is replaced (else the latest)"))
	return cmd
}

// parseChoice reads a vote in either language.
func parseChoice(s string) (policy.Choice, error) {
	words := map[policy.Choice][]string{
		policy.Yes: {"yes", "ja"}, policy.No: {"no", "nein"}, policy.Abstain: {"abstain", "enthaltung"},
	}
	for c, names := range words {
		if slices.Contains(names, s) {
			return c, nil
		}
	}
	return "", usagef("„%s“ ist keine Stimme. Möglich sind yes, no und abstain.", "\"%s\" is not a vote. Possible are yes, no and abstain.", s)
}

// voteBase is the version of the vote that a vote entered now replaces.
func (h *house) voteBase(ctx context.Context, w *writing, d *docket, on *subject, who string) (uint64, error) {
	was, err := h.earlier(ctx, d.Origin, w.id)
	if err != nil {
		return 0, err
	}
	if was != nil {
		if v, ok := was.Event.(*workflow.VoteCast); ok {
			return v.Version - 1, nil
		}
	}
	s, err := d.state()
	if err != nil {
		return 0, err
	}
	_, person := s.Participant(who)
	b := s.BallotOn(on.proposal, on.motion)
	if person == nil || b == nil {
		return 0, nil
	}
	if v := b.Vote(person.Member); v != nil {
		return v.Version, nil
	}
	return 0, nil
}
