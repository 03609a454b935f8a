package cli

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gremium/policy/stats"
	"gremium/workflow"
	"gremium/workflow/view"
)

// statistics are a round's as `stats --json` tells them.
type statistics struct {
	Criteria map[string]criterionStatistics `json:"criteria"`
}

// criterionStatistics tells one criterion; what the scores do not define is null.
type criterionStatistics struct {
	N             int      `json:"n"`
	Mean          *float64 `json:"mean"`
	AlphaOrdinal  *float64 `json:"alpha_ordinal"`
	AlphaInterval *float64 `json:"alpha_interval"`
	ICC1          *float64 `json:"icc1"`
	KendallW      *float64 `json:"kendall_w"`
	Intervals     bounds   `json:"intervals"`
}

// bounds are the 95 % intervals of the coefficients; null where there are too few proposals for one.
type bounds struct {
	AlphaOrdinal  *[2]float64 `json:"alpha_ordinal"`
	AlphaInterval *[2]float64 `json:"alpha_interval"`
	ICC1          *[2]float64 `json:"icc1"`
	KendallW      *[2]float64 `json:"kendall_w"`
}

func newStats(e *env) *cobra.Command {
	var at string
	cmd := e.command(spec{
		use: "stats ROUND",
		short: text{
			"zeigt, wie weit die Mitglieder in ihren Bewertungen übereinstimmen",
			"shows how far the members agree in their scores",
		},
		long: text{
			"Zeigt je Kriterium, wie weit die Mitglieder übereinstimmen: Krippendorffs Alpha (für Rangstufen und für Abstände), ICC(1) und Kendalls W. 1 ist volle Übereinstimmung, 0 ist, was der Zufall ergibt. In Klammern steht das 95-%-Intervall; es wird aus den Wertungen selbst gezogen und ist deshalb nachrechenbar. Danach: wie streng jedes Mitglied bewertet, wo die Mitglieder auseinanderliegen und wie fest die Reihung steht. Die Aussage zu einem Kriterium geht vom unteren Ende des Intervalls aus.\n\nBeispiele:\n  gremium stats 2026\n  gremium stats 2026 --json\n  gremium stats 2026 --at 400",
			"Shows for each criterion how far the members agree: Krippendorff's alpha (for ordered levels and for distances), ICC(1) and Kendall's W. 1 is full agreement, 0 is what chance gives. The 95 % interval stands in brackets; it is drawn from the scores themselves and so can be computed again. Then: how severely each member scores, where the members differ, and how firm the standing is. What is said of a criterion goes by the lower end of the interval.\n\nExamples:\n  gremium stats 2026\n  gremium stats 2026 --json\n  gremium stats 2026 --at 400",
		},
		run: e.inside(func(ctx context.Context, h *house, args []string) error {
			d, err := h.round(ctx, args[0])
			if err != nil {
				return err
			}
			if at != "" {
				then, err := h.at(ctx, d, at)
				if err != nil {
					return err
				}
				d.Round = view.Of(then.Round, then.head, view.Viewer{Operator: true, At: d.Now()})
			}
			panel := stats.NewPanel(d.Policy, d.Scored())
			if e.json {
				return e.object(told(panel, panel.Seed(d.Round.Origin)))
			}
			return h.showStats(d, panel)
		}),
	})
	cmd.Flags().StringVar(&at, "at", "", e.say("Stand nach so vielen Einträgen oder zu diesem Zeitpunkt (sonst jetzt)", "as it stood after so many entries or at that time (else now)"))
	return cmd
}

func told(panel *stats.Panel, seed stats.Seed) statistics {
	out := statistics{Criteria: map[string]criterionStatistics{}}
	for c := range panel.Rules.Criteria {
		a := panel.Agreement(c, seed)
		out.Criteria[panel.Rules.Criteria[c].ID] = criterionStatistics{
			N: a.N, Mean: known(a.Mean), AlphaOrdinal: known(a.Ordinal.Figure), AlphaInterval: known(a.Interval.Figure),
			ICC1: known(a.ICC1.Figure), KendallW: known(a.KendallW.Figure),
			Intervals: bounds{span(&a.Ordinal), span(&a.Interval), span(&a.ICC1), span(&a.KendallW)},
		}
	}
	return out
}

