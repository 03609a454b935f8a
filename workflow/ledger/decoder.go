package ledger

// A Decoder reads many entries with few allocations: it gives equal names
// (actors, origins, types, proposals, and the short strings in data) the same
// string. The zero value is ready, takes 32 KiB, keeps at most 2,048 strings of
// 64 bytes, and is for one goroutine at a time.
type Decoder struct {
	names names
	form  Form
}

// ParseEntry is the function of the same name; only cmd is allocated anew for
// each entry.
func (d *Decoder) ParseEntry(b []byte, e *Entry) error { return parseEntry(b, e, &d.names) }

// Read is the function of the same name, without an allocation of its own.
func (d *Decoder) Read(b []byte, fields func(*Form)) error {
	f := &d.form
	if f.depth > 0 { // called from within fields, or after a panic there
		f = new(Form)
	}
	*f = Form{buf: b, names: &d.names}
	f.object(fields)
	err := f.finish()
	*f = Form{}
	return err
}
