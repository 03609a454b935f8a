package proof

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"gremium/workflow/ledger"
)

// grown is a ledger of n entries.
func grown(n int) (entries [][]byte, leaves []ledger.Hash, root ledger.Hash) {
	var tree ledger.Tree
	for i := range n {
		entries = append(entries, fmt.Appendf(nil, `{"seq":%d}`, i))
		leaves = append(leaves, ledger.LeafHash(entries[i]))
		tree.Append(leaves[i])
	}
	return entries, leaves, tree.Root()
}

// issued is the receipt for an entry of a ledger of n.
func issued(t *testing.T, n, index int) (text []byte, verifier Verifier) {
	t.Helper()
	entries, leaves, root := grown(n)
	signer, verifier, _ := key(t, 1)
	signed, err := Sign(Checkpoint{Origin: "example.org/round/2027-1", Size: uint64(n), Root: root}, signer)
	if err != nil {
		t.Fatal(err)
	}
	path, err := Path(leaves, uint64(index))
	if err != nil {
		t.Fatal(err)
	}
	r := &Receipt{Entry: entries[index], Index: uint64(index), Path: path, Note: signed}
	return r.Text(), verifier
}

// Every receipt of trees of all shapes is read back, holds by tlog, and holds by a check written from the specifications alone.
func TestReceiptHoldsElsewhere(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 3, 7, 8, 9, 64, 255, 256, 257, 300} {
		for index := range n {
			if n > 64 && index%37 != 0 && index != n-1 {
				continue
			}
			text, verifier := issued(t, n, index)
			if err := stranger(string(text), verifier); err != nil {
				t.Fatalf("%d of %d: %v", index, n, err)
			}
			r, err := ParseReceipt(text)
			if err != nil {
				t.Fatal(err)
			}
			c, err := r.Checkpoint()
			if err != nil || r.Includes(c, ledger.LeafHash(r.Entry)) != nil {
				t.Fatalf("%d of %d: %v %v", index, n, err, r.Includes(c, ledger.LeafHash(r.Entry)))
			}
			if err := r.Includes(c, ledger.LeafHash([]byte("another"))); !errors.Is(err, ErrInclusion) {
				t.Fatalf("%d of %d holds for another entry", index, n)
			}
		}
	}
}

// stranger checks a receipt with no code of ours: the lines of C2SP tlog-proof, the path by the algorithm of RFC 9162, 2.1.3.2, and the
// signed note by its own package.
func stranger(text string, verifier note.Verifier) error {
	head, signed, _ := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return errors.New("not a proof")
	}
	entry, err := base64.StdEncoding.DecodeString(lines[1][6:])
	if err != nil {
		return err
	}
	fn, err := strconv.ParseInt(lines[2][6:], 10, 64)
	if err != nil {
		return err
	}
	n, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return err
	}
	_, body, _ := strings.Cut(n.Text, "\n") // tlog knows one log alone, and that by its name
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + body))
	if err != nil {
		return err
	}
	sum := func(parts ...[]byte) []byte {
		h := sha256.Sum256(bytes.Join(parts, nil))
		return h[:]
	}
	r, sn := sum([]byte{0}, entry), tree.N-1
	for _, line := range lines[3:] {
		p, err := base64.StdEncoding.DecodeString(line)
		if err != nil || sn == 0 {
			return fmt.Errorf("path: %w", err)
		}
		if fn&1 == 1 || fn == sn {
			r = sum([]byte{1}, p, r)
			for fn&1 == 0 && fn != 0 {
				fn, sn = fn>>1, sn>>1
			}
		} else {
			r = sum([]byte{1}, r, p)
		}
		fn, sn = fn>>1, sn>>1
	}
	if sn != 0 || !bytes.Equal(r, tree.Hash[:]) {
		return errors.New("another root")
	}
	return nil
}

