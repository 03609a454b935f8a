package web

import (
	"net/http"
	"time"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
)

// Frame is what stands around every page.
type Frame struct {
	Lang      string
	Theme     string // light, dark, or empty for the device's own
	Title     string // of the window, and the h1 of pages that have nothing better
	Demo      bool
	Halted    *Halt // why nothing can be entered at all, nil where it can
	Doubted   *Halt // what witnesses of other bodies refuse, nil where nothing
	Nav       []part.Link
	Person    *Person // who is signed in
	SignIn    string  // where to sign in, for somebody who is not
	Record    *Position
	Policy    *part.Link
	Notes     []string // further words in the footer
	Languages []part.Link
	Themes    []part.Link
}

// Person is somebody who is signed in.
type Person struct {
	Name    string
	Roles   string // in words, with the sight they give
	Leave   string // where signing out is sent
	Account string // where the own account is
	Idle    int    // seconds without a request after which they are signed out; 0 when they are not told
}

// Position is how far the record reaches that a page was made from.
type Position struct {
	Entry int
	When  time.Time // of that entry
}

// frame begins the frame of a page in the reader's language.
func (s *Server) frame(r *http.Request, title string) Frame {
	p := preferenceOf(r)
	words := s.speak[p.lang]
	return Frame{
		Halted: s.halted(words),
		Lang:   p.lang, Theme: p.theme, Title: title, Demo: s.config.Demo,
		Languages: otherLanguages(r, p.lang), Themes: themeLinks(r, words, p.theme),
	}
}

// words are the messages of the reader's language.
func (s *Server) words(r *http.Request) *locale.Locale { return s.speak[preferenceOf(r).lang] }

func otherLanguages(r *http.Request, current string) []part.Link {
	names := map[string]string{locale.German: "Deutsch", locale.English: "English"}
	var out []part.Link
	for _, lang := range locale.Languages() {
		if lang != current {
			out = append(out, part.Link{Text: names[lang], Href: with(r, langName, lang), Lang: lang})
		}
	}
	return out
}

func themeLinks(r *http.Request, words *locale.Locale, current string) []part.Link {
	if current == "" {
		current = themeAuto
	}
	var out []part.Link
	for _, theme := range themes() {
		out = append(out, part.Link{
			Text: words.T("theme." + theme), Href: with(r, themeName, theme), Current: theme == current,
		})
	}
	return out
}
