// Package interop lets other logs' programs check a running Gremium. They know nothing of it: what they verify, anybody can.
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
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
)

// served is a running Gremium with the rounds of the demonstration.
type served struct {
	program, db string
	root        *url.URL
	token       string
	verifier    note.Verifier
	public      string // key of the verifier
	authority   string
}

// run starts the program that GREMIUM names, and answers what it says with --json. It ends with the test.
func run(t *testing.T, args ...string) *json.Decoder {
	t.Helper()
	program := os.Getenv("GREMIUM")
	if program == "" {
		t.Fatal("GREMIUM names the program to check, as an absolute path")
	}
	cmd := exec.Command(program, append(args, "--json")...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(cmd.Process.Signal(syscall.SIGTERM), cmd.Wait()); err != nil {
			t.Errorf("stop %v: %v", args[0], err)
		}
	})
	return json.NewDecoder(out)
}

// installed is the installation in a folder, whose program is not asked for anything yet.
func installed(dir string) *served {
	return &served{program: os.Getenv("GREMIUM"), db: filepath.Join(dir, "gremium.db")}
}

// knowKey reads the installation's public key, the last one where there are several.
func (s *served) knowKey(t *testing.T) {
	t.Helper()
	var keys []struct{ Key string }
	s.command(t, &keys, "log", "key")
	s.public = keys[len(keys)-1].Key
	var err error
	if s.verifier, err = note.NewVerifier(s.public); err != nil {
		t.Fatal(err)
	}
	s.authority = s.verifier.Name()
}

// serve starts the program with the rounds of the demonstration, on a database of its own, and ends it with the test.
func serve(t *testing.T) *served {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	s := installed(dir)
	s.root = address(t, run(t, "demo", "--dir", dir, "--addr", "127.0.0.1:0"))
	var token struct{ Token string }
	s.command(t, &token, "token", "new", "--for", "thilo.brandes@example.org")
	s.token = token.Token
	s.knowKey(t)
	return s
}

// address reads what the program says until it says where it answers.
func address(t *testing.T, from *json.Decoder) *url.URL {
	t.Helper()
	for {
		var said json.RawMessage
		if err := from.Decode(&said); err != nil {
			t.Fatalf("the program did not say where it answers: %v", err)
		}
		var at struct{ Address string }
		if json.Unmarshal(said, &at) == nil && at.Address != "" {
			u, err := url.Parse(at.Address)
			if err != nil {
				t.Fatal(err)
			}
			return u
		}
	}
}

func (s *served) command(t *testing.T, to any, args ...string) {
	t.Helper()
	out, err := exec.Command(s.program, append(args, "--db", s.db, "--json")...).Output()
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	if err := json.Unmarshal(out, to); err != nil {
		t.Fatalf("%v answered %s: %v", args, out, err)
	}
}

// log is a client of one ledger, at the server or at one in front of it.
func (s *served) log(t *testing.T, root *url.URL, id string) *client.HTTPFetcher {
	t.Helper()
	f, err := client.NewHTTPFetcher(root.JoinPath("log", id+"/"), http.DefaultClient)
	if err != nil {
		t.Fatal(err)
	}
	f.SetAuthorizationHeader("Bearer " + s.token)
	return f
}

func (s *served) origin(id string) string {
	if id == "register" {
		return s.authority + "/register"
	}
	return s.authority + "/round/" + id
}

// leaves are the leaf hashes of a bundle.
func leaves(bundle []byte) ([][]byte, error) {
	var b api.EntryBundle
	if err := b.UnmarshalText(bundle); err != nil {
		return nil, err
	}
	out := make([][]byte, len(b.Entries))
	for i, e := range b.Entries {
		out[i] = rfc6962.DefaultHasher.HashLeaf(e)
	}
	return out, nil
}

// check is Tessera's fsck: it reads every tile and every entry. It can hang with one worker, so it has four and an end.
func (s *served) check(t *testing.T, root *url.URL, id string) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	return fsck.New(s.origin(id), s.verifier, s.log(t, root, id), leaves, fsck.Opts{N: 4}).Check(ctx)
}

