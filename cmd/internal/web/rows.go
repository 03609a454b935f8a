package web

import (
	"bytes"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"sync"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
)

// printer writes the rows of large tables: what the templates "row" and "heat-row" say, without their reflection, which costs
// more than all else about a page of hundreds of lines.
type printer struct {
	words *locale.Locale
	icons picture.Icons
	paper *sync.Pool // of *bytes.Buffer, to write a row on
}

func newPrinter(words *locale.Locale, icons picture.Icons) printer {
	return printer{words, icons, &sync.Pool{New: func() any { return new(bytes.Buffer) }}}
}

// written is what a row needs of the paper.
func (p printer) written(row func(b *bytes.Buffer) error) (template.HTML, error) {
	b := p.paper.Get().(*bytes.Buffer) //nolint:forcetypeassert // Nothing else is put there.
	defer p.paper.Put(b)
	b.Reset()
	if err := row(b); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil //nolint:gosec // Everything that came from outside is escaped.
}

// plain tells whether a row holds no more than the printer writes; others are the template's.
func (printer) plain(row part.Row) bool {
	for i := range row.Cells {
		if !simple(&row.Cells[i]) {
			return false
		}
	}
	return simple(&row.Head)
}

// simple tells whether a cell has no button, and no link but one within this site: no other address needs to be looked at.
func simple(c *part.Cell) bool { return c.Button == nil && ownAddress(c.Href) }

func ownAddress(href string) bool {
	return href == "" || strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//")
}

// row writes a plain row under these columns.
func (p printer) row(columns []part.Column, row part.Row) (template.HTML, error) {
	if len(row.Cells) != len(columns)-1 {
		return "", unequal(columns, row.Cells)
	}
	return p.written(func(b *bytes.Buffer) error { return p.fields(b, columns, &row) })
}

func (p printer) fields(b *bytes.Buffer, columns []part.Column, row *part.Row) error {
	b.WriteString(`<tr role="row"`)
	if row.Hit {
		b.WriteString(` class="hit"`)
	}
	b.WriteString(`><th scope="row" role="rowheader">`)
	if err := p.cell(b, &row.Head); err != nil {
		return err
	}
	b.WriteString(`</th>`)
	for i := range row.Cells {
		column := &columns[i+1]
		b.WriteString(`<td role="cell" data-l="`)
		escape(b, column.Title)
		if class := column.Class(); class != "" {
			tagged(b, `" class="`, class, "")
		}
		b.WriteString(`">`)
		if err := p.cell(b, &row.Cells[i]); err != nil {
			return err
		}
		b.WriteString(`</td>`)
	}
	b.WriteString(`</tr>`)
	return nil
}

// cell writes what the template "cell" does.
func (p printer) cell(b *bytes.Buffer, c *part.Cell) error {
	if c.Number != "" {
		tagged(b, `<span class="fig">`, c.Number, `</span> `)
	}
	linked(b, c.Href, c.Text)
	if c.State != "" {
		if err := p.state(b, c.State); err != nil {
			return err
		}
	}
	if c.Was != "" {
		tagged(b, `<del><span class="vh">`, p.words.T("diff.removed"), ` </span>`)
		tagged(b, "", c.Was, `</del>`)
	}
	if c.Is != "" {
		if c.Was != "" {
			b.WriteString(" ")
		}
		tagged(b, `<ins><span class="vh">`, p.words.T("diff.added"), ` </span>`)
		tagged(b, "", c.Is, `</ins>`)
	}
	if c.Veil != "" {
		lock, err := p.icons.Draw("lock")
		if err != nil {
			return err
		}
		b.WriteString(`<span class="hid">`)
		b.WriteString(string(lock))
		tagged(b, `<span>`, c.Veil, `</span></span>`)
	}
	if c.Note != "" {
		tagged(b, ` <span class="note">`, c.Note, `</span>`)
	}
	return nil
}

// state writes what the template "state" does.
func (p printer) state(b *bytes.Buffer, state string) error {
	icon, err := p.icons.Draw(state)
	if err != nil {
		return err
	}
	word, err := p.words.Say("state." + state)
	if err != nil {
		return fmt.Errorf("state %s: %w", state, err)
	}
	tagged(b, `<span class="state `, state, `">`)
	tagged(b, string(icon), word, `</span>`)
	return nil
}

// heatRow writes the cells of a proposal in the heat map, from its number to its last mean; it has no veil.
func (p printer) heatRow(row part.HeatRow) (template.HTML, error) {
	return p.written(func(b *bytes.Buffer) error { return p.warm(b, &row) })
}

func (p printer) warm(b *bytes.Buffer, row *part.HeatRow) error {
	tagged(b, `<th scope="row" role="rowheader"><span class="fig">`, row.Number, `</span> `)
	linked(b, row.Href, row.Title)
	b.WriteString(`</th>`)
	if row.State != "" {
		b.WriteString(`<td role="cell" class="drop">`)
		if err := p.state(b, row.State); err != nil {
			return err
		}
		b.WriteString(`</td>`)
	}
	tagged(b, `<td role="cell" class="fig drop">`, row.Count, `</td>`)
	for i := range row.Cells {
		p.heatCell(b, row.Cells[i])
	}
	return nil
}

func (p printer) heatCell(b *bytes.Buffer, c *part.HeatCell) {
	if c.None {
		tagged(b, `<td role="cell" class="c void" data-l="`, c.Criterion, `">–<span class="vh"> `)
		tagged(b, "", p.words.T("heat.none"), `</span></td>`)
		return
	}
	b.WriteString(`<td role="cell" class="c h`)
	b.WriteString(strconv.Itoa(c.Step))
	tagged(b, `" data-l="`, c.Criterion, `"><span`)
	if c.Low {
		b.WriteString(` class="low"`)
	}
	tagged(b, `>`, c.Mean, `</span>`)
	b.WriteString(string(c.Whisker))
	tagged(b, `<span class="vh"> `, c.Span, "")
	if c.Low {
		tagged(b, `, `, p.words.T("heat.low"), "")
	}
	b.WriteString(`</span></td>`)
}

// tagged writes text between two pieces of markup.
func tagged(b *bytes.Buffer, before, text, after string) {
	b.WriteString(before)
	escape(b, text)
	b.WriteString(after)
}

func linked(b *bytes.Buffer, href, text string) {
	if href == "" {
		escape(b, text)
		return
	}
	tagged(b, `<a href="`, href, `">`)
	tagged(b, "", text, `</a>`)
}

func escape(b *bytes.Buffer, text string) {
	if !strings.ContainsAny(text, "&<>\"'\x00") {
		b.WriteString(text)
		return
	}
	b.WriteString(template.HTMLEscapeString(text))
}
