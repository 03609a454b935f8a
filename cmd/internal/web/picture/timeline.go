package picture

import "html/template"

// Timeline describes a record as entries over time: bars of equal spans, and the phases below them.
type Timeline struct {
	Says      string
	Bars      []int // entries in each span
	Now       int   // index of the span that holds the entry shown
	NowText   string
	Phases    []Span
	Class     string  // wide or narrow: which of two pictures the page shows
	Width     float64 // 1240 for wide, 360 for narrow
	HideNames bool    // phases without names, for a narrow picture with many of them
}

// Span is a phase from the first to the last bar it covers.
type Span struct {
	Name     string
	From, To int
}

// The timeline's measures.
const (
	timeTop   = 18.0
	timeFloor = 66.0
	timeSide  = 8.0
)

// Draw returns the picture. What lies after the entry shown is drawn lighter: it had not happened yet.
func (t Timeline) Draw() template.HTML {
	highest := 1
	for _, n := range t.Bars {
		highest = max(highest, n)
	}
	step := (t.Width - 2*timeSide) / float64(max(len(t.Bars), 1))
	left := func(i int) float64 { return timeSide + step*float64(i) }

	c := open(t.Class, t.Width, 98, t.Says)
	for i, n := range t.Bars {
		class, h := "bar", (timeFloor-timeTop)*float64(n)/float64(highest)
		if i <= t.Now {
			class = "bar past"
		}
		if n > 0 {
			c.rect(class, left(i)+step*0.07, timeFloor-max(h, 2), step*0.86, max(h, 2))
		}
	}
	for _, p := range t.Phases {
		t.phase(c, p.Name, left(p.From)+1, left(p.To+1)-1)
	}
	t.cursor(c, left(t.Now)+step/2)
	return c.done()
}

func (t Timeline) phase(c *canvas, name string, from, to float64) {
	c.path("ph", "M"+num(from)+" "+num(timeFloor+6)+"v6H"+num(to)+"v-6")
	if !t.HideNames {
		c.text("", "middle", (from+to)/2, timeFloor+26, name)
	}
}

func (t Timeline) cursor(c *canvas, x float64) {
	c.line("cur", x, timeTop-14, x, timeFloor+14)
	anchor, at := "end", x-6
	if x < t.Width/2 {
		anchor, at = "start", x+6
	}
	c.text("b", anchor, at, timeTop-5, t.NowText)
}
