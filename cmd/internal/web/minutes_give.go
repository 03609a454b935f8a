package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"gremium/cmd/internal/web/part"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// The fields of the forms about minutes.
const (
	fieldWhere = "place"
	fieldSize  = "stand" // entries that the minutes were made of that the form shows
)

// minutesStep is under what name drafts of the form are kept.
func minutesStep(meeting string) step {
	return step{path: strings.TrimSpace("niederschrift " + meeting)}
}

// givingBody is the body of the pages on which a version of the minutes is entered or approved.
type givingBody struct {
	stepBody
	Changes []part.Changes
	Minutes *part.Minutes
}

// draftShow shows what the record gives, and asks for what it does not: the place and a note.
func (s *Server) draftShow(w http.ResponseWriter, r *http.Request, v *visit) {
	in := &stepInput{command: s.config.NewID(), fields: map[string][]string{}}
	s.draftPage(w, r, v, in, http.StatusOK, nil)
}

func (s *Server) draftPage(w http.ResponseWriter, r *http.Request, v *visit, in *stepInput, status int, refused error) {
	asked, err := s.minutesAsked(r, v)
	var d *reading
	if err == nil {
		d, err = s.read(r.Context(), v)
	}
	if err == nil && refused == nil {
		err = s.recall(r, d, minutesStep(asked.Meeting), in)
	}
	var body givingBody
	if err == nil {
		body, err = s.draftBody(r, d, asked.Meeting, in)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if refused != nil {
		body.Errors = d.minutesErrors(s.answer(r, v, refused).Message, body.Fields)
	}
	show(s, w, r, s.pages.giving, status, s.frameOf(r, v, v.words.T("minutes.draft.title")), body)
}

func (s *Server) draftBody(r *http.Request, d *reading, meeting string, in *stepInput) (givingBody, error) {
	words, all := d.words, d.round.Versions(meeting)
	body := givingBody{stepBody: stepBody{
		Ref: d.ref(), Lead: words.T("minutes.draft.lead"), Action: d.address("niederschrift/entwerfen"),

		Hidden: []part.Option{{Value: fieldCommand, Text: in.command}, {Value: fieldMeeting, Text: meeting}},
		Send:   part.Button{Text: words.T("minutes.draft.send", "Version", len(all)+1), Primary: true},
		Cancel: part.Button{Text: words.T("step.cancel"), Href: d.address("niederschrift" + ofMeeting(meeting)), Quiet: true},
	}}
	doc, err := s.minutesDocument(r, d, minutesIn(meeting, 0))
	if err != nil {
		return body, err
	}
	body.Minutes = minutesPart(doc)
	if body.Changes, err = s.sinceThen(r, d, meeting, all); err != nil {
		return body, err
	}
	if ref := d.round.MayDraft(meeting); ref != nil {
		body.Closed, body.Idle, body.Send.Text = d.closed(d.refusal(ref)), true, ""
		return body, nil
	}
	if d.round.Numbers {
		body.Hidden = append(body.Hidden, part.Option{Value: fieldSize, Text: strconv.FormatUint(d.round.Replayed(), 10)})
	}
	if n := len(all); n > 0 && len(in.fields) == 0 {
		texts, err := s.config.Desk.Texts(r.Context(), d.round, all[n-1].Seq)
		if err != nil {
			return body, err
		}
		in.fields = map[string][]string{fieldWhere: {texts["place"]}, fieldNote: {texts["note"]}}
	}
	place := d.area(in, fieldWhere, words.T("minutes.place"), words.T("minutes.place.hint"), true)
	place.Rows = 0
	body.Fields = []part.Field{place, d.area(in, fieldNote, words.T("minutes.note"), words.T("minutes.note.hint"), true)}
	if n := len(all); n > 0 {
		owed := all[n-1].Approved > 0
		body.Fields = append(body.Fields, d.area(in, fieldReason, words.T("minutes.reason"), words.T("minutes.reason.hint"), !owed))
	}
	d.keeping(in, &body.stepBody)
	if body.Draft != nil && meeting != "" {
		body.Draft.URL += ofMeeting(meeting)
		body.Draft.Key += " " + meeting
	}
	return body, nil
}

// minutesErrors says why a form was refused, beside the field for the reason where that is what is missing.
func (d *reading) minutesErrors(why string, fields []part.Field) *part.Errors {
	at := "main"
	for i := range fields {
		if f := &fields[i]; f.Name == fieldReason && !f.Optional && f.Value == "" {
			f.Error, at = why, f.ID
		}
	}
	return &part.Errors{Title: d.words.T("minutes.refused"), Items: []part.Link{{Text: why, Href: "#" + at}}}
}

// draftSend enters the minutes that the form has shown as the next version.
func (s *Server) draftSend(w http.ResponseWriter, r *http.Request, v *visit) {
	in := s.readStep(r)
	c, err := s.config.Desk.MinutesDraft(r.Context(), v.round, in.one(fieldMeeting), numberOf(in.one(fieldSize)))
	if err == nil {
		c.Place, c.Note, c.Reason = in.one(fieldWhere), in.one(fieldNote), in.one(fieldReason)
	}
	s.giving(w, r, v, v.office(), in, c, err, func(status int, refused error) { s.draftPage(w, r, v, in, status, refused) })
}

// giving carries out a step about the minutes and goes back to them; what is refused is shown on the same page again.
func (s *Server) giving(
	w http.ResponseWriter, r *http.Request, v *visit, as workflow.Capacity, in *stepInput, c workflow.Command, err error,
	again func(status int, refused error),
) {
	var receipts []workflow.Receipt
	if err == nil {
		receipts, err = s.config.Desk.Execute(r.Context(), v.who, as, in.command, desk.Act{Round: v.round.ID, Command: c})
	}
	if err == nil {
		s.forget(r, v, minutesStep(in.one(fieldMeeting)), in.command)
		http.Redirect(w, r, minutesDone(v, in.one(fieldMeeting), receipts), http.StatusSeeOther)
		return
	}
	answer := s.answer(r, v, err)
	if answer.Fault() {
		s.broken(w, r, err)
		return
	}
	again(answer.Status, err)
}

// minutesDone is the address of the minutes after a step, with the entries that it has made.
func minutesDone(v *visit, meeting string, receipts []workflow.Receipt) string {
	at := done(v, v.address("niederschrift"), receipts)
	if meeting != "" {
		at += "&" + url.Values{fieldMeeting: {meeting}}.Encode()
	}
	return at
}

// draftKeep keeps what is typed into the form.
func (s *Server) draftKeep(w http.ResponseWriter, r *http.Request, v *visit) {
	st := minutesStep(r.FormValue(fieldMeeting))
	if r.PostForm.Has("criterion") {
		s.keepPart(w, r, v, wholeForm(v, stepKey(v, st)))
		return
	}
	at := v.address("niederschrift/entwerfen") + ofMeeting(r.FormValue(fieldMeeting))
	for _, f := range []string{fieldCommand, fieldSize, fieldMeeting} {
		r.PostForm.Del(f)
	}
	err := s.keepAll(r, wholeForm(v, stepKey(v, st)), map[string]draftPart{stepPart: {Value: r.PostForm.Encode()}})
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	http.Redirect(w, r, at, http.StatusSeeOther)
}
