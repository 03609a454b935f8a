package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/view"
)

func newProposal(e *env) *cobra.Command {
	return e.group("proposal", text{"Vorschläge: einreichen, prüfen, weiterführen, zeigen", "proposals: submit, check, move on, show"},
		newSubmit(e, false), newSubmit(e, true), newCheck(e), newReturn(e),
		newMove(e, "withdraw", workflow.KindProposalWithdrawn, text{"zieht Vorschläge zurück", "withdraws proposals"}),
		newMove(e, "review", workflow.KindReviewOpened, text{"gibt geprüfte Vorschläge zur Bewertung frei", "opens checked proposals for review"}),
		newMove(e, "close", workflow.KindScoringClosed, text{"schließt die Bewertung", "closes scoring"}),
		newMove(e, "reopen", workflow.KindScoringReopened, text{"öffnet die Bewertung wieder (mit Grund)", "reopens scoring (with a reason)"}),
		newMove(e, "release", workflow.KindDecisionReleased, text{"gibt Entscheidungen frei: Wer eingereicht hat, erfährt das Ergebnis", "releases decisions: whoever handed in learns the outcome"}),
		newMove(e, "publish", workflow.KindSummaryPublished, text{"veröffentlicht die Kurzdarstellung", "publishes the summary"}),
		newMove(e, "unpublish", workflow.KindSummaryUnpublished, text{"nimmt die Veröffentlichung zurück (mit Grund)", "withdraws the publication (with a reason)"}),
		newProposalList(e), newProposalShow(e), newProposalDiff(e))
}

// newMove builds a command that moves one or several proposals on, all or none.
func newMove(e *env, use string, kind workflow.Kind, short text) *cobra.Command {
	var reason, submitter string
	w := &writing{}
	cmd := e.command(spec{
		use: use + " ROUND PROPOSAL...", short: short,
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			forWhom := ""
			if submitter != "" {
				if forWhom, err = h.person(ctx, d, submitter); err != nil {
					return err
				}
			}
			acts := make([]desk.Act, len(args)-1)
			for i, name := range args[1:] {
				p, err := d.proposal(name)
				if err != nil {
					return err
				}
				acts[i] = desk.Act{Round: d.ID, For: forWhom, Command: &workflow.Move{Transition: kind, Proposal: p.ID, Reason: reason}}
			}
			return h.act(ctx, w, acts...)
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	cmd.Flags().StringVar(&reason, "reason", "", e.say("Grund; er steht danach in der Akte", "reason; it will stand in the record"))
	if kind == workflow.KindProposalWithdrawn {
		cmd.Flags().StringVar(&submitter, "for", "", e.say("einreichende Person, in deren Auftrag", "submitter on whose behalf"))
	}
	return cmd
}

func newCheck(e *env) *cobra.Command {
	var all bool
	var missing []string
	var seen uint64
	var note string
	w := &writing{}
	cmd := e.command(spec{
		use:   "check ROUND PROPOSAL (--all | --missing POINT,…)",
		short: text{"hält die Zulässigkeitsprüfung fest, Punkt für Punkt", "records the eligibility check, point by point"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			if all == (len(missing) > 0) {
				return usagef("Geben Sie entweder --all an oder mit --missing, was fehlt. Punkte: %s.", "Give either --all or, with --missing, what is missing. Points: %s.", strings.Join(pointIDs(d), ", "))
			}
			if err := checkPoints(d, missing); err != nil {
				return err
			}
			c := &workflow.CheckProposal{Proposal: p.ID, Seen: p.Version, Points: points(d, missing), Note: note}
			was, err := h.earlier(ctx, d.Origin, w.id)
			if err != nil {
				return err
			}
			if was != nil {
				if e, ok := was.Event.(*workflow.ProposalChecked); ok {
					c.Seen = e.Version
				}
			}
			if seen > 0 {
				c.Seen = seen
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, Command: c})
		}),
	})
	w.flags(e, cmd)
	f := cmd.Flags()
	f.BoolVar(&all, "all", false, e.say("alle Punkte sind erfüllt", "all points hold"))
	f.StringSliceVar(&missing, "missing", nil, e.say("Punkte, die nicht erfüllt sind, mit Komma getrennt", "points that do not hold, separated by commas"))
	f.Uint64Var(&seen, "seen", 0, e.say("geprüfte Fassung (sonst die neueste)", "version that was checked (else the latest)"))
	f.StringVar(&note, "note", "", e.say("Anmerkung", "note"))
	return cmd
}

