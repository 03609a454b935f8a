package tiles

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"gremium/cmd/internal/auth"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/logtest"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
	"gremium/workflow/view"
)

// shelf is an archive that signs what the log holds.
type shelf struct {
	workflow.Log
	signer proof.Signer
	short  uint64 // by how much the checkpoint lies behind
	failed error
	lines  []proof.Cosignature
}

func (s *shelf) CosignaturesAt(_ context.Context, origin string, size uint64) (out []proof.Cosignature, err error) {
	for _, l := range s.lines {
		if l.Origin == origin && l.Size == size {
			out = append(out, l)
		}
	}
	return out, nil
}

func (s *shelf) Leaves(ctx context.Context, origin string, from, to uint64) iter.Seq2[ledger.Hash, error] {
	return func(yield func(ledger.Hash, error) bool) {
		for b, err := range s.Entries(ctx, origin, from) {
			if from == to || !yield(ledger.LeafHash(b), err) {
				return
			}
			from++
		}
	}
}

func (s *shelf) LatestCheckpoint(ctx context.Context, origin string) (proof.Signed, error) {
	if s.failed != nil {
		return proof.Signed{}, s.failed
	}
	var tree ledger.Tree
	size, err := s.Size(ctx, origin)
	if err != nil || size <= s.short {
		return proof.Signed{}, fmt.Errorf("checkpoint: %w", record.ErrNotFound)
	}
	for h, err := range s.Leaves(ctx, origin, 0, size-s.short) {
		if err != nil {
			return proof.Signed{}, err
		}
		tree.Append(h)
	}
	text, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: tree.Size(), Root: tree.Root()}, s.signer)
	return proof.Signed{Origin: origin, Size: tree.Size(), Note: text}, err
}

// people knows tokens that are names of persons, and who is signed in by a header.
type people map[string]desk.Who

func (p people) Bearer(_ context.Context, token string) (desk.Who, error) {
	if w, ok := p[token]; ok {
		return w, nil
	}
	return desk.Who{}, auth.ErrDenied
}

func (p people) Who(context.Context) (desk.Who, bool, error) { return desk.Who{}, false, nil }

// staged is an engine whose round is in the state that a test asks for.
type staged struct {
	*workflow.Engine
	round *workflow.Round
}

func (s *staged) Round(ctx context.Context, id string) (*workflow.Round, workflow.Head, error) {
	if s.round != nil && id == roundtest.Main {
		return s.round, workflow.Head{}, nil
	}
	return s.Engine.Round(ctx, id)
}

// desks tells who replays a round: its auditors, but for those who have a seat.
type desks struct{ engine *staged }

func (d desks) Round(ctx context.Context, id string, who *desk.Who) (*view.Round, error) {
	r, _, err := d.engine.Round(ctx, id)
	if err != nil || who.Person == "stranger" {
		return nil, &workflow.Refusal{Code: "round_unknown"}
	}
	bare := &workflow.Round{Policy: r.Policy, Programme: r.Programme, Phase: r.Phase, Motions: r.Motions} // staged proposals are empty shells
	v := view.Of(bare, workflow.Head{Size: 1 << 20}, view.Viewer{Auditor: who.Has(desk.Auditor, roundtest.Programme)})
	v.Reader = v.Reader && who.Person != "seated"
	return v, nil
}

// stand is a door with everything behind it.
type stand struct {
	t      *testing.T
	shelf  *shelf
	engine *staged
	door   *Door
	key    string

	mu     sync.Mutex
	faults []error
}

// newStand founds an installation with a round, and a register of so many organisations.
func newStand(t *testing.T, organisations int) *stand {
	t.Helper()
	log := logtest.NewMemory()
	c := roundtest.New(t, log, 1)
	t.Cleanup(c.Close)
	p := roundtest.Policy(t)
	c.Play(append(append(roundtest.Found(), roundtest.Adopt(p)), roundtest.Open(roundtest.Main, p))...)
	c.Play(roundtest.Seats(roundtest.Main)...)
	for i := range organisations {
		c.Play(roundtest.Unit{{Person: roundtest.Olga, As: workflow.Coordinator, Command: &workflow.RegisterOrganisation{
			Organisation: fmt.Sprintf("org-%d", i), OrganisationKind: "project", Name: "Vorhaben",
		}}})
	}
	secret, public, err := proof.NewKey(rand.NewChaCha8([32]byte{2}), "gremium.example.org")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := proof.ParseSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	s := &stand{t: t, shelf: &shelf{Log: log, signer: signer}, engine: &staged{Engine: c.Engine}, key: public}
	role := func(r desk.Role, programme string) desk.Who {
		return desk.Who{Person: string(r), Grants: []desk.Grant{{Role: r, Programme: programme}}}
	}
	who := people{
		"auditor": role(desk.Auditor, roundtest.Programme), "elsewhere": role(desk.Auditor, "other"), "office": role(desk.Coordinator, roundtest.Programme), "stranger": {Person: "stranger"},
		"seated": {Person: "seated", Grants: []desk.Grant{{Role: desk.Auditor}}},
	}
	s.door = New(Config{Archive: s.shelf, Engine: s.engine, Desk: desks{s.engine}, Tokens: who, Sessions: who, Fault: func(_ *http.Request, err error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.faults = append(s.faults, err)
	}})
	return s
}

