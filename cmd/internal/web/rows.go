package web

import (
	"fmt"
	"html/template"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/web/part"
	"gremium/cmd/internal/web/picture"
)

// printer writes the rows of large tables: what the templates "row" and "heat-row" say, without their reflection, which costs
// more than all else about a page of hundreds of lines.
type printer struct {
	words *locale.Locale
	icons picture.Icons
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
	cells, err := fieldsOf(columns, row.Cells)
	if err != nil {
		return "", err
	}
	b := &strings.Builder{}
	b.WriteString(`<tr role="row"`)
	if row.Hit {
		b.WriteString(` class="hit"`)
	}
	b.WriteString(`><th scope="row" role="rowheader">`)
	if err := p.cell(b, &row.Head); err != nil {
		return "", err
	}
	b.WriteString(`</th>`)
	for i := range cells {
		b.WriteString(`<td role="cell" data-l="`)
		escape(b, cells[i].Column.Title)
		if class := cells[i].Column.Class(); class != "" {
			b.WriteString(`" class="` + class)
		}
		b.WriteString(`">`)
		if err := p.cell(b, &cells[i].Cell); err != nil {
			return "", err
		}
		b.WriteString(`</td>`)
	}
	b.WriteString(`</tr>`)
	return template.HTML(b.String()), nil //nolint:gosec // Everything that came from outside is escaped.
}

// cell writes what the template "cell" does.
func (p printer) cell(b *strings.Builder, c *part.Cell) error {
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
		tagged(b, `<span class="hid">`+string(lock)+`<span>`, c.Veil, `</span></span>`)
	}
	if c.Note != "" {
		tagged(b, ` <span class="note">`, c.Note, `</span>`)
	}
	return nil
}

// state writes what the template "state" does.
func (p printer) state(b *strings.Builder, state string) error {
	icon, err := p.icons.Draw(state)
	if err != nil {
		return err
	}
	word, err := p.words.Say("state." + state)
	if err != nil {
		return fmt.Errorf("state %s: %w", state, err)
	}
	tagged(b, `<span class="state `, state, `">`+string(icon))
	tagged(b, "", word, `</span>`)
	return nil
}

// heatRow writes the cells of a proposal in the heat map, from its number to its last mean; it has no veil.
func (p printer) heatRow(row part.HeatRow) (template.HTML, error) {
	b := &strings.Builder{}
	tagged(b, `<th scope="row" role="rowheader"><span class="fig">`, row.Number, `</span> `)
	linked(b, row.Href, row.Title)
	b.WriteString(`</th>`)
	if row.State != "" {
		b.WriteString(`<td role="cell" class="drop">`)
		if err := p.state(b, row.State); err != nil {
			return "", err
		}
		b.WriteString(`</td>`)
	}
	tagged(b, `<td role="cell" class="fig drop">`, row.Count, `</td>`)
	for i := range row.Cells {
		p.heatCell(b, &row.Cells[i])
	}
	return template.HTML(b.String()), nil //nolint:gosec // Everything that came from outside is escaped.
}

func (p printer) heatCell(b *strings.Builder, c *part.HeatCell) {
	if c.None {
		tagged(b, `<td role="cell" class="c void" data-l="`, c.Criterion, `">–<span class="vh"> `)
		tagged(b, "", p.words.T("heat.none"), `</span></td>`)
		return
	}
	tagged(b, fmt.Sprintf(`<td role="cell" class="c h%d" data-l="`, c.Step), c.Criterion, `"><span`)
	if c.Low {
		b.WriteString(` class="low"`)
	}
	tagged(b, `>`, c.Mean, `</span>`+string(c.Whisker)+`<span class="vh"> `)
	escape(b, c.Span)
	if c.Low {
		tagged(b, `, `, p.words.T("heat.low"), "")
	}
	b.WriteString(`</span></td>`)
}

// tagged writes text between two pieces of markup.
func tagged(b *strings.Builder, before, text, after string) {
	b.WriteString(before)
	escape(b, text)
	b.WriteString(after)
}

func linked(b *strings.Builder, href, text string) {
	if href == "" {
		escape(b, text)
		return
	}
	tagged(b, `<a href="`, href, `">`)
	tagged(b, "", text, `</a>`)
}

func escape(b *strings.Builder, text string) {
	if !strings.ContainsAny(text, "&<>\"'\x00") {
		b.WriteString(text)
		return
	}
	b.WriteString(template.HTMLEscapeString(text))
}
