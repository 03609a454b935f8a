package logtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"gremium/workflow"
	"gremium/workflow/ledger"
)

// Run checks that a Log keeps the contract. open returns an empty Log that lives as long as the test it is given.
func Run(t *testing.T, open func(t *testing.T) workflow.Log) {
	t.Helper()
	for name, check := range map[string]func(*testing.T, workflow.Log){
		"what is appended is read back":         appends,
		"an unknown ledger is empty":            unknown,
		"a failure keeps nothing":               failure,
		"an update need not append":             idle,
		"tail yields what others have written":  tail,
		"a head ahead of the record is caught":  ahead,
		"the same number twice is refused":      twice,
		"who gives up waiting gets an answer":   cancelled,
		"ledgers do not touch each other":       separate,
		"a document is kept once":               document,
		"a round runs to its end":               story,
		"two engines write one record":          engines,
		"an engine starts from what is on file": restart,
		"much at once is kept whole or not":     long,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t, open(t))
		})
	}
}

const origin = "example.org/register"

// sealed makes entries from first on.
func sealed(origin string, first, n int) []*workflow.Sealed {
	out := make([]*workflow.Sealed, n)
	for i := range out {
		seq := uint64(first + i)
		e := fmt.Appendf(nil, `{"origin":%q,"seq":%d}`, origin, seq)
		out[i] = &workflow.Sealed{
			Record: &workflow.Record{Origin: origin, Seq: seq, Event: &workflow.ProgrammeCreated{}}, Entry: e, Leaf: ledger.LeafHash(e),
			Texts: []workflow.Text{{Path: "note", Nonce: [32]byte{byte(seq)}, Value: fmt.Sprint("note ", seq)}, {Path: "title", Value: fmt.Sprint("title ", seq)}},
		}
	}
	return out
}

// add appends n entries to a ledger that has first.
func add(tx workflow.Tx, origin string, first, n int) error {
	return tx.Append(workflow.NewRegister(origin), sealed(origin, first, n), workflow.Head{Size: uint64(first + n)})
}

func update(t *testing.T, log workflow.Log, fn func(workflow.Tx) error) {
	t.Helper()
	if err := log.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// read collects entries; each is copied, because it is valid until the next one only.
func read(t *testing.T, entries func(func([]byte, error) bool)) [][]byte {
	t.Helper()
	var out [][]byte
	for b, err := range entries {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, bytes.Clone(b))
	}
	return out
}

// have checks that a ledger has exactly n entries, asked in every way.
func have(t *testing.T, log workflow.Log, origin string, n int) {
	t.Helper()
	size, err := log.Size(t.Context(), origin)
	if err != nil || size != uint64(n) {
		t.Errorf("size of %s = %d, %v; want %d", origin, size, err, n)
	}
	for from := 0; from <= n+1; from++ {
		got := read(t, log.Entries(t.Context(), origin, uint64(from)))
		if len(got) != max(n-from, 0) {
			t.Fatalf("entries of %s from %d: %d, want %d", origin, from, len(got), max(n-from, 0))
		}
		for i, b := range got {
			if want := sealed(origin, from+i, 1)[0].Entry; !bytes.Equal(b, want) {
				t.Errorf("entry %d = %s, want %s", from+i, b, want)
			}
		}
	}
}

func appends(t *testing.T, log workflow.Log) {
	update(t, log, func(tx workflow.Tx) error { return add(tx, origin, 0, 3) })
	update(t, log, func(tx workflow.Tx) error {
		if err := add(tx, origin, 3, 1); err != nil {
			return err
		}
		return add(tx, origin, 4, 2)
	})
	have(t, log, origin, 6)
	texts, err := log.Texts(t.Context(), origin, 4)
	if err != nil || len(texts) != 2 || texts[0] != sealed(origin, 4, 1)[0].Texts[0] || texts[1] != sealed(origin, 4, 1)[0].Texts[1] {
		t.Errorf("texts of entry 4 = %v, %v", texts, err)
	}
	for path, of := range map[string]int{"title": 6, "note": 6, "name": 0} {
		at, err := log.TextsAt(t.Context(), origin, path)
		if err != nil || len(at) != of {
			t.Errorf("texts at %s = %v, %v; want %d", path, at, err, of)
		}
		if of > 0 && at[5] != path+" 5" {
			t.Errorf("text 5 at %s = %q", path, at[5])
		}
	}
}

func unknown(t *testing.T, log workflow.Log) {
	have(t, log, "example.org/round/none", 0)
	if texts, err := log.Texts(t.Context(), "example.org/round/none", 0); err != nil || len(texts) != 0 {
		t.Errorf("texts = %v, %v", texts, err)
	}
	if _, err := log.Document(t.Context(), "sha256:none"); !errors.Is(err, workflow.ErrNoDocument) {
		t.Errorf("document: %v, want ErrNoDocument", err)
	}
}

