package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
)

// errBroken means that the program itself is at fault: it broke while it answered.
var errBroken = errors.New("the program broke")

// brokenBy is the error of a panic, with where it happened, for the log.
func brokenBy(what any) error { return fmt.Errorf("%w: %v\n%s", errBroken, what, debug.Stack()) }

// unharmed answers with the page of a fault where the program breaks while it makes an answer, and notes why: the reader is told, and
// nobody else notices. Where a part of the answer is on its way the connection is dropped, so that nobody takes it for the whole.
func (s *Server) unharmed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := &begun{ResponseWriter: w}
		defer func() { s.mend(out, r, recover()) }()
		next.ServeHTTP(out, r)
	})
}

// mend answers after a panic; nil is none.
func (s *Server) mend(w *begun, r *http.Request, what any) {
	switch {
	case what == nil:
	case what == http.ErrAbortHandler: //nolint:errorlint // It is compared as the library does.
		panic(what) //nolint:forbidigo // It is the library's own way to drop a connection.
	case w.yes:
		s.config.Log.ErrorContext(r.Context(), "page failed", slog.String("path", r.URL.Path), slog.Any("error", brokenBy(what)))
		panic(http.ErrAbortHandler) //nolint:forbidigo // It is the library's own way to drop a connection.
	default:
		for _, name := range []string{"Content-Disposition", "Content-Encoding", "Content-Length", "ETag", "Last-Modified"} {
			w.Header().Del(name) // they were of another answer
		}
		w.Header().Set("Cache-Control", "no-store")
		s.broken(w, r, brokenBy(what))
	}
}

// begun remembers whether an answer has begun.
type begun struct {
	http.ResponseWriter
	yes bool
}

// WriteHeader begins the answer.
func (b *begun) WriteHeader(status int) {
	b.yes = true
	b.ResponseWriter.WriteHeader(status)
}

// Write begins the answer.
func (b *begun) Write(text []byte) (int, error) {
	b.yes = true
	return b.ResponseWriter.Write(text)
}

// Unwrap lets http.ResponseController reach the connection.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// watching reads how far a round goes, on a goroutine of its own: where the program breaks there, that is an error like any other, and
// noted.
func (s *Server) watching(ctx context.Context, round string) (size uint64, err error) {
	defer func() {
		if what := recover(); what != nil {
			err = brokenBy(what)
			s.config.Log.ErrorContext(ctx, "watching a round failed", slog.String("round", round), slog.Any("error", err))
		}
	}()
	return s.config.Desk.Size(ctx, round)
}
