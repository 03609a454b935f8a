package web

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Where the program breaks in the middle of a request the reader gets the page of a fault, and the log where it broke.
func TestAPageThatBreaks(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := newServer(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	ofAnother := []string{"Content-Disposition", "Content-Encoding", "Content-Length", "ETag", "Last-Modified"}
	h := s.unharmed(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Before", "1")
		for _, name := range ofAnother {
			w.Header().Set(name, "7")
		}
		w.Header().Set("Cache-Control", "max-age=3600")
		panic("a fault <script>")
	}))
	w := get(t, h, "/steuerung")
	page := w.Body.String()
	if w.Code != http.StatusInternalServerError || !strings.Contains(page, s.speak["de"].T("fault.broken.title")) || !strings.Contains(page, "</html>") {
		t.Errorf("%d: %s", w.Code, page)
	}
	for _, name := range ofAnother {
		if said := w.Header().Get(name); said == "7" {
			t.Errorf("%s: %s is of the answer that was not given", name, said)
		}
	}
	if said := w.Header().Get("Cache-Control"); said != "no-store" {
		t.Errorf("the page of a fault is kept: %s", said)
	}
	if strings.Contains(page, "a fault") || !strings.Contains(log.String(), "a fault") || !strings.Contains(log.String(), "broken_test.go") {
		t.Errorf("the page says %s, the log %s", page, log.String())
	}
}

// An answer that is on its way is not made to look whole: the connection is dropped, and the log says why.
func TestAnAnswerThatBreaksOnItsWay(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := newServer(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	w := httptest.NewRecorder()
	defer func() {
		if what := recover(); what != http.ErrAbortHandler { //nolint:errorlint // It is compared as the library does.
			t.Errorf("the server is told %v", what)
		}
		if w.Body.String() != "one piece" || !strings.Contains(log.String(), "a fault") {
			t.Errorf("%q was sent, the log says %s", w.Body.String(), log.String())
		}
	}()
	s.unharmed(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("one piece"))
		panic("a fault")
	})).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	t.Error("the server is told nothing")
}
