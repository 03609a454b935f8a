package proof

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"gremium/workflow/ledger"
)

// chance is a source of chance that gives the same bytes each time.
func chance(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

func key(t *testing.T, seed byte) (Signer, Verifier, string) {
	t.Helper()
	signer, verifier, err := NewKey(chance(seed), "example.org")
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseSigner(signer)
	if err != nil {
		t.Fatal(err)
	}
	v, err := ParseVerifier(verifier)
	if err != nil {
		t.Fatal(err)
	}
	return s, v, signer
}

func some() Checkpoint {
	return Checkpoint{Origin: "example.org/round/2027-1", Size: 1234, Root: ledger.LeafHash([]byte("leaf"))}
}

// TestTextIsTlog compares the body with the one that the checksum database of Go writes, whose form the
// C2SP took over: it reads ours, and we read theirs.
func TestTextIsTlog(t *testing.T) {
	t.Parallel()
	for _, size := range []uint64{0, 1, 255, 1 << 40} {
		c := Checkpoint{Origin: "go.sum database tree", Size: size, Root: ledger.LeafHash([]byte{byte(size)})}
		theirs := string(tlog.FormatTree(tlog.Tree{N: int64(size), Hash: tlog.Hash(c.Root)}))
		ours, err := c.Text()
		if err != nil || ours != theirs {
			t.Errorf("size %d: %q, %v; tlog writes %q", size, ours, err, theirs)
		}
		if again, err := Parse(theirs); err != nil || again != c {
			t.Errorf("size %d: read %+v, %v", size, again, err)
		}
		if tree, err := tlog.ParseTree([]byte(ours)); err != nil || uint64(tree.N) != size || tree.Hash != tlog.Hash(c.Root) {
			t.Errorf("size %d: tlog reads %+v, %v", size, tree, err)
		}
	}
}

func TestParseIsStrict(t *testing.T) {
	t.Parallel()
	c := some()
	good, err := c.Text()
	if err != nil {
		t.Fatal(err)
	}
	root := c.Root.String()
	for name, text := range map[string]string{
		"empty": "", "no origin": "\n1234\n" + root + "\n", "no line feed": strings.TrimSuffix(good, "\n"),
		"a further line": good + "extension\n", "leading zero": c.Origin + "\n01234\n" + root + "\n",
		"plus": c.Origin + "\n+1234\n" + root + "\n", "negative": c.Origin + "\n-1\n" + root + "\n",
		"too large": c.Origin + "\n18446744073709551616\n" + root + "\n", "short root": c.Origin + "\n1234\nAAAA\n",
		"control": "exa\tmple\n1234\n" + root + "\n", "carriage return": strings.ReplaceAll(good, "\n", "\r\n"),
	} {
		if got, err := Parse(text); !errors.Is(err, ErrCheckpoint) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if got, err := Parse(good); err != nil || got != c {
		t.Errorf("control: %+v, %v", got, err)
	}
	if _, err := (Checkpoint{Origin: "two\nlines"}).Text(); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("an origin of two lines: %v", err)
	}
}

// TestSignedNote has golang.org/x/mod open what we sign, and lets us open what it signs.
func TestSignedNote(t *testing.T) {
	t.Parallel()
	s, v, _ := key(t, 1)
	c := some()
	signed, err := Sign(c, s)
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil || len(n.Sigs) != 1 || n.Sigs[0].Name != "example.org" {
		t.Fatalf("note opens %+v, %v", n, err)
	}
	theirs, err := note.Sign(&note.Note{Text: n.Text}, s)
	if err != nil || string(theirs) != string(signed) {
		t.Errorf("note signs\n%s\nwe sign\n%s\n%v", theirs, signed, err)
	}
	got, opened, err := Open(theirs, c.Origin, v)
	if err != nil || got != c || len(opened.Sigs) != 1 {
		t.Errorf("opened %+v, %+v, %v", got, opened, err)
	}
}

func TestTwoSignatures(t *testing.T) {
	t.Parallel()
	old, oldKey, _ := key(t, 1)
	young, youngKey, _ := key(t, 2)
	c := some()
	signed, err := Sign(c, old, young)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []Verifier{oldKey, youngKey} {
		if got, n, err := Open(signed, c.Origin, v); err != nil || got != c || len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 1 {
			t.Errorf("by one key: %+v, %+v, %v", got, n, err)
		}
	}
	if _, n, err := Open(signed, c.Origin, oldKey, youngKey); err != nil || len(n.Sigs) != 2 {
		t.Errorf("by both keys: %+v, %v", n, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	s, v, _ := key(t, 1)
	_, other, _ := key(t, 3)
	c := some()
	signed, err := Sign(c, s)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(signed, c.Origin, other); !errors.Is(err, ErrUnsigned) {
		t.Errorf("another key of the same name: %v", err)
	}
	if _, _, err := Open(signed, "example.org/round/other", v); !errors.Is(err, ErrOrigin) {
		t.Errorf("another ledger: %v", err)
	}
	free, err := note.Sign(&note.Note{Text: "no checkpoint\n"}, s)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(free, c.Origin, v); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("another text: %v", err)
	}
	if _, err := Sign(c); !errors.Is(err, ErrUnsigned) {
		t.Errorf("no signer: %v", err)
	}
	for i := range signed { // every byte counts
		bad := append([]byte(nil), signed...)
		bad[i] ^= 1
		if got, _, err := Open(bad, c.Origin, v); err == nil {
			t.Errorf("byte %d altered: opened as %+v", i, got)
		}
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	// The key pair of the documentation of golang.org/x/mod/sumdb/note.
	const (
		signer   = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
		verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
	)
	if got, err := VerifierOf(signer); err != nil || got != verifier {
		t.Errorf("the verifier is %s, %v", got, err)
	}
	for seed := range byte(20) {
		text, public, err := NewKey(chance(seed), "example.org")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := VerifierOf(text); err != nil || got != public {
			t.Errorf("the verifier is %s, %v; want %s", got, err, public)
		}
	}
	for _, name := range []string{"", "two words", "a+b", "line\nfeed"} {
		if _, _, err := NewKey(chance(1), name); err == nil {
			t.Errorf("a key by the name %q", name)
		}
	}
	if _, _, err := NewKey(strings.NewReader("too short"), "example.org"); err == nil {
		t.Error("a key of too little chance")
	}
	for _, text := range []string{"", verifier, signer[:len(signer)-4], "PRIVATE+KEY+a+b"} {
		if _, err := VerifierOf(text); !errors.Is(err, ErrKey) || text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if vs, err := ParseVerifiers(verifier, verifier); err != nil || len(vs) != 1 {
		t.Errorf("the same key twice: %d, %v", len(vs), err)
	}
	if _, err := ParseVerifiers(verifier, "nonsense"); !errors.Is(err, ErrKey) {
		t.Errorf("nonsense: %v", err)
	}
}
