package ledger

import (
	"errors"
	"fmt"
)

const (
	// MaxEntry is the greatest length of an entry, and of any object that a
	// Form writes or reads, in bytes.
	MaxEntry = 16 << 10
	// MaxDepth is how deep objects and arrays may lie within each other, the
	// outermost included. An entry's data counts from its own bracket.
	MaxDepth = 8
)

// ErrTooLarge is what every error about bytes beyond MaxEntry wraps.
var ErrTooLarge = fmt.Errorf("longer than %d bytes", MaxEntry)

// A SyntaxError says why bytes are not in the canonical form, or why a value
// can not be written in it.
type SyntaxError struct {
	Offset int    // of what is wrong, in the bytes read, or written so far
	Key    string // the member concerned, the last one read, or empty
	Err    error  // what is wrong
}

// Error names offset, member and fault.
func (e *SyntaxError) Error() string {
	if e.Key == "" {
		return fmt.Sprintf("byte %d: %v", e.Offset, e.Err)
	}
	return fmt.Sprintf("byte %d, key %q: %v", e.Offset, e.Key, e.Err)
}

// Unwrap gives what is wrong, such as the error that a caller gave to Fail.
func (e *SyntaxError) Unwrap() error { return e.Err }

// A Form is a cursor over one canonical object that is either being written or
// being read. Its methods name the members in canonical order with a place for
// the value, so that one function describes both directions:
//
//	func (s *score) fields(f *ledger.Form) {
//		f.String("criterion", &s.Criterion)
//		f.OptString("note", &s.Note)
//		f.String("value", &s.Value)
//	}
//
// The first fault ends the work: what follows does nothing and leaves its
// places alone, and Write or Read returns the fault as a *SyntaxError. Reading
// refuses members that the function does not name. An optional member stands
// in the bytes only when its value is not the zero value; reading sets what is
// absent to zero and refuses a zero that is spelt out.
//
// Asking for members out of order, or by a name that is empty or needs an
// escape, is a mistake in the program. Writing reports it as an error.
type Form struct {
	buf     []byte // what is read; or what has been written, from base on
	base    int
	pos     int    // reading: the next byte
	at      int    // reading: where the value of the member read last begins
	depth   int    // open brackets
	last    string // in the innermost object: the key written or skipped, or found, last
	fresh   bool   // the innermost object has no member yet
	writing bool
	reuse   bool // reading: a list goes where the one before lies
	names   *names
	err     error
}

// Write appends the canonical object that fields describes to dst. On an
// error, a *SyntaxError, dst comes back as it was.
func Write(dst []byte, fields func(*Form)) ([]byte, error) {
	f := writer(dst)
	f.object(fields)
	return f.written(dst)
}

// Read sets the places that fields names from the canonical object b, all of
// it. On an error, a *SyntaxError, they may be set in part.
func Read(b []byte, fields func(*Form)) error {
	f := Form{buf: b}
	f.object(fields)
	return f.finish()
}

// Reading reports whether values are being read and not written.
func (f *Form) Reading() bool { return !f.writing }

// Fail refuses the value of the last member for a reason of the caller's, such
// as a word outside an enumeration. A nil error, and any after the first, does
// nothing.
func (f *Form) Fail(err error) {
	if f.err != nil || err == nil {
		return
	}
	at := f.at
	if f.writing {
		at = len(f.buf) - f.base
	}
	f.err = &SyntaxError{Offset: at, Key: f.last, Err: err}
}

// fault stops the work at an offset.
func (f *Form) fault(at int, what string) { f.faultIn(f.last, at, what) }

func (f *Form) faultIn(key string, at int, what string) {
	if f.err == nil {
		f.err = &SyntaxError{Offset: at, Key: key, Err: errors.New(what)}
	}
}

func writer(dst []byte) Form { return Form{buf: dst, base: len(dst), writing: true} }

// written gives what a writer has made of dst.
func (f *Form) written(dst []byte) ([]byte, error) {
	if f.grown(); f.err != nil {
		return dst, f.err
	}
	return f.buf, nil
}

// grown stops a writer whose object has become too long.
func (f *Form) grown() {
	if f.err == nil && len(f.buf)-f.base > MaxEntry {
		f.err = &SyntaxError{Offset: MaxEntry, Err: ErrTooLarge}
	}
}

// finish ends the reading: nothing may follow the object.
func (f *Form) finish() error {
	if f.err == nil && f.pos < len(f.buf) {
		f.faultIn("", f.pos, "bytes behind the object")
	}
	return f.err
}

