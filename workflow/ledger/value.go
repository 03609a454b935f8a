package ledger

import (
	"encoding/base64"
	"errors"
	"strconv"
)

// String is a required member; the empty string is allowed.
func (f *Form) String(key string, v *string) {
	if f.member(key) {
		f.text(v)
	}
}

// OptString is a member that is absent when the string is empty.
func (f *Form) OptString(key string, v *string) {
	if f.optional(key, *v == "") {
		f.text(v)
		f.spelt(*v == "")
	} else {
		absent(f, v)
	}
}

// Int is a required integer within ±(2^53−1).
func (f *Form) Int(key string, v *int64) {
	if f.member(key) {
		f.integer(v)
	}
}

// OptInt is a member that is absent when the integer is 0.
func (f *Form) OptInt(key string, v *int64) {
	if f.optional(key, *v == 0) {
		f.integer(v)
		f.spelt(*v == 0)
	} else {
		absent(f, v)
	}
}

// Uint is a required integer from 0 to 2^53−1.
func (f *Form) Uint(key string, v *uint64) {
	if f.member(key) {
		f.natural(v)
	}
}

// OptUint is a member that is absent when the integer is 0.
func (f *Form) OptUint(key string, v *uint64) {
	if f.optional(key, *v == 0) {
		f.natural(v)
		f.spelt(*v == 0)
	} else {
		absent(f, v)
	}
}

// Bool is a required member.
func (f *Form) Bool(key string, v *bool) {
	if f.member(key) {
		f.truth(v)
	}
}

// OptBool is a member that is absent when it is false.
func (f *Form) OptBool(key string, v *bool) {
	if f.optional(key, !*v) {
		f.truth(v)
		f.spelt(!*v)
	} else {
		absent(f, v)
	}
}

// Bytes32 is a required member: 32 bytes as a string in standard base64 (RFC
// 4648, section 4) with its padding, 44 characters.
func (f *Form) Bytes32(key string, v *[32]byte) {
	if f.member(key) {
		f.bytes32(v)
	}
}

// Instant is a required member: a string of the form that ParseInstant reads.
func (f *Form) Instant(key string, v *Instant) {
	if f.member(key) {
		f.instant(v)
	}
}

// OptInstant is a member that is absent when the instant is 0.
func (f *Form) OptInstant(key string, v *Instant) {
	if f.optional(key, *v == 0) {
		f.instant(v)
		f.spelt(*v == 0)
	} else {
		absent(f, v)
	}
}

// Object is a required member: an object of its own, described by fields.
func (f *Form) Object(key string, fields func(*Form)) {
	if f.member(key) {
		f.object(fields)
	}
}

// OptObject is a member that is absent when present is false; reading sets
// present, and calls fields only when the member is there.
func (f *Form) OptObject(key string, present *bool, fields func(*Form)) {
	if f.optional(key, !*present) {
		f.object(fields)
		set(f, present, true)
	} else {
		absent(f, present)
	}
}

// spelt refuses the zero value of an optional member that has been read.
func (f *Form) spelt(zero bool) {
	if zero && f.err == nil {
		f.fault(f.at, "a member with its zero value must be left out")
	}
}

// absent sets the place of an optional member that was not read to zero.
func absent[T any](f *Form, v *T) {
	var zero T
	set(f, v, zero)
}

// set sets a place while reading goes well.
func set[T any](f *Form, v *T, to T) {
	if f.err == nil && !f.writing {
		*v = to
	}
}

// text writes or reads a string that may well come again.
func (f *Form) text(v *string) {
	body, plain := f.plain()
	if !plain {
		body, plain = f.literal(v)
	}
	if plain && string(body) != *v { // most often the place holds it, from the entry before
		*v = f.names.of(body)
	}
}

// plain reads a string of plain characters and nothing else, which most are. Where it reports false, nothing was read.
func (f *Form) plain() (body []byte, ok bool) {
	at := f.pos
	if f.writing || at >= len(f.buf) || f.buf[at] != '"' {
		return nil, false
	}
	end := scanPlain(f.buf, at+1)
	if end >= len(f.buf) || f.buf[end] != '"' {
		return nil, false
	}
	f.pos = end + 1
	return f.buf[at+1 : end], true
}

