package audit_test

import (
	"bytes"
	"io"
	"testing"

	signednote "golang.org/x/mod/sumdb/note"

	"gremium/workflow/audit"
	"gremium/workflow/casefile"
	"gremium/workflow/proof"
	"gremium/workflow/roundtest"
)

// lens shows an archive with one bit altered.
type lens struct {
	in  io.ReaderAt
	at  int64
	bit int
}

// ReadAt reads as io.ReaderAt says.
func (l *lens) ReadAt(b []byte, at int64) (int, error) {
	n, err := l.in.ReadAt(b, at)
	if i := l.at - at; i >= 0 && i < int64(n) {
		b[i] ^= 1 << l.bit
	}
	return n, err
}

// inFile attacks the entries of the main round in a case file.
func inFile(t *testing.T, tape *roundtest.Tape) *bits {
	t.Helper()
	archive, trusted := exported(t, tape)
	entries := tape.Bytes(main)
	lines := append(bytes.Join(entries, []byte("\n")), '\n')
	start := bytes.Index(archive, lines)
	if start < 0 {
		t.Fatal("the entries do not lie in the archive as they are")
	}
	at := make([]int64, len(entries))
	for i, next := 0, int64(start); i < len(entries); i++ {
		at[i], next = next, next+int64(len(entries[i]))+1
	}
	glass := &lens{in: bytes.NewReader(archive), at: -1}
	file, err := casefile.Open(glass, int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	return &bits{
		tape: tape, flips: all(t, entries, 1),
		read: func(x flipped) audit.StoredEntry {
			glass.at, glass.bit = at[x.entry]+int64(x.at), x.bit
			i := 0
			for e, err := range file.Stored(t.Context(), main) {
				if err != nil {
					t.Fatal(err)
				}
				if i++; i > x.entry {
					return audit.StoredEntry{Bytes: bytes.Clone(e.Bytes), Leaf: e.Leaf, Absent: e.Absent}
				}
			}
			t.Fatalf("%+v: the entry is not in the file", x)
			return audit.StoredEntry{}
		},
		whole: func(t *testing.T, x flipped) (*audit.Ledger, bool) {
			t.Helper()
			other := &lens{in: glass.in, at: at[x.entry] + int64(x.at), bit: x.bit}
			f, err := casefile.Open(other, int64(len(archive)))
			if err != nil {
				t.Fatal(err)
			}
			r, err := casefile.Check(t.Context(), f, casefile.Options{Lang: "en", Keys: []proof.Verifier{trusted}})
			if err != nil {
				t.Fatal(err)
			}
			return of(t, r.Record, main), !r.OK
		},
	}
}

// exported is a case file of the main round, signed, with the key that signed it.
func exported(t *testing.T, tape *roundtest.Tape) ([]byte, proof.Verifier) {
	t.Helper()
	public, text := roundtest.Key("a")
	signer, err := proof.ParseSigner(text)
	if err != nil {
		t.Fatal(err)
	}
	trusted, err := proof.ParseVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	heads, err := tape.Heads(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	part := func(origin string) casefile.Part {
		h := heads[origin]
		return casefile.Part{Origin: origin, Head: h, Checkpoints: map[uint64][]byte{h.Size: note(t, text, origin, h).Note}}
	}
	var b bytes.Buffer
	_, err = casefile.Write(t.Context(), &b, tape, &casefile.Contents{
		Made: roundtest.Later, Holder: "auditor", Round: roundtest.Main, Keys: []string{public}, Register: part(register), Main: part(main),
		Seal: func(text string) ([]byte, error) { return signednote.Sign(&signednote.Note{Text: text}, signer) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), trusted
}
