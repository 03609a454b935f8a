package proof

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow/ledger"
)

func somePromise() Promise {
	return Promise{
		Origin: "example.org/round/2027-1", Leaf: ledger.LeafHash([]byte("entry")), Kind: "scores.cast/1", At: "2027-03-01T10:42:00.000000Z",
		By: "p-0123456789ab", Proposal: "4de97e9e", Version: 2,
	}
}

const promiseText = "gremium/promise/v1\nexample.org/round/2027-1\n%s\nkind scores.cast/1\nat 2027-03-01T10:42:00.000000Z\n" +
	"by p-0123456789ab\nproposal 4de97e9e\nversion 2\n"

// A promise is a signed note, the same each time; every note reader opens it.
func TestPromiseIsANote(t *testing.T) {
	t.Parallel()
	signer, verifier, _ := key(t, 1)
	want := fmt.Sprintf(promiseText, ledger.LeafHash([]byte("entry")))
	signed, err := SignPromise(somePromise(), signer)
	if err != nil {
		t.Fatal(err)
	}
	again, err := SignPromise(somePromise(), signer)
	if err != nil || !bytes.Equal(signed, again) {
		t.Errorf("made again it is another one: %v", err)
	}
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil || n.Text != want || len(n.Sigs) != 1 {
		t.Errorf("%v: %+v", err, n)
	}
	if p, err := ReadPromise(signed); err != nil || p != somePromise() {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := note.Open(bytes.Replace(signed, []byte("version 2"), []byte("version 3"), 1), note.VerifierList(verifier)); err == nil {
		t.Error("an altered promise is signed still")
	}
}

// What signs checkpoints signs promises too: neither can be passed off as the other.
func TestPromiseIsNoCheckpoint(t *testing.T) {
	t.Parallel()
	text, err := somePromise().Text()
	if err != nil {
		t.Fatal(err)
	}
	if c, err := Parse(text); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("a promise is read as %+v", c)
	}
	for _, origin := range []string{"example.org/round/2027-1", PromiseLine} {
		c, err := Checkpoint{Origin: origin, Size: 7, Root: ledger.LeafHash(nil)}.Text()
		if err != nil {
			t.Fatal(err)
		}
		if p, err := ParsePromise(c); !errors.Is(err, ErrPromise) {
			t.Errorf("a checkpoint is read as %+v", p)
		}
		if p, err := ParsePromise(c + "kind a\nat 2027-03-01T10:42:00.000000Z\nby b\n"); !errors.Is(err, ErrPromise) {
			t.Errorf("a checkpoint with extension lines is read as %+v", p)
		}
	}
}

func TestPromiseIsStrict(t *testing.T) {
	t.Parallel()
	text, err := somePromise().Text()
	if err != nil {
		t.Fatal(err)
	}
	for what, wrong := range map[string]string{
		"nothing": "", "another first line": strings.Replace(text, "v1", "v2", 1), "a blank line": text + "\n", "no line feed": strings.TrimSuffix(text, "\n"),
		"a line too many": text + "index 7\n", "twice": text + "version 2\n", "a number spelt otherwise": strings.Replace(text, "version 2", "version 02", 1),
		"no version": strings.Replace(text, "version 2", "version 0", 1), "no instant": strings.Replace(text, "at 2027", "at 27", 1), "another order": strings.Replace(text, "kind scores.cast/1\nat 2027-03-01T10:42:00.000000Z\n", "at 2027-03-01T10:42:00.000000Z\nkind scores.cast/1\n", 1),
		"a short hash": strings.Replace(text, "=\n", "\n", 1), "a carriage return": strings.Replace(text, "\n", "\r\n", 1),
	} {
		if p, err := ParsePromise(wrong); !errors.Is(err, ErrPromise) {
			t.Errorf("%s is read as %+v", what, p)
		}
	}
	for what, p := range map[string]Promise{
		"nobody": {Origin: "o/1", Kind: "k", At: "2027-03-01T10:42:00.000000Z"}, "a blank": {Origin: "o/1", Kind: "k", At: "2027-03-01T10:42:00.000000Z", By: "a b"},
		"a line feed": {Origin: "o/1", Kind: "k", At: "2027-03-01T10:42:00.000000Z", By: "a\nversion"}, "a number for a name": {Origin: "7", Kind: "k", At: "2027-03-01T10:42:00.000000Z", By: "a"},
		"no UTF-8": {Origin: "o/1", Kind: "k", At: "2027-03-01T10:42:00.000000Z", By: "\xff"},
	} {
		if text, err := p.Text(); !errors.Is(err, ErrPromise) {
			t.Errorf("%s is written: %q", what, text)
		}
	}
	if signed, err := SignPromise(Promise{}, nil); !errors.Is(err, ErrPromise) {
		t.Errorf("an empty promise is signed: %q", signed)
	}
}

func FuzzReadPromise(f *testing.F) {
	signer, _, err := NewKey(chance(1), "example.org")
	if err != nil {
		f.Fatal(err)
	}
	s, err := ParseSigner(signer)
	if err != nil {
		f.Fatal(err)
	}
	signed, err := SignPromise(somePromise(), s)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Add([]byte(PromiseLine + "\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := ReadPromise(b)
		if err != nil {
			if !errors.Is(err, ErrPromise) {
				t.Errorf("%v", err)
			}
			return
		}
		if text, err := p.Text(); err != nil || !bytes.HasPrefix(b, []byte(text)) {
			t.Errorf("%q is read as %+v: %v", b, p, err)
		}
	})
}
