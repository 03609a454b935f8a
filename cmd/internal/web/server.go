// Package web is the door for people: pages that work without script, in German and English, for every role.
//
// A handler reads through a view and acts through a command; it never reads the archive. Pages are made of the parts in
// web/part, whose templates lie in templates/parts, and of pictures from web/picture. Everything a browser needs comes from
// this server, under a content policy that allows nothing else.
package web

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"gremium/cmd/internal/locale"
)

// Config is what the pages need from the composition root.
type Config struct {
	Log         *slog.Logger
	Now         func() time.Time
	Demo        bool // a banner says that persons and scores are invented
	Development bool // the page of parts is served
	Secure      bool // cookies travel over TLS only

	Desk     Desk
	Sessions Sessions
	Drafts   Drafts
	Keeper   Keeper
	NewID    func() string // of commands and new proposals
	Beat     time.Duration // between two looks at whether a round's record has grown, for pages that follow it; 0 is a second
	Verifier Verifier
	Receipts Receipts
	// Witnesses are those of other bodies that cosign the record; nil where nobody asks any.
	Witnesses Witnesses
	// Halted says why nothing can be entered at all, nil where it can; nil itself where nobody watches over that.
	Halted func() error
}

// Server serves the pages.
type Server struct {
	config  Config
	speak   map[string]*locale.Locale
	pages   pages
	handler http.Handler

	reckoning turn
	reports   *statsReports // read and written by whose turn it is to reckon
	paper     *sync.Pool    // of *bytes.Buffer, to make a page on
	live      *hub
	following *followers
	pulse     time.Duration // between two signs of life of a stream
	pulses    int           // signs of life after which a stream ends
	checks    *checks
	checking  chan struct{} // holds one: a check of the record reads every byte, so only one runs at a time
}

// minCompressed is the size in bytes from which an answer is worth compressing.
const minCompressed = 1024

// New parses every page in every language and returns a server. It fails when a template, a message or a file is missing.
func New(config Config) (*Server, error) {
	m, err := newMaterial()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return m.server(config)
}

// server is a server of these pages.
func (m *material) server(config Config) (*Server, error) {
	if config.Log == nil || config.Now == nil || config.NewID == nil {
		return nil, errors.New("web: the server needs a log, a clock and a source of ids")
	}
	if config.Desk == nil || config.Sessions == nil || config.Drafts == nil || config.Verifier == nil || config.Receipts == nil {
		return nil, errors.New("web: the server needs a desk, sessions, a place for drafts, a verifier and receipts")
	}
	s := &Server{
		config: config, following: newFollowers(), pulse: pulse, pulses: pulses, speak: m.speak, reckoning: make(turn, 1), reports: newStatsReports(), checks: newChecks(), checking: make(chan struct{}, 1),
	}
	s.live = newHub(s.watching, config.Beat)
	s.paper = &sync.Pool{New: func() any { return new(bytes.Buffer) }}
	var err error
	if s.handler, err = s.build(m); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Close ends the streams of the pages that follow a meeting, so that the server can stop, and returns when nothing is read for them any
// more.
func (s *Server) Close() { s.live.close() }

// build joins files, pages and routes.
func (s *Server) build(m *material) (http.Handler, error) {
	if err := s.pages.bind(m.templates); err != nil {
		return nil, err
	}
	compress, err := gzhttp.NewWrapper(gzhttp.MinSize(minCompressed))
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	return compress(guarded(s.routes(m.files))), nil
}
