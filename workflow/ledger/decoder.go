package ledger

import "bytes"

// A Decoder reads many entries with few allocations: it gives equal names
// (actors, origins, types, proposals, and the short strings in data) the same
// string. The zero value is ready, takes 32 KiB, keeps at most 2,048 strings of
// 64 bytes, and is for one goroutine at a time.
type Decoder struct {
	// Reuse lets what is read overwrite the arrays of the places that it is read
	// into, instead of making new ones.
	Reuse bool

	names names
	form  Form
}

// ParseEntry is the function of the same name. The strings of cmd are allocated
// many at a time.
func (d *Decoder) ParseEntry(b []byte, e *Entry) error { return parseEntry(b, e, &d.names) }

// Read is the function of the same name, without an allocation of its own.
func (d *Decoder) Read(b []byte, fields func(*Form)) error {
	f := &d.form
	if f.depth > 0 { // called from within fields, or after a panic there
		f = new(Form)
	}
	*f = Form{buf: b, names: &d.names, reuse: d.Reuse}
	f.object(fields)
	err := f.finish()
	*f = Form{}
	return err
}

// ReadEntry is ParseEntry and Read of the data in one pass: data describes what
// an entry of the given type holds. It reports whether both would succeed, and
// what they would set is set. Where it reports false e is empty, and those two
// say what is wrong; data may have been called, and set its places in part.
func (d *Decoder) ReadEntry(b []byte, e *Entry, data func(typ string, f *Form)) bool {
	f := &d.form
	if f.depth > 0 { // called from within data, or after a panic there
		f = new(Form)
	}
	*f = Form{buf: b, names: &d.names, reuse: d.Reuse}
	typ := d.typeOf(b, e.Type, &f.tail)
	if f.open('{') {
		e.fields(f, func(f *Form) { data(typ, f) })
		f.close('}')
	}
	ok := f.finish() == nil && e.Type == typ
	f.buf, f.depth = nil, 0
	if !ok {
		*e = Entry{}
	}
	return ok
}

// typeOf gives the type that stands at the end of an entry, which is read
// before the data are. It is a guess until the entry has been read up to there;
// last is the first one. Where the entry ends as the one before did, with the
// same type and the version, tail becomes where that end begins, at the comma.
func (d *Decoder) typeOf(b []byte, last string, tail *int) string {
	const key, end = `"type":"`, `","v":1}`
	rest, ok := bytes.CutSuffix(b, []byte(end))
	if !ok {
		return ""
	}
	if at := len(rest) - len(last); last != "" && at > len(key) && string(rest[at:]) == last && string(rest[at-len(key):at]) == key {
		*tail = at - len(key) - 1
		return last
	}
	typ := rest[bytes.LastIndexByte(rest, '"')+1:]
	if !bytes.HasSuffix(rest[:len(rest)-len(typ)], []byte(key)) {
		return ""
	}
	if string(typ) == last {
		return last
	}
	return d.names.of(typ)
}
