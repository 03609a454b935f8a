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
	h := s.unharmed(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Before", "1")
		panic("a fault <script>")
	}))
	w := get(t, h, "/steuerung")
	page := w.Body.String()
	if w.Code != http.StatusInternalServerError || !strings.Contains(page, s.speak["de"].T("fault.broken.title")) || !strings.Contains(page, "</html>") {
		t.Errorf("%d: %s", w.Code, page)
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
