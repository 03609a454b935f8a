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
		newMove(e, "open", workflow.KindBallotOpened, text{"eröffnet die Abstimmung über Vorschläge (eine weitere mit Grund)", "opens the ballot on proposals (a further one with a reason)"}),
		newBallotClose(e), newBallotShow(e))
}

func newBallotClose(e *env) *cobra.Command {
	w := &writing{}
	cmd := e.command(spec{
		use: "close ROUND PROPOSAL...", short: text{"schließt die Abstimmung und zählt aus", "closes the ballot and counts"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			acts := make([]desk.Act, len(args)-1)
			for i, name := range args[1:] {
				p, err := d.proposal(name)
				if err != nil {
					return err
				}
				acts[i] = desk.Act{Round: d.ID, Command: &workflow.CloseBallot{Proposal: p.ID}}
			}
			return h.act(ctx, w, acts...)
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	return cmd
}

// ballotSheet is a ballot as `ballot show --json` tells it. Votes and tally are there once it is closed.
type ballotSheet struct {
	Proposal string     `json:"proposal"`
	Open     bool       `json:"open"`
	Voters   int        `json:"voters"`
	Awaited  []string   `json:"awaited"`
	Votes    []voteLine `json:"votes"`
	Yes      int64      `json:"yes"`
	No       int64      `json:"no"`
	Abstain  int64      `json:"abstain"`
	Proposed *string    `json:"proposed"`
}

// voteLine is one vote as JSON tells it.
type voteLine struct {
	Member string `json:"member"`
	Body   string `json:"body"`
	Choice string `json:"choice"`
}

func newBallotShow(e *env) *cobra.Command {
	return e.command(spec{
		use: "show ROUND PROPOSAL", short: text{"zeigt die Abstimmung über einen Vorschlag", "shows the ballot on a proposal"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			b := p.Ballot
			if b == nil {
				return &workflow.Refusal{Code: "ballot_missing", Rule: "lifecycle"}
			}
			s := &ballotSheet{
				Proposal: p.ID, Open: b.Open, Voters: b.Voters, Awaited: orEmpty(b.Awaited), Votes: []voteLine{}, Yes: b.Tally.Yes,
				No: b.Tally.No, Abstain: b.Tally.Abstain, Proposed: orNull(string(b.Proposed.Outcome)),
			}
			for _, v := range b.Votes {
				m := d.Members[v.Member]
				s.Votes = append(s.Votes, voteLine{m.Pseudonym, m.Body, string(v.Choice)})
			}
			if e.json {
				return e.object(s)
			}
			return h.showBallot(d, p, s)
		}),
	})
}

func (h *house) showBallot(d *docket, p *view.Proposal, s *ballotSheet) error {
	e := h.e
	e.tell("%s", "%s", d.called(p))
	if s.Open {
		e.tell("Die Abstimmung läuft. Abgestimmt haben %d, es fehlen: %s", "The ballot is open. Votes cast: %d, still awaited: %s", s.Voters, h.people(s.Awaited))
		return nil
	}
	t := e.table(text{"Mitglied", "member"}, text{"Teil", "body"}, text{"Stimme", "vote"})
	for _, v := range s.Votes {
		t.row(e.name(v.Member), v.Body, e.choice(policy.Choice(v.Choice)))
	}
	if err := t.print(); err != nil {
		return err
	}
	e.tell("Ja %d, Nein %d, Enthaltung %d", "Yes %d, no %d, abstained %d", s.Yes, s.No, s.Abstain)
	if s.Proposed != nil {
		e.tell("Das Regelwerk schlägt vor: %s", "The policy proposes: %s", workflow.Word(*s.Proposed, e.lang))
	}
	return nil
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
	}
	return string(c)
}

func newVote(e *env) *cobra.Command {
	return e.group("vote", text{"Stimmen: vom Papierbogen eintragen", "votes: enter from a paper form"}, newVoteCast(e))
}

func newVoteCast(e *env) *cobra.Command {
	var member string
	var base uint64
	w := &writing{}
	var cmd *cobra.Command
	cmd = e.command(spec{
		use: "cast ROUND PROPOSAL yes|no|abstain --for MEMBER", need: []string{"for"},
		short: text{"trägt die Stimme eines Mitglieds ein, mit beiden Namen in der Akte", "enters a member's vote, with both names on record"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			choice, err := parseChoice(args[2])
			if err != nil {
				return err
			}
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			who, err := h.person(ctx, d, member)
			if err != nil {
				return err
			}
			c := &workflow.CastVote{Proposal: p.ID, Choice: choice, Base: base}
			if !cmd.Flags().Changed("base") {
				if c.Base, err = h.voteBase(ctx, w, d, p, who); err != nil {
					return err
				}
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, For: who, Command: c})
		}),
	})
	w.flags(e, cmd)
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
func (h *house) voteBase(ctx context.Context, w *writing, d *docket, p *view.Proposal, who string) (uint64, error) {
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
	if person == nil || s.Proposal(p.ID) == nil {
		return 0, nil
	}
	if v := s.Proposal(p.ID).Vote(person.Member); v != nil {
		return v.Version, nil
	}
	return 0, nil
}