// literal writes a string, or reads one: its bytes, if they stand for themselves, or else straight into v.
func (f *Form) literal(v *string) (body []byte, plain bool) {
	var escaped bool
	var end int
	var fault string
	if f.writing {
		f.buf, _, end, fault = appendString(f.buf, *v)
	} else {
		end, escaped, fault = scanString(f.buf, f.pos)
	}
	switch {
	case fault != "":
		f.fault(end-f.base, fault)
	case f.writing:
	case escaped:
		f.pos, *v = end, unescape(f.buf[f.pos+1:end-1])
	default:
		body, f.pos = f.buf[f.pos+1:end-1], end
		return body, true
	}
	return nil, false
}

func (f *Form) integer(v *int64) {
	if f.writing {
		if *v < -maxInt || *v > maxInt {
			f.Fail(errors.New("integer is outside ±(2^53−1)"))
		}
		f.buf = strconv.AppendInt(f.buf, *v, 10)
		return
	}
	n, end, fault := scanInt(f.buf, f.pos)
	if fault != "" {
		f.fault(end, fault)
		return
	}
	f.pos, *v = end, n
}

func (f *Form) natural(v *uint64) {
	n := int64(min(*v, maxInt+1)) // integer refuses what is cut here
	if f.integer(&n); f.writing || f.err != nil {
		return
	}
	if n < 0 {
		f.fault(f.at, "integer is negative")
		return
	}
	*v = uint64(n)
}

func (f *Form) truth(v *bool) {
	if f.writing {
		f.buf = strconv.AppendBool(f.buf, *v)
		return
	}
	b, end, fault := scanBool(f.buf, f.pos)
	if fault != "" {
		f.fault(end, fault)
		return
	}
	f.pos, *v = end, b
}

func (f *Form) instant(v *Instant) {
	if f.writing {
		out, err := v.AppendText(append(f.buf, '"'))
		f.Fail(err)
		f.buf = append(out, '"')
		return
	}
	t, ok := parseInstant(f.body(instantLen))
	if !ok {
		f.fault(f.pos, "want an instant YYYY-MM-DDThh:mm:ss.ssssssZ")
		return
	}
	f.pos, *v = f.pos+instantLen+2, t
}

func (f *Form) bytes32(v *[32]byte) {
	if f.writing {
		f.buf = append(f.buf, '"')
		f.buf = base64.StdEncoding.AppendEncode(f.buf, v[:])
		f.buf = append(f.buf, '"')
		return
	}
	if !parse32(f.body(len32), v) {
		f.fault(f.pos, "want 32 bytes in base64")
		return
	}
	f.pos += len32 + 2
}

// body gives the n bytes of a string without escapes, or nil where the string
// next in line can not be one of n bytes. Its caller refuses all but plain
// characters within.
func (f *Form) body(n int) []byte {
	end := f.pos + n + 2
	if end > len(f.buf) || f.buf[f.pos] != '"' || f.buf[end-1] != '"' {
		return nil
	}
	return f.buf[f.pos+1 : end-1]
}

const len32 = 44 // base64 of 32 bytes, one padding character included

// sextets are the values of the characters of standard base64, and noSextet for all others.
var sextets = func() (t [256]byte) {
	for i := range t {
		t[i] = noSextet
	}
	for v, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = byte(v)
	}
	return t
}()

const noSextet = 0x80 // no value has this bit

// parse32 decodes 32 bytes from the one base64 text that encodes them: the two bits behind the last byte are zero.
func parse32(text []byte, v *[32]byte) bool {
	if len(text) != len32 || text[len32-1] != '=' {
		return false
	}
	var out [33]byte
	var all byte
	last := [4]byte{text[40], text[41], text[42], 'A'} // the padding stands for zeros
	for i := range 11 {
		quad := last[:]
		if i < 10 {
			quad = text[4*i : 4*i+4 : 4*i+4]
		}
		a, b, c, d := sextets[quad[0]], sextets[quad[1]], sextets[quad[2]], sextets[quad[3]]
		all |= a | b | c | d
		out[3*i], out[3*i+1], out[3*i+2] = a<<2|b>>4, b<<4|c>>2, c<<6|d
	}
	if all >= noSextet || out[32] != 0 {
		return false
	}
	copy(v[:], out[:])
	return true
}
