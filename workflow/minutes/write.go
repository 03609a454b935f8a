package minutes

import (
	"fmt"
	"html/template"
	"io"
	"strings"
)

// Markdown writes the document as Markdown.
func (d *Document) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", plain(d.Title))
	for _, f := range d.Facts {
		fmt.Fprintf(&b, "- **%s:** %s\n", plain(f.Name), plain(f.Text))
	}
	for i := range d.Sections {
		d.Sections[i].markdown(&b)
	}
	for _, s := range d.Signed {
		fmt.Fprintf(&b, "\n\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_ %s\n", plain(s))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s *Section) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s\n", plain(s.Title))
	for _, x := range s.Blocks {
		if x.Label == "" {
			fmt.Fprintf(b, "\n%s\n", paragraphs(x.Text, ""))
			for i, p := range x.Points {
				if i == 0 {
					b.WriteString("\n")
				}
				fmt.Fprintf(b, "- %s\n", plain(p))
			}
		} else {
			fmt.Fprintf(b, "\n**%s:**\n\n%s\n", plain(x.Label), paragraphs(x.Text, "> "))
		}
	}
	if s.Table == nil {
		return
	}
	b.WriteString("\n")
	row := func(cells []string) {
		for _, c := range cells {
			fmt.Fprintf(b, "| %s ", strings.ReplaceAll(plain(c), "|", "\\|"))
		}
		b.WriteString("|\n")
	}
	row(s.Table.Columns)
	b.WriteString(strings.Repeat("| --- ", len(s.Table.Columns)) + "|\n")
	for _, r := range s.Table.Rows {
		row(r)
	}
}

// marks are the characters that Markdown and the HTML in it read as more than themselves.
var marks = strings.NewReplacer(
	`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "&", `\&`, "!", `\!`, "~", `\~`,
)

// plain is one line of text that Markdown shows as it is.
func plain(s string) string { return marks.Replace(strings.Join(strings.Fields(s), " ")) }

// paragraphs keep the paragraphs of a text, each behind a mark. What would begin a list or a
// table, or make a heading of the line before it, is kept from doing so.
func paragraphs(s, mark string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		l = plain(l)
		if l != "" && strings.IndexByte("-+=|:", l[0]) >= 0 {
			l = `\` + l
		}
		lines[i] = strings.TrimRight(mark+l, " ")
	}
	return strings.Join(lines, "\n")
}

// page is the document as a page that can be printed, with the measures of UI: A4, wide margins, one column.
var page = template.Must(template.New("minutes").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
@page { size: A4; margin: 25mm 18mm; }
body { font: 11pt/1.5 Charter, "Charis SIL", Cambria, "Liberation Serif", serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.1rem; margin-top: 2rem; break-after: avoid; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .25rem 1rem; } dt { font-weight: bold; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .5rem .25rem 0; border-bottom: 1px solid; }
tr, p { break-inside: avoid; } blockquote { margin: .5rem 0 .5rem 1rem; white-space: pre-line; } p, dd, td { overflow-wrap: anywhere; }
.signed { display: flex; gap: 3rem; margin-top: 4rem; break-inside: avoid; } .signed p { flex: 1; border-top: 1px solid; padding-top: .25rem; }
@media print { body { max-width: none; margin: 0; padding: 0; } }
</style>
</head>
<body>
<h1>{{.Title}}</h1>
<dl>{{range .Facts}}<dt>{{.Name}}</dt><dd>{{.Text}}</dd>{{end}}</dl>
{{range .Sections}}<section>
<h2>{{.Title}}</h2>
{{range .Blocks}}{{if .Label}}<p><b>{{.Label}}</b></p><blockquote>{{.Text}}</blockquote>
{{else}}<p>{{.Text}}</p>
{{with .Points}}<ul>{{range .}}<li>{{.}}</li>{{end}}</ul>
{{end}}{{end}}{{end}}{{with .Table}}<table><thead><tr>{{range .Columns}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>{{range .Rows}}<tr>{{range $i, $c := .}}{{if $i}}<td>{{$c}}</td>{{else}}<th scope="row">{{$c}}</th>{{end}}{{end}}</tr>
{{end}}</tbody></table>{{end}}
</section>
{{end}}<div class="signed">{{range .Signed}}<p>{{.}}</p>{{end}}</div>
</body>
</html>
`))

// HTML writes the document as a page of its own that can be printed.
func (d *Document) HTML(w io.Writer) error {
	if err := page.Execute(w, d); err != nil {
		return fmt.Errorf("minutes: %w", err)
	}
	return nil
}
