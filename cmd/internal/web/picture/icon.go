// Package picture draws what the pages show as SVG: icons, scores as strips of marks, a quorum as boxes, a round as a
// timeline, a whisker under a mean.
//
// A picture carries no style of its own. Colours, and so dark mode, contrast and print, come from classes in gremium.css;
// places and sizes are presentation attributes, because the pages allow no inline style. Text is escaped. Numbers here are
// floats: a picture decides nothing.
package picture

import (
	"fmt"
	"html/template"
	"slices"
)

// icons are drawn in a box of 16 units with the colour of the text around them.
func icons() map[string]string {
	return map[string]string{
		// the state of a proposal: circle = under way, square = decided, open form = not with us
		"submitted":    `<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>`,
		"returned":     `<path d="M6 2 2 5.5 6 9V6.7h4a2.3 2.3 0 0 1 0 4.6H5v2h5a4.3 4.3 0 0 0 0-8.6H6z"/>`,
		"under_review": `<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 2a6 6 0 0 0 0 12z"/>`,
		"scored":       `<circle cx="8" cy="8" r="7"/>`,
		"decided":      `<path d="M1 1h14v14H1z"/>`,
		"selected":     `<path fill-rule="evenodd" d="M1 1h14v14H1zM6.8 12.2 13 5.5l-1.4-1.4-4.9 5.2-2.3-2.2L3 8.5z"/>`,
		"not_selected": `<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" stroke-width="2"/><path d="M4.5 7h7v2h-7z"/>`,
		"deferred":     `<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" stroke-width="2"/><path d="M5.5 5h2v6h-2zM8.7 5h2v6h-2z"/>`,
		"withdrawn":    `<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.6 2"/><path d="m5.3 6.2.9-.9L8 7.1l1.8-1.8.9.9L8.9 8l1.8 1.8-.9.9L8 8.9l-1.8 1.8-.9-.9L7.1 8z"/>`,
		"published":    `<path fill-rule="evenodd" d="M1 1h14v14H1zM3 3v10h4.2V3zM8.8 3v10H13V3z"/>`,
		"recused":      `<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="m3.2 4.6 1.4-1.4 8.2 8.2-1.4 1.4z"/>`,
		"open":         `<rect x="2.8" y="2.8" width="10.4" height="10.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.6 2"/>`,
		// words at the margin
		"tick":  `<path d="M6.2 13 1.5 8.4l1.6-1.6 3.1 3 6.7-7 1.6 1.5z"/>`,
		"cross": `<path d="m3.2 1.8 4.8 4.8 4.8-4.8 1.4 1.4L9.4 8l4.8 4.8-1.4 1.4L8 9.4l-4.8 4.8-1.4-1.4L6.6 8 1.8 3.2z"/>`,
		"warn":  `<path fill-rule="evenodd" d="M8 1 15.5 15H.5zm-1 5v4.5h2V6zm0 5.5v2h2v-2z"/>`,
		"dot":   `<circle cx="8" cy="8" r="3"/>`,
		"busy":  `<path d="M8 1a7 7 0 1 1-7 7h2.2A4.8 4.8 0 1 0 8 3.2z"/>`,
		"lock":  `<path fill-rule="evenodd" d="M4 7V5a4 4 0 0 1 8 0v2h1.5v8h-11V7zm2 0h4V5a2 2 0 0 0-4 0z"/>`,
		// seats at a meeting
		"present": `<rect x="2" y="2" width="12" height="12"/>`,
		"absent":  `<rect x="2.8" y="2.8" width="10.4" height="10.4" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.6 2"/>`,
		"deputy":  `<path fill-rule="evenodd" d="M2 2h12v12H2zm2.6 2.5L7.2 12h1.6l2.6-7.5H9.6L8 9.7 6.4 4.5z"/>`,
		"barred":  `<rect x="2.8" y="2.8" width="10.4" height="10.4" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M3 13 13 3" stroke="currentColor" stroke-width="1.8"/>`,
	}
}

// Icons is the set of icons. A word always stands beside an icon, so a screen reader passes over it.
type Icons struct{ drawn map[string]template.HTML }

// NewIcons returns the set.
func NewIcons() Icons {
	drawn := map[string]template.HTML{}
	for name, path := range icons() {
		drawn[name] = template.HTML(`<svg class="ic" viewBox="0 0 16 16" aria-hidden="true" focusable="false">` + path + `</svg>`)
	}
	return Icons{drawn}
}

// Draw returns the icon of that name, or an error when there is none.
func (s Icons) Draw(name string) (template.HTML, error) {
	icon, ok := s.drawn[name]
	if !ok {
		return "", fmt.Errorf("there is no icon %q", name)
	}
	return icon, nil
}

// Names lists the icons in alphabetical order.
func (s Icons) Names() []string {
	names := make([]string, 0, len(s.drawn))
	for name := range s.drawn {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Brand is the mark of Gremium: five seats around a table, one of them vacant.
func Brand() template.HTML {
	return `<svg width="26" height="18" viewBox="0 0 26 18" aria-hidden="true" focusable="false">` +
		`<circle cx="2.6" cy="14.2" r="2.5"/><circle cx="5.65" cy="6.85" r="2.5"/><circle cx="13" cy="3.8" r="2.5"/>` +
		`<circle cx="20.35" cy="6.85" r="1.8" fill="none" stroke="currentColor" stroke-width="1.4"/>` +
		`<circle cx="23.4" cy="14.2" r="2.5"/></svg>`
}
