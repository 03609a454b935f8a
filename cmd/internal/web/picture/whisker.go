package picture

import "html/template"

// Whisker draws the span from the lowest to the highest level given, as parts of the scale's length from 0 to 1. It repeats
// what the cell says in words, so a screen reader passes over it. The page stretches it to the width of its cell.
func Whisker(lowest, highest float64) template.HTML {
	lo, hi := num(60*lowest), num(60*highest)
	return template.HTML(`<svg viewBox="0 0 60 5" preserveAspectRatio="none" aria-hidden="true" focusable="false">` +
		`<path d="M` + lo + ` 2.5H` + hi + `M` + lo + ` 0V5M` + hi + ` 0V5" vector-effect="non-scaling-stroke"/></svg>`)
}