// object writes or reads one object and what fields says is in it.
func (f *Form) object(fields func(*Form)) {
	last := f.last
	if f.open('{') {
		fields(f)
		f.close('}')
		f.last = last
	}
}

// open begins an object or an array.
func (f *Form) open(bracket byte) bool {
	switch {
	case f.err != nil:
		return false
	case f.writing:
		f.buf = append(f.buf, bracket)
	case len(f.buf) > MaxEntry:
		f.err = &SyntaxError{Offset: MaxEntry, Err: ErrTooLarge}
		return false
	case f.pos >= len(f.buf) || f.buf[f.pos] != bracket:
		f.fault(f.pos, "want a "+string(rune(bracket)))
		return false
	default:
		f.pos++
	}
	if f.depth++; f.depth > MaxDepth {
		f.Fail(errors.New(tooDeep))
		return false
	}
	f.last, f.fresh = "", true
	return true
}

// close ends what open began.
func (f *Form) close(bracket byte) {
	switch {
	case f.err != nil:
		return
	case f.writing:
		f.buf = append(f.buf, bracket)
	case f.pos < len(f.buf) && f.buf[f.pos] == bracket:
		f.pos++
	default:
		f.stray("")
		return
	}
	f.depth--
	f.fresh = false
}

// member begins the member called key and reports whether its value is next.
// When reading, its absence is an error.
func (f *Form) member(key string) bool {
	switch {
	case f.err != nil:
		return false
	case f.writing:
		return f.writeKey(key)
	case f.readKey(key):
		return true
	}
	f.stray(key)
	return false
}

// optional is member for one that is absent when its value is zero.
func (f *Form) optional(key string, zero bool) bool {
	switch {
	case f.err != nil:
		return false
	case !f.writing:
		return f.readKey(key)
	case zero:
		return f.follows(key) && false
	}
	return f.writeKey(key)
}

// readKey moves behind the name of a member if it comes next.
func (f *Form) readKey(key string) bool {
	at := f.pos
	if !f.fresh {
		if at >= len(f.buf) || f.buf[at] != ',' {
			return false
		}
		at++
	}
	end := at + len(key) + 3
	if end > len(f.buf) || len(key) == 0 {
		return false
	}
	b := f.buf[at:end]
	// What is absent most often differs in its first letter: then the rest need not be compared.
	if b[1] != key[0] || b[0] != '"' || b[len(b)-2] != '"' || b[len(b)-1] != ':' || string(b[1:len(b)-2]) != key {
		return false
	}
	f.pos, f.at, f.last, f.fresh = end, end, key, false
	return true
}

// writeKey writes the name of a member.
func (f *Form) writeKey(key string) bool {
	if !f.follows(key) {
		return false
	}
	if !f.fresh {
		f.buf = append(f.buf, ',')
	}
	f.fresh = false
	out, escaped, at, what := appendString(f.buf, key)
	if escaped || what != "" {
		f.fault(at-f.base, "name can not be written without escapes")
		return false
	}
	f.buf = append(out, ':')
	f.grown()
	return f.err == nil
}

// follows checks the order of the names that a writer is asked for.
func (f *Form) follows(key string) bool {
	if what := nameFault(f.last, key, false); what != "" {
		f.faultIn(key, len(f.buf)-f.base, what)
		return false
	}
	f.last = key
	return true
}

// stray says why the object does not go on with the member called want, or,
// where want is empty, why it does not end here.
func (f *Form) stray(want string) {
	at := f.pos
	switch {
	case at < len(f.buf) && f.buf[at] == '}':
		f.faultIn(want, at, "member is missing")
		return
	case !f.fresh && (at >= len(f.buf) || f.buf[at] != ','):
		f.fault(at, "want a comma or the closing }")
		return
	case !f.fresh:
		at++
	}
	end, escaped, what := scanString(f.buf, at)
	if what != "" {
		f.faultIn(want, end, what)
		return
	}
	name := string(f.buf[at+1 : end-1])
	switch what := nameFault(f.last, name, escaped); {
	case what != "":
		f.faultIn(name, at, what)
	case end >= len(f.buf) || f.buf[end] != ':':
		f.faultIn(name, end, "want a colon")
	case want != "" && compareNames(want, name) < 0:
		f.faultIn(want, at, "member is missing")
	default:
		f.faultIn(name, at, "name is not known here")
	}
}
