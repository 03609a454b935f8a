package witness

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gremium/store/anchor"
	"gremium/workflow"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
)

const authority = "gremium.example.org"

// history is a ledger of a log: its leaves, whatever is asked of it.
type history struct {
	origin string
	leaves []ledger.Hash
}

// grown is a history of so many leaves; the ones from fork on are of another kind.
func grown(origin string, n, fork int) *history {
	h := &history{origin: origin}
	for i := range n {
		leaf := fmt.Sprintf("leaf %d", i)
		if i >= fork {
			leaf = "other " + leaf
		}
		h.leaves = append(h.leaves, ledger.LeafHash([]byte(leaf)))
	}
	return h
}

func (h *history) at(level int, index uint64) (ledger.Hash, error) {
	return proof.Subtree(h.leaves[index<<level : (index+1)<<level]), nil
}

func (h *history) checkpoint(t *testing.T, size int) proof.Checkpoint {
	t.Helper()
	root, err := proof.RootOf(uint64(size), h.at)
	if err != nil {
		t.Fatal(err)
	}
	return proof.Checkpoint{Origin: h.origin, Size: uint64(size), Root: root}
}

// request asks for the checkpoint of a size, from another on, signed by a key.
func (h *history) request(t *testing.T, old, size int, key proof.Signer) *proof.Request {
	t.Helper()
	note, err := proof.Sign(h.checkpoint(t, size), key)
	if err != nil {
		t.Fatal(err)
	}
	r := &proof.Request{Old: uint64(old), Note: note}
	if old <= size {
		if r.Proof, err = proof.Growth(uint64(old), uint64(size), h.at); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func chance(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

func logKey(t *testing.T, seed byte, name string) (proof.Signer, proof.Verifier) {
	t.Helper()
	signer, public, err := proof.NewKey(chance(seed), name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := proof.ParseSigner(signer)
	if err != nil {
		t.Fatal(err)
	}
	v, err := proof.ParseVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

// file is a memory in a file, as the program has it; crash lets it fail once after it has written.
type file struct {
	path  string
	crash bool
}

var errCrash = errors.New("the witness fell over")

func (f *file) Advance(origin string, step func(Known) (Known, error)) error {
	err := anchor.Advance(f.path, origin, func(h anchor.Seen) (anchor.Seen, error) {
		next, err := step(Known{Checkpoint: proof.Checkpoint{Origin: origin, Size: h.Size, Root: h.Root}, Note: h.Note})
		return anchor.Seen{Head: workflow.Head{Size: next.Size, Root: next.Root}, Note: next.Note}, err
	})
	if f.crash {
		f.crash = false
		return errCrash
	}
	return err
}

// body is a witness of a body, with its file.
type body struct {
	t      *testing.T
	key    *proof.Witness
	signer proof.Signer // of the log that it knows
	file   *file
	config ServerConfig
	door   http.Handler
	mu     sync.Mutex
	suspic []Suspicion
}

func newBody(t *testing.T) *body {
	t.Helper()
	text, public, err := proof.NewCosigner(chance(7), "witness.example.org")
	if err != nil {
		t.Fatal(err)
	}
	b := &body{t: t, file: &file{path: filepath.Join(t.TempDir(), "w.sizes")}}
	if err := anchor.StartSeen(b.file.path); err != nil {
		t.Fatal(err)
	}
	if b.key, err = proof.ParseWitness(public); err != nil {
		t.Fatal(err)
	}
	key, err := proof.ParseCosigner(text)
	if err != nil {
		t.Fatal(err)
	}
	signer, log := logKey(t, 1, authority)
	b.signer = signer
	b.config = ServerConfig{
		Key: key, Logs: []proof.Verifier{log}, Book: b.file, Now: func() time.Time { return time.Unix(1700000000, 0) },
		Fault: func(err error) {
			if !errors.Is(err, errCrash) {
				t.Errorf("fault: %v", err)
			}
		},
		Suspect: func(s Suspicion) {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.suspic = append(b.suspic, s)
		},
	}
	b.start()
	return b
}

// start starts it anew: nothing is remembered but what is in the file.
func (b *body) start() { b.door = NewServer(b.config, "/secret") }

func (b *body) ask(text []byte) *http.Response {
	w := httptest.NewRecorder()
	b.door.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/secret/add-checkpoint", bytes.NewReader(text)))
	return w.Result()
}

// answers asks and compares the status, and answers what was said.
func (b *body) answers(status int, r *proof.Request) []byte {
	b.t.Helper()
	a := b.ask(r.Text())
	defer a.Body.Close()
	said, err := io.ReadAll(a.Body)
	if err != nil || a.StatusCode != status {
		b.t.Errorf("status %d, want %d: %s %v", a.StatusCode, status, said, err)
	}
	return said
}

// Every status of the specification, in a history that goes on in between.
func TestAddCheckpoint(t *testing.T) {
	t.Parallel()
	b := newBody(t)
	h := grown(authority+"/round/2027", 300, 300)
	fork := grown(authority+"/round/2027", 300, 5)
	cosigned := func(size, old int) {
		t.Helper()
		line, at, err := b.key.Cosigned(h.checkpoint(t, size), b.answers(http.StatusOK, h.request(t, old, size, b.signer)))
		if err != nil || !at.Equal(time.Unix(1700000000, 0)) {
			t.Errorf("size %d: %q %v %v", size, line, at, err)
		}
	}
	told := func(size string, r *proof.Request) {
		t.Helper()
		a := b.ask(r.Text())
		defer a.Body.Close()
		said, err := io.ReadAll(a.Body)
		if err != nil || a.StatusCode != http.StatusConflict || a.Header.Get("Content-Type") != "text/x.tlog.size" || string(said) != size+"\n" {
			t.Errorf("%d %s: %q, want %s", a.StatusCode, a.Header.Get("Content-Type"), said, size)
		}
	}
	told("0", h.request(t, 3, 10, b.signer)) // nothing is known yet
	cosigned(0, 0)                           // an empty log, which some publish
	cosigned(10, 0)
	cosigned(10, 10)
	told("10", h.request(t, 0, 20, b.signer))
	told("10", h.request(t, 11, 20, b.signer))
	told("10", h.request(t, 4, 6, b.signer)) // back
	b.answers(http.StatusBadRequest, h.request(t, 10, 9, b.signer))
	b.answers(http.StatusUnprocessableEntity, fork.request(t, 10, 20, b.signer))
	said := b.answers(http.StatusConflict, fork.request(t, 10, 10, b.signer))
	if bytes.HasPrefix(said, []byte("10")) {
		t.Errorf("another root of the same size is answered as a size: %q", said)
	}
	other, _ := logKey(t, 2, authority)
	b.answers(http.StatusForbidden, h.request(t, 10, 20, other))
	stranger, _ := logKey(t, 3, "elsewhere.example.org")
	b.answers(http.StatusNotFound, grown("elsewhere.example.org/round/1", 3, 3).request(t, 0, 3, stranger))
	b.answers(http.StatusNotFound, grown(authority+"ish/round/1", 3, 3).request(t, 0, 3, b.signer))
	empty := &proof.Checkpoint{Origin: authority + "/round/2028", Root: ledger.LeafHash(nil)}
	note, err := proof.Sign(*empty, b.signer)
	if err != nil {
		t.Fatal(err)
	}
	b.answers(http.StatusUnprocessableEntity, &proof.Request{Note: note}) // an empty log has one root
	cosigned(300, 10)
	b.answers(http.StatusOK, grown(authority+"/register", 1, 1).request(t, 0, 1, b.signer)) // another ledger of the same log
	if len(b.suspic) != 2 || b.suspic[0].Forked || !b.suspic[1].Forked || b.suspic[1].Known.Size != 10 {
		t.Errorf("suspicions: %+v", b.suspic)
	}
	b.proves(&b.suspic[1], h.checkpoint(t, 10), fork.checkpoint(t, 10))
}

// proves looks that a suspicion has two checkpoints, each signed by the log and with no other line under it.
func (b *body) proves(s *Suspicion, known, asked proof.Checkpoint) {
	b.t.Helper()
	for i, at := range []Known{s.Known, s.Asked} {
		c, n, err := proof.Open(at.Note, known.Origin, b.config.Logs...)
		if err != nil || c != []proof.Checkpoint{known, asked}[i] || len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 {
			b.t.Errorf("note %d: %q: %v", i, at.Note, err)
		}
	}
}

// The witness keeps the note by which it went on, with the log's signature alone, across restarts; that of a later fork stands beside it.
func TestBothNotesOfAFork(t *testing.T) {
	t.Parallel()
	b := newBody(t)
	h, fork := grown(authority+"/round/2027", 20, 20), grown(authority+"/round/2027", 20, 5)
	first := h.request(t, 0, 10, b.signer)
	first.Note = append(first.Note, "— somebody.example.org AAAAAAAA\n"...)
	b.answers(http.StatusOK, first)
	b.start()
	b.answers(http.StatusConflict, fork.request(t, 4, 10, b.signer)) // who does not know how far it is proves it too
	if len(b.suspic) != 1 || !b.suspic[0].Forked {
		t.Fatalf("%+v", b.suspic)
	}
	b.proves(&b.suspic[0], h.checkpoint(t, 10), fork.checkpoint(t, 10))
}

// A state from before notes were kept is read on: what it knows holds, and the note comes with the next checkpoint that it cosigns.
func TestOldState(t *testing.T) {
	t.Parallel()
	b := newBody(t)
	h, fork := grown(authority+"/round/2027", 20, 20), grown(authority+"/round/2027", 20, 5)
	old := fmt.Sprintf("gremium-sizes 1\n10 %s %s\nend 1\n", h.checkpoint(t, 10).Root, h.origin)
	if err := os.WriteFile(b.file.path, []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	b.answers(http.StatusConflict, fork.request(t, 10, 10, b.signer))
	if len(b.suspic) != 1 || b.suspic[0].Known.Note != nil || b.suspic[0].Known.Checkpoint != h.checkpoint(t, 10) {
		t.Fatalf("%+v", b.suspic)
	}
	b.answers(http.StatusOK, h.request(t, 10, 10, b.signer)) // the same once more
	b.answers(http.StatusConflict, fork.request(t, 10, 10, b.signer))
	b.proves(&b.suspic[1], h.checkpoint(t, 10), fork.checkpoint(t, 10))
}

// Whoever is told of a suspicion holds up nobody: the witness goes on answering.
func TestSuspicionsAreToldOutsideOfTheLock(t *testing.T) {
	t.Parallel()
	b := newBody(t)
	h, fork := grown(authority+"/round/2027", 20, 20), grown(authority+"/round/2027", 20, 5)
	b.answers(http.StatusOK, h.request(t, 0, 10, b.signer))
	asked := 0
	b.config.Suspect = func(Suspicion) {
		asked++
		b.answers(http.StatusOK, h.request(t, 10, 20, b.signer))
	}
	b.start()
	b.answers(http.StatusConflict, fork.request(t, 10, 10, b.signer))
	if asked != 1 {
		t.Errorf("told %d times", asked)
	}
}

// What does not read is refused, and nothing else is answered at all.
func TestMalformed(t *testing.T) {
	t.Parallel()
	b := newBody(t)
	h := grown(authority+"/round/2027", 10, 10)
	good := h.request(t, 0, 10, b.signer)
	withProof := *good
	withProof.Proof = []ledger.Hash{{}}
	extended := strings.Replace(string(good.Text()), "\n\n— ", "\nmore\n\n— ", 1)
	for name, text := range map[string]string{
		"nothing": "", "no checkpoint": "old 0\n\n", "no note": "old 0\n\nhello\n", "long": string(good.Text()) + strings.Repeat("x", maxRequest),
		"unsigned": strings.SplitAfter(string(good.Text()), "\n\n")[1] + "\n", "extended": extended, "no old": string(good.Note),
	} {
		a := b.ask([]byte(text))
		if a.Body.Close(); a.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d", name, a.StatusCode)
		}
	}
	b.answers(http.StatusUnprocessableEntity, &withProof)
	for _, c := range [][2]string{
		{http.MethodGet, "/secret/add-checkpoint"},
		{http.MethodPost, "/add-checkpoint"},
		{http.MethodGet, "/"},
		{http.MethodGet, "/secret/"},
		{http.MethodGet, "/log/2027/checkpoint"},
		{http.MethodPost, "/secret/sign-subtree"},
	} {
		w := httptest.NewRecorder()
		b.door.ServeHTTP(w, httptest.NewRequest(c[0], c[1], bytes.NewReader(good.Text())))
		if w.Code != http.StatusNotFound && w.Code != http.StatusMethodNotAllowed || strings.Contains(w.Body.String(), "10") {
			t.Errorf("%v: %d %s", c, w.Code, w.Body)
		}
	}
	b.answers(http.StatusOK, good)
}

// A witness that falls over between remembering and answering has remembered: what it was asked for it cosigns when it is back, and
// nothing else of that size.
func TestCrashAfterRemembering(t *testing.T) {
	t.Parallel()
	b := newBody(t)
	h, fork := grown(authority+"/round/2027", 20, 20), grown(authority+"/round/2027", 20, 0)
	b.file.crash = true
	if said := b.answers(http.StatusInternalServerError, h.request(t, 0, 10, b.signer)); bytes.Contains(said, []byte("—")) {
		t.Errorf("it has signed: %s", said)
	}
	b.start()
	b.answers(http.StatusConflict, fork.request(t, 0, 10, b.signer))
	b.answers(http.StatusConflict, fork.request(t, 10, 10, b.signer))
	b.answers(http.StatusOK, h.request(t, 10, 10, b.signer))
	b.answers(http.StatusOK, h.request(t, 10, 20, b.signer))
}

// A witness whose file is gone, or does not read, cosigns nothing.
func TestNoMemoryNoSignature(t *testing.T) {
	t.Parallel()
	b := newBody(t)
	faults := 0
	b.config.Fault = func(error) { faults++ }
	b.file.path += ".gone"
	b.start()
	said := b.answers(http.StatusInternalServerError, grown(authority+"/register", 3, 3).request(t, 0, 3, b.signer))
	if faults != 1 || bytes.Contains(said, []byte("gone")) {
		t.Errorf("%d faults, said %q", faults, said)
	}
}
