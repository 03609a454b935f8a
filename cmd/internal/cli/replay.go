package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

// replayed is a round as `replay --json` tells it.
type replayed struct {
	Round     string             `json:"round"`
	Size      uint64             `json:"size"`
	Root      string             `json:"root"`
	At        string             `json:"at"`
	Phase     string             `json:"phase"`
	Proposals []replayedProposal `json:"proposals"`
	Order     []string           `json:"order,omitempty"` // ids, as the member asked for scores them
}

type replayedProposal struct {
	ID       string          `json:"id"`
	Ref      string          `json:"ref"`
	State    string          `json:"state"`
	Outcome  *string         `json:"outcome"`
	Scores   []replayedScore `json:"scores"`
	Votes    []voteLine      `json:"votes"`
	Decision *decisionLine   `json:"decision"`

	number string
}

type replayedScore struct {
	Member    string  `json:"member"`
	Ref       string  `json:"ref"`
	Body      string  `json:"body"`
	Criterion string  `json:"criterion"`
	Value     *string `json:"value"`
	Version   uint64  `json:"version"`
}

func newReplay(e *env) *cobra.Command {
	var at, only, other, whose string
	s := &supposing{}
	cmd := e.command(spec{
		use: "replay ROUND", short: text{"spielt die Akte nach: die Runde, wie sie nach einem Eintrag oder zu einer Zeit stand", "replays the record: the round as it stood after an entry or at a time"},
		long: text{
			"Spielt die Akte nach: die Runde, wie sie nach einem Eintrag oder zu einer Zeit stand. Mit --policy oder einer Annahme zeigt der Befehl stattdessen die Abweichungen: welche Ergebnisse mit anderen Regeln anders wären als mit denen der Runde, was beschlossen ist und welche Regel den Unterschied macht. Geschrieben wird nie etwas.\n\nBeispiele:\n  gremium replay 2026 --at 120\n  gremium replay 2026 --at 2026-10-27 --proposal 26-014\n  gremium replay 2026 --policy entwurf.yaml\n  gremium replay 2026 --weight innovative=2 --threshold efficient=none\n  gremium replay 2026 --aggregate median --without-member \"Dr. Sanna Okafor\"",
			"Replays the record: the round as it stood after an entry or at a time. With --policy or a supposition the command shows the deviations instead: which results would differ under other rules from those under the round's own, what was resolved, and which rule makes the difference. Nothing is ever written.\n\nExamples:\n  gremium replay 2026 --at 120\n  gremium replay 2026 --at 2026-10-27 --proposal 26-014\n  gremium replay 2026 --policy draft.yaml\n  gremium replay 2026 --weight innovative=2 --threshold efficient=none\n  gremium replay 2026 --aggregate median --without-member \"Dr. Sanna Okafor\"",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			if other != "" || s.any() {
				if at != "" || only != "" {
					return usagef("Ein Vergleich gilt der ganzen Runde, wie sie jetzt steht: --at und --proposal gehören nicht dazu.", "A comparison is about the whole round as it stands now: --at and --proposal do not go with it.")
				}
				return h.replayUnder(d, other, s)
			}
			id := ""
			if only != "" {
				p, err := d.proposal(only)
				if err != nil {
					return err
				}
				id = p.ID
			}
			then, err := h.at(ctx, d, at)
			if err != nil {
				return err
			}
			r, err := h.replayed(ctx, d, then, id)
			if err != nil {
				return err
			}
			if whose != "" {
				if r.Order, err = h.orderOf(ctx, d, then, whose); err != nil {
					return err
				}
			}
			if e.json {
				return e.object(r)
			}
			return h.showReplay(d, then, r)
		}),
	})
	cmd.Flags().StringVar(&at, "at", "", e.say("Stand nach so vielen Einträgen (--at 1: nur Eintrag 0, denn die Einträge zählen ab 0) oder zu diesem Zeitpunkt (sonst jetzt)", "as it stood after so many entries (--at 1: entry 0 alone, for entries count from 0) or at that time (else now)"))
	cmd.Flags().StringVar(&other, "policy", "", e.say("stattdessen: welche Ergebnisse unter diesem Regelwerk anders wären (Datei oder Name)", "instead: which results would differ under this policy (file or name)"))
	s.flags(e, cmd)
	cmd.Flags().StringVar(&whose, "order-of", "", e.say("auch die Reihenfolge, in der dieses Mitglied um Bewertungen gebeten wird", "also the order in which this member is asked for scores"))
	cmd.Flags().StringVar(&only, "proposal", "", e.say("nur dieser Vorschlag", "only this proposal"))
	return cmd
}

