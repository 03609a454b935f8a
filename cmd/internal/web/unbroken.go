package web

import (
	"html/template"
	"regexp"

	"gremium/cmd/internal/locale"
)

// number is a number with a hyphen, as proposals have it.
var number = regexp.MustCompile(`[0-9]+-[0-9]+`)

// unbroken is a text for a narrow place: numbers of proposals stay in one line, and long words break at syllables, with a hyphen.
func unbroken(text string) template.HTML {
	said := template.HTMLEscapeString(locale.SoftHyphens(text))
	return template.HTML(number.ReplaceAllString(said, `<span class="nb">$0</span>`)) //nolint:gosec // escaped above; numbers hold no markup
}
