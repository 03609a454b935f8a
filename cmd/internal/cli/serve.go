package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"gremium/cmd/internal/reply"
)

// serving are the flags of `serve`.
type serving struct {
	addr, cert, key string
	proxy           bool
	demo            bool
	asking          asking
}

// defaultAddress is where the pages are, unless said otherwise: on this machine only.
const defaultAddress = "127.0.0.1:8480"

func newServe(e *env) *cobra.Command {
	s := &serving{}
	cmd := e.command(spec{
		use: "serve", short: text{"stellt die Seiten im Browser bereit", "serves the pages for browsers"},
		run: e.untilEnded(e.inside(func(ctx context.Context, h *house, _ []string) error {
			if (s.cert == "") != (s.key == "") {
				return usagef("TLS braucht --tls-cert und --tls-key.", "TLS needs --tls-cert and --tls-key.")
			}
			if _, _, err := s.asking.peers(); err != nil {
				return err
			}
			l, err := listen(ctx, s.addr, "addr")
			if err != nil {
				return err
			}
			return h.serve(ctx, l, s)
		})),
	})
	f := cmd.Flags()
	f.StringVar(&s.addr, "addr", defaultAddress, e.say("Adresse und Port", "address and port"))
	f.StringVar(&s.cert, "tls-cert", "", e.say("Datei mit dem Zertifikat (PEM)", "file with the certificate (PEM)"))
	f.StringVar(&s.key, "tls-key", "", e.say("Datei mit dem Schlüssel (PEM)", "file with the key (PEM)"))
	s.asking.flags(e, cmd)
	f.BoolVar(&s.proxy, "behind-tls", false, e.say("ein Server davor spricht TLS mit den Browsern und nennt ihre Adresse in X-Forwarded-For", "a server in front speaks TLS to the browsers and names their address in X-Forwarded-For"))
	return cmd
}

// listen takes the address that a flag names, and says in words when it is taken.
func listen(ctx context.Context, addr, flag string) (net.Listener, error) {
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", addr)
	if err != nil {
		no := reply.New(reply.Unavailable, "address_unusable",
			fmt.Sprintf("Die Adresse %s ist nicht zu bekommen; vielleicht läuft dort schon etwas. Nennen Sie mit --%s eine andere.", addr, flag),
			fmt.Sprintf("The address %s cannot be had; perhaps something runs there already. Name another one with --%s.", addr, flag))
		no.Cause = err
		return nil, no
	}
	return l, nil
}

// shutdownPatience is how long requests in hand may take when the server stops.
const shutdownPatience = 10 * time.Second

// serve answers until ctx ends, and lets requests in hand finish then.
func (h *house) serve(ctx context.Context, l net.Listener, s *serving) error {
	log := h.log()
	doors, pages, err := h.doors(log, s)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer pages.Close()
	server := &http.Server{
		Handler: logged(log, h.now, doors), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog:    slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	server.RegisterOnShutdown(pages.Close)
	sparing()
	h.announce(l.Addr(), s)
	h.anchor.Begin()
	if wrong := h.anchor.Allowed(); wrong != nil { // pages are read all the same
		fmt.Fprintln(h.e.errs, "gremium:", h.e.wrong(wrong))
	}
	peers, rule, err := s.asking.peers()
	if err != nil {
		return errors.Join(err, l.Close())
	}
	stop, err := h.witnessed(ctx, peers, rule)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	defer stop()
	defer h.sealing(ctx)()
	if err := until(ctx, server, l, s.cert, s.key); err != nil {
		return err
	}
	h.e.tell("Beendet.", "Stopped.")
	return nil
}

// untilEnded runs what goes on until somebody ends it. Ended before it had begun, it has done what was asked of it.
func (e *env) untilEnded(run func(context.Context, []string) error) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) error {
		err := run(ctx, args)
		if err == nil || !cancelled(err) || ctx.Err() == nil {
			return err
		}
		e.tell("Beendet.", "Stopped.")
		return nil
	}
}

// cancelled tells whether an error, and each of those that it joins, is that something was ended before it was done.
func cancelled(err error) bool {
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		return !slices.ContainsFunc(all.Unwrap(), func(err error) bool { return !cancelled(err) })
	}
	return errors.Is(err, context.Canceled)
}

// until answers until ctx ends, with TLS where a certificate is named, and lets requests in hand finish then.
func until(ctx context.Context, server *http.Server, l net.Listener, cert, key string) error {
	ended := make(chan error, 1)
	go func() {
		if cert != "" {
			ended <- server.ServeTLS(l, cert, key)
			return
		}
		ended <- server.Serve(l)
	}()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	finish, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownPatience)
	defer cancel()
	if err := server.Shutdown(finish); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

// sparing lets a server take less memory than it would by itself, unless GOGC says how much: a committee has few visitors at once, and
// often a small machine. What reading words and pages took is given back.
func sparing() {
	const percent, usual = 50, 100
	if was := debug.SetGCPercent(percent); was != usual {
		debug.SetGCPercent(was)
	}
	debug.FreeOSMemory()
}

// announce says where the pages are.
func (h *house) announce(addr net.Addr, s *serving) {
	scheme := "http"
	if s.cert != "" {
		scheme = "https"
	}
	at := scheme + "://" + addr.String()
	if h.e.json {
		_ = h.e.object(map[string]string{"address": at}) // whoever does not read it loses nothing else
		return
	}
	h.e.tell("Gremium läuft: %s\nBeenden mit Strg+C.", "Gremium is running: %s\nStop it with Ctrl+C.", at)
	if tcp, ok := addr.(*net.TCPAddr); ok && !tcp.IP.IsLoopback() && s.cert == "" && !s.proxy {
		fmt.Fprintln(h.e.errs, h.e.say("Achtung: Diese Adresse ist im Netz erreichbar, und ohne TLS sind Passwörter mitzulesen. Nennen Sie --tls-cert und --tls-key, oder --behind-tls, wenn ein Server davor TLS spricht.",
			"Caution: this address can be reached over the network, and without TLS passwords can be read on the way. Give --tls-cert and --tls-key, or --behind-tls where a server in front speaks TLS."))
	}
}

// log writes what happens to standard error: as text for people, as JSON with --json.
func (h *house) log() *slog.Logger {
	if h.e.json {
		return slog.New(slog.NewJSONHandler(h.e.errs, nil))
	}
	return slog.New(slog.NewTextHandler(h.e.errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
}

// logged notes each answer: no address of a person, no query, no content.
func logged(log *slog.Logger, now func() time.Time, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, answer := now(), &answer{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(answer, r)
		log.InfoContext(r.Context(), "answer", "method", r.Method, "path", r.URL.Path, "status", answer.status, "took", now().Sub(began))
	})
}

// answer remembers the status of an answer.
type answer struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// Flush sends what is written so far, for answers that go on: who wraps this asks for a flusher and does not unwrap.
func (a *answer) Flush() {
	_ = http.NewResponseController(a.ResponseWriter).Flush() // an error here means that the reader has left
}
