package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/bench"
)

func newBench(e *env) *cobra.Command {
	var dir string
	var only []string
	cmd := e.command(spec{
		use: "bench", short: text{"misst, wie schnell die Akte auf diesem Rechner ist", "measures how fast the record is on this machine"},
		long: text{
			"Misst in einem Lauf die Grenzen dieses Rechners und die Leistung von Gremium. Rechner sind unruhig: Es zählen die Verhältnisse. Dauert etwa eine Minute; nichts sonst sollte laufen.",
			"Measures the limits of this machine and what Gremium does, in one run. Machines are noisy: what counts are the ratios. Takes about a minute; nothing else should be running.",
		},
		run: func(ctx context.Context, _ []string) error { return e.bench(ctx, dir, only) },
	})
	cmd.Flags().StringVar(&dir, "dir", "", e.say("Ordner auf dem Datenträger, der gemessen wird (sonst der für Vorläufiges)", "folder on the disk to be measured (else the one for temporary files)"))
	cmd.Flags().StringSliceVar(&only, "only", nil, e.say("nur diese Teile: %s (mehrmals möglich)", "only these parts: %s (may be repeated)", strings.Join(bench.Parts(), ", ")))
	return cmd
}

func (e *env) bench(ctx context.Context, dir string, only []string) (err error) {
	for _, part := range only {
		if !slices.Contains(bench.Parts(), part) {
			return usagef("Einen Teil „%s“ gibt es nicht. Möglich sind: %s.", "There is no part \"%s\". Possible are: %s.", part, strings.Join(bench.Parts(), ", "))
		}
	}
	folder, err := os.MkdirTemp(dir, "gremium-bench-")
	if err != nil {
		return fmt.Errorf("folder to measure in: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	rig := e.rig(folder)
	rig.Only = only
	figures, err := rig.Run(ctx)
	if isTerminal(e.errs) {
		fmt.Fprint(bare(e.errs), "\r\033[K")
	}
	if err != nil {
		return err
	}
	if e.json {
		return e.object(figuresJSON(figures))
	}
	return e.showFigures(figures)
}

// figureJSON is a figure as --json tells it.
type figureJSON struct {
	Value   float64  `json:"value"`
	Unit    string   `json:"unit"`
	Ratio   *float64 `json:"ratio"`
	Of      *string  `json:"of"`
	Goal    *float64 `json:"goal"`
	Reached *bool    `json:"reached"`
}

func figuresJSON(figures []bench.Figure) map[string]figureJSON {
	out := make(map[string]figureJSON, len(figures))
	for i := range figures {
		f := &figures[i]
		j := figureJSON{Value: f.Value, Unit: f.Unit}
		if f.Of != "" {
			j.Ratio, j.Of = &f.Ratio, &f.Of
		}
		if f.Goal != 0 {
			reached := f.Reached()
			j.Goal, j.Reached = &f.Goal, &reached
		}
		out[f.Name] = j
	}
	return out
}

func (e *env) showFigures(figures []bench.Figure) error {
	t := e.table(text{"Größe", "Figure"}, text{"Wert", "Value"}, text{"Einheit", "Unit"}, text{"Verhältnis", "Ratio"}, text{"Ziel", "Goal"}, text{"Stand", "Status"})
	for i := range figures {
		f := &figures[i]
		ratio, goal, state := "", "", ""
		if f.Of != "" {
			ratio = fmt.Sprintf("%.2f × %s", f.Ratio, f.Of)
		}
		if f.Goal != 0 {
			goal, state = fmt.Sprintf("≥ %g", f.Goal), e.say("erreicht", "reached")
			if f.Most {
				goal = fmt.Sprintf("≤ %g", f.Goal)
			}
			if !f.Reached() {
				state = e.say("nicht erreicht", "not reached")
			}
		}
		t.row(f.Name, amount(f.Value), f.Unit, ratio, goal, state)
	}
	return t.print()
}

// amount writes small figures with decimals and large ones without.
func amount(v float64) string {
	if v < 100 {
		return fmt.Sprintf("%.2f", v)
	}
	return fmt.Sprintf("%.0f", v)
}
