package view

import (
	"sync"

	"gremium/workflow"
)

// Later is what is reckoned of a proposal when it is first asked for, and once: a page of one proposal asks it of that one only.
// The zero value holds the zero value.
type Later[T any] struct{ it *later[T] }

type later[T any] struct {
	once   sync.Once
	round  *Round
	of     *workflow.Proposal
	reckon func(*Round, *workflow.Proposal) T
	value  T
}

// by is what will be reckoned of a proposal as a round shows it.
func (l *later[T]) by(v *Round, p *workflow.Proposal, reckon func(*Round, *workflow.Proposal) T) Later[T] {
	l.round, l.of, l.reckon = v, p, reckon
	return Later[T]{l}
}

// settled is what is reckoned already.
func settled[T any](value T) Later[T] {
	l := &later[T]{value: value}
	l.once.Do(func() {})
	return Later[T]{l}
}

// Get is the value. Several may ask for it at once.
func (l Later[T]) Get() (none T) {
	if l.it == nil {
		return none
	}
	l.it.once.Do(func() { l.it.value = l.it.reckon(l.it.round, l.it.of) })
	return l.it.value
}

// row is a proposal with everything of it that is reckoned later: a round makes those of all its proposals at once.
type row struct {
	Proposal
	sheets  later[[]Sheet]
	means   later[[]Mean]
	moves   moves
	votes   later[[]Vote]
	verdict later[Verdict]
}
