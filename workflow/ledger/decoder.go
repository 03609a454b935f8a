package ledger

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

	// Of the entry read last by ReadEntry, as far as it was sound:
	tail   string       // its end, from the comma before the type
	typ    string       // of that end
	origin string       // the member, with the comma ahead of it
	ledger string       // of that origin
	day    [dayLen]byte // on which it was made
	begun  Instant      // that day
	data   [maxData]byte
	known  int // how long the data are, if the places that were read from them stand
}

// maxData is how long the data of an entry may be that are known when the next one is read.
const maxData = 128

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
	d.known = 0
	f.object(fields)
	err := f.finish()
	*f = Form{}
	return err
}

// ReadEntry is ParseEntry and Read of the data in one pass: data describes what
// an entry of the given type holds. It reports whether both would succeed, and
// what they would set is set. Where it reports false e is empty, and those two
// say what is wrong; data may have been called, and set its places in part.
//
// data reports whether its places stand until the next entry is read. With Reuse
// it is not called then for an entry that has the same type and data.
func (d *Decoder) ReadEntry(b []byte, e *Entry, data func(typ string, f *Form) (stand bool)) bool {
	if len(b) <= MaxEntry && d.envelope(b, e, data) {
		return true
	}
	*e, d.known = Entry{}, 0
	return false
}