// replayUnder says which results would differ under another policy, the round's own where name is empty.
func (h *house) replayUnder(d *docket, name string, s *supposing) error {
	other := d.Policy
	if name != "" {
		p, err := readPolicy(name)
		if wrong, bad := err.(*policyError); bad { //nolint:errorlint // Made by readPolicy and not wrapped.
			return h.e.reportMistakes(wrong)
		}
		if err != nil {
			return err
		}
		other = p
	}
	return h.compare(d, d.Policy, other, s)
}

// replayed tells a past round; only is a proposal's id, empty for all.
func (h *house) replayed(ctx context.Context, d *docket, then *past, only string) (*replayed, error) {
	refs, err := h.desk.Log.TextsAt(ctx, then.Origin, "ref")
	if err != nil {
		return nil, err
	}
	r := &replayed{
		Round: then.ID, Size: then.head.Size, Root: then.head.Root.String(), At: then.Last.String(), Phase: string(then.Phase),
		Proposals: []replayedProposal{},
	}
	for _, p := range then.Proposals {
		if only != "" && p.ID != only {
			continue
		}
		var now *view.Ballot
		if v := d.Proposal(p.ID); v != nil {
			now = v.Ballot
		}
		r.Proposals = append(r.Proposals, replayedProposal{
			ID: p.ID, Ref: p.Content.Ref, State: string(p.State), Outcome: orNull(p.Outcome), Scores: then.scores(p, refs),
			Votes: then.votes(p, now), Decision: then.decision(p.Decision), number: then.NumberOf(p),
		})
	}
	return r, nil
}

// scores are all scores of a proposal, by member and criterion.
func (p *past) scores(x *workflow.Proposal, refs map[uint64]string) []replayedScore {
	out := []replayedScore{}
	for m, i := range p.Members {
		s := x.Sheet(m)
		if s == nil {
			continue
		}
		who := &p.Participants[s.By]
		for c, v := range s.Values {
			out = append(out, replayedScore{who.Pseudonym, refs[who.Seq], p.Seat(i).Body, p.Policy.Criteria[c].ID, decimalOrNull(v), s.Version})
		}
	}
	return out
}

func (h *house) showReplay(d *docket, then *past, r *replayed) error {
	e := h.e
	e.tell("Runde %s %s, %s: %s", "Round %s %s, %s: %s", r.Round, e.after(r.Size), e.loc.Moment(then.Last.Time()), workflow.Word(r.Phase, e.lang))
	e.tell("Wurzel %s\n", "Root %s\n", r.Root)
	t := e.table(text{"Nummer", "number"}, text{"Stand", "state"}, text{"Ergebnis", "outcome"}, text{"Bewertungen", "scores"}, text{"Stimmen", "votes"}, text{"Titel", "title"})
	for _, p := range r.Proposals {
		outcome := ""
		if p.Outcome != nil {
			outcome = workflow.Word(*p.Outcome, e.lang)
		}
		sheets := len(p.Scores) / max(len(then.Policy.Criteria), 1)
		t.row(p.number, workflow.Word(p.State, e.lang), outcome, strconv.Itoa(sheets), tallied(e, p.Votes), d.titles[p.ID])
	}
	if err := t.print(); err != nil || len(r.Order) == 0 {
		return err
	}
	numbers := make([]string, len(r.Order))
	for i, id := range r.Order {
		numbers[i] = then.NumberOf(then.Proposal(id))
	}
	e.tell("\nReihenfolge des Mitglieds: %s", "\nOrder of the member: %s", strings.Join(numbers, ", "))
	return nil
}

// orderOf is the order in which a member is asked to score the proposals of the round.
func (h *house) orderOf(ctx context.Context, d *docket, then *past, member string) ([]string, error) {
	who, err := h.person(ctx, d, member)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(then.Round.Proposals))
	for i, p := range then.Round.Proposals {
		ids[i] = p.ID
	}
	return then.Order(who, ids), nil
}

// tallied counts votes by head.
func tallied(e *env, votes []voteLine) string {
	if len(votes) == 0 {
		return ""
	}
	n := map[string]int{}
	for _, v := range votes {
		n[v.Choice]++
	}
	return e.say("%d Ja, %d Nein, %d Enth.", "%d yes, %d no, %d abst.", n[string(policy.Yes)], n[string(policy.No)], n[string(policy.Abstain)])
}
