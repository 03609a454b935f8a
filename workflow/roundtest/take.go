package roundtest

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"

	"gremium/workflow"
	"gremium/workflow/audit"
)

// take is a transaction on a tape.
type take struct {
	tape   *Tape
	sealed []*workflow.Sealed
	heads  map[string]workflow.Head
}

// Tail yields what was committed since.
func (x *take) Tail(origin string, have uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		entries := x.tape.reel(origin).Entries
		if have > uint64(len(entries)) {
			yield(nil, fmt.Errorf("%s has %d entries, not %d", origin, len(entries), have))
			return
		}
		for _, b := range entries[have:] {
			if !yield(b, nil) {
				return
			}
		}
	}
}

// Append keeps entries for the commit.
func (x *take) Append(state workflow.Ledger, sealed []*workflow.Sealed, head workflow.Head) error {
	origin := state.LedgerOrigin()
	next := max(uint64(len(x.tape.reel(origin).Entries)), x.heads[origin].Size)
	for i, s := range sealed {
		if s.Record.Origin != origin || s.Record.Seq != next+uint64(i) {
			return fmt.Errorf("entry %d of %s can not follow on %d entries of %s", s.Record.Seq, s.Record.Origin, next, origin)
		}
	}
	if x.heads == nil {
		x.heads = map[string]workflow.Head{}
	}
	x.sealed, x.heads[origin] = append(x.sealed, sealed...), head
	return nil
}

// commit makes everything visible at once.
func (x *take) commit() error {
	var fault error
	if x.tape.Fault != nil {
		fault = x.tape.Fault(x.sealed)
	}
	if fault != nil && !errors.Is(fault, workflow.ErrUnknown) {
		return fault
	}
	t := x.tape
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range x.sealed {
		r := t.ledgers[s.Record.Origin]
		if r == nil {
			r = &Reel{}
			t.ledgers[s.Record.Origin] = r
		}
		r.Entries, r.Leaves = append(r.Entries, bytes.Clone(s.Entry)), append(r.Leaves, s.Leaf)
		for _, text := range s.Texts {
			r.Texts = append(r.Texts, audit.EntryText{Seq: s.Record.Seq, Text: text})
		}
		if len(s.Erased) > 0 {
			r.Texts = slices.DeleteFunc(slices.Clone(r.Texts), func(x audit.EntryText) bool {
				return slices.Contains(s.Erased, workflow.Place{Seq: x.Seq, Path: x.Path})
			})
		}
		if s.Choice != nil {
			r.Choices = append(r.Choices, *s.Choice)
		}
		if s.Spent != 0 {
			r.Choices = slices.DeleteFunc(slices.Clone(r.Choices), func(c workflow.SealedChoice) bool { return c.Ballot == s.Spent })
		}
		if d := s.Document; d != nil {
			t.documents[d.Digest] = bytes.Clone(d.Bytes)
		}
	}
	for origin, head := range x.heads {
		t.ledgers[origin].Head = head
	}
	return fault
}

// Choices are the choices that wait in a secret ballot.
func (x *take) Choices(origin string, ballot uint64) ([]workflow.SealedChoice, error) {
	var out []workflow.SealedChoice
	for _, c := range x.tape.reel(origin).Choices {
		if c.Ballot == ballot {
			out = append(out, c)
		}
	}
	return out, nil
}
