package roundtest

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"

	"gremium/workflow"
	"gremium/workflow/audit"
	"gremium/workflow/ledger"
)

// Tape is a log in memory whose content a test may alter behind the engine's back, and whose commits may fail. It is a
// workflow.Log and an audit.Source.
type Tape struct {
	// Fault is asked before each commit, with the sealed entries; its error is the outcome. An error that wraps
	// workflow.ErrUnknown is reported after the commit has taken place. nil means that no commit fails.
	Fault func(sealed []*workflow.Sealed) error

	turn chan struct{} // held by the writer

	mu        sync.Mutex
	ledgers   map[string]*Reel
	documents map[string][]byte
}

// Reel is one ledger on a tape. Leaves and Head are what is kept beside the entries.
type Reel struct {
	Entries [][]byte
	Leaves  []ledger.Hash
	Head    workflow.Head
	Texts   []audit.EntryText
	Choices []workflow.SealedChoice
}

// NewTape gives an empty tape.
func NewTape() *Tape {
	return &Tape{turn: make(chan struct{}, 1), ledgers: map[string]*Reel{}, documents: map[string][]byte{}}
}

// Clone gives a tape of its own with the same content.
func (t *Tape) Clone() *Tape {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := NewTape()
	for origin, r := range t.ledgers {
		n.ledgers[origin] = &Reel{
			Entries: slices.Clone(r.Entries), Leaves: slices.Clone(r.Leaves), Head: r.Head, Texts: slices.Clone(r.Texts),
			Choices: slices.Clone(r.Choices),
		}
	}
	maps.Copy(n.documents, t.documents)
	return n
}

// Alter hands a ledger to fn for changing; entries are replaced, never changed in place.
func (t *Tape) Alter(origin string, fn func(*Reel)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.ledgers[origin]
	if r == nil {
		r = &Reel{}
		t.ledgers[origin] = r
	}
	fn(r)
}

// Remove takes a whole ledger away.
func (t *Tape) Remove(origin string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.ledgers, origin)
}

// SetDocument puts bytes under a digest, or takes them away where they are nil.
func (t *Tape) SetDocument(digest string, b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.documents[digest] = b; b == nil {
		delete(t.documents, digest)
	}
}

// Origins lists the ledgers in alphabetical order.
func (t *Tape) Origins() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Sorted(maps.Keys(t.ledgers))
}

// Bytes are the entries of a ledger.
func (t *Tape) Bytes(origin string) [][]byte {
	return t.reel(origin).Entries
}

// reel is a ledger as it stands; the tape only appends to it.
func (t *Tape) reel(origin string) Reel {
	t.mu.Lock()
	defer t.mu.Unlock()
	if r := t.ledgers[origin]; r != nil {
		return *r
	}
	return Reel{}
}

// Reseal computes leaves and head from the entries, as somebody would who can write everything but the past.
func (r *Reel) Reseal() {
	var tree ledger.Tree
	r.Leaves = r.Leaves[:0:0]
	for _, b := range r.Entries {
		leaf := ledger.LeafHash(b)
		r.Leaves = append(r.Leaves, leaf)
		tree.Append(leaf)
	}
	r.Head = workflow.Head{Size: tree.Size(), Root: tree.Root()}
}

// Update is the one writing transaction.
func (t *Tape) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	select {
	case t.turn <- struct{}{}:
		defer func() { <-t.turn }()
	case <-ctx.Done():
		return fmt.Errorf("wait for the tape: %w", ctx.Err())
	}
	x := &take{tape: t}
	if err := fn(x); err != nil {
		return err
	}
	return x.commit()
}

// Entries yields committed entries.
func (t *Tape) Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, b := range tail(t.reel(origin).Entries, from) {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(b, nil) {
				return
			}
		}
	}
}

func tail[T any](all []T, from uint64) []T { return all[min(from, uint64(len(all))):] }

// Size is the number of committed entries.
func (t *Tape) Size(ctx context.Context, origin string) (uint64, error) {
	return uint64(len(t.reel(origin).Entries)), ctx.Err()
}

// Texts are the texts of one entry.
func (t *Tape) Texts(_ context.Context, origin string, seq uint64) ([]workflow.Text, error) {
	var out []workflow.Text
	texts := t.reel(origin).Texts
	at, _ := slices.BinarySearchFunc(texts, seq, func(x audit.EntryText, seq uint64) int { return cmp.Compare(x.Seq, seq) })
	for ; at < len(texts) && texts[at].Seq == seq; at++ {
		out = append(out, texts[at].Text)
	}
	return out, nil
}

// TextsAt are all texts of a ledger at one path.
func (t *Tape) TextsAt(_ context.Context, origin, path string) (map[uint64]string, error) {
	out := map[uint64]string{}
	for _, x := range t.reel(origin).Texts {
		if x.Path == path {
			out[x.Seq] = x.Value
		}
	}
	return out, nil
}

// Document is the document of that digest.
func (t *Tape) Document(_ context.Context, digest string) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if b, ok := t.documents[digest]; ok {
		return b, nil
	}
	return nil, workflow.ErrNoDocument
}

// Heads are all ledgers with what is kept beside them.
func (t *Tape) Heads(context.Context) (map[string]workflow.Head, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := map[string]workflow.Head{}
	for origin, r := range t.ledgers {
		out[origin] = r.Head
	}
	return out, nil
}

// Stored yields entries with the leaf hashes kept beside them.
func (t *Tape) Stored(_ context.Context, origin string) iter.Seq2[audit.StoredEntry, error] {
	return func(yield func(audit.StoredEntry, error) bool) {
		r := t.reel(origin)
		for i, b := range r.Entries {
			if !yield(audit.StoredEntry{Bytes: b, Leaf: r.Leaves[i]}, nil) {
				return
			}
		}
	}
}

// AllTexts yields the texts of a ledger in order.
func (t *Tape) AllTexts(_ context.Context, origin string) iter.Seq2[audit.EntryText, error] {
	return func(yield func(audit.EntryText, error) bool) {
		for _, x := range t.reel(origin).Texts {
			if !yield(x, nil) {
				return
			}
		}
	}
}