func known(f stats.Figure) *float64 {
	if !f.Defined {
		return nil
	}
	return &f.Value
}

func span(e *stats.Estimate) *[2]float64 {
	if !e.Bounded {
		return nil
	}
	return &[2]float64{e.Span.Low, e.Span.High}
}

func (h *house) showStats(d *docket, panel *stats.Panel) error {
	for _, show := range []func(*docket, *stats.Panel) error{h.showAgreement, h.showSeverity, h.showDisagreement, h.showFirmness} {
		if err := show(d, panel); err != nil {
			return err
		}
	}
	return nil
}

func (h *house) showAgreement(d *docket, panel *stats.Panel) error {
	e := h.e
	e.tell("Übereinstimmung (1: volle, 0: wie durch Zufall; in Klammern das 95-%-Intervall)", "Agreement (1: full, 0: as by chance; the 95 % interval in brackets)")
	t := e.table(text{"Kriterium", "criterion"}, text{"Bewertungen", "scores"}, text{"Mittel", "mean"},
		text{"Alpha, Ränge", "alpha, ordinal"}, text{"Alpha, Abstände", "alpha, interval"}, text{"ICC(1)", "ICC(1)"}, text{"Kendalls W", "Kendall's W"},
		text{"Aussage", "statement"})
	for c := range panel.Rules.Criteria {
		a := panel.Agreement(c, panel.Seed(d.Round.Origin))
		row := []string{e.label(panel.Rules.Criteria[c].Label), strconv.Itoa(a.N)}
		if a.Few {
			t.row(append(row, "–", "–", "–", "–", "–", e.word(tooFew))...)
			continue
		}
		t.row(append(row, e.float(a.Mean), e.estimate(&a.Ordinal), e.estimate(&a.Interval), e.estimate(&a.ICC1), e.estimate(&a.KendallW), e.reading(a.Ordinal.Reading))...)
	}
	return t.print()
}

// reading says what the agreement on levels allows to be said.
func (e *env) reading(r stats.Reading) string {
	switch r {
	case stats.Reliable:
		return e.say("verlässlich", "reliable")
	case stats.Tentative:
		return e.say("vorläufig", "tentative")
	case stats.Weak:
		return e.say("mehr als Zufall, nicht verlässlich", "more than chance, not reliable")
	case stats.Chance:
		return e.say("vom Zufall nicht zu trennen", "not to be told from chance")
	case stats.Unsure:
		return e.say("zu wenige Vorschläge für ein Intervall", "too few proposals for an interval")
	case stats.Undefined:
	}
	return e.say("nicht bestimmbar", "undefined")
}

// tooFew is said where there are not enough scores for a statement.
var tooFew = text{"Zu wenige Bewertungen für eine Aussage", "Too few scores for a statement"}

func (e *env) float(f stats.Figure) string {
	if !f.Defined {
		return "–"
	}
	return e.rounded(f.Value, 2)
}

// rounded writes a statistic with so many places; what comes out as −0 is 0.
func (e *env) rounded(x float64, places int) string {
	r := new(big.Rat)
	if r.SetFloat64(x) == nil {
		return "–"
	}
	if text := r.FloatString(places); strings.Trim(text, "-0.") == "" {
		r.SetInt64(0)
	}
	return e.loc.Ratio(r, places)
}

// percent writes a share of the scale in hundredths.
func (e *env) percent(x float64) string { return e.rounded(100*x, 1) + " %" }

func (e *env) estimate(x *stats.Estimate) string {
	if !x.Bounded {
		return e.float(x.Figure)
	}
	return e.float(x.Figure) + " " + e.spanned(x.Span)
}

func (e *env) spanned(s stats.Span) string {
	return fmt.Sprintf("[%s; %s]", e.rounded(s.Low, 2), e.rounded(s.High, 2))
}

