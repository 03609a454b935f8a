package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// plain is a stream for people. Names and texts come from a database that others fill, and a terminal obeys what it reads:
// so characters that steer it, or that show what follows in another order, become U+FFFD here, as does what is no UTF-8. JSON
// passes as it is; whoever reads it decides. Every Write must hold whole characters.
type plain struct {
	to   io.Writer
	json *bool
}

// Write writes b without such characters. It answers the length of b where that was written.
func (p plain) Write(b []byte) (int, error) {
	shown := b
	if !*p.json {
		shown = bytes.Map(harmless, bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))
	}
	if _, err := p.to.Write(shown); err != nil {
		return 0, fmt.Errorf("write: %w", err)
	}
	return len(b), nil
}

// harmless is the character itself, or the one that stands in for it. Line feeds and tabs are Gremium's own: whatever comes
// from a database and is to fill one line has none (see oneLine).
func harmless(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r < 0x20, r >= 0x7F && r <= 0x9F, // C0, DEL and C1
		r == 0x2028, r == 0x2029, // separators of lines and paragraphs
		r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // order of writing
		return utf8.RuneError
	}
	return r
}

// oneLine makes one line of a text, so that no text looks like a line of Gremium's own.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\r\n\t") {
		return s
	}
	return strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ", "\t", " ").Replace(s)
}

// bare is the stream below, for what Gremium itself draws on a terminal.
func bare(w io.Writer) io.Writer {
	if p, ok := w.(plain); ok {
		return p.to
	}
	return w
}
