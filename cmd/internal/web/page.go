package web

import (
	"bytes"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"

	"gremium/cmd/internal/web/part"
)

// page is a page's template in every language, bound to the type of what it shows.
type page[T any] struct {
	name string
	in   map[string]*template.Template
}

// document is what a page's template is given.
type document[T any] struct {
	Frame
	Body T
}

// find returns the page of that name. A page without a template fails here, when the server starts.
func find[T any](all *templates, name string) (page[T], error) {
	in, ok := all.pages[name]
	if !ok {
		return page[T]{}, fmt.Errorf("page %s has no template", name)
	}
	return page[T]{name, in}, nil
}

// render executes the page into memory, so that a reader never gets half of one.
func (p page[T]) render(frame Frame, body T) ([]byte, error) {
	var out bytes.Buffer
	err := p.onto(&out, frame, body)
	return out.Bytes(), err
}

// onto is render into a buffer that is there.
func (p page[T]) onto(out *bytes.Buffer, frame Frame, body T) error {
	if err := p.in[frame.Lang].Execute(out, document[T]{frame, body}); err != nil {
		return fmt.Errorf("page %s in %s: %w", p.name, frame.Lang, err)
	}
	return nil
}

// longestKept is the size in bytes up to which the memory of a page is kept for the next one.
const longestKept = 1 << 20

// show answers with the page. Where it cannot be made, the reader gets the page that says so and the cause is logged.
func show[T any](s *Server, w http.ResponseWriter, r *http.Request, p page[T], status int, frame Frame, body T) {
	out := s.paper.Get().(*bytes.Buffer) //nolint:forcetypeassert // Nothing else is put there.
	out.Reset()
	if err := p.onto(out, frame, body); err != nil {
		s.broken(w, r, err)
		return
	}
	write(w, status, out.Bytes())
	if out.Cap() <= longestKept {
		s.paper.Put(out)
	}
}

func write(w http.ResponseWriter, status int, text []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text) // an error here means that the reader has left
}

// faultBody is the body of the page that says what went wrong.
type faultBody struct {
	Text string
	Ways []part.Link
}

// Fault answers a fault from outside of the pages: a session that cannot be read.
func (s *Server) Fault(w http.ResponseWriter, r *http.Request, cause error) { s.broken(w, r, cause) }

// broken answers a fault of the server. Its text is for the log, not for the reader.
func (s *Server) broken(w http.ResponseWriter, r *http.Request, cause error) {
	s.config.Log.LogAttrs(r.Context(), slog.LevelError, "page failed",
		slog.String("path", r.URL.Path), slog.Any("error", cause))
	words := s.words(r)
	text, err := s.pages.fault.render(s.frame(r, words.T("fault.broken.title")), faultBody{
		Text: words.T("fault.broken.text", "When", words.Stamp(s.config.Now())),
		Ways: []part.Link{{Text: words.T("fault.home"), Href: "/"}},
	})
	if err != nil {
		http.Error(w, words.T("fault.broken.title"), http.StatusInternalServerError)
		return
	}
	write(w, http.StatusInternalServerError, text)
}

// missing answers an address that leads nowhere.
func (s *Server) missing(w http.ResponseWriter, r *http.Request) {
	words := s.words(r)
	show(s, w, r, s.pages.fault, http.StatusNotFound, s.frame(r, words.T("fault.missing.title")), faultBody{
		Text: words.T("fault.missing.text"),
		Ways: []part.Link{{Text: words.T("fault.home"), Href: "/"}},
	})
}