// A receipt carries every signature line of its checkpoint, those of witnesses too.
func TestReceiptCarriesCosignatures(t *testing.T) {
	t.Parallel()
	_, leaves, root := grown(5)
	first, one, _ := key(t, 1)
	second, two, _ := key(t, 2)
	signed, err := Sign(Checkpoint{Origin: "example.org/round/2027-1", Size: 5, Root: root}, first, second)
	if err != nil {
		t.Fatal(err)
	}
	path, err := Path(leaves, 3)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ParseReceipt((&Receipt{Index: 3, Path: path, Note: signed}).Text())
	if err != nil || r.Entry != nil || !bytes.Equal(r.Note, signed) {
		t.Fatalf("%v %+v", err, r)
	}
	if n, err := note.Open(r.Note, note.VerifierList(one, two)); err != nil || len(n.Sigs) != 2 {
		t.Errorf("%v", err)
	}
	if _, err := Path(leaves, 5); !errors.Is(err, ErrInclusion) {
		t.Errorf("a path from no leaf: %v", err)
	}
}

func TestReceiptIsStrict(t *testing.T) {
	t.Parallel()
	good, _ := issued(t, 9, 4)
	text := string(good)
	hash := strings.Split(text, "\n")[3] + "\n"
	for what, wrong := range map[string]string{
		"nothing": "", "the first line alone": ReceiptLine + "\n", "another version": strings.Replace(text, "@v1", "@v2", 1),
		"no index": strings.Replace(text, "index 4\n", "", 1), "an index spelt otherwise": strings.Replace(text, "index 4", "index 04", 1), "a negative index": strings.Replace(text, "index 4", "index -4", 1),
		"entry and index changed about": strings.Replace(text, "extra ", "index ", 1), "an empty entry": ReceiptLine + "\nextra \nindex 4\n\n", "a hash that is none": strings.Replace(text, hash, "AAAA\n", 1),
		"a path without end": strings.Replace(text, hash, strings.Repeat(hash, 64), 1), "Windows' line ends": strings.ReplaceAll(text, "\n", "\r\n"), "no checkpoint": strings.SplitN(text, "\n\n", 2)[0],
	} {
		if r, err := ParseReceipt([]byte(wrong)); !errors.Is(err, ErrReceipt) {
			t.Errorf("%s is read as %+v", what, r)
		}
	}
	r, err := ParseReceipt(good[:len(good)-20])
	if err != nil {
		t.Fatal(err)
	}
	if c, err := r.Checkpoint(); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("a checkpoint that is cut off is read as %+v", c)
	}
	for _, c := range []Checkpoint{{Size: 4}, {Size: 1 << 63}, {}} {
		if err := r.Includes(c, ledger.Hash{}); !errors.Is(err, ErrInclusion) {
			t.Errorf("in a tree of %d: %v", c.Size, err)
		}
	}
}

// One changed byte anywhere makes a receipt unreadable or false.
func TestReceiptAlteredIsFound(t *testing.T) {
	t.Parallel()
	good, verifier := issued(t, 11, 6)
	for i := range good {
		for _, bit := range []byte{1, 4, 32} {
			bad := bytes.Clone(good)
			bad[i] ^= bit
			if receiptHolds(bad, verifier) {
				t.Errorf("byte %d of %q", i, bad)
			}
		}
	}
	if !receiptHolds(good, verifier) {
		t.Error("the unaltered one does not hold")
	}
}

func receiptHolds(text []byte, verifier Verifier) bool {
	r, err := ParseReceipt(text)
	if err != nil {
		return false
	}
	c, _, err := Open(r.Note, "example.org/round/2027-1", verifier)
	return err == nil && r.Includes(c, ledger.LeafHash(r.Entry)) == nil
}

func FuzzParseReceipt(f *testing.F) {
	_, leaves, root := grown(9)
	text, err := Checkpoint{Origin: "o/1", Size: 9, Root: root}.Text()
	if err != nil {
		f.Fatal(err)
	}
	path, err := Path(leaves, 4)
	if err != nil {
		f.Fatal(err)
	}
	f.Add((&Receipt{Entry: []byte("{}"), Index: 4, Path: path, Note: []byte(text + "\n— o AAAAAAAA\n")}).Text())
	f.Add([]byte(ReceiptLine + "\nindex 0\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ParseReceipt(b)
		if err != nil {
			if !errors.Is(err, ErrReceipt) {
				t.Errorf("%v", err)
			}
			return
		}
		if !bytes.Equal(r.Text(), b) {
			t.Errorf("%q is written as %q", b, r.Text())
		}
		if c, err := r.Checkpoint(); err == nil {
			_ = r.Includes(c, ledger.LeafHash(r.Entry)) // whatever comes of it
		}
	})
}
