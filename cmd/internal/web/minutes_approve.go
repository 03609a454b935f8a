package web

import (
	"net/http"
	"strconv"

	"gremium/cmd/internal/web/part"
)

// approveShow shows the version that waits for its approval, and what it changes.
func (s *Server) approveShow(w http.ResponseWriter, r *http.Request, v *visit) {
	s.approvePage(w, r, v, s.config.NewID(), http.StatusOK, nil)
}

func (s *Server) approvePage(w http.ResponseWriter, r *http.Request, v *visit, command string, status int, refused error) {
	asked, err := s.minutesAsked(r, v)
	var d *reading
	if err == nil {
		d, err = s.read(r.Context(), v)
	}
	var body givingBody
	if err == nil {
		body, err = s.approveBody(r, d, asked.Meeting, command)
	}
	if err != nil {
		s.refuse(w, r, v, err)
		return
	}
	if refused != nil {
		body.Errors = d.minutesErrors(s.answer(r, v, refused).Message, nil)
	}
	show(s, w, r, s.pages.giving, status, s.frameOf(r, v, v.words.T("minutes.approve.title", "Version", len(v.round.Versions(asked.Meeting)))), body)
}

func (s *Server) approveBody(r *http.Request, d *reading, meeting, command string) (givingBody, error) {
	words, n := d.words, len(d.round.Versions(meeting))
	body := givingBody{stepBody: stepBody{
		Ref: d.ref(), Lead: words.T("minutes.approve.lead"), Action: d.address("niederschrift/genehmigen"),
		Hidden: []part.Option{
			{Value: fieldCommand, Text: command}, {Value: fieldMinutes, Text: strconv.Itoa(n)}, {Value: fieldMeeting, Text: meeting},
		},
		Send:   part.Button{Text: words.T("minutes.approve.send", "Version", n), Primary: true},
		Cancel: part.Button{Text: words.T("step.cancel"), Href: d.address("niederschrift" + ofMeeting(meeting)), Quiet: true},
	}}
	if _, ref := d.approving(meeting); ref != nil {
		body.Closed, body.Send.Text = d.closed(d.refusal(ref)), ""
	}
	if n == 0 {
		return body, nil
	}
	at := minutesIn(meeting, n)
	doc, err := s.minutesDocument(r, d, at)
	if err != nil {
		return body, err
	}
	body.Minutes = minutesPart(doc)
	if n > 1 {
		body.Changes, err = s.changesBetween(r, d, minutesIn(meeting, n-1), at, "facts", "record")
	}
	return body, err
}

// approveSend approves the version that the form has shown, by the digest that the record gives for it.
func (s *Server) approveSend(w http.ResponseWriter, r *http.Request, v *visit) {
	in := s.readStep(r)
	meeting := in.one(fieldMeeting)
	as, _ := v.approving(meeting)
	c, err := s.config.Desk.MinutesApproval(r.Context(), v.round, meeting, numberOf(in.one(fieldMinutes)))
	s.giving(w, r, v, as, in, c, err, func(status int, refused error) { s.approvePage(w, r, v, in.command, status, refused) })
}
