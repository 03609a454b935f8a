package witness

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

// shelf is an archive with one ledger.
type shelf struct {
	mu       sync.Mutex
	t        *testing.T
	h        *history
	key      proof.Signer
	size     int // of the latest checkpoint
	lines    []proof.Cosignature
	troubles []proof.Trouble
	commits  int
	failing  int // so many times it cannot be written to
	failed   int
}

func (s *shelf) LatestCheckpoints(context.Context) ([]proof.Signed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	note, err := proof.Sign(s.h.checkpoint(s.t, s.size), s.key)
	return []proof.Signed{{Origin: s.h.origin, Size: uint64(s.size), Note: note}}, err
}

func (s *shelf) LatestCosignatures(context.Context) ([]proof.Cosignature, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.lines), nil
}

func (s *shelf) Leaves(_ context.Context, _ string, from, to uint64) iter.Seq2[ledger.Hash, error] {
	return func(yield func(ledger.Hash, error) bool) {
		s.mu.Lock()
		leaves := slices.Clone(s.h.leaves[from:min(to, uint64(len(s.h.leaves)))])
		s.mu.Unlock()
		for _, l := range leaves {
			if !yield(l, nil) {
				return
			}
		}
	}
}

func (s *shelf) PutWitnessed(_ context.Context, lines []proof.Cosignature, troubles []proof.Trouble) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed < s.failing {
		s.failed++
		return errDisk
	}
	s.lines, s.troubles, s.commits = append(s.lines, lines...), append(s.troubles, troubles...), s.commits+1
	return nil
}

// grow lets the latest checkpoint be of another size.
func (s *shelf) grow(size int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.size = size
}

// last is the size of the latest line by a witness, and the code of the latest trouble.
func (s *shelf) last(key *proof.Witness) (size uint64, code proof.TroubleCode) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.lines {
		if l.Key == key.String() {
			size = l.Size
		}
	}
	for _, t := range s.troubles {
		if t.Key == key.String() {
			code = t.Code
		}
	}
	return size, code
}

// network carries requests to handlers, by host, without a network. A nil handler does not answer.
type network struct {
	mu    sync.Mutex
	hosts map[string]http.Handler
	sent  map[string][]string // first lines of requests, by host
}

var errNoAnswer = errors.New("no answer")

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	first, _, _ := strings.Cut(string(body), "\n")
	n.sent[r.URL.Host] = append(n.sent[r.URL.Host], first)
	h := n.hosts[r.URL.Host]
	n.mu.Unlock()
	if h == nil {
		return nil, errNoAnswer
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(r.Context(), r.Method, r.URL.String(), bytes.NewReader(body)))
	return w.Result(), nil
}

func (n *network) turn(h http.Handler) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hosts["w"] = h
}

func (n *network) asked(host string) []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.sent[host])
}

func peer(t *testing.T, host string, key *proof.Witness) Peer {
	t.Helper()
	p, err := ParsePeer("https://" + host + "/secret=" + key.String())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sending runs a sender to peers until the answer is called.
func sending(t *testing.T, s *shelf, n *network, peers ...Peer) (stop func()) {
	client := NewClient()
	client.Transport = n
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		NewSender(SenderConfig{
			Peers: peers, Archive: s, Client: client, Rest: time.Second, Now: time.Now, Failed: func(err error) { mayFail(t, err) },
		}).Run(ctx)
	}()
	return func() { cancel(); <-done }
}

// pass lets time go by, none of it real.
func pass(d time.Duration) { <-time.After(d); synctest.Wait() }

func newShelf(t *testing.T, b *body, size int) (*shelf, *network) {
	h := grown(authority+"/round/2027", 1000, 1000)
	n := &network{hosts: map[string]http.Handler{"w": b.door}, sent: map[string][]string{}}
	return &shelf{t: t, h: h, key: b.signer, size: size}, n
}

