// Package verdict puts the report on a case file on a page that an auditor can file away: one file that needs no other, reads
// by keyboard and screen reader, and prints on A4.
package verdict

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"time"

	"gremium/cmd/internal/locale"
	"gremium/policy"
	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/ledger"
)

// About is what the page says of the check itself.
type About struct {
	File    string    // name
	SHA256  string    // of the file, in hex
	At      time.Time // of the check
	Version string    // of the program
}

//go:embed page.html
var source string

// fact is a name with what belongs to it.
type fact struct{ Name, Text string }

// table is the steps of one part.
type table struct {
	Title, Root string
	Rows        []row
}

type row struct {
	Step, Mark, Result, Why string
	Failed                  bool
}

// grid is a plain table.
type grid struct {
	Title   string
	Columns []string
	Rows    [][]string
}

type decision struct {
	Title    string
	Facts    []fact
	Said     []fact
	Findings []casefile.Finding
	Grids    []grid
}

type page struct {
	Lang, Title, Outcome, Advice, Foot string
	OK                                 bool
	Facts                              []fact
	Tables                             []table
	Findings, Notes, Unproven          []string
	Decisions                          []decision
}

// writer words a report.
type writer struct {
	r     *casefile.Report
	loc   *locale.Locale
	about About
}

// HTML writes the page of a report in the language of loc, which is that of the report. The error is that of w.
func HTML(w io.Writer, r *casefile.Report, loc *locale.Locale, about About) error {
	x := &writer{r: r, loc: loc, about: about}
	t, err := template.New("verdict").Funcs(template.FuncMap{
		"t": func(id string) string { return loc.T(id) }, "mark": mark, "joined": locale.Joined,
		"assumption": func() string { return policy.AssumptionNote(loc.Lang()) },
	}).Parse(source)
	if err != nil {
		return fmt.Errorf("the report's form: %w", err)
	}
	if err := t.Execute(w, x.page()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func mark(holds string) string {
	switch holds {
	case string(policy.HoldsYes), string(audit.OK):
		return "✓"
	case string(policy.HoldsNo), string(audit.Failed):
		return "✕"
	}
	return "–"
}

func (x *writer) page() *page {
	p := &page{
		Lang: x.loc.Lang(), Title: x.loc.T("verdict.title.none"), OK: x.r.OK, Outcome: x.loc.T("verdict.holds"), Facts: x.facts(),
		Unproven: x.r.Unproven,
	}
	if m := x.r.Manifest; m != nil {
		p.Title = x.loc.T("verdict.title", "Round", m.Round)
	}
	if !p.OK {
		p.Outcome, p.Advice = x.failed(), x.loc.T("verdict.keep")
	}
	p.Tables = append(p.Tables, table{Title: x.loc.T("verdict.about.file"), Rows: x.rows(x.r.Steps)})
	p.Findings = append(p.Findings, x.r.Findings...)
	if x.r.Record != nil {
		for i := range x.r.Record.Ledgers {
			x.ledger(p, &x.r.Record.Ledgers[i])
		}
	}
	for i := range x.r.Decisions {
		p.Decisions = append(p.Decisions, x.decision(&x.r.Decisions[i]))
	}
	p.Foot = x.about.File + " · SHA-256 " + x.about.SHA256 + " · " + x.loc.Moment(x.about.At)
	return p
}

// failed says what is wrong first.
func (x *writer) failed() string {
	if x.r.OnlyLacks() {
		return x.loc.T("verdict.lacks", "What", x.r.Findings[0])
	}
	if x.r.Record != nil {
		for i := range x.r.Record.Ledgers {
			l := &x.r.Record.Ledgers[i]
			for _, f := range l.Findings {
				if l.FirstBad != nil && f.Seq == *l.FirstBad {
					return x.loc.T("verdict.fails.entry", "Entry", fmt.Sprint(f.Seq), "What", f.What)
				}
			}
		}
	}
	if len(x.r.Findings) > 0 {
		return x.loc.T("verdict.fails.file", "What", x.r.Findings[0])
	}
	return x.loc.T("verdict.fails")
}

func (x *writer) facts() []fact {
	t := x.loc.T
	out := []fact{{t("verdict.file"), x.about.File}, {t("verdict.sum"), x.about.SHA256}}
	if m := x.r.Manifest; m != nil {
		out = append(out, fact{t("verdict.ledger"), m.Ledgers[1].Origin}, fact{t("verdict.made"), x.moment(m.Made)})
		if slices.Contains([]string{"auditor", "member", "coordinator", "submitter"}, m.Holder) {
			out = append(out, fact{t("verdict.holder"), t("verdict.holder." + m.Holder)})
		}
		if m.Proposal != "" {
			out = append(out, fact{t("verdict.proposal"), m.Proposal})
		}
	}
	keys := x.loc.List(x.r.Keys)
	if len(x.r.Keys) == 0 {
		keys = t("verdict.keys.none")
	}
	when := t("verdict.checked.with", "When", x.loc.Moment(x.about.At), "Version", x.about.Version)
	out = append(out, fact{t("verdict.keys"), keys})
	if len(x.r.Witnesses) > 0 {
		out = append(out, fact{t("verdict.witnesses"), x.loc.List(x.r.Witnesses)})
	}
	return append(out, fact{t("verdict.checked"), when})
}

// moment says an instant as people write it; what is none is said as it stands.
func (x *writer) moment(instant string) string {
	at, err := ledger.ParseInstant(instant)
	if err != nil {
		return instant
	}
	return x.loc.Moment(at.Time())
}

func (x *writer) ledger(p *page, l *audit.Ledger) {
	id := "verdict.about.round"
	if l.Round == "register" {
		id = "verdict.about.register"
	}
	title := x.loc.T(id, "Entries", x.loc.Int(int(l.Entries)))
	p.Tables = append(p.Tables, table{Title: title, Root: x.loc.T("verdict.root", "Root", l.Root), Rows: x.rows(l.Steps)})
	for _, f := range l.Findings {
		p.Findings = append(p.Findings, x.place(l, f))
	}
	if l.More > 0 {
		p.Findings = append(p.Findings, x.loc.T("verdict.more", "Count", l.More))
	}
	for _, f := range l.Notes {
		p.Notes = append(p.Notes, x.place(l, f))
	}
}

func (x *writer) place(l *audit.Ledger, f audit.Finding) string {
	where := l.Round
	if f.Seq >= 0 {
		where += ", " + x.loc.T("verdict.entry", "Entry", fmt.Sprint(f.Seq))
	}
	return where + ": " + f.What
}

func (x *writer) rows(steps []audit.StepResult) []row {
	out := make([]row, len(steps))
	for i, s := range steps {
		id := "audit.step." + string(s.Step)
		switch s.Step {
		case casefile.Archive, casefile.Seal, casefile.Checkpoints, casefile.Signatures:
			id = "verdict.step." + string(s.Step)
		default: // of the record
		}
		out[i] = row{x.loc.T(id), mark(string(s.Result)), x.loc.T("audit.result." + string(s.Result)), s.Why, s.Result == audit.Failed}
	}
	return out
}

func (x *writer) decision(d *casefile.Decision) decision {
	t := x.loc.T
	title := x.loc.Quote(d.Title)
	if d.Title == "" {
		title = t("verdict.untitled")
	}
	out := decision{Title: d.Number + " " + title, Findings: d.Findings}
	out.Facts = []fact{
		{t("verdict.outcome"), workflow.Word(d.Outcome, x.loc.Lang())},
		{t("verdict.decided"), t("verdict.decided.by", "When", x.moment(d.At), "Who", d.By, "Entry", fmt.Sprint(d.Entry))},
	}
	if d.Proposed != "" && d.Proposed != d.Outcome {
		out.Facts = append(out.Facts, fact{t("verdict.proposed"), workflow.Word(d.Proposed, x.loc.Lang())})
	}
	derived := d.Why
	if derived == "" {
		derived = t("verdict.derived.ok")
	}
	out.Facts = append(out.Facts, fact{t("verdict.derived"), mark(string(d.Result)) + " " + t("audit.result."+string(d.Result)) + ": " + derived})
	if d.Elsewhere != "" {
		out.Facts = append(out.Facts, fact{t("verdict.source"), d.Elsewhere})
	}
	if d.SetAside > 0 {
		out.Facts = append(out.Facts, fact{t("verdict.aside"), t("verdict.entry", "Entry", fmt.Sprint(d.SetAside))})
	}
	for _, s := range []fact{{t("verdict.rationale"), d.Rationale}, {t("verdict.deviation"), d.Deviation}} {
		if s.Text != "" {
			out.Said = append(out.Said, s)
		}
	}
	out.Grids = x.grids(d)
	return out
}

// grids are the score sheets and the votes.
func (x *writer) grids(d *casefile.Decision) []grid {
	var out []grid
	if len(d.Sheets) > 0 {
		g := grid{Title: x.loc.T("verdict.sheets"), Columns: append(append([]string{x.loc.T("verdict.member"), x.loc.T("verdict.as")}, d.Criteria...), x.loc.T("verdict.number"))}
		for _, s := range d.Sheets {
			cells := []string{s.Member, s.As}
			for _, v := range s.Values {
				cells = append(cells, x.loc.Decimal(v))
			}
			g.Rows = append(g.Rows, append(cells, fmt.Sprint(s.Entry)))
		}
		out = append(out, g)
	}
	if len(d.Votes) > 0 {
		g := grid{Title: x.loc.T("verdict.votes"), Columns: []string{x.loc.T("verdict.member"), x.loc.T("verdict.as"), x.loc.T("verdict.choice"), x.loc.T("verdict.number")}}
		for _, v := range d.Votes {
			g.Rows = append(g.Rows, []string{v.Member, v.As, x.loc.T("verdict.choice." + v.Choice), fmt.Sprint(v.Entry)})
		}
		out = append(out, g)
	}
	return out
}
