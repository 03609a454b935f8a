// Package logtest holds the contract that every workflow.Log passes, an in-memory Log, and an engine for tests on top of
// either. Only tests import it.
package logtest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"

	"gremium/workflow"
)

// Memory is a Log in memory. The zero value is not usable; see NewMemory.
type Memory struct {
	turn chan struct{} // held by the one who writes

	mu        sync.RWMutex
	shelves   map[string]shelf
	documents map[string][]byte
}

// shelf is a ledger. Its slices are only appended to, so a reader may keep what it got.
type shelf struct {
	entries [][]byte
	texts   [][]workflow.Text
	choices []workflow.SealedChoice // copied when choices go
}

// NewMemory returns an empty Log.
func NewMemory() *Memory {
	return &Memory{turn: make(chan struct{}, 1), shelves: map[string]shelf{}, documents: map[string][]byte{}}
}

// Update runs fn in the one writing transaction. See workflow.Log.
func (m *Memory) Update(ctx context.Context, fn func(workflow.Tx) error) error {
	select {
	case m.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-m.turn }()
	if err := ctx.Err(); err != nil {
		return err
	}
	tx := &memoryTx{m: m, shelves: map[string]shelf{}, documents: map[string][]byte{}}
	if err := fn(tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for origin, s := range tx.shelves {
		m.shelves[origin] = s
	}
	for digest, b := range tx.documents {
		if _, ok := m.documents[digest]; !ok {
			m.documents[digest] = b
		}
	}
	return nil
}

func (m *Memory) shelf(origin string) shelf {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.shelves[origin]
}

// Entries yields the committed entries of a ledger from one on.
func (m *Memory) Entries(ctx context.Context, origin string, from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) { yieldFrom(ctx, m.shelf(origin).entries, from, yield) }
}

// yieldFrom hands out one buffer again and again, as the contract allows: who keeps it notices.
func yieldFrom(ctx context.Context, entries [][]byte, from uint64, yield func([]byte, error) bool) {
	var buffer []byte
	for seq := from; seq < uint64(len(entries)); seq++ {
		if err := ctx.Err(); err != nil {
			yield(nil, err)
			return
		}
		buffer = append(buffer[:0], entries[seq]...)
		if !yield(buffer, nil) {
			return
		}
	}
}

// Size is the number of committed entries of a ledger.
func (m *Memory) Size(_ context.Context, origin string) (uint64, error) {
	return uint64(len(m.shelf(origin).entries)), nil
}

// Texts are the texts of one entry.
func (m *Memory) Texts(_ context.Context, origin string, seq uint64) ([]workflow.Text, error) {
	s := m.shelf(origin)
	if seq >= uint64(len(s.texts)) {
		return nil, nil
	}
	return append([]workflow.Text{}, s.texts[seq]...), nil
}

// TextsAt are all texts of a ledger at one path, by entry.
func (m *Memory) TextsAt(_ context.Context, origin, path string) (map[uint64]string, error) {
	out := map[uint64]string{}
	for seq, texts := range m.shelf(origin).texts {
		for _, t := range texts {
			if t.Path == path {
				out[uint64(seq)] = t.Value
			}
		}
	}
	return out, nil
}

// Document is the document of that digest, or workflow.ErrNoDocument.
func (m *Memory) Document(_ context.Context, digest string) ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if b, ok := m.documents[digest]; ok {
		return append([]byte{}, b...), nil
	}
	return nil, fmt.Errorf("%s: %w", digest, workflow.ErrNoDocument)
}

// memoryTx is a transaction: what it has appended is kept when it ends well.
type memoryTx struct {
	m         *Memory
	shelves   map[string]shelf
	documents map[string][]byte
}

func (tx *memoryTx) shelf(origin string) shelf {
	if s, ok := tx.shelves[origin]; ok {
		return s
	}
	s := tx.m.shelf(origin)
	return shelf{
		entries: slices.Clip(s.entries), texts: slices.Clip(s.texts), choices: slices.Clip(s.choices),
	}
}

// Tail yields what others have written to a ledger since its entry have.
func (tx *memoryTx) Tail(origin string, have uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		s := tx.shelf(origin)
		if have > uint64(len(s.entries)) {
			yield(nil, fmt.Errorf("%w: ledger %s has %d entries, and %d were known", workflow.ErrCorrupt, origin, len(s.entries), have))
			return
		}
		yieldFrom(context.Background(), s.entries, have, yield)
	}
}

// Append adds entries that follow on what the ledger has.
func (tx *memoryTx) Append(state workflow.Ledger, sealed []*workflow.Sealed, head workflow.Head) error {
	origin := state.LedgerOrigin()
	s := tx.shelf(origin)
	for _, e := range sealed {
		if e.Record.Seq != uint64(len(s.entries)) {
			return fmt.Errorf("%s has %d entries: entry %d does not follow", origin, len(s.entries), e.Record.Seq)
		}
		s.entries = append(s.entries, append([]byte{}, e.Entry...))
		s.texts = append(s.texts, append([]workflow.Text{}, e.Texts...))
		if e.Choice != nil {
			s.choices = append(s.choices, *e.Choice)
		}
		if e.Spent != 0 {
			s.choices = slices.DeleteFunc(slices.Clone(s.choices), func(c workflow.SealedChoice) bool { return c.Ballot == e.Spent })
		}
		s.texts = without(s.texts, e.Erased)
		if e.Document != nil {
			tx.documents[e.Document.Digest] = append([]byte{}, e.Document.Bytes...)
		}
	}
	if head.Size != uint64(len(s.entries)) {
		return fmt.Errorf("%s: head of %d entries in place of %d", origin, head.Size, len(s.entries))
	}
	tx.shelves[origin] = s
	return nil
}

// without are texts by entry without those that were erased. What others still read is not changed.
func without(texts [][]workflow.Text, erased []workflow.Place) [][]workflow.Text {
	if len(erased) == 0 {
		return texts
	}
	texts = slices.Clone(texts)
	for _, at := range erased {
		texts[at.Seq] = slices.DeleteFunc(slices.Clone(texts[at.Seq]), func(t workflow.Text) bool { return t.Path == at.Path })
	}
	return texts
}

// Choices are the choices that wait in a secret ballot.
func (tx *memoryTx) Choices(origin string, ballot uint64) ([]workflow.SealedChoice, error) {
	var out []workflow.SealedChoice
	for _, c := range tx.shelf(origin).choices {
		if c.Ballot == ballot {
			out = append(out, c)
		}
	}
	return out, nil
}
