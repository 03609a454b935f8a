package exchange

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"gremium/policy"
)

// byteOrderMark is what some spreadsheets put ahead of a file.
const byteOrderMark = "\ufeff"

// line is one line of a table; get answers the cell of a column, empty where the table has no such column.
type line struct {
	number int
	cells  []string
	column map[string]int
}

func (l *line) get(column string) string {
	i, ok := l.column[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(l.cells[i])
}

// table reads a file line by line. needed are the columns that must be there.
func (r *reader) table(file string, needed []string, each func(l *line)) error {
	f, err := r.fsys.Open(file)
	if err != nil {
		return fmt.Errorf("open %s: %w", file, err)
	}
	sum := sha256.New()
	err = errors.Join(r.lines(file, io.TeeReader(f, sum), needed, each), f.Close())
	if err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	r.data.Digests[file] = digestOf(sum)
	return nil
}

// lines reads the whole of in, also after a mistake.
func (r *reader) lines(file string, in io.Reader, needed []string, each func(l *line)) error {
	buffered := bufio.NewReaderSize(in, 1<<16)
	if mark, err := buffered.Peek(len(byteOrderMark)); err == nil && string(mark) == byteOrderMark {
		if _, err := buffered.Discard(len(byteOrderMark)); err != nil {
			return err
		}
	}
	c := csv.NewReader(buffered)
	c.FieldsPerRecord, c.ReuseRecord = -1, true
	l, ok, err := r.head(file, c, needed)
	if err != nil || !ok {
		_, drained := io.Copy(io.Discard, buffered)
		return errors.Join(err, drained)
	}
	width := len(l.column)
	for {
		cells, err := c.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &wrong):
			r.problems.add(file, wrong.StartLine, "Die Anführungszeichen dieser Zeile gehen nicht auf.", "The quotation marks of this line do not match.")
			continue
		case err != nil:
			return err
		}
		l.number, _ = c.FieldPos(0)
		switch {
		case len(cells) != width:
			r.problems.add(file, l.number, "Die Zeile hat %d Spalten, die Kopfzeile %d.", "The line has %d columns, the head %d.", len(cells), width)
		case !valid(cells):
			r.problems.add(file, l.number, "Die Zeile ist nicht in UTF-8. Speichern Sie die Datei in UTF-8.", "The line is not UTF-8. Save the file as UTF-8.")
		default:
			l.cells = cells
			each(l)
		}
	}
}

func valid(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return !utf8.ValidString(c) })
}

// head reads the names of the columns; false where it is of no use.
func (r *reader) head(file string, c *csv.Reader, needed []string) (*line, bool, error) {
	cells, err := c.Read()
	var wrong *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		r.problems.add(file, 0, "Die Datei ist leer. In der ersten Zeile stehen die Spalten: %s.", "The file is empty. Its first line names the columns: %s.", strings.Join(needed, ","))
		return nil, false, nil
	case errors.As(err, &wrong):
		r.problems.add(file, 1, "Die Anführungszeichen der Kopfzeile gehen nicht auf.", "The quotation marks of the head do not match.")
		return nil, false, nil
	case err != nil:
		return nil, false, err
	}
	l, ok := &line{column: make(map[string]int, len(cells))}, true
	for i, name := range cells {
		name = strings.TrimSpace(name)
		if _, twice := l.column[name]; twice {
			r.problems.add(file, 1, "Die Spalte „%s“ steht zweimal in der Kopfzeile.", "The column “%s” stands twice in the head.", name)
			ok = false
		}
		l.column[name] = i
	}
	for _, name := range needed {
		if _, there := l.column[name]; !there {
			r.problems.add(file, 1, "Die Spalte „%s“ fehlt. Nötig sind: %s, durch Kommas getrennt.", "The column “%s” is missing. Needed are: %s, separated by commas.", name, strings.Join(needed, ","))
			ok = false
		}
	}
	return l, ok, nil
}

// parseNumber reads a number exactly. Zeros that say nothing may stand at either end.
func parseNumber(s string) (policy.Decimal, error) {
	if d, err := policy.ParseDecimal(s); err == nil {
		return d, nil
	}
	digits, minus := s, ""
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		digits, minus = rest, "-"
	}
	if strings.Contains(digits, ".") {
		whole, part, _ := strings.Cut(digits, ".")
		if part == "" {
			return policy.Decimal{}, policy.ErrDecimal
		}
		digits = strings.TrimSuffix(whole+"."+strings.TrimRight(part, "0"), ".")
	}
	for len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		digits = digits[1:]
	}
	if digits == "0" {
		minus = ""
	}
	return policy.ParseDecimal(minus + digits)
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func digestOf(h hash.Hash) string { return "sha256:" + hex.EncodeToString(h.Sum(nil)) }
