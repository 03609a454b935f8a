package web

import (
	"slices"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow/view"
)

// pair is two moments side by side.
type pair struct {
	*reading
	m       *moment
	was, is string // heads of their columns
}

func (d *reading) pair(m *moment, from, to int) *pair {
	head := func(at int) string {
		if at < 0 {
			return d.words.T("compare.beginning")
		}
		return d.words.T("compare.before", "Entry", int(m.steps[at].Seq))
	}
	return &pair{d, m, head(from), head(to)}
}

// differences are the tables of what is otherwise: of the round itself, and of its proposals.
func (x *pair) differences(found []view.Difference) (out []*part.Table) {
	var round, proposals, given []view.Difference
	for _, f := range found {
		switch {
		case f.Proposal == "":
			round = append(round, f)
		case f.Who == "":
			proposals = append(proposals, f)
		case f.Field != "sheet": // its number tells nothing beside the scores
			given = append(given, f)
		}
	}
	order := map[string]int{}
	for i, p := range x.round.Proposals {
		order[p.ID] = i
	}
	slices.SortStableFunc(proposals, func(a, b view.Difference) int { return order[a.Proposal] - order[b.Proposal] })
	title := "compare.proposals"
	if x.proposal != nil {
		title = "compare.proposal"
	}
	for _, t := range []*part.Table{
		x.table("compare.round", round), x.table(title, proposals), x.table("compare.given", given),
	} {
		if t != nil {
			out = append(out, t)
		}
	}
	return out
}

func (x *pair) columns() []part.Column {
	return []part.Column{
		{Title: x.words.T("replay.what")}, {Title: x.was, Wide: true}, {Title: x.is, Wide: true}, {Title: x.words.T("compare.by")},
	}
}

// table names differences one by one, the scores of one sheet in one line; nil where there are none.
func (x *pair) table(title string, found []view.Difference) *part.Table {
	if len(found) == 0 {
		return nil
	}
	t := &part.Table{Caption: x.words.T(title), Columns: x.columns()}
	count := 0
	for i := 0; i < len(found); count++ {
		n := 1
		for f := &found[i]; f.Field == "score" && i+n < len(found) && found[i+n].Field == "score" && found[i+n].Who == f.Who; {
			n++
		}
		if len(t.Rows) < mostDifferences {
			t.Rows = append(t.Rows, x.row(found[i:i+n]))
		}
		i += n
	}
	if count > mostDifferences {
		t.Caption += ". " + x.words.T("compare.more", "Shown", mostDifferences, "Count", count)
	}
	return t
}

// row is one line: one difference, or those of one sheet.
func (x *pair) row(found []view.Difference) part.Row {
	w, f := x.words, &found[0]
	by := part.Cell{Text: strings.ReplaceAll(w.T("entry.n", "Entry", int(x.m.steps[f.Step].Seq)), " ", "\u00a0"), Href: x.replayAddress(x.m, f.Step)}
	if f.Field == "score" {
		was, is := x.sheet(found, false), x.sheet(found, true)
		head := part.Cell{Text: w.T("compare.of", "Field", w.T("compare.sheet"), "Name", x.name(f.Who))}
		return part.Row{Head: head, Cells: []part.Cell{struck(was, was), put(is, is), by}}
	}
	head := part.Cell{Text: x.fieldName(&f.Change)}
	if f.Who != "" {
		head.Text = w.T("compare.of", "Field", head.Text, "Name", x.name(f.Who))
	}
	if p := x.round.Proposal(f.Proposal); p != nil && x.proposal == nil {
		head.Number = p.Number
	}
	was, is := x.changed(&f.Change, f.Old), x.changed(&f.Change, f.New)
	if f.Field != "state" {
		was, is = struck(f.Old, was.Text), put(f.New, is.Text)
	}
	return part.Row{Head: head, Cells: []part.Cell{was, is, by}}
}

// sheet is one side of the scores of a sheet.
func (x *pair) sheet(found []view.Difference, is bool) string {
	var out []string
	for i := range found {
		value := found[i].Old
		if is {
			value = found[i].New
		}
		if value != "" {
			out = append(out, x.criterionLabel(found[i].Of)+" "+x.value(value))
		}
	}
	return strings.Join(out, "; ")
}

// shortTexts are the texts that fit into a table; nil where there are none.
func (x *pair) shortTexts(texts []textChange) *part.Table {
	t := &part.Table{Caption: x.words.T("compare.texts"), Columns: x.columns()[:3]}
	for _, c := range texts {
		if !c.long() {
			t.Rows = append(t.Rows, part.Row{Head: part.Cell{Text: c.Title}, Cells: []part.Cell{struck(c.Old, c.Old), put(c.New, c.New)}})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}
