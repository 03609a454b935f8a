package browsertest

import (
	"bytes"
	"fmt"
	"html"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// form is a page that keeps the rules; faulty is one that breaks some of them.
const (
	form = `<!DOCTYPE html><html lang="de"><head><title>Anmelden</title>
<meta name="viewport" content="width=device-width">
<script>document.addEventListener('input', () => document.title = 'gesichert')</script></head>
<body><main><h1>Anmelden</h1><noscript><p id="plain">ohne Skript</p></noscript>
<form method="post"><p><label>Name <input id="name" name="name" value="alt"></label></p>
<p><label>Land <select id="land" name="land"><option>BB</option><option>BE</option></select></label></p>
<p><button id="send">Absenden</button></p></form></main></body></html>`
	faulty = `<!DOCTYPE html><html lang="de"><head><title>x</title></head><body><main><h1>x</h1>
<p style="color:#ccc;background:#fff">blass</p><img src="data:,"><div style="width:3000px">breit</div>
<script>throw new Error('planted')</script></main></body></html>`
)

func serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, form) })
	mux.HandleFunc("GET /faulty", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, faulty) })
	mux.HandleFunc("GET /strict", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'")
		fmt.Fprint(w, form)
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusConflict)
		fmt.Fprintf(w, `<!DOCTYPE html><p id="said">%s aus %s</p>`,
			html.EscapeString(r.FormValue("name")), html.EscapeString(r.FormValue("land")))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestBrowserFillsAndFollows(t *testing.T) {
	t.Parallel()
	p, url := Open(t), serve(t)
	if status := p.Go(url); status != http.StatusOK {
		t.Fatalf("status %d, want 200", status)
	}
	p.Fill("#name", "Zoë Müller")
	p.Choose("#land", "BE")
	if got := p.Value("#name"); got != "Zoë Müller" {
		t.Errorf("the field holds %q", got)
	}
	if got := Eval[string](p, "document.title"); got != "gesichert" {
		t.Errorf("title %q: the page heard no input", got)
	}
	if status := p.Follow("#send"); status != http.StatusConflict {
		t.Errorf("status %d, want 409", status)
	}
	if got := p.Text("#said"); got != "Zoë Müller aus BE" {
		t.Errorf("the server heard %q", got)
	}
	if got := p.Problems(); len(got) != 0 {
		t.Errorf("an answer of 409 counts as a problem: %q", got)
	}
}

func TestBrowserWithoutScripts(t *testing.T) {
	t.Parallel()
	p, url := Open(t), serve(t)
	p.Go(url)
	if got := p.Count("#plain"); got != 0 {
		t.Errorf("%d elements for readers without scripts, want 0", got)
	}
	p.Scripts(false)
	p.Reload()
	p.Fill("#name", "Ada")
	if got := p.Text("#plain"); got != "ohne Skript" {
		t.Errorf("without scripts the page says %q", got)
	}
	p.Follow("#send")
	if got := p.Text("#said"); got != "Ada aus BB" {
		t.Errorf("the server heard %q", got)
	}
}

func TestBrowserComplains(t *testing.T) {
	t.Parallel()
	p, url := launch(t), serve(t)
	p.Go(url + "/faulty")
	if got := strings.Join(p.Problems(), "\n"); !strings.Contains(got, "planted") {
		t.Errorf("the planted exception is not among the problems: %q", got)
	}
	p.Go(url + "/strict")
	if got := strings.Join(p.Problems(), "\n"); !strings.Contains(got, "Content Security Policy") {
		t.Errorf("the breach of the policy is not among the problems: %q", got)
	}
}

func TestBrowserAxe(t *testing.T) {
	t.Parallel()
	p, url := launch(t), serve(t)
	p.Go(url)
	p.Axe()
	p.Go(url + "/faulty")
	var got []string
	for _, violation := range p.Violations() {
		got = append(got, violation.ID)
		if !strings.Contains(violation.String(), violation.Nodes[0].HTML) {
			t.Errorf("%v does not show the element", violation)
		}
	}
	slices.Sort(got)
	if want := []string{"color-contrast", "image-alt"}; !slices.Equal(got, want) {
		t.Errorf("violations %q, want %q", got, want)
	}
	p.Go(url + "/strict")
	p.Axe()
}

func TestBrowserLooks(t *testing.T) {
	t.Parallel()
	p, url := launch(t), serve(t)
	p.Go(url + "/faulty")
	if got := p.Overflow(); got < 1000 {
		t.Errorf("a page of 3000 pixels overflows by %d", got)
	}
	p.Go(url)
	if got := p.Overflow(); got != 0 {
		t.Errorf("a narrow page overflows by %d", got)
	}
	path := filepath.Join(t.TempDir(), "below", shotName("form", 360, true))
	p.shoot(path, 360, true)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || picture.Width != 360 {
		t.Errorf("%s is %d pixels wide (%v), want 360", filepath.Base(path), picture.Width, err)
	}
	p.Dark(true)
	if !Eval[bool](p, "matchMedia('(prefers-color-scheme: dark)').matches") {
		t.Error("the browser does not prefer dark colours")
	}
}

func TestMarkup(t *testing.T) {
	t.Parallel()
	got := Mistakes(t, map[string]string{"good": form, "bad": faulty})
	if len(got) != 1 || !strings.HasPrefix(got[0], "bad:2: ") || !strings.Contains(got[0], "alt") {
		t.Errorf("mistakes %q, want the missing alt of the bad page alone", got)
	}
}
