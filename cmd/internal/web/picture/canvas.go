package picture

import (
	"fmt"
	"html"
	"html/template"
	"strconv"
	"strings"
)

// canvas collects the elements of one SVG.
type canvas struct{ b strings.Builder }

// open begins a picture of the given size that says what it shows.
func open(class string, width, height float64, says string) *canvas {
	c := &canvas{}
	if class != "" {
		class = ` class="` + class + `"`
	}
	fmt.Fprintf(&c.b, `<svg%s viewBox="0 0 %s %s" role="img" aria-label="%s">`,
		class, num(width), num(height), html.EscapeString(says))
	return c
}

func (c *canvas) rect(class string, x, y, w, h float64) {
	fmt.Fprintf(&c.b, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, num(x), num(y), num(w), num(h))
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(&c.b, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`, class, num(x1), num(y1), num(x2), num(y2))
}

func (c *canvas) circle(class string, x, y, r float64) {
	fmt.Fprintf(&c.b, `<circle class="%s" cx="%s" cy="%s" r="%s"/>`, class, num(x), num(y), num(r))
}

func (c *canvas) path(class, d string) {
	fmt.Fprintf(&c.b, `<path class="%s" d="%s"/>`, class, d)
}

// text writes at the baseline; anchor is start, middle or end.
func (c *canvas) text(class, anchor string, x, y float64, words string) {
	if class != "" {
		class = ` class="` + class + `"`
	}
	fmt.Fprintf(&c.b, `<text%s x="%s" y="%s" text-anchor="%s">%s</text>`,
		class, num(x), num(y), anchor, html.EscapeString(words))
}

func (c *canvas) done() template.HTML {
	c.b.WriteString(`</svg>`)
	return template.HTML(c.b.String())
}

// num writes a coordinate with at most one decimal place, which is finer than a screen.
func num(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}
