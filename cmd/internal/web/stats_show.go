package web

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
	"gremium/policy"
	"gremium/policy/stats"
	"gremium/workflow"
	"gremium/workflow/view"
)

// statsBody is the body of the page of a round's statistics.
type statsBody struct {
	Ref      part.Ref
	Lead     string
	WhatIf   *part.Button
	Hidden   []string // what the figures leave out, and why
	Empty    *part.Empty
	Ranks    part.Table
	Moves    template.HTML // how far ranks move, as a picture
	First    part.Table
	Criteria []criterionStats
	Severity part.Table
	Members  template.HTML // severity, as a picture
	Whose    string        // whose severity is shown, and why
	Again    string        // how the figures are computed again
}

// statsRoutes are the addresses of statistics and comparisons.
func (s *Server) statsRoutes() []route {
	return []route{
		{"GET /runden/{runde}/statistik", roleCommittee, s.statsShow},
		{"GET /runden/{runde}/statistik/was-waere-wenn", roleOffice | roleAuditor, s.whatIfShow},
		{"POST /runden/{runde}/statistik/was-waere-wenn", roleOffice | roleAuditor, s.whatIfPaste},
	}
}

// reckoning is a reading with the statistics of what the visitor may see.
type reckoning struct {
	*reading
	panel  *stats.Panel
	report *stats.Report
}

// statsShow shows how far the members agree, what to discuss first, and how firm the standing is: on the scores that this
// visitor may see, and on nothing else.
func (s *Server) statsShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	panel := stats.NewPanel(v.round.Policy, v.round.Scored())
	body := statsBody{Ref: d.ref(), Hidden: d.leftOut()}
	if v.has(roleOffice | roleAuditor) {
		body.WhatIf = &part.Button{Text: v.words.T("stats.whatif"), Href: v.address("statistik/was-waere-wenn")}
	}
	if len(panel.Members) == 0 {
		body.Empty = &part.Empty{Title: v.words.T("stats.few"), Text: v.words.T("stats.empty")}
	} else {
		d := &reckoning{reading: d, panel: panel}
		if !s.reckoning.reckon(r.Context(), func() { d.report = s.reports.of(panel, v.round.Origin) }) {
			return
		}
		d.fill(&body)
	}
	show(s, w, r, s.pages.stats, http.StatusOK, s.frameOf(r, v, v.words.T("stats.title")), body)
}

func (d *reckoning) fill(body *statsBody) {
	w := d.words
	body.Lead = w.T("stats.lead", "Count", len(d.panel.Cases), "Members", len(d.panel.Members))
	body.Ranks, body.Moves = d.ranksTable(), d.ranksPicture()
	body.First = d.firstTable()
	for c := range d.panel.Rules.Criteria {
		body.Criteria = append(body.Criteria, d.criterion(c))
	}
	body.Severity, body.Members = d.severityTable(), d.severityPicture()
	body.Whose = w.T("stats.severity.all")
	if !d.seesSeverity() {
		body.Whose = w.T("stats.severity.own")
	}
	if d.round.Size > 0 {
		body.Again = w.T("stats.again", "Round", d.round.ID, "Entry", int(d.round.Size)-1, "Size", strconv.FormatUint(d.round.Size, 10))
	}
}

// leftOut says which proposals the figures leave out. It goes by what the visitor may not see, and never by whether
// anything is there to be seen.
func (d *reading) leftOut() []string {
	var veiled, out []string
	for _, p := range d.round.Proposals {
		switch {
		case p.Masked():
			out = append(out, p.Number)
		case p.Veil != "" && (p.State == workflow.UnderReview || p.State == workflow.Scored || p.State == workflow.Decided):
			veiled = append(veiled, p.Number)
		}
	}
	var lines []string
	if len(veiled) > 0 {
		lines = append(lines, d.words.T("stats.veiled", "Count", len(veiled), "Numbers", d.words.List(veiled)))
	}
	if len(out) > 0 {
		lines = append(lines, d.words.T("stats.recused", "Count", len(out), "Numbers", d.words.List(out)))
	}
	return lines
}

// proposalCell names a proposal and leads to it.
func (d *reading) proposalCell(p *view.Proposal) part.Cell {
	return part.Cell{Number: p.Number, Text: d.titleOf(p), Href: proposalAddress(d.round, p, "")}
}

