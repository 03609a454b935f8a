package cli

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// An answer that goes on reaches the browser piece by piece, through what notes each answer.
func TestAnswersThatGoOnAreFlushed(t *testing.T) {
	t.Parallel()
	now := func() time.Time { return time.Unix(0, 0) }
	next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		f, ok := w.(http.Flusher)
		if !ok {
			t.Fatal("the writer cannot be flushed")
		}
		f.Flush()
	})
	w := httptest.NewRecorder()
	logged(slog.New(slog.DiscardHandler), now, next).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if !w.Flushed {
		t.Error("nothing is flushed")
	}
}