func pointIDs(d *docket) []string {
	ids := make([]string, len(d.Policy.Eligibility))
	for i := range ids {
		ids[i] = d.Policy.Eligibility[i].ID
	}
	return ids
}

// checkPoints refuses a word that is no point of the check, and names it.
func checkPoints(d *docket, named []string) error {
	ids := pointIDs(d)
	for _, m := range named {
		if !slices.Contains(ids, m) {
			return reply.New(reply.Refused, "point_unknown",
				fmt.Sprintf("Einen Punkt „%s“ hat die Prüfung nicht. Vorgesehen sind: %s.", m, strings.Join(ids, ", ")),
				fmt.Sprintf("The check has no point \"%s\". Provided are: %s.", m, strings.Join(ids, ", ")))
		}
	}
	return nil
}

// points answers every point of the policy.
func points(d *docket, missing []string) []workflow.Point {
	var out []workflow.Point
	for _, id := range pointIDs(d) {
		out = append(out, workflow.Point{ID: id, Holds: !slices.Contains(missing, id)})
	}
	return out
}

func newReturn(e *env) *cobra.Command {
	var missing []string
	var note string
	w := &writing{}
	cmd := e.command(spec{
		use: "return ROUND PROPOSAL --missing POINT,… --note TEXT", need: []string{"missing", "note"},
		short: text{"gibt einen Vorschlag zurück und sagt, was fehlt", "returns a proposal and says what is missing"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, p, err := h.proposalOf(ctx, args[0], args[1])
			if err != nil {
				return err
			}
			if err := checkPoints(d, missing); err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: d.ID, Command: &workflow.ReturnProposal{Proposal: p.ID, Missing: missing, Note: note}})
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	cmd.Flags().StringSliceVar(&missing, "missing", nil, e.say("Punkte, die fehlen, mit Komma getrennt", "points that are missing, separated by commas"))
	cmd.Flags().StringVar(&note, "note", "", e.say("worum gebeten wird", "what is asked for"))
	return cmd
}

// proposalLine is a proposal as `proposal list --json` tells it.
type proposalLine struct {
	ID      string  `json:"id"`
	Ref     string  `json:"ref"`
	Number  string  `json:"number"`
	Title   string  `json:"title"`
	Kind    string  `json:"kind"`
	State   string  `json:"state"`
	Outcome *string `json:"outcome"`
}

func (d *docket) line(p *view.Proposal) proposalLine {
	return proposalLine{p.ID, p.Ref, p.Number, d.titles[p.ID], p.Content.ProposalKind, string(p.State), orNull(p.Outcome)}
}

// orNull makes null of an empty text, for JSON.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func newProposalList(e *env) *cobra.Command {
	var state string
	cmd := e.command(spec{
		use: "list ROUND", short: text{"nennt die Vorschläge einer Runde", "lists the proposals of a round"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			lines := []proposalLine{}
			t := e.table(text{"Nummer", "number"}, text{"Stand", "state"}, text{"Ergebnis", "outcome"}, text{"Art", "kind"}, text{"Titel", "title"})
			for _, p := range d.Proposals {
				if state != "" && string(p.State) != state && p.Outcome != state {
					continue
				}
				lines = append(lines, d.line(p))
				t.row(p.Number, workflow.Word(string(p.State), e.lang), workflow.Word(p.Outcome, e.lang), d.kind(p), d.titles[p.ID])
			}
			if e.json {
				return e.object(lines)
			}
			return t.print()
		}),
	})
	cmd.Flags().StringVar(&state, "state", "", e.say("nur Vorschläge in diesem Stand oder mit diesem Ergebnis, etwa under_review oder selected", "only proposals in this state or with this outcome, such as under_review or selected"))
	return cmd
}

// kind is the label of a proposal's kind.
func (d *docket) kind(p *view.Proposal) string {
	for _, o := range d.Policy.Kinds {
		if o.ID == p.Content.ProposalKind {
			return d.h.e.label(o.Label)
		}
	}
	return p.Content.ProposalKind
}

// results says the means of a proposal in one line.
func (d *docket) results(p *view.Proposal) string {
	var parts []string
	for i, m := range p.Means.Get() {
		if m.Value != nil {
			parts = append(parts, fmt.Sprintf("%s %s (n = %d)", d.h.e.label(d.Policy.Criteria[i].Label), d.h.e.loc.Ratio(m.Value, 2), m.N))
		}
	}
	return strings.Join(parts, "\n")
}
