package picture

import "html/template"

// Strip describes the scores of one criterion: one slot per level, one row per body, one mark per score.
type Strip struct {
	Says      string   // what a screen reader hears
	Levels    []string // figures of the levels, in the order of the scale
	Bodies    []Row    // at most three shapes are told apart; further bodies repeat them
	Mean      float64  // place on the scale in levels: 0 is the first level, 2.5 lies between the third and the fourth
	MeanText  string   // the exact figure; empty when there is no mean
	Threshold float64  // place of the threshold on the scale
	HasLimit  bool     // whether a threshold is drawn
}

// Row is one body with its scores, as places on the scale: the index of the level.
type Row struct {
	Name   string
	Scores []float64
}

// The strip's measures, in units of its view box.
const (
	stripSide   = 112.0 // room for names
	stripWidth  = 470.0
	stripTop    = 22.0
	stripRow    = 32.0
	stripBottom = 22.0
	markSize    = 5.2
)

// Draw returns the picture. Marks of one level stand side by side in their slot and move closer together when they are many;
// the mean lies behind them, so that no score is covered.
func (s Strip) Draw() template.HTML {
	rows, levels := max(len(s.Bodies), 1), max(len(s.Levels), 1)
	height := stripTop + float64(rows)*stripRow + stripBottom
	slot := (stripWidth - stripSide) / float64(levels)
	at := func(place float64) float64 { return stripSide + slot*(place+0.5) }
	floor := height - stripBottom

	c := open("", stripWidth, height, s.Says)
	for i, level := range s.Levels {
		c.rect("slot", stripSide+slot*float64(i)+1, stripTop, slot-2, floor-stripTop)
		c.text("", "middle", at(float64(i)), height-6, level)
	}
	if s.HasLimit {
		c.line("thr", at(s.Threshold), stripTop, at(s.Threshold), floor)
	}
	if s.MeanText != "" {
		c.line("mean", at(s.Mean), stripTop-4, at(s.Mean), floor)
		c.text("strong", "middle", at(s.Mean), stripTop-9, s.MeanText)
	}
	for i, body := range s.Bodies {
		y := stripTop + stripRow*(float64(i)+0.5)
		c.text("", "start", 0, y+4, body.Name)
		drawMarks(c, i%3, y, slot, at, body.Scores)
	}
	return c.done()
}

func drawMarks(c *canvas, shape int, y, slot float64, at func(float64) float64, scores []float64) {
	many := map[float64]int{}
	for _, s := range scores {
		many[s]++
	}
	drawn := map[float64]int{}
	for _, s := range scores {
		n := many[s]
		step := 15.0
		if n > 1 {
			step = min(step, (slot-2*markSize-6)/float64(n-1))
		}
		x := at(s) + step*(float64(drawn[s])-float64(n-1)/2)
		drawn[s]++
		drawMark(c, shape, x, y)
	}
}

func drawMark(c *canvas, shape int, x, y float64) {
	const r = markSize
	switch shape {
	case 0:
		c.circle("b0", x, y, r)
	case 1:
		c.rect("b1", x-r+0.4, y-r+0.4, 2*r-0.8, 2*r-0.8)
	default:
		c.path("b2", "M"+num(x)+" "+num(y-r-0.6)+"l"+num(r+0.8)+" "+num(2*r+0.6)+"h-"+num(2*r+1.6)+"z")
	}
}