func (s *stand) get(path, token string) *http.Response {
	r := httptest.NewRequestWithContext(s.t.Context(), http.MethodGet, path, http.NoBody)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	s.door.ServeHTTP(w, r)
	return w.Result()
}

func (s *stand) body(path, token string) []byte {
	s.t.Helper()
	a := s.get(path, token)
	defer a.Body.Close()
	b, err := io.ReadAll(a.Body)
	if err != nil || a.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %d %s %v", path, a.StatusCode, b, err)
	}
	return b
}

// client reads tiles as the checksum database's clients of Go do; they know nothing of Gremium.
type client struct {
	s    *stand
	root string
	read []string
}

func (c *client) Height() int { return 8 }

func (c *client) SaveTiles([]tlog.Tile, [][]byte) {}

func (c *client) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, t := range tiles {
		path := strings.Replace(t.Path(), "tile/8/", "tile/", 1)
		c.read = append(c.read, path)
		out[i] = c.s.body(c.root+path, "")
	}
	return out, nil
}

// TestAForeignClientChecksTheTree proves every entry of a ledger of several tiles with the library of another log.
func TestAForeignClientChecksTheTree(t *testing.T) {
	t.Parallel()
	s := newStand(t, 600)
	const root = "/log/register/"
	v, err := note.NewVerifier(s.key)
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open(s.body(root+"checkpoint", ""), note.VerifierList(v))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(n.Text, "\n")
	size := 0
	if _, err := fmt.Sscan(lines[1], &size); err != nil || size < 600 || lines[0] != "gremium.example.org/register" {
		t.Fatalf("checkpoint %q: %v", n.Text, err)
	}
	hash, err := tlog.ParseHash(lines[2])
	if err != nil {
		t.Fatal(err)
	}
	c := &client{s: s, root: root}
	reader := tlog.TileHashReader(tlog.Tree{N: int64(size), Hash: hash}, c)
	for first := 0; first < size; first += 256 {
		bundle := proof.Tile{Level: -1, Index: uint64(first / 256), Width: min(256, size-first)}
		b := s.body(root+bundle.Path(), "auditor")
		for i := first; len(b) > 0; i++ {
			length := int(binary.BigEndian.Uint16(b))
			entry := b[2 : 2+length]
			b = b[2+length:]
			p, err := tlog.ProveRecord(int64(size), int64(i), reader)
			if err != nil {
				t.Fatal(err)
			}
			if err := tlog.CheckRecord(p, int64(size), hash, int64(i), tlog.RecordHash(entry)); err != nil {
				t.Fatalf("entry %d: %v", i, err)
			}
		}
	}
	if !strings.Contains(strings.Join(c.read, " "), "tile/1/000.p/2") {
		t.Errorf("no tile above the lowest level was read: %v", c.read)
	}
}

