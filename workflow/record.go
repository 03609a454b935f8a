package workflow

import (
	"errors"
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
	Choice   *SealedChoice // what was chosen in a secret ballot
	Spent    uint64        // entry that opened the secret ballot that this one closes: its choices are counted, and go
	Erased   []Place       // texts that are deleted with it, and all that was derived from them
	// Forgotten is an account that is deleted with it, with its roles, sessions and drafts.
	Forgotten string
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
	// Reuse is for reading a ledger through: Decode answers the same Record each time, and for votes, scores, moves and
	// closed ballots the same event. They are valid until the next Decode; whoever keeps more than their strings and
	// numbers must not ask for it. A state keeps no more than that.
	Reuse bool

	entry  ledger.Entry
	dec    ledger.Decoder
	typ    string // of the entry before: most follow one of their own kind
	kind   Kind
	event  Event            // of the entry being read
	events [kindCount]Event // those that are used again
	slab   []Record         // not handed out yet
}

// Decode reads one entry strictly. The error says at which byte what is wrong.
func (d *Decoder) Decode(b []byte) (*Record, error) {
	e := &d.entry
	d.dec.Reuse = d.Reuse
	if !d.dec.ReadEntry(b, e, d.data) {
		if err := d.slowly(b); err != nil {
			return nil, err
		}
	}
	if !goesWith(d.event, e.Proposal) {
		return nil, fmt.Errorf("event type %q and proposal %q do not go together", e.Type, e.Proposal)
	}
	rec := d.record()
	*rec = Record{
		Origin: e.Origin, Seq: e.Seq, At: e.At, Actor: e.Actor, For: e.For, Command: e.Command,
		Proposal: e.Proposal, Event: d.event,
	}
	return rec, nil
}

// data reads the data of an entry of a type, and tells whether the event is one that is used again.
func (d *Decoder) data(typ string, f *ledger.Form) (stands bool) {
	if !d.begin(typ) {
		f.Fail(errType)
		return false
	}
	d.event.form(f)
	return d.event == d.events[d.kind]
}

var errType = errors.New("event type is not known")

// begin makes the event for the data of an entry of a type, false where it is not known.
func (d *Decoder) begin(typ string) bool {
	if typ != d.typ {
		k, ok := KindOf(typ)
		if !ok {
			return false
		}
		d.typ, d.kind = typ, k
	}
	if d.event = d.events[d.kind]; d.event != nil && d.Reuse {
		return true
	}
	d.event = kinds[d.kind].make()
	if d.Reuse && passes(d.event) {
		d.events[d.kind] = d.event
	}
	return true
}

// passes tells whether states keep nothing of an event but strings and numbers.
func passes(e Event) bool {
	switch e.(type) {
	case *ScoresCast, *VoteCast, *BallotClosed, *Moved, *BallotOpened, *BallotVoted:
		return true
	}
	return false
}

// slowly reads the entry first and its data then, and so can say of either what is wrong.
func (d *Decoder) slowly(b []byte) error {
	e := &d.entry
	if err := d.dec.ParseEntry(b, e); err != nil {
		return err
	}
	if !d.begin(e.Type) {
		return fmt.Errorf("event type %q is not known", e.Type)
	}
	if err := d.dec.Read(e.Data, d.event.form); err != nil {
		return fmt.Errorf("data of %s: %w", e.Type, err)
	}
	return nil
}

// record is room for a record.
func (d *Decoder) record() *Record {
	if len(d.slab) == 0 {
		d.slab = make([]Record, slabSize)
	}
	rec := &d.slab[0]
	if !d.Reuse {
		d.slab = d.slab[1:]
	}
	return rec
}

// slabSize is how many records are allocated together.
const slabSize = 16
