package proof

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow/ledger"
)

func cosigner(t *testing.T, seed byte, name string) (*Cosigner, *Witness) {
	t.Helper()
	text, public, err := NewCosigner(chance(seed), name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ParseCosigner(text)
	if err != nil {
		t.Fatal(err)
	}
	w, err := ParseWitness(public)
	if err != nil || w.String() != public || c.Public() != public || c.Name() != name {
		t.Fatalf("%v: %s, %s", err, w, c.Public())
	}
	return c, w
}

// A cosignature is found among lines that are anybody's, names its instant, and holds for its text alone.
func TestCosignature(t *testing.T) {
	t.Parallel()
	c, w := cosigner(t, 1, "witness.example.org")
	other, _ := cosigner(t, 2, "witness.example.org")
	at := time.Unix(1679315147, 0).UTC()
	line, err := c.Cosign(some(), at)
	if err != nil {
		t.Fatal(err)
	}
	strange, err := other.Cosign(some(), at)
	if err != nil {
		t.Fatal(err)
	}
	got, when, err := w.Cosigned(some(), append(bytes.Clone(strange), line...))
	if err != nil || !bytes.Equal(got, line) || !when.Equal(at) {
		t.Errorf("%q, %v, %v", got, when, err)
	}
	changed := some()
	changed.Size++
	for name, c := range map[string]struct {
		cp    Checkpoint
		lines []byte
	}{
		"another size":        {changed, line},
		"another key":         {some(), strange},
		"nothing":             {some(), nil},
		"no line":             {some(), []byte("hello\n")},
		"a line without end":  {some(), line[:len(line)-1]},
		"no line feed, twice": {some(), append([]byte("\n"), line...)},
		"a bit flipped":       {some(), bytes.Replace(line, line[60:61], []byte{line[60] ^ 1}, 1)},
	} {
		if _, _, err := w.Cosigned(c.cp, c.lines); !errors.Is(err, ErrCosignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := c.Cosign(some(), time.Unix(-1, 0)); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("before 1970: %v", err)
	}
}

// The instant is signed, and one beyond what the format allows is refused.
func TestCosignatureInstant(t *testing.T) {
	t.Parallel()
	c, w := cosigner(t, 1, "witness.example.org")
	text, err := some().Text()
	if err != nil {
		t.Fatal(err)
	}
	sig, err := (&stamped{c, 1679315147}).Sign([]byte(text))
	if err != nil || !w.Verify([]byte(text), sig) {
		t.Fatal("the signature does not hold", err)
	}
	later := bytes.Clone(sig)
	binary.BigEndian.PutUint64(later, 1679315148)
	huge := append([]byte{0xff}, sig[1:]...)
	for name, sig := range map[string][]byte{"later": later, "huge": huge, "short": sig[:71], "long": append(bytes.Clone(sig), 0), "none": nil} {
		if w.Verify([]byte(text), sig) {
			t.Errorf("%s: holds", name)
		}
	}
}

// A note that carries the log's signature and cosignatures opens with the library, by the log's key, the witness's, or both.
func TestCosignedNoteOpens(t *testing.T) {
	t.Parallel()
	s, v, _ := key(t, 3)
	c, w := cosigner(t, 1, "witness.example.org")
	signed, err := Sign(some(), s)
	if err != nil {
		t.Fatal(err)
	}
	line, err := c.Cosign(some(), time.Unix(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	kept := []Cosignature{
		{Origin: some().Origin, Size: some().Size, Line: line},
		{Origin: some().Origin, Size: 1, Line: []byte("other size\n")},
		{Origin: "other", Size: some().Size, Line: []byte("other ledger\n")},
	}
	both := WithCosignatures(Signed{Origin: some().Origin, Size: some().Size, Note: signed}, kept)
	if n, err := note.Open(both, note.VerifierList(v, w)); err != nil || len(n.Sigs) != 2 {
		t.Errorf("%v, %v", n, err)
	}
	if cp, _, err := Open(both, some().Origin, v); err != nil || cp != some() {
		t.Errorf("%v, %v", cp, err)
	}
	if cp, err := Unverified(both); err != nil || cp != some() {
		t.Errorf("%v, %v", cp, err)
	}
}

func TestWitnessKeysAreStrict(t *testing.T) {
	t.Parallel()
	text, public, err := NewCosigner(chance(1), "witness.example.org")
	if err != nil {
		t.Fatal(err)
	}
	signer, log, err := NewKey(chance(1), "witness.example.org")
	if err != nil {
		t.Fatal(err)
	}
	f := strings.SplitN(public, "+", 3)
	for _, bad := range []string{
		"", "x", log, signer, text, "a b" + strings.TrimPrefix(public, "witness.example.org"), "other" + strings.TrimPrefix(public, "witness.example.org"),
		f[0] + "+00000000+" + f[2], f[0] + "+" + f[1] + "+" + f[2][:40], f[0] + "+" + f[1] + "+", "+" + f[1] + "+" + f[2], public + " ", f[0] + "+" + f[1] + "+\r" + f[2],
	} {
		if w, err := ParseWitness(bad); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %v, %v", bad, w, err)
		}
	}
	for _, bad := range []string{"", public, signer, strings.Replace(text, "witness", "other", 1), text + "A", strings.Replace(text, "PRIVATE", "PUBLIC", 1)} {
		if c, err := ParseCosigner(bad); !errors.Is(err, ErrKey) || strings.Contains(err.Error(), strings.SplitN(text, "+", 5)[4]) {
			t.Errorf("%q: %v, %v", bad, c, err)
		}
	}
	for _, name := range []string{"", "a b", "a+b", "a\nb"} {
		if _, _, err := NewCosigner(chance(1), name); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, _, err := NewCosigner(bytes.NewReader(nil), "a"); err == nil {
		t.Error("a key without chance")
	}
}

// The rule counts keys and not names, asks for more than half unless said otherwise, and reaches as far as enough have gone.
func TestRule(t *testing.T) {
	t.Parallel()
	var keys []string
	for i := range 3 {
		_, w := cosigner(t, byte(i+1), "witness.example.org")
		keys = append(keys, w.String())
	}
	_, again := cosigner(t, 1, "another.example.org")
	for _, c := range []struct {
		quorum int
		keys   []string
		want   error
	}{
		{0, append(keys[:3:3], again.String()), ErrRule}, {4, keys, ErrRule}, {-1, keys, ErrRule}, {1, nil, ErrRule}, {1, []string{"x"}, ErrKey},
	} {
		if _, err := NewRule(c.quorum, c.keys...); !errors.Is(err, c.want) {
			t.Errorf("%d of %d: %v", c.quorum, len(c.keys), err)
		}
	}
	sizes := map[string]uint64{keys[0]: 10, keys[1]: 7, "somebody": 99}
	for quorum, want := range map[int]uint64{1: 10, 2: 7, 3: 0} {
		r, err := NewRule(quorum, keys...)
		if err != nil || r.Reach(sizes) != want {
			t.Errorf("%d of 3 reach %d, %v", quorum, r.Reach(sizes), err)
		}
	}
	r, err := NewRule(0, keys...)
	if err != nil || r.Quorum != 2 || r.Count(sizes, 7) != 2 || r.Count(sizes, 8) != 1 || r.Count(sizes, 11) != 0 || r.Count(sizes, 0) != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	if none, err := NewRule(0); err != nil || none.Reach(sizes) != 0 || none.Count(sizes, 0) != 0 {
		t.Errorf("%+v, %v", none, err)
	}
}

// trees are the leaf hashes of a ledger, as Growth asks for them.
func trees(n uint64) (Subtrees, []ledger.Hash) {
	roots := []ledger.Hash{new(ledger.Tree).Root()}
	var leaves []ledger.Hash
	var tree ledger.Tree
	for i := range n {
		leaf := ledger.LeafHash([]byte{byte(i), byte(i >> 8)})
		leaves = append(leaves, leaf)
		tree.Append(leaf)
		roots = append(roots, tree.Root())
	}
	return func(level int, index uint64) (ledger.Hash, error) {
		return Subtree(leaves[index<<level : (index+1)<<level]), nil
	}, roots
}

// Every tree is proven to have grown from every smaller one, and from no other.
func TestGrowth(t *testing.T) {
	t.Parallel()
	const most = 70
	at, roots := trees(most)
	for to := range uint64(most + 1) {
		if root, err := RootOf(to, at); err != nil || root != roots[to] {
			t.Fatalf("root of %d: %s, %v", to, root, err)
		}
		for from := range to + 1 {
			p, err := Growth(from, to, at)
			if err != nil {
				t.Fatal(err)
			}
			a, b := Checkpoint{Size: from, Root: roots[from]}, Checkpoint{Size: to, Root: roots[to]}
			if err := Grown(a, b, p); err != nil {
				t.Fatalf("from %d to %d: %v", from, to, err)
			}
			if err := Grown(a, b, append(p, roots[1])); !errors.Is(err, ErrGrowth) {
				t.Errorf("from %d to %d with a hash too many: %v", from, to, err)
			}
			if a.Root[0] ^= 1; from > 0 && !errors.Is(Grown(a, b, p), ErrGrowth) {
				t.Errorf("from %d to %d: another root before", from, to)
			}
			a.Root[0] ^= 1
			if b.Root[0] ^= 1; (from > 0 || to == 0) && !errors.Is(Grown(a, b, p), ErrGrowth) {
				t.Errorf("from %d to %d: another root after", from, to)
			}
		}
	}
	if _, err := Growth(2, 1, at); !errors.Is(err, ErrGrowth) {
		t.Error(err)
	}
	if err := Grown(Checkpoint{Size: 2}, Checkpoint{Size: 1}, nil); !errors.Is(err, ErrGrowth) {
		t.Error(err)
	}
}
