package ledger

import (
	"errors"
	"fmt"
)

// Version is the only format version of an entry that this package knows.
const Version = 1

// ErrVersion is what the error about an entry of another version wraps: it was
// written by a newer Gremium.
var ErrVersion = fmt.Errorf("format version is not %d", Version)

var errEmpty = errors.New("string is empty")

// An Entry is one event of one ledger, as it is stored and hashed.
type Entry struct {
	Version  int      // "v": Version
	Origin   string   // "origin": the ledger's name
	Seq      uint64   // "seq": the leaf's index in the tree, up to 2^53−1
	At       Instant  // "at": not before the entry ahead, which is the caller's care
	Actor    string   // "actor": pseudonym of who acted
	For      string   // "for": on whose behalf, or empty
	Command  string   // "cmd": the command's idempotency id
	Type     string   // "type": the event's name and version, such as scores.cast/1
	Proposal string   // "proposal": which one it is about, or empty
	Data     []byte   // "data": one canonical object, raw
	Salt     [32]byte // "salt": random, against guessing an entry from its hash
}

// fields is the envelope, in both directions.
func (e *Entry) fields(f *Form) {
	f.name("actor", &e.Actor)
	f.Instant("at", &e.At)
	f.once("cmd", &e.Command)
	f.raw("data", &e.Data)
	f.OptString("for", &e.For)
	f.name("origin", &e.Origin)
	f.OptString("proposal", &e.Proposal)
	f.Bytes32("salt", &e.Salt)
	f.Uint("seq", &e.Seq)
	f.name("type", &e.Type)
	f.version(&e.Version)
}

// AppendEntry appends the canonical bytes of e to dst. It refuses an entry of
// another Version, one whose actor, command, origin or type is empty, strings
// that are not UTF-8 in normalisation form C, a Seq above 2^53−1, an instant
// outside the years 0000 to 9999, Data that is not one canonical object, and
// more than MaxEntry bytes (ErrTooLarge). The error is a *SyntaxError, and dst
// comes back as it was.
func AppendEntry(dst []byte, e *Entry) ([]byte, error) {
	f := writer(dst)
	if f.open('{') {
		e.fields(&f)
		f.close('}')
	}
	return f.written(dst)
}

// ParseEntry sets e from the stored bytes of one entry, all of b. It accepts
// exactly what AppendEntry writes, and Data is the part of b where it stands:
// e is good as long as b is not changed. On an error, a *SyntaxError, e is
// empty.
func ParseEntry(b []byte, e *Entry) error { return parseEntry(b, e, nil) }

func parseEntry(b []byte, e *Entry, from *names) error {
	f := Form{buf: b, names: from}
	if f.open('{') {
		e.fields(&f)
		f.close('}')
	}
	err := f.finish()
	if err != nil {
		*e = Entry{}
	}
	return err
}

// name is a required string that is not empty.
func (f *Form) name(key string, v *string) {
	if !f.member(key) {
		return
	}
	if f.text(v); *v == "" && f.err == nil {
		f.Fail(errEmpty)
	}
}

// once is a name that hardly comes again: not worth a place among the names.
func (f *Form) once(key string, v *string) {
	if !f.member(key) {
		return
	}
	body, plain := f.plain()
	if !plain {
		body, plain = f.literal(v)
	}
	if plain {
		*v = f.names.once(body)
	}
	if *v == "" && f.err == nil {
		f.Fail(errEmpty)
	}
}

// version is the required number that must be Version.
func (f *Form) version(v *int) {
	n := int64(*v)
	if f.Int("v", &n); n != Version && f.err == nil {
		f.Fail(ErrVersion)
	}
	*v = int(n)
}

// raw is a required object that is only checked to be canonical.
func (f *Form) raw(key string, v *[]byte) {
	if !f.member(key) {
		return
	}
	at := f.pos
	if f.writing {
		at = len(f.buf)
		f.buf = append(f.buf, *v...)
	}
	end, fault := scanObject(f.buf, at, 0)
	switch {
	case fault != "":
		f.fault(end-f.base, fault)
	case f.writing && end < len(f.buf):
		f.fault(end-f.base, "bytes behind the object")
	case !f.writing:
		f.pos, *v = end, f.buf[at:end:end]
	}
}
