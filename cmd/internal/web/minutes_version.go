package web

import (
	"net/http"
	"net/url"
	"strconv"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
	"gremium/workflow/minutes"
	"gremium/workflow/view"
)

// versionTable lists the versions on record, the latest first; nil where there are none.
func (s *Server) versionTable(r *http.Request, d *reading, all []view.MinutesVersion, shown desk.MinutesOf) (*part.Table, error) {
	if len(all) == 0 {
		return nil, nil
	}
	w := d.words
	t := &part.Table{Caption: w.T("minutes.versions"), Quiet: true, Columns: []part.Column{
		{Title: w.T("minutes.version")}, {Title: w.T("minutes.drafted")}, {Title: w.T("minutes.approved")}, {Title: w.T("minutes.change")},
	}}
	for i := len(all) - 1; i >= 0; i-- {
		m := &all[i]
		texts, err := s.texts(r.Context(), d.visit, m.Seq)
		if err != nil {
			return nil, err
		}
		at := minuting{MinutesOf: desk.MinutesOf{Meeting: shown.Meeting, Version: m.Version}}
		row := part.Row{Hit: m.Version == shown.Version, Head: part.Cell{
			Text: strconv.FormatUint(m.Version, 10), Href: d.address("niederschrift" + at.query()), Note: texts["reason"],
		}}
		open := part.Cell{Note: w.T("minutes.open")}
		if m.Approved > 0 {
			open = d.signedBy(m.Approver, w.Moment(m.ApprovedAt.Time()), m.Approved)
		}
		change := part.Cell{Text: "–"}
		if i > 0 {
			change = part.Cell{
				Text: w.T("minutes.change.to", "Version", int(m.Version)-1),
				Href: d.address("niederschrift/unterschied" + at.query()),
			}
		}
		row.Cells = []part.Cell{d.signedBy(m.Drafter, w.Moment(m.At.Time()), m.Seq), open, change}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// signedBy says who did something and when, and in which entry where the visitor may know numbers.
func (d *reading) signedBy(who, when string, entry uint64) part.Cell {
	c := part.Cell{Text: d.name(who), Note: when}
	if d.round.Numbers {
		c.Note = d.words.T("minutes.entry", "When", when, "Entry", int(entry))
	}
	return c
}

// changesBody is the body of the page that says how a version differs from the one before.
type changesBody struct {
	Ref     part.Ref
	Lead    string
	Changes []part.Changes
	Empty   part.Empty
	Ways    []part.Link
}

// minutesChanges shows how a version of the minutes differs from the one before.
func (s *Server) minutesChanges(w http.ResponseWriter, r *http.Request, v *visit) {
	asked, err := s.minutesAsked(r, v)
	if err == nil && asked.Version < 2 {
		err = noVersion(r.FormValue(fieldMinutes))
	}
	var d *reading
	if err == nil {
		d, err = s.read(r.Context(), v)
	}
	body := changesBody{}
	if err == nil {
		before := asked
		before.Version--
		body.Changes, err = s.changesBetween(r, d, before, asked)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	words := v.words
	body.Ref, body.Lead = d.ref(), words.T("minutes.changes.lead")
	body.Empty = part.Empty{Title: words.T("minutes.same.title"), Text: words.T("minutes.same.text")}
	body.Ways = []part.Link{{Text: words.T("minutes.back.version", "Version", int(asked.Version)), Href: v.address("niederschrift" + asked.query())}}
	show(s, w, r, s.pages.changes, http.StatusOK,
		s.frameOf(r, v, words.T("minutes.changes.title", "Version", int(asked.Version), "Before", int(asked.Version)-1)), body)
}

// changesBetween says how minutes differ, in all sections but those of the given keys.
func (s *Server) changesBetween(r *http.Request, d *reading, was, is minuting, without ...string) ([]part.Changes, error) {
	old, err := s.minutesDocument(r, d, was)
	if err != nil {
		return nil, err
	}
	now, err := s.minutesDocument(r, d, is)
	if err != nil {
		return nil, err
	}
	var out []part.Changes
	for _, c := range minutes.Compare(old, now, without...) {
		one := part.Changes{Title: c.Title}
		for _, l := range c.Lines {
			one.Lines = append(one.Lines, part.Diff(l.Was, l.Is))
		}
		out = append(out, one)
	}
	return out, nil
}

// sinceThen says what the record gives by now that the latest version does not say.
func (s *Server) sinceThen(r *http.Request, d *reading, meeting string, all []view.MinutesVersion) ([]part.Changes, error) {
	if len(all) == 0 {
		return nil, nil
	}
	return s.changesBetween(r, d, minutesIn(meeting, len(all)), minutesIn(meeting, 0), "facts", "form", "note", "record")
}

// minutesIn are the minutes of a meeting or of the round in a version.
func minutesIn(meeting string, version int) minuting {
	return minuting{MinutesOf: desk.MinutesOf{Meeting: meeting, Version: uint64(max(version, 0))}}
}

// minutesSteps adds what the visitor can do about the minutes, or why not, and what has happened since the latest version.
func (s *Server) minutesSteps(r *http.Request, d *reading, meeting string, all []view.MinutesVersion, body *minutesBody) error {
	w := d.words
	waits := len(all) > 0 && all[len(all)-1].Approved == 0
	if as, ref := d.approving(meeting); waits && d.has(roleOffice|roleMember) && (as != workflow.Member || ref == nil) {
		body.Buttons = append(body.Buttons, d.minutesButton(meeting, w.T("minutes.approve", "Version", len(all)), "genehmigen", true, ref))
	}
	if !d.has(roleOffice) {
		return nil
	}
	since, err := s.sinceThen(r, d, meeting, all)
	if err != nil {
		return err
	}
	name := "minutes.draft.first"
	switch {
	case waits:
		name = "minutes.draft.again"
	case len(all) > 0:
		name = "minutes.draft.correct"
	}
	if len(since) > 0 {
		body.Notes = append(body.Notes, part.Box{
			Kind: part.BoxCare, Icon: "warn", Title: w.T("minutes.since.title", "Version", len(all)), Lines: []string{w.T("minutes.since.text")},
			Links: []part.Link{{Text: w.T("minutes.record"), Href: d.address("niederschrift" + minutesIn(meeting, 0).query())}},
		})
	}
	primary := len(body.Buttons) == 0 && (len(all) == 0 || len(since) > 0)
	body.Buttons = append(body.Buttons, d.minutesButton(meeting, w.T(name), "entwerfen", primary, d.round.MayDraft(meeting)))
	return nil
}

// minutesButton leads to a step about the minutes, or says why it is barred.
func (d *reading) minutesButton(meeting, text, to string, primary bool, barred *workflow.Refusal) part.Button {
	if barred != nil {
		return part.Button{Text: text, Bar: d.bar("bar-"+to, barred)}
	}
	return part.Button{Text: text, Href: d.address("niederschrift/" + to + ofMeeting(meeting)), Primary: primary}
}

// ofMeeting is the query that names a meeting, empty for the round.
func ofMeeting(meeting string) string {
	if meeting == "" {
		return ""
	}
	return "?" + url.Values{fieldMeeting: {meeting}}.Encode()
}

// approving is the capacity in which the visitor can approve the latest version, or why they cannot.
func (v *visit) approving(meeting string) (workflow.Capacity, *workflow.Refusal) {
	if v.round.Me != nil {
		ref := v.round.MayApprove(workflow.Member, meeting)
		if ref == nil || !v.has(roleOffice) {
			return workflow.Member, ref
		}
	}
	as := v.office()
	return as, v.round.MayApprove(as, meeting)
}
