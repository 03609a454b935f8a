package ledger

import "bytes"

// These read an entry's members one after another, without a Form: the one form that an entry has is known, and most of it
// stood in the entry before. Each takes where something must stand in b and answers what is behind it, or nowhere where it
// does not stand there as it must. From nowhere on nothing stands anywhere.

const nowhere = 1 << 30 // behind the end of every entry

// envelope reads all members of an entry that is not too long.
func (d *Decoder) envelope(b []byte, e *Entry, data func(string, *Form) bool) bool {
	typ, end := d.typeOf(b)
	if end == nowhere {
		return false
	}
	i := d.name(b, behind(b, 0, `{"actor":`), &e.Actor)
	i = d.instant(b, behind(b, i, `,"at":`), &e.At)
	i = d.command(b, behind(b, i, `,"cmd":`), &e.Command)
	i = d.content(b, behind(b, i, `,"data":`), typ, &e.Data, data)
	i = d.place(b, i, e)
	i = salt(b, behind(b, i, `,"salt":`), &e.Salt)
	seq, i := natural(b, behind(b, i, `,"seq":`))
	e.Seq, e.Type, e.Version = seq, typ, Version
	return i == end
}

// behind is where a text ends that stands at i.
func behind[T string | []byte](b []byte, i int, text T) int {
	if end := i + len(text); end <= len(b) && string(b[i:end]) == string(text) {
		return end
	}
	return nowhere
}

// typeOf reads the type, which stands at the end of an entry, before all else: it says what the data hold. It answers where the
// members end that stand ahead of it.
func (d *Decoder) typeOf(b []byte) (typ string, end int) {
	if end = len(b) - len(d.tail); end > 0 && d.tail != "" && string(b[end:]) == d.tail {
		return d.typ, end
	}
	d.tail, d.known = "", 0
	const key = `,"type":`
	if end = bytes.LastIndex(b, []byte(key)); end < 0 {
		return "", nowhere
	}
	if i := d.name(b, end+len(key), &d.typ); behind(b, i, `,"v":1}`) != len(b) {
		return "", nowhere
	}
	d.tail = d.names.of(b[end:])
	return d.typ, end
}

// name reads a string that is not empty and may well come again.
func (d *Decoder) name(b []byte, i int, v *string) int {
	body, end := unescaped(b, i)
	if end == nowhere {
		return d.literal(b, i, v)
	}
	if len(body) == 0 {
		return nowhere
	}
	*v = d.names.of(body)
	return end
}

// unescaped reads a string of plain characters and nothing else, which most are.
func unescaped(b []byte, i int) (body []byte, end int) {
	if i >= len(b) || b[i] != '"' {
		return nil, nowhere
	}
	end = scanPlain(b, i+1)
	if end >= len(b) || b[end] != '"' {
		return nil, nowhere
	}
	return b[i+1 : end], end + 1
}

// literal is name for every string.
func (d *Decoder) literal(b []byte, i int, v *string) int {
	end, escaped, fault := scanString(b, i)
	if fault != "" || end == i+2 {
		return nowhere
	}
	if body := b[i+1 : end-1]; escaped {
		*v = unescape(body)
	} else {
		*v = d.names.of(body)
	}
	return end
}

// command is name for one that hardly comes again: not worth a place among the names.
func (d *Decoder) command(b []byte, i int, v *string) int {
	body, end := unescaped(b, i)
	if end == nowhere || len(body) == 0 {
		return d.literal(b, i, v)
	}
	*v = d.names.once(body)
	return end
}

// content reads the data of an entry of a type. They are not read again where they are those of the entry before, byte for byte,
// and what was read then stands.
func (d *Decoder) content(b []byte, i int, typ string, v *[]byte, data func(string, *Form) bool) int {
	end := nowhere
	if d.known > 0 && d.Reuse {
		end = behind(b, i, d.data[:d.known])
	}
	if end == nowhere {
		end = d.contentAnew(b, i, typ, data)
	}
	if end != nowhere {
		*v = b[i:end:end]
	}
	return end
}

func (d *Decoder) contentAnew(b []byte, i int, typ string, data func(string, *Form) bool) int {
	d.known = 0
	f := &d.form
	if f.depth > 0 { // called from within data, or after a panic there
		f = new(Form)
	}
	*f = Form{buf: b, pos: i, names: &d.names, reuse: d.Reuse}
	stands := false
	if f.open('{') {
		stands = data(typ, f)
		f.close('}')
	}
	end := f.pos
	if f.err != nil {
		end = nowhere
	} else if stands && d.typ == typ && end-i <= len(d.data) {
		d.known = copy(d.data[:], b[i:end])
	}
	*f = Form{}
	return end
}

// place reads what an entry says between its data and its salt: on whose behalf, of which ledger, about which proposal.
func (d *Decoder) place(b []byte, i int, e *Entry) int {
	e.For, e.Proposal = "", ""
	end := nowhere
	if d.origin != "" {
		end = behind(b, i, d.origin)
	}
	if end == nowhere {
		if at := behind(b, i, `,"for":`); at != nowhere {
			i = d.name(b, at, &e.For)
		}
		if end = d.name(b, behind(b, i, `,"origin":`), &d.ledger); end == nowhere {
			d.origin = ""
			return nowhere
		}
		d.origin = d.names.of(b[i:end])
	}
	e.Origin = d.ledger
	if at := behind(b, end, `,"proposal":`); at != nowhere {
		return d.name(b, at, &e.Proposal)
	}
	return end
}

// instant reads an instant, most often of the day of the one before.
func (d *Decoder) instant(b []byte, i int, v *Instant) int {
	end := i + instantLen + 2
	if end > len(b) || b[i] != '"' || b[end-1] != '"' {
		return nowhere
	}
	text := b[i+1 : end-1]
	t, ok := timeOfDay(text)
	if !ok {
		return nowhere
	}
	if d.day[0] == 0 || string(text[:dayLen]) != string(d.day[:]) {
		whole, ok := parseInstant(text)
		if !ok {
			return nowhere
		}
		d.begun = whole - t
		copy(d.day[:], text)
	}
	*v = d.begun + t
	return end
}

func salt(b []byte, i int, v *[32]byte) int {
	end := i + len32 + 2
	if end > len(b) || b[i] != '"' || b[end-1] != '"' || !parse32(b[i+1:end-1], v) {
		return nowhere
	}
	return end
}

func natural(b []byte, i int) (n uint64, end int) {
	v, end, fault := scanInt(b, i)
	if fault != "" || v < 0 {
		return 0, nowhere
	}
	return uint64(v), end
}
