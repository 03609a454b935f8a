package web

import (
	"context"
	"iter"
	"maps"
	"slices"
	"sync"

	"gremium/workflow"
)

// memory is a log that keeps ledgers in memory.
type memory struct {
	writing   sync.Mutex
	mu        sync.RWMutex
	entries   map[string][][]byte
	texts     map[string]map[uint64][]workflow.Text
	documents map[string][]byte
}

func newMemory() *memory {
	return &memory{entries: map[string][][]byte{}, texts: map[string]map[uint64][]workflow.Text{}, documents: map[string][]byte{}}
}

// pending is what a transaction has appended.
type pending struct {
	m      *memory
	origin []string
	sealed [][]*workflow.Sealed
}

func (m *memory) Update(_ context.Context, fn func(workflow.Tx) error) error {
	m.writing.Lock()
	defer m.writing.Unlock()
	p := &pending{m: m}
	if err := fn(p); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, origin := range p.origin {
		for _, s := range p.sealed[i] {
			m.keep(origin, s)
		}
	}
	return nil
}

func (m *memory) keep(origin string, s *workflow.Sealed) {
	if m.texts[origin] == nil {
		m.texts[origin] = map[uint64][]workflow.Text{}
	}
	m.texts[origin][uint64(len(m.entries[origin]))] = slices.Clone(s.Texts)
	m.entries[origin] = append(m.entries[origin], slices.Clone(s.Entry))
	if s.Document != nil {
		m.documents[s.Document.Digest] = slices.Clone(s.Document.Bytes)
	}
}

func (p *pending) Tail(origin string, have uint64) iter.Seq2[[]byte, error] {
	return p.m.Entries(context.Background(), origin, have)
}

func (p *pending) Append(state workflow.Ledger, sealed []*workflow.Sealed, _ workflow.Head) error {
	p.origin, p.sealed = append(p.origin, state.LedgerOrigin()), append(p.sealed, sealed)
	return nil
}

func (m *memory) Entries(_ context.Context, origin string, from uint64) iter.Seq2[[]byte, error] {
	m.mu.RLock()
	defer m.mu.RUnlock()
	all := m.entries[origin]
	all = all[min(from, uint64(len(all))):]
	return func(yield func([]byte, error) bool) {
		for _, e := range all {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (m *memory) Size(_ context.Context, origin string) (uint64, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return uint64(len(m.entries[origin])), nil
}

func (m *memory) Texts(_ context.Context, origin string, seq uint64) ([]workflow.Text, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Clone(m.texts[origin][seq]), nil
}

func (m *memory) TextsAt(_ context.Context, origin, path string) (map[uint64]string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	out := map[uint64]string{}
	for seq, texts := range m.texts[origin] {
		for _, t := range texts {
			if t.Path == path {
				out[seq] = t.Value
			}
		}
	}
	return maps.Clone(out), nil
}

func (m *memory) Document(_ context.Context, digest string) ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if b, ok := m.documents[digest]; ok {
		return b, nil
	}
	return nil, workflow.ErrNoDocument
}
