package workflow

import (
	"fmt"

	"gremium/workflow/ledger"
)

// Field names texts of one entry of the same ledger, with what the rules ask of them. All but the paths is taken from that
// entry, and the check of the record compares it.
type Field struct {
	Entry    uint64
	Of       string   // pseudonym of whose texts they are
	Paths    []string // in alphabetical order
	Proposal string   // that the entry concerns; empty for none
	Type     string   // of the entry, such as "comment.made/1"
}

func (x *Field) form(f *ledger.Form) {
	f.Uint("entry", &x.Entry)
	f.String("of", &x.Of)
	f.Strings("paths", &x.Paths)
	f.OptString("proposal", &x.Proposal)
	f.String("type", &x.Type)
	for i := range x.Paths {
		if i > 0 && x.Paths[i] <= x.Paths[i-1] {
			f.Fail(fmt.Errorf("path %q is not behind %q", x.Paths[i], x.Paths[i-1]))
		}
	}
}

// ErasureRequested asks for the erasure of texts, or of a person (Art. 17 DSGVO); nothing is erased yet. In a round a person
// is the name and all that leads from the pseudonym to somebody; in the register, the account. Text: reason.
type ErasureRequested struct {
	common
	Basis  string // one of Bases
	Fields []Field
	Person string // pseudonym of who is to be erased; empty where only texts are
}

// Kind is KindErasureRequested.
func (*ErasureRequested) Kind() Kind { return KindErasureRequested }

func (e *ErasureRequested) form(f *ledger.Form) {
	e.as(f)
	f.String("basis", &e.Basis)
	ledger.OptList(f, "fields", &e.Fields, (*Field).form)
	f.OptString("person", &e.Person)
	e.texts(f)
}

// TextErased erases what was asked for: the texts and what opens their commitments are deleted with this entry. The actor has
// approved it.
type TextErased struct {
	common
	Asked   string // pseudonym of who asked for it
	Basis   string
	Fields  []Field
	Person  string
	Request uint64 // entry that asked for it
}

// Kind is KindTextErased.
func (*TextErased) Kind() Kind { return KindTextErased }

func (e *TextErased) form(f *ledger.Form) {
	e.as(f)
	f.String("asked", &e.Asked)
	f.String("basis", &e.Basis)
	ledger.OptList(f, "fields", &e.Fields, (*Field).form)
	f.OptString("person", &e.Person)
	f.Uint("request", &e.Request)
	e.texts(f)
}

// ErasureRefused answers a request with a refusal. Text: reason, which is owed (Art. 12 (4) DSGVO).
type ErasureRefused struct {
	common
	Request uint64
}

// Kind is KindErasureRefused.
func (*ErasureRefused) Kind() Kind { return KindErasureRefused }

func (e *ErasureRefused) form(f *ledger.Form) {
	e.as(f)
	f.Uint("request", &e.Request)
	e.texts(f)
}

// HoldSet keeps texts from being erased until the hold is lifted: those of a proposal, or of the whole ledger. Text: reason,
// which is owed (Art. 17 (3) DSGVO).
type HoldSet struct {
	common
	Subject string // id of the proposal; empty for the whole ledger
}

// Kind is KindHoldSet.
func (*HoldSet) Kind() Kind { return KindHoldSet }

func (e *HoldSet) form(f *ledger.Form) {
	e.as(f)
	f.OptString("subject", &e.Subject)
	e.texts(f)
}

// HoldLifted ends a hold. Text: reason, which is owed.
type HoldLifted struct {
	common
	Hold uint64 // entry that set it
}

// Kind is KindHoldLifted.
func (*HoldLifted) Kind() Kind { return KindHoldLifted }

func (e *HoldLifted) form(f *ledger.Form) {
	e.as(f)
	f.Uint("hold", &e.Hold)
	e.texts(f)
}
