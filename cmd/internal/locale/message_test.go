package locale

import (
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Every message reads as the library that its files are written for says it, for each count.
func TestMessagesReadAsTheLibrarySaysThem(t *testing.T) {
	t.Parallel()
	c, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	blanks := 0
	for _, lang := range Languages() {
		l, err := c.In(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key := range c.ids {
			id, ok := strings.CutPrefix(key, lang+" ")
			if !ok {
				continue
			}
			m := c.ids[key]
			if !m.plain {
				t.Errorf("%s holds more than blanks to fill", key)
			}
			for _, count := range []int{0, 1, -1, 2, 1234} {
				data := map[string]any{"Count": l.Int(count)}
				pairs := []any{"Count", count}
				for _, p := range []pieces{m.one, m.other} {
					for i := 1; i < len(p); i += 2 {
						if _, there := data[p[i]]; !there {
							data[p[i]], pairs, blanks = "„"+p[i]+"“", append(pairs, p[i], "„"+p[i]+"“"), blanks+1
						}
					}
				}
				want, err := c.spoken(lang).speaker.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: count})
				if got := l.T(id, pairs...); err != nil || got != want {
					t.Errorf("%s with %d: %q, the library says %q, %v", key, count, got, want, err)
				}
			}
		}
	}
	if blanks < 1000 {
		t.Errorf("only %d blanks were filled", blanks)
	}
}

// What is no blank is left to the library, and so is a value that is missing.
func TestPieces(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": true, "{{.A}}": true, "a {{ .A }} b {{.B}}": true, "{{if .A}}x{{end}}": false, "{{.A.B}}": false, "{{.A": false, "{{t .A}}": false, "{{.}}": false,
	} {
		if _, ok := piecesOf(text); ok != want {
			t.Errorf("%q: %t", text, ok)
		}
	}
	l, err := New(German)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := piecesOf("a {{.A}} b")
	if _, ok := p.fill(l, []any{"B", "x"}); ok {
		t.Error("a blank without a value is filled")
	}
	if text, _ := p.fill(l, []any{"A", 2, "A", 4000}); text != "a 4.000 b" {
		t.Errorf("filled %q", text)
	}
}