func failure(t *testing.T, log workflow.Log) {
	update(t, log, func(tx workflow.Tx) error { return add(tx, origin, 0, 2) })
	broken := errors.New("broken")
	err := log.Update(t.Context(), func(tx workflow.Tx) error {
		if err := add(tx, origin, 2, 5); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("update: %v, want the error of the function", err)
	}
	have(t, log, origin, 2)
	if texts, err := log.Texts(t.Context(), origin, 3); err != nil || len(texts) != 0 {
		t.Errorf("texts of an entry that was not kept: %v, %v", texts, err)
	}
	update(t, log, func(tx workflow.Tx) error { return add(tx, origin, 2, 1) })
	have(t, log, origin, 3)
}

func idle(t *testing.T, log workflow.Log) {
	update(t, log, func(workflow.Tx) error { return nil })
	update(t, log, func(tx workflow.Tx) error {
		if got := read(t, tx.Tail(origin, 0)); len(got) != 0 {
			t.Errorf("tail of an empty ledger: %d entries", len(got))
		}
		return nil
	})
	have(t, log, origin, 0)
}

func tail(t *testing.T, log workflow.Log) {
	update(t, log, func(tx workflow.Tx) error { return add(tx, origin, 0, 4) })
	update(t, log, func(tx workflow.Tx) error {
		for from := range 5 {
			got := read(t, tx.Tail(origin, uint64(from)))
			if len(got) != 4-from {
				t.Errorf("tail from %d: %d entries, want %d", from, len(got), 4-from)
			}
			for i, b := range got {
				if want := sealed(origin, from+i, 1)[0].Entry; !bytes.Equal(b, want) {
					t.Errorf("tail from %d: %s, want %s", from, b, want)
				}
			}
		}
		for _, err := range tx.Tail(origin, 0) {
			if err != nil {
				return err
			}
			break // who stops early does not harm the transaction
		}
		return add(tx, origin, 4, 1)
	})
	have(t, log, origin, 5)
}

func ahead(t *testing.T, log workflow.Log) {
	update(t, log, func(tx workflow.Tx) error { return add(tx, origin, 0, 1) })
	err := log.Update(t.Context(), func(tx workflow.Tx) error {
		for _, err := range tx.Tail(origin, 2) {
			return err
		}
		return nil
	})
	if !errors.Is(err, workflow.ErrCorrupt) {
		t.Errorf("tail from behind the end: %v, want ErrCorrupt", err)
	}
}

func twice(t *testing.T, log workflow.Log) {
	update(t, log, func(tx workflow.Tx) error { return add(tx, origin, 0, 2) })
	for _, at := range []int{0, 1, 3} {
		if err := log.Update(t.Context(), func(tx workflow.Tx) error { return add(tx, origin, at, 1) }); err == nil {
			t.Errorf("entry %d was taken after entry 1", at)
		}
	}
	err := log.Update(t.Context(), func(tx workflow.Tx) error {
		return errors.Join(add(tx, origin, 2, 1), add(tx, origin, 2, 1))
	})
	if err == nil {
		t.Error("entry 2 was taken twice in one transaction")
	}
	have(t, log, origin, 2)
}

func cancelled(t *testing.T, log workflow.Log) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := log.Update(over, func(tx workflow.Tx) error { return add(tx, origin, 0, 1) }); !errors.Is(err, context.Canceled) {
		t.Errorf("update after the end: %v, want context.Canceled", err)
	}
	inside, release, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- log.Update(context.WithoutCancel(t.Context()), func(workflow.Tx) error {
			close(inside)
			<-release
			return nil
		})
	}()
	<-inside
	waiting, stop := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() {
		result <- log.Update(waiting, func(tx workflow.Tx) error { return add(tx, origin, 0, 1) })
	}()
	stop()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("update that waited: %v, want context.Canceled", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
	have(t, log, origin, 0)
}

func separate(t *testing.T, log workflow.Log) {
	const other = "example.org/other"
	update(t, log, func(tx workflow.Tx) error {
		return errors.Join(add(tx, origin, 0, 3), add(tx, other, 0, 2))
	})
	have(t, log, origin, 3)
	have(t, log, other, 2)
	if at, err := log.TextsAt(t.Context(), other, "title"); err != nil || len(at) != 2 {
		t.Errorf("titles of %s = %v, %v", other, at, err)
	}
}

func document(t *testing.T, log workflow.Log) {
	for i := range 2 {
		s := sealed(origin, i, 1)
		s[0].Document = &workflow.Document{Digest: "sha256:1", Bytes: []byte("policy")}
		update(t, log, func(tx workflow.Tx) error {
			return tx.Append(workflow.NewRegister(origin), s, workflow.Head{Size: uint64(i + 1)})
		})
	}
	if b, err := log.Document(t.Context(), "sha256:1"); err != nil || string(b) != "policy" {
		t.Errorf("document = %q, %v", b, err)
	}
}