// TestWhoMayRead asks for everything as everybody.
func TestWhoMayRead(t *testing.T) {
	t.Parallel()
	s := newStand(t, 0)
	p := roundtest.Policy(t)
	open := &workflow.Round{Policy: p, Programme: roundtest.Programme, Phase: workflow.Reviewing}
	blind := &workflow.Round{Policy: p, Programme: roundtest.Programme, Phase: workflow.Reviewing, Proposals: []*workflow.Proposal{{State: workflow.UnderReview}}}
	voting := &workflow.Round{Policy: p, Programme: roundtest.Programme, Phase: workflow.Deliberating, Motions: []*workflow.Motion{{Ballot: &workflow.Ballot{Open: true, Opened: 1}}}}
	all := []string{"checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1", "tile/entries/000.p/3"}
	type row = [4]int
	for _, c := range []struct {
		name, ledger, token string
		round               *workflow.Round
		want                row
	}{
		{"anybody, register", "register", "", nil, row{200, 200, 401, 401}},
		{"anybody, round", roundtest.Main, "", open, row{200, 200, 401, 401}},
		{"anybody, blind", roundtest.Main, "", blind, row{401, 401, 401, 401}},
		{"wrong token", roundtest.Main, "nobody's", blind, row{401, 401, 401, 401}},
		{"office, round", roundtest.Main, "office", open, row{200, 200, 403, 403}},
		{"office, blind", roundtest.Main, "office", blind, row{403, 403, 403, 403}},
		{"auditor of another programme, blind", roundtest.Main, "elsewhere", blind, row{403, 403, 403, 403}},
		{"auditor, round", roundtest.Main, "auditor", open, row{200, 200, 200, 200}},
		{"auditor, blind", roundtest.Main, "auditor", blind, row{200, 200, 200, 200}},
		{"auditor with a seat, round", roundtest.Main, "seated", open, row{200, 200, 403, 403}},
		{"auditor with a seat, blind", roundtest.Main, "seated", blind, row{403, 403, 403, 403}},
		{"stranger, blind", roundtest.Main, "stranger", blind, row{403, 403, 403, 403}},
		{"anybody, voting", roundtest.Main, "", voting, row{401, 401, 401, 401}},
		{"office, voting", roundtest.Main, "office", voting, row{403, 403, 403, 403}},
		{"auditor, voting", roundtest.Main, "auditor", voting, row{200, 200, 200, 403}},
		{"auditor, register", "register", "elsewhere", nil, row{200, 200, 200, 200}},
	} {
		s.engine.round = c.round
		for i, path := range all {
			a := s.get("/log/"+c.ledger+"/"+path, c.token)
			if a.StatusCode != c.want[i] {
				t.Errorf("%s: %s answered %d, want %d", c.name, path, a.StatusCode, c.want[i])
			}
			cache := a.Header.Get("Cache-Control")
			private := i >= 2 || c.round == blind || c.round == voting
			switch {
			case a.StatusCode != http.StatusOK && cache != "no-store", a.StatusCode == http.StatusOK && i > 0 && strings.Contains(cache, "private") != private:
				t.Errorf("%s: %s is kept as %q", c.name, path, cache)
			}
			if (a.StatusCode == http.StatusUnauthorized) != (a.Header.Get("WWW-Authenticate") != "") {
				t.Errorf("%s: %s asks for %q", c.name, path, a.Header.Get("WWW-Authenticate"))
			}
			a.Body.Close()
		}
	}
}

// TestBeyondTheCheckpoint asks for what there is not.
func TestBeyondTheCheckpoint(t *testing.T) {
	t.Parallel()
	s := newStand(t, 3)
	size, err := s.shelf.Size(t.Context(), "gremium.example.org/register")
	if err != nil {
		t.Fatal(err)
	}
	s.shelf.short = 1
	s.body(fmt.Sprintf("/log/register/tile/0/000.p/%d", size-1), "")
	for _, path := range []string{
		fmt.Sprintf("/log/register/tile/0/000.p/%d", size), "/log/register/tile/0/000", "/log/register/tile/1/000", "/log/register/tile/0/001.p/1",
		"/log/register/tile/63/000.p/1", "/log/register/tile/8/0/000.p/1", "/log/register/tile/0/0", "/log/register/tile/", "/log/register/", "/log/", "/log/nowhere/checkpoint",
	} {
		a := s.get(path, "auditor")
		if a.StatusCode != http.StatusNotFound {
			t.Errorf("%s answered %d", path, a.StatusCode)
		}
		a.Body.Close()
	}
	s.shelf.short = size
	a := s.get("/log/register/checkpoint", "")
	a.Body.Close()
	if a.StatusCode != http.StatusNotFound {
		t.Errorf("a ledger without checkpoint answered %d", a.StatusCode)
	}
	s.shelf.failed = io.ErrUnexpectedEOF
	a = s.get("/log/register/checkpoint", "")
	defer a.Body.Close()
	b, _ := io.ReadAll(a.Body)
	if a.StatusCode != http.StatusInternalServerError || len(s.faults) != 1 || strings.Contains(string(b), "EOF") {
		t.Errorf("a fault answered %d %s, %v were told", a.StatusCode, b, s.faults)
	}
}

// The checkpoint carries the cosignatures over its size and no others, and opens with the log's key as before.
func TestCheckpointCarriesCosignatures(t *testing.T) {
	t.Parallel()
	s := newStand(t, 3)
	const origin = "gremium.example.org/register"
	size, err := s.shelf.Size(t.Context(), origin)
	if err != nil {
		t.Fatal(err)
	}
	bare := s.body("/log/register/checkpoint", "")
	s.shelf.lines = []proof.Cosignature{
		{Origin: origin, Size: size, Line: []byte("— eins.example.org AAAAAAAA\n")}, {Origin: origin, Size: size - 1, Line: []byte("— zwei.example.org AAAAAAAA\n")},
	}
	v, err := note.NewVerifier(s.key)
	if err != nil {
		t.Fatal(err)
	}
	b := s.body("/log/register/checkpoint", "")
	n, err := note.Open(b, note.VerifierList(v))
	if err != nil || len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 1 || n.UnverifiedSigs[0].Name != "eins.example.org" {
		t.Errorf("%+v, %v", n, err)
	}
	if string(b) != string(bare)+"— eins.example.org AAAAAAAA\n" {
		t.Errorf("%q", b)
	}
}
