package web

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
)

//go:embed templates
var templateFiles embed.FS

// templates holds every page in every language, parsed once: the words of a page are part of its template.
type templates struct {
	pages map[string]map[string]*template.Template // by page, by language
}

// newTemplates parses layout, parts and pages for each language. All pages of a language are one set, so that each part is
// there once: a set for each page holds a hundred copies of them.
func newTemplates(speak map[string]*locale.Locale, files assets) (*templates, error) {
	layout, err := fs.ReadFile(templateFiles, "templates/layout.html")
	if err != nil {
		return nil, fmt.Errorf("layout of pages: %w", err)
	}
	pages, err := fs.Glob(templateFiles, "templates/pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("list pages: %w", err)
	}
	all := &templates{pages: map[string]map[string]*template.Template{}}
	for lang, words := range speak {
		set, err := template.New("parts").Funcs(functions(words, files)).ParseFS(templateFiles, "templates/frame.html", "templates/parts/*.html")
		if err != nil {
			return nil, fmt.Errorf("parts of pages: %w", err)
		}
		for _, file := range pages {
			if err := all.add(set, lang, file, string(layout)); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// add adds a page to the set. What the layout and the file call "main" gets the page's name, which is its own within the set.
func (t *templates) add(set *template.Template, lang, file, layout string) error {
	name := strings.TrimSuffix(path.Base(file), ".html")
	text, err := fs.ReadFile(templateFiles, file)
	if err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	named := strings.NewReplacer(`define "main"`, `define "main `+name+`"`, `template "main"`, `template "main `+name+`"`)
	if _, err = set.New("file " + name).Parse(named.Replace(string(text))); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	page, err := set.New("page " + name).Parse(named.Replace(layout))
	if err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	if t.pages[name] == nil {
		t.pages[name] = map[string]*template.Template{}
	}
	t.pages[name][lang] = page
	return nil
}

// functions are what templates can ask for beside their data.
func functions(words *locale.Locale, files assets) template.FuncMap {
	icons := picture.NewIcons()
	p := newPrinter(words, icons)
	return template.FuncMap{
		"t":        words.Say,
		"num":      words.Int,
		"day":      words.Day,
		"clock":    words.Clock,
		"moment":   words.Moment,
		"iso":      words.ISO,
		"asset":    files.url,
		"brand":    picture.Brand,
		"icon":     func(name any) (template.HTML, error) { return icons.Draw(fmt.Sprint(name)) },
		"ordinal":  func(i int) int { return i + 1 },
		"columns":  fieldsOf,
		"heading":  func(columns []part.Column, row part.Row) headed { return headed{columns, row} },
		"plain":    p.plain,
		"printed":  p.row,
		"warm":     p.heatRow,
		"unbroken": unbroken,
		"span":     span,
		"keys":     func() []keyHelp { return keyHelps(words) },
	}
}

// fieldOf is a cell together with the column it stands in.
type fieldOf struct {
	Column part.Column
	Cell   part.Cell
}

// headed is a row with the columns it stands under.
type headed struct {
	Columns []part.Column
	Row     part.Row
}

// fieldsOf joins the cells of a row with their columns; the first column is the row's head.
func fieldsOf(heads []part.Column, cells []part.Cell) ([]fieldOf, error) {
	if len(cells) != len(heads)-1 {
		return nil, unequal(heads, cells)
	}
	out := make([]fieldOf, len(cells))
	for i, cell := range cells {
		out[i] = fieldOf{heads[i+1], cell}
	}
	return out, nil
}

func unequal(heads []part.Column, cells []part.Cell) error {
	return fmt.Errorf("a row of %d cells under %d columns", len(cells)+1, len(heads))
}

// wideVeil is a veil that covers the count, all criteria and, where the state is hidden too, the state.
type wideVeil struct {
	*part.Veil
	Columns int
}

func span(veil *part.Veil, criteria int, state string) wideVeil {
	if state == "" {
		criteria++
	}
	return wideVeil{veil, criteria + 1}
}

// keyHelp is one line of the list of keys.
type keyHelp struct {
	Keys []string
	Text string
}

func keyHelps(l *locale.Locale) []keyHelp {
	return []keyHelp{
		{[]string{"0", "…", "9"}, l.T("keys.level")},
		{[]string{"x"}, l.T("keys.none")},
		{[]string{"j", "k"}, l.T("keys.criterion")},
		{[]string{"n", "p"}, l.T("keys.proposal")},
		{[]string{"b"}, l.T("keys.reason")},
		{[]string{l.T("key.ctrl_enter")}, l.T("keys.primary")},
		{[]string{"/"}, l.T("keys.search")},
		{[]string{"←", "→"}, l.T("keys.entry")},
		{[]string{l.T("key.home"), l.T("key.end")}, l.T("keys.ends")},
		{[]string{l.T("key.escape")}, l.T("keys.leave")},
		{[]string{"?"}, l.T("keys.help")},
	}
}