// close ends the ballot that is open in the demonstration: until then entries do not leave the house.
func (s *served) close(t *testing.T) {
	t.Helper()
	if err := s.check(t, s.root, "2026"); err == nil {
		t.Error("entries have left the house while a ballot is open")
	}
	var closed json.RawMessage
	s.command(t, &closed, "ballot", "close", "2026", "26-026")
}

func TestTesseraFindsTheRecordWhole(t *testing.T) {
	s := serve(t)
	s.close(t)
	for _, id := range []string{"2026", "2027", "register"} {
		if err := s.check(t, s.root, id); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		s.proofs(t, id)
	}
}

// proofs proves every entry of a ledger, and that it grew from every smaller one.
func (s *served) proofs(t *testing.T, id string) {
	t.Helper()
	ctx, f := t.Context(), s.log(t, s.root, id)
	cp, _, _, err := client.FetchCheckpoint(ctx, f.ReadCheckpoint, s.verifier, s.origin(id))
	if err != nil {
		t.Fatal(err)
	}
	b, err := client.NewProofBuilder(ctx, cp.Size, f.ReadTile)
	if err != nil {
		t.Fatal(err)
	}
	all, err := client.FetchLeafHashes(ctx, f.ReadTile, 0, cp.Size, cp.Size)
	if err != nil {
		t.Fatal(err)
	}
	if cp.Size < 20 || uint64(len(all)) != cp.Size {
		t.Fatalf("%s: %d leaves, the checkpoint says %d", id, len(all), cp.Size)
	}
	for i := range cp.Size {
		in, err := b.InclusionProof(ctx, i)
		if err == nil {
			err = proof.VerifyInclusion(rfc6962.DefaultHasher, i, cp.Size, all[i], in, cp.Hash)
		}
		if err != nil {
			t.Fatalf("%s: entry %d: %v", id, i, err)
		}
	}
	wrong := bytes.Clone(all[0])
	wrong[0] ^= 1
	in, err := b.InclusionProof(ctx, 0)
	if err != nil || proof.VerifyInclusion(rfc6962.DefaultHasher, 0, cp.Size, wrong, in, cp.Hash) == nil {
		t.Errorf("%s: an entry that is not there was proven (%v)", id, err)
	}
}

// TestTesseraFindsWhatIsAltered puts a server in front that alters one byte of one answer.
func TestTesseraFindsWhatIsAltered(t *testing.T) {
	s := serve(t)
	s.close(t)
	for name, c := range map[string]struct {
		path string
		at   int
	}{
		"a leaf hash":             {"/log/2026/tile/0/000", 40},
		"a hash above":            {"/log/2026/tile/1/000.p/", 3},
		"an entry":                {"/log/2026/tile/entries/001", 20},
		"the checkpoint":          {"/log/2026/checkpoint", 45},
		"nothing, for comparison": {"/log/nowhere", 0},
	} {
		front := httptest.NewServer(alter(s.root, c.path, c.at))
		at, err := url.Parse(front.URL)
		if err != nil {
			t.Fatal(err)
		}
		err = s.check(t, at, "2026")
		if altered := c.path != "/log/nowhere"; altered != (err != nil) {
			t.Errorf("%s: %v", name, err)
		}
		front.Close()
	}
}

// alter passes everything on, and flips a bit of the answers below a path.
func alter(to *url.URL, path string, at int) http.Handler {
	p := httputil.NewSingleHostReverseProxy(to)
	p.ModifyResponse = func(r *http.Response) error {
		if !strings.HasPrefix(r.Request.URL.Path, path) || r.StatusCode != http.StatusOK {
			return nil
		}
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		if at >= len(b) {
			return fmt.Errorf("%s has %d bytes", r.Request.URL.Path, len(b))
		}
		b[at] ^= 1
		r.Body = io.NopCloser(bytes.NewReader(b))
		return nil
	}
	return p
}
