package ledger

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The scan functions read one value at b[i]. They return the offset behind it
// and an empty fault, or the offset of what is wrong and the fault in words.

const maxInt = 1<<53 - 1 // the integers that every JSON reader keeps exactly

// scanString reads a string literal and reports whether it holds escapes.
func scanString(b []byte, i int) (end int, escaped bool, fault string) {
	if i >= len(b) || b[i] != '"' {
		return i, false, "want a string"
	}
	i++
	start, composed := i, true
	for {
		if i = scanPlain(b, i); i >= len(b) {
			return i, false, "string without an end"
		}
		switch c := b[i]; {
		case c == '"':
			if !composed && !norm.NFC.IsNormal(b[start:i]) {
				return start, false, "string is not in normalisation form C"
			}
			return i + 1, escaped, ""
		case c == '\\':
			n := escapeLen(b[i:])
			if n == 0 {
				return i, false, "escape is not canonical"
			}
			i, escaped = i+n, true
		case c < ' ':
			return i, false, "control character in a string"
		default:
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 {
				return i, false, "string is not UTF-8"
			}
			i, composed = i+n, composed && r < 0x300 // below, every text is in form C
		}
	}
}

// scanPlain skips the characters that stand for themselves: ASCII without
// controls, quote and backslash, eight at a time.
func scanPlain(b []byte, i int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		quote, slash := w^ones*'"', w^ones*'\\'
		// A byte's high bit is set where it is below 0x20, zero after the xor,
		// or not ASCII. Borrows reach only bytes above the first such one.
		stop := ((w - ones*' ') | (quote - ones) | (slash - ones) | w) & highs
		if stop != 0 {
			return i + bits.TrailingZeros64(stop)/8
		}
	}
	for i < len(b) && b[i] >= ' ' && b[i] < utf8.RuneSelf && b[i] != '"' && b[i] != '\\' {
		i++
	}
	return i
}

// escapeLen gives the length of the escape at the start of b, which is a
// backslash, or 0 where RFC 8785, section 3.2.2.2, spells it differently.
func escapeLen(b []byte) int {
	if len(b) >= 2 && strings.IndexByte(`"\bfnrt`, b[1]) >= 0 {
		return 2
	}
	if len(b) < 6 || string(b[1:4]) != "u00" {
		return 0
	}
	c, ok := control(b[4], b[5])
	if !ok || shortEscape(c) != 0 {
		return 0
	}
	return 6
}

// control reads the two lower-case hexadecimal digits of a control character.
func control(high, low byte) (c byte, ok bool) {
	digit := strings.IndexByte(hexDigits, low)
	return (high-'0')<<4 | byte(digit&0xf), (high == '0' || high == '1') && digit >= 0
}

const hexDigits = "0123456789abcdef"

// shortEscape gives the letter behind the backslash, or 0 where there is none.
func shortEscape(c byte) byte {
	switch c {
	case '"', '\\':
		return c
	case '\b':
		return 'b'
	case '\t':
		return 't'
	case '\n':
		return 'n'
	case '\f':
		return 'f'
	case '\r':
		return 'r'
	}
	return 0
}

// appendString appends s as a string literal and reads it back, so that what is
// written is what a reader accepts. The offset of a fault is one in out.
func appendString(dst []byte, s string) (out []byte, escaped bool, at int, fault string) {
	start := len(dst)
	out = append(append(append(dst, '"'), s...), '"')
	at, escaped, fault = scanString(out, start)
	if at == len(out) && !escaped && fault == "" {
		return out, false, at, ""
	}
	out = appendEscaped(out[:start], s)
	at, escaped, fault = scanString(out, start)
	return out, escaped, at, fault
}

// appendEscaped is appendString for every s, unchecked.
func appendEscaped(dst []byte, s string) []byte {
	dst = append(dst, '"')
	done := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[done:i]...)
		done = i + 1
		if e := shortEscape(c); e != 0 {
			dst = append(dst, '\\', e)
		} else {
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
		}
	}
	dst = append(dst, s[done:]...)
	return append(dst, '"')
}

// unescape gives the value of a literal's body that scanString has accepted.
func unescape(body []byte) string {
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			out = append(out, body[i])
			continue
		}
		i++
		switch c := body[i]; c {
		case 'b':
			out = append(out, '\b')
		case 't':
			out = append(out, '\t')
		case 'n':
			out = append(out, '\n')
		case 'f':
			out = append(out, '\f')
		case 'r':
			out = append(out, '\r')
		case 'u':
			value, _ := control(body[i+3], body[i+4])
			out = append(out, value)
			i += 4
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

// scanInt reads an integer within ±maxInt, without leading zeros and not -0.
func scanInt(b []byte, i int) (v int64, end int, fault string) {
	start := i
	negative := i < len(b) && b[i] == '-'
	if negative {
		i++
	}
	first := i
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		if v = v*10 + int64(b[i]-'0'); v > maxInt {
			return 0, start, "integer is outside ±(2^53−1)"
		}
	}
	switch {
	case i == first:
		return 0, start, "want an integer"
	case b[first] == '0' && (i > first+1 || negative):
		return 0, start, "integer is not canonical"
	case i < len(b) && (b[i] == '.' || b[i]|0x20 == 'e'):
		return 0, start, "number is not an integer"
	case negative:
		v = -v
	}
	return v, i, ""
}

// scanBool reads true or false.
func scanBool(b []byte, i int) (v bool, end int, fault string) {
	rest := b[min(i, len(b)):]
	switch {
	case len(rest) >= 4 && string(rest[:4]) == "true":
		return true, i + 4, ""
	case len(rest) >= 5 && string(rest[:5]) == "false":
		return false, i + 5, ""
	}
	return false, i, "want true or false"
}
