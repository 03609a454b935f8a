package web

import (
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// pagesToRead are all addresses that need nobody signed in.
func pagesToRead() []string { return []string{"/bausteine", "/nowhere"} }

func TestPagesAreSoundInBothLanguages(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Demo = true })
	for _, path := range pagesToRead() {
		for _, lang := range []string{"de", "en"} {
			t.Run(path+" "+lang, func(t *testing.T) {
				t.Parallel()
				w := get(t, s, path+"?lang="+lang)
				if w.Code != http.StatusOK && w.Code != http.StatusNotFound {
					t.Fatalf("answered %d", w.Code)
				}
				sound(t, w.Body.String())
			})
		}
	}
}

// sound checks what every page keeps: what the content policy forbids is absent, references lead somewhere, headings skip
// no level, everything that can be filled in has a name.
func sound(t *testing.T, page string) {
	t.Helper()
	nodes := elements(t, page)
	ids := map[string]int{}
	for _, n := range nodes {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%d elements have the id %s", n, id)
		}
	}
	level, mains, tops := 0, 0, 0
	for _, n := range nodes {
		noInline(t, n)
		references(t, n, ids)
		named(t, n, nodes)
		switch n.Data {
		case "main":
			mains++
		case "h1":
			tops++
			level = 1
		case "h2", "h3", "h4":
			depth := int(n.Data[1] - '0')
			if depth > level+1 {
				t.Errorf("%s follows a heading of level %d", n.Data, level)
			}
			level = depth
		}
	}
	if mains != 1 || tops != 1 {
		t.Errorf("%d main and %d h1, want one each", mains, tops)
	}
	for _, trace := range []string{"ZgotmplZ", "<no value>", "%!"} {
		if strings.Contains(page, trace) {
			t.Errorf("the page holds %q", trace)
		}
	}
}

func noInline(t *testing.T, n *html.Node) {
	t.Helper()
	if n.Data == "style" || n.Data == "script" && attr(n, "src") == "" {
		t.Errorf("inline <%s>", n.Data)
	}
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "data:") || strings.HasPrefix(a.Val, "javascript:") {
			t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
		}
	}
}

func references(t *testing.T, n *html.Node, ids map[string]int) {
	t.Helper()
	for _, name := range []string{"for", "aria-describedby", "aria-labelledby", "data-open"} {
		for id := range strings.FieldsSeq(attr(n, name)) {
			if ids[id] == 0 {
				t.Errorf("<%s %s=%q> leads nowhere", n.Data, name, id)
			}
		}
	}
	if href := attr(n, "href"); strings.HasPrefix(href, "#") && ids[href[1:]] == 0 {
		t.Errorf("link to %s leads nowhere", href)
	}
}

func named(t *testing.T, n *html.Node, nodes []*html.Node) {
	t.Helper()
	switch n.Data {
	case "nav", "form", "section":
		if n.Data == "nav" && attr(n, "aria-label") == "" {
			t.Error("a nav has no name")
		}
	case "input", "select", "textarea":
		if attr(n, "type") == "hidden" || n.Parent.Data == "label" {
			return
		}
		id := attr(n, "id")
		if !slices.ContainsFunc(nodes, func(l *html.Node) bool { return l.Data == "label" && attr(l, "for") == id }) {
			t.Errorf("<%s name=%q> has no label", n.Data, attr(n, "name"))
		}
	case "svg":
		if attr(n, "aria-hidden") != "true" && attr(n, "aria-label") == "" {
			t.Error("a picture says nothing")
		}
	}
}

// Every part is shown on the page of parts, so nobody writes a page to see one.
func TestEveryPartIsShown(t *testing.T) {
	t.Parallel()
	page, err := templateFiles.ReadFile("templates/pages/bausteine.html")
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(templateFiles, "templates/parts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	all := string(page)
	var defined []string
	for _, file := range files {
		text, err := templateFiles.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all += string(text)
		for _, m := range regexp.MustCompile(`\{\{define "([^"]+)"`).FindAllStringSubmatch(string(text), -1) {
			defined = append(defined, m[1])
		}
	}
	for _, name := range defined {
		if !strings.Contains(all, fmt.Sprintf(`{{template %q`, name)) {
			t.Errorf("part %s is shown nowhere", name)
		}
	}
	if len(defined) < 25 {
		t.Errorf("%d parts found; the test reads the wrong files", len(defined))
	}
}

// A class in a template or picture that the style sheet does not know is a slip of the pen.
func TestClassesAreKnown(t *testing.T) {
	t.Parallel()
	var css []byte
	for _, name := range []string{"gremium.css", "parts.css"} {
		text, err := staticFiles.ReadFile("static/" + name)
		if err != nil {
			t.Fatal(err)
		}
		css = append(css, text...)
	}
	for _, n := range elements(t, get(t, newServer(t, nil), "/bausteine").Body.String()) {
		for class := range strings.FieldsSeq(attr(n, "class")) {
			if !regexp.MustCompile(`\.` + regexp.QuoteMeta(class) + `[^a-z0-9_-]`).Match(css) {
				t.Errorf("class %s of <%s> is not in the style sheet", class, n.Data)
			}
		}
	}
}

func TestABarredButtonSaysWhy(t *testing.T) {
	t.Parallel()
	nodes := elements(t, get(t, newServer(t, nil), "/bausteine").Body.String())
	barred := 0
	for _, n := range nodes {
		if attr(n, "aria-disabled") != "true" {
			continue
		}
		barred++
		if attr(n, "aria-describedby") == "" || attr(n, "disabled") != "" || attr(n, "type") != "button" {
			t.Errorf("a barred button keeps silent, leaves the tab order or sends a form: %v", n.Attr)
		}
	}
	if barred != 2 {
		t.Errorf("%d barred buttons, want 2", barred)
	}
}
