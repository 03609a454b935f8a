package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"
)

// live is what the script needs to follow a meeting.
type live struct {
	Events string // address of the stream
	Page   string // address that is fetched when something has changed
	Mark   string // of the page as it is
	Says   string // what is announced when it changes
}

const fieldSight = "stand"

// eventsPath is the last part of the address of a stream. To follow is not to be there: it does not keep anybody signed in.
const eventsPath = "ereignisse"

// Why a stream ends for good, as the page has the words for it.
const (
	endedOut  = "abgemeldet"
	endedMany = "viele"
)

// How long a stream lasts before the browser opens another one, for which rights are read anew; and how long a reader may take
// for what is sent.
const (
	pulse    = 15 * time.Second
	pulses   = 40
	patience = 10 * time.Second
)

// liveOf says where a page follows its meeting.
func (s *Server) liveOf(r *http.Request, b *sitting) (*live, error) {
	mark, err := s.mark(r, b)
	if err != nil {
		return nil, err
	}
	return &live{Events: b.at(eventsPath), Page: b.at(""), Mark: mark, Says: b.says()}, nil
}

// says is what is announced: the item, and whether a ballot is open.
func (b *sitting) says() string {
	text := b.heading()
	if called := b.m.Called; called != nil && b.running() && !called.Masked {
		if note := b.itemNote(called); note != "" {
			text += ". " + note
		}
	}
	return text
}

// mark is a digest of what the visitor sees of the meeting. It changes when that does and at no other time, so that it tells
// nobody of what they do not see.
func (s *Server) mark(r *http.Request, b *sitting) (string, error) {
	still := *s
	still.config.NewID = func() string { return "" }
	bare := r.Clone(r.Context())
	bare.URL.RawQuery = ""
	body, err := still.meetingBody(bare, b)
	if err != nil {
		return "", err
	}
	page, err := s.pages.meeting.render(Frame{Lang: b.words.Lang(), Title: b.heading()}, body)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(page)
	return hex.EncodeToString(sum[:12]), nil
}

// meetingEvents is a stream that says when what the visitor sees of a meeting has changed. Each event carries the mark of what
// there is to see now, and nothing else: the page is fetched with the visitor's own rights. It ends with the session, and where the
// visitor has opened too many others since.
func (s *Server) meetingEvents(w http.ResponseWriter, r *http.Request, v *visit) {
	b, err := s.sit(r.Context(), v, r.PathValue("sitzung"))
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	seen := r.Header.Get("Last-Event-ID")
	if seen == "" {
		seen = r.FormValue(fieldSight)
	}
	changes, leave := s.live.listen(r.Context(), v.round.ID)
	defer leave()
	own, gone := s.following.enter(v.who.Person)
	defer gone()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	h.Set("No-Gzip-Compression", "1")
	send := stream(w)
	if send(": \nretry: 3000\n\n") == nil {
		s.follow(r, b, seen, changes, own, send)
	}
}

// follow sends what there is to say until there is nobody to say it to.
func (s *Server) follow(r *http.Request, b *sitting, seen string, changes <-chan struct{}, own *follower, send func(string) error) {
	beat := time.NewTicker(s.pulse)
	defer beat.Stop()
	for n := 0; n < s.pulses; {
		mark, err := s.mark(r, b)
		if err != nil {
			return
		}
		if mark != seen {
			if send(fmt.Sprintf("id: %s\nevent: stand\ndata: %s\n\n", mark, mark)) != nil {
				return
			}
			seen = mark
		}
		select {
		case <-r.Context().Done():
			return
		case <-own.over:
			_ = send(over(endedMany)) // an error here means that the reader has left
			return
		case <-own.wake:
		case <-beat.C:
			if n++; send(": \n\n") != nil {
				return
			}
		case _, more := <-changes:
			if !more {
				return
			}
		}
		var out bool
		if b, out = s.again(r); out {
			_ = send(over(endedOut))
		}
		if b == nil {
			return
		}
	}
}

// over is the last event of a stream that is not to be opened again.
func over(why string) string { return "event: ende\ndata: " + why + "\n\n" }

// again reads the meeting anew, with the rights of now; nil where the visitor has none any more, and out where their session is over.
func (s *Server) again(r *http.Request) (b *sitting, out bool) {
	v, err := s.visitOf(r, s.config.Sessions.Still)
	if err != nil || v == nil || v.round == nil || !v.has(roleCommittee) {
		return nil, err == nil && v == nil
	}
	if b, err = s.sit(r.Context(), v, r.PathValue("sitzung")); err != nil {
		return nil, false
	}
	return b, false
}

// stream writes pieces of a stream, which may last longer than other answers. A reader who does not take a piece in time is
// dropped; the browser comes back by itself.
func stream(w http.ResponseWriter) func(text string) error {
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // a writer that knows no deadlines has nobody to wait for
	return func(text string) error {
		slow := time.AfterFunc(patience, func() { _ = out.SetWriteDeadline(time.Unix(1, 0)) })
		defer slow.Stop()
		if _, err := w.Write([]byte(text)); err != nil {
			return fmt.Errorf("stream: %w", err)
		}
		if err := out.Flush(); err != nil {
			return fmt.Errorf("stream: %w", err)
		}
		return nil
	}
}
