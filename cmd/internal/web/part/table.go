package part

import (
	"html/template"
	"math/big"
	"strings"
)

// Table is a table that stacks into blocks where the page is narrow; its roles are written out, so it stays a table to a
// screen reader.
type Table struct {
	Caption string
	Quiet   bool // the caption is for screen readers only
	Narrow  int  // figures side by side in a narrow block: 2, 3 or 5
	Columns []Column
	Rows    []Row
	Foot    *Row
}

// Column is the head of a column.
type Column struct {
	Title   string
	Numeric bool
	Wide    bool // takes a line of its own in a narrow block
	Whole   bool // its cells do not break: dates, links of two words
	Lines   bool // its cells keep their line breaks
}

// Class is the class of the cells below it, empty for none.
func (c Column) Class() string {
	class := ""
	switch {
	case c.Numeric:
		class = "num"
	case c.Wide:
		class = "wide"
	}
	if c.Whole {
		class += " nb"
	}
	if c.Lines {
		class += " lines"
	}
	return strings.TrimSpace(class)
}

// Row is one line. The first cell is its head.
type Row struct {
	Head  Cell
	Cells []Cell
	Hit   bool // the line that changed
}

// Cell is one field of a table. The parts that are set are shown in the order they stand here.
type Cell struct {
	Number string // of a proposal
	Text   string
	Href   string // makes Text a link
	State  string // a state chip
	Was    string // struck out
	Is     string // put in its place
	Veil   string // why nothing is shown
	Note   string
	Button *Button
}

// Heat is the means of many proposals side by side.
type Heat struct {
	Caption  string
	Columns  []string // heads before the criteria: proposal, state, count
	Criteria []string
	Rows     []HeatRow
	Legend   Legend
}

// HeatRow is one proposal. A row with a veil shows no figures at all.
type HeatRow struct {
	Number string
	Title  string
	Href   string
	State  string
	Count  string
	Cells  []*HeatCell
	Veil   *Veil
}

// HeatCell is one mean.
type HeatCell struct {
	Criterion string
	Step      int // of the heat scale, 0 to 6
	Mean      string
	Low       bool
	Whisker   template.HTML
	Span      string // von 1 bis 3
	None      bool   // no assessable score
}

// Veil says why figures are not shown. It is the same whether or not something lies behind it.
type Veil struct {
	Icon string // lock or recused
	Text string
	Link *Link
}

// Legend explains the heat scale.
type Legend struct {
	Steps     []string // figures of h0 … h6; empty hides the legend
	Threshold string
	Assume    string
}

// HeatStep maps a mean to one of the seven steps of the heat scale, worst to best, so that it also serves scales on which
// the lowest value is the best: the nearest of seven equally spaced figures, the better one when two are equally near. It is
// exact; a mean beyond the ends takes the end's step.
func HeatStep(mean, worst, best *big.Rat) int {
	span := new(big.Rat).Sub(best, worst)
	if span.Sign() == 0 {
		return 6
	}
	part := new(big.Rat).Sub(mean, worst)
	part.Quo(part, span)
	// floor(6·part + 1/2) = floor((12·num + den) / (2·den))
	num := new(big.Int).Mul(part.Num(), big.NewInt(12))
	num.Add(num, part.Denom())
	step := num.Div(num, new(big.Int).Mul(part.Denom(), big.NewInt(2)))
	return int(min(max(step.Int64(), 0), 6))
}

// Entry is one line of the record.
type Entry struct {
	Seq     int
	Text    string
	Href    string
	Note    string
	Current bool
}

// Preview lists every item of an action on many before it is done: now, then, and what stays and why.
type Preview struct {
	Table   Table
	Confirm Button
	Cancel  Button
}
