package view

import "sync"

// Later is what is reckoned when it is first asked for, and once: a page of one proposal asks it of that one only. The zero
// value holds the zero value.
type Later[T any] struct{ it *later[T] }

type later[T any] struct {
	once   sync.Once
	reckon func() T
	value  T
}

func reckonLater[T any](reckon func() T) Later[T] { return Later[T]{&later[T]{reckon: reckon}} }

// Get is the value. Several may ask for it at once.
func (l Later[T]) Get() (none T) {
	if l.it == nil {
		return none
	}
	l.it.once.Do(func() {
		l.it.value = l.it.reckon()
		l.it.reckon = nil
	})
	return l.it.value
}