// The sender follows the ledger, proves growth from where the witness is, and keeps cosignatures that hold; a second look without
// anything new asks nobody.
func TestSenderFollows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBody(t)
		s, n := newShelf(t, b, 10)
		stop := sending(t, s, n, peer(t, "w", b.key))
		pass(5 * time.Second)
		s.grow(700)
		pass(5 * time.Second)
		s.grow(701)
		pass(5 * time.Second)
		stop()
		if sent := n.asked("w"); !slices.Equal(sent, []string{"old 0", "old 10", "old 700"}) {
			t.Errorf("it asked %v", sent)
		}
		if size, code := s.last(b.key); size != 701 || code != "" || len(s.lines) != 3 {
			t.Errorf("%d %s %v", size, code, s.lines)
		}
		for _, l := range s.lines {
			if _, _, err := b.key.Cosigned(s.h.checkpoint(t, int(l.Size)), l.Line); err != nil {
				t.Errorf("size %d: %v", l.Size, err)
			}
		}
		// It starts again from what is kept; one that has forgotten it is told by the witness.
		s.grow(702)
		stop = sending(t, s, n, peer(t, "w", b.key))
		pass(5 * time.Second)
		stop()
		s.lines = nil
		s.grow(703)
		stop = sending(t, s, n, peer(t, "w", b.key))
		pass(5 * time.Second)
		stop()
		if sent := n.asked("w")[3:]; !slices.Equal(sent, []string{"old 701", "old 0", "old 702"}) {
			t.Errorf("after restarts it asked %v", sent)
		}
	})
}

// A database that was set back to a checkpoint that the witness has cosigned is found at the start, though nothing new is there to
// be cosigned.
func TestSenderAsksAtItsStart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBody(t)
		s, n := newShelf(t, b, 10)
		stop := sending(t, s, n, peer(t, "w", b.key))
		pass(3 * time.Second)
		before := slices.Clone(s.lines)
		s.grow(12)
		pass(3 * time.Second)
		stop()
		s.size, s.lines = 10, before
		stop = sending(t, s, n, peer(t, "w", b.key))
		pass(3 * time.Second)
		stop()
		if _, code := s.last(b.key); code != proof.Ahead || s.troubles[0].Told != 12 || s.troubles[0].Asked != 10 {
			t.Errorf("%+v", s.troubles)
		}
	})
}

// says answers with a status and a body.
func says(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Location", "https://elsewhere/add-checkpoint")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// Each way in which a witness refuses has its word; none is kept as a cosignature, and nobody follows a redirection.
func TestSenderTellsTroubles(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		door http.Handler
		size int // that the witness has cosigned before
		want proof.TroubleCode
	}{
		"no answer":         {nil, 0, proof.Unreachable},
		"out of order":      {says(500, "text/plain", ""), 0, proof.Unreachable},
		"too many requests": {says(429, "text/plain", ""), 0, proof.Unreachable},
		"unknown log":       {says(404, "text/plain", ""), 0, proof.UnknownLog},
		"another key":       {says(403, "text/plain", ""), 0, proof.OtherKey},
		"elsewhere":         {says(307, "text/plain", ""), 0, proof.BadAnswer},
		"no line":           {says(200, "text/plain", "yes"), 0, proof.BadAnswer},
		"endless":           {says(200, "text/plain", strings.Repeat("— w AAAA\n", 1<<16)), 0, proof.BadAnswer},
		"no size":           {says(409, "text/x.tlog.size", "many\n"), 0, proof.BadAnswer},
		"turning":           {turning(), 0, proof.BadAnswer},
		"ahead":             {says(409, "text/x.tlog.size", "21\n"), 0, proof.Ahead},
		"another root":      {says(409, "text/plain", ""), 20, proof.Diverged},
		"no growth":         {says(422, "text/plain", ""), 20, proof.Diverged},
		"malformed":         {says(400, "text/plain", ""), 20, proof.BadAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := newBody(t)
				s, n := newShelf(t, b, 20)
				if c.size > 0 {
					stop := sending(t, s, n, peer(t, "w", b.key))
					pass(3 * time.Second)
					stop()
					s.grow(30)
				}
				n.turn(c.door)
				before := len(s.lines)
				stop := sending(t, s, n, peer(t, "w", b.key))
				pass(3 * time.Second)
				stop()
				if _, code := s.last(b.key); code != c.want || len(s.lines) != before || len(n.asked("elsewhere")) > 0 {
					t.Errorf("%s, want %s; %v", code, c.want, s.lines)
				}
			})
		})
	}
}

// turning is a witness that tells another size each time.
func turning() http.Handler {
	size := 0
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		size++
		says(409, "text/x.tlog.size", string(rune('0'+size%10))+"\n")(w, r)
	})
}

