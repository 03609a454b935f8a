package web

import (
	"bytes"
	"html/template"
	"testing"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
)

// What the printer writes is what the template says, and what comes from outside is no markup.
func TestPrintedRows(t *testing.T) {
	t.Parallel()
	words, err := locale.New(locale.German)
	if err != nil {
		t.Fatal(err)
	}
	p := newPrinter(words, picture.NewIcons())
	files, err := newAssets()
	if err != nil {
		t.Fatal(err)
	}
	set, err := template.New("parts").Funcs(functions(words, files)).ParseFS(templateFiles, "templates/parts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	columns := []part.Column{{Title: "A"}, {Title: `B "<`, Numeric: true}, {Title: "C", Wide: true, Whole: true}, {Title: "D", Whole: true, Lines: true}}
	bad := `<script>"'&`
	row := part.Row{
		Hit: true, Head: part.Cell{Number: "26-001" + bad, Text: bad, Href: "/x?a=1&b=2"},
		Cells: []part.Cell{{State: "scored"}, {Was: bad, Is: "b" + bad}, {Veil: "zu " + bad, Note: bad}},
	}
	for _, hit := range []bool{true, false} {
		row.Hit = hit
		var want bytes.Buffer
		if err := set.ExecuteTemplate(&want, "row", headed{columns, row}); err != nil {
			t.Fatal(err)
		}
		got, err := p.row(columns, row)
		if err != nil || string(got) != want.String() {
			t.Errorf("printed %s, %v\nthe template says %s", got, err, want.String())
		}
	}
	if _, err := p.row(columns[:2], row); err == nil {
		t.Error("more cells than columns are printed")
	}
	if _, err := p.row(columns, part.Row{Cells: []part.Cell{{State: "unicorn"}, {}, {}}}); err == nil {
		t.Error("a state that there is not is printed")
	}
	for href, want := range map[string]bool{"": true, "/a": true, "//evil": false, "javascript:x": false, "https://example.org": false} {
		if got := p.plain(part.Row{Head: part.Cell{Href: href}}); got != want {
			t.Errorf("%q is plain: %t", href, got)
		}
	}
	if p.plain(part.Row{Cells: []part.Cell{{Button: &part.Button{}}}}) {
		t.Error("a button is plain")
	}
}
