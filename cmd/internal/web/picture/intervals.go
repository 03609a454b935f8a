package picture

import "html/template"

// Intervals describes figures with their intervals on one axis: one row for each, a mark at the figure, a line over the
// interval. What lies beyond the axis is drawn at its end; the words beside the picture say how far it goes.
type Intervals struct {
	Says     string // what a screen reader hears
	From, To float64
	Ticks    []Tick
	Mark     float64 // what the figures are held against: a dotted line, where Marked
	Marked   bool
	Rows     []Interval
}

// Tick is a figure at the axis.
type Tick struct {
	At   float64
	Text string
}

// Interval is one row. A row without a figure keeps its line and its name.
type Interval struct {
	Name          string
	At, Low, High float64
	Known         bool // there is a figure
	Bounded       bool // there is an interval
}

// The measures of intervals, in units of the view box; names longer than their room are cut short.
const (
	intervalSide  = 150.0
	intervalWidth = 470.0
	intervalRow   = 26.0
	intervalEdge  = 10.0 // room at both ends of the axis
	intervalName  = 19   // characters
	intervalFoot  = 22.0
)

// Draw returns the picture.
func (s Intervals) Draw() template.HTML {
	height := intervalRow*float64(max(len(s.Rows), 1)) + intervalFoot
	floor := height - intervalFoot
	at := func(x float64) float64 {
		part := 0.0
		if s.To > s.From {
			part = (min(max(x, s.From), s.To) - s.From) / (s.To - s.From)
		}
		return intervalSide + intervalEdge + part*(intervalWidth-intervalSide-2*intervalEdge)
	}
	c := open("", intervalWidth, height, s.Says)
	c.rect("slot", intervalSide, 0, intervalWidth-intervalSide, floor)
	for _, t := range s.Ticks {
		c.line("axis", at(t.At), 0, at(t.At), floor)
		c.text("", "middle", at(t.At), height-6, t.Text)
	}
	if s.Marked {
		c.line("thr", at(s.Mark), 0, at(s.Mark), floor)
	}
	for i, row := range s.Rows {
		y := intervalRow * (float64(i) + 0.5)
		c.text("", "start", 0, y+4, cut(row.Name))
		if row.Bounded {
			c.line("mean", at(row.Low), y, at(row.High), y)
			c.line("mean", at(row.Low), y-5, at(row.Low), y+5)
			c.line("mean", at(row.High), y-5, at(row.High), y+5)
		}
		if row.Known {
			c.circle("b0", at(row.At), y, markSize)
		}
	}
	return c.done()
}

// cut shortens a name to the room there is.
func cut(name string) string {
	if r := []rune(name); len(r) > intervalName {
		return string(r[:intervalName-1]) + "…"
	}
	return name
}