// A witness that does not answer is asked more and more seldom, and holds up no other; when it is back it catches up.
func TestSenderBacksOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBody(t)
		s, n := newShelf(t, b, 10)
		text, public, err := proof.NewCosigner(chance(8), "other.example.org")
		if err != nil {
			t.Fatal(err, text)
		}
		away, err := proof.ParseWitness(public)
		if err != nil {
			t.Fatal(err)
		}
		stop := sending(t, s, n, peer(t, "away", away), peer(t, "w", b.key))
		for size := range 100 {
			s.grow(11 + size)
			pass(36 * time.Second)
		}
		if asked := len(n.asked("away")); asked < 10 || asked > 25 {
			t.Errorf("in an hour it asked %d times", asked)
		}
		if size, _ := s.last(b.key); size != 110 {
			t.Errorf("the other one has cosigned %d", size)
		}
		if len(s.troubles) != 1 || s.commits > 101+1 {
			t.Errorf("%d troubles in %d commits", len(s.troubles), s.commits)
		}
		n.turn(nil)
		s.grow(500)
		pass(time.Hour)
		n.turn(b.door)
		pass(301 * time.Second)
		if size, _ := s.last(b.key); size != 500 {
			t.Errorf("it has not caught up: %d", size)
		}
		stop()
	})
}

// Where the entries do not give the root of the checkpoint, nobody is asked.
func TestSenderLooksAtItsOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBody(t)
		s, n := newShelf(t, b, 600)
		whole := s.h
		broken := &shelf{t: t, h: grown(whole.origin, 1000, 300), key: b.signer, size: 600}
		stop := sending(t, s, n, peer(t, "w", b.key))
		pass(3 * time.Second)
		stop()
		mixed := &mixedShelf{shelf: s, leaves: broken}
		s.grow(601)
		sender := NewSender(SenderConfig{Archive: mixed})
		if _, err := sender.groves.proof(t.Context(), whole.checkpoint(t, 601), 600); !errors.Is(err, proof.ErrGrowth) {
			t.Errorf("what does not fit is proven: %v", err)
		}
		// What was kept of a ledger that was here before is worked out anew.
		mixed.leaves = s
		if _, err := sender.groves.proof(t.Context(), whole.checkpoint(t, 601), 600); err != nil {
			t.Error(err)
		}
		mixed.leaves = broken
		if _, err := sender.groves.proof(t.Context(), broken.h.checkpoint(t, 601), 600); err != nil {
			t.Error(err)
		}
	})
}

// mixedShelf has the leaves of another.
type mixedShelf struct {
	*shelf
	leaves *shelf
}

func (m *mixedShelf) Leaves(ctx context.Context, origin string, from, to uint64) iter.Seq2[ledger.Hash, error] {
	return m.leaves.Leaves(ctx, origin, from, to)
}

func TestParsePeer(t *testing.T) {
	t.Parallel()
	b := newBody(t)
	key := b.key.String()
	for text, want := range map[string]error{
		"https://w.example.org=" + key: nil, "https://w.example.org/a/b/=" + key: nil, "http://127.0.0.1:1=" + key: nil, "http://[::1]:1=" + key: nil, "http://localhost:1=" + key: nil,
		"http://w.example.org=" + key: ErrPlain, "http://10.0.0.1=" + key: ErrPlain, "http://localhost.example.org=" + key: ErrPlain, "http://127.0.0.1.example.org=" + key: ErrPlain,
		key: ErrPeer, "": ErrPeer, "=" + key: ErrPeer, "w.example.org=" + key: ErrPeer, "ftp://w.example.org=" + key: ErrPeer, "https://a:b@w.example.org=" + key: ErrPeer,
		"https://w.example.org?a=" + key: ErrPeer, "https://w.example.org#a=" + key: ErrPeer,
		"https://w.example.org=": proof.ErrKey, "https://w.example.org=x+y+z": proof.ErrKey,
	} {
		p, err := ParsePeer(text)
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%s: %v", text, err)
		}
		if err == nil && !strings.HasSuffix(p.at, "/add-checkpoint") || strings.Contains(p.at, "//add") {
			t.Errorf("%s: asked at %s", text, p.at)
		}
	}
}
