package desk

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"gremium/policy"
	"gremium/workflow/view"
)

// Mistake is a line of a table that cannot be read, from 1.
type Mistake struct {
	Line int
	Text policy.Text
}

// In says the mistake with its line.
func (m *Mistake) In(lang policy.Lang) string {
	where := policy.Text{DE: "Zeile", EN: "Line"}
	return fmt.Sprintf("%s %d: %s", where.In(lang), m.Line, m.Text.In(lang))
}

// Everyone stands in a table for every member.
const Everyone = "*"

// ReadLists reads who is to score which proposal from a table of comma or semicolon separated values: a head that names the
// columns proposal and member (or Vorschlag and Mitglied), and a line for each pair. A proposal is called by number, id or
// ref; person finds a member by what people call them and answers the index, or why there is none. A proposal's lines are
// its whole list; one line with Everyone means every member. All mistakes come together.
func ReadLists(table []byte, v *view.Round, person func(who string) (int, *policy.Text)) ([]view.List, []Mistake) {
	r := &listReader{v: v, person: person}
	r.read(table)
	return r.lists, r.mistakes
}

type listReader struct {
	v        *view.Round
	person   func(who string) (int, *policy.Text)
	lists    []view.List
	every    []bool // by list: a line says every member
	mistakes []Mistake
}

func (r *listReader) wrong(line int, de, en string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{line, policy.Text{DE: fmt.Sprintf(de, args...), EN: fmt.Sprintf(en, args...)}})
}

func (r *listReader) read(table []byte) {
	table = bytes.TrimPrefix(table, []byte("\ufeff"))
	if !utf8.Valid(table) {
		r.wrong(1, "Die Tabelle ist nicht in UTF-8. Speichern Sie sie in UTF-8.", "The table is not UTF-8. Save it as UTF-8.")
		return
	}
	c := csv.NewReader(bytes.NewReader(table))
	c.FieldsPerRecord, c.TrimLeadingSpace = -1, true
	if head, _, _ := bytes.Cut(table, []byte("\n")); bytes.ContainsRune(head, ';') {
		c.Comma = ';'
	}
	head, err := c.Read()
	proposal, member := column(head, "proposal", "vorschlag"), column(head, "member", "mitglied")
	if err != nil || proposal < 0 || member < 0 {
		r.wrong(1, "Die erste Zeile nennt die Spalten „proposal“ und „member“, durch ein Komma getrennt.", "The first line names the columns \"proposal\" and \"member\", separated by a comma.")
		return
	}
	for {
		cells, err := c.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return
		case errors.As(err, &bad):
			r.wrong(bad.StartLine, "Die Anführungszeichen dieser Zeile gehen nicht auf.", "The quotation marks of this line do not match.")
			return
		}
		line, _ := c.FieldPos(0)
		if len(cells) <= max(proposal, member) {
			r.wrong(line, "Die Zeile nennt nicht Vorschlag und Mitglied.", "The line does not name a proposal and a member.")
			continue
		}
		r.pair(line, strings.TrimSpace(cells[proposal]), strings.TrimSpace(cells[member]))
	}
}

func column(head []string, names ...string) int {
	return slices.IndexFunc(head, func(cell string) bool {
		return slices.Contains(names, strings.ToLower(strings.TrimSpace(cell)))
	})
}

// pair takes one line.
func (r *listReader) pair(line int, proposal, who string) {
	p := r.v.Proposal(proposal)
	if p == nil {
		r.wrong(line, "Einen Vorschlag „%s“ gibt es in dieser Runde nicht.", "This round has no proposal \"%s\".", proposal)
		return
	}
	at := slices.IndexFunc(r.lists, func(l view.List) bool { return l.Proposal == p })
	if at < 0 {
		at = len(r.lists)
		r.lists, r.every = append(r.lists, view.List{Proposal: p}), append(r.every, false)
	}
	l := &r.lists[at]
	if r.every[at] || who == Everyone && len(l.Members) > 0 {
		r.wrong(line, "Für %s steht neben „*“ (alle) noch jemand. Entfernen Sie das eine oder das andere.", "For %s somebody stands beside \"*\" (everyone). Remove the one or the other.", p.Number)
		return
	}
	if who == Everyone {
		r.every[at] = true
		return
	}
	m, why := r.person(who)
	switch {
	case why != nil:
		r.mistakes = append(r.mistakes, Mistake{line, *why})
	case slices.Contains(l.Members, m):
		r.wrong(line, "„%s“ steht für %s zweimal da.", "\"%s\" stands there twice for %s.", who, p.Number)
	default:
		l.Members = append(l.Members, m)
	}
}
