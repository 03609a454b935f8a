package interop

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	f_note "github.com/transparency-dev/formats/note"
	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	client "github.com/transparency-dev/witness/client/http"
	"github.com/transparency-dev/witness/persistence/inmemory"
	"github.com/transparency-dev/witness/witness"
	"golang.org/x/mod/sumdb/note"
)

// start runs the program with a command that serves, and answers what it says of itself first. It ends with the test.
func start(t *testing.T, args ...string) (said struct{ Address, Key string }) {
	t.Helper()
	if err := run(t, args...).Decode(&said); err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return said
}

// made is an installation with the rounds of the demonstration, which nobody serves yet.
func made(t *testing.T) *served {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	s := installed(dir)
	if out, err := exec.Command(s.program, "demo", "--no-serve", "--dir", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s.knowKey(t)
	return s
}

// theirs is a witness of transparency-dev that knows the ledgers of an installation.
func theirs(t *testing.T, s *served) (address, public string, verifier note.Verifier) {
	t.Helper()
	secret, plain, err := note.GenerateKey(nil, "omni.example.org")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := f_note.NewSignerForCosignatureV1(secret)
	if err != nil {
		t.Fatal(err)
	}
	w, err := witness.New(t.Context(), witness.Opts{
		Persistence: inmemory.New(), Signers: []note.Signer{signer},
		VerifierForLog: func(_ context.Context, origin string) (note.Verifier, bool, error) {
			return s.verifier, strings.HasPrefix(origin, s.authority+"/"), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", witness.NewHTTPHandler(w).AddCheckpoint)
	front := httptest.NewServer(mux)
	t.Cleanup(front.Close)
	if public, err = f_note.VKeyToCosignatureV1(plain); err != nil {
		t.Fatal(err)
	}
	if verifier, err = f_note.NewVerifierForCosignatureV1(public); err != nil {
		t.Fatal(err)
	}
	return front.URL, public, verifier
}

// published waits for a checkpoint of the register of at least that size that carries the signatures of all, and answers it.
func published(t *testing.T, address string, least int, all ...note.Verifier) (size int) {
	t.Helper()
	var last string
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); <-time.After(100 * time.Millisecond) {
		resp, err := http.Get(address + "/log/register/checkpoint")
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(resp.Body)
		if resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
		last = string(b)
		n, err := note.Open(b, note.VerifierList(all...))
		if err == nil && len(n.Sigs) == len(all) {
			if _, err := fmt.Sscan(strings.Split(n.Text, "\n")[1], &size); err == nil && size >= least {
				return size
			}
		}
	}
	t.Fatalf("the checkpoint is not cosigned: %s", last)
	return 0
}

// TestTheirWitnessCosigns lets a witness of transparency-dev, which knows nothing of Gremium, and one of ours cosign a running
// server, across growth; formats' verifier reads both, and the check of the record counts both.
func TestTheirWitnessCosigns(t *testing.T) {
	s := made(t)
	address, public, omni := theirs(t, s)
	keys := filepath.Join(t.TempDir(), "log.txt")
	if err := os.WriteFile(keys, []byte(s.public), 0o600); err != nil {
		t.Fatal(err)
	}
	ours := start(t, "witness", "--log", keys, "--name", "ours.example.org", "--key", filepath.Join(t.TempDir(), "w.key"), "--listen", "127.0.0.1:0")
	own, err := f_note.NewVerifierForCosignatureV1(ours.Key)
	if err != nil {
		t.Fatal(err)
	}
	up := start(t, "serve", "--db", s.db, "--addr", "127.0.0.1:0", "--witness", address+"="+public, "--witness", ours.Address+"="+ours.Key, "--witness-quorum", "2")
	size := published(t, up.Address, 1, s.verifier, omni, own)
	var added json.RawMessage
	s.command(t, &added, "organisation", "add", "interop", "--kind", "carrier", "--name", "Interop")
	if next := published(t, up.Address, size+1, s.verifier, omni, own); next <= size {
		t.Errorf("it went from %d to %d", size, next)
	}
	var report struct {
		Ledgers []struct {
			Round string
			Steps []struct{ Step, Result, Why string }
		}
	}
	s.command(t, &report, "log", "verify", "2027")
	counted := 0
	for _, l := range report.Ledgers {
		for _, step := range l.Steps {
			if step.Step == "witnesses" && step.Result == "ok" && strings.Contains(step.Why, "2 von 2") {
				counted++
			}
		}
	}
	if counted != 2 {
		t.Errorf("%+v", report)
	}
}

// tesseraLog is a log of Tessera in a folder, which publishes no checkpoint that the witness has not cosigned.
func tesseraLog(t *testing.T, dir, secret, witnessAt, witnessKey string) (*tessera.Appender, func(context.Context) error, tessera.LogReader) {
	t.Helper()
	signer, err := note.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(witnessAt)
	if err != nil {
		t.Fatal(err)
	}
	w, err := tessera.NewWitness(witnessKey, at)
	if err != nil {
		t.Fatal(err)
	}
	driver, err := posix.New(t.Context(), posix.Config{Path: dir})
	if err != nil {
		t.Fatal(err)
	}
	options := tessera.NewAppendOptions().WithCheckpointSigner(signer).WithBatching(4, 50*time.Millisecond).
		WithCheckpointInterval(200*time.Millisecond).WithWitnesses(tessera.NewWitnessGroup(1, w), &tessera.WitnessOptions{Timeout: 10 * time.Second})
	appender, shutdown, reader, err := tessera.NewAppender(t.Context(), driver, options)
	if err != nil {
		t.Fatal(err)
	}
	return appender, shutdown, reader
}

// TestOurWitnessCosignsTheirLog lets a log of Tessera, which knows nothing of Gremium, be cosigned by our witness while it grows.
func TestOurWitnessCosignsTheirLog(t *testing.T) {
	secret, public, err := note.GenerateKey(nil, "log.example.org")
	if err != nil {
		t.Fatal(err)
	}
	w := start(t, "witness", "--log", public, "--name", "ours.example.org", "--key", filepath.Join(t.TempDir(), "w.key"), "--listen", "127.0.0.1:0")
	cosigner, err := f_note.NewVerifierForCosignatureV1(w.Key)
	if err != nil {
		t.Fatal(err)
	}
	log, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	appender, shutdown, reader := tesseraLog(t, t.TempDir(), secret, w.Address, w.Key)
	for round := range 3 {
		for i := range 5 {
			if _, err := appender.Add(t.Context(), tessera.NewEntry(fmt.Appendf(nil, "entry %d.%d", round, i)))(); err != nil {
				t.Fatal(err)
			}
		}
		want := fmt.Sprintf("log.example.org\n%d\n", 5*(round+1))
		seen := false
		for until := time.Now().Add(30 * time.Second); !seen && time.Now().Before(until); <-time.After(50 * time.Millisecond) {
			b, err := reader.ReadCheckpoint(t.Context())
			if err != nil {
				continue
			}
			n, err := note.Open(b, note.VerifierList(log, cosigner))
			seen = err == nil && len(n.Sigs) == 2 && strings.HasPrefix(n.Text, want)
		}
		if !seen {
			t.Fatalf("no cosigned checkpoint %q", want)
		}
	}
	if err := shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestTheirClientUnderstandsRefusals asks our witness with transparency-dev's client for what it must not cosign.
func TestTheirClientUnderstandsRefusals(t *testing.T) {
	secret, public, err := note.GenerateKey(nil, "log.example.org")
	if err != nil {
		t.Fatal(err)
	}
	otherSecret, _, err := note.GenerateKey(nil, "log.example.org")
	if err != nil {
		t.Fatal(err)
	}
	running := start(t, "witness", "--log", public, "--name", "ours.example.org", "--key", filepath.Join(t.TempDir(), "w.key"), "--listen", "127.0.0.1:0")
	at, err := url.Parse(running.Address)
	if err != nil {
		t.Fatal(err)
	}
	w := client.NewWitness(at, http.DefaultClient)
	checkpoint := func(secret, origin string, size int, root byte) []byte {
		signer, err := note.NewSigner(secret)
		if err != nil {
			t.Fatal(err)
		}
		b, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%s=\n", origin, size, strings.Repeat(string(root), 42)+"A")}, signer)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if _, _, err := w.Update(t.Context(), 0, checkpoint(secret, "log.example.org", 8, 'A'), nil); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		old   uint64
		cp    []byte
		proof [][]byte
		want  error
		size  uint64
	}{
		"behind":        {0, checkpoint(secret, "log.example.org", 9, 'B'), nil, witness.ErrCheckpointStale, 8},
		"another root":  {8, checkpoint(secret, "log.example.org", 8, 'B'), nil, witness.ErrRootMismatch, 0},
		"another key":   {8, checkpoint(otherSecret, "log.example.org", 9, 'B'), nil, witness.ErrNoValidSignature, 0},
		"another log":   {0, checkpoint(secret, "other.example.org", 9, 'B'), nil, witness.ErrUnknownLog, 0},
		"old beyond":    {9, checkpoint(secret, "log.example.org", 8, 'A'), nil, witness.ErrOldSizeInvalid, 0},
		"a wrong proof": {8, checkpoint(secret, "log.example.org", 9, 'B'), [][]byte{bytes.Repeat([]byte{1}, 32)}, witness.ErrInvalidProof, 0},
	} {
		if _, size, err := w.Update(t.Context(), c.old, c.cp, c.proof); !errors.Is(err, c.want) || size != c.size {
			t.Errorf("%s: %v, size %d", name, err, size)
		}
	}
}
