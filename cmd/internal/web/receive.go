package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

const (
	// maxBody bounds what a form may send, in bytes: all texts of a proposal several times over.
	maxBody = 1 << 20
	// maxSignIn bounds what the form for signing in may send. It carries along what another form had sent, and a character
	// that is escaped once more takes up to three.
	maxSignIn = 4 * maxBody
	// maxDrained bounds what is read of a form that is too large, so that the browser has sent all of it and shows the answer.
	maxDrained = 16 * maxBody
)

// receive reads what a form has sent, up to a limit in bytes, before anything is done with it: no handler takes half of
// a form for the whole. A form that is larger is an *http.MaxBytesError.
func receive(w http.ResponseWriter, r *http.Request, limit int64) error {
	if r.Method != http.MethodPost {
		return nil
	}
	sent := r.Body
	r.Body = http.MaxBytesReader(w, sent, limit)
	err := parse(r, limit)
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		_, _ = io.CopyN(io.Discard, sent, maxDrained) // an error here means that there is nothing more to read
		return err
	}
	if err != nil {
		return badForm()
	}
	return nil
}

// parse reads the form's fields, and its files into memory: they are no larger than the limit.
func parse(r *http.Request, limit int64) error {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); strings.TrimSpace(kind) == "multipart/form-data" {
		return r.ParseMultipartForm(limit) //nolint:gosec // receive bounds the body.
	}
	return r.ParseForm()
}

// attached is the content of the file that was chosen in a field of the form, empty where none was.
func attached(r *http.Request, field string) (string, error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File[field]) == 0 {
		return "", nil
	}
	file, err := r.MultipartForm.File[field][0].Open()
	if err != nil {
		return "", fmt.Errorf("open the file that was sent: %w", err)
	}
	defer func() { _ = file.Close() }() // it lies in memory
	b, err := io.ReadAll(file)
	if err != nil {
		return "", fmt.Errorf("read the file that was sent: %w", err)
	}
	return string(b), nil
}

// received lets a request through to an address that is open to everybody, with its form read.
func (s *Server) received(limit int64, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := receive(w, r, limit); err != nil {
			s.refuse(w, r, nil, err)
			return
		}
		next(w, r)
	}
}

// byScript tells that the script that keeps drafts has sent the request, and not the form by itself: it reads JSON.
func byScript(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/"+draftPath) && !strings.Contains(r.Header.Get("Accept"), "text/html")
}
