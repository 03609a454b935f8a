package web

import (
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/policy"
	"gremium/workflow/view"
)

// examine puts findings into words.
func (d *reading) examine(findings []policy.Finding) []part.Finding {
	return part.Examine(d.findings(findings, false))
}

// findings words findings; the mark of an assumption is set where the rule begins, not again at each of its points.
func (d *reading) findings(findings []policy.Finding, marked bool) []part.Finding {
	out := make([]part.Finding, len(findings))
	for i := range findings {
		f := &findings[i]
		rule, figures := f.Sentence(d.round.Policy, d.words.Lang())
		out[i] = part.Finding{Verdict: verdictOf(f.Holds), Rule: rule, Figures: figures, Under: d.findings(f.Findings, marked || f.Assumption)}
		if f.Assumption && !marked {
			out[i].Assume = policy.AssumptionNote(d.words.Lang())
		}
		if f.Rule == policy.RuleRecused {
			out[i].Figures = strings.Join(d.nameAll(f.Members), ", ") + ": " + figures
		}
	}
	return out
}

func verdictOf(h policy.Holds) part.Verdict {
	switch h {
	case policy.HoldsYes:
		return part.Holds
	case policy.HoldsNo:
		return part.Fails
	case policy.HoldsInfo:
	}
	return part.Notes
}

// count is how one body or group voted, by heads.
type count struct {
	name                   string
	yes, no, abstain, none int
}

func (c *count) add(choice policy.Choice) {
	switch choice {
	case policy.Yes:
		c.yes++
	case policy.No:
		c.no++
	case policy.Abstain:
		c.abstain++
	default:
		c.none++
	}
}

func (c *count) row(d *reading) part.Row {
	row := part.Row{Head: part.Cell{Text: c.name}}
	for _, n := range []int{c.yes, c.no, c.abstain, c.none} {
		text := "–"
		if n > 0 {
			text = d.words.Int(n)
		}
		row.Cells = append(row.Cells, part.Cell{Text: text})
	}
	return row
}

// votes counts the votes of the last ballot by body and group; nil while it runs.
func (d *reading) votes(p *view.Proposal) *part.Table {
	if p.Ballot == nil || p.Ballot.Open {
		return nil
	}
	w := d.words
	t := &part.Table{
		Caption: w.T("votes.caption"), Quiet: true, Narrow: 2,
		Columns: []part.Column{
			{Title: w.T("board.body")},
			{Title: w.T("votes.yes"), Numeric: true},
			{Title: w.T("votes.no"), Numeric: true},
			{Title: w.T("votes.abstain"), Numeric: true},
			{Title: w.T("votes.none"), Numeric: true},
		},
	}
	choices := choicesOf(p)
	all := count{name: w.T("votes.committee")}
	var order []string
	groups := map[string]*count{}
	for i := range d.round.Members {
		m := &d.round.Members[i]
		if m.Advisory || slices.Contains(p.Out, i) {
			continue
		}
		name := d.body(m.Body, m.Group)
		if groups[name] == nil {
			groups[name] = &count{name: name}
			order = append(order, name)
		}
		groups[name].add(choices[i])
		all.add(choices[i])
	}
	for _, name := range order {
		t.Rows = append(t.Rows, groups[name].row(d))
	}
	foot := all.row(d)
	t.Foot = &foot
	return t
}

// choicesOf are the votes by member.
func choicesOf(p *view.Proposal) map[int]policy.Choice {
	out := make(map[int]policy.Choice, len(p.Ballot.Votes.Get()))
	for _, v := range p.Ballot.Votes.Get() {
		out[v.Member] = v.Choice
	}
	return out
}

// singleVotes lists who voted how in the last ballot, once it is closed, and who did not and why: an abstention, an absence
// and an exclusion are three things.
func (d *reading) singleVotes(p *view.Proposal) *part.Table {
	if p.Ballot == nil || p.Ballot.Open || len(p.Ballot.Votes.Get()) == 0 {
		return nil
	}
	w := d.words
	t := &part.Table{
		Caption: w.T("votes.single"), Quiet: true,
		Columns: []part.Column{{Title: w.T("board.member")}, {Title: w.T("votes.vote")}},
	}
	if d.round.Numbers {
		t.Columns = append(t.Columns, part.Column{Title: w.T("entry.title")})
	}
	for _, v := range p.Ballot.Votes.Get() {
		m := d.member(v.Member)
		row := part.Row{
			Head:  part.Cell{Text: d.by(v.By, v.Deputy), Note: d.body(m.Body, m.Group)},
			Cells: []part.Cell{{Text: w.T("votes." + string(v.Choice))}},
		}
		if v.Aside {
			row.Cells[0].Note = w.T("votes.aside")
		}
		if d.round.Numbers {
			row.Cells = append(row.Cells, part.Cell{Text: w.Int(int(v.Entry)), Href: d.entryAddress(p, v.Entry)})
		}
		t.Rows = append(t.Rows, row)
	}
	for _, row := range d.silentRows(p.Ballot) {
		if d.round.Numbers {
			row.Cells = append(row.Cells, part.Cell{Text: "–"})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// silentRows are those without a vote in a closed ballot, and why.
func (d *reading) silentRows(b *view.Ballot) []part.Row {
	out := make([]part.Row, len(b.Silent))
	for i, x := range b.Silent {
		m := d.member(x.Member)
		out[i] = part.Row{
			Head:  part.Cell{Text: d.name(x.By), Note: d.body(m.Body, m.Group)},
			Cells: []part.Cell{{Text: d.words.T("votes.silent." + string(x.Why))}},
		}
	}
	return out
}
