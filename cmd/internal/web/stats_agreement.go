package web

import (
	"html/template"
	"math"
	"math/big"
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
	"gremium/policy/stats"
)

// criterionStats is how far the members agree on one criterion.
type criterionStats struct {
	Title string
	Few   string // said in place of the rest
	Plot  part.Plot
	Says  part.Facts // what each figure means
}

// coefficient is one figure of agreement; id is the message that names it, and says begins those that read it.
type coefficient struct {
	id, says string
	*stats.Estimate
}

func coefficients(a *stats.Agreement) []coefficient {
	return []coefficient{
		{"stats.ordinal", "stats.ordinal.", &a.Ordinal},
		{"stats.interval", "stats.interval.", &a.Interval},
		{"stats.icc1", "stats.icc1.", &a.ICC1},
		{"stats.kendall", "stats.kendall.", &a.KendallW},
	}
}

func (d *reckoning) criterion(c int) criterionStats {
	w, a := d.words, &d.report.Agreement[c]
	out := criterionStats{Title: d.label(d.panel.Rules.Criteria[c].Label)}
	if a.Few {
		out.Few = w.T("stats.few")
		return out
	}
	out.Plot = part.Plot{Title: w.T("stats.count", "Count", a.N, "Mean", d.figure(a.Mean))}
	p := picture.Intervals{From: -0.5, To: 1, Marked: true}
	var said []string
	for _, x := range coefficients(a) {
		name := w.T(x.id)
		value := d.estimate(x.Estimate)
		out.Plot.Rows = append(out.Plot.Rows, part.Fact{Name: name, Text: value})
		out.Says = append(out.Says, part.Fact{Name: name, Text: value + ". " + d.meaning(x, a)})
		p.Rows = append(p.Rows, picture.Interval{Name: name, At: x.Value, Low: x.Span.Low, High: x.Span.High, Known: x.Defined, Bounded: x.Bounded})
		if x.Bounded && x.Span.Low < p.From || x.Defined && x.Value < p.From {
			p.From = -1
		}
		said = append(said, name+" "+value)
	}
	for x := p.From; x <= p.To; x += 0.5 {
		p.Ticks = append(p.Ticks, picture.Tick{At: x, Text: d.rounded(x, 1)})
	}
	p.Says = w.T("stats.says", "Criterion", out.Title, "Figures", strings.Join(said, "; "))
	out.Plot.Picture = p.Draw()
	return out
}

// meaning says in a sentence what a figure allows to be said.
func (d *reckoning) meaning(x coefficient, a *stats.Agreement) string {
	id := x.says + string(x.Reading)
	if x.Reading == stats.Unsure {
		id = "stats.unsure"
	}
	share := int(math.Round(100 * min(max(x.Value, 0), 1)))
	return d.words.T(id, "Share", share, "Members", a.Judges, "Chance", d.rounded(1/float64(max(a.Judges, 1)), 2))
}

// figure writes a statistic with two places; a dash where it is not defined.
func (d *reading) figure(f stats.Figure) string {
	if !f.Defined {
		return "–"
	}
	return d.rounded(f.Value, 2)
}

func (d *reading) estimate(e *stats.Estimate) string {
	if !e.Bounded {
		return d.figure(e.Figure)
	}
	return d.figure(e.Figure) + " " + d.words.T("stats.span", "Low", d.rounded(e.Span.Low, 2), "High", d.rounded(e.Span.High, 2))
}

// rounded writes a statistic with so many places; what comes out as −0 is 0.
func (d *reading) rounded(x float64, places int) string {
	r := new(big.Rat)
	if r.SetFloat64(x) == nil {
		return "–"
	}
	if text := r.FloatString(places); strings.Trim(text, "-0.") == "" {
		r.SetInt64(0)
	}
	return d.words.Ratio(r, places)
}

// percent writes a share of the scale in hundredths.
func (d *reading) percent(x float64) string { return d.rounded(100*x, 1) + " %" }

// seesSeverity tells whether the visitor sees the severity of all members. How severely somebody scores says something about
// a person: the office and the audit need it, a member sees the own figure. Who coordinates and scores sees what a member
// sees.
func (d *reading) seesSeverity() bool { return d.round.Me == nil }

// severities are those that the visitor may see, the most severe first; those with too few proposals last.
func (d *reckoning) severities() []stats.Severity {
	all := slices.Clone(d.report.Severity)
	if !d.seesSeverity() {
		all = slices.DeleteFunc(all, func(s stats.Severity) bool { return !d.round.Own(s.Member) })
	}
	slices.SortStableFunc(all, func(a, b stats.Severity) int {
		switch {
		case a.Few != b.Few && a.Few:
			return 1
		case a.Few != b.Few || a.Mean < b.Mean:
			return -1
		case a.Mean > b.Mean:
			return 1
		}
		return 0
	})
	return all
}

func (d *reckoning) severityTable() part.Table {
	w := d.words
	t := part.Table{Caption: w.T("stats.severity"), Quiet: true, Narrow: 2, Columns: []part.Column{
		{Title: w.T("stats.member")},
		{Title: w.T("stats.shared"), Numeric: true},
		{Title: w.T("stats.distance"), Numeric: true},
		{Title: w.T("stats.severer"), Numeric: true},
		{Title: w.T("stats.statement"), Wide: true},
	}}
	for _, s := range d.severities() {
		row := part.Row{Head: part.Cell{Text: d.name(s.Member)}, Cells: []part.Cell{
			{Text: w.Int(s.Proposals)}, {Text: "–"}, {Text: "–"}, {Text: w.T("stats.severity.few", "Needed", stats.LeastProposals)},
		}}
		if !s.Few {
			span := w.T("stats.span", "Low", d.percent(s.Span.Low), "High", d.percent(s.Span.High))
			row.Cells[1], row.Cells[2].Text = part.Cell{Text: d.percent(s.Mean), Note: span}, w.Int(s.Severer)
			row.Cells[3].Text = w.T("stats.severity." + severityOf(&s))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// severityOf says what the interval allows to say.
func severityOf(s *stats.Severity) string {
	switch {
	case !s.Clear():
		return "unclear"
	case s.Mean < 0:
		return "severe"
	}
	return "mild"
}

func (d *reckoning) severityPicture() template.HTML {
	p := picture.Intervals{Says: d.words.T("stats.severity.says"), Marked: true}
	reach := 0.1
	for _, s := range d.severities() {
		if s.Few {
			continue
		}
		reach = max(reach, math.Abs(s.Span.Low), math.Abs(s.Span.High))
		p.Rows = append(p.Rows, picture.Interval{Name: d.name(s.Member), At: s.Mean, Low: s.Span.Low, High: s.Span.High, Known: true, Bounded: true})
	}
	if len(p.Rows) == 0 {
		return ""
	}
	reach = math.Ceil(reach*10) / 10
	p.From, p.To = -reach, reach
	for _, at := range []float64{-reach, 0, reach} {
		p.Ticks = append(p.Ticks, picture.Tick{At: at, Text: d.percent(at)})
	}
	return p.Draw()
}
