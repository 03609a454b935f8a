package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/view"
)

func newRoundDeadline(e *env) *cobra.Command {
	var until, reason string
	w := &writing{}
	cmd := e.command(spec{
		use: "deadline ROUND call|return|scoring --until DAY", need: []string{"until"},
		short: text{"setzt eine Frist der Runde, mit Grund, wenn es schon eine gibt", "sets a deadline of the round, with a reason where there is one already"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			if !slices.Contains(policy.Stages(), args[1]) {
				return usagef("Die Frist „%s“ gibt es nicht. Möglich sind %s.", "There is no deadline \"%s\". Possible are %s.", args[1], strings.Join(policy.Stages(), ", "))
			}
			at, ok := e.parseTime(until)
			if !ok {
				return usagef("„%s“ ist kein Zeitpunkt. Schreiben Sie etwa 2026-12-01 (bis zum Ende des Tages) oder 2026-12-01T18:00.", "\"%s\" is no time. Write 2026-12-01 (until the end of the day) or 2026-12-01T18:00.", until)
			}
			if _, err := h.round(ctx, args[0]); err != nil {
				return err
			}
			return h.act(ctx, w, desk.Act{Round: args[0], Command: &workflow.SetDeadline{Stage: args[1], Until: ledger.InstantOf(at), Reason: reason}})
		}),
	})
	w.flags(e, cmd)
	w.dryFlag(e, cmd)
	f := cmd.Flags()
	f.StringVar(&until, "until", "", e.say("letzter Tag oder Zeitpunkt", "last day or time"))
	f.StringVar(&reason, "reason", "", e.say("Grund der Änderung; er steht danach in der Akte", "reason for the change; it will stand in the record"))
	return cmd
}

// deadlineLine is a deadline as `round show --json` tells it: of a stage in general, or of one proposal.
type deadlineLine struct {
	Stage    string `json:"stage"`
	Proposal string `json:"proposal,omitempty"` // its number
	Until    string `json:"until"`
	Last     string `json:"last"`            // with the time of grace
	Entry    uint64 `json:"entry,omitempty"` // that set it; without one it follows from the policy's days
	Binds    bool   `json:"binds"`
	Timing   string `json:"timing"` // how it stands now: in_time, in_grace, overdue, late or closed
	at       ledger.Instant
}

// deadlineLines are the deadlines that run: those of the round, and those of proposals where they differ.
func deadlineLines(v *view.Round) []deadlineLine {
	out := []deadlineLine{}
	add := func(stage, number string, d *workflow.Deadline) {
		if d != nil {
			out = append(out, deadlineLine{stage, number, d.At.String(), d.Last.String(), d.Seq, d.Binds, string(d.Timing(v.Now())), d.At})
		}
	}
	for _, stage := range policy.Stages() {
		whole := v.Deadline(stage, nil)
		add(stage, "", whole)
		for _, p := range v.Proposals {
			if d := v.Deadline(stage, p); stage != policy.StageCall && runs(stage, p) && d != nil && (whole == nil || d.At != whole.At) {
				add(stage, p.Number, d)
			}
		}
	}
	return out
}

// runs tells whether a stage is what is asked for of a proposal.
func runs(stage string, p *view.Proposal) bool {
	return stage == policy.StageScoring && p.State == workflow.UnderReview || stage == policy.StageReturn && p.State == workflow.Returned
}

func (e *env) tellDeadline(l *deadlineLine) {
	what := workflow.Word(l.Stage, e.lang)
	if l.Proposal != "" {
		what += " " + l.Proposal
	}
	e.tell("Frist %s: %s%s", "Deadline %s: %s%s", what, e.loc.Deadline(l.at.Time()), e.afterwards(l.Timing))
}

// afterwards says what is taken once a deadline has passed; empty before that.
func (e *env) afterwards(timing string) string {
	switch workflow.Timing(timing) {
	case workflow.InGrace:
		return e.say(" (abgelaufen, in der Nachfrist)", " (over, within the time of grace)")
	case workflow.Overdue:
		return e.say(" (abgelaufen, angenommen wird weiterhin)", " (over, still taken)")
	case workflow.Late:
		return e.say(" (abgelaufen, verspätet nur mit Begründung)", " (over, late with a reason only)")
	case workflow.Closed:
		return e.say(" (abgelaufen, angenommen wird nichts mehr)", " (over, nothing is taken any more)")
	default:
		return ""
	}
}
