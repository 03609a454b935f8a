package workflow

import (
	"fmt"

	"gremium/workflow/ledger"
)

// Record is one entry of a ledger, decoded.
type Record struct {
	Origin   string
	Seq      uint64
	At       ledger.Instant
	Actor    string // pseudonym of who did it
	For      string // pseudonym on whose behalf, where it was entered for somebody
	Command  string // id of the command, the actor's own
	Proposal string
	Event    Event
}

// Text is one erasable text of an entry, with the nonce that opens its commitment.
type Text struct {
	Path  string
	Nonce [32]byte
	Value string
}

// Sealed is a record ready to be appended: its bytes, their leaf hash, the texts it commits to, and documents that
// belong beside it (the canonical bytes of an adopted policy).
type Sealed struct {
	Record   *Record
	Entry    []byte
	Leaf     ledger.Hash
	Texts    []Text
	Document *Document
}

// Document is a byte string kept beside the record under its digest.
type Document struct {
	Digest string // "sha256:" and 64 hex digits
	Bytes  []byte
}

// Head is how far a ledger goes: the number of its entries and the root of the tree over them.
type Head struct {
	Size uint64
	Root ledger.Hash
}

// encode writes the entry of r.
func encode(dst []byte, r *Record, salt [32]byte) ([]byte, error) {
	data, err := ledger.Write(nil, r.Event.form)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", r.Event.Kind().Name(), err)
	}
	e := ledger.Entry{
		Version: 1, Origin: r.Origin, Seq: r.Seq, At: r.At, Actor: r.Actor, For: r.For, Command: r.Command,
		Type: r.Event.Kind().Name(), Proposal: r.Proposal, Data: data, Salt: salt,
	}
	return ledger.AppendEntry(dst, &e)
}

// Decoder decodes entries. It is not for use by several goroutines at once.
type Decoder struct {
	entry ledger.Entry
	dec   ledger.Decoder
	typ   string // of the entry before: most follow one of their own kind
	kind  Kind
	slab  []Record // not handed out yet
}

// Decode reads one entry strictly. The error says at which byte what is wrong.
func (d *Decoder) Decode(b []byte) (*Record, error) {
	if err := d.dec.ParseEntry(b, &d.entry); err != nil {
		return nil, err
	}
	e := &d.entry
	if e.Version != 1 {
		return nil, fmt.Errorf("format version %d is not known", e.Version)
	}
	if e.Type != d.typ {
		k, ok := KindOf(e.Type)
		if !ok {
			return nil, fmt.Errorf("event type %q is not known", e.Type)
		}
		d.typ, d.kind = e.Type, k
	}
	k := d.kind
	if kinds[k].proposal != (e.Proposal != "") {
		return nil, fmt.Errorf("event type %q and proposal %q do not go together", e.Type, e.Proposal)
	}
	ev := kinds[k].make()
	if err := d.dec.Read(e.Data, ev.form); err != nil {
		return nil, fmt.Errorf("data of %s: %w", e.Type, err)
	}
	if len(d.slab) == 0 {
		d.slab = make([]Record, slabSize)
	}
	rec := &d.slab[0]
	d.slab = d.slab[1:]
	*rec = Record{
		Origin: e.Origin, Seq: e.Seq, At: e.At, Actor: e.Actor, For: e.For, Command: e.Command,
		Proposal: e.Proposal, Event: ev,
	}
	return rec, nil
}

// slabSize is how many records are allocated together.
const slabSize = 16