func (h *house) showSeverity(d *docket, panel *stats.Panel) error {
	e := h.e
	e.tell("\nStrenge (Abstand zum Mittel der anderen, in Prozent der Skala; unter 0 strenger, über 0 milder)",
		"\nSeverity (distance from the mean of the others, in per cent of the scale; below 0 more severe, above 0 milder)")
	t := e.table(text{"Mitglied", "member"}, text{"gemeinsam bewertet", "scored with others"}, text{"Abstand", "distance"}, text{"strenger bei", "more severe on"}, text{"Aussage", "statement"})
	for _, s := range panel.Severity(panel.Seed(d.Round.Origin)) {
		row := []string{e.name(s.Member), strconv.Itoa(s.Proposals)}
		if s.Few {
			t.row(append(row, "–", "–", e.word(tooFew))...)
			continue
		}
		t.row(append(row, e.percent(s.Mean)+" ["+e.percent(s.Span.Low)+"; "+e.percent(s.Span.High)+"]", strconv.Itoa(s.Severer), e.word(severityWord(&s)))...)
	}
	return t.print()
}

// severityWord says what the interval allows to say.
func severityWord(s *stats.Severity) text {
	switch {
	case !s.Clear():
		return text{"kein klarer Unterschied", "no clear difference"}
	case s.Mean < 0:
		return text{"strenger als die anderen", "more severe than the others"}
	}
	return text{"milder als die anderen", "milder than the others"}
}

func (h *house) showDisagreement(d *docket, panel *stats.Panel) error {
	e := h.e
	first := slices.DeleteFunc(stats.DiscussFirst(panel.Disagreements()), func(x stats.Disagreement) bool {
		state := d.Proposal(x.ID).State
		return state == workflow.Decided || state == workflow.Withdrawn
	})
	if len(first) == 0 {
		return nil
	}
	e.tell("\nZuerst besprechen (Abstand zweier Mitglieder im Schnitt, in Prozent der Skala)", "\nDiscuss first (mean distance of two members, in per cent of the scale)")
	t := e.table(text{"Nummer", "number"}, text{"Abstand", "distance"}, text{"am weitesten bei", "widest on"}, text{"Schwellen hängen an", "thresholds hinge on"}, text{"Titel", "title"})
	for _, x := range first {
		widest, hinges := "–", "–"
		if x.Widest >= 0 {
			widest = e.label(panel.Rules.Criteria[x.Widest].Label)
		}
		if len(x.Hinges) > 0 {
			hinges = e.say("%d von %d Mitgliedern", "%d of %d members", len(x.Hinges), x.Members)
		}
		t.row(d.Proposal(x.ID).Number, e.percent(x.Apart), widest, hinges, d.titles[x.ID])
	}
	return t.print()
}

func (h *house) showFirmness(d *docket, panel *stats.Panel) error {
	e := h.e
	all := panel.Firmness()
	if len(all) == 0 {
		return nil
	}
	e.tell("\nWie fest die Reihung steht (Ränge, wenn ein Mitglied fehlt und wenn ein Gewicht um ein Viertel anders ist)",
		"\nHow firm the standing is (ranks with one member left out, and with one weight a quarter different)")
	t := e.table(text{"Nummer", "number"}, text{"Rang", "rank"}, text{"ohne ein Mitglied", "without one member"}, text{"mit anderen Gewichten", "with other weights"}, text{"Titel", "title"})
	for i := range all {
		f := &all[i]
		t.row(d.Proposal(f.ID).Number, ranks(f.Rank, f.Rank), ranks(f.MemberBest, f.MemberWorst), ranks(f.WeightBest, f.WeightWorst), d.titles[f.ID])
	}
	return t.print()
}

// ranks writes a range of ranks.
func ranks(best, worst int) string {
	if best == 0 {
		return "–"
	}
	if best == worst {
		return strconv.Itoa(best)
	}
	return fmt.Sprintf("%d–%d", best, worst)
}