// ranksTable is the standing, best first, with how far each rank moves.
func (d *reckoning) ranksTable() part.Table {
	w := d.words
	t := part.Table{Caption: w.T("stats.ranks"), Quiet: true, Narrow: 2, Columns: []part.Column{
		{Title: w.T("heat.proposal")},
		{Title: w.T("stats.rank"), Numeric: true},
		{Title: w.T("stats.total"), Numeric: true},
		{Title: w.T("stats.without_member"), Numeric: true},
		{Title: w.T("stats.other_weights"), Numeric: true},
	}}
	index := map[string]string{}
	for _, r := range d.panel.Rules.Standing(d.entrants()) {
		if r.Index != nil {
			index[r.ID] = w.Ratio(r.Index, 2)
		}
	}
	for _, f := range d.ranked() {
		total := index[f.ID]
		if total == "" {
			total = "–"
		}
		t.Rows = append(t.Rows, part.Row{Head: d.proposalCell(d.round.Proposal(f.ID)), Cells: []part.Cell{
			{Text: rankRange(f.Rank, f.Rank)},
			{Text: total},
			{Text: rankRange(f.MemberBest, f.MemberWorst)},
			{Text: rankRange(f.WeightBest, f.WeightWorst)},
		}})
	}
	return t
}

func (d *reckoning) entrants() []policy.Entrant {
	out := make([]policy.Entrant, len(d.panel.Cases))
	for i := range out {
		c := &d.panel.Cases[i]
		out[i] = policy.Entrant{ID: c.ID, Means: d.panel.Rules.Means(d.panel.Rules.Aggregation, c.Facts.Members)}
	}
	return out
}

// ranked are the proposals by rank, those without one last.
func (d *reckoning) ranked() []stats.Firmness {
	out := slices.Clone(d.report.Firmness)
	slices.SortStableFunc(out, func(a, b stats.Firmness) int {
		if (a.Rank == 0) != (b.Rank == 0) {
			return b.Rank - a.Rank
		}
		return a.Rank - b.Rank
	})
	return out
}

// rankRange writes a range of ranks.
func rankRange(best, worst int) string {
	switch best {
	case 0:
		return "–"
	case worst:
		return strconv.Itoa(best)
	}
	return strconv.Itoa(best) + "–" + strconv.Itoa(worst)
}

// mostRanks is how many proposals the picture of ranks shows; a longer one nobody reads.
const mostRanks = 40

func (d *reckoning) ranksPicture() template.HTML {
	all := d.ranked()
	if len(all) < 2 || len(all) > mostRanks {
		return ""
	}
	p := picture.Intervals{Says: d.words.T("stats.ranks.says", "Count", len(all)), From: 1, To: float64(len(all))}
	for i := 1; i <= len(all); i += max(len(all)/8, 1) {
		p.Ticks = append(p.Ticks, picture.Tick{At: float64(i), Text: strconv.Itoa(i)})
	}
	for _, f := range all {
		p.Rows = append(p.Rows, picture.Interval{
			Name: d.round.Proposal(f.ID).Number, At: float64(f.Rank), Known: f.Rank > 0, Bounded: f.Rank > 0 && !f.Firm(),
			Low: float64(min(f.MemberBest, f.WeightBest)), High: float64(max(f.MemberWorst, f.WeightWorst)),
		})
	}
	return p.Draw()
}

// firstTable lists what is worth the committee's time before the rest, and why; what is decided needs none any more.
func (d *reckoning) firstTable() part.Table {
	w := d.words
	t := part.Table{Caption: w.T("stats.first"), Quiet: true, Narrow: 2, Columns: []part.Column{
		{Title: w.T("heat.proposal")},
		{Title: w.T("heat.state")},
		{Title: w.T("stats.apart"), Numeric: true},
		{Title: w.T("stats.widest")},
		{Title: w.T("stats.why"), Wide: true},
	}}
	for i := range d.report.First {
		x := &d.report.First[i]
		p, widest, why := d.round.Proposal(x.ID), "–", w.T("stats.why.apart")
		if p.State == workflow.Decided || p.State == workflow.Withdrawn {
			continue
		}
		if x.Widest >= 0 {
			widest = d.label(d.panel.Rules.Criteria[x.Widest].Label)
		}
		if len(x.Hinges) > 0 {
			why = w.T("stats.why.hinges", "Count", len(x.Hinges), "Members", x.Members)
		}
		t.Rows = append(t.Rows, part.Row{Head: d.proposalCell(p), Cells: []part.Cell{
			{State: stateOf(p)}, {Text: d.percent(x.Apart)}, {Text: widest}, {Text: why},
		}})
	}
	return t
}
