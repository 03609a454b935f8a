package web

import (
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/reply"
	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/minutes"
	"gremium/workflow/view"
)

// The queries of the pages about minutes.
const (
	fieldMinutes = "fassung" // a version, or asItStands
	asItStands   = "akte"
	fieldNames   = "namen"
	withoutNames = "ohne"
)

// minutesBody is the body of the page of a round's minutes.
type minutesBody struct {
	Ref      part.Ref
	Lead     string
	Buttons  []part.Button
	Receipt  *part.Box
	Notes    []part.Box
	Empty    *part.Empty
	Minutes  *part.Minutes
	Versions *part.Table
	Ways     []part.Link
	Meetings *part.Table // with their minutes, on the page of the round's
}

// minutesShow shows the minutes as they will print: the version asked for, else the latest on record, else, to office and
// audit, what the record gives as it stands.
func (s *Server) minutesShow(w http.ResponseWriter, r *http.Request, v *visit) {
	d, err := s.read(r.Context(), v)
	var asked minuting
	if err == nil {
		asked, err = s.minutesAsked(r, v)
	}
	body := minutesBody{}
	title := v.words.T("minutes.title")
	if err == nil {
		body.Ref = d.ref()
		body.Receipt, err = s.receipt(r, d, nil)
	}
	if err == nil && asked.Meeting == "" {
		body.Meetings, err = s.meetingTable(r, d)
	}
	if err == nil && asked.nothing {
		body.Empty = &part.Empty{Title: v.words.T("minutes.empty.title"), Text: v.words.T("minutes.empty.text")}
	} else if err == nil {
		title, err = s.minutesBody(r, d, asked, &body)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	show(s, w, r, s.pages.minutes, http.StatusOK, s.frameOf(r, v, title), body)
}

// minutesBody fills the page; it answers the minutes' title.
func (s *Server) minutesBody(r *http.Request, d *reading, asked minuting, body *minutesBody) (string, error) {
	doc, err := s.minutesDocument(r, d, asked)
	if err != nil {
		return "", err
	}
	all := d.round.Versions(asked.Meeting)
	body.Minutes, body.Lead = minutesPart(doc), d.minutesLead(asked.Version, all)
	body.Ways = d.minutesFiles(asked)
	if body.Versions, err = s.versionTable(r, d, all, asked.MinutesOf); err != nil {
		return "", err
	}
	return doc.Title, s.minutesSteps(r, d, asked.Meeting, all, body)
}

// minuting is which minutes an address asks for; nothing where there are none for the visitor yet.
type minuting struct {
	desk.MinutesOf
	nothing bool
}

// query is the address's query for the same minutes, with more values in pairs.
func (m minuting) query(more ...string) string {
	q := url.Values{fieldMinutes: {asItStands}}
	if m.Version > 0 {
		q.Set(fieldMinutes, strconv.FormatUint(m.Version, 10))
	}
	if m.Meeting != "" {
		q.Set(fieldMeeting, m.Meeting)
	}
	if m.Anonymous {
		q.Set(fieldNames, withoutNames)
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "?" + q.Encode()
}

func (s *Server) minutesAsked(r *http.Request, v *visit) (minuting, error) {
	out := minuting{MinutesOf: desk.MinutesOf{Meeting: r.FormValue(fieldMeeting), Anonymous: r.FormValue(fieldNames) == withoutNames}}
	if out.Meeting != "" && v.round.Meeting(out.Meeting) == nil {
		return out, &workflow.Refusal{Code: "meeting_unknown", Rule: "lifecycle", Detail: map[string]string{"meeting": out.Meeting}}
	}
	n := uint64(len(v.round.Versions(out.Meeting)))
	asked := r.FormValue(fieldMinutes)
	switch out.Version = n; {
	case asked == "" || asked == asItStands && !v.has(roleOffice|roleAuditor):
		out.nothing = n == 0 && !v.has(roleOffice|roleAuditor)
	case asked == asItStands:
		out.Version = 0
	default:
		if out.Version = numberOf(asked); out.Version == 0 || out.Version > n {
			return out, noVersion(asked)
		}
	}
	return out, nil
}

func noVersion(asked string) error {
	return reply.New(reply.NotFound, "minutes_unknown",
		"Eine Fassung "+asked+" der Niederschrift gibt es nicht. Die Liste der Fassungen steht auf der Seite der Niederschrift.",
		"There is no version "+asked+" of the minutes. The list of versions is on the page of the minutes.")
}

// minutesDocument puts minutes into the visitor's words.
func (s *Server) minutesDocument(r *http.Request, d *reading, asked minuting) (*minutes.Document, error) {
	return s.config.Desk.MinutesDocument(r.Context(), d.round, asked.MinutesOf, minutes.Reader{
		Lang: d.words.Lang(), Name: d.name, Day: d.words.Day, Moment: d.words.Moment,
	})
}

// minutesPart is a document as a part of a page.
func minutesPart(doc *minutes.Document) *part.Minutes {
	out := &part.Minutes{Signed: doc.Signed}
	for _, f := range doc.Facts {
		out.Facts = append(out.Facts, part.Fact{Name: f.Name, Text: f.Text})
	}
	for i := range doc.Sections {
		s := &doc.Sections[i]
		one := part.MinutesSection{Title: s.Title, Closed: s.Closed}
		for _, b := range s.Blocks {
			one.Blocks = append(one.Blocks, part.MinutesBlock{Label: b.Label, Prose: paragraphs(b.Text), Points: b.Points})
		}
		if s.Table != nil {
			one.Table = minutesTable(s.Title, s.Table)
		}
		out.Sections = append(out.Sections, one)
	}
	return out
}

func minutesTable(caption string, t *minutes.Table) *part.Table {
	out := &part.Table{Caption: caption, Quiet: true}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, part.Column{Title: c})
	}
	for _, r := range t.Rows {
		row := part.Row{Head: part.Cell{Text: r[0]}}
		for _, c := range r[1:] {
			row.Cells = append(row.Cells, part.Cell{Text: c})
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// minutesLead says what one has before one: a draft, what is approved, or what the record gives.
func (d *reading) minutesLead(version uint64, all []view.MinutesVersion) string {
	switch {
	case version == 0:
		return d.words.T("minutes.lead.record")
	case all[version-1].Approved == 0:
		return d.words.T("minutes.lead.draft")
	case version < uint64(len(all)):
		return d.words.T("minutes.lead.earlier", "Latest", len(all))
	}
	return d.words.T("minutes.lead.approved")
}

// minutesFiles are the other forms in which the same minutes can be had.
func (d *reading) minutesFiles(asked minuting) []part.Link {
	at := d.address("niederschrift")
	out := []part.Link{
		{Text: d.words.T("minutes.file.html"), Href: at + "/datei" + asked.query(fieldForm, "html")},
		{Text: d.words.T("minutes.file.md"), Href: at + "/datei" + asked.query(fieldForm, "md")},
	}
	other := asked
	other.Anonymous = !asked.Anonymous
	name := "minutes.anonymous"
	if asked.Anonymous {
		name = "minutes.named"
	}
	return append(out, part.Link{Text: d.words.T(name), Href: at + other.query()})
}
