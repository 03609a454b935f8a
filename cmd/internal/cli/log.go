package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/view"
)

func newLog(e *env) *cobra.Command {
	return e.group("log", text{"Akte: zeigen, prüfen und aushändigen", "record: show, verify and hand out"}, newLogShow(e), newLogVerify(e), newLogExport(e), newLogReceipt(e), newCheckReceipt(e), newLogKey(e), newLogAccept(e), newLogSeal(e))
}

// window is the part of the record that `log show` shows.
type window struct {
	from uint64
	only string // id of a proposal, empty for all
}

func newLogShow(e *env) *cobra.Command {
	var w window
	cmd := e.command(spec{
		use: "show ROUND", short: text{"zeigt die Akte einer Runde, eine Zeile je Eintrag (--json: die Einträge selbst)", "shows a round's record, one line for each entry (--json: the entries themselves)"},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			shown := window{from: w.from}
			if w.only != "" {
				p, err := d.proposal(w.only)
				if err != nil {
					return err
				}
				shown.only = p.ID
			}
			if e.json {
				return h.rawEntries(ctx, d, shown)
			}
			return h.showSteps(ctx, d, shown)
		}),
	})
	cmd.Flags().Uint64Var(&w.from, "from", 0, e.say("ab diesem Eintrag", "from this entry on"))
	cmd.Flags().StringVar(&w.only, "proposal", "", e.say("nur dieser Vorschlag", "only this proposal"))
	return cmd
}

// rawEntries prints the stored bytes as a JSON array, entry for entry, unchanged.
func (h *house) rawEntries(ctx context.Context, d *docket, w window) error {
	if _, err := d.state(); err != nil {
		return err
	}
	open := "[\n"
	for b, err := range h.desk.Log.Entries(ctx, d.Origin, w.from) {
		if err != nil {
			return fmt.Errorf("read %s: %w", d.Origin, err)
		}
		var about struct {
			Proposal string `json:"proposal"`
		}
		if err := json.Unmarshal(b, &about); err != nil {
			return fmt.Errorf("%w: %w", workflow.ErrCorrupt, err)
		}
		if w.only != "" && about.Proposal != w.only {
			continue
		}
		if _, err := fmt.Fprintf(h.e.out, "%s%s", open, b); err != nil {
			return fmt.Errorf("write the entries: %w", err)
		}
		open = ",\n"
	}
	if open == "[\n" {
		_, err := io.WriteString(h.e.out, "[]\n")
		return err
	}
	_, err := io.WriteString(h.e.out, "\n]\n")
	return err
}

// showSteps prints one line for each entry: number, time, who, what, and what it changed.
func (h *house) showSteps(ctx context.Context, d *docket, w window) error {
	steps, err := h.desk.History(ctx, d.Round, w.only)
	if err != nil {
		return err
	}
	e := h.e
	t := e.table(text{"Nr.", "no."}, text{"Zeit", "time"}, text{"Wer", "who"}, text{"Vorschlag", "proposal"}, text{"Was", "what"})
	for i := range steps {
		s := &steps[i]
		if s.Seq < w.from {
			continue
		}
		number := ""
		if p := d.Proposal(s.Proposal); s.Proposal != "" && p != nil {
			number = p.Number
		}
		t.row(fmt.Sprint(s.Seq), e.loc.Stamp(s.At.Time()), h.actors(s), number, e.word(acted[s.Kind].done)+h.changed(d, s))
	}
	return t.print()
}

// actors says who did it, and for whom where it was entered for somebody.
func (h *house) actors(s *view.Step) string {
	if s.For == "" {
		return h.e.name(s.Actor)
	}
	return h.e.say("%s für %s", "%s for %s", h.e.name(s.Actor), h.e.name(s.For))
}

// changed says in brief what a step changed beside the state, which the step's name tells. While a ballot runs it does
// not say how somebody voted.
func (h *house) changed(d *docket, s *view.Step) string {
	e, out, scores := h.e, "", []string{}
	for _, c := range s.Changes {
		switch c.Field {
		case "score":
			scores = append(scores, e.label(d.label(c.Of))+" "+e.scoreSide(c.New))
		case "vote":
			if b := d.Proposal(s.Proposal).Ballot; !b.Open || s.Seq < b.Opened {
				out += " " + e.choice(policy.Choice(c.New))
			}
		case "outcome":
			out += " " + workflow.Word(c.New, e.lang)
		case "capacity":
			out += " " + e.name(c.Of) + e.say(" als ", " as ") + workflow.Word(c.New, e.lang)
		}
	}
	if len(scores) > 0 {
		out += " " + strings.Join(scores, "; ")
	}
	if out == "" {
		return ""
	}
	return ":" + out
}
