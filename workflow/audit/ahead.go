package audit

import (
	"iter"

	"gremium/workflow/ledger"
)

// hashed is an entry with the leaf hash that its bytes have.
type hashed struct {
	StoredEntry
	hash ledger.Hash
}

const (
	aheadValues = 256      // in a stretch
	aheadBytes  = 64 << 10 // of the entries in a stretch, about
	aheadRuns   = 4        // stretches under way: one is filled, one is taken, and neither waits for the other
)

// stretch is a run of values that was read ahead. It is filled again and again.
type stretch[T any] struct {
	values []T
	bytes  []byte // what the values point to
	err    error  // behind the last value
}

// ahead takes values from seq on a goroutine of its own, some hundred before they are asked for, so that reading and playing
// go on at once. hold puts a value into a stretch, where it lasts until the stretch has been taken. What is yielded, and in which
// order, is what seq yields; a value is valid until the next one. The goroutine has ended when the loop has.
func ahead[S, T any](seq iter.Seq2[S, error], hold func(*stretch[T], S)) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		full, empty := make(chan *stretch[T], aheadRuns+1), make(chan *stretch[T], aheadRuns)
		for range aheadRuns {
			empty <- &stretch[T]{}
		}
		quit, done := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(done)
			defer close(full)
			defer func() { // nobody else's goroutine is to end with this one
				if err := broken(recover()); err != nil {
					full <- &stretch[T]{err: err}
				}
			}()
			fill(seq, hold, full, empty, quit)
		}()
		defer func() { <-done }()
		defer close(quit)
		for s := range full {
			for i := range s.values {
				if !yield(&s.values[i], nil) {
					return
				}
			}
			if s.err != nil {
				yield(nil, s.err)
				return
			}
			s.values, s.bytes = s.values[:0], s.bytes[:0]
			empty <- s
		}
	}
}

// fill fills empty stretches until there is nothing more or quit is closed. An error ends it.
func fill[S, T any](seq iter.Seq2[S, error], hold func(*stretch[T], S), full chan<- *stretch[T], empty <-chan *stretch[T], quit <-chan struct{}) {
	s := <-empty
	for v, err := range seq {
		if err != nil {
			s.err = err
			break
		}
		if hold(s, v); len(s.values) < aheadValues && len(s.bytes) < aheadBytes {
			continue
		}
		full <- s // it has room for all of them
		select {
		case s = <-empty:
		case <-quit:
			return
		}
	}
	full <- s
}

// holder gives what copies an entry, and hashes what it has copied.
func holder() func(*stretch[hashed], StoredEntry) {
	by := ledger.NewHasher()
	return func(s *stretch[hashed], e StoredEntry) {
		at := len(s.values)
		s.values = append(s.values, hashed{})
		h := &s.values[at]
		s.bytes, h.hash = by.AppendLeaf(s.bytes, e.Bytes)
		h.StoredEntry = e
		h.Bytes = s.bytes[len(s.bytes)-len(e.Bytes) : len(s.bytes) : len(s.bytes)]
	}
}

// stored are the entries of a ledger, read and hashed ahead.
func (a *auditor) stored(origin string) iter.Seq2[*hashed, error] {
	return ahead(a.src.Stored(a.ctx, origin), holder())
}

// texts are the texts of a ledger, read ahead.
func (a *auditor) texts(origin string) iter.Seq2[*EntryText, error] {
	return ahead(a.src.AllTexts(a.ctx, origin), func(s *stretch[EntryText], t EntryText) { s.values = append(s.values, t) })
}
