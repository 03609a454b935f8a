package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"gremium/cmd/internal/locale"
)

func newServer(t *testing.T, change func(*Config)) *Server {
	t.Helper()
	config := newHouse(t, time.Now().UTC()).server.config
	config.Demo, config.Now = false, func() time.Time { return time.Date(2026, 11, 23, 9, 47, 0, 0, time.UTC) }
	if change != nil {
		change(&config)
	}
	s, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(t *testing.T, h http.Handler, target string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// elements are all elements of a page in reading order.
func elements(t *testing.T, page string) []*html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestHeadersBindTheBrowser(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'none'; " +
			"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store",
		"Cross-Origin-Opener-Policy": "same-origin",
	}
	for _, path := range []string{"/bausteine", "/nowhere"} {
		got := get(t, s, path).Header()
		for name, value := range want {
			if got.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got.Get(name), value)
			}
		}
	}
}

func TestAnotherSiteCannotSendForms(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	r := httptest.NewRequest(http.MethodPost, "/nowhere", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("a form of another site is answered %d", w.Code)
	}
}

func TestFilesAreKeptForEver(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	files, err := newAssets()
	if err != nil {
		t.Fatal(err)
	}
	for name, address := range files.address {
		w := get(t, s, address)
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s at %s: %d %v", name, address, w.Code, w.Header())
		}
	}
	if w := get(t, s, staticRoot+"gremium-0000000000000000.css"); w.Code != http.StatusNotFound {
		t.Errorf("an old checksum is answered %d", w.Code)
	}
	if _, err := files.url("unicorn.css"); err == nil {
		t.Error("a file that is not there has an address")
	}
}

func TestAnswersAreCompressed(t *testing.T) {
	t.Parallel()
	w := get(t, newServer(t, nil), "/bausteine", "Accept-Encoding", "gzip")
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatal("the page is not compressed")
	}
	r, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil || !bytes.Contains(text, []byte("</html>")) {
		t.Errorf("the page is cut off: %v", err)
	}
}

func TestLanguageFollowsTheReader(t *testing.T) {
	t.Parallel()
	s := newServer(t, nil)
	for _, c := range []struct {
		target string
		header []string
		want   string
	}{
		{"/bausteine", nil, "de"},
		{"/bausteine", []string{"Accept-Language", "fr"}, "de"},
		{"/bausteine", []string{"Accept-Language", "en-GB,en;q=0.9"}, "en"},
		{"/bausteine", []string{"Accept-Language", "en", "Cookie", "lang=de"}, "de"},
		{"/bausteine?lang=en", []string{"Cookie", "lang=de"}, "en"},
		{"/bausteine?lang=%ff", nil, "de"},
	} {
		w := get(t, s, c.target, c.header...)
		if !strings.Contains(w.Body.String(), `<html lang="`+c.want+`"`) {
			t.Errorf("%s %v is not in %s", c.target, c.header, c.want)
		}
	}
	kept := get(t, s, "/bausteine?lang=en").Header().Get("Set-Cookie")
	if !strings.HasPrefix(kept, "lang=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax") {
		t.Errorf("the language is kept as %q", kept)
	}
}

func TestThemeIsOneOfThree(t *testing.T) {
	t.Parallel()
	s := newServer(t, func(c *Config) { c.Secure = true })
	w := get(t, s, "/bausteine?theme=dark")
	if !strings.Contains(w.Body.String(), `data-theme="dark"`) || !strings.Contains(w.Header().Get("Set-Cookie"), "Secure") {
		t.Errorf("dark is not shown or not kept: %v", w.Header())
	}
	for _, header := range []string{"theme=auto", `theme="><script>`, ""} {
		if w := get(t, s, "/bausteine?theme=pink", "Cookie", header); strings.Contains(w.Body.String(), "data-theme=") {
			t.Errorf("cookie %q sets a theme", header)
		}
	}
}

func TestDemoSaysSo(t *testing.T) {
	t.Parallel()
	demo := newServer(t, func(c *Config) { c.Demo = true })
	if page := get(t, demo, "/bausteine").Body.String(); !strings.Contains(page, "sind erfunden") {
		t.Error("the demonstration does not say that its persons are invented")
	}
	if page := get(t, newServer(t, nil), "/bausteine").Body.String(); strings.Contains(page, "sind erfunden") {
		t.Error("a real round says that its persons are invented")
	}
	closed := newServer(t, func(c *Config) { c.Development = false })
	if w := get(t, closed, "/bausteine"); w.Code != http.StatusNotFound {
		t.Errorf("the page of parts is served to everybody: %d", w.Code)
	}
}

func TestAFaultKeepsItsCauseFromReaders(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := newServer(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	w := httptest.NewRecorder()
	s.broken(w, httptest.NewRequest(http.MethodGet, "/x", nil), errors.New("disk on fire"))
	page := w.Body.String()
	if w.Code != http.StatusInternalServerError || strings.Contains(page, "fire") || !strings.Contains(page, "23.11.2026, 10:47 Uhr") {
		t.Errorf("%d %s", w.Code, page)
	}
	if !strings.Contains(log.String(), "disk on fire") {
		t.Errorf("the cause is not logged: %s", log.String())
	}
}

func TestAPageWithoutTemplateFailsTheStart(t *testing.T) {
	t.Parallel()
	words, err := locale.New(locale.German)
	if err != nil {
		t.Fatal(err)
	}
	files, err := newAssets()
	if err != nil {
		t.Fatal(err)
	}
	all, err := newTemplates(map[string]*locale.Locale{locale.German: words}, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := find[string](all, "unicorn"); err == nil {
		t.Error("a page without template is found")
	}
	if _, err := New(Config{}); err == nil {
		t.Error("a server without log and clock starts")
	}
}
