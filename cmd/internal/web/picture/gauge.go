package picture

import (
	"html/template"
	"strconv"
)

// Gauge describes a quorum: one box per seat that is entitled to vote, then the recused, who do not count.
type Gauge struct {
	Says    string // what a screen reader hears
	Present int    // entitled and there in person
	Deputed int    // entitled and there through a deputy
	Absent  int    // entitled and not there
	Recused int    // not entitled for this item
	Need    int    // how many must be there

	NeedWord, PresentWord, RecusedWord, DeputyMark string // words in the picture
}

// The gauge's measures.
const (
	boxWidth  = 32.0
	boxHeight = 22.0
	boxStep   = 38.0
	boxTop    = 22.0
)

// Draw returns the picture.
func (g Gauge) Draw() template.HTML {
	entitled := g.Present + g.Deputed + g.Absent
	width := 2 + boxStep*float64(entitled)
	if g.Recused > 0 {
		width += 14 + boxStep*float64(g.Recused)
	}
	c := open("", max(width, 220), 66, g.Says)
	x := 2.0
	for i := range entitled {
		g.seat(c, i, x)
		x += boxStep
	}
	c.text("", "start", 2, 62, g.PresentWord)
	if g.Need > 0 && g.Need <= entitled {
		at := 2 + boxStep*float64(g.Need) - (boxStep-boxWidth)/2
		c.line("line", at, boxTop-8, at, boxTop+boxHeight+8)
		c.text("", "middle", min(max(at, 30), max(width, 220)-36), 10, g.NeedWord+" "+strconv.Itoa(g.Need))
	}
	for i := range g.Recused {
		at := x + 14 + boxStep*float64(i)
		c.rect("rec", at, boxTop, boxWidth, boxHeight)
		c.line("rec", at, boxTop+boxHeight, at+boxWidth, boxTop)
	}
	if g.Recused > 0 {
		c.text("", "end", width-(boxStep-boxWidth), 62, g.RecusedWord)
	}
	return c.done()
}

func (g Gauge) seat(c *canvas, i int, x float64) {
	switch {
	case i < g.Present:
		c.rect("on", x, boxTop, boxWidth, boxHeight)
	case i < g.Present+g.Deputed:
		c.rect("on", x, boxTop, boxWidth, boxHeight)
		c.text("in-t", "middle", x+boxWidth/2, boxTop+16, g.DeputyMark)
	default:
		c.rect("off", x, boxTop, boxWidth, boxHeight)
	}
}
