package ledger

// scanValue reads any canonical value that lies within depth open brackets.
func scanValue(b []byte, i, depth int) (end int, fault string) {
	if i >= len(b) {
		return i, "the bytes end early"
	}
	switch c := b[i]; {
	case c == '"':
		end, _, fault = scanString(b, i)
	case c == '{':
		end, fault = scanObject(b, i, depth)
	case c == '[':
		end, fault = scanArray(b, i, depth)
	case c == '-' || c-'0' <= 9:
		_, end, fault = scanInt(b, i)
	case c == 't' || c == 'f':
		_, end, fault = scanBool(b, i)
	case c == 'n':
		return i, "null is not allowed"
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		return i, "white space is not allowed"
	default:
		return i, "want a value"
	}
	return end, fault
}

// scanObject reads an object whose names are in canonical order, each once,
// not empty and without escapes.
func scanObject(b []byte, i, depth int) (end int, fault string) {
	if i >= len(b) || b[i] != '{' {
		return i, "want an object"
	}
	if depth >= MaxDepth {
		return i, tooDeep
	}
	if i++; i < len(b) && b[i] == '}' {
		return i + 1, ""
	}
	var last []byte
	for {
		nameEnd, escaped, fault := scanString(b, i)
		if fault != "" {
			return nameEnd, fault
		}
		name := b[i+1 : nameEnd-1]
		if fault := nameFault(last, name, escaped); fault != "" {
			return i, fault
		}
		if nameEnd >= len(b) || b[nameEnd] != ':' {
			return nameEnd, "want a colon"
		}
		last = name
		if i, fault = scanValue(b, nameEnd+1, depth+1); fault != "" {
			return i, fault
		}
		var more bool
		if i, more, fault = scanNext(b, i, '}'); !more {
			return i, fault
		}
	}
}

// scanArray reads an array.
func scanArray(b []byte, i, depth int) (end int, fault string) {
	if depth >= MaxDepth {
		return i, tooDeep
	}
	if i++; i < len(b) && b[i] == ']' {
		return i + 1, ""
	}
	for {
		if i, fault = scanValue(b, i, depth+1); fault != "" {
			return i, fault
		}
		var more bool
		if i, more, fault = scanNext(b, i, ']'); !more {
			return i, fault
		}
	}
}

// scanNext reads a comma, behind which there is more, or the closing bracket.
func scanNext(b []byte, i int, closing byte) (next int, more bool, fault string) {
	switch {
	case i < len(b) && b[i] == ',':
		return i + 1, true, ""
	case i < len(b) && b[i] == closing:
		return i + 1, false, ""
	}
	return i, false, "want a comma or the closing " + string(rune(closing))
}

const tooDeep = "nesting is too deep"

// nameFault says what is wrong with a name that follows last in an object.
func nameFault[T string | []byte](last, name T, escaped bool) string {
	switch {
	case escaped:
		return "escape in a name"
	case len(name) == 0:
		return "empty name"
	}
	switch c := compareNames(last, name); {
	case c == 0:
		return "name appears twice"
	case c > 0:
		return "name is out of order"
	}
	return ""
}

// compareNames orders two names by their UTF-16 code units, as RFC 8785,
// section 3.2.3, asks. UTF-8 sorts by code point, which is the same except that
// UTF-16 puts what lies above U+FFFF (from 0xF0) before U+E000 to U+FFFF
// (0xEE, 0xEF).
func compareNames[T string | []byte](a, b T) int {
	n := min(len(a), len(b))
	for i := range n {
		x, y := a[i], b[i]
		if x == y {
			continue
		}
		if x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0) {
			x, y = y, x
		}
		return int(x) - int(y)
	}
	return len(a) - len(b)
}
